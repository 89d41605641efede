//! The filters of a list, as plain links: each adds to those that are chosen, and their address
//! says it all.

use jobboard_core::employment::EmploymentType;
use jobboard_core::field::FieldError;
use jobboard_core::filter::JobFilter;
use jobboard_core::language::{Phrase, Value};
use jobboard_core::phrase;
use jobboard_core::place::Workplace;
use jobboard_core::salary::{Currency, SalaryFloor, minor_units};
use jobboard_core::search::SearchTerm;
use jobboard_services::categories::Category;
use jobboard_services::companies::Company;

use crate::extract::Parameters;
use crate::v1::jobs::filter_parameters;

/// Where filtered lists are.
const LIST: &str = "/search/";

/// The ages that there are links for, in days.
const AGES: [(u64, Phrase); 4] = [
    (1, phrase!("filter-1-day")),
    (7, phrase!("filter-7-days")),
    (30, phrase!("filter-30-days")),
    (90, phrase!("filter-90-days")),
];

/// The address of the list that a filter gives.
pub(crate) fn search_address(filter: &JobFilter) -> String {
    match filter_parameters(filter, "query").strip_suffix('&') {
        Some(parameters) => format!("{LIST}?{parameters}"),
        None => LIST.to_owned(),
    }
}

/// A link that changes the filter.
pub(crate) struct FilterLink {
    /// Its own id on the page, the same whatever is chosen.
    pub(crate) id: String,
    pub(crate) label: Phrase,
    pub(crate) href: String,
    /// Whether it is chosen, so that the link takes it away.
    pub(crate) chosen: bool,
}

/// Links of one kind.
pub(crate) struct FilterGroup {
    pub(crate) name: Phrase,
    pub(crate) links: Vec<FilterLink>,
}

