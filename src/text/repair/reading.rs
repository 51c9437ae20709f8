//! What a stretch of text would say if it were misread UTF-8: its first characters taken back to bytes, exactly or with the
//! losses that are known to happen on the way (a no-break space made a blank, a control dropped, a quote straightened).

use super::kind::rarity;
use super::legacy::{Legacy, Marks};

/// Characters that are looked at: two surrogates of three bytes each, and what follows.
const AHEAD: usize = 8;

/// What half a character at the end of a text means.
pub const NOTHING: char = '\0';

/// Ways of reading the same place, from the exact one on.
pub const WAYS: u8 = 3;

/// The character before a place and those from it on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Window {
    /// The character before.
    pub before: char,
    chars: [char; AHEAD],
    length: usize,
    /// The text is of a language that has `à` inside of words.
    pub joins: bool,
}

/// The encodings that something may be read in at the start of `rest`, as bits: exactly, and with losses.
pub fn candidates(rest: &str) -> (u64, u64) {
    let mut chars = rest.chars();
    let first = chars.next().unwrap_or('\0');
    if first.is_ascii() {
        return (0, 0);
    }
    let second = chars.next().unwrap_or('\0');
    let follows = if second.is_ascii() { 0 } else { Marks::of(second.into()).follows() };
    let is_short = rest.len() < AHEAD * 4 && rest.chars().nth(AHEAD - 1).is_none();
    let is_lost = matches!(second, ' ' | '?' | '"' | '\u{fffd}') || matches!(first, 'Ã' | 'Â' | 'â');
    let western = 1 << Legacy::WINDOWS_1252.index();
    let marks = Marks::of(first.into());
    let leads = marks.leads_any();
    let exact = leads & follows;
    // a quote may have lost its last byte, and case may have been changed
    let inexact = if is_short || is_lost { leads } else { marks.leads(3) & follows };
    let cased = if second.is_ascii() { 0 } else { leads & western };
    (exact, inexact | cased)
}

/// A character that was meant, and how many characters stand for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The character.
    pub meant: char,
    /// Characters that it takes the place of.
    pub length: usize,
    /// How daring the reading is, in tenths.
    pub cost: i32,
}

/// What a byte order mark or U+FFFD in the middle of a text speaks for itself: nobody writes `ï»¿` or `ï¿½`.
const SURE: i32 = -40;

/// Spellings of misread windows-1252 that editors leave behind, after the signs they had no key for.
const EDITED: [(&str, char); 24] = [
    ("â€oe", '“'),
    ("â€(tm)", '’'),
    ("â€TM", '’'),
    ("â€~", '‘'),
    ("â€|", '…'),
    ("â€ ¦", '…'),
    ("â\"¢", '™'),
    ("Ã(c)", 'é'),
    ("Ã(r)", 'î'),
    ("Ã1/4", 'ü'),
    ("Ã1⁄4", 'ü'),
    ("Ã1/2", 'ý'),
    ("Ã3/4", 'þ'),
    ("Ã'", 'Ñ'),
    ("Ã’", 'Ñ'),
    ("Ã\"", 'Ó'),
    ("Ã~", 'Ø'),
    ("Ã-", 'í'),
    ("Ã|", 'æ'),
    ("Â(c)", '©'),
    ("Â(r)", '®'),
    ("Â1/2", '½'),
    ("Â1/4", '¼'),
    ("Â3/4", '¾'),
];

impl Window {
    /// The window of `rest` behind `before`.
    pub fn new(before: char, rest: &str, joins: bool) -> Self {
        let mut window = Self { before, chars: ['\0'; AHEAD], length: 0, joins };
        for c in rest.chars().take(AHEAD) {
            window.chars[window.length] = c;
            window.length += 1;
        }
        window
    }

    /// The character that stands `i` after the first.
    pub fn at(&self, i: usize) -> Option<char> {
        self.chars[..self.length].get(i).copied()
    }

    fn has(&self, from: usize, pattern: &str) -> bool {
        pattern.chars().enumerate().all(|(i, c)| self.at(from + i) == Some(c))
    }

