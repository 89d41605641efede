//! The lines about what grows with the number of jobs and what must not, with their marks.

use super::{
    DatabaseFigures, LoadFigures, MOST_IDLE_BYTES, MOST_SECONDS_TO_READY, megabytes, verdict,
};
use crate::bench::Kind;
use crate::bench::lists::{ListFigures, growths};
use crate::bench::scale::SizeFigures;

/// The least part of the smallest board's ratio to the bare handler that warm reads of a larger one
/// are to reach.
const LEAST_OF_SMALLEST: f64 = 0.90;

/// By how much the slowest lists may be slower on the largest board than on the smallest.
const MOST_GROWTH: f64 = 3.0;

/// The most memory that the largest board may have held at any time.
const MOST_PEAK_BYTES: u64 = 256 * 1024 * 1024;

/// The longest that one of a hundred first reads after a write may take on SQLite, and of how many
/// jobs.
const MOST_COLD_P99_MILLISECONDS: f64 = 5.0;
const JOBS_OF_COLD_MARK: u32 = 100_000;

/// A warm read of a board, beside the same of the smallest board.
#[derive(Debug, PartialEq)]
struct Compared<'a> {
    name: &'a str,
    jobs: u32,
    /// What is left of the smallest board's ratio to the bare handler.
    of_smallest: f64,
}

impl Compared<'_> {
    fn is_flat(&self) -> bool {
        self.of_smallest >= LEAST_OF_SMALLEST
    }
}

/// The warm read that falls furthest behind the smallest board's, if there is a larger one.
fn least_flat(sizes: &[SizeFigures]) -> Option<Compared<'_>> {
    let (smallest, larger) = sizes.split_first()?;
    let all = larger.iter().flat_map(|size| {
        size.warm.iter().filter_map(|read| {
            Some(Compared {
                name: read.name(),
                jobs: size.jobs,
                of_smallest: of_smallest(read, smallest)?,
            })
        })
    });
    all.min_by(|one, other| one.of_smallest.total_cmp(&other.of_smallest))
}

/// A read's ratio to the bare handler as a part of what it is on the smallest board.
fn of_smallest(read: &LoadFigures, smallest: &SizeFigures) -> Option<f64> {
    let same = smallest
        .warm
        .iter()
        .find(|other| other.name() == read.name())?;
    Some(read.ratio() / same.ratio())
}

impl DatabaseFigures {
    /// What grows with the number of jobs, and the lists of the largest board.
    pub(super) fn size_lines(&self) -> Vec<String> {
        let (Some(least), Some(most)) = (self.sizes.first(), self.sizes.last()) else {
            return Vec::new();
        };
        let mut lines = self.figure_lines();
        lines.extend(self.cold_line());
        lines.push(format!(
            "  of {} jobs: start to ready {:.3} s (at most {MOST_SECONDS_TO_READY} s: {}), memory under load {} (at most {}: {})",
            most.jobs,
            most.seconds_to_ready,
            verdict(most.seconds_to_ready <= MOST_SECONDS_TO_READY),
            megabytes(most.peak_bytes),
            megabytes(MOST_PEAK_BYTES),
            verdict(most.peak_bytes <= MOST_PEAK_BYTES)
        ));
        lines.extend(self.warm_lines(least));
        lines.extend(growth_lines(&self.sizes));
        lines.push(format!(
            "  {:<18}{:>8}{:>10}{:>10}",
            format!("of {} jobs", most.jobs),
            "/s",
            "p50 ms",
            "p99 ms"
        ));
        lines.extend(most.lists.iter().map(ListFigures::line));
        lines
    }

