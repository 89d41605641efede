//! What an admin may change while the board runs.

use crate::field::FieldError;
use crate::job::LONGEST_OPEN;
use crate::phrase;

/// How many readers must report a job before it is hidden, at the most.
pub const REPORTS_TO_HIDE_MAX: u64 = 1_000;

/// How the board treats jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoardRules {
    /// Whether a moderator lets jobs onto the list.
    pub review_jobs: bool,
    /// Whether a job must say what it pays.
    pub salary_required: bool,
    /// How many days a job is on the list when its poster does not say, 1 to 365.
    pub job_open_days: u64,
    /// After how many open reports a job is hidden until a moderator has seen it; 0 for never.
    pub reports_to_hide: u64,
}

/// One of the [`BoardRules`], by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoardSetting {
    /// [`BoardRules::review_jobs`]
    ReviewJobs,
    /// [`BoardRules::salary_required`]
    SalaryRequired,
    /// [`BoardRules::job_open_days`]
    JobOpenDays,
    /// [`BoardRules::reports_to_hide`]
    ReportsToHide,
}

impl BoardSetting {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::ReviewJobs,
        Self::SalaryRequired,
        Self::JobOpenDays,
        Self::ReportsToHide,
    ];

    /// Its name in the database and the API; in capitals, that of the variable.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReviewJobs => "review_jobs",
            Self::SalaryRequired => "salary_required",
            Self::JobOpenDays => "job_open_days",
            Self::ReportsToHide => "reports_to_hide",
        }
    }

    /// The setting with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }

    /// Its value among the rules, as it is stored.
    pub fn value(self, rules: &BoardRules) -> String {
        match self {
            Self::ReviewJobs => rules.review_jobs.to_string(),
            Self::SalaryRequired => rules.salary_required.to_string(),
            Self::JobOpenDays => rules.job_open_days.to_string(),
            Self::ReportsToHide => rules.reports_to_hide.to_string(),
        }
    }

    /// Puts a value into the rules.
    ///
    /// # Errors
    /// `invalid`, on the setting's name; the rules stay as they are.
    pub fn set(self, rules: &mut BoardRules, raw: &str) -> Result<(), FieldError> {
        match self {
            Self::ReviewJobs => rules.review_jobs = self.boolean(raw)?,
            Self::SalaryRequired => rules.salary_required = self.boolean(raw)?,
            Self::JobOpenDays => {
                let longest = LONGEST_OPEN.num_days().unsigned_abs();
                rules.job_open_days = self.number(raw, 1, longest)?;
            }
            Self::ReportsToHide => {
                rules.reports_to_hide = self.number(raw, 0, REPORTS_TO_HIDE_MAX)?;
            }
        }
        Ok(())
    }

    fn boolean(self, raw: &str) -> Result<bool, FieldError> {
        let value = raw.trim().parse().ok();
        value.ok_or_else(|| FieldError::new(self.as_str(), "invalid", phrase!("error-boolean")))
    }

    fn number(self, raw: &str, least: u64, most: u64) -> Result<u64, FieldError> {
        let number = raw.trim().parse().ok();
        number
            .filter(|number| (least..=most).contains(number))
            .ok_or_else(|| {
                let message = phrase!("error-number-range", least = least, most = most);
                FieldError::new(self.as_str(), "invalid", message)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: BoardRules = BoardRules {
        review_jobs: false,
        salary_required: true,
        job_open_days: 60,
        reports_to_hide: 3,
    };

    #[test]
    fn a_value_reads_back_as_it_was_written() {
        let mut rules = RULES;
        for setting in BoardSetting::ALL {
            assert_eq!(BoardSetting::named(setting.as_str()), Some(setting));
            assert_eq!(setting.set(&mut rules, &setting.value(&RULES)), Ok(()));
        }
        assert_eq!(rules, RULES);
    }

    #[test]
    fn what_cannot_be_is_named_and_changes_nothing() {
        let mut rules = RULES;
        for (setting, raw) in [
            (BoardSetting::ReviewJobs, "maybe"),
            (BoardSetting::SalaryRequired, ""),
            (BoardSetting::JobOpenDays, "0"),
            (BoardSetting::JobOpenDays, "366"),
            (BoardSetting::ReportsToHide, "-1"),
            (BoardSetting::ReportsToHide, "1001"),
        ] {
            let error = setting.set(&mut rules, raw).unwrap_err();
            assert_eq!((error.code, &*error.field), ("invalid", setting.as_str()));
        }
        assert_eq!(rules, RULES);
    }
}
