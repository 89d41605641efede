//! What invented jobs are made of. Titles and places are those of 800 real postings of 2024, as a
//! community kept them in public, each as often as it stood there; the rest is made up.

use std::sync::LazyLock;

/// What the work is.
pub(super) static TITLES: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("titles.txt").lines().collect());

/// Where it is.
pub(super) static PLACES: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("places.txt").lines().collect());

/// Categories, by words of the titles that belong to them: the first that is found is meant.
pub(super) const CATEGORIES: [(&str, &str); 16] = [
    ("software", "Software"),
    ("developer", "Software"),
    ("programmer", "Software"),
    ("data", "Science"),
    ("research", "Science"),
    ("scientist", "Science"),
    ("engineer", "Engineering"),
    ("trad", "Finance"),
    ("quant", "Finance"),
    ("analyst", "Finance"),
    ("market", "Marketing"),
    ("design", "Design"),
    ("mentor", "Education"),
    ("instructor", "Education"),
    ("product", "Product"),
    ("support", "Customer service"),
];

/// The category of whatever else there is.
pub(super) const OTHER_CATEGORY: &str = "Other";

/// What is paid in where a place ends so; elsewhere it is dollars.
pub(super) const CURRENCIES: [(&str, &str); 4] = [
    ("UK", "GBP"),
    ("United Kingdom", "GBP"),
    ("London", "GBP"),
    ("Canada", "CAD"),
];

/// Tags, the most frequent first.
pub(super) const TAGS: [&str; 32] = [
    "Teamwork",
    "English",
    "German",
    "Excel",
    "SQL",
    "Python",
    "Java",
    "Driving licence",
    "Linux",
    "JavaScript",
    "TypeScript",
    "React",
    "AWS",
    "Docker",
    "Kubernetes",
    "C++",
    "C#",
    ".NET",
    "Go",
    "Rust",
    "PostgreSQL",
    "Kotlin",
    "Swift",
    "SAP",
    "Figma",
    "French",
    "Spanish",
    "Welding",
    "First aid",
    "Haskell",
    "COBOL",
    "Esperanto",
];

/// The first part of a company's name.
pub(super) const COMPANY_FIRST: [&str; 40] = [
    "Acorn",
    "Alder",
    "Amber",
    "Anchor",
    "Atlas",
    "Aurora",
    "Beacon",
    "Birch",
    "Blue Heron",
    "Bramble",
    "Bridge",
    "Cedar",
    "Cobalt",
    "Comet",
    "Copper",
    "Delta",
    "Eagle",
    "Ember",
    "Fern",
    "Fjord",
    "Granite",
    "Harbour",
    "Hazel",
    "Heath",
    "Iris",
    "Juniper",
    "Kestrel",
    "Lark",
    "Linden",
    "Maple",
    "Meridian",
    "North",
    "Oak",
    "Otter",
    "Pine",
    "Quartz",
    "River",
    "Sparrow",
    "Tide",
    "Willow",
];

/// The last part of it.
pub(super) const COMPANY_LAST: [&str; 25] = [
    "Works",
    "Systems",
    "Labs",
    "Care",
    "Foods",
    "Logistics",
    "Energy",
    "Health",
    "Software",
    "Studio",
    "Partners",
    "Schools",
    "Hotels",
    "Motors",
    "Print",
    "Gardens",
    "Media",
    "Bank",
    "Steel",
    "Textiles",
    "Travel",
    "Water",
    "Insurance",
    "Research",
    "Robotics",
];

/// What a description is made of, after its first line.
pub(super) const SENTENCES: [&str; 12] = [
    "You plan your own week and tell the others what you need.",
    "We meet on Mondays, and nobody is disturbed on Thursdays.",
    "There is a budget for courses, and time to take them.",
    "You learn from people who have done it for a long time.",
    "We pay on time, and more than we must.",
    "The kitchen is good and so is the coffee.",
    "You can bring your dog, if it likes ours.",
    "Overtime is the exception, and it is paid.",
    "We answer every application within two weeks.",
    "Four days a week are fine with us.",
    "There is a tram stop in front of the door.",
    "You decide with us what is to be built next.",
];
