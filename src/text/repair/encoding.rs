//! From bytes to text: byte order marks, UTF-16 by its pattern, UTF-8 with a few bad bytes, else windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Of this many characters beyond ASCII one may be unreadable before the text is taken for no UTF-8.
const GOOD_PER_BAD: usize = 4;

/// Bytes that are looked at for the pattern of UTF-16 and for the signs of a binary file.
const SAMPLE: usize = 4096;

/// Bytes as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text, without byte order mark.
    pub text: Cow<'b, str>,
    /// What had to be guessed or replaced.
    pub trouble: Option<Trouble>,
}

/// What went wrong in decoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// These bytes are no text at all.
    Binary,
    /// Bytes that could not be read were replaced.
    Replaced {
        /// Line of the first of them, from 1.
        line: usize,
        /// How many.
        count: usize,
    },
    /// The text is no UTF-8 and was read as windows-1252.
    Legacy,
}

/// `bytes` as text.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(encoding) = utf_16(sample) {
        return decode_as(encoding, bytes);
    }
    if is_binary(sample) || bytes.contains(&0) {
        return Decoded { text: Cow::Borrowed(""), trouble: Some(Trouble::Binary) };
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), trouble: None },
        Err(_) => decode_damaged(bytes),
    }
}

fn decode_as<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Decoded<'b> {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    let trouble = if text.contains('\0') { Some(Trouble::Binary) } else { replaced.then(|| replacements(&text)) };
    Decoded { text, trouble }
}

/// UTF-8 with some bad bytes, or a text of the time before.
fn decode_damaged(bytes: &[u8]) -> Decoded<'_> {
    let (mut bad, mut good) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if bad * GOOD_PER_BAD <= good {
        let text = String::from_utf8_lossy(bytes);
        let trouble = Some(replacements(&text));
        return Decoded { text, trouble };
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Decoded { text, trouble: Some(Trouble::Legacy) }
}

fn replacements(text: &str) -> Trouble {
    let first = text.find('\u{fffd}').unwrap_or(0);
    let line = text[..first].matches('\n').count() + 1;
    Trouble::Replaced { line, count: text.matches('\u{fffd}').count() }
}

/// Text in letters as UTF-16 has a zero in every other byte.
fn utf_16(sample: &[u8]) -> Option<&'static Encoding> {
    let pairs = sample.chunks_exact(2);
    let (count, mut high, mut low) = (pairs.len(), 0, 0);
    for pair in pairs {
        high += usize::from(pair[0] == 0 && pair[1] != 0);
        low += usize::from(pair[1] == 0 && pair[0] != 0);
    }
    match () {
        () if count >= 2 && high * 10 >= count * 9 => Some(UTF_16BE),
        () if count >= 2 && low * 10 >= count * 9 => Some(UTF_16LE),
        () => None,
    }
}

/// Control characters that no text has, other than escapes: more than one in thirty.
fn is_binary(sample: &[u8]) -> bool {
    let odd = sample.iter().filter(|b| matches!(b, 0..=6 | 0xe..=0x1a | 0x1c..=0x1f)).count();
    odd * 30 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, trouble: Option<Trouble>) {
        assert_eq!(decode(bytes), Decoded { text: text.into(), trouble });
    }

    #[test]
    fn the_encoding_is_told_from_the_bytes() {
        check("naïve".as_bytes(), "naïve", None);
        check(b"\xef\xbb\xbftext", "text", None);
        check(b"\xff\xfet\0e\0", "te", None);
        check(b"\xfe\xff\0t\0e", "te", None);
        check(b"t\0e\0x\0t\0", "text", None);
        check(b"it\x92s \x97 na\xefve", "it’s — naïve", Some(Trouble::Legacy));
    }

    #[test]
    fn a_few_bad_bytes_do_not_make_utf_8_something_else() {
        let bytes = b"\xc3\xa9\xc3\xa9\n\xc3\xa9\xc3\xa9\xff";
        check(bytes, "éé\néé\u{fffd}", Some(Trouble::Replaced { line: 2, count: 1 }));
    }

    #[test]
    fn binary_files_are_no_text() {
        check(&[0; 9], "", Some(Trouble::Binary));
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "", Some(Trouble::Binary));
        check(b"text\0text", "", Some(Trouble::Binary));
    }
}
