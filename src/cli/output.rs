//! Standard output: the one place that writes to it.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use super::args::When;
use crate::runtime;
use crate::text::Clean;

/// Where data goes, and what may be written there.
#[derive(Debug)]
pub struct Output {
    to: BufWriter<StdoutLock<'static>>,
    columns: Option<usize>,
    styled: bool,
}

/// How words stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As the rest.
    Plain,
    /// Titles and headings.
    Bold,
    /// What is seldom looked at.
    Dim,
}

impl Output {
    /// Standard output.
    pub fn stdout(color: When) -> Self {
        let is_terminal = io::stdout().is_terminal();
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let styled = match color {
            When::Auto => is_terminal && !is_set("NO_COLOR") && !is_dumb,
            When::Always => true,
            When::Never => false,
        };
        Self { to: BufWriter::new(io::stdout().lock()), columns: is_terminal.then(runtime::columns), styled }
    }

    /// Columns of the terminal; `None` in a pipe or a file, where nothing is wrapped or cut.
    pub fn columns(&self) -> Option<usize> {
        self.columns
    }

    /// Writes text as it is. What comes from documents is [`Clean`] already.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        self.to.write_all(text.as_bytes())
    }

    /// Writes bytes that are not text of documents: completion scripts, the manual.
    pub fn write_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.to.write_all(bytes)
    }

    /// Writes `text` so that it stands out, where that is wanted.
    pub fn write_styled(&mut self, text: &str, style: Style) -> io::Result<()> {
        let code = match style {
            Style::Plain => None,
            Style::Bold => Some(1),
            Style::Dim => Some(2),
        };
        match code.filter(|_| self.styled && !text.is_empty()) {
            Some(code) => write!(self.to, "\u{1b}[{code}m{text}\u{1b}[0m"),
            None => self.write(text),
        }
    }

    /// Writes everything that is still held back.
    pub fn finish(mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Tells the user something that is no data. Where nobody listens to standard error, nobody is told.
pub fn notice(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", Clean::from(text));
}
