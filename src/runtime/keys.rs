//! What a terminal sends, as keys: escape sequences, UTF-8, control characters, bracketed paste.
//!
//! Our own rather than crossterm's reader: that one never returns when the terminal is gone (it reads nothing for
//! ever), blocks in the middle of a sequence, and takes the terminal away from the wait for signals and documents.

mod sequence;

use sequence::{Step, step};

use crate::app::Mouse;
use crate::config::Chord;

/// A paste longer than this is cut: prompts take lines, not files.
const PASTE_LIMIT: usize = 64 * 1024;

/// What ends a bracketed paste.
const PASTE_END: &[u8] = b"\x1b[201~";

/// What the user did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Pressed a key.
    Key(Chord),
    /// Used the mouse.
    Mouse(Mouse),
    /// Pasted a text.
    Paste(String),
}

/// What has come without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It may be a key of its own, or the start of one.
    MaybeKey,
    /// A part of a key, of a report or of an answer: its end comes, however slow the line is.
    Part,
}

/// Bytes in, keys out. A sequence may come in pieces.
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
    /// What was pasted so far; `None` outside of a paste.
    paste: Option<Vec<u8>>,
}

impl Decoder {
    /// The keys that are whole after `bytes`.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        self.pending.extend_from_slice(bytes);
        self.drain()
    }

    /// What has to go on to be a key; `None` also in a paste, which may take its time.
    pub fn begun(&self) -> Option<Begun> {
        let waits = self.paste.is_none() && !self.pending.is_empty();
        waits.then(|| if sequence::may_be_key(&self.pending) { Begun::MaybeKey } else { Begun::Part })
    }

    /// Nothing more came: an escape was the key, and what follows it stands for itself.
    pub fn settle(&mut self) -> Vec<Input> {
        let pending = std::mem::take(&mut self.pending);
        sequence::alone(&pending).map(Input::Key).into_iter().collect()
    }

    fn drain(&mut self) -> Vec<Input> {
        let mut inputs = Vec::new();
        let mut at = 0;
        while at < self.pending.len() {
            let rest = &self.pending[at..];
            let used = match &mut self.paste {
                Some(paste) => match take_paste(paste, rest) {
                    (used, false) => used,
                    (used, true) => {
                        let text = String::from_utf8_lossy(paste).into_owned();
                        inputs.push(Input::Paste(text));
                        self.paste = None;
                        used
                    }
                },
                None => match step(rest) {
                    Step::More => break,
                    Step::Nothing(used) => used,
                    Step::Key(used, chord) => {
                        inputs.push(Input::Key(chord));
                        used
                    }
                    Step::Mouse(used, mouse) => {
                        inputs.push(Input::Mouse(mouse));
                        used
                    }
                    Step::Paste(used) => {
                        self.paste = Some(Vec::new());
                        used
                    }
                },
            };
            if used == 0 {
                break;
            }
            at += used;
        }
        self.pending.drain(..at);
        inputs
    }
}

/// Adds to a paste; how many bytes were used, and whether it has ended.
fn take_paste(paste: &mut Vec<u8>, bytes: &[u8]) -> (usize, bool) {
    let end = bytes.windows(PASTE_END.len()).position(|window| window == PASTE_END);
    // without an end, keep back what may be the start of one
    let kept = end.unwrap_or_else(|| bytes.len() - longest_start(bytes));
    let room = PASTE_LIMIT.saturating_sub(paste.len());
    paste.extend_from_slice(&bytes[..kept.min(room)]);
    (kept + end.map_or(0, |_| PASTE_END.len()), end.is_some())
}

