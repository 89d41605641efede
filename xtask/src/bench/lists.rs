//! Lists and filters that nothing is kept of: how late the slowest answers are.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::wrk::{self, Figures, Load};
use crate::board::Board;
use crate::http::Request;

/// The longest that one of a hundred answers may take, of a hundred thousand jobs.
const MOST_P99_MILLISECONDS: f64 = 25.0;

/// How long a list without a mark is asked for at least.
const UNMARKED_SECONDS: u32 = 10;

/// What is asked for: its name, the query, and whether the mark is meant for it. Two frequent
/// things that no job, or hardly one, has both of are walked through to the end: until there is a
/// search index they are measured and have no mark.
const LISTS: [(&str, &str, bool); 21] = [
    ("newest", "", true),
    ("deep page", "after={deep}", true),
    ("title, frequent", "title=engineer", true),
    ("title, rare", "title=quantum+programming", true),
    ("title, none", "title=zeppelin", true),
    ("town", "place=Boston", true),
    ("country", "place=Canada", true),
    ("workplace", "workplace=remote", true),
    ("type, frequent", "type=FULL_TIME", true),
    ("type, rare", "type=VOLUNTEER", true),
    ("category", "category=Engineering", true),
    ("tag, frequent", "tag=Teamwork", true),
    ("tag, rare", "tag=Esperanto", true),
    ("tag, none", "tag=Nothing", true),
    ("company", "company=1", true),
    ("salary", "salary=60000-USD", true),
    ("salary, none", "salary=900000-USD", true),
    ("within a week", "within=7", true),
    ("type and salary", "type=FULL_TIME&salary=90000-USD", true),
    (
        "five filters",
        "place=Canada&workplace=hybrid&type=FULL_TIME&category=Engineering&within=60",
        false,
    ),
    (
        "nothing in common",
        "place=United+Kingdom&salary=50000-USD",
        false,
    ),
];

/// How a list was answered.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ListFigures {
    name: String,
    /// Jobs on the page that is answered.
    jobs: usize,
    figures: Figures,
    has_mark: bool,
}

/// By how much the slowest answers of a list are slower on a larger board.
#[derive(Debug, PartialEq)]
pub(super) struct Growth<'l> {
    pub(super) list: &'l str,
    /// How many boards are too small to be compared with: their page has fewer jobs.
    pub(super) too_small: usize,
    pub(super) times: f64,
}

impl ListFigures {
    /// How long the slowest of a hundred answers takes, in milliseconds, if there is a mark for it.
    pub(super) fn marked_p99(&self) -> Option<f64> {
        self.has_mark.then_some(self.figures.p99_milliseconds)
    }

    fn is_prompt(&self) -> bool {
        self.figures.p99_milliseconds <= MOST_P99_MILLISECONDS
    }

    /// A line for a terminal.
    pub(super) fn line(&self) -> String {
        let mark = match (self.has_mark, self.is_prompt()) {
            (false, _) => "one connection, no mark".to_owned(),
            (true, true) => format!("p99 at most {MOST_P99_MILLISECONDS} ms: reached"),
            (true, false) => format!("p99 at most {MOST_P99_MILLISECONDS} ms: MISSED"),
        };
        format!(
            "  {:<18}{:>8.0}{:>10.2}{:>10.2}  {mark}",
            self.name,
            self.figures.requests_a_second,
            self.figures.p50_milliseconds,
            self.figures.p99_milliseconds
        )
    }
}

/// What has become of the lists with a mark on the largest board.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Growths<'l> {
    /// The list whose slowest answers grow most.
    pub(super) worst: Option<Growth<'l>>,
    /// Those that no smaller board has a page of with as many jobs.
    pub(super) uncompared: Vec<&'l str>,
}

