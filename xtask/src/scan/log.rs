//! What the board answered, from its own log: no tool counts its requests alike.

use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::Value;

use super::{Finding, Weight};

/// A log, read bit by bit.
#[derive(Debug)]
pub(super) struct Log {
    file: PathBuf,
    read: u64,
}

/// Answers by their kind.
#[derive(Debug, Default)]
pub(super) struct Answers {
    pub(super) fine: u64,
    pub(super) refused: u64,
    pub(super) throttled: u64,
    pub(super) busy: u64,
    /// Those with 5xx, except for 503, which is how a board says that it is busy.
    pub(super) defects: Vec<String>,
    /// Panics.
    pub(super) panics: Vec<String>,
}

impl Log {
    pub(super) fn of(file: &Path) -> Self {
        Self {
            file: file.to_owned(),
            read: 0,
        }
    }

    /// What was answered since the last call.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub(super) fn answers(&mut self) -> Result<Answers> {
        let mut file = File::open(&self.file)?;
        file.seek(SeekFrom::Start(self.read))?;
        let mut reader = BufReader::new(file);
        let mut answers = Answers::default();
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 {
            self.read += u64::try_from(line.len())?;
            answers.count(&serde_json::from_slice(&line).unwrap_or_default());
            line.clear();
        }
        Ok(answers)
    }
}

impl Answers {
    fn count(&mut self, line: &Value) {
        let text = |name: &str| line[name].as_str().unwrap_or_default();
        match (text("message"), line["status"].as_u64()) {
            ("answered", Some(429)) => self.throttled += 1,
            ("answered", Some(503)) => self.busy += 1,
            ("answered", Some(500..)) => {
                let what = format!("{} {} {}", line["status"], text("method"), text("path"));
                self.defects.push(what);
            }
            ("answered", Some(400..)) => self.refused += 1,
            ("answered", Some(_)) => self.fine += 1,
            ("panicked", _) => self.panics.push(text("place").to_owned()),
            _ => {}
        }
    }

    pub(super) fn all(&self) -> u64 {
        let defects = u64::try_from(self.defects.len()).unwrap_or(u64::MAX);
        self.fine + self.refused + self.throttled + self.busy + defects
    }

    /// What must not be among them.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let panics = self.panics.iter().map(|place| format!("panic at {place}"));
        panics
            .chain(self.defects.iter().cloned())
            .map(|what| Finding {
                weight: Weight::Defect,
                what,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn answers_are_counted_once_and_told_apart() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let mut log = Log::of(file.path());
        for status in [200, 304, 404, 429, 503, 500] {
            writeln!(
                file,
                r#"{{"message":"answered","method":"GET","path":"/","status":{status}}}"#
            )
            .unwrap();
        }
        writeln!(file, "no JSON").unwrap();
        let answers = log.answers().unwrap();
        let counts = [
            answers.fine,
            answers.refused,
            answers.throttled,
            answers.busy,
        ];
        assert_eq!(counts, [2, 1, 1, 1]);
        assert_eq!(answers.defects, ["500 GET /"]);
        assert_eq!(answers.all(), 6);
        assert_eq!(answers.findings().len(), 1);
        assert_eq!(log.answers().unwrap().all(), 0);
    }
}
