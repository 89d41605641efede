//! All words stand in one place for each language, and none is missing or left over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use jobboard_core::language::Language;

/// A text's id, and the values that it has places for.
type Texts = BTreeMap<String, BTreeSet<String>>;

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        match entry.path() {
            path if path.is_dir() => files(&path, found),
            path => found.push(path),
        }
    }
}

fn in_inline(expression: &InlineExpression<&str>, places: &mut BTreeSet<String>) {
    match expression {
        InlineExpression::VariableReference { id } => {
            places.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => in_expression(expression, places),
        _ => {}
    }
}

fn in_expression(expression: &Expression<&str>, places: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, places),
        Expression::Select { selector, variants } => {
            in_inline(selector, places);
            for variant in variants {
                in_pattern(&variant.value, places);
            }
        }
    }
}

fn in_pattern(pattern: &Pattern<&str>, places: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, places);
        }
    }
}

/// The texts of a language. A file that is not Fluent, or has a text twice, fails the test.
fn texts(language: Language) -> Texts {
    let mut texts = Texts::new();
    let mut found = Vec::new();
    files(
        &crates().join("core/locales").join(language.tag()),
        &mut found,
    );
    for path in found {
        let source = fs::read_to_string(&path).expect("a file");
        let resource = fluent_syntax::parser::parse(source.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
        for entry in &resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let mut places = BTreeSet::new();
            let pattern = message.value.as_ref();
            in_pattern(pattern.expect("a text for each id"), &mut places);
            let id = message.id.name.to_owned();
            assert!(
                texts.insert(id, places).is_none(),
                "{} twice",
                message.id.name
            );
        }
    }
    texts
}

/// A place in the code that names a text.
struct Use {
    id: String,
    /// The values that it brings, when the code shows them.
    values: Option<BTreeSet<String>>,
    place: String,
}

/// The first string literal of a text, and what follows it.
fn literal(code: &str) -> Option<(&str, &str)> {
    code.trim_start().strip_prefix('"')?.split_once('"')
}

