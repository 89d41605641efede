//! A PostgreSQL server of the tests' own, from the machine's binaries: one for a whole run, in a
//! temporary folder, stopped by a watcher when the run has ended, however it ends.

use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::process::{CommandExt, parent_id};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use jobboard_core::security::random::random_text;

/// The server's address, with a `/` at its end.
static SERVER: LazyLock<String> = LazyLock::new(|| Run::current().server());

/// Makes an empty database and gives its address.
pub(crate) fn create_database() -> String {
    let name = format!(
        "test_{}",
        random_text::<9>().replace(['-', '_'], "x").to_lowercase()
    );
    run_sql(&format!("CREATE DATABASE {name}"));
    format!("{}{name}", *SERVER)
}

/// Drops a database, whoever is still connected to it.
pub(crate) fn drop_database(url: &str) {
    if let Some((_, name)) = url.rsplit_once('/') {
        run_sql(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    }
}

/// Ends the connections to a database that `pg_stat_activity` has under this condition.
pub(crate) fn end_connections(url: &str, condition: &str) {
    let (_, name) = url.rsplit_once('/').expect("a database");
    run_sql(&format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
         WHERE datname = '{name}' AND pid <> pg_backend_pid() AND ({condition})"
    ));
}

fn run_sql(sql: &str) {
    let mut connection =
        PgConnection::establish(&format!("{}postgres", *SERVER)).expect("a connection");
    connection.batch_execute(sql).expect("the SQL to run");
}

/// A run of tests. Under nextest it has many processes, which share one server.
struct Run {
    folder: PathBuf,
    /// The process that lives as long as the run.
    process: u32,
}

impl Run {
    fn current() -> Self {
        let (key, process) = match std::env::var("NEXTEST_RUN_ID") {
            Ok(id) => (id, parent_id()),
            Err(_) => (std::process::id().to_string(), std::process::id()),
        };
        Self {
            folder: std::env::temp_dir().join(format!("jobboard-test-postgres-{key}")),
            process,
        }
    }

    /// The address of the run's server, which the first process to ask starts.
    fn server(&self) -> String {
        fs::create_dir_all(&self.folder).expect("a folder");
        let lock = File::create(self.folder.join("lock")).expect("a lock file");
        lock.lock().expect("the lock");
        let address = self.folder.join("address");
        if let Ok(address) = fs::read_to_string(&address) {
            return address;
        }
        let server = self.start();
        fs::write(address, &server).expect("the address to be written");
        server
    }

    fn start(&self) -> String {
        let data = self.folder.join("data");
        fs::create_dir_all(&data).expect("a folder");
        if is_root() {
            succeed(Command::new("chown").arg("postgres").arg(&data));
        }
        let port = free_port();
        let log = data.join("server.log");
        self.watch(&data);
        succeed(
            as_unprivileged(&binary("initdb"))
                .args(["--auth=trust", "--username=jobboard", "--encoding=UTF8"])
                .args(["--locale=C.UTF-8", "--no-sync", "--pgdata"])
                .arg(&data),
        );
        succeed(
            as_unprivileged(&binary("pg_ctl"))
                .args(["start", "--wait", "--silent", "--pgdata"])
                .arg(&data)
                .arg("--log")
                .arg(&log)
                .arg("--options")
                .arg(format!(
                    "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' \
                     -c max_connections=300 -c fsync=off -c synchronous_commit=off \
                     -c full_page_writes=off"
                )),
        );
        format!("postgres://jobboard@127.0.0.1:{port}/")
    }

    /// Leaves somebody behind who stops the server and removes the folder after the run.
    fn watch(&self, data: &Path) {
        let script = r#"(while kill -0 "$0" 2>/dev/null; do sleep 1; done
            "$@" stop --mode=immediate --pgdata "$DATA"; rm -rf "$FOLDER") &"#;
        let stopper = as_unprivileged(&binary("pg_ctl"));
        Command::new("sh")
            .arg("-c")
            .arg(script)
            .arg(self.process.to_string())
            .arg(stopper.get_program())
            .args(stopper.get_args())
            .env("DATA", data)
            .env("FOLDER", &self.folder)
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .status()
            .expect("a watcher");
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("an id");
    id.stdout.trim_ascii() == b"0"
}

/// PostgreSQL does not run as root.
fn as_unprivileged(program: &Path) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir("/");
    command
}

fn succeed(command: &mut Command) {
    let output = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.success(), "{command:?} failed");
}

fn binary(name: &str) -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    versions
        .filter_map(Result::ok)
        .map(|version| version.path().join("bin"))
        .chain(std::env::split_paths(&on_path))
        .map(|folder| folder.join(name))
        .find(|path| path.exists())
        .unwrap_or_else(|| {
            panic!("there is no PostgreSQL server on this machine ({name}); `cargo xtask test` installs one")
        })
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}
