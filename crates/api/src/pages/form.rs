//! Forms: fields that keep what was typed, and say what is wrong with it.

use jobboard_core::field::FieldErrors;
use jobboard_core::language::Phrase;
use jobboard_core::phrase;

/// How a field is typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One line.
    Text,
    /// An e-mail address.
    Email,
    /// A secret: never sent back to the browser.
    Password,
    /// A web address.
    Url,
    /// A date.
    Date,
    /// Many lines.
    Lines,
    /// One of some.
    Select,
    /// Some of some.
    Checks,
}

/// Something to choose.
pub(crate) struct Choice {
    /// What is sent.
    pub(crate) value: String,
    /// What is read.
    pub(crate) label: Phrase,
    /// Whether it is chosen.
    pub(crate) chosen: bool,
}

/// A field of a form.
pub(crate) struct FormField {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it is called.
    pub(crate) label: Phrase,
    /// A word of help.
    pub(crate) hint: Option<Phrase>,
    /// What stands in it.
    pub(crate) value: String,
    /// What is wrong with it.
    pub(crate) error: Option<Phrase>,
    /// What a browser may fill in.
    pub(crate) autocomplete: &'static str,
    /// Whether it may stay empty.
    pub(crate) optional: bool,
    /// What there is to choose.
    pub(crate) choices: Vec<Choice>,
    /// The heading of the part of the form that begins with it.
    pub(crate) part: Option<Phrase>,
    /// Whether it stands beside another, where there is room.
    pub(crate) is_half: bool,
    kind: Kind,
}

impl FormField {
    /// An empty field.
    pub(crate) fn new(name: &'static str, label: Phrase, kind: Kind) -> Self {
        Self {
            name,
            label,
            hint: None,
            value: String::new(),
            error: None,
            autocomplete: "off",
            optional: false,
            choices: Vec::new(),
            part: None,
            is_half: false,
            kind,
        }
    }

    /// The same field with a word of help.
    pub(crate) fn hint(mut self, hint: Phrase) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The same field for a browser to fill in.
    pub(crate) fn autocomplete(mut self, autocomplete: &'static str) -> Self {
        self.autocomplete = autocomplete;
        self
    }

    /// The same field, which may stay empty.
    pub(crate) fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The same field at the beginning of a part of the form.
    pub(crate) fn begins(mut self, part: Phrase) -> Self {
        self.part = Some(part);
        self
    }

    /// The same field beside another.
    pub(crate) fn half(mut self) -> Self {
        self.is_half = true;
        self
    }

    /// The same field with what was typed. A secret is not kept.
    pub(crate) fn value(mut self, value: Option<&str>) -> Self {
        if self.kind != Kind::Password {
            self.value = value.unwrap_or_default().to_owned();
        }
        self
    }

    /// The same field with what there is to choose, and which of it is chosen.
    pub(crate) fn choices(
        mut self,
        choices: impl IntoIterator<Item = (String, Phrase)>,
        chosen: &[String],
    ) -> Self {
        let choice = |(value, label): (String, Phrase)| Choice {
            chosen: chosen.contains(&value),
            value,
            label,
        };
        self.choices = choices.into_iter().map(choice).collect();
        let chosen = self.choices.iter().filter(|choice| choice.chosen);
        let chosen: Vec<_> = chosen.map(|choice| choice.value.as_str()).collect();
        self.value = chosen.join(", ");
        self
    }

    /// Whether one of some is chosen.
    pub(crate) fn is_select(&self) -> bool {
        self.kind == Kind::Select
    }

    /// Whether some of some are chosen.
    pub(crate) fn is_checks(&self) -> bool {
        self.kind == Kind::Checks
    }

    /// The `type` of its input element.
    pub(crate) fn input_type(&self) -> &'static str {
        match self.kind {
            Kind::Text | Kind::Lines | Kind::Select | Kind::Checks => "text",
            Kind::Email => "email",
            Kind::Password => "password",
            Kind::Url => "url",
            Kind::Date => "date",
        }
    }

    /// What the one thing that is chosen is called.
    fn chosen_label(&self) -> Option<&Phrase> {
        let mut chosen = self.choices.iter().filter(|choice| choice.chosen);
        let only = chosen.next().filter(|_| self.is_select());
        only.map(|choice| &choice.label)
    }

    /// Whether it has many lines.
    pub(crate) fn has_many_lines(&self) -> bool {
        self.kind == Kind::Lines
    }

    /// Whether it is written in a person's own script, from whichever side that runs.
    pub(crate) fn is_free_text(&self) -> bool {
        self.kind == Kind::Text
    }

    /// The ids of what describes it.
    pub(crate) fn described_by(&self) -> String {
        let hint = self.hint.is_some().then(|| format!("{}-hint", self.name));
        let error = self.error.is_some().then(|| format!("{}-error", self.name));
        [error, hint]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The fields of a form, in order.
pub(crate) struct FormFields(pub(crate) Vec<FormField>);

impl FormFields {
    /// Writes each error beside its field.
    pub(crate) fn with_errors(mut self, errors: &FieldErrors) -> Self {
        for field in &mut self.0 {
            field.error = errors
                .iter()
                .find(|error| error.field == field.name)
                .map(|error| error.message.clone());
        }
        self
    }

    /// Writes what stands elsewhere beside each field in which something else was typed.
    pub(crate) fn beside(mut self, others: &Self) -> Self {
        for (field, other) in self.0.iter_mut().zip(&others.0) {
            let same = field.value.replace("\r\n", "\n").trim() == other.value.trim();
            field.error = (!same).then(|| match (other.value.as_str(), other.chosen_label()) {
                ("", _) => phrase!("theirs-empty"),
                (_, Some(label)) => phrase!("theirs", text = label),
                (typed, None) => phrase!("theirs", text = typed),
            });
        }
        self
    }

    /// The fields.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, FormField> {
        self.0.iter()
    }

    /// Whether one of them is for a secret.
    pub(crate) fn ask_for_a_password(&self) -> bool {
        self.iter().any(|field| field.kind == Kind::Password)
    }

    /// The fields with an error.
    pub(crate) fn wrong(&self) -> Vec<&FormField> {
        self.iter().filter(|field| field.error.is_some()).collect()
    }
}
