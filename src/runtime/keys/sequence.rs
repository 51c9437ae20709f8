//! One key at the start of a terminal's bytes.
//!
//! The sequences are those of xterm, which the others follow (its "Control Sequences" document), with the Home, End
//! and function keys of rxvt and the Linux console, and the two forms in which modified keys are reported.

use ratatui::layout::Position;

use crate::app::{Gesture, Mouse};
use crate::config::chord::{Chord, Key, Modifier};

/// No sequence that a terminal sends unasked is longer; what goes on after it is rubbish.
const LONGEST_CSI: usize = 64;

/// The same for answers to questions (colours, clipboard), which we pass over.
const LONGEST_STRING: usize = 4096;

const ESC: u8 = 0x1b;

/// What stands at the start of the bytes, and how many of them it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The start of something.
    More,
    /// Nothing that means a key.
    Nothing(usize),
    /// A key.
    Key(usize, Chord),
    /// The mouse.
    Mouse(usize, Mouse),
    /// The start of a paste.
    Paste(usize),
}

/// Reads the start of `bytes`, which are not empty.
pub fn step(bytes: &[u8]) -> Step {
    match bytes {
        [ESC] => Step::More,
        [ESC, ESC, ..] => Step::Key(1, Chord::new(Key::Esc)),
        [ESC, b'[', rest @ ..] => control_sequence(rest),
        [ESC, b'O', rest @ ..] => single_shift(rest),
        [ESC, b'P' | b']' | b'X' | b'^' | b'_', rest @ ..] => string(rest),
        [ESC, rest @ ..] => match character(rest) {
            Step::Key(used, chord) => Step::Key(used + 1, chord.with(Modifier::Alt)),
            Step::Nothing(used) => Step::Nothing(used + 1),
            step => step,
        },
        _ => character(bytes),
    }
}

/// Whether the start of a sequence may be a key as it stands: Esc, or alt with what begins strings that hardly any
/// terminal sends. `ESC [` and `ESC O` begin arrows, and taken for alt they would leave a letter that commands.
pub fn may_be_key(bytes: &[u8]) -> bool {
    matches!(bytes, [ESC] | [ESC, b'P' | b']' | b'X' | b'^' | b'_'])
}

/// What the start of a sequence means if nothing more comes.
pub fn alone(bytes: &[u8]) -> Option<Chord> {
    match bytes {
        [ESC] => Some(Chord::new(Key::Esc)),
        [ESC, c] if c.is_ascii_graphic() => Some(Chord::new(Key::Char(char::from(*c))).with(Modifier::Alt)),
        _ => None,
    }
}

fn key(used: usize, chord: Option<Chord>) -> Step {
    chord.map_or(Step::Nothing(used), |chord| Step::Key(used, chord))
}

/// A control character or a character in UTF-8.
fn character(bytes: &[u8]) -> Step {
    let Some(&first) = bytes.first() else { return Step::More };
    let ctrl = |c: u8| Some(Chord::new(Key::Char(char::from(c))).with(Modifier::Ctrl));
    match first {
        b'\r' => key(1, Some(Chord::new(Key::Enter))),
        b'\t' => key(1, Some(Chord::new(Key::Tab))),
        0x7f => key(1, Some(Chord::new(Key::Backspace))),
        0 => key(1, ctrl(b' ')),
        0x01..=0x1a => key(1, ctrl(first - 1 + b'a')),
        0x1b..=0x1f => key(1, ctrl(first + 0x40)),
        0x20..=0x7e => key(1, Some(Chord::new(Key::Char(char::from(first))))),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Step {
    let start = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() > 0 => std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default(),
        Err(error) => return error.error_len().map_or(Step::More, Step::Nothing),
    };
    match valid.chars().next() {
        Some(c) if c.is_control() => Step::Nothing(c.len_utf8()),
        Some(c) => Step::Key(c.len_utf8(), Chord::new(Key::Char(c))),
        None => Step::Nothing(1),
    }
}

/// After `ESC O`: a letter, in older terminals with modifiers before it.
fn single_shift(rest: &[u8]) -> Step {
    let Some(end) = rest.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b';')) else {
        return if rest.len() > LONGEST_CSI { Step::Nothing(rest.len() + 2) } else { Step::More };
    };
    let held = parameters(&rest[..end]).last().copied().unwrap_or(0);
    match rest[end] {
        ESC => Step::Nothing(end + 2),
        b'M' => Step::Key(end + 3, Chord::new(Key::Enter)), // of the number pad
        last => key(end + 3, letter(last).map(|key| modified(key, held))),
    }
}

/// After `ESC [`: parameters and a final byte.
fn control_sequence(rest: &[u8]) -> Step {
    if let [b'M', report @ ..] = rest {
        return plain_mouse(report);
    }
    if let [b'[', console, ..] = rest {
        let number = console.checked_sub(b'A').filter(|number| *number < 5);
        return key(4, number.map(|number| Chord::new(Key::F(number + 1))));
    }
    let Some(end) = rest.iter().position(|byte| !matches!(byte, b' '..=b'?')) else {
        return if rest.len() > LONGEST_CSI { Step::Nothing(rest.len() + 2) } else { Step::More };
    };
    if rest[end] == b'[' {
        return Step::More;
    }
    let used = end + 3;
    if rest[end] == ESC {
        return Step::Nothing(used - 1);
    }
    if let (Some(report), b'M' | b'm') = (rest[..end].strip_prefix(b"<"), rest[end]) {
        return mouse(&parameters(report), rest[end]).map_or(Step::Nothing(used), |mouse| Step::Mouse(used, mouse));
    }
    let parameters = parameters(&rest[..end]);
    match (rest[end], parameters.as_slice()) {
        (b'~', [200, ..]) => Step::Paste(used),
        (last, parameters) => key(used, parameters_key(last, parameters)),
    }
}

