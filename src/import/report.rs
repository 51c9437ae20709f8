//! Collects what could not be read, or was guessed, with its place.

use super::limits::MAX_PROBLEMS;
use super::{Problem, Severity};
use crate::text::Clean;

/// The problems of one document, in the order in which they were met.
#[derive(Debug, Default)]
pub struct Report {
    problems: Vec<Problem>,
    left_out: usize,
}

impl Report {
    /// Notes that something was guessed, repaired or left out at `line`, counted from 1.
    pub fn warn(&mut self, line: usize, what: impl Into<Clean>) {
        self.add(Severity::Warning, line, what.into());
    }

    /// Notes that the document, or a whole story of it, could not be read.
    pub fn error(&mut self, line: usize, what: impl Into<Clean>) {
        self.add(Severity::Error, line, what.into());
    }

    fn add(&mut self, severity: Severity, line: usize, what: Clean) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem { severity, place: format!("line {}", line.max(1)).into(), what });
        } else {
            self.left_out += 1;
        }
    }

    /// All problems; where there were too many, the last one counts those left out.
    pub fn finish(mut self) -> Vec<Problem> {
        if self.left_out > 0 {
            let what = format!("{} more problems are not listed", self.left_out).into();
            self.problems.push(Problem { severity: Severity::Warning, place: "line 1".into(), what });
        }
        self.problems
    }
}
