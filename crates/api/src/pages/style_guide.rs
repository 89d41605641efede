//! The parts that pages are put together from, side by side, for whoever changes them.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{NaiveDate, TimeDelta};
use jobboard_core::employment::EmploymentType;
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::filter::JobFilter;
use jobboard_core::job::JobState;
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_core::place::Workplace;
use jobboard_core::salary::{Currency, Period, Salary};
use jobboard_core::tag::Tag;

use super::cards::{JobCard, TagLink};
use super::chart::Chart;
use super::filters::Filters;
use super::form::{FormField, FormFields, Kind};
use super::home::JobList;
use super::instant::{Instant, Posted};
use super::layout::Layout;
use super::page;
use crate::auth::Visitor;
use crate::error::ApiError;
use crate::markdown::{self, SafeHtml};
use crate::site::SiteData;

/// The colours by their names in `assets/css/tokens.css`.
const COLOURS: [&str; 10] = [
    "paper",
    "sheet",
    "ink",
    "soft",
    "line",
    "edge",
    "accent",
    "accent-wash",
    "bad",
    "bad-wash",
];

/// The sizes of text, likewise.
const SIZES: [&str; 7] = ["3xl", "2xl", "xl", "l", "m", "s", "xs"];

/// The icons in `assets/icons.svg`.
const ICONS: [&str; 7] = [
    "search", "menu", "filter", "bookmark", "close", "link", "flag",
];

const PROSE: &str = "What a poster writes is **Markdown**.\n\n# A heading\n\n- one thing\n- \
                     another\n\n> Somebody said so.\n\n| When | Mon | Tue |\n|---|---|---|\n| early | x \
                     | |\n\n`code`, and [a link](https://example.org).";

#[derive(Template)]
#[template(path = "style_guide.html")]
struct StyleGuidePage {
    layout: Layout,
    colours: [&'static str; 10],
    sizes: [&'static str; 7],
    icons: [&'static str; 7],
    list: JobList,
    filters: Filters,
    fields: FormFields,
    failure: Option<Phrase>,
    chart: Chart,
    prose: SafeHtml,
    states: [JobState; 3],
    hour_ago: Instant,
}

/// `GET /styleguide`, in development only.
pub(crate) async fn style_guide_page(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
) -> Result<HttpResponse, ApiError> {
    if !site.config().has_style_guide {
        return Err(ApiError::not_found());
    }
    let today = site.context().today();
    let guide = StyleGuidePage {
        layout: Layout::new(&site, &visitor),
        colours: COLOURS,
        sizes: SIZES,
        icons: ICONS,
        list: JobList {
            cards: cards(today),
            older: Some("/styleguide#older".to_owned()),
            newest: Some("/styleguide#newest".to_owned()),
        },
        filters: Filters::new(&JobFilter::default(), &[], None),
        fields: fields(),
        failure: Some(phrase!("sign-in-wrong")),
        chart: chart(today),
        prose: markdown::render(PROSE),
        states: [JobState::Draft, JobState::InReview, JobState::Published],
        hour_ago: (site.context().now() - TimeDelta::hours(1)).into(),
    };
    page(&request, &guide)
}

/// Titles of every kind: usual, long, in other scripts.
fn cards(today: NaiveDate) -> Vec<JobCard> {
    let salary = Salary {
        min: Some(4_500_000),
        max: Some(6_000_000),
        currency: Currency::EURO,
        period: Period::Year,
    };
    let card = |days, title: &str, company: &str, location: &str| JobCard {
        id: 0,
        title: title.to_owned(),
        company: company.to_owned(),
        location: location.to_owned(),
        terms_of_work: Vec::new(),
        salary: None,
        tags: Vec::new(),
        posted: Posted {
            date: today - TimeDelta::days(days),
            today,
        },
    };
    let tags = ["Rust", "C++"].into_iter();
    let tags = tags.filter_map(|name| Tag::parse("tags", name).ok());
    vec![
        JobCard {
            salary: Some(salary),
            terms_of_work: vec![
                Workplace::Hybrid.phrase(),
                EmploymentType::FullTime.phrase(),
            ],
            tags: tags
                .map(|tag| TagLink::within(&JobFilter::default(), &tag))
                .collect(),
            ..card(0, "Head gardener", "City Parks", "Ghent, Belgium")
        },
        card(
            3,
            &"Donaudampfschifffahrtsgesellschaftskapitän ".repeat(3),
            "Erste Donaudampfschifffahrtsgesellschaft",
            "Wien; Linz; Passau",
        ),
        card(40, "مهندس برمجيات", "شركة", "القاهرة"),
        card(800, "软件工程师", "示例公司", "上海"),
    ]
}

fn fields() -> FormFields {
    let types = EmploymentType::ALL.map(|known| (known.as_str().to_owned(), known.phrase()));
    let periods = Period::ALL.map(|known| (known.as_str().to_owned(), known.phrase()));
    let fields = FormFields(vec![
        FormField::new("title", phrase!("field-title"), Kind::Text)
            .begins(phrase!("part-job"))
            .hint(phrase!("field-title-hint"))
            .value(Some("Head gardener")),
        FormField::new("company", phrase!("field-company"), Kind::Text).half(),
        FormField::new("company_url", phrase!("field-company-url"), Kind::Url)
            .half()
            .optional(),
        FormField::new("types", phrase!("field-employment"), Kind::Checks)
            .optional()
            .choices(types, &["FULL_TIME".to_owned()]),
        FormField::new("period", phrase!("field-period"), Kind::Select)
            .begins(phrase!("part-pay"))
            .half()
            .choices(periods, &["YEAR".to_owned()]),
        FormField::new("closes_on", phrase!("field-closes-on"), Kind::Date).half(),
        FormField::new("description", phrase!("field-description"), Kind::Lines)
            .hint(phrase!("field-description-hint")),
    ]);
    let wrong = [
        FieldError::required("company"),
        FieldError::required("description"),
    ];
    let mut errors = FieldErrors::new();
    for error in wrong {
        errors.add(error);
    }
    fields.with_errors(&errors)
}

fn chart(today: NaiveDate) -> Chart {
    let days = (0..30).map(|day| (today - TimeDelta::days(29 - day), day * 7 % 11));
    Chart::new(&days.collect())
}
