//! A TOML file as sections of named values, each with its line: what settings, keymap and theme files are made of.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::complaint::Complaint;
use super::value::Value;

/// `[title]` and what stands under it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// What stands in the brackets.
    pub title: String,
    /// Counted from 1.
    pub line: usize,
    /// In the order of the file.
    pub entries: Vec<Entry>,
}

/// `name = value`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Left of the `=`.
    pub name: String,
    /// Right of it.
    pub value: Value,
    /// Counted from 1.
    pub line: usize,
    /// Where the value stands in the file, in bytes.
    pub place: Range<usize>,
}

impl Entry {
    /// The value where a text belongs.
    pub fn text(&self) -> Result<&str, String> {
        self.value.text().ok_or_else(|| format!("the value of \"{}\" is not text in quotes", self.name))
    }
}

/// How the parser begins to say that a name has no value.
const LONE: &str = "key with no value";

/// Names without a value that are read past; who has more of them has no file of settings.
const MOST_LONE: usize = 100;

/// Reads all sections that can be read; whatever else the file holds is a complaint.
pub(super) fn parse(text: &str) -> (Vec<Section>, Vec<Complaint>) {
    let at = |offset: usize| text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1;
    let (read, lone) = without_lone_names(text);
    let (table, errors) = DeTable::parse_recoverable(&read);
    let mut complaints: Vec<Complaint> = lone.iter().chain(&errors).map(|error| from_toml(error, text, at)).collect();
    let mut sections = Vec::new();
    for (title, value) in in_file_order(table.get_ref()) {
        let line = at(title.span().start);
        match value.get_ref() {
            DeValue::Table(table) => {
                let entries = entries(table, at, &mut complaints);
                sections.push(Section { title: title.get_ref().to_string(), line, entries });
            }
            _ => complaints.push(Complaint { line, what: loose(title.get_ref()) }),
        }
    }
    (sections, complaints)
}

/// The text with blanks for lines that are a name without a value, and what is said of them: the parser leaves out all
/// that follows one.
fn without_lone_names(text: &str) -> (String, Vec<toml::de::Error>) {
    let (mut text, mut lone) = (text.to_owned(), Vec::new());
    while lone.len() < MOST_LONE {
        let (_, errors) = DeTable::parse_recoverable(&text);
        let mut errors = errors.into_iter().filter(|error| error.message().starts_with(LONE));
        let Some((error, span)) = errors.find_map(|error| error.span().map(|span| (error, span))) else { break };
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[span.start..].find('\n').map_or(text.len(), |at| span.start + at);
        text.replace_range(start..end, &" ".repeat(end - start));
        lone.push(error);
    }
    (text, lone)
}

/// What is said of a value that stands before any section.
pub(super) fn loose(name: &str) -> String {
    format!("\"{name}\" stands in no [section]")
}

fn from_toml(error: &toml::de::Error, text: &str, at: impl Fn(usize) -> usize) -> Complaint {
    let start = error.span().map_or(0, |span| span.start);
    let what = match text.split_at_checked(start).and_then(bare_word) {
        Some(word) => format!("text stands in quotes: \"{word}\""),
        None => error.message().lines().collect::<Vec<_>>().join(", "),
    };
    Complaint { line: at(start), what }
}

/// A word that stands where a value does, to the end of the line.
fn bare_word<'t>((before, rest): (&str, &'t str)) -> Option<&'t str> {
    let line = rest.lines().next().filter(|_| before.trim_end_matches(' ').ends_with('='))?;
    let word = line.split('#').next()?.trim_end();
    let is_word = word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_word.then_some(word)
}

fn entries(table: &DeTable, at: impl Fn(usize) -> usize, complaints: &mut Vec<Complaint>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (name, value) in in_file_order(table) {
        let (line, name) = (at(name.span().start), name.get_ref().to_string());
        if complaints.iter().any(|complaint| complaint.line == line) {
            continue; // what is wrong TOML has been said; what the parser made of it is not what was meant
        }
        match Value::read(value.get_ref()) {
            Some(read) => entries.push(Entry { name, value: read, line, place: value.span() }),
            None => {
                let what = format!("the value of \"{name}\" is no text, whole number, true, false or list of texts");
                complaints.push(Complaint { line, what });
            }
        }
    }
    entries
}

type Pair<'t, 'i> = (&'t Spanned<std::borrow::Cow<'i, str>>, &'t Spanned<DeValue<'i>>);

/// The table is sorted by name; help wants the order that its author chose.
fn in_file_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<Pair<'t, 'i>> {
    let mut pairs: Vec<Pair> = table.iter().collect();
    pairs.sort_by_key(|(name, _)| name.span().start);
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str, &str)], complaints: &[&str]) {
        let (sections, found) = parse(text);
        let rows: Vec<(&str, &str, &str)> = sections
            .iter()
            .flat_map(|s| s.entries.iter().map(|e| (s.title.as_str(), e.name.as_str(), e.text().unwrap())))
            .collect();
        assert_eq!(rows, expected, "{text}");
        let found: Vec<String> = found.iter().map(Complaint::to_string).collect();
        assert_eq!(found.len(), complaints.len(), "{found:?}");
        for (found, start) in found.iter().zip(complaints) {
            assert!(found.starts_with(start), "{found} / {start}");
        }
    }

    #[test]
    fn order_is_kept_and_the_rest_is_used() {
        check("", &[], &[]);
        check("[b]\nz = 'x'\na = \"y\"\n[a]\n", &[("b", "z", "x"), ("b", "a", "y")], &[]);
        check("loose = 'x'\n[a]\nn = 3.5\nk = 'v'", &[("a", "k", "v")], &["line 1: \"loose\"", "line 3: the value of"]);
        check("[a]\nk = 'v'\nl = \nm = 'w'", &[("a", "k", "v"), ("a", "m", "w")], &["line 3:"]);
        let quotes = "line 2: text stands in quotes: \"none\"";
        check("[a]\nk = none # not bound\nl = 'w'", &[("a", "l", "w")], &[quotes]);
        check("[a]\nword\n[b]\nk = 'v'", &[("b", "k", "v")], &["line 2: key with no value"]);
        let lone = ["line 1: key with no value", "line 3: key with no value"];
        check("loose\n[a]\nword\nk = 'v'\n[b]\nk = 'w'", &[("a", "k", "v"), ("b", "k", "w")], &lone);
        check("[a]\nk = half-page-down", &[], &["line 2: text stands in quotes: \"half-page-down\""]);
        check("[a]\nk = 'v'\nk = 'w'", &[("a", "k", "v")], &["line 3: duplicate key"]);
    }
}
