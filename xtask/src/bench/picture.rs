//! The curves over the number of jobs, drawn as SVG: what stays as it is with many jobs, and what
//! grows.

use std::ops::Range;

use anyhow::{Context, Result};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::Kind;
use super::report::DatabaseFigures;
use super::scale::SizeFigures;

/// Its width and height, in pixels of a screen that shows it as it is.
const SIZE: (u32, u32) = (1140, 720);

/// The height of the line above the panels.
const TITLE_HEIGHT: u32 = 46;

/// Panels below each other and side by side. The last place is the legend's.
const GRID: (usize, usize) = (2, 3);

/// The picture has a background of its own, so that it can be read on any page.
const BACKGROUND: RGBColor = WHITE;
const INK: RGBColor = RGBColor(0x33, 0x33, 0x33);
const RULED: RGBColor = RGBColor(0xdd, 0xdd, 0xdd);

/// The room above the highest point.
const HEADROOM: f64 = 1.15;

/// The room beside the first and the last point, on an axis whose steps are factors.
const SIDE_ROOM: f64 = 1.5;

/// The length of a dash, and of the gap behind it.
const DASH: (u32, u32) = (6, 4);

const FONT: &str = "sans-serif";

/// One figure, or two that belong together, over the number of jobs.
struct Panel {
    title: &'static str,
    /// What the vertical axis counts.
    unit: &'static str,
    solid: Curve,
    dashed: Option<Curve>,
}

struct Curve {
    /// For the legend, where there are two.
    name: &'static str,
    of: fn(&SizeFigures) -> f64,
}

const PANELS: [Panel; 5] = [
    Panel {
        title: "Warm reads",
        unit: "ratio to a bare handler",
        solid: Curve {
            name: "mean of the reads",
            of: SizeFigures::warm_mean,
        },
        dashed: Some(Curve {
            name: "slowest of the reads",
            of: SizeFigures::warm_least,
        }),
    },
    Panel {
        title: "First read after a write",
        unit: "p99, ms",
        solid: Curve {
            name: "p99",
            of: |size| size.cold_p99_milliseconds,
        },
        dashed: None,
    },
    Panel {
        title: "Lists with nothing kept",
        unit: "p99, ms",
        solid: Curve {
            name: "mean of the lists",
            of: SizeFigures::lists_p99,
        },
        dashed: Some(Curve {
            name: "worst list",
            of: SizeFigures::worst_list_p99,
        }),
    },
    Panel {
        title: "Memory",
        unit: "MiB",
        solid: Curve {
            name: "at rest",
            of: |size| mebibytes(size.idle_bytes),
        },
        dashed: Some(Curve {
            name: "peak under load",
            of: |size| mebibytes(size.peak_bytes),
        }),
    },
    Panel {
        title: "Start to ready",
        unit: "ms",
        solid: Curve {
            name: "median",
            of: |size| size.seconds_to_ready * 1e3,
        },
        dashed: None,
    },
];

/// A part of the picture.
type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

/// Draws the boards of several sizes that were measured on these databases.
///
/// # Errors
/// When no sizes were measured.
pub(super) fn draw(databases: &[DatabaseFigures]) -> Result<String> {
    let curves: Vec<Measured<'_>> = databases
        .iter()
        .map(|database| (database.database, database.sizes.as_slice()))
        .collect();
    draw_curves(&curves)
}

/// The boards that were measured on a database.
type Measured<'a> = (Kind, &'a [SizeFigures]);

fn draw_curves(databases: &[Measured<'_>]) -> Result<String> {
    let mut svg = String::new();
    let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
    root.fill(&BACKGROUND)?;
    let (title, panels) = root.split_vertically(TITLE_HEIGHT);
    write(
        &title,
        "The same board with few jobs and with many",
        (18, 12),
        25,
    )?;
    let places = panels.split_evenly(GRID);
    for (panel, place) in PANELS.iter().zip(&places) {
        draw_panel(panel, place, databases)?;
    }
    if let Some(place) = places.get(PANELS.len()) {
        draw_legend(place, databases)?;
    }
    root.present()?;
    drop((title, panels, places, root));
    Ok(svg)
}

fn draw_panel(panel: &Panel, place: &Area<'_>, databases: &[Measured<'_>]) -> Result<()> {
    let most = highest(panel, databases) * HEADROOM;
    let mut chart = ChartBuilder::on(place)
        .caption(panel.title, (FONT, 21).into_font().color(&INK))
        .margin(10)
        .margin_right(18)
        .x_label_area_size(50)
        .y_label_area_size(62)
        .build_cartesian_2d(jobs(databases)?.log_scale(), 0.0..most)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(RULED)
        .light_line_style(TRANSPARENT)
        .axis_style(INK)
        .label_style((FONT, 16).into_font().color(&INK))
        .axis_desc_style((FONT, 17).into_font().color(&INK))
        .x_desc("jobs")
        .y_desc(panel.unit)
        .x_labels(8)
        .y_labels(6)
        .x_label_formatter(&|jobs| in_thousands(*jobs))
        .y_label_formatter(&|figure| with_decimals(*figure, most))
        .draw()?;
    for (kind, sizes) in databases {
        let points = |curve: &Curve| -> Vec<(f64, f64)> {
            let of = curve.of;
            sizes
                .iter()
                .map(|size| (f64::from(size.jobs), of(size)))
                .collect()
        };
        let style = color(*kind).stroke_width(2);
        let solid = points(&panel.solid);
        chart.draw_series(solid.iter().map(|at| Circle::new(*at, 3, style.filled())))?;
        chart.draw_series(LineSeries::new(solid, style))?;
        if let Some(dashed) = &panel.dashed {
            let dashed = points(dashed);
            chart.draw_series(dashed.iter().map(|at| Circle::new(*at, 3, style)))?;
            let (dash, gap) = DASH;
            chart.draw_series(DashedLineSeries::new(dashed, dash, gap, style))?;
        }
    }
    Ok(())
}

