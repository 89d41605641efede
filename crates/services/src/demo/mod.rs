//! Invented jobs, to try a board with many of them: always the same ones of the same number of jobs,
//! under the titles and in the places of real postings, the oldest first.

mod words;

use std::ops::Range;

use chrono::Days;
use jobboard_core::employment::EmploymentType;
use jobboard_core::field::FieldErrors;
use jobboard_core::job::{JobDraft, JobInput, JobState};
use jobboard_core::limits::Minimums;
use jobboard_core::salary::SalaryInput;
use jobboard_core::user::UserId;
use jobboard_db::repository;

use crate::board_settings;
use crate::context::Context;
use crate::error::ServiceError;
use crate::jobs::{Approval, Posting, draft_rules, store_batch};
use words::{
    CATEGORIES, COMPANY_FIRST, COMPANY_LAST, CURRENCIES, OTHER_CATEGORY, PLACES, SENTENCES, TAGS,
    TITLES,
};

/// The most jobs that can be asked for.
pub const JOBS_MAX: u64 = 10_000_000;

/// How many days back the oldest was posted.
const DAYS_BACK: u64 = 90;

/// Stores some of so many invented jobs in `owner`'s name, in one transaction, and says how many of
/// them are new.
///
/// # Errors
/// When the database fails; then none of them is stored.
pub async fn load(
    context: &Context,
    owner: UserId,
    some: Range<u64>,
    of: u64,
) -> Result<usize, ServiceError> {
    let board = context.clone();
    context
        .write(move |db| {
            let board = board_settings::in_force_now(&board, db)?;
            let rules = draft_rules(&board, Minimums::API, None);
            let categories = repository::categories::all(db)?;
            let key = |number: u64| format!("demo:{number}");
            let keys: Vec<String> = some.clone().map(key).collect();
            let known = repository::jobs::known_import_keys(db, &keys)?;
            let mut new = Vec::with_capacity(keys.len());
            for (number, key) in some.zip(keys) {
                if known.contains(&key) {
                    continue;
                }
                let days = Days::new(DAYS_BACK * of.saturating_sub(number + 1) / of.max(1));
                let mut input = invented(number, &mut Chance::of(number));
                let posted = board.today().checked_sub_days(days);
                input.date_posted = posted.map(|date| date.to_string());
                let category = input.category.as_deref();
                if !categories
                    .iter()
                    .any(|known| Some(&*known.name) == category)
                {
                    input.category = None;
                }
                let draft = JobDraft::parse(&input, &rules, FieldErrors::new())?;
                let standing = (JobState::Published, Approval::Given);
                new.push(Posting::new(&board, draft, owner, standing).imported_as(key));
            }
            store_batch(db, new)
        })
        .await
}

/// A row of numbers that look random and depend on nothing but where they begin (SplitMix64).
#[derive(Debug)]
struct Chance(u64);

impl Chance {
    fn of(number: u64) -> Self {
        Self(number)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or_default()
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.index(all.len()))
    }

    fn word(&mut self, all: &[&'static str]) -> &'static str {
        self.one_of(all).copied().unwrap_or_default()
    }
}

fn invented(number: u64, chance: &mut Chance) -> JobInput {
    let title = chance.word(&TITLES);
    let company = format!(
        "{} {}",
        chance.word(&COMPANY_FIRST),
        chance.word(&COMPANY_LAST)
    );
    let place = chance.word(&PLACES);
    let is_hybrid = chance.below(10) < 3 && !place.starts_with("Remote");
    let location = match is_hybrid {
        true => format!("{place} (hybrid)"),
        false => place.to_owned(),
    };
    let slug = company.to_lowercase().replace(' ', "-");
    let sentences: Vec<_> = (0..4 + chance.below(5))
        .map(|_| chance.word(&SENTENCES))
        .collect();
    JobInput {
        description: Some(format!(
            "{company} is looking for somebody who works as **{title}**.\n\n{}\n\nInvented job \
             number {number}.",
            sentences.join(" ")
        )),
        title: Some(title.to_owned()),
        company_url: Some(format!("https://{slug}.example.org")),
        apply_to: Some(format!("jobs@{slug}.example.org")),
        company: Some(company),
        location: Some(location),
        employment_types: Some(employment_types(chance)),
        salary: salary(chance, place),
        category: Some(category(title).to_owned()),
        tags: Some(tags(chance)),
        ..JobInput::default()
    }
}

fn category(title: &str) -> &'static str {
    let title = title.to_lowercase();
    let known = CATEGORIES.iter().find(|(word, _)| title.contains(word));
    known.map_or(OTHER_CATEGORY, |(_, category)| category)
}

fn employment_types(chance: &mut Chance) -> Vec<String> {
    let known = match chance.below(100) {
        0..70 => EmploymentType::FullTime,
        70..88 => EmploymentType::PartTime,
        88..95 => EmploymentType::Contractor,
        95..98 => EmploymentType::Temporary,
        98 => EmploymentType::Intern,
        _ => EmploymentType::Volunteer,
    };
    vec![known.as_str().to_owned()]
}

/// Two jobs of three say what they pay.
fn salary(chance: &mut Chance, place: &str) -> Option<SalaryInput> {
    let known = CURRENCIES.iter().find(|(end, _)| place.ends_with(end));
    let currency = known.map_or("USD", |(_, currency)| currency);
    let min = 20_000 + 1_000 * i64::try_from(chance.below(80)).unwrap_or_default();
    let hourly = chance.below(10) == 0;
    if chance.below(3) == 0 {
        return None;
    }
    let (min, period) = match hourly {
        true => (min / 2_080, "HOUR"),
        false => (min, "YEAR"),
    };
    Some(SalaryInput {
        min: Some(min * 100),
        max: Some(min * 125),
        currency: Some(currency.to_owned()),
        period: Some(period.to_owned()),
    })
}

/// Up to three tags, of which the first of the list are the most frequent. Every job has one of
/// two shifts, so that two frequent tags have no job in common.
fn tags(chance: &mut Chance) -> Vec<String> {
    let mut tags: Vec<String> = (0..chance.below(4))
        .map(|_| {
            let last = chance.index(TAGS.len());
            TAGS[chance.index(last + 1)].to_owned()
        })
        .collect();
    match chance.below(4) {
        0 => tags.push("Day shift".to_owned()),
        1 => tags.push("Night shift".to_owned()),
        _ => {}
    }
    tags
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn an_invented_job_is_always_the_same_and_keeps_the_rules() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
        let rules = jobboard_core::job::DraftRules {
            minimums: Minimums::FORMS,
            today,
            salary_required: false,
            known_closing_date: None,
        };
        for number in 0..2_000 {
            let job = invented(number, &mut Chance::of(number));
            assert_eq!(job, invented(number, &mut Chance::of(number)));
            let draft = JobDraft::parse(&job, &rules, FieldErrors::new());
            assert!(draft.is_ok(), "{number}: {draft:?}");
        }
    }
}
