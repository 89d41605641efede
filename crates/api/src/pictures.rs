//! The pictures of jobs, drawn when they are first asked for and kept in memory for a while.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web::{self, Bytes};
use jobboard_core::job::JobId;
use jobboard_core::language::Language;
use jobboard_share_card::{Rgb, ShareCard};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::error::ApiError;

/// How many bytes of pictures are kept: some five hundred of them.
const KEPT: u64 = 16 * 1024 * 1024;

/// About how many bytes a picture has.
const PICTURE: u64 = 32 * 1024;

/// How many are drawn at once; others wait, so that readers do not.
const DRAWN_AT_ONCE: usize = 2;

/// How long a picture waits for its turn; then it is to be asked for again.
const PATIENCE: Duration = Duration::from_secs(5);

/// Which picture: a job as it was at a version of it, in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct PictureKey {
    pub(crate) id: JobId,
    pub(crate) version: i64,
    pub(crate) language: Language,
}

/// What a picture says, to be drawn on another thread.
pub(crate) struct PictureText {
    pub(crate) site_name: String,
    pub(crate) title: String,
    pub(crate) company: String,
    pub(crate) line: String,
    pub(crate) salary: Option<String>,
    /// Red, green and blue.
    pub(crate) accent: [u8; 3],
}

/// The pictures that are kept.
#[derive(Debug)]
pub(crate) struct Pictures {
    kept: Cache<PictureKey, Bytes, ByBytes>,
    turns: Arc<Semaphore>,
}

#[derive(Debug, Clone)]
struct ByBytes;

impl Weighter<PictureKey, Bytes> for ByBytes {
    fn weight(&self, _: &PictureKey, picture: &Bytes) -> u64 {
        picture.len() as u64
    }
}

impl Pictures {
    /// None yet.
    pub(crate) fn new() -> Self {
        let about = usize::try_from(KEPT / PICTURE).unwrap_or_default();
        Self {
            kept: Cache::with_weighter(about, KEPT, ByBytes),
            turns: Arc::new(Semaphore::new(DRAWN_AT_ONCE)),
        }
    }

    /// A picture as a PNG. It is drawn once, however many ask for it at the same time.
    pub(crate) async fn get(
        &self,
        key: PictureKey,
        text: impl FnOnce() -> PictureText,
    ) -> Result<Bytes, ApiError> {
        self.kept
            .get_or_insert_async(&key, async {
                let turn = Arc::clone(&self.turns).acquire_owned();
                let turn = timeout(PATIENCE, turn).await;
                let turn = turn.map_err(|_| ApiError::Unavailable)?;
                let turn = turn.map_err(|error| ApiError::Internal(error.to_string()))?;
                let text = text();
                // Whoever asked may be gone before it is drawn: the turn ends with the drawing.
                let draw = move || {
                    let drawn = text.draw();
                    drop(turn);
                    drawn
                };
                web::block(draw)
                    .await
                    .map_err(|error| ApiError::Internal(error.to_string()))?
            })
            .await
    }
}

impl PictureText {
    fn draw(&self) -> Result<Bytes, ApiError> {
        let card = ShareCard {
            site_name: &self.site_name,
            title: &self.title,
            company: &self.company,
            line: &self.line,
            salary: self.salary.as_deref(),
            accent: Rgb(self.accent),
        };
        let drawn = card.render().map(Bytes::from);
        drawn.map_err(|error| ApiError::Internal(error.to_string()))
    }
}
