//! Turns to use the database, first come, first served. Whoever waits takes no thread meanwhile.

use std::sync::Arc;

use jobboard_db::Concurrency;
use jobboard_db::database::PATIENCE;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::error::ServiceError;
use crate::write_queue::TOGETHER;

/// The turns of a database.
#[derive(Debug, Clone)]
pub(crate) struct Turns {
    /// None where readers need not wait.
    readers: Option<Arc<Semaphore>>,
    writers: Arc<Semaphore>,
}

/// A turn, given up when it is dropped.
pub(crate) struct Turn {
    _permit: Option<OwnedSemaphorePermit>,
}

impl Turns {
    /// As many as the database has use for.
    pub(crate) fn new(concurrency: Concurrency) -> Self {
        match concurrency {
            Concurrency::Connections(connections) => {
                let connections = Arc::new(Semaphore::new(connections));
                Self {
                    readers: Some(Arc::clone(&connections)),
                    writers: connections,
                }
            }
            Concurrency::OneWriter => Self {
                readers: None,
                writers: Arc::new(Semaphore::new(TOGETHER)),
            },
        }
    }

    /// A turn to read.
    pub(crate) async fn to_read(&self) -> Result<Turn, ServiceError> {
        match &self.readers {
            Some(readers) => take(readers).await,
            None => Ok(Turn { _permit: None }),
        }
    }

    /// A turn to write.
    pub(crate) async fn to_write(&self) -> Result<Turn, ServiceError> {
        take(&self.writers).await
    }
}

async fn take(turns: &Arc<Semaphore>) -> Result<Turn, ServiceError> {
    match timeout(PATIENCE, Arc::clone(turns).acquire_owned()).await {
        Ok(Ok(permit)) => Ok(Turn {
            _permit: Some(permit),
        }),
        Ok(Err(closed)) => Err(ServiceError::Internal(closed.to_string())),
        Err(_) => Err(ServiceError::Busy),
    }
}
