//! The attributes of a tag: quoted in either way or not at all, with or without a value.

use std::borrow::Cow;

use super::super::entities::Entities;
use super::super::limits::MAX_ATTRIBUTES;

/// Attributes that are still to be read, as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attributes<'t> {
    rest: &'t str,
    left: usize,
}

impl<'t> Attributes<'t> {
    /// The attributes in `text`, which stands between a tag's name and its end.
    pub fn new(text: &'t str) -> Self {
        Self { rest: text, left: MAX_ATTRIBUTES }
    }

    /// The text that is left.
    pub fn as_str(&self) -> &'t str {
        self.rest
    }

    /// The first value of the attribute `name`, whatever its case, without looking at prefixes.
    pub fn get(self, name: &str, entities: &Entities) -> Option<Cow<'t, str>> {
        if self.rest.is_empty() {
            return None;
        }
        self.into_iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| trimmed(entities.resolve(value)))
    }
}

/// `value` without blanks around it.
fn trimmed(value: Cow<str>) -> Cow<str> {
    match value {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// Name and value, their references as written.
impl<'t> Iterator for Attributes<'t> {
    type Item = (&'t str, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let text = self.rest.trim_start_matches(|c: char| !is_name(c));
        if text.is_empty() || self.left == 0 {
            self.rest = "";
            return None;
        }
        self.left -= 1;
        let end = text.find(|c: char| !is_name(c)).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        let (value, rest) = match rest.trim_start().strip_prefix('=') {
            Some(rest) => value(rest.trim_start()),
            None => ("", rest),
        };
        self.rest = rest;
        Some((name, value))
    }
}

fn is_name(c: char) -> bool {
    !c.is_whitespace() && !c.is_ascii_control() && !matches!(c, '=' | '"' | '\'' | '/')
}

/// The value that `text` begins with, and what follows it.
fn value(text: &str) -> (&str, &str) {
    if let Some(quote @ ('"' | '\'')) = text.chars().next() {
        let inside = &text[1..];
        return inside.split_once(quote).unwrap_or_else(|| open_value(inside));
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at(end)
}

/// A value whose quote is not closed: up to the next blank.
fn open_value(text: &str) -> (&str, &str) {
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}
