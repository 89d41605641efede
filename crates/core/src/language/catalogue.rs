//! The texts of a language, read once from what is compiled in.

use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

use super::{Language, Value};

/// The files of a language's folder.
macro_rules! files {
    ($language:literal) => {
        [
            include_str!(concat!("../../locales/", $language, "/site.ftl")),
            include_str!(concat!("../../locales/", $language, "/jobs.ftl")),
            include_str!(concat!("../../locales/", $language, "/accounts.ftl")),
            include_str!(concat!("../../locales/", $language, "/admin.ftl")),
            include_str!(concat!("../../locales/", $language, "/errors.ftl")),
            include_str!(concat!("../../locales/", $language, "/mails.ftl")),
        ]
    };
}

/// The source of a language's texts.
pub(super) const fn sources(language: Language) -> [&'static str; 6] {
    match language {
        Language::English => files!("en"),
        Language::German => files!("de"),
    }
}

/// The language as Fluent knows it.
pub(super) fn identifier(language: Language) -> LanguageIdentifier {
    match language {
        Language::English => langid!("en"),
        Language::German => langid!("de"),
    }
}

/// The texts of a language.
pub(super) struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    /// Those without a variable part, ready to be shown.
    fixed: HashMap<String, String>,
}

/// The texts of a language.
pub(super) fn of(language: Language) -> &'static Catalogue {
    static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Language::English));
    static GERMAN: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Language::German));
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
    }
}

impl Catalogue {
    /// Reads what is compiled in. A test has seen that it can be read as a whole; what could not
    /// be would be left out.
    fn read(language: Language) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![identifier(language)]);
        // Values bring their own isolation, where they need one.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::English => |value, _| grouped(Language::English, value),
            Language::German => |value, _| grouped(Language::German, value),
        }));
        let mut ids = Vec::new();
        for source in sources(language) {
            let resource = FluentResource::try_new(source.to_owned());
            let resource = resource.unwrap_or_else(|(partly, _)| partly);
            ids.extend(resource.entries().filter_map(|entry| match entry {
                fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
                _ => None,
            }));
            bundle.add_resource_overriding(resource);
        }
        let mut read = Self {
            bundle,
            fixed: HashMap::new(),
        };
        read.fixed = ids
            .into_iter()
            .filter_map(|id| {
                let text = read.format(&id, None)?;
                Some((id, text))
            })
            .collect();
        read
    }

    /// A text without a variable part. A mistaken id is its own text, for a reader to report.
    pub(super) fn fixed(&'static self, id: &'static str) -> &'static str {
        self.fixed.get(id).map_or(id, String::as_str)
    }

    /// A text with its values.
    pub(super) fn filled(
        &self,
        language: Language,
        id: &'static str,
        values: &[(&'static str, Value)],
    ) -> String {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, in_fluent(language, value));
        }
        self.format(id, Some(&args))
            .unwrap_or_else(|| id.to_owned())
    }

    /// The text, unless it needs a value that is not there.
    fn format(&self, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }
}

fn in_fluent(language: Language, value: &Value) -> FluentValue<'static> {
    match value {
        Value::Text(text) => FluentValue::from(isolated(text)),
        Value::Number(number) => FluentValue::from(*number),
        Value::Date(date) => FluentValue::from(language.date(*date)),
        Value::Money(currency, minor) => FluentValue::from(language.money(*currency, *minor)),
        Value::Phrases(phrases) => FluentValue::from(language.all_of(phrases)),
        Value::Phrase(phrase) => FluentValue::from(language.phrase(phrase).into_owned()),
    }
}

/// A whole number as it is written in the language: `12,345`.
fn grouped(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            Some(language.number(number.value as i64))
        }
        _ => None,
    }
}

/// A text that runs from right to left turns no words around it (Unicode Annex 9, FSI and PDI).
fn isolated(text: &str) -> String {
    let from_right = |c: char| {
        matches!(c,
            '\u{590}'..='\u{8ff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    match text.contains(from_right) {
        true => format!("\u{2068}{text}\u{2069}"),
        false => text.to_owned(),
    }
}
