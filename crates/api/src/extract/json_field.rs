use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_core::place::PlaceInput;
use jobboard_core::salary::SalaryInput;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// A field of a JSON object that should hold a list or an object. Like
/// [`TextField`](super::TextField) it can be read from any value.
#[derive(Debug, Default)]
pub(crate) enum JsonField {
    /// It is not there.
    #[default]
    Missing,
    /// It is there.
    There(Value),
}

impl<'de> Deserialize<'de> for JsonField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::There)
    }
}

impl JsonField {
    /// A list of texts: nothing when the field is missing, none when it is null or wrong.
    pub(crate) fn texts(
        self,
        name: &'static str,
        errors: &mut FieldErrors,
    ) -> Option<Option<Vec<String>>> {
        self.list(name, errors, |index, value, errors| match value {
            Value::String(text) => Some(text),
            _ => {
                errors.add(wrong_type(
                    format!("{name}[{index}]"),
                    phrase!("error-not-text"),
                ));
                None
            }
        })
    }

    /// A list of places, as [`texts`](Self::texts).
    pub(crate) fn places(
        self,
        name: &'static str,
        errors: &mut FieldErrors,
    ) -> Option<Option<Vec<PlaceInput>>> {
        self.list(name, errors, |index, value, errors| {
            let mut object = Object::read(format!("{name}[{index}]"), value, errors)?;
            let place = PlaceInput {
                city: object.text("city", errors),
                region: object.text("region", errors),
                country: object.text("country", errors),
            };
            object.nothing_else(errors);
            Some(place)
        })
    }

    /// A salary, as [`texts`](Self::texts). Its parts are named as the rules name them.
    pub(crate) fn salary(self, errors: &mut FieldErrors) -> Option<Option<SalaryInput>> {
        let value = match self {
            Self::Missing => return None,
            Self::There(Value::Null) => return Some(None),
            Self::There(value) => value,
        };
        let Some(mut object) = Object::read("salary".to_owned(), value, errors) else {
            return Some(None);
        };
        let salary = SalaryInput {
            min: object.whole_number("min", "salary_min", errors),
            max: object.whole_number("max", "salary_max", errors),
            currency: object.text("currency", errors),
            period: object.text("period", errors),
        };
        object.nothing_else(errors);
        Some(Some(salary))
    }

    /// `true`, `false` or a whole number, as text: nothing when the field is missing or wrong.
    pub(crate) fn plain(self, name: &'static str, errors: &mut FieldErrors) -> Option<String> {
        match self {
            Self::Missing => None,
            Self::There(Value::Bool(value)) => Some(value.to_string()),
            Self::There(Value::Number(value)) if value.is_i64() => Some(value.to_string()),
            Self::There(_) => {
                let message = phrase!("error-boolean-or-number");
                errors.add(wrong_type(name, message));
                None
            }
        }
    }

    fn list<T>(
        self,
        name: &'static str,
        errors: &mut FieldErrors,
        read: impl Fn(usize, Value, &mut FieldErrors) -> Option<T>,
    ) -> Option<Option<Vec<T>>> {
        match self {
            Self::Missing => None,
            Self::There(Value::Null) => Some(None),
            Self::There(Value::Array(values)) => {
                let entries = values.into_iter().enumerate();
                let entries = entries.filter_map(|(index, value)| read(index, value, errors));
                Some(Some(entries.collect()))
            }
            Self::There(_) => {
                errors.add(wrong_type(name, phrase!("error-not-a-list")));
                Some(None)
            }
        }
    }
}

/// An object whose fields are taken out one by one.
struct Object {
    name: String,
    fields: Map<String, Value>,
}

impl Object {
    fn read(name: String, value: Value, errors: &mut FieldErrors) -> Option<Self> {
        match value {
            Value::Object(fields) => Some(Self { name, fields }),
            _ => {
                errors.add(wrong_type(name, phrase!("error-not-an-object-here")));
                None
            }
        }
    }

    fn text(&mut self, field: &str, errors: &mut FieldErrors) -> Option<String> {
        match self.fields.remove(field)? {
            Value::Null => None,
            Value::String(text) => Some(text),
            _ => {
                let name = format!("{}.{field}", self.name);
                errors.add(wrong_type(name, phrase!("error-not-text")));
                None
            }
        }
    }

    fn whole_number(
        &mut self,
        field: &str,
        called: &'static str,
        errors: &mut FieldErrors,
    ) -> Option<i64> {
        match self.fields.remove(field)? {
            Value::Null => None,
            value => value.as_i64().or_else(|| {
                let message = phrase!("error-minor-units");
                errors.add(wrong_type(called, message));
                None
            }),
        }
    }

    fn nothing_else(self, errors: &mut FieldErrors) {
        for field in self.fields.into_iter().map(|(field, _)| field) {
            let name = format!("{}.{field}", self.name);
            errors.add(FieldError::new(
                name,
                "unknown",
                phrase!("error-no-such-field"),
            ));
        }
    }
}

fn wrong_type(field: impl Into<std::borrow::Cow<'static, str>>, message: Phrase) -> FieldError {
    FieldError::new(field, "wrong_type", message)
}
