use super::*;

const KEY: &str = "k7GdGqgWcR0nYlT2wz8bXvQ4mJpAhUfE";

fn layers(variables: &[(&str, &str)]) -> Layers {
    Layers {
        variables: variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        ..Layers::default()
    }
}

fn settings(variables: &[(&str, &str)]) -> Settings {
    Settings::from_layers(&layers(variables)).expect("valid settings")
}

fn problems(variables: &[(&str, &str)]) -> Vec<String> {
    Settings::from_layers(&layers(variables))
        .expect_err("invalid settings")
        .problems
}

#[test]
fn nothing_set_is_enough_in_development() {
    let settings = settings(&[]);
    assert_eq!(settings.environment, Environment::Development);
    assert_eq!(settings.host.to_string(), "127.0.0.1");
    assert_eq!(settings.port, 8000);
    assert_eq!(settings.project_name, "Job Board");
    assert_eq!(settings.project_version, "1.0.0");
    assert_eq!(settings.algorithm, Algorithm::HS256);
    assert_eq!(settings.access_token_life, TimeDelta::minutes(30));
    assert_eq!(settings.bcrypt_cost, 12);
    assert_eq!(settings.password_policy.min_length, 8);
    assert!(settings.password_policy.reject_common);
    assert_eq!(settings.database.to_string(), "sqlite:data/jobboard.db");
    assert!(settings.plain_http);
}

#[test]
fn an_empty_variable_counts_as_unset() {
    assert_eq!(settings(&[("PORT", ""), ("SECRET_KEY", "")]).port, 8000);
}

#[test]
fn the_five_postgres_variables_make_one_address() {
    let all = settings(&[
        ("POSTGRES_USER", "ada"),
        ("POSTGRES_PASSWORD", "p@ss/w:rd"),
        ("POSTGRES_SERVER", "db.example.org"),
        ("POSTGRES_PORT", "6543"),
        ("POSTGRES_DB", "jobs"),
    ]);
    let DatabaseUrl::Postgres(url) = &all.database else {
        panic!("PostgreSQL was asked for");
    };
    assert_eq!(
        url.expose_secret(),
        "postgresql://ada:p%40ss%2Fw%3Ard@db.example.org:6543/jobs"
    );
    let two = settings(&[("POSTGRES_USER", "ada"), ("POSTGRES_PASSWORD", "x")]);
    assert_eq!(
        two.database.to_string(),
        "postgres://ada@localhost:5432/tdd"
    );
}

#[test]
fn the_database_is_decided_in_one_order() {
    let parts = [("POSTGRES_USER", "ada"), ("POSTGRES_PASSWORD", "x")];
    let with = |more: &[(&str, &str)]| settings(&[&parts[..], more].concat()).database.to_string();
    assert_eq!(
        with(&[("USE_SQLITE_DB", "True")]),
        "sqlite:data/jobboard.db"
    );
    assert_eq!(with(&[("DATABASE_URL", "sqlite:x.db")]), "sqlite:x.db");
    assert_eq!(
        with(&[
            ("DATABASE_URL", "postgres://b:c@d/e"),
            ("USE_SQLITE_DB", "true")
        ]),
        "postgres://b@d:5432/e"
    );
    assert_eq!(
        problems(&[("POSTGRES_USER", "ada")]),
        ["POSTGRES_PASSWORD must be set, since other POSTGRES_… variables are"]
    );
}

#[test]
fn sqlite_addresses_are_read_in_every_spelling() {
    for (raw, path) in [
        ("sqlite:a.db", "a.db"),
        ("sqlite://a.db", "a.db"),
        ("sqlite:///./sql_app.db", "sql_app.db"),
        ("sqlite:///var/a.db", "/var/a.db"),
        ("sqlite:/var/a%20b.db", "/var/a b.db"),
    ] {
        match DatabaseUrl::parse(raw) {
            Ok(DatabaseUrl::Sqlite(read)) => assert_eq!(read, Path::new(path), "{raw}"),
            other => panic!("{raw}: {other:?}"),
        }
    }
    for raw in [
        "",
        "sqlite:",
        "sqlite::memory:",
        "a.db",
        "mysql://x",
        "postgres//x",
        "sqlite:a?b",
    ] {
        assert!(DatabaseUrl::parse(raw).is_err(), "{raw}");
    }
}

#[test]
fn every_problem_is_named_in_one_message_and_no_value_is_shown() {
    let error = Settings::from_layers(&layers(&[
        ("APP_ENV", "staging-canary"),
        ("HOST", "host-canary"),
        ("PORT", "70000"),
        ("DATABASE_URL", "mysql://canary"),
        ("SECRET_KEY", "short-canary"),
        ("ALGORITHM", "none"),
        ("ACCESS_TOKEN_EXPIRE_MINUTES", "0"),
        ("BCRYPT_COST", "31"),
        ("USE_SQLITE_DB", "perhaps"),
        ("PASSWORD_REJECT_COMMON", "canary"),
        ("LOG_FORMAT", "canary"),
        ("PUBLIC_URL", "canary"),
    ]))
    .expect_err("invalid settings");
    let message = error.to_string();
    for name in [
        "APP_ENV must be",
        "HOST must be",
        "PORT must be a whole number from 0 to 65535",
        "DATABASE_URL must start with",
        "SECRET_KEY is under 32 bytes",
        "ALGORITHM must be",
        "ACCESS_TOKEN_EXPIRE_MINUTES must be",
        "BCRYPT_COST must be a whole number from 4 to 15",
        "USE_SQLITE_DB must be true or false",
        "PASSWORD_REJECT_COMMON must be true or false",
        "LOG_FORMAT must be",
        "PUBLIC_URL must be",
    ] {
        assert!(message.contains(name), "{name}: {message}");
    }
    assert_eq!(error.problems().len(), 12, "{message}");
    assert!(!message.contains("canary"), "{message}");
}

