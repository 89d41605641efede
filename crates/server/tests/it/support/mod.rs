//! What the tests stand on.

pub(crate) mod answer;
pub(crate) mod app;
pub(crate) mod clock;
pub(crate) mod database;
pub(crate) mod dice;
pub(crate) mod postgres;
pub(crate) mod program;
pub(crate) mod queries;
pub(crate) mod raw;
pub(crate) mod stored;
pub(crate) mod token;

pub(crate) use app::TestApp;
pub(crate) use database::{Backend, TestDatabase};

/// Writes each test down once and runs it twice: `sqlite::…` and `postgres::…`.
macro_rules! on_both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident: TestApp) $body:block)*) => {
        $($(#[$meta])* async fn $name($app: $crate::support::TestApp) $body)*

        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name($crate::support::TestApp::on($crate::support::Backend::Sqlite).await).await;
            })*
        }

        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                super::$name($crate::support::TestApp::on($crate::support::Backend::Postgres).await).await;
            })*
        }
    };
}

/// The same for tests that start no board: functions that take the backend.
macro_rules! on_each_backend {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $name() {
                super::$name($crate::support::Backend::Sqlite);
            })*
        }

        mod postgres {
            $(#[test]
            fn $name() {
                super::$name($crate::support::Backend::Postgres);
            })*
        }
    };
}
