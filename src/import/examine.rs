//! What is wrong with a document before it is read: for `doctor`, which explains what was repaired.
//!
//! Repair and cleaning are asked line by line what they would change. That costs time, so that it is done where somebody
//! asks, never while reading.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::report::{Position, Report};
use super::{Format, MAX_BYTES, Raw, decoded};
use crate::text::Clean;
use crate::text::repair::{repair, repair_markup};
use crate::text::sanitize::strip_controls;

/// Words around a repaired place that are shown.
const AROUND: usize = 12;

/// What a document's bytes are, and what is done to its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings {
    /// All of its bytes.
    pub n_bytes: usize,
    /// Lines of text.
    pub n_lines: usize,
    /// What was done to the text, kind by kind.
    pub repairs: Vec<Repaired>,
}

/// One kind of repair, as often as it was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// What it is.
    pub kind: Repair,
    /// In how many lines.
    pub n_lines: usize,
    /// Where first.
    pub first: Clean,
    /// Words there as they were.
    pub before: Clean,
    /// The same words as they are now.
    pub after: Clean,
}

/// What can be done to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Sequences for a terminal and control characters are taken out.
    Controls,
    /// Characters that were read in the wrong encoding become what was meant.
    Misread,
    /// Entities of HTML become characters.
    Entities,
    /// Letters with their accents beside them become one.
    Composed,
    /// Characters that show nothing, or turn the order of others around, are taken out.
    Hidden,
}

/// Looks at a document as it comes. `None` where it is no text.
pub fn examine(raw: &Raw, format: Format) -> Option<Findings> {
    let start = Raw { bytes: &raw.bytes[..raw.bytes.len().min(MAX_BYTES)], ..*raw };
    let text = decoded(&start, format, &mut Report::default())?;
    let mut findings = Findings { n_bytes: raw.bytes.len(), n_lines: 0, repairs: Vec::new() };
    for (number, line) in text.lines().enumerate() {
        findings.n_lines += 1;
        if !is_plain(line) {
            findings.line(number + 1, line, format);
        }
    }
    Some(findings)
}

/// Whether nothing can be wrong with a line.
fn is_plain(line: &str) -> bool {
    line.bytes().all(|b| matches!(b, b'\t' | b'\r' | 0x20..=0x7e) && b != b'&')
}

impl Findings {
    fn line(&mut self, number: usize, line: &str, format: Format) {
        let repaired = repair_markup(line);
        let composed = |text: &str| if is_nfc(text) { None } else { Some(text.nfc().collect::<String>()) };
        match composed(line) {
            Some(composed) if composed == repaired => self.note(Repair::Composed, number, line, &repaired),
            _ if repaired != line => self.note(Repair::Misread, number, line, &repaired),
            _ => {}
        }
        let stripped = strip_controls(&repaired);
        if stripped != repaired {
            self.note(Repair::Controls, number, &repaired, &stripped);
        }
        let resolved = if format == Format::Text { repair(&stripped) } else { Cow::Borrowed(&*stripped) };
        if resolved != stripped {
            self.note(Repair::Entities, number, &stripped, &resolved);
        }
        let shown = resolved.chars().filter(|c| !is_blank(*c)).count();
        if Clean::from(&*resolved).chars().filter(|c| !is_blank(*c)).count() < shown {
            let seen: String = resolved.chars().filter(|c| !is_hidden(*c)).collect();
            self.note(Repair::Hidden, number, &resolved, &seen);
        }
    }

    fn note(&mut self, kind: Repair, number: usize, before: &str, after: &str) {
        if let Some(known) = self.repairs.iter_mut().find(|known| known.kind == kind) {
            known.n_lines += 1;
            return;
        }
        let (start, before, after) = difference(before, after);
        let column = start + 1;
        let first = Position { line: number, column: Some(column) }.to_string().into();
        self.repairs.push(Repaired { kind, n_lines: 1, first, before: spelled(before), after: after.into() });
    }
}

/// Characters before the first place where two lines differ, and the words around it in both.
fn difference<'t>(before: &'t str, after: &'t str) -> (usize, &'t str, &'t str) {
    let same = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
    let at: usize = before.chars().take(same).map(char::len_utf8).sum();
    let start = before[..at].rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
    let start = start.max(before.floor_char_boundary(at.saturating_sub(AROUND * 2)));
    let word = |line: &'t str| {
        let rest = &line[start.min(line.len())..];
        let least = rest.floor_char_boundary((at - start + 1).min(rest.len()));
        let end = rest[least..].find(char::is_whitespace).map_or(rest.len(), |blank| least + blank);
        &rest[..rest.floor_char_boundary(end.min(at - start + AROUND * 2))]
    };
    (same, word(before), word(after))
}

/// A text whose characters that cannot be shown are written out: `␛[31m`, `<U+202E>`.
fn spelled(text: &str) -> Clean {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\u{0}'..='\u{1f}' => out.extend(char::from_u32(0x2400 + u32::from(c))),
            c if c.is_control() || is_hidden(c) => out.push_str(&format!("<U+{:04X}>", u32::from(c))),
            c => out.push(c),
        }
    }
    out.into()
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Whether a character shows nothing by itself.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Transfer;
    use crate::text::repair::Names;

    fn check(text: &str, expected: &[(Repair, usize, &str, &str, &str)]) {
        let (names, today) = (Names::default(), jiff::civil::date(2026, 11, 22));
        let transfer = Transfer::default();
        let raw = Raw { bytes: text.as_bytes(), name: "x", format: None, today, names: &names, transfer };
        let findings = examine(&raw, Format::Text).unwrap();
        let found: Vec<_> =
            findings.repairs.iter().map(|r| (r.kind, r.n_lines, &*r.first, &*r.before, &*r.after)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_done_to_a_text_is_told_with_its_first_place() {
        check("It is right — naïve, “so”, 5 €.\n", &[]);
        check("fine\nand itâ€™s so\nitâ€™s again", &[(Repair::Misread, 2, "line 2, column 7", "itâ€™s", "it’s")]);
        check("a R&amp;D b", &[(Repair::Entities, 1, "line 1, column 5", "R&amp;D", "R&D")]);
        check("a \u{1b}[31mred", &[(Repair::Controls, 1, "line 1, column 3", "␛[31mred", "red")]);
        check("ab\u{202e}cd", &[(Repair::Hidden, 1, "line 1, column 3", "ab<U+202E>cd", "abcd")]);
        check("cafe\u{301} x", &[(Repair::Composed, 1, "line 1, column 4", "cafe\u{301}", "café")]);
    }
}
