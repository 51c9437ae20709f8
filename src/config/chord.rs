//! A key with its modifiers, as text and back: `C-d`, `S-Tab`, `PgDn`, `j`.

use std::fmt;
use std::str::FromStr;

/// A key of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// What is typed with it: `j`, `G`, `|`.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator.
    Tab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Insert.
    Insert,
    /// To the start.
    Home,
    /// To the end.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// A function key, from 1.
    F(u8),
}

/// The name first shown, then others that are understood, in any case.
const NAMES: [(Key, &[&str]); 15] = [
    (Key::Char(' '), &["Space"]),
    (Key::Enter, &["Enter", "Return"]),
    (Key::Esc, &["Esc", "Escape"]),
    (Key::Tab, &["Tab"]),
    (Key::Backspace, &["Backspace", "BS"]),
    (Key::Delete, &["Del", "Delete"]),
    (Key::Insert, &["Ins", "Insert"]),
    (Key::Home, &["Home"]),
    (Key::End, &["End"]),
    (Key::PageUp, &["PgUp", "PageUp"]),
    (Key::PageDown, &["PgDn", "PageDown"]),
    (Key::Left, &["←", "Left"]),
    (Key::Right, &["→", "Right"]),
    (Key::Up, &["↑", "Up"]),
    (Key::Down, &["↓", "Down"]),
];

/// What stands before a key's name, and the modifier it means.
const PREFIXES: [(&str, Modifier); 6] = [
    ("C-", Modifier::Ctrl),
    ("Ctrl-", Modifier::Ctrl),
    ("M-", Modifier::Alt),
    ("Alt-", Modifier::Alt),
    ("S-", Modifier::Shift),
    ("Shift-", Modifier::Shift),
];

/// Keyboards have no more function keys than this that a terminal can send.
const LAST_F: u8 = 35;

/// A key that is held while another is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// Control.
    Ctrl,
    /// Alt, or Esc before the key.
    Alt,
    /// Shift, where the character does not tell.
    Shift,
}

/// A key pressed together with modifiers, in the one form that a terminal can tell apart: the shift of a character
/// is in the character (`G`), and control makes no difference between `d` and `D`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    key: Key,
    ctrl: bool,
    alt: bool,
    shift: bool,
}

impl Chord {
    /// The key alone.
    pub fn new(key: Key) -> Self {
        Self { key, ctrl: false, alt: false, shift: false }
    }

    /// The same with a modifier held as well.
    pub fn with(mut self, modifier: Modifier) -> Self {
        match (modifier, self.key) {
            (Modifier::Ctrl, _) => self.ctrl = true,
            (Modifier::Alt, _) => self.alt = true,
            (Modifier::Shift, Key::Char(c)) if !self.ctrl => self.key = Key::Char(single_uppercase(c)),
            (Modifier::Shift, Key::Char(_)) => {}
            (Modifier::Shift, _) => self.shift = true,
        }
        match self.key {
            Key::Char(c) if self.ctrl => Self { key: Key::Char(c.to_ascii_lowercase()), ..self },
            _ => self,
        }
    }

    /// The character that the chord types where text is taken; `None` for all that commands.
    pub fn typed(self) -> Option<char> {
        match self.key {
            Key::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The name in ASCII: `Left` for `←`.
    pub fn ascii_name(self) -> String {
        let name =
            NAMES.iter().find(|(key, _)| *key == self.key).and_then(|(_, names)| names.iter().find(|n| n.is_ascii()));
        match name {
            Some(name) => format!("{}{name}", self.prefix()),
            None => self.to_string(),
        }
    }

    fn prefix(self) -> String {
        let held = [(self.ctrl, "C-"), (self.alt, "M-"), (self.shift, "S-")];
        held.iter().filter(|(is_held, _)| *is_held).map(|(_, prefix)| *prefix).collect()
    }
}

/// Some characters have no capital of one character (`ß`): they stay.
fn single_uppercase(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) => upper,
        _ => c,
    }
}

/// As in help: `C-d`, `S-Tab`, `↓`.
impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.prefix())?;
        match (NAMES.iter().find(|(key, _)| *key == self.key), self.key) {
            (Some((_, names)), _) => write!(f, "{}", names[0]),
            (None, Key::Char(c)) => write!(f, "{c}"),
            (None, Key::F(n)) => write!(f, "F{n}"),
            (None, key) => write!(f, "{key:?}"),
        }
    }
}

/// Text that names no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchKey {
    /// The part that names none.
    pub name: String,
}

impl fmt::Display for NoSuchKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let known = NAMES.iter().flat_map(|(_, names)| names.iter().copied());
        write!(f, "{}", super::complaint::unknown("key", &self.name, known))
    }
}

impl std::error::Error for NoSuchKey {}

impl FromStr for Chord {
    type Err = NoSuchKey;

