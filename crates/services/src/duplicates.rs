//! Jobs that look like another one of the same company, and why.

use jobboard_core::job::JobId;
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_core::text::fold;
use jobboard_db::models::Job;
use jobboard_db::repository;
use strsim::sorensen_dice;

use crate::context::Context;
use crate::error::ServiceError;
use crate::jobs::managed_job;
use crate::sessions::CurrentUser;

/// The jobs of the company that are looked through, the latest.
const LOOKED_AT: i64 = 100;

/// The duplicates that are shown at the most.
const SHOWN: usize = 5;

/// The characters of a text that are compared.
const COMPARED: usize = 4_000;

/// From where on titles are alike: the share of pairs of letters that they have in common
/// (Sørensen–Dice).
const TITLE_ALIKE: f64 = 0.7;

/// From where on texts are alike.
const TEXT_ALIKE: f64 = 0.8;

/// Why a job looks like another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alike {
    /// The titles are the same but for case and accents.
    SameTitle,
    /// The titles have so much in common, in per cent.
    SimilarTitle(u8),
    /// The texts are the same but for case and accents.
    SameText,
    /// The texts have so much in common, in per cent.
    SimilarText(u8),
}

impl Alike {
    /// For people.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::SameTitle => phrase!("alike-same-title"),
            Self::SimilarTitle(percent) => {
                phrase!("alike-title", percent = i64::from(percent))
            }
            Self::SameText => phrase!("alike-same-text"),
            Self::SimilarText(percent) => phrase!("alike-text", percent = i64::from(percent)),
        }
    }
}

/// A job that looks like another one.
#[derive(Debug, Clone)]
pub struct Duplicate {
    /// The job.
    pub job: Job,
    /// Why: one reason or two, besides the company.
    pub reasons: Vec<Alike>,
}

/// The jobs of the same company with a similar title or text, the likest first. Drafts are not
/// among them: nobody but their poster has seen them.
///
/// # Errors
/// `NotFound`; `Forbidden` unless the asker posted it or manages all jobs.
pub async fn of_job(
    context: &Context,
    user: &CurrentUser,
    id: JobId,
) -> Result<Vec<Duplicate>, ServiceError> {
    let job = managed_job(context, user, id).await?;
    let company = job.company_id;
    let others = context
        .read(move |db| repository::jobs::of_company(db, company, id, LOOKED_AT))
        .await?;
    let this = Compared::of(&job);
    let mut found: Vec<(f64, Duplicate)> = others
        .into_iter()
        .filter_map(|other| {
            let that = Compared::of(&other);
            let (title, text) = this.likeness(&that);
            let reasons: Vec<_> = [alike_titles(title), alike_texts(text)]
                .into_iter()
                .flatten()
                .collect();
            let duplicate = Duplicate {
                job: other,
                reasons,
            };
            (!duplicate.reasons.is_empty()).then_some((title + text, duplicate))
        })
        .collect();
    found.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    Ok(found
        .into_iter()
        .take(SHOWN)
        .map(|(_, duplicate)| duplicate)
        .collect())
}

/// What of a job is compared.
struct Compared {
    title: String,
    text: String,
}

impl Compared {
    fn of(job: &Job) -> Self {
        let in_short: String = job.description.chars().take(COMPARED).collect();
        Self {
            title: fold(&job.title),
            text: fold(&in_short),
        }
    }

    fn likeness(&self, other: &Self) -> (f64, f64) {
        (
            sorensen_dice(&self.title, &other.title),
            sorensen_dice(&self.text, &other.text),
        )
    }
}

fn alike_titles(share: f64) -> Option<Alike> {
    match share {
        1.0.. => Some(Alike::SameTitle),
        TITLE_ALIKE.. => Some(Alike::SimilarTitle(percent(share))),
        _ => None,
    }
}

fn alike_texts(share: f64) -> Option<Alike> {
    match share {
        1.0.. => Some(Alike::SameText),
        TEXT_ALIKE.. => Some(Alike::SimilarText(percent(share))),
        _ => None,
    }
}

/// A share below one, in whole per cent.
fn percent(share: f64) -> u8 {
    let hundredth = |percent: &u8| f64::from(*percent) / 100.0 <= share;
    (0..=99).rev().find(hundredth).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_says_how_much() {
        let titles = |a: &str, b: &str| alike_titles(sorensen_dice(&fold(a), &fold(b)));
        assert_eq!(titles("Gärtner", "gartner"), Some(Alike::SameTitle));
        assert_eq!(titles("Gardener", "Accountant"), None);
        let similar = titles("Senior Gardener (Ghent)", "Senior Gardener");
        assert!(
            matches!(similar, Some(Alike::SimilarTitle(70..=99))),
            "{similar:?}"
        );
        assert_eq!(percent(0.999), 99);
        assert_eq!(alike_texts(0.79), None);
        assert_eq!(alike_texts(0.8), Some(Alike::SimilarText(80)));
    }
}