    fn figure_lines(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "  {:<14}{:>9}{:>9}{:>12}{:>12}{:>13}{:>14}{:>15}  at rest at most {}",
            "jobs",
            "load s",
            "ready s",
            "at rest",
            "under load",
            "cold p99 ms",
            "lists p99 ms",
            "worst list ms",
            megabytes(MOST_IDLE_BYTES)
        )];
        lines.extend(self.sizes.iter().map(|size| {
            format!(
                "  {:<14}{:>9.1}{:>9.3}{:>12}{:>12}{:>13.2}{:>14.2}{:>15.2}  {}",
                size.jobs,
                size.seconds_to_load,
                size.seconds_to_ready,
                megabytes(size.idle_bytes),
                megabytes(size.peak_bytes),
                size.cold_p99_milliseconds,
                size.lists_p99(),
                size.worst_list_p99(),
                verdict(size.idle_bytes <= MOST_IDLE_BYTES)
            )
        }));
        lines
    }

    /// The mark of the first reads after a write, which one size on SQLite has.
    fn cold_line(&self) -> Option<String> {
        let has_mark =
            |size: &&SizeFigures| self.database == Kind::Sqlite && size.jobs == JOBS_OF_COLD_MARK;
        let size = self.sizes.iter().find(has_mark)?;
        let p99 = size.cold_p99_milliseconds;
        Some(format!(
            "  first read after a write, {JOBS_OF_COLD_MARK} jobs: p99 {p99:.2} ms (at most {MOST_COLD_P99_MILLISECONDS} ms: {})",
            verdict(p99 <= MOST_COLD_P99_MILLISECONDS)
        ))
    }

    /// The warm reads of each board, and whether they are as fast with many jobs as with few.
    fn warm_lines(&self, smallest: &SizeFigures) -> Vec<String> {
        let names = smallest.warm.iter().map(LoadFigures::name);
        let names: String = names.map(|name| format!("{name:>17}")).collect();
        let mut lines = vec![
            format!(
                "  warm reads, ratio to the bare handler (and to the ratio of {} jobs)",
                smallest.jobs
            ),
            format!("  {:<14}{names}", "jobs"),
        ];
        lines.extend(self.sizes.iter().map(|size| {
            let reads = size.warm.iter().map(|read| {
                let part = of_smallest(read, smallest).unwrap_or(f64::NAN);
                format!("{:>17}", format!("{:.3} ({part:.3})", read.ratio()))
            });
            format!("  {:<14}{}", size.jobs, reads.collect::<String>())
        }));
        if let Some(least) = least_flat(&self.sizes) {
            lines.push(format!(
                "  warm reads flat within 10 %: at worst {:.3} of the ratio of {} jobs, {} of {} jobs (at least {LEAST_OF_SMALLEST:.2}: {})",
                least.of_smallest,
                smallest.jobs,
                least.name,
                least.jobs,
                verdict(least.is_flat())
            ));
        }
        lines
    }
}

/// By how much the lists are slower with more jobs: all together, and the one that suffers most.
fn growth_lines(sizes: &[SizeFigures]) -> Vec<String> {
    let (Some(least), Some(most)) = (sizes.first(), sizes.last()) else {
        return Vec::new();
    };
    let line = |what: &str, growth: f64| {
        format!(
            "  {what}: p99 × {growth:.2} (at most × {MOST_GROWTH}: {})",
            verdict(growth <= MOST_GROWTH)
        )
    };
    let all = format!("lists from {} to {} jobs, mean", least.jobs, most.jobs);
    let mut lines = vec![line(&all, most.lists_p99() / least.lists_p99())];
    let lists: Vec<_> = sizes.iter().map(|size| &size.lists[..]).collect();
    let growths = growths(&lists);
    if let Some(worst) = growths.worst {
        let from = sizes.get(worst.too_small).map_or(0, |size| size.jobs);
        let what = format!("the list that grows most, {}, from {from}", worst.list);
        lines.push(line(&what, worst.times));
    }
    if !growths.uncompared.is_empty() {
        lines.push(format!(
            "  compared with nothing, since no smaller board has a page with as many jobs: {}",
            growths.uncompared.join(", ")
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{Compared, growth_lines, least_flat};
    use crate::bench::lists::tests::list;
    use crate::bench::report::tests::load;
    use crate::bench::scale::tests::size;

    #[test]
    fn each_read_is_compared_with_itself_on_the_smallest_board() {
        let mut sizes = [size(1_000), size(10_000), size(100_000)];
        // The home page is the slower one everywhere, and loses nothing.
        sizes[0].warm = vec![load("home page", 0.80), load("job page", 1.00)];
        sizes[1].warm = vec![load("home page", 0.80), load("job page", 0.95)];
        sizes[2].warm = vec![load("home page", 0.84), load("job page", 0.89)];
        let least = least_flat(&sizes).unwrap();
        assert_eq!(
            least,
            Compared {
                name: "job page",
                jobs: 100_000,
                of_smallest: 0.89
            }
        );
        assert!(!least.is_flat());
        assert!(least_flat(&sizes[..2]).unwrap().is_flat());
        assert_eq!(least_flat(&sizes[..1]), None);
    }

    #[test]
    fn a_list_that_grows_too_much_is_named_beside_a_mean_that_does_not() {
        let mut sizes = [size(1_000), size(100_000)];
        sizes[0].lists = vec![list("newest", 10.0, true), list("town", 1.0, true)];
        sizes[1].lists = vec![
            list("newest", 10.0, true),
            list("town", 4.0, true),
            list("country", 7.0, true),
        ];
        assert_eq!(
            growth_lines(&sizes),
            [
                "  lists from 1000 to 100000 jobs, mean: p99 × 1.27 (at most × 3: reached)",
                "  the list that grows most, town, from 1000: p99 × 4.00 (at most × 3: MISSED)",
                "  compared with nothing, since no smaller board has a page with as many jobs: country",
            ]
        );
    }
}
