//! What a card says.

use std::mem;

use crate::ShareCard;
use crate::faces::Coverage;
use crate::text::{has_kana, shown};
use crate::tile;

/// What a card says, as far as it can be shown.
pub(crate) struct Words {
    pub(crate) site_name: String,
    pub(crate) title: String,
    pub(crate) company: String,
    pub(crate) line: String,
    pub(crate) salary: String,
    pub(crate) initial: String,
}

impl Words {
    /// The words of a card. What there is stands in for a title that cannot be shown.
    pub(crate) fn of(card: &ShareCard<'_>) -> Self {
        let coverage = Coverage::new();
        let shown = |text| shown(text, &coverage);
        let mut company = shown(card.company);
        let initial = tile::initial(&company);
        let mut title = shown(card.title);
        if title.is_empty() {
            title = mem::take(&mut company);
        }
        let site_name = shown(card.site_name);
        if title.is_empty() {
            title.clone_from(&site_name);
        }
        Self {
            site_name,
            title,
            company,
            line: shown(card.line),
            salary: shown(card.salary.unwrap_or_default()),
            initial,
        }
    }

    /// Whether its Chinese characters are Japan's.
    pub(crate) fn is_japanese(&self) -> bool {
        [&self.title, &self.company, &self.line]
            .into_iter()
            .any(|text| has_kana(text))
    }
}
