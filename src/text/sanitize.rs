//! The only maker of [`Clean`]: one line of text with nothing in it that could move a cursor, hide or reorder words.
//!
//! Removed: control characters, escape sequences whole (nothing is left of `ESC [ 31 m`), bidi overrides and isolates,
//! zero-width characters outside the scripts and emoji that need them, tag characters, private-use noise.
//! Line breaks and tabs become one space. `sanitize` is idempotent.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::iter::Peekable;
use std::ops::Deref;
use std::str::Chars;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Combining marks kept on one base character. Real scripts stay under this; "zalgo" text does not.
const MAX_MARKS: usize = 6;

/// One line of text that is safe to show, to log and to pipe. Made by [`sanitize`] alone.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Clean(String);

impl Clean {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Makes `text` harmless: see the module's comment for what goes.
pub fn sanitize(text: &str) -> Clean {
    if is_plain(text) {
        return Clean(text.to_owned());
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut marks = 0;
    while let Some(c) = chars.next() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        match c {
            '\u{1b}' => skip_escape(&mut chars),
            '\u{9b}' => skip_control_sequence(&mut chars),
            '\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => skip_string(&mut chars),
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => push_space(&mut out),
            ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => push_space(&mut out),
            '\u{200c}' | '\u{200d}' if joins(out.chars().next_back(), chars.peek().copied()) => out.push(c),
            '\u{fe0f}' if chars.peek() != Some(&'\u{200d}') => {}
            c if c.is_control() || is_invisible(c) || marks > MAX_MARKS => {}
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    Clean(out)
}

/// `text` without control characters and escape sequences, its lines and tabs kept: for a parser that would take such
/// sequences apart before [`sanitize`] sees them whole.
pub fn strip_controls(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => skip_escape(&mut chars),
            '\u{9b}' => skip_control_sequence(&mut chars),
            '\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => skip_string(&mut chars),
            c if is_control(c) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Printable ASCII with single spaces inside: the common case, which needs no second look.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().all(|b| (0x20..0x7f).contains(b))
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !bytes.windows(2).any(|pair| pair == b"  ")
}

fn push_space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) && c != '\u{fe0f}'
}

/// Characters without a shape of their own that can hide or reorder text.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0e}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' | '\u{fdd0}'..='\u{fdef}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// Whether a joiner between these two does work: inside emoji, and in scripts whose letters it shapes.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let shaped = |c: char| matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{fb50}'..='\u{fdff}');
    let pictured = |c: char| matches!(c, '\u{fe0f}' | '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}');
    (shaped(before) && shaped(after))
        || (pictured(before) && (pictured(after) || matches!(after, '\u{2190}'..='\u{2bff}')))
}

/// After ESC: a control sequence, a string up to its end, or one or two characters.
fn skip_escape(chars: &mut Peekable<Chars>) {
    match chars.peek() {
        Some('[') => {
            chars.next();
            skip_control_sequence(chars);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            chars.next();
            skip_string(chars);
        }
        Some(' '..='/') => {
            while chars.next_if(|c| (' '..='/').contains(c)).is_some() {}
            chars.next_if(|c| ('0'..='~').contains(c));
        }
        Some('0'..='~') => {
            chars.next();
        }
        _ => {}
    }
}

/// After CSI: parameters and intermediates up to the final byte.
fn skip_control_sequence(chars: &mut Peekable<Chars>) {
    while chars.next_if(|c| (' '..='?').contains(c)).is_some() {}
    chars.next_if(|c| ('@'..='~').contains(c));
}

/// After OSC, DCS and their kin: up to BEL or ST. One that never ends takes its line with it, no more.
fn skip_string(chars: &mut Peekable<Chars>) {
    while let Some(c) = chars.next_if(|c| *c != '\n') {
        match c {
            '\u{7}' | '\u{9c}' => return,
            '\u{1b}' => {
                chars.next_if_eq(&'\\');
                return;
            }
            _ => {}
        }
    }
}

impl From<&str> for Clean {
    fn from(text: &str) -> Self {
        sanitize(text)
    }
}

impl From<String> for Clean {
    fn from(text: String) -> Self {
        if is_plain(&text) { Clean(text) } else { sanitize(&text) }
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
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    fn check(input: &str, expected: &str) {
        assert_eq!(sanitize(input).as_str(), expected, "{input:?}");
    }

    #[test]
    fn colours_leave_nothing_behind() {
        check("\u{1b}[31mred\u{1b}[0m", "red");
        check("\u{9b}31mred", "red");
        check("\u{1b}(Btext\u{1b}c", "text");
    }

    #[test]
    fn titles_and_clipboard_writes_are_dropped_whole() {
        check("a\u{1b}]0;own the title\u{7}b", "ab");
        check("a\u{1b}]52;c;cm0gLXJm\u{1b}\\b", "ab");
        check("a\u{1b}Pq#0\u{9c}b", "ab");
        check("a\u{1b}]never ends", "a");
    }

    #[test]
    fn controls_are_stripped_from_lines() {
        assert_eq!(strip_controls("a\u{1b}[31mb\n\tc\u{7}"), "ab\n\tc");
        assert_eq!(strip_controls("\u{1b}]0;x\u{7}d"), "d");
    }

    #[test]
    fn hidden_and_reordering_characters_go() {
        check("pay\u{202e}lap\u{202c} now", "paylap now");
        check("Open\u{200b}AI\u{2060}\u{feff}", "OpenAI");
        check("a\u{e0041}\u{e007f}b\u{fe01}", "ab");
        check("so\u{ad}ft", "soft");
    }

    #[test]
    fn joiners_stay_where_they_shape_the_text() {
        check("👩\u{200d}💻 ok", "👩\u{200d}💻 ok");
        check("می\u{200c}خواهم", "می\u{200c}خواهم");
        check("Open\u{200d}AI", "OpenAI");
    }

    #[test]
    fn white_space_becomes_single_spaces() {
        check("  a\t\tb\r\nc\u{a0}\u{3000}d  ", "a b c d");
    }

    #[test]
    fn marks_are_limited() {
        let piled = format!("a{}", "\u{301}".repeat(40));
        assert_eq!(sanitize(&piled).chars().count(), 1 + MAX_MARKS);
    }

    proptest! {
        #[test]
        fn sanitizing_twice_changes_nothing(text in any::<String>()) {
            let once = sanitize(&text);
            prop_assert_eq!(&sanitize(&once), &once);
        }

        #[test]
        fn nothing_harmful_is_left(text in "[\\x00-\\x9f\u{200b}-\u{202e}a\\[\\]m;]{0,40}") {
            let clean = sanitize(&text);
            prop_assert!(!clean.chars().any(|c| c.is_control() || is_invisible(c)));
        }
    }
}
