//! The postings that the board is filled with: always the same.

use serde_json::{Value, json};

const COUNT: usize = 1000;

const TITLES: [&str; 5] = [
    "Software Engineer",
    "Head Gardener",
    "Data Analyst",
    "Nurse",
    "Carpenter",
];

const PLACES: [&str; 4] = ["Ghent, Belgium", "Remote", "Porto, Portugal", "Leeds, UK"];

/// A file for `jobboard import listings`.
pub(super) fn json() -> Value {
    (0..COUNT).map(posting).collect()
}

fn posting(number: usize) -> Value {
    let company = number % 97;
    json!({
        "title": format!("{} {number}", TITLES[number % TITLES.len()]),
        "company": format!("Company {company}"),
        "company_url": format!("https://company-{company}.example.org"),
        "apply_url": format!("https://company-{company}.example.org/jobs/{number}"),
        "locations": [PLACES[number % PLACES.len()]],
        "date_posted": format!("2024-{:02}-{:02}", 1 + number % 12, 1 + number % 28),
        "active": true,
        "sponsorship": "Other",
    })
}