    fn from_str(text: &str) -> Result<Self, NoSuchKey> {
        let (mut name, mut held) = (text, Vec::new());
        while let Some((rest, modifier)) = strip_modifier(name) {
            name = rest;
            held.push(modifier);
        }
        let key = key_named(name).ok_or_else(|| NoSuchKey { name: name.to_owned() })?;
        Ok(held.into_iter().fold(Chord::new(key), Chord::with))
    }
}

/// A prefix counts only before something: `-` and `C--` are keys too.
fn strip_modifier(name: &str) -> Option<(&str, Modifier)> {
    let stripped = PREFIXES.iter().find_map(|(prefix, modifier)| Some((name.strip_prefix(prefix)?, *modifier)));
    stripped.filter(|(rest, _)| !rest.is_empty())
}

fn key_named(name: &str) -> Option<Key> {
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if c.is_alphanumeric() || c.is_ascii_punctuation() => return Some(Key::Char(c)),
        _ => {}
    }
    if let Some(number) = name.strip_prefix(['F', 'f']).and_then(|number| number.parse().ok()) {
        return (1..=LAST_F).contains(&number).then_some(Key::F(number));
    }
    let named = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    if let Some((key, _)) = NAMES.iter().find(|(_, names)| named(names)) {
        return Some(*key);
    }
    let mut chars = name.chars();
    chars.next().filter(|c| chars.next().is_none() && !c.is_control() && !c.is_whitespace()).map(Key::Char)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{Strategy, any, prop_assert_eq, prop_oneof, proptest};

    #[test]
    fn text_names_keys() {
        let key = Chord::new;
        for (text, expected, shown) in [
            ("j", key(Key::Char('j')), "j"),
            ("G", key(Key::Char('G')), "G"),
            ("S-g", key(Key::Char('G')), "G"),
            ("|", key(Key::Char('|')), "|"),
            ("-", key(Key::Char('-')), "-"),
            ("C--", key(Key::Char('-')).with(Modifier::Ctrl), "C--"),
            ("C-d", key(Key::Char('d')).with(Modifier::Ctrl), "C-d"),
            ("C-D", key(Key::Char('d')).with(Modifier::Ctrl), "C-d"),
            ("Ctrl-Alt-x", key(Key::Char('x')).with(Modifier::Ctrl).with(Modifier::Alt), "C-M-x"),
            ("S-Tab", key(Key::Tab).with(Modifier::Shift), "S-Tab"),
            ("space", key(Key::Char(' ')), "Space"),
            ("PageDown", key(Key::PageDown), "PgDn"),
            ("Left", key(Key::Left), "←"),
            ("←", key(Key::Left), "←"),
            ("F12", key(Key::F(12)), "F12"),
            ("F", key(Key::Char('F')), "F"),
            ("é", key(Key::Char('é')), "é"),
        ] {
            let parsed: Chord = text.parse().unwrap();
            assert_eq!(parsed, expected, "{text}");
            assert_eq!(parsed.to_string(), shown, "{text}");
        }
    }

    #[test]
    fn what_names_no_key_is_refused() {
        for (text, reason) in [
            ("", "no key \"\""),
            ("C-", "no key \"C-\""),
            ("jj", "no key \"jj\""),
            ("F99", "no key \"F99\""),
            (" ", "no key \" \""),
            ("C-Entr", "no key \"Entr\"; did you mean \"Enter\"?"),
        ] {
            assert_eq!(text.parse::<Chord>().unwrap_err().to_string(), reason);
        }
    }

    fn keys() -> impl Strategy<Value = Key> {
        let named: Vec<Key> = NAMES.iter().map(|(key, _)| *key).collect();
        let printable = any::<char>().prop_filter("printable", |c| !c.is_control() && !c.is_whitespace());
        let printable = printable.prop_filter("an arrow's name", |c| !"←→↑↓".contains(*c));
        prop_oneof![
            proptest::sample::select(named),
            proptest::char::range('!', '~').prop_map(Key::Char),
            printable.prop_map(Key::Char),
            (1..=LAST_F).prop_map(Key::F),
        ]
    }

    proptest! {
        #[test]
        fn a_chord_is_parsed_as_it_is_printed(key in keys(), ctrl: bool, alt: bool, shift: bool) {
            let held = [(ctrl, Modifier::Ctrl), (alt, Modifier::Alt), (shift, Modifier::Shift)];
            let held = held.into_iter().filter(|(is_held, _)| *is_held).map(|(_, modifier)| modifier);
            let chord = held.fold(Chord::new(key), Chord::with);
            prop_assert_eq!(chord.to_string().parse(), Ok(chord));
            prop_assert_eq!(chord.ascii_name().parse(), Ok(chord));
        }

        #[test]
        fn any_text_is_parsed_or_refused(text in ".{0,8}") {
            if let Ok(chord) = text.parse::<Chord>() {
                prop_assert_eq!(chord.to_string().parse(), Ok(chord));
            }
        }
    }
}
