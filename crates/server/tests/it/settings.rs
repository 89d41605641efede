//! Where the settings come from, and what is said of wrong ones.

use std::fs;

use tempfile::TempDir;

use crate::support::app::SECRET_KEY;
use crate::support::program::run;

fn folder() -> TempDir {
    TempDir::with_prefix("jobboard-test-").expect("a folder")
}

#[test]
fn the_settings_are_shown_without_their_secrets() {
    let folder = folder();
    let variables = [
        ("SECRET_KEY", SECRET_KEY),
        (
            "DATABASE_URL",
            "postgres://ada:canary-password@db.example.org/jobs",
        ),
    ];
    let shown = run(folder.path(), &["check-config"], &variables);
    assert_eq!(shown.code, 0, "{}", shown.stderr);
    assert!(
        shown
            .stdout
            .contains("postgres://ada@db.example.org:5432/jobs"),
        "{}",
        shown.stdout
    );
    assert!(!shown.stdout.contains("canary") && !shown.stdout.contains(SECRET_KEY));
}

#[test]
fn settings_come_from_file_dot_env_and_environment_in_this_order() {
    let folder = folder();
    fs::create_dir(folder.path().join("config")).expect("a folder");
    fs::write(
        folder.path().join("config/development.toml"),
        "port = 1001\nhost = \"127.0.0.2\"\nproject_name = \"File\"\n",
    )
    .expect("the file");
    fs::write(folder.path().join(".env"), "PORT=1002\nHOST=127.0.0.3\n").expect("the file");
    let shown = run(folder.path(), &["check-config"], &[("PORT", "1003")]);
    let value = |name: &str| {
        let line = shown
            .stdout
            .lines()
            .find(|line| line.starts_with(&format!("{name} ")));
        line.and_then(|line| line.split_whitespace().last())
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(
        [value("PORT"), value("HOST"), value("PROJECT_NAME")],
        ["1003", "127.0.0.3", "File"]
    );
}

#[test]
fn every_problem_of_the_settings_is_named_at_once_and_the_code_is_2() {
    let folder = folder();
    fs::create_dir(folder.path().join("config")).expect("a folder");
    fs::write(folder.path().join("config/development.toml"), "prot = 1\n").expect("the file");
    fs::write(folder.path().join(".env"), "BCRYPT_COST=99\n").expect("the file");
    for command in ["check-config", "serve", "migrate"] {
        let outcome = run(
            folder.path(),
            &[command],
            &[("PORT", "x"), ("SECRET_KEY", "canary"), ("BCRYPT_COST", "")],
        );
        assert_eq!(outcome.code, 2, "{command}");
        assert!(outcome.stderr.contains("4 problems"), "{}", outcome.stderr);
        for part in [
            "`prot`",
            "BCRYPT_COST",
            "PORT",
            "SECRET_KEY is under 32 bytes",
        ] {
            assert!(outcome.stderr.contains(part), "{part}: {}", outcome.stderr);
        }
        assert!(!outcome.stderr.contains("canary"));
    }
    for broken in ["port = \n", "port = 1\nport = 2", "[", "port = [1]"] {
        fs::write(folder.path().join("config/development.toml"), broken).expect("the file");
        let outcome = run(folder.path(), &["check-config"], &[]);
        assert_eq!(
            outcome.code, 2,
            "{broken}: {} {}",
            outcome.stdout, outcome.stderr
        );
    }
}
