//! What a board's database holds, past what the board itself tells.

use std::time::{Duration, Instant};

use jobboard_db::Database;
use jobboard_db::error::DbError;
use jobboard_db::repository::{public_version, users};
use jobboard_services::freshness;

use super::TestApp;

impl TestApp {
    /// Its database, opened another time.
    pub(crate) fn open_database(&self) -> Database {
        jobboard::application::open_database(&self.settings).expect("the database")
    }

    /// The stored password hash of somebody.
    pub(crate) fn stored_hash(&self, email: &str) -> String {
        let database = self.open_database();
        let user = database
            .read(|db| users::by_email_key(db, email))
            .expect("the query to run")
            .expect("the account");
        user.password_hash.expect("a password")
    }

    /// Stores a password hash that was made elsewhere.
    pub(crate) fn store_hash(&self, email: &str, hash: &str) {
        let database = self.open_database();
        let stored: Result<usize, DbError> = database.write(|db| {
            let user = users::by_email_key(db, email)?.expect("the account");
            Ok(users::set_password_hash(db, user.id, hash)?)
        });
        assert_eq!(stored.ok(), Some(1));
    }

    /// Whether nobody has this address.
    pub(crate) async fn is_gone(&self, email: &str) -> bool {
        let database = self.open_database();
        database
            .read(|db| users::by_email_key(db, email))
            .expect("the query to run")
            .is_none()
    }

    /// Waits until the watch for changes has seen all so far. What is answered between a change and the
    /// watch's look at it is answered anew once.
    pub(crate) async fn settled(&self) {
        let database = self.open_database();
        let since = Instant::now();
        loop {
            let newest = database.read(public_version::read);
            if freshness::seen(&self.context) == Some(newest.expect("the version")) {
                return;
            }
            assert!(
                since.elapsed() < Duration::from_secs(10),
                "changes are not looked at"
            );
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}
