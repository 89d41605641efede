//! Jobs that pages break on.

use serde_json::{Value, json};

/// The longest title and description that the board takes, in characters.
const TITLE_MAX: usize = 200;
const DESCRIPTION_MAX: usize = 20_000;

/// What the company of the plain job says of itself.
pub(super) const COMPANY: &str = "We look after **2,400 trees**, forty playgrounds and one very old \
    greenhouse.\n\n- Paid overtime, or the time off\n- A bicycle for everybody\n- [How we work]\
    (https://parks.example.org/work)\n\nWe have been here since 1891.";

/// A part of the long description.
const SECTION: &str = "## What you will do\n\n\
    You plan, plant and prune, *with* the people who live there, and **never** against them. Read \
    the [handbook](https://parks.example.org/handbook) first, and `tools/README` second.\n\n\
    1. Walk the round before eight\n2. Write down what is broken\n   - benches\n   - lamps\n3. \
    Mend what can be mended\n\n### A week\n\n\
    | day | where | with whom | hours |\n|---|:---:|---|---:|\n\
    | Monday | the old cemetery, north gate | the team of the greenhouse | 7.5 |\n\
    | Tuesday | schools | children of every age | 8 |\n| Friday | office | nobody | 4 |\n\n\
    > A tree that stands for a hundred years was planted by somebody.\n\n\
    ```sh\nfor tree in $(cat round.txt); do water --litres 40 \"$tree\" --with-a-very-long-option-that-does-not-break; done\n```\n\n\
    ~~Weekends~~ are yours. Grüße, naïve façades, Ελληνικά, кириллица, 日本語.\n\n---\n\n";

/// A job that has everything.
pub(super) fn plain() -> Value {
    job(json!({
        "title": "Head gardener",
        "location": null,
        "places": [{"city": "Ghent", "region": "East Flanders", "country": "BE"}],
        "workplace": "hybrid",
        "employment_types": ["FULL_TIME", "PART_TIME"],
        "salary": salary(3_800_000, Some(4_600_000), "YEAR"),
        "category": "Engineering",
        "tags": ["Trees", "C++", "Greenhouse", "People"],
        "apply_to": "jobs@parks.example.org",
        "description": "Looks after the trees of the city, in every season and any weather.\n\n\
            ## You\n\n- know their names, and when to leave them alone\n- get up early\n- lead five \
            people\n\n## We\n\n- pay on time\n- have a greenhouse\n\nApply by e-mail, in Dutch, \
            French or English.",
    }))
}

/// One that is hard to show each, by the name that pages know it by. Those that a list begins
/// with come last.
pub(super) fn hard() -> Vec<(&'static str, Value)> {
    let mut jobs = of_any_length();
    jobs.extend(in_any_script());
    jobs.extend(with_any_facts());
    jobs
}

fn of_any_length() -> Vec<(&'static str, Value)> {
    let title: String = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
        .chars()
        .cycle()
        .take(TITLE_MAX)
        .collect();
    vec![
        (
            "long",
            job(json!({"title": "Gardener with a long description", "description": markdown()})),
        ),
        ("title-long", small(&title)),
        (
            "title-letter",
            job(json!({"title": "A", "company": "Ω", "location": "Å", "description": "Knits."})),
        ),
    ]
}

fn in_any_script() -> Vec<(&'static str, Value)> {
    let written = |title: &str, company: &str, location: &str, description: &str| {
        job(json!({
            "title": title,
            "company": company,
            "location": location,
            "description": description,
        }))
    };
    vec![
        (
            "accented",
            written(
                "Ingénieure qualité, Žižkov – Đà Nẵng – Łódź",
                "Crème & Brûlée «SARL»",
                "Saint-Rémy-lès-Chevreuse, France",
                "Vérifie la qualité, de l’œuf à l’assiette.",
            ),
        ),
        (
            "arabic",
            written(
                "مهندس برمجيات (Rust) في القاهرة",
                "شركة النيل للبرمجيات",
                "Cairo, Egypt",
                "نبحث عن مهندس برمجيات يحب العمل مع الآخرين.\n\n## المهام\n\n- كتابة برامج سريعة \
                 بلغة Rust\n- مراجعة عمل الزملاء\n\n| اليوم | الساعات |\n|---|---|\n| الأحد | 8 |\n\n\
                 راسلنا على jobs@nile.example.org.",
            ),
        ),
        (
            "hebrew",
            written(
                "מהנדסת תוכנה בכירה",
                "חברת הגליל",
                "Haifa, Israel",
                "כותבת תוכנה טובה, 4 ימים בשבוע.",
            ),
        ),
        (
            "chinese",
            written(
                "高级软件工程师（分布式系统）",
                "长城软件有限公司",
                "Shanghai, China",
                "我们正在寻找一位热爱分布式系统的工程师。\n\n## 职责\n\n- 设计和实现可靠的服务\n- \
                 与团队一起评审代码\n\n没有加班，没有会议。请把简历寄给我们。",
            ),
        ),
    ]
}