    /// What stands here in `encoding`, read in each way; the first is the exact one.
    pub fn readings(&self, encoding: Legacy, candidates: (u64, u64)) -> [Option<Reading>; WAYS as usize] {
        let has = |mask: u64| mask >> encoding.index() & 1 == 1;
        if !has(candidates.0 | candidates.1) {
            return [None; WAYS as usize];
        }
        let exact = if has(candidates.0) { self.exact(encoding) } else { None };
        if !has(candidates.1) {
            return [exact, None, None];
        }
        let lost = if exact.is_none() { self.lost(encoding) } else { None };
        [exact, lost, self.reading(encoding, 3)]
    }

    /// What stands here in `encoding`, read in the given way (from 1 to [`WAYS`]).
    pub fn reading(&self, encoding: Legacy, way: u8) -> Option<Reading> {
        match way {
            1 => self.exact(encoding),
            2 if self.exact(encoding).is_none() => self.lost(encoding),
            3 if encoding == Legacy::WINDOWS_1252 => self.edited().or_else(|| self.in_other_case(encoding)),
            _ => None,
        }
    }

    fn lost(&self, encoding: Legacy) -> Option<Reading> {
        self.cut_off(encoding).or_else(|| self.with_losses(encoding))
    }

    fn bytes(&self, from: usize, count: usize, encoding: Legacy) -> Option<[u8; 4]> {
        let mut bytes = [0; 4];
        for (i, byte) in bytes[..count].iter_mut().enumerate() {
            *byte = encoding.byte(self.at(from + i)?)?;
        }
        Some(bytes)
    }

    fn exact(&self, encoding: Legacy) -> Option<Reading> {
        let count = sequence_length(encoding.byte(self.at(0)?)?)?;
        let bytes = self.bytes(0, count, encoding)?;
        if let Some(meant) = character(&bytes[..count]) {
            let cost = match meant {
                '\u{feff}' | '\u{fffd}' => SURE,
                _ => self.strange_controls(count, encoding),
            };
            return Some(Reading { meant, length: count, cost });
        }
        let (high, low) = (surrogate(bytes)?, surrogate(self.bytes(3, 3, encoding)?)?);
        let meant = char::decode_utf16([high, low]).next()?.ok()?;
        Some(Reading { meant, length: 6, cost: 0 })
    }

    /// Controls where the encoding has signs are more likely those of another encoding.
    fn strange_controls(&self, count: usize, encoding: Legacy) -> i32 {
        let is_strange = |c: char| {
            let byte = u8::try_from(u32::from(c)).ok().filter(|byte| (0x80..=0x9f).contains(byte));
            byte.is_some_and(|byte| !encoding.leaves_undefined(byte))
        };
        let count = self.chars[..count].iter().filter(|c| is_strange(**c)).count();
        if encoding == Legacy::WINDOWS_1252 { 0 } else { 4 * count as i32 }
    }

    /// The text ends in the middle of a sequence, which is left out then.
    fn cut_off(&self, encoding: Legacy) -> Option<Reading> {
        if self.length == AHEAD || encoding != Legacy::WINDOWS_1252 {
            return None;
        }
        let count = sequence_length(encoding.byte(self.at(0)?)?)?;
        // a letter before a quote of windows-1252: `até já\u{94}`
        let is_quote = self.has(0, "â€")
            || matches!(self.chars[1], '\u{85}' | '\u{91}'..='\u{94}' | '\u{96}' | '\u{97}') && self.length == 2;
        let follows = |c: &char| encoding.byte(*c).is_some_and(|byte| (0x80..=0xbf).contains(&byte));
        let is_cut = self.length < count && self.chars[1..self.length].iter().all(follows) && !is_quote;
        is_cut.then_some(Reading { meant: NOTHING, length: self.length, cost: 5 })
    }