/// The colours, and what solid and dashed curves are in each panel.
fn draw_legend(place: &Area<'_>, databases: &[Measured<'_>]) -> Result<()> {
    let (left, line_end, mut top) = (34, 74, 40);
    for (kind, _) in databases {
        let style = color(*kind).stroke_width(2);
        place.draw(&PathElement::new(vec![(left, top), (line_end, top)], style))?;
        write(place, kind.name(), (line_end + 12, top - 8), 19)?;
        top += 28;
    }
    for panel in &PANELS {
        let Some(dashed) = &panel.dashed else {
            continue;
        };
        top += 20;
        write(place, panel.title, (left, top - 8), 18)?;
        for (curve, is) in [(&panel.solid, "solid"), (dashed, "dashed")] {
            top += 21;
            let text = format!("{is}: {}", curve.name);
            write(place, &text, (left + 14, top - 8), 17)?;
        }
    }
    Ok(())
}

fn write(place: &Area<'_>, text: &str, at: (i32, i32), size: u32) -> Result<()> {
    let style = (FONT, size).into_font().color(&INK);
    let style = style.pos(Pos::new(HPos::Left, VPos::Top));
    Ok(place.draw(&Text::new(text.to_owned(), at, style))?)
}

/// Two that can be told apart by people who see no red or no green, too.
fn color(kind: Kind) -> RGBColor {
    match kind {
        Kind::Sqlite => RGBColor(0x00, 0x72, 0xb2),
        Kind::Postgres => RGBColor(0xd5, 0x5e, 0x00),
    }
}

/// From the smallest board to the largest, with room beside them.
fn jobs(databases: &[Measured<'_>]) -> Result<Range<f64>> {
    let all = || databases.iter().flat_map(|(_, sizes)| *sizes);
    let least = all().map(|size| size.jobs).min();
    let most = all().map(|size| size.jobs).max();
    let (least, most) = least.zip(most).context("no sizes were measured")?;
    Ok(f64::from(least) / SIDE_ROOM..f64::from(most) * SIDE_ROOM)
}

/// The highest point of a panel.
fn highest(panel: &Panel, databases: &[Measured<'_>]) -> f64 {
    let sizes = databases.iter().flat_map(|(_, sizes)| *sizes);
    let points = sizes.flat_map(|size| {
        let dashed = panel.dashed.as_ref().map(|curve| (curve.of)(size));
        [Some((panel.solid.of)(size)), dashed]
    });
    points.flatten().fold(0.0, f64::max)
}

fn in_thousands(jobs: f64) -> String {
    let digits = format!("{jobs:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// A figure of an axis that ends at `most`, with as many decimals as tell its steps apart.
fn with_decimals(figure: f64, most: f64) -> String {
    match most {
        ..1.0 => format!("{figure:.2}"),
        1.0..10.0 => format!("{figure:.1}"),
        _ => format!("{figure:.0}"),
    }
}

#[expect(clippy::cast_precision_loss, reason = "drawn with a pixel for each")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / (1024.0 * 1024.0)
}

#[cfg(test)]
mod tests {
    use plotters::style::RGBColor;

    use super::{PANELS, color, draw_curves, in_thousands};
    use crate::bench::Kind;
    use crate::bench::scale::tests::size;

    /// How many lines through four points a picture has in a colour. A dash has three at most.
    fn lines(svg: &str, kind: Kind) -> usize {
        let RGBColor(red, green, blue) = color(kind);
        let stroke = format!("stroke=\"#{red:02X}{green:02X}{blue:02X}\"");
        let lines = svg.lines().filter(|line| {
            let points = line.split("points=").nth(1).unwrap_or_default();
            line.contains(&stroke) && points.matches(',').count() == 4
        });
        lines.count()
    }

    #[test]
    fn every_panel_has_a_line_for_each_database() {
        let sizes = [1_000, 10_000, 100_000, 1_000_000].map(size);
        let both = draw_curves(&[(Kind::Sqlite, &sizes), (Kind::Postgres, &sizes)]).unwrap();
        let one = draw_curves(&[(Kind::Postgres, &sizes)]).unwrap();
        assert_eq!(lines(&both, Kind::Sqlite), PANELS.len());
        assert_eq!(lines(&both, Kind::Postgres), PANELS.len());
        assert_eq!(lines(&one, Kind::Sqlite), 0);
        assert!(both.contains("SQLite") && both.contains("PostgreSQL"));
        assert!(
            !one.contains("SQLite"),
            "the legend names what was measured"
        );
    }

    #[test]
    fn a_board_of_one_size_is_a_picture_too() {
        let only = [size(1_000)];
        assert!(draw_curves(&[(Kind::Sqlite, &only)]).is_ok());
    }

    #[test]
    fn a_picture_of_nothing_is_refused() {
        assert!(draw_curves(&[(Kind::Sqlite, &[])]).is_err());
    }

    #[test]
    fn large_numbers_are_written_in_groups() {
        assert_eq!(in_thousands(1000.0), "1 000");
        assert_eq!(in_thousands(250_000.0), "250 000");
        assert_eq!(in_thousands(1_000_000.0), "1 000 000");
    }
}
