//! Invented jobs, to try a board with many of them: always the same for the same number.

mod words;

use chrono::{Days, NaiveDate};
use jobboard_core::employment::EmploymentType;
use jobboard_core::field::FieldErrors;
use jobboard_core::job::{JobDraft, JobInput, JobState};
use jobboard_core::limits::Minimums;
use jobboard_core::place::{PlaceInput, Workplace};
use jobboard_core::salary::SalaryInput;
use jobboard_core::user::UserId;
use jobboard_db::repository;

use crate::board_settings;
use crate::context::Context;
use crate::error::ServiceError;
use crate::jobs::{Posting, draft_rules, store};
use words::{COMPANY_FIRST, COMPANY_LAST, GRADES, SENTENCES, TAGS, TOWNS, TRADES};

/// The most jobs that can be asked for.
pub const JOBS_MAX: u64 = 10_000_000;

/// How far back they were posted.
const DAYS_BACK: u64 = 90;

/// Stores the invented jobs `from..to` in `owner`'s name, in one transaction, and says how many of
/// them are new.
///
/// # Errors
/// When the database fails; then none of them is stored.
pub async fn load(
    context: &Context,
    owner: UserId,
    from: u64,
    to: u64,
) -> Result<usize, ServiceError> {
    let board = context.clone();
    context
        .write(move |db| {
            let board = board_settings::in_force_now(&board, db)?;
            let rules = draft_rules(&board, Minimums::API, None);
            let categories = repository::categories::all(db)?;
            let mut added = 0;
            for number in from..to {
                let key = format!("demo:{number}");
                if repository::jobs::import_key_exists(db, &key)? {
                    continue;
                }
                let mut chance = Chance::of(number);
                let mut input = invented(number, &mut chance, board.today());
                let category = chance.one_of(&categories);
                input.category = category.map(|category| category.name.clone());
                let posting = Posting {
                    draft: JobDraft::parse(&input, &rules, FieldErrors::new())?,
                    owner,
                    state: JobState::Published,
                    approved: true,
                    import_key: Some(key),
                };
                store(&board, db, posting)?;
                added += 1;
            }
            Ok(added)
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

fn invented(number: u64, chance: &mut Chance, today: NaiveDate) -> JobInput {
    let title = format!("{}{}", chance.word(&GRADES), chance.word(&TRADES));
    let company = format!(
        "{} {}",
        chance.word(&COMPANY_FIRST),
        chance.word(&COMPANY_LAST)
    );
    let (town, country) = chance.one_of(&TOWNS).copied().unwrap_or_default();
    let workplace = match chance.below(10) {
        0..2 => Workplace::Remote,
        2..5 => Workplace::Hybrid,
        _ => Workplace::OnSite,
    };
    let remote = workplace == Workplace::Remote;
    let place = PlaceInput {
        city: Some(town.to_owned()).filter(|_| !remote),
        region: None,
        country: Some(country.to_owned()),
    };
    let slug = company.to_lowercase().replace(' ', "-");
    let sentences: Vec<_> = (0..4 + chance.below(5))
        .map(|_| chance.word(&SENTENCES))
        .collect();
    let posted = today.checked_sub_days(Days::new(chance.below(DAYS_BACK)));
    JobInput {
        description: Some(format!(
            "{company} is looking for somebody who works as **{title}**.\n\n{}\n\nInvented job \
             number {number}.",
            sentences.join(" ")
        )),
        title: Some(title),
        company_url: Some(format!("https://{slug}.example.org")),
        apply_to: Some(format!("jobs@{slug}.example.org")),
        company: Some(company),
        workplace: Some(workplace.as_str().to_owned()),
        places: Some(if remote { Vec::new() } else { vec![place] }),
        applicant_countries: Some(match remote {
            true => vec![country.to_owned()],
            false => Vec::new(),
        }),
        employment_types: Some(employment_types(chance)),
        salary: salary(chance, country),
        tags: Some(tags(chance)),
        date_posted: posted.map(|date| date.to_string()),
        ..JobInput::default()
    }
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
fn salary(chance: &mut Chance, country: &str) -> Option<SalaryInput> {
    let currency = match country {
        "CH" => "CHF",
        "GB" => "GBP",
        "US" => "USD",
        "SE" => "SEK",
        "NO" => "NOK",
        "DK" => "DKK",
        "PL" => "PLN",
        "CZ" => "CZK",
        _ => "EUR",
    };
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
            let job = invented(number, &mut Chance::of(number), today);
            assert_eq!(job, invented(number, &mut Chance::of(number), today));
            let draft = JobDraft::parse(&job, &rules, FieldErrors::new());
            assert!(draft.is_ok(), "{number}: {draft:?}");
        }
    }
}
