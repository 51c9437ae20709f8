//! From bytes to text: byte order marks, UTF-8, the patterns of UTF-16 and UTF-32, what the server says, and where nothing
//! says anything, what the letters look like.

mod wide;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use wide::Wide;

/// Of this many characters beyond ASCII one may be unreadable before the text is taken for no UTF-8.
const GOOD_PER_BAD: usize = 4;

/// Bytes that are looked at for the patterns of UTF-16 and UTF-32 and for the signs of a binary file.
const SAMPLE: usize = 8192;

/// Bytes that the encoding is guessed from: more of them change nothing.
const GUESSED_FROM: usize = 1 << 20;

/// Bytes beyond ASCII that tell one encoding of Latin script from another; with fewer, it is the most common one.
const MIN_FOREIGN: usize = 8;

/// The share of control characters above which bytes are no text: one in so many.
const CONTROLS_ONE_IN: usize = 20;

/// Bytes as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text, without byte order mark.
    pub text: Cow<'b, str>,
    /// The name of the encoding, as the standard of the web has it.
    pub encoding: &'static str,
    /// What says so.
    pub evidence: Evidence,
    /// What had to be guessed or replaced.
    pub trouble: Option<Trouble>,
}

/// What says in which encoding a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A byte order mark.
    Mark,
    /// All of it can be read so, which is no accident.
    Valid,
    /// Where its zeros stand.
    Pattern,
    /// The server.
    Said,
    /// The document itself.
    Declared,
    /// Most of it can be read so.
    Mostly,
    /// The letters that it gives.
    Letters,
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
    /// The text is no UTF-8, and nothing says what it is: it was guessed.
    Legacy,
}

/// `bytes` as text.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    decode_said(bytes, None)
}

/// `bytes` as text, of which the server says that its encoding is called `said`.
pub fn decode_said<'b>(bytes: &'b [u8], said: Option<&str>) -> Decoded<'b> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some((wide, mark)) = wide::by_mark(bytes) {
        return decode_wide(wide, &bytes[mark..], Evidence::Mark);
    }
    if let Some(text) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return decode_as(UTF_8, text, Evidence::Mark);
    }
    let utf_8 = std::str::from_utf8(bytes);
    match utf_8 {
        Ok(text) if !has_controls(sample) => {
            return Decoded {
                text: Cow::Borrowed(text),
                encoding: UTF_8.name(),
                evidence: Evidence::Valid,
                trouble: None,
            };
        }
        _ => {}
    }
    if let Some(wide) = wide::by_pattern(sample) {
        return decode_wide(wide, bytes, Evidence::Pattern);
    }
    if has_controls(sample) {
        let text = Cow::Borrowed("");
        return Decoded { text, encoding: "", evidence: Evidence::Letters, trouble: Some(Trouble::Binary) };
    }
    let said = said.and_then(|name| Encoding::for_label_no_replacement(name.trim().as_bytes()));
    match said.filter(|said| *said != UTF_8) {
        Some(said) => decode_as(said, bytes, Evidence::Said),
        None => decode_damaged(bytes),
    }
}

/// Whether bytes with this beginning are no text in any encoding.
pub fn is_binary(head: &[u8]) -> bool {
    let is_wide = || wide::by_mark(head).is_some() || wide::by_pattern(head).is_some();
    head.starts_with(b"%PDF-") || (has_controls(head) && !is_wide())
}

fn decode_as<'b>(encoding: &'static Encoding, bytes: &'b [u8], evidence: Evidence) -> Decoded<'b> {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    let trouble = replaced.then(|| replacements(&text));
    Decoded { text, encoding: encoding.name(), evidence, trouble }
}

fn decode_wide(wide: Wide, bytes: &[u8], evidence: Evidence) -> Decoded<'_> {
    let (text, replaced) = wide.decode(bytes);
    let trouble = replaced.then(|| replacements(&text));
    Decoded { text, encoding: wide.name(), evidence, trouble }
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
        return Decoded { text, encoding: UTF_8.name(), evidence: Evidence::Mostly, trouble };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(GUESSED_FROM)], true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let n_foreign = bytes.iter().filter(|b| !b.is_ascii()).take(MIN_FOREIGN).count();
    let guess = if n_foreign < MIN_FOREIGN && is_latin(guess) { WINDOWS_1252 } else { guess };
    let decoded = decode_as(guess, bytes, Evidence::Letters);
    Decoded { trouble: Some(decoded.trouble.unwrap_or(Trouble::Legacy)), ..decoded }
}

