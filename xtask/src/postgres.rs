//! A PostgreSQL server of our own, with the settings that `initdb` gives everybody.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::machine::{finish, postgres_binary, runs};
use crate::process::Process;

/// How long the server may take to start.
const START_TIMEOUT: Duration = Duration::from_secs(30);

/// The database of `pgbench`'s own tables.
const PGBENCH: &str = "pgbench";

/// A server with an empty database, on this machine's loopback address. Dropping it stops it and
/// removes what it has stored.
#[derive(Debug)]
pub(crate) struct Cluster {
    // Dropped, and so stopped, before its folder.
    process: Process,
    port: u16,
    _folder: TempDir,
}

impl Cluster {
    /// Makes a cluster and starts its server.
    ///
    /// # Errors
    /// When the machine has no PostgreSQL, or it does not start.
    pub(crate) fn start() -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("jobboard-xtask-")
            .tempdir()?;
        let account = Account::for_server()?;
        account.give(&folder)?;
        let data = folder.path().join("data");
        let log = folder.path().join("log");
        finish(
            account
                .command("initdb")?
                .args(["--username=bench", "--auth=trust", "--encoding=UTF8"])
                .arg("--pgdata")
                .arg(&data)
                .current_dir(folder.path())
                .stdout(Stdio::null()),
        )?;
        let port = free_port()?;
        let process = Process::start(
            account
                .command("postgres")?
                .arg("-D")
                .arg(&data)
                .args(["-h", "127.0.0.1", "-p", &port.to_string()])
                .arg("-k")
                .arg(folder.path())
                .current_dir(folder.path())
                .stdout(Stdio::null())
                .stderr(File::create(&log)?),
            // Ends connections, then the server, and leaves the files in order.
            "INT",
        )?;
        let mut cluster = Self {
            process,
            port,
            _folder: folder,
        };
        let started = cluster.wait_until_ready();
        started.with_context(|| std::fs::read_to_string(&log).unwrap_or_default())?;
        finish(cluster.client("createdb")?.arg("jobboard"))?;
        Ok(cluster)
    }

    /// The address of its database.
    pub(crate) fn url(&self) -> String {
        format!("postgres://bench@127.0.0.1:{}/jobboard", self.port)
    }

    /// Brings its statistics up to date.
    ///
    /// # Errors
    /// When that fails.
    pub(crate) fn tidy_up(&self) -> Result<()> {
        finish(
            self.client("vacuumdb")?
                .args(["--analyze", "--quiet", "--dbname=jobboard"]),
        )
    }

    /// Makes the tables of `pgbench`'s own, in a database beside.
    ///
    /// # Errors
    /// When that fails.
    pub(crate) fn fill_for_pgbench(&self) -> Result<()> {
        finish(self.client("createdb")?.arg(PGBENCH))?;
        finish(
            self.client("pgbench")?
                .args(["--initialize", "--quiet", PGBENCH])
                .stderr(Stdio::null()),
        )
    }

    /// How many rows of its own tables `pgbench` reads in a second (`pgbench -S`), from so many
    /// connections.
    ///
    /// # Errors
    /// When it fails.
    pub(crate) fn reads_a_second(&self, connections: u32, seconds: u32) -> Result<f64> {
        let mut pgbench = self.pgbench(connections, seconds)?;
        printed_rate(pgbench.args(["--select-only", PGBENCH]))
    }

    /// How many transactions a second `pgbench` does with a script of SQL, from so many connections.
    ///
    /// # Errors
    /// When it fails.
    pub(crate) fn transactions_a_second(
        &self,
        script: &str,
        connections: u32,
        seconds: u32,
    ) -> Result<f64> {
        let mut file = tempfile::NamedTempFile::new()?;
        std::io::Write::write_all(&mut file, script.as_bytes())?;
        let mut pgbench = self.pgbench(connections, seconds)?;
        printed_rate(pgbench.arg("--file").arg(file.path()).arg("jobboard"))
    }

    fn pgbench(&self, connections: u32, seconds: u32) -> Result<Command> {
        let mut pgbench = self.client("pgbench")?;
        let threads = std::thread::available_parallelism()?.to_string();
        pgbench
            .args(["--no-vacuum", "--protocol=prepared", "--jobs", &threads])
            .arg(format!("--client={connections}"))
            .arg(format!("--time={seconds}"));
        Ok(pgbench)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let deadline = Instant::now() + START_TIMEOUT;
        while !runs(self.client("pg_isready")?.arg("--dbname=postgres")) {
            self.process.check_alive().context("PostgreSQL")?;
            if Instant::now() > deadline {
                bail!("PostgreSQL does not start");
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    fn client(&self, name: &str) -> Result<Command> {
        let mut command = program(name)?;
        command.args(["--host=127.0.0.1", "--username=bench"]);
        command.arg(format!("--port={}", self.port));
        Ok(command)
    }
}

/// What `pgbench` prints.
fn printed_rate(pgbench: &mut Command) -> Result<f64> {
    let output = pgbench.output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said.lines().find_map(|line| line.strip_prefix("tps = "));
    let rate = line.and_then(|rest| rest.split(' ').next()?.parse().ok());
    rate.with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Who runs the server. PostgreSQL refuses to run as root.
struct Account(Option<(u32, u32)>);

impl Account {
    /// For root the unprivileged account `postgres`; anybody else can do it themselves.
    fn for_server() -> Result<Self> {
        if std::fs::metadata("/proc/self")?.uid() != 0 {
            return Ok(Self(None));
        }
        let ids = (id_of_postgres("--user")?, id_of_postgres("--group")?);
        Ok(Self(Some(ids)))
    }

    fn give(&self, folder: &TempDir) -> Result<()> {
        if let Self(Some((user, group))) = self {
            chown(folder.path(), Some(*user), Some(*group))?;
        }
        Ok(())
    }

    /// A program that runs as this account. It is our own child, without a `runuser` between, so
    /// that a signal reaches it.
    fn command(&self, name: &str) -> Result<Command> {
        let mut command = program(name)?;
        if let Self(Some((user, group))) = self {
            command.uid(*user).gid(*group);
        }
        Ok(command)
    }
}

fn id_of_postgres(which: &str) -> Result<u32> {
    let output = Command::new("id").args([which, "postgres"]).output()?;
    let id = String::from_utf8_lossy(&output.stdout);
    id.trim()
        .parse()
        .context("root needs the account postgres to run PostgreSQL as")
}

fn program(name: &str) -> Result<Command> {
    let path = postgres_binary(name);
    let path = path.context("this needs PostgreSQL; on Debian: sudo apt-get install postgresql")?;
    Ok(Command::new(path))
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}