    /// A byte lost: A0 made a blank, one that the encoding leaves undefined made `?` or U+FFFD, or dropped.
    fn with_losses(&self, encoding: Legacy) -> Option<Reading> {
        let lead = encoding.byte(self.at(0)?)?;
        let count = sequence_length(lead)?;
        let mut bytes = [lead, 0, 0, 0];
        let mut lost = None;
        for i in 1..count {
            let byte = self.at(i).and_then(|c| encoding.byte(c)).filter(|byte| (0x80..=0xbf).contains(byte));
            match (byte, self.at(i)) {
                (Some(byte), _) => bytes[i] = byte,
                (None, Some(' ')) if lost.is_none() && !(count == 3 && i == 2) => {
                    (bytes[i], lost) = (0xa0, Some(i));
                }
                (None, _) if i + 1 == count && lost.is_none() => return self.last_lost(bytes, count, encoding),
                _ => return None,
            }
        }
        let meant = character(&bytes[..count]).filter(|c| rarity(*c) <= 5)?;
        if count == 2 {
            return self.blank_after(lead, meant, encoding);
        }
        Some(Reading { meant, length: count, cost: 30 })
    }

    /// `Ã` or another first byte before a blank that was A0, or that A0 was swallowed by.
    fn blank_after(&self, lead: u8, meant: char, encoding: Legacy) -> Option<Reading> {
        let is_western = encoding == Legacy::WINDOWS_1252;
        let both = Reading { meant, length: 2, cost: if is_western { 3 } else { 12 } };
        if meant == '\u{a0}' {
            return Some(Reading { cost: if is_western { 8 } else { 25 }, ..both });
        }
        if lead != 0xc3 {
            return Some(both);
        }
        let next = self.at(2);
        let goes_on = next.is_some_and(char::is_lowercase);
        // `às`, `àquele`: words of Portuguese that go on
        let is_plural = next == Some('s') && !self.at(3).is_some_and(char::is_alphabetic);
        let is_torn = goes_on && (self.joins || is_plural || ["quel", "quil"].iter().any(|r| self.has(2, r)));
        let is_swallowed = next.is_some_and(char::is_alphanumeric) && !is_torn;
        Some(if is_swallowed { Reading { length: 1, cost: -2, ..both } } else { both })
    }

    /// The last byte of a sequence is `?`, U+FFFD, or not there.
    fn last_lost(&self, bytes: [u8; 4], count: usize, encoding: Legacy) -> Option<Reading> {
        let sign = self.at(count - 1);
        let is_dash = bytes[..2] == [0xe2, 0x80] && count == 3 && sign == Some('"');
        if is_dash {
            let between_digits = self.before.is_ascii_digit() && self.at(3).is_some_and(|c| c.is_ascii_digit());
            return Some(Reading { meant: if between_digits { '–' } else { '—' }, length: 3, cost: 5 });
        }
        let is_hole = matches!(sign, Some('?' | '\u{fffd}'));
        let is_inside = is_hole && self.before.is_alphabetic() && self.at(count).is_some_and(char::is_alphabetic);
        let is_quote = bytes[..2] == [0xe2, 0x80] && count == 3;
        if is_quote && is_inside && sign == Some('?') {
            return Some(Reading { meant: '’', length: 3, cost: 10 });
        }
        let meant = if is_quote || is_hole { only_meaning(bytes, count, encoding) } else { None };
        match (meant, sign) {
            (Some(meant), Some('?' | '\u{fffd}')) => Some(Reading { meant, length: count, cost: 12 }),
            (Some(meant), Some(' ')) if is_quote => {
                let was_control = self.at(3).is_none_or(|c| matches!(c, ' ' | ',' | '.' | ';' | ':' | '!' | '?' | ')'));
                Some(Reading { meant, length: if was_control { 3 } else { 2 }, cost: 10 })
            }
            (Some(meant), _) if is_quote => Some(Reading { meant, length: 2, cost: 10 }),
            (None, Some('\u{fffd}')) => Some(Reading { meant: '\u{fffd}', length: count, cost: 15 }),
            _ => None,
        }
        .or_else(|| self.alone(bytes[0], count, encoding))
    }

    /// `Â` or `Ã` whose no-break space was dropped.
    fn alone(&self, lead: u8, count: usize, encoding: Legacy) -> Option<Reading> {
        if encoding != Legacy::WINDOWS_1252 {
            return None;
        }
        let next = self.at(1);
        match lead {
            0xc2 if count == 2 => Some(Reading { meant: '\u{a0}', length: 1, cost: 12 }),
            0xc3 if count == 2 && self.before.is_lowercase() && !next.is_some_and(char::is_alphanumeric) => {
                Some(Reading { meant: 'à', length: 1, cost: 20 })
            }
            _ => None,
        }
    }

