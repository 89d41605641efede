use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::phrase;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A field of a JSON object that should hold text. It can be read from any value, so that all
/// that is wrong with an object is found at once.
#[derive(Debug, Default)]
pub(crate) enum TextField {
    /// It is not there.
    #[default]
    Missing,
    /// It is there and null.
    Null,
    /// It is there and something other than text.
    Other,
    /// It is text.
    Text(String),
}

impl<'de> Deserialize<'de> for TextField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::Null => Self::Null,
            Value::String(text) => Self::Text(text),
            _ => Self::Other,
        })
    }
}

impl TextField {
    /// The text of a field that may be missing but not null.
    pub(crate) fn text(self, name: &'static str, errors: &mut FieldErrors) -> Option<String> {
        match self {
            Self::Missing => None,
            Self::Text(text) => Some(text),
            Self::Null | Self::Other => {
                errors.add(FieldError::new(
                    name,
                    "wrong_type",
                    phrase!("error-not-text"),
                ));
                None
            }
        }
    }

    /// The text of a field that must be there.
    pub(crate) fn required(self, name: &'static str, errors: &mut FieldErrors) -> Option<String> {
        let text = self.text(name, errors);
        text.or_else(|| errors.keep(Err(FieldError::required(name))))
    }

    /// The text of a field that may be missing or null.
    pub(crate) fn nullable(self, name: &'static str, errors: &mut FieldErrors) -> Option<String> {
        match self {
            Self::Null => None,
            other => other.text(name, errors),
        }
    }

    /// What a patch says of a field that cannot be null.
    pub(crate) fn patch(
        self,
        name: &'static str,
        errors: &mut FieldErrors,
    ) -> Option<Option<String>> {
        match self {
            Self::Missing => None,
            other => Some(other.text(name, errors)),
        }
    }

    /// What a patch says of a field that null takes away.
    pub(crate) fn nullable_patch(
        self,
        name: &'static str,
        errors: &mut FieldErrors,
    ) -> Option<Option<String>> {
        match self {
            Self::Missing => None,
            other => Some(other.nullable(name, errors)),
        }
    }
}