/// What a report says (SGR, mode 1006): a button, column and row from 1; `m` where it is let go. With a key held it is
/// the terminal's own business.
fn mouse(report: &[u32], last: u8) -> Option<Mouse> {
    let &[button, column, row] = report else { return None };
    let gesture = match (button, last) {
        (0, b'M') => Gesture::Click,
        (64, b'M') => Gesture::WheelUp,
        (65, b'M') => Gesture::WheelDown,
        _ => return None,
    };
    let cell = |n: u32| u16::try_from(n.checked_sub(1)?).ok();
    Some(Mouse { gesture, at: Position::new(cell(column)?, cell(row)?) })
}

/// What terminals report that know no numbers (mode 1000 without 1006): three characters, each 32 more than it says.
fn plain_mouse(report: &[u8]) -> Step {
    let Some(bytes) = report.first_chunk::<3>() else { return Step::More };
    let numbers = bytes.map(|byte| u32::from(byte).checked_sub(32));
    let [Some(button), Some(column), Some(row)] = numbers else { return Step::Nothing(3) };
    mouse(&[button, column, row], b'M').map_or(Step::Nothing(6), |mouse| Step::Mouse(6, mouse))
}

/// Numbers between semicolons; what follows a colon is a detail. No key for the private sequences (`?`, `<`) and for one
/// that is let go (`:3` after what is held).
fn parameters(bytes: &[u8]) -> Vec<u32> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let number = |part: &str| part.split(':').next().and_then(|number| number.parse().ok()).unwrap_or(0);
    let is_let_go = || text.split(';').nth(1).is_some_and(|held| held.ends_with(":3"));
    match text.starts_with(['?', '<', '>', '=']) || is_let_go() {
        true => vec![u32::MAX],
        false => text.split(';').map(number).collect(),
    }
}

fn parameters_key(last: u8, parameters: &[u32]) -> Option<Chord> {
    let at = |idx: usize| parameters.get(idx).copied().unwrap_or(0);
    match (last, at(0)) {
        (_, u32::MAX) => None,
        (b'Z', _) => Some(Chord::new(Key::Tab).with(Modifier::Shift)),
        (b'~', 27) => Some(modified(coded(at(2))?, at(1))),
        (b'~', number) => Some(modified(numbered(number)?, at(1))),
        (b'u', code) => Some(modified(coded(code)?, at(1))),
        (b'R', line) if line > 1 => None, // where the cursor is, not F3
        (last, _) => Some(modified(letter(last)?, at(1))),
    }
}

/// One more than a sum of 1 (shift), 2 (alt), 4 (control), and 8, 16, 32 for meta and its like, which are alt to us.
fn modified(key: Key, parameter: u32) -> Chord {
    let held = parameter.saturating_sub(1);
    let modifiers = [(4, Modifier::Ctrl), (2 | 8 | 16 | 32, Modifier::Alt), (1, Modifier::Shift)];
    let modifiers = modifiers.into_iter().filter(|(bit, _)| held & bit != 0).map(|(_, modifier)| modifier);
    modifiers.fold(Chord::new(key), Chord::with)
}

fn letter(last: u8) -> Option<Key> {
    Some(match last {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'H' => Key::Home,
        b'F' => Key::End,
        b'P'..=b'S' => Key::F(last - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<Key> {
    Some(match number {
        1 | 7 => Key::Home,
        2 => Key::Insert,
        3 => Key::Delete,
        4 | 8 => Key::End,
        5 => Key::PageUp,
        6 => Key::PageDown,
        // the numbers have gaps where the first keyboards had
        11..=15 => function(number - 10)?,
        17..=21 => function(number - 11)?,
        23..=26 => function(number - 12)?,
        28..=29 => function(number - 13)?,
        31..=34 => function(number - 14)?,
        _ => return None,
    })
}

fn function(number: u32) -> Option<Key> {
    u8::try_from(number).ok().map(Key::F)
}

/// A key by its character's code point.
fn coded(code: u32) -> Option<Key> {
    Some(match code {
        9 => Key::Tab,
        13 => Key::Enter,
        27 => Key::Esc,
        8 | 127 => Key::Backspace,
        0xe000..=0xf8ff => return None, // keys without a character: a modifier alone, the number pad
        code => Key::Char(char::from_u32(code).filter(|c| !c.is_control())?),
    })
}

/// After `ESC ]` and its like: everything up to BEL or `ESC \`.
fn string(rest: &[u8]) -> Step {
    let end = rest.iter().position(|byte| matches!(*byte, 0x07 | ESC));
    match end {
        Some(end) if rest[end] == 0x07 => Step::Nothing(end + 3),
        Some(end) if rest.get(end + 1) == Some(&b'\\') => Step::Nothing(end + 4),
        Some(end) if end + 1 < rest.len() => Step::Nothing(end + 2),
        _ if rest.len() > LONGEST_STRING => Step::Nothing(rest.len() + 2),
        _ => Step::More,
    }
}
