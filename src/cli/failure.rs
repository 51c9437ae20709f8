//! What can go wrong, as text, a hint and an exit code: the one place where they are made.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::runtime::RunError;
use crate::store::QueryError;
use crate::text::sanitize::{is_showable, strip_controls};
use crate::text::width::width;
use crate::text::{Clean, counted};

/// Columns of a query that are shown on each side of the place where it is wrong.
const CONTEXT: usize = 60;

/// Why a subcommand ends without having done all that it was asked.
#[derive(Debug)]
pub enum Failure {
    /// No story is what was asked for.
    NothingMatched(String),
    /// Something is wrong with the terminal or the settings, which have been told.
    Unwell(String),
    /// Wrong use.
    Usage {
        /// What is wrong.
        message: String,
        /// What to do instead.
        hint: String,
    },
    /// A query that cannot be read.
    Query {
        /// As it was typed.
        text: String,
        /// Where it is wrong.
        error: QueryError,
    },
    /// No source could be read. Each was named when it failed.
    Unreadable,
    /// Some stories have no full text, and were printed as they are. Each was named with why.
    NoFullText {
        /// How many.
        n_missed: usize,
        /// Of how many.
        n_stories: usize,
    },
    /// Some sources could not be read; the others were printed. Each was named when it failed.
    SomeUnreadable {
        /// How many failed.
        n_failed: usize,
        /// Of how many.
        n_sources: usize,
    },
    /// A file, or standard input, that cannot be read: what and why.
    Input(String),
    /// The library cannot be read or written: which and why.
    Library(String),
    /// A library that was found damaged: where, and what it is.
    Damaged(PathBuf, String),
    /// The reader cannot open.
    Reader(RunError),
    /// Standard output is closed or full.
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// Wrong use, and what to do instead.
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: hint.into() }
    }

    /// Tells the user, and gives the exit code. A pipe that its reader has closed is no failure.
    pub fn report(&self, to: &mut impl Write) -> ExitCode {
        if !self.is_closed_pipe() {
            // Where nobody listens to standard error either, there is nobody to tell.
            let _ = to.write_all(self.text().as_bytes());
        }
        ExitCode::from(self.code())
    }

    fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// See section 7 of the design.
    fn code(&self) -> u8 {
        match self {
            Self::Output(_) if self.is_closed_pipe() => 0,
            Self::NothingMatched(_) | Self::Unwell(_) => 1,
            Self::Reader(RunError::Io(_) | RunError::NotKept(_)) | Self::Library(_) | Self::Damaged(..) => 3,
            Self::Usage { .. } | Self::Query { .. } | Self::Reader(_) => 2,
            Self::Unreadable | Self::Input(_) | Self::Output(_) => 3,
            Self::SomeUnreadable { .. } | Self::NoFullText { .. } => 4,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::NothingMatched(what) | Self::Unwell(what) => message(what, ""),
            Self::Usage { message: what, hint } => message(what, hint),
            Self::Query { text, error } => with_caret(text, error),
            Self::Unreadable => message("nothing could be read", ""),
            Self::SomeUnreadable { n_failed, n_sources } => {
                message(&format!("{n_failed} of {n_sources} sources could not be read"), "")
            }
            Self::NoFullText { n_missed, n_stories } => message(
                &format!("{n_missed} of {} printed without a full text", counted(*n_stories, "story", "stories")),
                "",
            ),
            Self::Input(what) | Self::Library(what) => message(what, ""),
            Self::Damaged(path, what) => message(&format!("the library {}: {what}", path.display()), "newsdesk doctor"),
            Self::Reader(error) => message(&error.to_string(), &error.hint()),
            Self::Output(error) => message(&format!("cannot write: {error}"), ""),
        }
    }
}

