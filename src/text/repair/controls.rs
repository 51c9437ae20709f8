//! Controls that were meant as characters or line ends: windows-1252 read as ISO 8859-1, carriage returns, Unicode's own
//! line ends, byte order marks inside of a text.

use std::iter::Peekable;
use std::str::Chars;

/// `text` with line ends as `\n`, C1 controls that were signs of windows-1252 as such, without byte order marks; nothing
/// where it has none of them. Controls of sequences for terminals stay, for `sanitize` to see these whole.
pub fn mend(text: &str) -> Option<String> {
    let is_odd = |c: char| matches!(c, '\r' | '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
    if !text.contains(is_odd) {
        return None;
    }
    let controls = Controls::of(text);
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = '\n';
    while let Some(c) = chars.next() {
        match c {
            '\r' | '\n' | '\u{2028}' | '\u{2029}' => {
                skip_partner(c, &mut chars);
                out.push('\n');
            }
            '\u{feff}' => {}
            '\u{80}'..='\u{9f}' => {
                let meant = controls.meant(c, before, chars.peek().copied());
                // a sign of windows-1252 that was written in UTF-8 and misread: `LÂ\u{92}Or`
                if before == 'Â' && matches!(c, '\u{91}'..='\u{97}') && meant != c {
                    out.pop();
                }
                out.push(meant);
            }
            c => out.push(c),
        }
        before = c;
    }
    (out != text).then_some(out)
}

/// The other half of a line end: `\r\n`, and `\n\r` where that is no `\n` before `\r\n`.
fn skip_partner(c: char, chars: &mut Peekable<Chars>) {
    let mut ahead = chars.clone();
    let next = [ahead.next(), ahead.next()];
    if matches!((c, next), ('\r', [Some('\n'), _])) || (c == '\n' && next[0] == Some('\r') && next[1] != Some('\n')) {
        chars.next();
    }
}

/// Which controls a text has, as far as that says what they are.
#[derive(Clone, Copy, Debug)]
struct Controls {
    /// Sequences for terminals, or parts of them.
    has_sequences: bool,
    /// Strings for terminals and their ends.
    has_strings: bool,
    /// Quotes and dashes of windows-1252.
    has_signs: bool,
}

impl Controls {
    fn of(text: &str) -> Self {
        let has = |set: &[char]| text.contains(set);
        Self {
            has_sequences: has(&['\u{1b}', '\u{90}', '\u{98}', '\u{9b}', '\u{9d}']),
            has_strings: has(&['\u{9e}', '\u{9f}']) && has(&['\u{9c}', '\u{7}']),
            has_signs: text.contains(|c| matches!(c, '\u{91}'..='\u{97}')),
        }
    }

    fn meant(self, c: char, before: char, next: Option<char>) -> char {
        let next = next.unwrap_or('\n');
        let is_inside = before.is_alphabetic() && next.is_alphabetic();
        match c {
            '\u{85}' if self.has_sequences || self.has_strings => '\n',
            '\u{85}' if self.has_signs || (next.is_whitespace() && before.is_alphanumeric()) => '…',
            '\u{85}' => '\n',
            _ if self.has_sequences || self.has_strings => c,
            '\u{98}' | '\u{9b}' | '\u{9d}' | '\u{90}' => c,
            '\u{9c}' | '\u{9e}' | '\u{9f}' if !is_inside => c,
            _ => super::legacy::windows_1252(c as u8),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_windows_1252_come_back() {
        for (text, expected) in [
            ("it\u{92}s \u{93}one\u{94} \u{96} \u{80}5\u{85}", "it’s “one” – €5…"),
            ("c\u{9c}ur, and so on\u{85} ", "cœur, and so on… "),
            ("a\r\nb\rc\u{2028}d\u{85}e\n\rf", "a\nb\nc\nd\ne\nf"),
            ("a\u{feff}b", "ab"),
        ] {
            assert_eq!(mend(text).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn sequences_stay_whole() {
        for text in ["\u{1b}]0;a\u{93}\u{9c}", "\u{9b}31m\u{91}", "\u{9f}G\u{9c}", "\u{81}"] {
            assert_eq!(mend(text), None, "{text:?}");
        }
    }
}
