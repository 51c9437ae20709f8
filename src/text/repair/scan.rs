//! The fast path: proof that there is nothing to mend in a text, in one pass without allocation.

use super::legacy::Marks;

/// Bytes looked at in one go; the compiler makes vector instructions of it.
const CHUNK: usize = 32;

/// How many bytes at the start are ASCII.
pub fn ascii_prefix(bytes: &[u8]) -> usize {
    prefix(bytes, |b| b & 0x80, |b| b < 0x80)
}

/// How many bytes at the start are ASCII, other than `&` and carriage return.
fn plain_prefix(bytes: &[u8]) -> usize {
    let odd = |b: u8| (b & 0x80) | u8::from(b == b'&') | u8::from(b == b'\r');
    prefix(bytes, odd, |b| odd(b) == 0)
}

/// As far as `odd` is zero: by chunks, then by bytes.
fn prefix(bytes: &[u8], odd: impl Fn(u8) -> u8, is_plain: impl Fn(u8) -> bool) -> usize {
    let chunks = bytes.chunks_exact(CHUNK).take_while(|chunk| chunk.iter().fold(0, |all, b| all | odd(*b)) == 0);
    let at = chunks.count() * CHUNK;
    at + bytes[at..].iter().take_while(|b| is_plain(**b)).count()
}

/// What a scan found first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// `&`, where it is: perhaps a character reference.
    Ampersand(usize),
    /// A carriage return, a control, a combining mark: perhaps something to mend.
    Odd,
    /// Characters that may be misread UTF-8.
    Sequence,
}

/// What may have to be mended in `text` from byte `from` on; nothing where it is surely right.
pub fn scan(text: &str, from: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        at += plain_prefix(&bytes[at..]);
        match bytes.get(at) {
            None => return None,
            Some(b'&') => return Some(Found::Ampersand(at)),
            Some(0..=0x7f) => return Some(Found::Odd),
            Some(_) => match beyond_ascii(bytes, at) {
                Ok(next) => at = next,
                Err(found) => return Some(found),
            },
        }
    }
    None
}

/// Over a stretch beyond ASCII: where it ends, unless something in it needs a closer look.
fn beyond_ascii(bytes: &[u8], from: usize) -> Result<usize, Found> {
    let mut at = from;
    // the characters before, the last one first
    let mut last = [Marks::default(); 3];
    while let Some((c, length)) = character(bytes, at) {
        let marks = Marks::of(c);
        if marks.is_none() {
            last = [marks; 3];
        } else if marks.is_odd() {
            return Err(Found::Odd);
        } else if ends_sequence(marks, last) {
            return Err(Found::Sequence);
        } else {
            last = [marks, last[0], last[1]];
        }
        at += length;
    }
    if may_go_on(&bytes[from..at], last, bytes.get(at).copied()) { Err(Found::Sequence) } else { Ok(at) }
}

/// Whether a sequence of two, three or four ends here. One of four is found by its first three.
fn ends_sequence(marks: Marks, last: [Marks; 3]) -> bool {
    let follows = marks.follows();
    let two = last[0].leads(2) & follows;
    let more = (last[1].leads(3) | last[1].leads(4)) & last[0].follows() & follows;
    two | more != 0
}

/// Whether the end of `stretch` may have lost a byte to the ASCII after it: `Ã ` for `à`, `â€?` for `”`, `mã¼ller`.
fn may_go_on(stretch: &[u8], last: [Marks; 3], next: Option<u8>) -> bool {
    let next = next.unwrap_or(b' ');
    match *stretch {
        // `Ã` and `Â`
        [.., 0xc3, 0x82 | 0x83] => !next.is_ascii_uppercase(),
        // `â`
        [.., 0xc3, 0xa2] => matches!(next, b'?' | b'"'),
        // a sign behind a small letter
        [.., 0xc3, 0xa2..=0xbe, 0xc2, 0xa1..=0xbf] => last[0].follows() != 0,
        _ => last[1].starts_sign() & last[0].continues_sign() != 0,
    }
}

/// The character beyond ASCII at `at`, and its bytes. What is read is UTF-8, so that no byte is missing.
#[inline]
fn character(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let tail = |i: usize| bytes.get(at + i).map_or(0, |b| u32::from(b & 0x3f));
    let first = u32::from(*bytes.get(at)?);
    match first {
        0..=0x7f => None,
        0x80..=0xdf => Some(((first & 0x1f) << 6 | tail(1), 2)),
        0xe0..=0xef => Some(((first & 0x0f) << 12 | tail(1) << 6 | tail(2), 3)),
        _ => Some(((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)),
    }
}