/// What clap found wrong, or help that was asked for.
pub fn of_arguments(error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    if error.use_stderr() && !text.lines().all(is_showable) {
        // the words of an argument are not for the terminal to obey
        let _ = io::stderr().lock().write_all(shown(&text).as_bytes());
        return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    }
    // Help goes to standard output, which may be closed: then nobody reads it.
    match error.print() {
        Err(unwritten) if !error.use_stderr() => Failure::Output(unwritten).report(&mut io::stderr().lock()),
        _ => ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)),
    }
}

/// Lines of which each is clean, their blanks kept.
fn shown(text: &str) -> String {
    strip_controls(text).lines().map(|line| format!("{}\n", Clean::code(line))).collect()
}

fn message(what: &str, hint: &str) -> String {
    let hint = if hint.is_empty() { String::new() } else { format!("  try: {}\n", Clean::from(hint)) };
    format!("newsdesk: {}\n{hint}", Clean::from(what))
}

/// The query, and under it a caret where it is wrong; of a long one, the neighbourhood.
fn with_caret(text: &str, error: &QueryError) -> String {
    let chars: Vec<char> = text.chars().map(visible).collect();
    let at = (error.column - 1).min(chars.len());
    let (start, end) = (at.saturating_sub(CONTEXT), (at + CONTEXT).min(chars.len()));
    let before: String = chars[start..at].iter().collect();
    let line: String = chars[start..end].iter().collect();
    let (head, tail) = (if start > 0 { "…" } else { "" }, if end < chars.len() { "…" } else { "" });
    let indent = " ".repeat(width(head) + width(&before));
    let QueryError { column, expected, message } = error;
    let (message, expected) = (Clean::from(message.as_str()), Clean::from(expected.as_str()));
    format!("newsdesk: query, column {column}: {message}\n  {head}{line}{tail}\n  {indent}^ expected {expected}\n")
}

/// A character that keeps its place under the caret and can do no harm.
fn visible(c: char) -> char {
    let mut text = [0; 4];
    let text = &*c.encode_utf8(&mut text);
    match c {
        ' ' => ' ',
        _ if Clean::from(text).as_str() == text => c,
        _ if c.is_whitespace() => ' ',
        _ => '\u{b7}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Query;

    fn check(query: &str, expected: &str) {
        let error = Query::parse(query).unwrap_err();
        let failure = Failure::Query { text: query.to_owned(), error };
        assert_eq!((failure.text().as_str(), failure.code()), (expected, 2));
    }

    #[test]
    fn a_caret_stands_under_the_place() {
        check(
            "open compny:openai",
            "newsdesk: query, column 6: there is no field `compny:`\n  open compny:openai\n       ^ expected a field (did you mean company:?)\n",
        );
        check(
            "开源 (a",
            "newsdesk: query, column 4: this parenthesis is never closed\n  开源 (a\n       ^ expected a ) after it\n",
        );
        check(
            "a\u{1b}[31m (",
            "newsdesk: query, column 9: the query stops here\n  a·[31m (\n          ^ expected a word, a \"phrase\", field:value or a group in parentheses\n",
        );
    }

    #[test]
    fn of_a_long_query_the_neighbourhood_is_shown() {
        let error = Query::parse(&format!("{} x:y {}", "a ".repeat(100), "b ".repeat(100))).unwrap_err();
        let text = Failure::Query { text: format!("{} x:y {}", "a ".repeat(100), "b ".repeat(100)), error }.text();
        let lines: Vec<&str> = text.lines().collect();
        let caret = lines[2].chars().position(|c| c == '^').unwrap();
        assert_eq!(lines[1].chars().nth(caret), Some('x'), "{text}");
        assert!(lines[1].chars().count() < 130, "{text}");
    }

    #[test]
    fn a_closed_pipe_is_no_failure() {
        let mut said = Vec::new();
        Failure::from(io::Error::from(io::ErrorKind::BrokenPipe)).report(&mut said);
        assert_eq!(said, b"");
        assert_eq!(Failure::from(io::Error::from(io::ErrorKind::BrokenPipe)).code(), 0);
        assert_eq!(Failure::from(io::Error::from(io::ErrorKind::StorageFull)).code(), 3);
    }
}
