use chrono::{DateTime, NaiveDate};

use super::Language::{English, German};
use super::*;
use crate::phrase;
use crate::salary::Currency;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[test]
fn the_language_is_the_one_that_the_reader_likes_best() {
    for (header, expected) in [
        ("", None),
        ("de", Some(German)),
        ("de-AT,de;q=0.9,en;q=0.8", Some(German)),
        ("en-US,en;q=0.9,de;q=0.8", Some(English)),
        ("fr-FR,fr;q=0.9,de;q=0.5", Some(German)),
        ("de;q=0.1, en;q=0.9", Some(English)),
        ("en;q=0.2,fr;q=0.9,de;q=0.3", Some(German)),
        ("fr,nl", None),
        ("de;q=0,en", Some(English)),
        ("*", None),
        ("not a header at all;;;===", None),
    ] {
        assert_eq!(Language::best_of(header), expected, "{header:?}");
    }
    assert_eq!(Language::best_of(&"de,".repeat(10_000)), None);
}

#[test]
fn dates_and_numbers_are_written_as_in_the_language() {
    let date = day("2024-06-04");
    assert_eq!(English.date(date), "4 June 2024");
    assert_eq!(German.date(date), "4. Juni 2024");
    assert_eq!(English.day(date), "4 June");
    assert_eq!(German.day(date), "4. Juni");
    let at = DateTime::from_timestamp(1_700_000_000, 0).expect("a time");
    assert_eq!(English.instant(at), "14 November 2023, 22:13 UTC");
    assert_eq!(German.instant(at), "14. November 2023, 22:13 UTC");
    assert_eq!(English.number(1_234_567), "1,234,567");
    assert_eq!(German.number(1_234_567), "1.234.567");
}

#[test]
fn money_is_written_as_in_the_language() {
    let currency = |code| Currency::parse("currency", code).expect("a currency");
    assert_eq!(English.money(currency("EUR"), 5_000_000), "EUR 50,000");
    assert_eq!(German.money(currency("EUR"), 5_000_000), "50.000 EUR");
    assert_eq!(English.amount(currency("USD"), 2_550), "25.50");
    assert_eq!(German.amount(currency("USD"), 2_550), "25,50");
    assert_eq!(English.amount(currency("JPY"), 4_000_000), "4,000,000");
    assert_eq!(English.amount(currency("KWD"), 1_234_567), "1,234.567");
}

#[test]
fn ages_read_as_people_say_them() {
    let today = day("2024-06-04");
    for (days, english, german) in [
        (-1, "today", "heute"),
        (0, "today", "heute"),
        (1, "yesterday", "gestern"),
        (2, "2 days ago", "vor 2 Tagen"),
        (14, "2 weeks ago", "vor 2 Wochen"),
        (60, "2 months ago", "vor 2 Monaten"),
        (364, "12 months ago", "vor 12 Monaten"),
        (730, "2 years ago", "vor 2 Jahren"),
    ] {
        let date = today - chrono::TimeDelta::days(days);
        assert_eq!(English.ago(date, today), english);
        assert_eq!(German.ago(date, today), german);
    }
}

#[test]
fn a_value_that_runs_from_right_to_left_turns_nothing_around_it() {
    let taken = phrase!("error-cannot-be-read", why = "مهندس");
    assert!(taken.to_string().contains("\u{2068}مهندس\u{2069}"));
    let plain = phrase!("error-cannot-be-read", why = "Ingénieur");
    assert!(!plain.to_string().contains('\u{2068}'));
}

#[test]
fn some_phrases_read_as_a_row() {
    let same = || phrase!("alike-same-title");
    assert_eq!(English.all_of(&[]), "");
    assert_eq!(English.all_of(&[same()]), "the same title");
    assert_eq!(
        German.all_of(&[same(), phrase!("alike-same-text")]),
        "denselben Titel und denselben Text"
    );
}
