//! The program itself, as somebody types it.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The program in a folder, with nothing set but what is said.
pub(crate) fn program(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jobboard"));
    command
        .args(arguments)
        .env_clear()
        .env("BCRYPT_COST", "4")
        .env("SIGN_UPS_PER_HOUR", "0")
        .envs(variables.iter().copied())
        .current_dir(folder);
    command
}

/// Runs the program to its end, with something to read.
pub(crate) fn run_with_input(
    folder: &Path,
    arguments: &[&str],
    variables: &[(&str, &str)],
    input: &str,
) -> Outcome {
    let mut child = program(folder, arguments, variables)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program to start");
    let mut stdin = child.stdin.take().expect("an input");
    // A program that reads nothing closes its end.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("the program to end");
    Outcome {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).expect("text"),
        stderr: String::from_utf8(output.stderr).expect("text"),
    }
}

/// Runs the program to its end.
pub(crate) fn run(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Outcome {
    run_with_input(folder, arguments, variables, "")
}

/// The program as it serves.
#[derive(Debug)]
pub(crate) struct Serving {
    /// `http://127.0.0.1:…`
    pub(crate) base: String,
    child: Child,
    stdout: BufReader<ChildStdout>,
    said: String,
    stderr: PathBuf,
}

impl Serving {
    /// Starts the program on a free port of its own.
    pub(crate) fn start(folder: &Path, variables: &[(&str, &str)]) -> Self {
        Self::spawn(folder, program(folder, &["serve"], variables))
    }

    /// Starts the program with a small disk of its own as the folder `disk`, such as `3m`: in a
    /// mount namespace, which is gone with it.
    pub(crate) fn start_on_disk(folder: &Path, size: &str, variables: &[(&str, &str)]) -> Self {
        let bare = program(folder, &["serve"], variables);
        let mut command = Command::new("unshare");
        let mount = "mount -t tmpfs -o size=\"$0\" tmpfs disk && exec \"$1\" serve";
        command
            .args([
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                mount,
                size,
            ])
            .arg(bare.get_program())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(
                bare.get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .current_dir(folder);
        Self::spawn(folder, command)
    }

    fn spawn(folder: &Path, mut command: Command) -> Self {
        let stderr = folder.join("stderr.log");
        let mut child = command
            .env("PORT", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&stderr).expect("a file"))
            .spawn()
            .expect("the program to start");
        let mut stdout = BufReader::new(child.stdout.take().expect("an output"));
        let mut said = String::new();
        stdout.read_line(&mut said).expect("a line");
        let base = match said.trim_end().split_once("listens on ") {
            Some((_, base)) => base.to_owned(),
            None => panic!("{said}{}", fs::read_to_string(&stderr).unwrap_or_default()),
        };
        Self {
            base,
            child,
            stdout,
            said,
            stderr,
        }
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it has said all that it says at its start.
    pub(crate) fn wait_for_start(&mut self) {
        while !self.said.contains("Press Ctrl+C") {
            let read = self.stdout.read_line(&mut self.said).expect("a line");
            assert_ne!(read, 0, "the program has ended: {}", self.said);
        }
    }

    /// Ends the program with SIGKILL, at once.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("to kill the program");
        self.child.wait().expect("the program to end");
    }

    /// Ends the program with SIGTERM and gives all that it has said.
    pub(crate) fn terminate(mut self) -> Outcome {
        let kill = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        assert!(kill.expect("kill to run").success());
        let status = self.child.wait().expect("the program to end");
        let mut stdout = std::mem::take(&mut self.said);
        self.stdout.read_to_string(&mut stdout).expect("text");
        Outcome {
            code: status.code().unwrap_or(-1),
            stdout,
            stderr: fs::read_to_string(&self.stderr).expect("text"),
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // When a test fails before it ends the program. One that has ended cannot be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
