//! Sequences for terminals, as terminals read them: what belongs to one goes with it, also where it is cut off, interrupted
//! or has invisible characters in between.

use super::invisible::is_invisible;

/// A text and how far it has been read.
#[derive(Clone, Debug)]
pub struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// Where the last control stands that ends a string for a terminal.
    last_end: usize,
    /// Line breaks and blanks inside of sequences, which terminals still obey.
    pub breaks: Option<char>,
}

impl<'t> Reader<'t> {
    /// A reader at the start of `text`.
    pub fn new(text: &'t str) -> Self {
        let is_end = |c: char| matches!(c, '\u{7}' | '\u{18}' | '\u{1a}' | '\u{1b}' | '\u{9c}');
        Self { text, at: 0, last_end: text.rfind(is_end).unwrap_or(0), breaks: None }
    }

    /// The next character.
    pub fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// What is still to be read.
    pub fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// What is to be read, with the character `c` that was read last.
    pub fn from(&self, c: char) -> &'t str {
        &self.text[self.at - c.len_utf8()..]
    }

    /// Passes over so many bytes, which end between two characters.
    pub fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Passes over all such characters; whether there were any.
    pub fn skip_while_any(&mut self, is_part: impl Fn(char) -> bool) -> bool {
        let from = self.at;
        while self.next_if(&is_part).is_some() {}
        self.at > from
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next_if(&mut self, is_wanted: impl Fn(char) -> bool) -> Option<char> {
        self.peek().filter(|c| is_wanted(*c))?;
        self.next()
    }

    /// Takes off the rest of what the control `c` begins. A control of its own begins nothing.
    pub fn skip_after(&mut self, c: char) {
        match c {
            '\u{1b}' => self.skip_escape(),
            '\u{9b}' => self.skip_control_sequence(),
            '\u{9d}' if self.is_command() || self.at <= self.last_end => self.skip_string(true),
            // one that never ends is rather a stray character of an old encoding: nothing else goes with it
            '\u{90}' | '\u{98}' | '\u{9e}' | '\u{9f}' if self.at <= self.last_end => self.skip_string(false),
            _ => {}
        }
    }

    /// Digits and a semicolon, as behind OSC.
    fn is_command(&self) -> bool {
        let rest = self.rest().trim_start_matches(|c: char| c.is_ascii_digit());
        rest.starts_with(';') && rest.len() < self.rest().len()
    }

    /// What terminals skip within a sequence: controls of layout are obeyed, others do nothing.
    fn skip_ignored(&mut self) {
        let is_ignored =
            |c: char| matches!(c, '\0'..='\u{17}' | '\u{19}' | '\u{1c}'..='\u{1f}' | '\u{7f}') || is_invisible(c);
        while let Some(c) = self.next_if(is_ignored) {
            if matches!(c, '\t'..='\r') {
                self.breaks = if c == '\n' || self.breaks == Some('\n') { Some('\n') } else { Some(' ') };
            }
        }
    }

    /// After ESC: a control sequence, a string up to its end, or one or two characters.
    fn skip_escape(&mut self) {
        self.skip_ignored();
        match self.next_if(|c| (' '..='~').contains(&c)) {
            Some('[') => self.skip_control_sequence(),
            Some(']') => self.skip_string(true),
            Some('P' | 'X' | '^' | '_') => self.skip_string(false),
            Some(' '..='/') => {
                self.skip_while(|c| (' '..='/').contains(&c));
                self.next_if(|c| ('0'..='~').contains(&c));
            }
            // one character of another set
            Some('N' | 'O') => {
                self.next_if(|c| ('!'..='~').contains(&c));
            }
            _ => {}
        }
    }

    fn skip_while(&mut self, is_part: impl Fn(char) -> bool) {
        self.skip_ignored();
        while self.next_if(&is_part).is_some() {
            self.skip_ignored();
        }
    }

    /// After CSI: parameters and intermediates up to the final byte. Linux has `CSI [` and one more.
    fn skip_control_sequence(&mut self) {
        self.skip_while(|c| (' '..='?').contains(&c) || c == '[');
        self.next_if(|c| ('@'..='~').contains(&c));
    }

    /// After OSC, DCS and their kin: up to ST, CAN or SUB, of OSC to BEL; ESC and another introducer begin anew. One that
    /// never ends takes its line with it, no more.
    fn skip_string(&mut self, is_command: bool) {
        if is_command && self.rest().starts_with('P') && is_palette(self.rest()) {
            self.at += PALETTE;
            return;
        }
        while let Some(c) =
            self.next_if(|c| !matches!(c, '\n' | '\u{1b}' | '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}'..='\u{9f}'))
        {
            if matches!(c, '\u{9c}' | '\u{18}' | '\u{1a}') || (c == '\u{7}' && is_command) {
                return;
            }
        }
    }
}

/// Bytes of `Pnrrggbb`.
const PALETTE: usize = 8;

/// A colour of the Linux console, which has no end mark.
fn is_palette(rest: &str) -> bool {
    rest.as_bytes().get(1..PALETTE).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}
