//! The command line, typed as a stranger would, wrong too.

use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use crate::support::app::{PASSWORD, SECRET_KEY};
use crate::support::program::{Outcome, run, run_with_input};
use crate::support::{Backend, TestDatabase};

const KEY: (&str, &str) = ("SECRET_KEY", SECRET_KEY);

/// Runs the program on a database of the test's own.
fn on(database: &TestDatabase, arguments: &[&str], input: &str) -> Outcome {
    let variables = [("DATABASE_URL", database.url.as_str()), KEY];
    run_with_input(database.folder.path(), arguments, &variables, input)
}

fn folder() -> TempDir {
    TempDir::with_prefix("jobboard-test-").expect("a folder")
}

fn files(folder: &Path) -> Vec<String> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("text")
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_command_explains_itself() {
    let folder = folder();
    for arguments in [
        vec![],
        vec!["serve"],
        vec!["token"],
        vec!["token", "create"],
        vec!["token", "inspect"],
        vec!["user"],
        vec!["user", "create"],
        vec!["user", "promote"],
        vec!["user", "deactivate"],
        vec!["migrate"],
        vec!["check-config"],
        vec!["import"],
        vec!["import", "listings"],
    ] {
        let help = run(
            folder.path(),
            &[arguments.as_slice(), &["--help"]].concat(),
            &[],
        );
        assert_eq!(help.code, 0, "{arguments:?}");
        assert!(
            help.stdout.contains("Usage: jobboard"),
            "{arguments:?}: {}",
            help.stdout
        );
        assert!(
            help.stdout.lines().count() > 4,
            "{arguments:?}: {}",
            help.stdout
        );
    }
    assert_eq!(
        files(folder.path()),
        Vec::<String>::new(),
        "help leaves nothing behind"
    );
}

#[test]
fn a_wrong_word_is_answered_with_the_right_ones() {
    let folder = folder();
    let wrong = run(folder.path(), &["tokn"], &[]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("token"), "{}", wrong.stderr);
    let wrong = run(
        folder.path(),
        &["user", "promote", "a@example.org", "--role", "king"],
        &[],
    );
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.stderr.contains("member, moderator and admin"),
        "{}",
        wrong.stderr
    );
}

#[test]
fn the_chapters_token_is_made_printed_and_explained() {
    let folder = folder();
    let made = run(
        folder.path(),
        &["token", "create", "--claim", "sub=Hello world"],
        &[],
    );
    assert_eq!(made.code, 0, "{}", made.stderr);
    let token = made.stdout.trim();
    assert_eq!(token.split('.').count(), 3, "{token}");
    assert_eq!(made.stdout.lines().count(), 1, "nothing but the token");

    for (argument, input) in [(token, ""), ("-", token)] {
        let explained = run_with_input(folder.path(), &["token", "inspect", argument], &[], input);
        assert_eq!(explained.code, 1, "it is no sign-in");
        for part in [
            "Hello world",
            "HS256",
            "in 29 minutes",
            "genuine",
            "refused: its header",
        ] {
            assert!(
                explained.stdout.contains(part),
                "{part}: {}",
                explained.stdout
            );
        }
    }
    let other_key = [("SECRET_KEY", "another-key-of-the-tests-Zq7Xw2Lm9")];
    let explained = run(folder.path(), &["token", "inspect", token], &other_key);
    assert!(
        explained.stdout.contains("not genuine"),
        "{}",
        explained.stdout
    );
}

#[test]
fn a_claim_that_cannot_be_is_refused() {
    let folder = folder();
    for claims in [
        vec!["--claim", "sub"],
        vec!["--claim", "=x"],
        vec!["--claim", "exp=5"],
        vec!["--claim", "a=1", "--claim", "a=2"],
        vec!["--expires-minutes", "0"],
        vec!["--expires-minutes", "x"],
    ] {
        let arguments = [&["token", "create"], claims.as_slice()].concat();
        let outcome = run(folder.path(), &arguments, &[]);
        assert_ne!(outcome.code, 0, "{claims:?}");
        assert_eq!(outcome.stdout, "", "{claims:?}");
    }
}

#[test]
fn nonsense_is_explained_and_not_panicked_about() {
    let folder = folder();
    let long = "x".repeat(5000);
    for token in [
        "",
        "x",
        "a.b.c",
        "..",
        "....",
        "é.é.é",
        &long,
        "e30.e30.e30",
    ] {
        let outcome = run(folder.path(), &["token", "inspect", token], &[]);
        assert_eq!(outcome.code, 1, "{token}");
        assert!(
            outcome.stdout.contains("refused"),
            "{token}: {}",
            outcome.stdout
        );
        assert!(!outcome.stderr.contains("panicked"), "{}", outcome.stderr);
    }
}

