//! A small chart: how often a job was read, day by day.

use chrono::NaiveDate;
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_services::views::DailyViews;

/// How high the highest bar is.
const HEIGHT: i64 = 28;

/// How far one bar is from the next.
const STEP: i64 = 4;

/// A chart of bars, as wide as it has days.
pub(crate) struct Chart {
    /// The bars, the earliest first.
    pub(crate) bars: Vec<Bar>,
    /// The views of all days.
    pub(crate) total: i64,
    /// What it shows, in words.
    pub(crate) summary: Phrase,
}

/// A bar.
pub(crate) struct Bar {
    pub(crate) x: i64,
    pub(crate) y: i64,
    pub(crate) height: i64,
    pub(crate) date: NaiveDate,
    pub(crate) views: i64,
}

impl Chart {
    /// A chart of some days.
    pub(crate) fn new(views: &DailyViews) -> Self {
        let most = views
            .iter()
            .map(|(_, views)| *views)
            .max()
            .unwrap_or_default();
        let total = views.iter().map(|(_, views)| *views).sum();
        let today = views.last().map_or(0, |(_, views)| *views);
        let bars = (0..).zip(views).map(|(place, (date, views))| {
            // A day with any view has a bar that can be seen; one without is a line.
            let height = match (*views, most) {
                (0, _) | (_, 0) => 1,
                (views, most) => (views * HEIGHT / most).max(3),
            };
            Bar {
                x: place * STEP,
                y: HEIGHT - height,
                height,
                date: *date,
                views: *views,
            }
        });
        let times = |n: i64| match n {
            0 => phrase!("times-0"),
            n => phrase!("times", count = n),
        };
        Self {
            bars: bars.collect(),
            total,
            summary: match total {
                0 => phrase!("views-none", days = views.len()),
                total => phrase!(
                    "views-some",
                    total = times(total),
                    days = views.len(),
                    today = times(today)
                ),
            },
        }
    }

    /// How wide it is.
    pub(crate) fn width(&self) -> i64 {
        i64::try_from(self.bars.len()).unwrap_or_default() * STEP
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_bar_is_the_day_with_the_most_views() {
        let first = chrono::NaiveDate::from_ymd_opt(2024, 6, 4).expect("a date");
        let views = first.iter_days().zip([0, 1, 100, 50]).collect();
        let chart = Chart::new(&views);
        let heights: Vec<_> = chart.bars.iter().map(|bar| bar.height).collect();
        assert_eq!(heights, [1, 3, 28, 14]);
        assert!(chart.bars.iter().all(|bar| bar.y + bar.height == HEIGHT));
        assert_eq!(
            chart.summary.to_string(),
            "Read 151 times in the last 4 days, 50 times today."
        );
        assert_eq!(
            (chart.bars[1].date, chart.bars[1].views),
            (first.succ_opt().expect("a date"), 1)
        );
        assert_eq!(Chart::new(&Vec::new()).total, 0);
    }
}
