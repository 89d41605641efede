use tempfile::TempDir;

use super::postgres;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backend {
    Sqlite,
    Postgres,
}

/// An empty database of a test's own, gone when the test ends.
#[derive(Debug)]
pub(crate) struct TestDatabase {
    backend: Backend,
    /// What `DATABASE_URL` is set to.
    pub(crate) url: String,
    /// Where the data folder is.
    pub(crate) folder: TempDir,
}

impl TestDatabase {
    pub(crate) fn new(backend: Backend) -> Self {
        let folder = TempDir::with_prefix("jobboard-test-").expect("a folder");
        let url = match backend {
            Backend::Sqlite => format!("sqlite:{}", folder.path().join("test.db").display()),
            Backend::Postgres => postgres::create_database(),
        };
        Self {
            backend,
            url,
            folder,
        }
    }
}

impl TestDatabase {
    /// Ends the connections that PostgreSQL's `pg_stat_activity` has under this condition.
    pub(crate) fn end_connections(&self, condition: &str) {
        postgres::end_connections(&self.url, condition);
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if self.backend == Backend::Postgres {
            postgres::drop_database(&self.url);
        }
    }
}
