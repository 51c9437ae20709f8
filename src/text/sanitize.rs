//! The only maker of [`Clean`]: one line of text with nothing in it that could move a cursor, hide or reorder words.
//!
//! Removed: control characters, sequences for terminals whole (nothing is left of `ESC [ 31 m`), bidi controls, zero-width
//! characters outside the scripts and emoji that need them, tag characters, rows of variation selectors, piled-up marks.
//! Line breaks and tabs become one space. `sanitize` is idempotent: what begins a sequence is never let through, and what is
//! decided by neighbours is decided by those that stay.

mod invisible;
mod sequence;

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use invisible::{flag_tags, is_blank, is_harmless, is_invisible, is_selector, is_shaped, is_virama, joins, selects};
use sequence::Reader;

/// Combining marks kept on one base: of those that pile up on any letter, and of all. A handful is what real scripts need;
/// the vowels and tones of South-East Asia are marks as well.
const MAX_PILED: usize = 4;
const MAX_MARKS: usize = 8;

/// Columns between tab stops in lines of code.
const TAB: usize = 4;

/// Bytes looked at in one go; the compiler makes vector instructions of it.
const CHUNK: usize = 32;

/// One line of text that is safe to show, to log and to pipe. Made by this module alone.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Clean(String);

impl Clean {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A line of code: blanks stay as they are, tabs become blanks up to the next stop.
    pub fn code(line: &str) -> Self {
        clean(line.trim_end(), Blanks::Kept)
    }

    /// Reads a line of code back.
    ///
    /// # Errors
    /// What is read is no text.
    pub fn deserialize_code<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|line| Self::code(&line))
    }
}

/// Makes `text` harmless: see the module's comment for what goes.
pub fn sanitize(text: &str) -> Clean {
    Clean(cleaned(text).into_owned())
}

/// As [`sanitize`], without a copy where there is nothing to do.
pub fn cleaned(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(squeezed(text).unwrap_or_else(|| clean(text, Blanks::Single).0))
}