    fn edited(&self) -> Option<Reading> {
        if !matches!(self.chars[0], 'Ã' | 'Â' | 'â') || !matches!(self.chars[1], ' '..='~' | '€' | '’') {
            return None;
        }
        if self.chars[1] == '€' && !matches!(self.chars[2], 'o' | '(' | 'T' | '~' | '|' | ' ') {
            return None;
        }
        let (spelling, meant) = *EDITED.iter().find(|(spelling, _)| self.has(0, spelling))?;
        Some(Reading { meant, length: spelling.chars().count(), cost: 10 })
    }

    /// The whole text was put into capitals or small letters: `â` for `Â`, `Œ` for `œ`.
    fn in_other_case(&self, encoding: Legacy) -> Option<Reading> {
        let lead = encoding.byte(other_lead(self.at(0)?)?)?;
        let count = sequence_length(lead).filter(|count| *count < 4)?;
        let mut bytes = [lead, 0, 0, 0];
        for (i, byte) in bytes[..count].iter_mut().enumerate().skip(1) {
            let c = self.at(i)?;
            let follows = |c: char| encoding.byte(c).filter(|byte| (0x80..=0xbf).contains(byte));
            *byte = follows(c).or_else(|| follows(other_case(c).filter(|_| !c.is_ascii())?))?;
        }
        let meant = character(&bytes[..count]).filter(|c| rarity(*c) == 0 && (count == 2 || bytes[1] == 0x80))?;
        let meant = if count == 2 { meant.to_lowercase().next()? } else { meant };
        Some(Reading { meant, length: count, cost: 15 })
    }
}

/// The other form of a letter that begins a sequence in windows-1252: `Â` to `ô` without signs.
fn other_lead(c: char) -> Option<char> {
    let is_letter = matches!(c, 'Â'..='ô') && !matches!(c, '×' | 'ß' | 'à' | 'á');
    is_letter.then(|| char::from_u32(u32::from(c) ^ 0x20)).flatten()
}

/// The letter's other form, where there is one.
fn other_case(c: char) -> Option<char> {
    let other = if c.is_lowercase() { c.to_uppercase().next() } else { c.to_lowercase().next() };
    other.filter(|other| *other != c)
}

/// How many bytes a sequence has that begins with `lead`.
fn sequence_length(lead: u8) -> Option<usize> {
    match lead {
        0xc2..=0xdf => Some(2),
        0xe0..=0xef => Some(3),
        0xf0..=0xf4 => Some(4),
        _ => None,
    }
}

fn character(bytes: &[u8]) -> Option<char> {
    let tail = |byte: u8| (byte & 0xc0 == 0x80).then_some(u32::from(byte & 0x3f));
    let (code, least) = match *bytes {
        [first, a] => (u32::from(first & 0x1f) << 6 | tail(a)?, 0x80),
        [first, a, b] => (u32::from(first & 0x0f) << 12 | tail(a)? << 6 | tail(b)?, 0x800),
        [first, a, b, c] => (u32::from(first & 0x07) << 18 | tail(a)? << 12 | tail(b)? << 6 | tail(c)?, 0x1_0000),
        _ => return None,
    };
    char::from_u32(code).filter(|_| code >= least)
}

/// Half of a character as CESU-8 writes it.
fn surrogate(bytes: [u8; 4]) -> Option<u16> {
    let is_one =
        bytes[0] == 0xed && bytes[1] >= 0xa0 && (0x80..=0xbf).contains(&bytes[1]) && (0x80..=0xbf).contains(&bytes[2]);
    is_one.then(|| 0xd000 | u16::from(bytes[1] & 0x3f) << 6 | u16::from(bytes[2] & 0x3f))
}

/// The one frequent character that a sequence can mean whose last byte is one that the encoding leaves undefined.
fn only_meaning(mut bytes: [u8; 4], count: usize, encoding: Legacy) -> Option<char> {
    let mut only = None;
    for byte in (0x80..=0x9f).filter(|byte| encoding.leaves_undefined(*byte)) {
        bytes[count - 1] = byte;
        let Some(meant) = character(&bytes[..count]).filter(|c| rarity(*c) <= 3) else { continue };
        if only.replace(meant).is_some() {
            return None;
        }
    }
    only
}