/// What stands up to the bracket that closes the one before.
fn arguments(code: &str) -> &str {
    let mut depth = 1;
    let end = code.find(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    &code[..end.unwrap_or(code.len())]
}

/// The names on the left of a single `=` in the arguments of a macro.
fn named(arguments: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut depth = 0;
    let mut start = 0;
    for (at, c) in arguments.char_indices().chain([(arguments.len(), ',')]) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                let part = &arguments[start..at];
                if let Some((name, _)) = part.split_once(" = ") {
                    names.insert(name.trim().to_owned());
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

fn uses() -> Vec<Use> {
    let mut sources = Vec::new();
    for folder in ["core/src", "services/src", "api/src", "api/templates"] {
        files(&crates().join(folder), &mut sources);
    }
    let mut uses = Vec::new();
    for path in sources {
        let code = fs::read_to_string(&path).expect("a file");
        let place = path.display().to_string();
        let mut note = |id: &str, values| {
            uses.push(Use {
                id: id.to_owned(),
                values,
                place: place.clone(),
            });
        };
        for (at, call) in code.match_indices("phrase!(") {
            let inner = arguments(&code[at + call.len()..]);
            if let Some((id, rest)) = literal(inner) {
                note(id, Some(named(rest)));
            }
        }
        for (at, call) in code.match_indices("say(") {
            if let Some((id, _)) = literal(&code[at + call.len()..]) {
                note(id, Some(BTreeSet::new()));
            }
        }
        for (at, call) in code.match_indices("say_with(") {
            let inner = arguments(&code[at + call.len()..]);
            if let Some((id, rest)) = literal(inner) {
                let value = literal(rest.trim_start_matches(','));
                let (name, _) = value.expect("the name of a value");
                note(id, Some(BTreeSet::from([name.to_owned()])));
            }
        }
        // Parts of pages that are handed the ids of their texts.
        for call in ["ui::empty(", "ui::pages("] {
            for (at, call) in code.match_indices(call) {
                let mut rest = arguments(&code[at + call.len()..]);
                while let Some((_, quoted)) = rest.split_once('"') {
                    let Some((text, after)) = quoted.split_once('"') else {
                        break;
                    };
                    if !text.is_empty() && !text.starts_with('/') {
                        note(text, Some(BTreeSet::new()));
                    }
                    rest = after;
                }
            }
        }
        // Those that the code hands on by name.
        for prefix in ["\"notice-", "\"mail-"] {
            for (at, _) in code.match_indices(prefix) {
                if let Some((id, _)) = literal(&code[at..]) {
                    note(id, None);
                }
            }
        }
    }
    uses
}

#[test]
fn every_language_has_the_same_texts_with_the_same_places_for_values() {
    let english = texts(Language::English);
    for language in Language::ALL {
        let texts = texts(language);
        let lacks: Vec<_> = english
            .keys()
            .filter(|id| !texts.contains_key(*id))
            .collect();
        let more: Vec<_> = texts
            .keys()
            .filter(|id| !english.contains_key(*id))
            .collect();
        assert!(
            lacks.is_empty() && more.is_empty(),
            "{language}: lacks {lacks:?}, more {more:?}"
        );
        for (id, places) in &texts {
            assert_eq!(places, &english[id], "{language}: {id}");
        }
    }
}

#[test]
fn every_text_that_the_code_names_is_there_with_places_for_its_values() {
    let texts = texts(Language::English);
    for used in uses() {
        let places = texts.get(&used.id);
        let places = places.unwrap_or_else(|| panic!("no text {}: {}", used.id, used.place));
        if let Some(values) = &used.values {
            assert_eq!(values, places, "{}: {}", used.id, used.place);
        }
    }
}

#[test]
fn no_text_is_left_over() {
    let used: BTreeSet<_> = uses().into_iter().map(|used| used.id).collect();
    let texts = texts(Language::English);
    let left: Vec<_> = texts.keys().filter(|id| !used.contains(*id)).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_template_says_nothing_by_itself() {
    let mut templates = Vec::new();
    files(&crates().join("api/templates"), &mut templates);
    // The reference is in English, as the API is, and so is what developers look at.
    templates
        .retain(|path| !path.ends_with("reference.html") && !path.ends_with("style_guide.html"));
    for path in templates {
        let source = fs::read_to_string(&path).expect("a file");
        let mut bare = String::new();
        let mut rest = source.as_str();
        while let Some(at) = rest.find(['{', '<']) {
            bare.push_str(&rest[..at]);
            bare.push('\n');
            let close = match &rest[at..] {
                code if code.starts_with("{{") => "}}",
                code if code.starts_with("{%") => "%}",
                code if code.starts_with("{#") => "#}",
                code if code.starts_with("<style") => "</style>",
                _ => ">",
            };
            // A tag may hold code, and code may hold a tag's end.
            rest = &rest[at..];
            if close == ">" {
                let mut inside = 0;
                let end = rest.char_indices().find(|(at, c)| {
                    inside +=
                        i32::from(rest[*at..].starts_with("{{") || rest[*at..].starts_with("{%"));
                    inside -=
                        i32::from(rest[*at..].starts_with("}}") || rest[*at..].starts_with("%}"));
                    *c == '>' && inside == 0
                });
                rest = &rest[end.map_or(rest.len(), |(at, _)| at + 1)..];
            } else {
                let end = rest.find(close).map(|at| at + close.len());
                rest = &rest[end.unwrap_or(rest.len())..];
            }
        }
        bare.push_str(rest);
        for word in bare.split(|c: char| !c.is_alphabetic()) {
            let known = ["", "OpenAPI", "nbsp"];
            assert!(
                known.contains(&word) || word.chars().count() == 1,
                "{}: {word}",
                path.display()
            );
        }
    }
}