/// Whether it is one of the encodings of Latin script, which only many letters tell apart.
fn is_latin(encoding: &'static Encoding) -> bool {
    let name = encoding.name();
    ["windows-1250", "windows-1254", "windows-1257", "windows-1258", "ISO-8859-2", "ISO-8859-4"].contains(&name)
}

fn replacements(text: &str) -> Trouble {
    let first = text.find('\u{fffd}').unwrap_or(0);
    let line = text[..first].matches('\n').count() + 1;
    Trouble::Replaced { line, count: text.matches('\u{fffd}').count() }
}

/// More control characters than text has. Escapes are none of them: logs of terminals are text.
fn has_controls(sample: &[u8]) -> bool {
    let is_control = |b: &&u8| **b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    sample.iter().filter(is_control).count() * CONTROLS_ONE_IN > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, trouble: Option<Trouble>) {
        let decoded = decode(bytes);
        assert_eq!((decoded.text.as_ref(), decoded.trouble), (text, trouble), "{}", decoded.encoding);
    }

    fn in_16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn the_encoding_is_told_from_the_bytes() {
        check("naïve".as_bytes(), "naïve", None);
        check(b"\xef\xbb\xbftext", "text", None);
        check(b"\xff\xfet\0e\0", "te", None);
        check(b"\xfe\xff\0t\0e", "te", None);
        check(b"t\0e\0x\0t\0", "text", None);
        check(b"\0\0\xfe\xff\0\0\0t\0\0\0e", "te", None);
        check(b"t\0\0\0e\0\0\0\n\0\0\0", "te\n", None);
        check(b"it\x92s \x97 na\xefve", "it’s — naïve", Some(Trouble::Legacy));
    }

    #[test]
    fn utf_16_without_a_mark_is_told_in_other_scripts() {
        for text in [
            "今天的新闻很多。\n他们说，价格会上涨。\n",
            "Сегодня много новостей.\nЦены растут.\n",
            "오늘의 뉴스가 많다.\n가격이 오른다.\n",
            "أخبار اليوم كثيرة.\nالأسعار ترتفع.\n",
            "Die Preise — sie steigen: „überall“.\n",
        ] {
            for big in [false, true] {
                check(&in_16(text, big), text, None);
            }
        }
    }

    #[test]
    fn short_pages_of_the_time_before_are_guessed() {
        for (name, text) in [
            ("gb18030", "今天的新闻很多。他们说，价格会上涨。"),
            ("shift_jis", "今日のニュースはとても多いです。"),
            ("euc-kr", "오늘의 뉴스가 아주 많다고 한다."),
            ("windows-1251", "Сегодня много новостей, цены растут."),
            ("windows-1252", "Die Preise für Öl steigen – überall."),
        ] {
            let (bytes, ..) = Encoding::for_label(name.as_bytes()).unwrap().encode(text);
            check(&bytes, text, Some(Trouble::Legacy));
            let said = decode_said(&bytes, Some(name));
            assert_eq!((said.text.as_ref(), said.trouble), (text, None));
        }
    }

    #[test]
    fn what_is_utf_8_stays_it_whatever_is_said() {
        assert_eq!(decode_said("naïve".as_bytes(), Some("windows-1252")).text, "naïve");
        assert_eq!(decode_said(b"na\xefve", Some("no-such")).text, "naïve");
    }

    #[test]
    fn a_few_bad_bytes_do_not_make_utf_8_something_else() {
        let bytes = b"\xc3\xa9\xc3\xa9\n\xc3\xa9\xc3\xa9\xff";
        check(bytes, "éé\néé\u{fffd}", Some(Trouble::Replaced { line: 2, count: 1 }));
        check(b"a text with a single \0 in it", "a text with a single \0 in it", None);
    }

    #[test]
    fn binary_files_are_no_text() {
        for bytes in [&[0; 9][..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"text\0text", b"\x01\x02\x03 abc"] {
            check(bytes, "", Some(Trouble::Binary));
            assert!(is_binary(bytes), "{bytes:?}");
        }
        let noise: Vec<u8> = (0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(is_binary(&noise) && is_binary(b"%PDF-1.7 and so on"));
    }
}
