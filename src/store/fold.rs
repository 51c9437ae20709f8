//! Text as it is compared: without case, accents, width and kinds of hyphen.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The letters of `text` without accents and width, each with the bytes of `text` that it stands for. Case is kept.
pub fn letters(text: &str) -> impl Iterator<Item = (char, Range<usize>)> {
    text.char_indices().flat_map(|(at, c)| {
        let range = at..at + c.len_utf8();
        plain(c).map(move |letter| (letter, range.clone()))
    })
}

/// One character without accents and width: none for an accent that stands alone, several for a ligature.
fn plain(c: char) -> impl Iterator<Item = char> {
    let ascii = c.is_ascii().then_some(c);
    let other = (!c.is_ascii()).then(|| std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)).map(dash));
    ascii.into_iter().chain(other.into_iter().flatten())
}

fn dash(c: char) -> char {
    if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}') { '-' } else { c }
}

/// `text` in lower case without accents and width.
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // Lowering may add a mark (İ), which plain() then takes away.
    text.chars().flat_map(char::to_lowercase).flat_map(plain).flat_map(char::to_lowercase).collect()
}

/// What two names have in common when they are the same name: folded, with one space for hyphens and blanks.
pub fn key(name: &str) -> String {
    let lower = lower(name);
    let words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || c == '-' || c == '_').filter(|w| !w.is_empty()).collect();
    words.join(" ")
}
