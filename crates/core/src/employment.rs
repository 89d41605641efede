//! How one is employed, in schema.org's terms
//! (<https://schema.org/employmentType>, as Google for Jobs reads it).

use crate::language::Phrase;
use crate::phrase;
use std::str::FromStr;

use crate::field::{FieldError, FieldErrors};
use crate::job::state::UnknownName;

/// One of schema.org's types of employment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EmploymentType {
    /// All week.
    FullTime,
    /// Some of the week.
    PartTime,
    /// On one's own account.
    Contractor,
    /// For a time.
    Temporary,
    /// To learn it.
    Intern,
    /// For nothing.
    Volunteer,
    /// By the day.
    PerDiem,
    /// Otherwise.
    Other,
}

impl EmploymentType {
    /// Every type.
    pub const ALL: [Self; 8] = [
        Self::FullTime,
        Self::PartTime,
        Self::Contractor,
        Self::Temporary,
        Self::Intern,
        Self::Volunteer,
        Self::PerDiem,
        Self::Other,
    ];

    /// Its name in schema.org.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FullTime => "FULL_TIME",
            Self::PartTime => "PART_TIME",
            Self::Contractor => "CONTRACTOR",
            Self::Temporary => "TEMPORARY",
            Self::Intern => "INTERN",
            Self::Volunteer => "VOLUNTEER",
            Self::PerDiem => "PER_DIEM",
            Self::Other => "OTHER",
        }
    }

    /// Its name for people.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::FullTime => phrase!("employment-full-time"),
            Self::PartTime => phrase!("employment-part-time"),
            Self::Contractor => phrase!("employment-contractor"),
            Self::Temporary => phrase!("employment-temporary"),
            Self::Intern => phrase!("employment-intern"),
            Self::Volunteer => phrase!("employment-volunteer"),
            Self::PerDiem => phrase!("employment-per-diem"),
            Self::Other => phrase!("employment-other"),
        }
    }

    /// Reads a type, in any case.
    ///
    /// # Errors
    /// `invalid`, with those that there are.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, FieldError> {
        raw.trim()
            .to_ascii_uppercase()
            .parse()
            .map_err(|UnknownName| {
                let names = Self::ALL.map(Self::as_str).join(", ");
                FieldError::new(field, "invalid", phrase!("error-one-of", names = names))
            })
    }

    /// Reads some types, each once and in one order.
    pub fn parse_all(
        field: &'static str,
        raw: &[String],
        errors: &mut FieldErrors,
    ) -> Option<Vec<Self>> {
        let read: Result<Vec<_>, _> = raw.iter().map(|raw| Self::parse(field, raw)).collect();
        let mut types = errors.keep(read)?;
        types.sort();
        types.dedup();
        Some(types)
    }
}

impl FromStr for EmploymentType {
    type Err = UnknownName;

    fn from_str(raw: &str) -> Result<Self, UnknownName> {
        let mut known = Self::ALL.into_iter();
        known.find(|known| known.as_str() == raw).ok_or(UnknownName)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_in_any_case_and_each_once() {
        let mut errors = FieldErrors::new();
        let raw = ["part_time", "FULL_TIME", "Part_Time"].map(str::to_owned);
        let types = EmploymentType::parse_all("employment_types", &raw, &mut errors);
        assert_eq!(
            types,
            Some(vec![EmploymentType::FullTime, EmploymentType::PartTime])
        );
        let raw = ["SLAVE".to_owned()];
        assert_eq!(
            EmploymentType::parse_all("employment_types", &raw, &mut errors),
            None
        );
        assert_eq!(errors.iter().next().map(|e| e.code), Some("invalid"));
    }
}