/// `text` without control characters and sequences for terminals, its lines and tabs kept: for a parser that would take
/// such sequences apart before [`sanitize`] sees them whole. C1 controls may be part of what [`super::repair`] mends: it
/// comes first.
pub fn strip_controls(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut reader = Reader::new(text);
    while let Some(c) = reader.next() {
        if is_control(c) {
            reader.skip_after(c);
            out.extend(reader.breaks.take());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether nothing in a piece of text that is shown as it is could move a cursor, hide or reorder anything.
pub fn is_showable(text: &str) -> bool {
    let is_kept =
        |c: char| matches!(c, '\u{200c}' | '\u{200d}') || is_selector(c) || ('\u{e0020}'..='\u{e007f}').contains(&c);
    // what joins or selects is harmless where `sanitize` has left it, behind something else
    text.char_indices().all(|(at, c)| !c.is_control() && (!is_invisible(c) || (at > 0 && is_kept(c))))
}

/// What becomes of blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blanks {
    /// One for each run of them, none at the ends.
    Single,
    /// As they are.
    Kept,
}

fn clean(text: &str, blanks: Blanks) -> Clean {
    let mut line = Line { out: String::with_capacity(text.len()), blanks, last: '\n', piled: 0, marks: 0 };
    let mut reader = Reader::new(text);
    while let Some(c) = reader.next() {
        match c {
            c if is_blank(c) => line.blank(c),
            c if c.is_control() => {
                reader.skip_after(c);
                if reader.breaks.take().is_some() {
                    line.blank(' ');
                }
            }
            c if is_invisible(c) => line.invisible(c, &mut reader),
            c => line.push(c),
        }
    }
    line.out.truncate(line.out.trim_end_matches(' ').len());
    Clean(line.out)
}

/// A line as it is cleaned.
#[derive(Debug)]
struct Line {
    out: String,
    blanks: Blanks,
    /// The last character that was kept.
    last: char,
    /// Marks on the last base that pile up on anything.
    piled: usize,
    /// All marks on the last base.
    marks: usize,
}

impl Line {
    fn blank(&mut self, c: char) {
        match self.blanks {
            Blanks::Single if self.out.is_empty() || self.last == ' ' => return,
            Blanks::Kept if c == '\t' => {
                let column = super::width::width(&self.out);
                self.out.push_str(&" ".repeat(TAB - column % TAB));
            }
            _ => self.out.push(' '),
        }
        (self.last, self.piled, self.marks) = (' ', 0, 0);
    }

    fn push(&mut self, c: char) {
        if unicode_normalization::char::is_combining_mark(c) {
            let piles = is_piling(c);
            if self.marks == MAX_MARKS || (piles && self.piled == MAX_PILED) {
                return;
            }
            self.marks += 1;
            self.piled += usize::from(piles);
        } else {
            (self.piled, self.marks) = (0, 0);
        }
        self.keep(c);
    }

    fn keep(&mut self, c: char) {
        self.out.push(c);
        self.last = c;
    }

    /// A character that is kept only where it does work between those around it.
    fn invisible(&mut self, c: char, reader: &mut Reader) {
        if let Some(tags) = flag_tags(self.last, reader.from(c)) {
            self.out.push_str(tags);
            self.last = '\u{e007f}';
            reader.skip(tags.len() - c.len_utf8());
            return;
        }
        let after = reader.rest().chars().next();
        if is_selector(c) {
            let is_row = reader.skip_while_any(is_selector);
            if !is_row && selects(self.last, c, after) {
                self.keep(c);
            }
        } else if matches!(c, '\u{200c}' | '\u{200d}')
            && (is_virama(self.last) || (joins(self.last, after) && self.takes(after)))
        {
            self.keep(c);
        }
    }

    /// Whether what follows a joiner will stay: a mark may be one too many.
    fn takes(&self, after: Option<char>) -> bool {
        let is_mark = |c: char| unicode_normalization::char::is_combining_mark(c);
        after.is_none_or(|c| !is_mark(c) || (is_shaped(c) && self.marks < MAX_MARKS && !is_piling(c)))
    }
}

/// Marks that can be put on any letter, and are piled up by those who want to break lines.
fn is_piling(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{6d6}'..='\u{6ed}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether `text` is clean as it stands, of what most texts are made of: the common case, without a second look.
pub fn is_clean(text: &str) -> bool {
    if text.starts_with(' ') || text.ends_with(' ') {
        return false;
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        at += plain_prefix(&bytes[at..]);
        let rest = &text[at..];
        let stretch = rest.chars().take_while(|c| is_harmless(*c)).map(char::len_utf8).sum::<usize>();
        let marks = if stretch == 0 { marks_of_india(rest) } else { 0 };
        if stretch + marks == 0 && at < bytes.len() {
            return false;
        }
        at += stretch + marks;
    }
    true
}

/// Bytes of the vowels and other marks of India's scripts that `text` begins with; none where there are more than may be.
fn marks_of_india(text: &str) -> usize {
    let is_mark = |c: &char| ('\u{900}'..='\u{dff}').contains(c) && unicode_normalization::char::is_combining_mark(*c);
    let mut marks = text.chars().take_while(is_mark);
    let length = marks.by_ref().take(MAX_MARKS).map(char::len_utf8).sum();
    if marks.next().is_some() { 0 } else { length }
}

/// `text` with single blanks, where it is clean but for its blanks and line ends: text that was wrapped.
fn squeezed(text: &str) -> Option<String> {
    let text = text.trim_ascii();
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let plain = plain_prefix(&bytes[at..]);
        out.push_str(&text[at..at + plain]);
        at += plain;
        let blanks = bytes[at..].iter().take_while(|b| matches!(b, b' ' | b'\n' | b'\r' | b'\t')).count();
        if blanks > 0 {
            at += blanks;
            if !out.ends_with(' ') {
                out.push(' ');
            }
            continue;
        }
        let rest = &text[at..];
        let stretch = rest.find(|c: char| c.is_ascii() || !is_harmless(c)).unwrap_or(rest.len());
        if stretch == 0 && !rest.is_empty() {
            return None;
        }
        out.push_str(&rest[..stretch]);
        at += stretch;
    }
    Some(out)
}

/// How many bytes at the start are printable ASCII with single blanks.
fn plain_prefix(bytes: &[u8]) -> usize {
    let odd = |b: u8, next: u8| u8::from(!(0x20..0x7f).contains(&b)) | u8::from(b == b' ') & u8::from(next == b' ');
    let mut at = 0;
    // each byte and the one after it
    while let (Some(chunk), Some(next)) = (bytes.get(at..at + CHUNK), bytes.get(at + 1..at + 1 + CHUNK)) {
        if chunk.iter().zip(next).fold(0, |all, (b, next)| all | odd(*b, *next)) != 0 {
            break;
        }
        at += CHUNK;
    }
    while let (Some(word), Some(next)) = (word(bytes, at), word(bytes, at + 1)) {
        let found = odd_bytes(word, next);
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += WORD;
    }
    let rest = &bytes[at..];
    let nexts = rest.iter().skip(1).chain(&[0]);
    at + rest.iter().zip(nexts).take_while(|(b, next)| odd(**b, **next) == 0).count()
}

/// Bytes of a word, and its bytes with their lowest and their highest bits.
const WORD: usize = 8;
const LOW: u64 = u64::from_le_bytes([1; WORD]);
const HIGH: u64 = u64::from_le_bytes([0x80; WORD]);

fn word(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|word| u64::from_le_bytes(*word))
}

/// What is no printable ASCII or begins a row of blanks in `word`, whose bytes are followed by those of `next`: marked
/// exactly up to the first.
fn odd_bytes(word: u64, next: u64) -> u64 {
    let all = |byte: u8| LOW * u64::from(byte);
    let zeros = |word: u64| word.wrapping_sub(LOW) & !word & HIGH;
    let is_control = word.wrapping_sub(all(b' ')) & !word & HIGH;
    let two_blanks = zeros((word ^ all(b' ')) | (next ^ all(b' ')));
    (word & HIGH) | is_control | zeros(word ^ all(0x7f)) | two_blanks
}

impl From<&str> for Clean {
    fn from(text: &str) -> Self {
        sanitize(text)
    }
}

impl From<String> for Clean {
    fn from(text: String) -> Self {
        if is_clean(&text) { Clean(text) } else { sanitize(&text) }
    }
}

impl Deref for Clean {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Clean {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Clean {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl PartialEq<str> for Clean {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Clean {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl<'de> Deserialize<'de> for Clean {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Clean::from)
    }
}

#[cfg(test)]
mod tests;