fn with_any_facts() -> Vec<(&'static str, Value)> {
    vec![
        (
            "places",
            job(json!({
                "title": "Surveyor of lighthouses",
                "location": null,
                "places": places(),
                "workplace": "hybrid",
            })),
        ),
        ("no-salary", small("Librarian")),
        (
            "hourly",
            job(json!({
                "title": "Night porter",
                "employment_types": ["PART_TIME", "TEMPORARY"],
                "salary": salary(1_450, None, "HOUR"),
            })),
        ),
        (
            "remote",
            job(json!({
                "title": "Translator, Dutch to German",
                "location": null,
                "workplace": "remote",
                "applicant_countries": ["BE", "NL", "DE", "AT", "CH"],
                "employment_types": ["CONTRACTOR"],
                "salary": salary(32_000, Some(40_000), "DAY"),
            })),
        ),
    ]
}

/// A job with nothing but what it must have.
pub(super) fn small(title: &str) -> Value {
    job(json!({ "title": title }))
}

/// A draft of somebody else's.
pub(super) fn draft() -> Value {
    job(json!({"title": "Cook", "company": "Hotel Öberg", "state": "draft"}))
}

/// A job of the usual company with these facts. null leaves one out.
fn job(facts: Value) -> Value {
    let mut job = json!({
        "company": "City Parks",
        "company_url": "https://parks.example.org",
        "location": "Ghent, Belgium",
        "description": "Looks after what the city has, in every season and any weather.",
    });
    if let (Some(job), Value::Object(facts)) = (job.as_object_mut(), facts) {
        job.extend(facts);
        job.retain(|_, fact| !fact.is_null());
    }
    job
}

fn salary(min: i64, max: Option<i64>, period: &str) -> Value {
    json!({"min": min, "max": max, "currency": "EUR", "period": period})
}

/// Fifteen towns, whose names are together as long as places may be.
fn places() -> Value {
    [
        ("Oslo", "NO"),
        ("Bergen", "NO"),
        ("Turku", "FI"),
        ("Gdynia", "PL"),
        ("Kiel", "DE"),
        ("Ghent", "BE"),
        ("Brest", "FR"),
        ("Nice", "FR"),
        ("Cork", "IE"),
        ("Porto", "PT"),
        ("Faro", "PT"),
        ("Cádiz", "ES"),
        ("Bari", "IT"),
        ("Split", "HR"),
        ("Varna", "BG"),
    ]
    .into_iter()
    .map(|(city, country)| json!({"city": city, "country": country}))
    .collect()
}

/// As much Markdown as a job may have.
fn markdown() -> String {
    let mut text = "# Gardener\n\n".to_owned();
    let section = SECTION.chars().count();
    let mut length = text.chars().count();
    while length + section <= DESCRIPTION_MAX {
        text.push_str(SECTION);
        length += section;
    }
    text.extend(
        "And the trees. "
            .chars()
            .cycle()
            .take(DESCRIPTION_MAX - length),
    );
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_hardest_are_as_long_as_the_board_takes_them() {
        let jobs = super::hard();
        let long = |name: &str, field: &str| {
            let (_, job) = jobs.iter().find(|(known, _)| *known == name).unwrap();
            job[field].as_str().unwrap().chars().count()
        };
        assert_eq!(long("title-long", "title"), super::TITLE_MAX);
        let description = long("long", "description");
        assert!((super::DESCRIPTION_MAX - 1..=super::DESCRIPTION_MAX).contains(&description));
    }
}