fn accounts_are_made_promoted_and_put_out_of_use(backend: Backend) {
    let database = TestDatabase::new(backend);
    let made = on(
        &database,
        &[
            "user",
            "create",
            "ada@example.org",
            "--admin",
            "--password-stdin",
        ],
        &format!("{PASSWORD}\n"),
    );
    assert_eq!(
        (made.code, made.stdout.as_str()),
        (0, "made ada@example.org (admin)\n"),
        "{}",
        made.stderr
    );
    let again = on(
        &database,
        &["user", "create", "ADA@example.org", "--password-stdin"],
        PASSWORD,
    );
    assert_eq!(again.code, 1);
    assert!(
        again
            .stderr
            .contains("There is an account with this e-mail address"),
        "{}",
        again.stderr
    );
    let weak = on(
        &database,
        &["user", "create", "b@example.org", "--password-stdin"],
        "short\n",
    );
    assert_eq!(weak.code, 1);
    assert!(
        weak.stderr.contains("At least 8 characters"),
        "{}",
        weak.stderr
    );

    let promoted = on(
        &database,
        &["user", "promote", "Ada@example.org", "--role", "moderator"],
        "",
    );
    assert_eq!(promoted.stdout, "ada@example.org is moderator now\n");
    let out = on(&database, &["user", "deactivate", "ada@example.org"], "");
    assert_eq!(out.stdout, "ada@example.org is out of use now\n");
    let back = on(
        &database,
        &["user", "deactivate", "ada@example.org", "--undo"],
        "",
    );
    assert_eq!(back.stdout, "ada@example.org is in use now\n");
    let nobody = on(&database, &["user", "promote", "nobody@example.org"], "");
    assert_eq!(nobody.code, 1);
    assert_eq!(
        nobody.stderr,
        "jobboard: no account has the address nobody@example.org\n"
    );
}

fn a_file_of_postings_is_loaded_once(backend: Backend) {
    let database = TestDatabase::new(backend);
    let posting = |number: u32, active: bool| {
        json!({
            "title": format!("Gardener {number}"), "company": "Parks",
            "apply_url": format!("https://parks.example.org/{number}"),
            "locations": ["Ghent", "Bruges"], "date_posted": "2024-06-04", "active": active,
        })
    };
    let mut postings: Vec<_> = (0..250)
        .map(|number| posting(number, number % 10 != 0))
        .collect();
    postings.push(json!({"title": "No company"}));
    postings
        .push(json!({"title": "x", "company": "y", "locations": [], "date_posted": "2024-06-04"}));
    let lines: Vec<_> = postings.iter().map(ToString::to_string).collect();
    let file = database.folder.path().join("postings.json");
    fs::write(&file, format!("[\n{}\n]", lines.join(",\n"))).expect("the file");
    let file = file.display().to_string();

    let first = on(
        &database,
        &["import", "listings", &file, "--owner", "owner@example.org"],
        "",
    );
    assert_eq!(first.code, 1, "two were refused");
    let said: Vec<_> = first.stdout.lines().collect();
    assert_eq!(
        said[0],
        format!("{file}:252: posting: missing field `company`")
    );
    assert_eq!(
        said[1],
        format!("{file}:253: location: This field is required.")
    );
    assert_eq!(
        said[2],
        "250 added, 0 there already, 2 refused; the owner is owner@example.org"
    );

    let second = on(
        &database,
        &["import", "listings", &file, "--owner", "owner@example.org"],
        "",
    );
    assert!(
        second
            .stdout
            .contains("0 added, 250 there already, 2 refused"),
        "{}",
        second.stdout
    );
}

fn tables_are_brought_up_to_date_once(backend: Backend) {
    let database = TestDatabase::new(backend);
    let first = on(&database, &["migrate"], "");
    assert!(
        first.stdout.starts_with("migrated "),
        "{} {}",
        first.stdout,
        first.stderr
    );
    let second = on(&database, &["migrate"], "");
    assert_eq!(second.stdout, "the tables are up to date\n");
}

on_each_backend!(
    accounts_are_made_promoted_and_put_out_of_use,
    a_file_of_postings_is_loaded_once,
    tables_are_brought_up_to_date_once
);

#[test]
fn the_example_of_the_documents_can_be_loaded() {
    let database = TestDatabase::new(Backend::Sqlite);
    let file = format!(
        "{}/../../examples/listings.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let loaded = on(&database, &["import", "listings", &file], "");
    assert_eq!(loaded.code, 0, "{} {}", loaded.stdout, loaded.stderr);
}

#[test]
fn a_file_that_is_no_list_is_one_clear_line() {
    let database = TestDatabase::new(Backend::Sqlite);
    on(&database, &["migrate"], "");
    let file = database.folder.path().join("x.json");
    fs::write(&file, "[\n{]").expect("the file");
    for name in ["x.json", "missing.json", "."] {
        let outcome = on(&database, &["import", "listings", name], "");
        assert_eq!(outcome.code, 1, "{name}");
        assert!(
            outcome.stderr.starts_with(&format!("jobboard: {name}")),
            "{}",
            outcome.stderr
        );
        assert!(!outcome.stderr.contains("panicked"), "{}", outcome.stderr);
    }
}