#[test]
fn an_address_that_libpq_would_read_otherwise_is_refused_before_it_can_show_the_password() {
    for url in [
        "postgres://u:SEK RET@h/db",
        "postgres://u:SEK%ZZRET@h/db",
        "postgres://u:SEK%2",
        "postgres://u:SEK@RET@h/db",
        "postgres://u:SEK#RET@h/db",
    ] {
        let found = problems(&[("DATABASE_URL", url)]);
        assert_eq!(found.len(), 1, "{url}");
        assert!(
            found[0].contains("percent-encoded") && !found[0].contains("SEK"),
            "{found:?}"
        );
    }
    settings(&[(
        "DATABASE_URL",
        "postgres://u:p%40%25@h:5432/db?sslmode=disable",
    )]);
}

#[test]
fn a_slip_in_the_log_level_or_the_name_is_found() {
    for (name, value) in [
        ("LOG_LEVEL", "inof"),
        ("LOG_LEVEL", "!!"),
        ("LOG_LEVEL", "info,x=loud"),
        ("PROJECT_NAME", "a\nb"),
    ] {
        assert_eq!(problems(&[(name, value)]).len(), 1, "{value}");
    }
    settings(&[("LOG_LEVEL", "warn,jobboard_api::door=debug")]);
}

#[test]
fn m01_production_wants_its_secrets_said_and_strong() {
    let bare = problems(&[("APP_ENV", "production")]);
    assert_eq!(bare.len(), 2, "{bare:?}");
    assert!(bare.iter().any(|p| p.starts_with("SECRET_KEY must be set")));
    assert!(bare.iter().any(|p| p.starts_with("DATABASE_URL")));

    let good = [
        ("APP_ENV", "production"),
        ("SECRET_KEY", KEY),
        ("DATABASE_URL", "sqlite:x.db"),
    ];
    let production = settings(&good);
    assert!(!production.plain_http);
    assert_eq!(production.log_format, LogFormat::Json);
    for weak in [
        ("PLAIN_HTTP", "true"),
        ("BCRYPT_COST", "9"),
        ("PASSWORD_MIN_LENGTH", "7"),
        ("PASSWORD_REJECT_COMMON", "false"),
        ("PUBLIC_URL", "http://jobs.example.org"),
        ("SECRET_KEY", "supersecretkeyhere!!"),
    ] {
        let mut variables = good.to_vec();
        variables.push(weak);
        assert_eq!(problems(&variables).len(), 1, "{weak:?}");
    }
}

#[test]
fn m15_common_passwords_are_taken_only_where_somebody_says_so() {
    let lenient = settings(&[("PASSWORD_REJECT_COMMON", "false")]);
    assert!(!lenient.password_policy.reject_common);
}

#[test]
fn mail_wants_a_sender_and_in_production_tls_and_a_public_address() {
    let development = [
        ("SMTP_URL", "smtp://ada:canary@mail.example.org"),
        ("MAIL_FROM", "board@example.org"),
    ];
    let summary = format!("{:?}", settings(&development).summary());
    assert!(summary.contains("smtp://mail.example.org:25") && !summary.contains("canary"));
    let alone = problems(&development[..1]);
    assert_eq!(alone, ["MAIL_FROM must be set, since SMTP_URL is"]);

    let production = [
        ("APP_ENV", "production"),
        ("SECRET_KEY", KEY),
        ("DATABASE_URL", "sqlite:x.db"),
        ("MAIL_FROM", "board@example.org"),
    ];
    let with = |more: &[(&'static str, &'static str)]| [&production[..], more].concat();
    let public = ("PUBLIC_URL", "https://jobs.example.org");
    settings(&with(&[("SMTP_URL", "smtps://u:p@h"), public]));
    settings(&with(&[("SMTP_URL", "smtp://127.0.0.1:25"), public]));
    for bad in [
        with(&[("SMTP_URL", "smtps://u:p@h")]),
        with(&[("SMTP_URL", "smtp://u:p@h"), public]),
        with(&[("SMTP_URL", "mail://u:canary@h"), public]),
    ] {
        let found = problems(&bad);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(!found[0].contains("canary"));
    }
}

#[test]
fn m26_plain_http_is_for_loopback_unless_it_is_asked_for() {
    assert!(!settings(&[("HOST", "0.0.0.0")]).plain_http);
    assert!(settings(&[("HOST", "0.0.0.0"), ("PLAIN_HTTP", "true")]).plain_http);
    assert!(settings(&[("HOST", "::1")]).plain_http);
}

#[test]
fn the_template_of_env_names_every_setting() {
    let template = include_str!("../../../../.env.template");
    for (name, _) in settings(&[]).summary() {
        assert!(template.contains(&format!("{name}=")), "{name}");
    }
    for name in ["USER", "PASSWORD", "SERVER", "PORT", "DB"] {
        assert!(template.contains(&format!("POSTGRES_{name}=")), "{name}");
    }
}
