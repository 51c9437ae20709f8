//! Reading the fields of a lexicon's TOML tables, with a complaint for each that is not what it should be.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::LexiconProblem;

/// One file of a lexicon.
pub(super) struct Source<'a> {
    pub file: &'a str,
    pub text: &'a str,
    /// Which of the files.
    pub idx: usize,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl<'a> Source<'a> {
    /// The file called `file`, by its place among the files.
    pub fn new(idx: usize, file: &'a str, text: &'a str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self { file, text, idx, lines: std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect() }
    }

    /// How many lines there are.
    pub fn n_lines(&self) -> usize {
        self.lines.len()
    }

    /// The line, from 1, of a byte.
    pub fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|start| *start <= at)
    }
}

/// One file being read, and the complaints so far.
pub(super) struct Reader<'a> {
    pub source: &'a Source<'a>,
    pub problems: &'a mut Vec<LexiconProblem>,
}

/// The fields of one table, checked against a list of known keys.
pub(super) struct Fields<'r, 'a, 't> {
    reader: &'r mut Reader<'a>,
    table: &'t DeTable<'t>,
}

impl Reader<'_> {
    /// Complains about `what` at a place in the file.
    pub fn complain(&mut self, span: &Range<usize>, what: impl Into<String>) {
        let line = self.source.line(span.start);
        self.problems.push(LexiconProblem { file: self.source.file.to_owned(), line, what: what.into() });
    }
}

impl<'r, 'a, 't> Fields<'r, 'a, 't> {
    /// The fields of `table`. A key that is not among `known` is complained about.
    pub fn new(reader: &'r mut Reader<'a>, table: &'t DeTable<'t>, known: &[&str]) -> Self {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let what = format!("unknown key `{name}`, expected one of {}; it is ignored", known.join(", "));
                reader.complain(&key.span(), what);
            }
        }
        Self { reader, table }
    }

    /// The fields of a table within this one.
    pub fn nested(&mut self, table: &'t DeTable<'t>, known: &[&str]) -> Fields<'_, 'a, 't> {
        Fields::new(self.reader, table, known)
    }

    /// Complains about `what` at a value of this table.
    pub fn complain(&mut self, span: &Range<usize>, what: impl Into<String>) {
        self.reader.complain(span, what);
    }

    /// A value with its place.
    pub fn value(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.table.get(key)
    }

    /// A text that is not empty.
    pub fn text(&mut self, key: &str) -> Option<&'t str> {
        let value = self.value(key)?;
        let text = value.get_ref().as_str().filter(|text| !text.trim().is_empty());
        self.expect(value, text, key, "a text")
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &str) -> Option<bool> {
        let value = self.value(key)?;
        self.expect(value, value.get_ref().as_bool(), key, "true or false")
    }

    /// A whole number.
    pub fn number(&mut self, key: &str) -> Option<i64> {
        let value = self.value(key)?;
        let number = value.get_ref().as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
        self.expect(value, number, key, "a whole number")
    }

    /// A list of anything, each with its place.
    pub fn list(&mut self, key: &str) -> impl Iterator<Item = &'t Spanned<DeValue<'t>>> + use<'t> {
        let value = self.value(key);
        let list = value.and_then(|value| self.expect(value, value.get_ref().as_array(), key, "a list"));
        list.into_iter().flat_map(|list| list.iter())
    }

    /// A list of texts.
    pub fn texts(&mut self, key: &str) -> Vec<(&'t str, Range<usize>)> {
        let text = |item: &'t Spanned<DeValue<'t>>| item.get_ref().as_str().filter(|text| !text.trim().is_empty());
        let items = self.list(key);
        items.filter_map(|item| Some((self.expect(item, text(item), key, "texts")?, item.span()))).collect()
    }

    /// The texts alone.
    pub fn words(&mut self, key: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.texts(key).into_iter().map(|(text, _)| text)
    }

    /// The value if it is one, else a complaint.
    pub fn expect<T>(&mut self, at: &Spanned<DeValue>, value: Option<T>, key: &str, wanted: &str) -> Option<T> {
        if value.is_none() {
            self.reader.complain(&at.span(), format!("`{key}` must be {wanted}; it is ignored"));
        }
        value
    }
}
