//! Taking what is no TOML out of a lexicon's file, so that the rest can be read.
//!
//! A file is a row of items: table headers and keys, each beginning at the left edge. An item that cannot be read
//! alone is blanked, which leaves every other at its line.

use toml::de::DeTable;

use super::LexiconProblem;
use super::fields::{Reader, Source};

/// The text of `source` without items that are no TOML. Each is complained about.
pub(super) fn mend(source: &Source, problems: &mut Vec<LexiconProblem>) -> String {
    let mut mended = String::with_capacity(source.text.len());
    for item in items(source.text) {
        match DeTable::parse(item) {
            Ok(_) => mended.push_str(item),
            Err(error) => {
                let at = mended.len() + error.span().map_or(0, |span| span.start.min(item.trim_end().len()));
                let what = format!("{}; `{}` is left out", error.message(), first_word(item));
                Reader { source, problems }.complain(&(at..at), what);
                mended.extend(item.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
            }
        }
    }
    mended
}

/// The text in pieces that begin at the left edge with a header or a key.
fn items(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let goes_on = line.starts_with([' ', '\t', ']', '}', '#', '\r', '\n']);
        if !goes_on && at > start {
            items.push(&text[start..at]);
            start = at;
        }
        at += line.len();
    }
    items.push(&text[start..]);
    items
}

/// What an item begins with, for a complaint.
fn first_word(item: &str) -> &str {
    let line = item.lines().next().unwrap_or_default();
    line.split(" =").next().unwrap_or_default().trim()
}
