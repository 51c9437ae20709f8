//! Collects what could not be read, or was guessed, with its place; and what else is worth telling of a document.
//!
//! What happens again and again in a document is counted and listed once, with its first place: see [`Kind`].

use std::fmt;

use super::limits::MAX_PROBLEMS;
use super::{Problem, Severity};
use crate::text::repair::Evidence;
use crate::text::{Clean, counted};

/// What stands for a character that could not be read.
const REPLACEMENT: char = '\u{fffd}';

/// The problems of one document, in the order in which they were met, and the notes.
#[derive(Debug, Default)]
pub struct Report {
    entries: Vec<Entry>,
    left_out: usize,
    notes: Vec<Clean>,
    encoded: Option<Encoded>,
}

/// The encoding in which a document was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// Its name, as the standard of the web has it where it is one of the web's.
    pub name: &'static str,
    /// What says so.
    pub evidence: Evidence,
}

/// A place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// In characters, from 1; none where only the line is known.
    pub column: Option<usize>,
}

/// Something that happens many times in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// One of it: `a bare ampersand`.
    pub one: &'static str,
    /// Several: `bare ampersands`.
    pub many: &'static str,
    /// What is done about it: `read as a character`.
    pub done: &'static str,
}

#[derive(Debug)]
struct Entry {
    severity: Severity,
    at: Position,
    what: What,
}

#[derive(Debug)]
enum What {
    Once(Clean),
    Counted(Kind, usize),
}

impl Report {
    /// Notes that something was guessed, repaired or left out: at a line, counted from 1, or at a [`Position`].
    pub fn warn(&mut self, at: impl Into<Position>, what: impl Into<Clean>) {
        self.add(Severity::Warning, at.into(), What::Once(what.into()));
    }

    /// Notes that the document, or a whole story of it, could not be read.
    pub fn error(&mut self, at: impl Into<Position>, what: impl Into<Clean>) {
        self.add(Severity::Error, at.into(), What::Once(what.into()));
    }

    /// Counts one more of `kind`, a warning. Where it stands is asked for the first one alone, so that it may be looked
    /// for from the start of the document.
    pub fn count(&mut self, kind: Kind, at: impl FnOnce() -> Position) {
        let counted = self.entries.iter_mut().find_map(|entry| match &mut entry.what {
            What::Counted(known, count) if *known == kind => Some(count),
            _ => None,
        });
        match counted {
            Some(count) => *count += 1,
            None => self.add(Severity::Warning, at(), What::Counted(kind, 1)),
        }
    }

    /// Remembers something about the document that is no problem: `doctor` tells it.
    pub fn note(&mut self, what: impl Into<Clean>) {
        if self.notes.len() < MAX_PROBLEMS {
            self.notes.push(what.into());
        }
    }

    fn add(&mut self, severity: Severity, at: Position, what: What) {
        if self.entries.len() < MAX_PROBLEMS {
            self.entries.push(Entry { severity, at, what });
        } else {
            self.left_out += 1;
        }
    }

    /// Notes that characters of `text` could not be read, if there are any.
    pub fn replaced(&mut self, text: &str) {
        if let Some(at) = text.find(REPLACEMENT) {
            self.warn(Position::of(text, at), unreadable(text));
        }
    }

    /// Remembers in which encoding the document is read, and why.
    pub fn read_as(&mut self, name: &'static str, evidence: Evidence) {
        self.encoded = Some(Encoded { name, evidence });
    }

    /// In which encoding the document was read, if it came to that.
    pub fn encoded(&self) -> Option<Encoded> {
        self.encoded
    }

    /// Takes the notes.
    pub fn take_notes(&mut self) -> Vec<Clean> {
        std::mem::take(&mut self.notes)
    }

    /// All problems; where there were too many, the last one counts those left out.
    pub fn finish(self) -> Vec<Problem> {
        let mut problems: Vec<Problem> = self.entries.into_iter().map(Entry::problem).collect();
        if self.left_out > 0 {
            let what = format!("{} more problems are not listed", self.left_out).into();
            problems.push(Problem { severity: Severity::Warning, place: "line 1".into(), what });
        }
        problems
    }
}

/// How many characters of `text` could not be read.
pub fn unreadable(text: &str) -> String {
    let n = text.matches(REPLACEMENT).count();
    counted(
        n,
        "character could not be read and is shown as \u{fffd}",
        "characters could not be read and are shown as \u{fffd}",
    )
}

impl Entry {
    fn problem(self) -> Problem {
        let what = match self.what {
            What::Once(what) => what,
            What::Counted(Kind { one, done, .. }, 1) => format!("{one}: {done}").into(),
            What::Counted(Kind { many, done, .. }, count) => {
                format!("{count} {many}, the first of them here: {done}").into()
            }
        };
        Problem { severity: self.severity, place: self.at.to_string().into(), what }
    }
}

impl Position {
    /// The place of byte `offset` in `text`, counted from its start.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..text.floor_char_boundary(offset)).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        Self { line, column: Some(before[start..].chars().count() + 1) }
    }
}

impl From<usize> for Position {
    fn from(line: usize) -> Self {
        Self { line: line.max(1), column: None }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.column {
            Some(column) => write!(f, "line {}, column {column}", self.line),
            None => write!(f, "line {}", self.line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AMPERSAND: Kind = Kind { one: "a bare ampersand", many: "bare ampersands", done: "read as a character" };
    const TAG: Kind = Kind { one: "a tag never closed", many: "tags never closed", done: "closed at the end" };

    fn check(report: Report, expected: &[(&str, &str)]) {
        let problems = report.finish();
        let shown: Vec<_> = problems.iter().map(|problem| (problem.place.as_str(), problem.what.as_str())).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn problems_have_lines_and_columns() {
        let mut report = Report::default();
        report.warn(0, "a");
        report.error(Position::of("añ\nbñ&", 7), "b");
        report.warn(Position::of("añ\nb", 99), "c");
        check(report, &[("line 1", "a"), ("line 2, column 3", "b"), ("line 2, column 2", "c")]);
    }

    #[test]
    fn the_same_again_is_counted() {
        let mut report = Report::default();
        report.count(AMPERSAND, || Position { line: 3, column: Some(7) });
        report.count(TAG, || Position::from(4));
        (0..MAX_PROBLEMS * 2).for_each(|_| report.count(AMPERSAND, || unreachable!("only the first is asked")));
        check(
            report,
            &[
                ("line 3, column 7", "201 bare ampersands, the first of them here: read as a character"),
                ("line 4", "a tag never closed: closed at the end"),
            ],
        );
    }

    #[test]
    fn a_list_without_end_is_none() {
        let mut report = Report::default();
        (0..=MAX_PROBLEMS).for_each(|n| report.warn(n, "x"));
        let problems = report.finish();
        assert_eq!(problems.len(), MAX_PROBLEMS + 1);
        assert_eq!(problems[MAX_PROBLEMS].what.as_str(), "1 more problems are not listed");
    }
}