/// The panel of filters beside a list.
pub(crate) struct Filters {
    /// What is chosen, each with the way to take it away.
    pub(crate) chosen: Vec<FilterLink>,
    pub(crate) groups: Vec<FilterGroup>,
    /// What stands in the field for the place.
    pub(crate) place: String,
    /// What stands in the field for the salary.
    pub(crate) pay: String,
    /// What is wrong with it.
    pub(crate) pay_error: Option<Phrase>,
    /// The currencies to choose from, the chosen one first.
    pub(crate) currencies: Vec<&'static str>,
    /// What the form of place and salary sends along.
    pub(crate) others: Vec<(&'static str, String)>,
}

impl Filters {
    /// The filters around one that is in force.
    pub(crate) fn new(
        filter: &JobFilter,
        categories: &[Category],
        company: Option<&Company>,
    ) -> Self {
        let others = filter.pairs("query").into_iter();
        let others = others.filter(|(name, _)| !matches!(*name, "place" | "salary"));
        let floor = filter.salary;
        let mut currencies: Vec<_> = Currency::common()
            .iter()
            .map(|known| known.code())
            .collect();
        if let Some(code) = floor.map(|floor| floor.currency.code()) {
            currencies.retain(|known| *known != code);
            currencies.insert(0, code);
        }
        Self {
            chosen: chosen(filter, company),
            groups: groups(filter, categories),
            place: filter
                .place
                .as_ref()
                .map(|place| place.as_typed().to_owned())
                .unwrap_or_default(),
            pay: floor
                .map(|floor| floor.amount.to_string())
                .unwrap_or_default(),
            pay_error: None,
            currencies,
            others: others.collect(),
        }
    }
}

/// The filters that most readers begin with.
pub(crate) fn shortcuts() -> Vec<FilterLink> {
    let all = JobFilter::default();
    let workplace = |known: Workplace| {
        link(&all, known.phrase(), false, |filter| {
            filter.workplace = Some(known);
        })
    };
    let employment = |known: EmploymentType| {
        link(&all, known.phrase(), false, |filter| {
            filter.employment_type = Some(known);
        })
    };
    vec![
        workplace(Workplace::Remote),
        workplace(Workplace::Hybrid),
        employment(EmploymentType::FullTime),
        employment(EmploymentType::PartTime),
        employment(EmploymentType::Intern),
        link(&all, phrase!("filter-7-days"), false, |filter| {
            filter.within = Some(7);
        }),
    ]
}

/// A link to what a change makes of a filter.
fn link(
    filter: &JobFilter,
    label: Phrase,
    chosen: bool,
    change: impl FnOnce(&mut JobFilter),
) -> FilterLink {
    let mut changed = filter.clone();
    change(&mut changed);
    FilterLink {
        id: String::new(),
        label,
        href: search_address(&changed),
        chosen,
    }
}

fn groups(filter: &JobFilter, categories: &[Category]) -> Vec<FilterGroup> {
    let workplaces = Workplace::ALL.map(|known| {
        let chosen = filter.workplace == Some(known);
        link(filter, known.phrase(), chosen, |filter| {
            filter.workplace = (!chosen).then_some(known);
        })
    });
    let types = EmploymentType::ALL.map(|known| {
        let chosen = filter.employment_type == Some(known);
        link(filter, known.phrase(), chosen, |filter| {
            filter.employment_type = (!chosen).then_some(known);
        })
    });
    let ages = AGES.map(|(days, label)| {
        let chosen = filter.within == Some(days);
        link(filter, label, chosen, |filter| {
            filter.within = (!chosen).then_some(days);
        })
    });
    let named = categories.iter().map(|known| {
        let term = SearchTerm::parse("category", &known.name).ok().flatten();
        let chosen = term.is_some() && filter.category == term;
        link(
            filter,
            phrase!("verbatim", text = &known.name),
            chosen,
            |filter| {
                filter.category = term.filter(|_| !chosen);
            },
        )
    });
    let group = |name: Phrase, mut links: Vec<FilterLink>| {
        for (place, link) in links.iter_mut().enumerate() {
            link.id = format!("{}-{}", name.id(), place + 1);
        }
        FilterGroup { name, links }
    };
    let mut groups = vec![
        group(phrase!("filter-workplace"), workplaces.into()),
        group(phrase!("filter-employment"), types.into()),
        group(phrase!("filter-posted"), ages.into()),
        group(phrase!("filter-category"), named.collect()),
    ];
    groups.retain(|group| !group.links.is_empty());
    groups
}

/// What is chosen, in words, each with the address of the list without it.
fn chosen(filter: &JobFilter, company: Option<&Company>) -> Vec<FilterLink> {
    let typed = |term: &SearchTerm| phrase!("verbatim", text = term.as_typed());
    let mut links = Vec::new();
    let mut add = |label: Option<Phrase>, change: fn(&mut JobFilter)| {
        links.extend(label.map(|label| link(filter, label, true, change)));
    };
    add(
        filter
            .title
            .as_ref()
            .map(|term| phrase!("filter-quoted", text = term.as_typed())),
        |filter| filter.title = None,
    );
    add(filter.place.as_ref().map(typed), |filter| {
        filter.place = None;
    });
    add(filter.workplace.map(Workplace::phrase), |filter| {
        filter.workplace = None;
    });
    add(
        filter.employment_type.map(EmploymentType::phrase),
        |filter| filter.employment_type = None,
    );
    add(filter.category.as_ref().map(typed), |filter| {
        filter.category = None;
    });
    add(
        filter
            .tag
            .as_ref()
            .map(|tag| phrase!("verbatim", text = tag.as_typed())),
        |filter| filter.tag = None,
    );
    add(
        filter.company.map(|id| match company {
            Some(company) => phrase!("verbatim", text = &company.name),
            None => phrase!("filter-company", id = id.to_string()),
        }),
        |filter| filter.company = None,
    );
    add(
        filter.salary.map(|floor| {
            let amount = Value::Money(floor.currency, floor.minor());
            phrase!("filter-floor", amount = amount)
        }),
        |filter| filter.salary = None,
    );
    add(
        filter
            .within
            .map(|days| match AGES.iter().find(|(known, _)| *known == days) {
                Some((_, label)) => label.clone(),
                None => phrase!("filter-days", days = days),
            }),
        |filter| filter.within = None,
    );
    links
}

/// The salary that the form's two fields ask for, if they were sent: `None` when the query has
/// none of them. A part of a unit counts as a whole one.
///
/// # Errors
/// What is wrong with the amount, under the name of its field.
pub(crate) fn salary_of_form(
    query: &Parameters,
) -> Option<Result<Option<SalaryFloor>, FieldError>> {
    let pay = query.get("pay")?;
    let code = query.get("currency").unwrap_or_default();
    Some(floor_of_form(pay, code))
}

fn floor_of_form(pay: &str, code: &str) -> Result<Option<SalaryFloor>, FieldError> {
    if pay.trim().is_empty() {
        return Ok(None);
    }
    let currency = Currency::parse("pay", code)?;
    let Some(minor) = minor_units("pay", pay, currency)? else {
        return Ok(None);
    };
    let amount = (minor + currency.unit() - 1) / currency.unit();
    let floor = SalaryFloor::parse("pay", &format!("{amount}-{}", currency.code()));
    let out_of_range = |_| FieldError::new("pay", "invalid", phrase!("error-amount"));
    floor.map(Some).map_err(out_of_range)
}