/// Length of the longest end of `bytes` that a paste's end starts with.
fn longest_start(bytes: &[u8]) -> usize {
    (1..PASTE_END.len()).rev().find(|len| bytes.ends_with(&PASTE_END[..*len])).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

    /// Keys by name, pastes in quotes.
    fn shown(inputs: Vec<Input>) -> String {
        let names = inputs.into_iter().map(|input| match input {
            Input::Key(chord) => chord.ascii_name(),
            Input::Mouse(Mouse { gesture, at }) => format!("{gesture:?}({},{})", at.x, at.y),
            Input::Paste(text) => format!("{text:?}"),
        });
        names.collect::<Vec<_>>().join(" ")
    }

    fn decode(bytes: &[u8]) -> String {
        let mut decoder = Decoder::default();
        let mut inputs = decoder.feed(bytes);
        inputs.extend(decoder.settle());
        shown(inputs)
    }

    #[test]
    fn bytes_are_keys() {
        for (bytes, expected) in [
            (&b"jG |"[..], "j G Space |"),
            (b"\r\t\x7f\x08", "Enter Tab Backspace C-h"),
            (b"\x01\x1a\x00\x1c\x1f", "C-a C-z C-Space C-\\ C-_"),
            ("é开🇫🇷".as_bytes(), "é 开 🇫 🇷"),
            (b"\x1b[A\x1b[B\x1bOC\x1bOD", "Up Down Right Left"),
            (b"\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[7~\x1b[8~", "Home End Home End Home End"),
            (b"\x1b[5~\x1b[6~\x1b[3~\x1b[2~", "PgUp PgDn Del Ins"),
            (b"\x1bOP\x1b[11~\x1b[[A\x1b[15~\x1b[24~\x1b[34~", "F1 F1 F1 F5 F12 F20"),
            (b"\x1b[Z\x1b[1;5C\x1b[1;2A\x1b[3;3~", "S-Tab C-Right S-Up M-Del"),
            (b"\x1b", "Esc"),
            (b"\x1b\x1b[A", "Esc Up"),
            (b"\x1bx\x1b\r", "M-x M-Enter"),
            (b"\x1b[", "M-["),
            (b"\x1bO", "M-O"),
            (b"\x1b[<0;1;1M\x1b[<64;80;24M\x1b[<65;300;100M", "Click(0,0) WheelUp(79,23) WheelDown(299,99)"),
            (b"\x1b[M !!\x1b[M`\x7f~", "Click(0,0) WheelUp(94,93)"),
            (b"\x1b[27;5;9~\x1b[106;5u\x1b[97;1u\x1b[97;1:1u", "C-Tab C-j a a"),
            (b"\x1b[113;9u\x1b[1;9D\x1b[1;129A", "M-q M-Left Up"),
            (b"\x1bOM\x1bO5A\x1bO1;2P", "Enter C-Up S-F1"),
        ] {
            assert_eq!(decode(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn what_is_no_key_is_passed_over() {
        for bytes in [
            &b"\x1b[?62;c"[..],         // what the terminal is
            b"\x1b]11;rgb:ff/ff\x1b\\", // its background
            b"\x1b]52;c;aGk=\x07",      // the clipboard
            b"\x1bP1$r0m\x1b\\",        // a setting
            b"\x1b[<0;10;10m",          // a button that is let go
            b"\x1b[<35;10;10M",         // the mouse on its way
            b"\x1b[M#!!",               // the same, without numbers
            b"\x1b[32;10;10M",          // a click in a form that nobody asked for
            b"\x1b[113;1:3u",           // a key that is let go
            b"\x1b[57441;2u",           // shift alone
            b"\x1b[<4;10;10M",          // a click with shift
            b"\x1b[<0;0;10M",           // nowhere
            b"\x1b[<0;10;99999M",       // far away
            b"\x1b[I",                  // the focus
            b"\x1b[12;40R",             // where the cursor is
            b"\xff\xc3",                // no UTF-8
            b"\x1b[201~",               // the end of no paste
        ] {
            assert_eq!(decode(&[bytes, b"j"].concat()), "j", "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_paste_is_one_text_whatever_it_holds() {
        assert_eq!(decode(b"\x1b[200~q\x1b[A\nj\x1b[201~k"), "\"q\\u{1b}[A\\nj\" k");
        let long = [b"\x1b[200~".to_vec(), vec![b'x'; 2 * PASTE_LIMIT], PASTE_END.to_vec()].concat();
        assert_eq!(decode(&long).len(), PASTE_LIMIT + 2);
    }

    #[test]
    fn half_a_key_waits_for_the_rest() {
        for (bytes, expected) in [
            (&b""[..], None),
            (b"j", None),
            (b"\x1b", Some(Begun::MaybeKey)),
            (b"\x1b\x1b", Some(Begun::MaybeKey)),
            (b"\x1b_", Some(Begun::MaybeKey)),
            (b"\x1b[", Some(Begun::Part)),
            (b"\x1bO", Some(Begun::Part)),
            (b"\x1b[1;5", Some(Begun::Part)),
            (b"\x1b[<0;2", Some(Begun::Part)),
            (b"\x1b[M ", Some(Begun::Part)),
            (b"\x1b]11;rgb:ff/f", Some(Begun::Part)),
            (b"\xe5\xbc", Some(Begun::Part)),
            (b"\x1b[200~a\x1b[20", None),
        ] {
            let mut decoder = Decoder::default();
            decoder.feed(bytes);
            assert_eq!(decoder.begun(), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
        let mut decoder = Decoder::default();
        assert_eq!(shown(decoder.feed(b"\x1b[")), "");
        assert_eq!(shown(decoder.feed(b"A")), "Up");
        assert_eq!(shown(decoder.feed(b"\x1b[200~a\x1b[20")), "");
        assert_eq!(shown(decoder.feed(b"1~")), "\"a\"");
    }

    proptest! {
        #[test]
        fn pieces_make_the_same_keys_as_the_whole(bytes in fragments(), cut in 0usize..40) {
            let mut decoder = Decoder::default();
            let (left, right) = bytes.split_at(cut.min(bytes.len()));
            let mut inputs = decoder.feed(left);
            inputs.extend(decoder.feed(right));
            inputs.extend(decoder.settle());
            prop_assert_eq!(shown(inputs), decode(&bytes));
        }

        #[test]
        fn any_bytes_are_read_to_the_end(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let mut decoder = Decoder::default();
            decoder.feed(&bytes);
            decoder.settle();
            prop_assert!(decoder.paste.is_some() || decoder.pending.is_empty());
        }
    }

    fn fragments() -> impl Strategy<Value = Vec<u8>> {
        let fragment = proptest::sample::select(vec![
            &b"j"[..],
            b"\x1b",
            b"\x1b[A",
            b"\x1bOP",
            b"\x1b[1;5C",
            "é".as_bytes(),
            b"\x1b[200~x\x1b[201~",
            b"\x1b]0;t\x07",
        ]);
        proptest::collection::vec(fragment, 0..8).prop_map(|fragments| fragments.concat())
    }
}
