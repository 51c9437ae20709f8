//! The fast path: proof that there is nothing to mend in a text, in one pass without allocation.

use super::legacy::Marks;

/// Bytes looked at in one go; the compiler makes vector instructions of it.
const CHUNK: usize = 32;

/// How many bytes at the start are ASCII.
pub fn ascii_prefix(bytes: &[u8]) -> usize {
    prefix(bytes, |word| word & HIGH)
}

/// As far as `odd` is zero: by chunks, then by words, in which it marks the first odd byte at its highest bit.
fn prefix(bytes: &[u8], odd: impl Fn(u64) -> u64) -> usize {
    let chunks = bytes.chunks_exact(CHUNK).take_while(|chunk| words(chunk).fold(0, |all, word| all | odd(word)) == 0);
    let mut at = chunks.count() * CHUNK;
    for word in words(&bytes[at..]) {
        let found = odd(word);
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += WORD;
    }
    let mut last = [0x80; WORD];
    let rest = &bytes[at..];
    last[..rest.len()].copy_from_slice(rest);
    at + odd(u64::from_le_bytes(last)).trailing_zeros() as usize / 8
}

/// Bytes of a word, and its bytes with their highest bits and their lowest.
const WORD: usize = 8;
const HIGH: u64 = u64::from_le_bytes([0x80; WORD]);
const LOW: u64 = u64::from_le_bytes([1; WORD]);

fn words(bytes: &[u8]) -> impl Iterator<Item = u64> {
    bytes.as_chunks().0.iter().map(|word| u64::from_le_bytes(*word))
}

/// Bytes beyond ASCII, `&` and carriage return: marked exactly up to the first.
fn doubtful(word: u64) -> u64 {
    let equal = |byte: u8| {
        let rest = word ^ (LOW * u64::from(byte));
        rest.wrapping_sub(LOW) & !rest & HIGH
    };
    (word & HIGH) | equal(b'&') | equal(b'\r')
}

/// What a scan comes across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// `&`, where it is: perhaps a character reference.
    Ampersand(usize),
    /// A line end or a control: something to mend for sure.
    Control,
    /// A combining mark or another character that may not be composed.
    Uncomposed,
    /// Characters that may be misread UTF-8, up to this byte.
    Sequence(usize),
}

/// Goes over a text from one doubtful place to the next.
#[derive(Clone, Debug)]
pub struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
    /// Encodings in which the next character would end a sequence, and the one after the next.
    ends_next: u64,
    ends_later: u64,
    /// Uncomposed characters have been found; once is enough.
    is_uncomposed: bool,
    /// Behind a character beyond ASCII.
    is_behind: bool,
}

impl<'t> Scan<'t> {
    /// A scan of `text` from its start.
    pub fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, ends_next: 0, ends_later: 0, is_uncomposed: false, is_behind: false }
    }

    /// A small step over ASCII; a doubtful place, if one is there.
    fn over_ascii(&mut self, first: u8) -> Option<Found> {
        let is_end = std::mem::take(&mut self.is_behind);
        if is_end && may_go_on(&self.bytes[..self.at], first) {
            return Some(Found::Sequence(self.at));
        }
        (self.ends_next, self.ends_later) = (0, 0);
        self.at += prefix(&self.bytes[self.at..], doubtful);
        match self.bytes.get(self.at) {
            Some(b'&') => {
                self.at += 1;
                Some(Found::Ampersand(self.at - 1))
            }
            Some(b'\r') => Some(Found::Control),
            _ => None,
        }
    }

    fn over_character(&mut self) -> Option<Found> {
        let (c, length) = character(&self.bytes[self.at..]);
        self.at += length;
        self.is_behind = true;
        let marks = Marks::of(c);
        if marks.is_none() {
            (self.ends_next, self.ends_later) = (0, 0);
            return None;
        }
        let follows = marks.follows();
        let ends = self.ends_next & follows;
        (self.ends_next, self.ends_later) =
            (marks.leads(2) | (self.ends_later & follows), marks.leads(3) | marks.leads(4));
        match () {
            () if ends != 0 => Some(Found::Sequence(self.at)),
            () if !marks.is_odd() => None,
            () if is_control(c) => Some(Found::Control),
            () if self.is_uncomposed => None,
            () => {
                self.is_uncomposed = true;
                Some(Found::Uncomposed)
            }
        }
    }
}

impl Iterator for Scan<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while let Some(first) = self.bytes.get(self.at) {
            let found = if first.is_ascii() { self.over_ascii(*first) } else { self.over_character() };
            if found.is_some() {
                return found;
            }
        }
        let is_end = std::mem::take(&mut self.is_behind);
        (is_end && may_go_on(self.bytes, b' ')).then_some(Found::Sequence(self.at))
    }
}

/// Characters that are mended wherever they stand.
fn is_control(c: u32) -> bool {
    matches!(c, 0x80..=0x9f | 0x2028 | 0x2029 | 0xfeff | 0xfffd)
}

/// Whether the end of `stretch` may have lost a byte to the ASCII after it: `Ã ` for `à`, `â€?` for `”`, `mã¼ller`.
fn may_go_on(stretch: &[u8], next: u8) -> bool {
    match *stretch {
        // `Ã` and `Â`
        [.., 0xc3, 0x82 | 0x83] => !next.is_ascii_uppercase(),
        // `â`
        [.., 0xc3, 0xa2] => matches!(next, b'?' | b'"'),
        // a sign behind a small letter
        [.., 0xc3, 0xa2..=0xbe, 0xc2, 0xa1..=0xbf] => true,
        // quotes and dashes of windows-1252, 1251, 1253, 874
        [.., 0xc3, 0x82 | 0xa2, 0xe2, 0x82, 0xac] | [.., 0xd0, 0xb2, 0xd0, 0x82] => true,
        [.., 0xce, 0xb2, 0xe2, 0x82, 0xac] | [.., 0xe0, 0xb9, 0x82, 0xe2, 0x82, 0xac] => true,
        _ => false,
    }
}

/// The character beyond ASCII at the start, and its bytes. What is read is UTF-8, so that no byte is missing.
#[inline]
fn character(bytes: &[u8]) -> (u32, usize) {
    let tail = |b: &u8| u32::from(b & 0x3f);
    match bytes {
        [first @ 0xe0..=0xef, second, third, ..] => {
            (u32::from(first & 0x0f) << 12 | tail(second) << 6 | tail(third), 3)
        }
        [first @ 0xf0..=0xff, second, third, fourth, ..] => {
            (u32::from(first & 0x07) << 18 | tail(second) << 12 | tail(third) << 6 | tail(fourth), 4)
        }
        [first, second, ..] => (u32::from(first & 0x1f) << 6 | tail(second), 2),
        _ => (0xfffd, 1),
    }
}
