//! Keys pressed one after the other: a chord alone, or a sequence such as `g d`. What was pressed waits here until it
//! is whole.
//!
//! A key that is bound itself and begins longer sequences (`g`, `g d`) waits for the next one: what does not go on
//! with it is a key of its own. How long to wait is the runtime's to say; [`Strokes::settle`] ends it. What is bound to
//! nothing itself (`C-x`, `C-x C-s`) waits for as long as it takes.

use super::chord::{Chord, Key, NoSuchKey};
use super::keymap::Keymap;
use crate::app::Action;
use crate::app::action::KeyLayer;

/// What a pressed key led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// The start of a sequence: more may follow.
    Waits,
    /// It is whole. `None`: it is bound to nothing.
    Whole(Option<Action>),
    /// The keys before it were whole without it, and mean this; the key has to be pressed again.
    Before(Option<Action>),
}

/// The keys of a sequence that is not whole yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strokes {
    pending: Vec<Chord>,
    /// What is pending is bound itself.
    is_bound: bool,
}

impl Strokes {
    /// Takes a key, looked up in `layers`. Esc breaks a sequence off.
    pub fn press(&mut self, keymap: &Keymap, layers: &[KeyLayer], chord: Chord) -> Stroke {
        if self.is_waiting() && chord == Chord::new(Key::Esc) {
            self.pending.clear();
            return Stroke::Whole(None);
        }
        self.pending.push(chord);
        let found = keymap.look_up(layers, &self.pending);
        self.is_bound = found.is_bound;
        if found.goes_on {
            return Stroke::Waits;
        }
        if found.is_bound || self.pending.len() == 1 {
            self.pending.clear();
            return Stroke::Whole(found.action);
        }
        self.pending.pop();
        Stroke::Before(self.settle(keymap, layers))
    }

    /// Whether a sequence has begun.
    pub fn is_waiting(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Whether what has begun stands for itself where no more comes.
    pub fn may_settle(&self) -> bool {
        self.is_waiting() && self.is_bound
    }

    /// Nothing more came: what was pressed so far stands for itself.
    pub fn settle(&mut self, keymap: &Keymap, layers: &[KeyLayer]) -> Option<Action> {
        let pending = std::mem::take(&mut self.pending);
        keymap.look_up(layers, &pending).action
    }
}

/// The keys of a text: `g d` is two, with blanks between them.
pub(super) fn parse(text: &str) -> Result<Vec<Chord>, NoSuchKey> {
    let parts: Vec<&str> = text.split(' ').collect();
    parts.into_iter().map(str::parse).collect()
}

/// As in help: `gd`; with blanks where a key has a name of its own, `C-x C-s`.
pub(super) fn shown(chords: &[Chord], name: impl Fn(Chord) -> String) -> String {
    let names: Vec<String> = chords.iter().copied().map(name).collect();
    let between = if names.iter().all(|name| name.chars().count() == 1) { "" } else { " " };
    names.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::{Desk, Go, Move};

    const KEYS: &str = "[global]\n\"g\" = \"top\"\n\"g d\" = \"help\"\n\"z z\" = \"back\"\n\"j\" = \"down\"\n[list]\n\"g\" = \"bottom\"";

    /// The outcomes of keys in `layers`, pressed again where they have to be; the last is what settling gives.
    fn check(layers: &[KeyLayer], keys: &[&str], expected: &[Stroke], settled: Option<Action>) {
        let mut keymap = Keymap::default();
        keymap.merge(KEYS);
        let mut strokes = Strokes::default();
        let mut found = Vec::new();
        for key in keys {
            let chord = key.parse().unwrap();
            found.push(strokes.press(&keymap, layers, chord));
            if let Some(Stroke::Before(_)) = found.last() {
                found.push(strokes.press(&keymap, layers, chord));
            }
        }
        assert_eq!(found, expected, "{keys:?}");
        assert_eq!(strokes.settle(&keymap, layers), settled, "{keys:?}");
        assert!(!strokes.is_waiting());
    }

    #[test]
    fn a_sequence_waits_until_it_is_whole() {
        let global = &[KeyLayer::Global];
        let (top, bottom) = (Some(Action::Move(Move::Top)), Some(Action::Move(Move::Bottom)));
        let (help, down) = (Some(Action::Desk(Desk::Help)), Some(Action::Move(Move::Down)));
        check(global, &["g", "d"], &[Stroke::Waits, Stroke::Whole(help)], None);
        check(global, &["g"], &[Stroke::Waits], top);
        check(global, &["g", "j"], &[Stroke::Waits, Stroke::Before(top), Stroke::Whole(down)], None);
        check(global, &["g", "g"], &[Stroke::Waits, Stroke::Before(top), Stroke::Waits], top);
        check(global, &["g", "Esc"], &[Stroke::Waits, Stroke::Whole(None)], None);
        check(global, &["z", "z"], &[Stroke::Waits, Stroke::Whole(Some(Action::Go(Go::Back)))], None);
        check(global, &["z", "x"], &[Stroke::Waits, Stroke::Before(None), Stroke::Whole(None)], None);
        let upper = &[KeyLayer::List, KeyLayer::Global];
        check(upper, &["g", "d"], &[Stroke::Whole(bottom), Stroke::Whole(None)], None);
    }

    #[test]
    fn what_is_bound_to_nothing_itself_waits_for_ever() {
        let mut keymap = Keymap::default();
        keymap.merge(KEYS);
        for (key, expected) in [("g", true), ("z", false), ("j", false)] {
            let mut strokes = Strokes::default();
            strokes.press(&keymap, &[KeyLayer::Global], key.parse().unwrap());
            assert_eq!(strokes.may_settle(), expected, "{key}");
        }
    }

    #[test]
    fn sequences_are_shown_short_where_that_is_clear() {
        let check = |text: &str, expected: &str| {
            assert_eq!(shown(&parse(text).unwrap(), |chord| chord.to_string()), expected);
        };
        check("g d", "gd");
        check("C-x C-s", "C-x C-s");
        check("j", "j");
        assert!(parse("g  d").is_err() && parse("").is_err());
    }
}