/// How the lists with a mark grow up to the last of these boards, the smaller ones first. Each is
/// compared with the smallest board whose page has as many jobs: to read two is less than to read
/// twenty, however large the board.
pub(super) fn growths<'l>(boards: &[&'l [ListFigures]]) -> Growths<'l> {
    let Some((most, smaller @ [_, ..])) = boards.split_last() else {
        return Growths::default();
    };
    let mut grown = Vec::new();
    let mut uncompared = Vec::new();
    for list in *most {
        let Some(p99) = list.marked_p99() else {
            continue;
        };
        let same = |lists: &&[ListFigures]| {
            let is_same = |other: &&ListFigures| other.name == list.name && other.jobs == list.jobs;
            lists.iter().find(is_same).and_then(ListFigures::marked_p99)
        };
        let mut smaller = smaller.iter().enumerate();
        match smaller.find_map(|(too_small, lists)| Some((too_small, same(lists)?))) {
            Some((too_small, least)) => grown.push(Growth {
                list: &list.name,
                too_small,
                times: p99 / least,
            }),
            None => uncompared.push(list.name.as_str()),
        }
    }
    let worst = grown
        .into_iter()
        .max_by(|one, other| one.times.total_cmp(&other.times));
    Growths { worst, uncompared }
}

/// Asks a board that keeps no answers for its lists.
///
/// # Errors
/// When an answer was wrong.
pub(super) fn measure(
    board: &Board,
    (connections, seconds): (u32, u32),
) -> Result<Vec<ListFigures>> {
    let deep = deep_place(board)?;
    crate::say("  lists");
    LISTS
        .iter()
        .map(|(name, query, has_mark)| {
            let query = query.replace("{deep}", &deep);
            let request = Request::get(format!("/api/v1/jobs?{query}"));
            let page = request.send(board.address)?.json(200)?;
            let (connections, seconds) = match has_mark {
                true => (connections, seconds),
                // Some seconds each, of many jobs: one asks after the other.
                false => (1, seconds.max(UNMARKED_SECONDS)),
            };
            let requests = vec![request];
            let load = Load {
                answer_bytes: wrk::lengths(&requests, board.address)?,
                requests,
                connections,
                seconds,
            };
            Ok(ListFigures {
                name: (*name).to_owned(),
                jobs: page["items"].as_array().map_or(0, Vec::len),
                figures: wrk::round(&load, board.address)?,
                has_mark: *has_mark,
            })
        })
        .collect()
}

/// A place a few thousand jobs down the list.
fn deep_place(board: &Board) -> Result<String> {
    let mut after = String::new();
    for _ in 0..50 {
        let page = Request::get(format!("/api/v1/jobs?limit=100{after}"));
        let page = page.send(board.address)?.json(200)?;
        let Some(next) = page["next"].as_str() else {
            break;
        };
        after = format!("&after={next}");
    }
    Ok(after.trim_start_matches("&after=").to_owned())
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Growth, Growths, ListFigures, growths};
    use crate::bench::wrk::Figures;

    /// A list with made-up figures, whose page is full.
    pub(in crate::bench) fn list(name: &str, p99_milliseconds: f64, has_mark: bool) -> ListFigures {
        ListFigures {
            name: name.to_owned(),
            jobs: 20,
            figures: Figures {
                requests_a_second: 5000.0,
                p50_milliseconds: p99_milliseconds / 2.0,
                p99_milliseconds,
            },
            has_mark,
        }
    }

    #[test]
    fn the_list_that_has_grown_most_is_found_by_its_name() {
        let least = [
            list("newest", 10.0, true),
            list("town", 2.0, true),
            list("five filters", 1.0, false),
        ];
        // In another order, and with one that the smaller board was not asked for.
        let most = [
            list("town", 5.0, true),
            list("five filters", 90.0, false),
            list("newest", 20.0, true),
            list("country", 90.0, true),
        ];
        let town = Growth {
            list: "town",
            too_small: 0,
            times: 2.5,
        };
        let found = Growths {
            worst: Some(town),
            uncompared: vec!["country"],
        };
        assert_eq!(growths(&[&least, &most]), found);
        assert_eq!(growths(&[&least, &[]]), Growths::default());
        assert_eq!(growths(&[&most]), Growths::default());
    }

    #[test]
    fn a_page_is_compared_with_one_of_as_many_jobs() {
        let two = ListFigures {
            jobs: 2,
            ..list("town", 1.0, true)
        };
        let boards = [[two], [list("town", 4.0, true)], [list("town", 6.0, true)]];
        let boards = boards.each_ref().map(|lists| &lists[..]);
        let town = Growth {
            list: "town",
            too_small: 1,
            times: 1.5,
        };
        assert_eq!(growths(&boards).worst, Some(town));
    }
}
