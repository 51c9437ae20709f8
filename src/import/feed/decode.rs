//! From bytes to text: which encoding a feed is in, whatever it says.
//!
//! In this order: byte order mark; the pattern of the first bytes (UTF-16, UTF-32); `charset` of the transfer (RFC 7303,
//! which made it stand before the declaration for every XML type); the XML declaration, also one that comes late; UTF-8.
//! What is said is tried, not believed: text that is UTF-8 beyond doubt is UTF-8 whatever is said of it, text that is said
//! to be UTF-8 and is not, is windows-1252 where it is not UTF-8 with a few bad bytes, and `iso-8859-1` means windows-1252
//! as on all of the web.

mod codepage;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memmem;

use crate::import::report::unreadable;
use crate::text::repair::Evidence;
use codepage::Codepage;

/// Bytes in which a declaration is looked for: comments may stand before it.
const DECLARATION_WITHIN: usize = 4096;

/// Of this many characters beyond ASCII one may be unreadable before the text is taken for no UTF-8.
const GOOD_PER_BAD: usize = 4;

/// A feed as text.
#[derive(Debug)]
pub struct Decoded<'b> {
    /// The text, without byte order mark.
    pub text: Cow<'b, str>,
    /// The name of its encoding.
    pub encoding: &'static str,
    /// What says so.
    pub evidence: Evidence,
    /// What had to be guessed, in a sentence.
    pub trouble: Option<String>,
}

/// What a feed, or its server, calls its encoding.
#[derive(Debug)]
struct Named {
    name: String,
    evidence: Evidence,
}

/// An encoding that is to be tried.
#[derive(Clone, Copy, Debug)]
enum Scheme {
    Standard(&'static Encoding),
    Utf32 { big: bool },
    Dos(&'static Codepage),
}

/// `bytes` as text, by what they are, what the transfer says (`content_type`) and what they say of themselves.
pub fn decode<'b>(bytes: &'b [u8], content_type: Option<&str>) -> Decoded<'b> {
    if let Some((scheme, mark)) = by_mark(bytes) {
        return finish(scheme, &bytes[mark..], Evidence::Mark, None);
    }
    if let Some(scheme) = by_pattern(bytes) {
        return finish(scheme, bytes, Evidence::Pattern, None);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let is_utf8 = std::str::from_utf8(bytes);
    let own = declared(bytes);
    // a name that nobody knows, or ASCII where there is more than that, says nothing
    let says_something = |name: &String| by_name(name).is_some() && (bytes.is_ascii() || !is_ascii_name(name));
    let transferred = content_type.and_then(charset).filter(|name| own.is_none() || says_something(name));
    let said = transferred.map(|name| Named { name, evidence: Evidence::Said });
    let named = said.or_else(|| Some(Named { name: own.clone()?, evidence: Evidence::Declared }));
    let scheme = named.as_ref().and_then(|named| by_name(&named.name));
    match (scheme, is_utf8, named) {
        (None, Ok(text), named) => in_utf8(text, named.map(|named| unknown(&named.name))),
        (Some(scheme), Ok(text), Some(named)) if scheme.is_utf8() || (text.is_ascii() && scheme.has_ascii()) => {
            let encoding = scheme.name();
            Decoded { text: Cow::Borrowed(text), encoding, evidence: named.evidence, trouble: None }
        }
        (Some(scheme), Ok(text), Some(named)) if scheme.is_western() => in_utf8(text, Some(it_is_utf8(&named.name))),
        (Some(scheme), _, Some(named)) if !scheme.is_utf8() => finish(scheme, bytes, named.evidence, Some(named.name)),
        (_, _, named) => {
            let second = own.as_deref().and_then(by_name).filter(|second| !second.is_utf8());
            damaged(bytes, named.map(|named| named.name).as_deref(), second.unwrap_or(Scheme::Standard(WINDOWS_1252)))
        }
    }
}

/// Whether `name` is one of ASCII, which many servers say of anything.
fn is_ascii_name(name: &str) -> bool {
    ["us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us"].iter().any(|ascii| ascii.eq_ignore_ascii_case(name))
}

impl Scheme {
    fn is_utf8(self) -> bool {
        matches!(self, Self::Standard(encoding) if encoding == UTF_8)
    }

    /// One of those that feeds claim without knowing.
    fn is_western(self) -> bool {
        matches!(self, Self::Standard(encoding) if encoding == WINDOWS_1252)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Standard(encoding) => encoding.name(),
            Self::Utf32 { big: true } => "UTF-32BE",
            Self::Utf32 { big: false } => "UTF-32LE",
            Self::Dos(page) => page.name(),
        }
    }

    fn has_ascii(self) -> bool {
        match self {
            Self::Standard(encoding) => encoding.is_ascii_compatible(),
            Self::Utf32 { .. } => false,
            Self::Dos(page) => page.has_ascii(),
        }
    }

    fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        match self {
            Self::Standard(encoding) => encoding.decode_without_bom_handling(bytes),
            Self::Utf32 { big } => utf_32(bytes, big),
            Self::Dos(page) => (Cow::Owned(page.decode(bytes)), false),
        }
    }
}

fn unknown(name: &str) -> String {
    format!("the text is said to be in `{name}`, which is unknown; it is read as UTF-8")
}

fn it_is_utf8(name: &str) -> String {
    format!("the text is said to be in {name}; it is in UTF-8")
}

fn in_utf8(text: &str, trouble: Option<String>) -> Decoded<'_> {
    Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name(), evidence: Evidence::Valid, trouble }
}

/// `bytes` in `scheme`; what was said to be in an encoding and cannot be is read in the one that fits.
fn finish<'b>(scheme: Scheme, bytes: &'b [u8], evidence: Evidence, named: Option<String>) -> Decoded<'b> {
    let (text, replaced) = scheme.decode(bytes);
    if let (true, Some(name), Ok(text)) = (replaced, &named, std::str::from_utf8(bytes)) {
        return in_utf8(text, Some(it_is_utf8(name)));
    }
    let trouble = replaced.then(|| unreadable(&text));
    Decoded { text, encoding: scheme.name(), evidence, trouble }
}

/// UTF-8 with some bad bytes, or a text of the time before, which is read in `second`.
fn damaged<'b>(bytes: &'b [u8], named: Option<&str>, second: Scheme) -> Decoded<'b> {
    let (mut bad, mut good) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if bad * GOOD_PER_BAD <= good {
        return Decoded {
            text: Cow::Owned(mixed(bytes)),
            encoding: UTF_8.name(),
            evidence: Evidence::Mostly,
            trouble: Some(match bad {
                1 => "one place is not in UTF-8; it is read as windows-1252".to_owned(),
                _ => format!("{bad} places are not in UTF-8; they are read as windows-1252"),
            }),
        };
    }
    let (text, _) = second.decode(bytes);
    let trouble = match named {
        _ if !second.is_western() => "the transfer says UTF-8, and it is not; the declaration is believed".to_owned(),
        Some(name) => format!("the text is said to be in {name} and is not; it is read as windows-1252"),
        None => "the text is not in UTF-8; it is read as windows-1252".to_owned(),
    };
    let evidence = if second.is_western() { Evidence::Letters } else { Evidence::Declared };
    Decoded { text, encoding: second.name(), evidence, trouble: Some(trouble) }
}

/// UTF-8 into which pieces of windows-1252 were pasted.
fn mixed(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        out.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    out
}

fn by_mark(bytes: &[u8]) -> Option<(Scheme, usize)> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => Some((Scheme::Utf32 { big: false }, 4)),
        [0, 0, 0xfe, 0xff, ..] => Some((Scheme::Utf32 { big: true }, 4)),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).is_ok().then_some((Scheme::Standard(UTF_8), 3)),
        [0xff, 0xfe, ..] => Some((Scheme::Standard(UTF_16LE), 2)),
        [0xfe, 0xff, ..] => Some((Scheme::Standard(UTF_16BE), 2)),
        _ => None,
    }
}

/// By the zeros around the first sign, which is `<`, `{` or a blank.
fn by_pattern(bytes: &[u8]) -> Option<Scheme> {
    let is_first = |c: u8| matches!(c, b'<' | b'{' | b' ' | b'\n' | b'\r' | b'\t');
    match *bytes.first_chunk::<4>()? {
        [c, 0, 0, 0] if is_first(c) => Some(Scheme::Utf32 { big: false }),
        [0, 0, 0, c] if is_first(c) => Some(Scheme::Utf32 { big: true }),
        [c, 0, d, 0] if is_first(c) && d != 0 => Some(Scheme::Standard(UTF_16LE)),
        [0, c, 0, d] if is_first(c) && d != 0 => Some(Scheme::Standard(UTF_16BE)),
        // `<?xm` in the code of mainframes
        [0x4c, 0x6f, 0xa7, 0x94] => {
            let head = codepage::MAINFRAME.decode(&bytes[..bytes.len().min(DECLARATION_WITHIN)]);
            declared(head.as_bytes())
                .and_then(|name| Codepage::named(&name))
                .or(Some(codepage::MAINFRAME))
                .map(Scheme::Dos)
        }
        _ => None,
    }
}

/// The `charset` of a `Content-Type`.
fn charset(content_type: &str) -> Option<String> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).trim();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    })
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(DECLARATION_WITHIN)];
    let start = memmem::find(head, b"<?xml")?;
    let end = start + memchr::memchr(b'>', &head[start..])?;
    let declaration = String::from_utf8_lossy(&head[start..end]).into_owned();
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let name = rest.trim_start_matches(['"', '\'']);
    let end = name.find(|c: char| matches!(c, '"' | '\'' | '?') || c.is_whitespace()).unwrap_or(name.len());
    Some(name[..end].to_owned()).filter(|name| !name.is_empty())
}

/// The encoding called `name`. UTF-16 and UTF-32 are told by their pattern or not at all: a name that could be read here
/// is in none of them.
fn by_name(name: &str) -> Option<Scheme> {
    let name = name.trim().to_ascii_lowercase();
    if name.starts_with("utf-16")
        || name.starts_with("utf-32")
        || name.starts_with("ucs-")
        || name.starts_with("iso-10646")
    {
        return Some(Scheme::Standard(UTF_8));
    }
    let alias = match name.as_str() {
        "u8" | "utf" | "utf_8" | "utf8-bom" | "unicode" => "utf-8",
        "latin" | "iso8859_1" | "iso_8859_1" | "8859" | "ansi" | "win1252" | "1252" | "cp-1252" => "windows-1252",
        "win1251" | "1251" | "cp-1251" => "windows-1251",
        "win1250" | "1250" => "windows-1250",
        "sjis-win" | "cp932" | "932" | "mskanji" => "shift_jis",
        "cp936" | "936" | "gb_2312" | "euc-cn" => "gbk",
        "cp949" | "949" | "uhc" | "johab" => "euc-kr",
        "cp950" | "950" | "big5-eten" => "big5",
        "eucjp" | "eucjp-win" | "euc_jp" => "euc-jp",
        "euckr" | "euc_kr" => "euc-kr",
        other => other,
    };
    let standard = Encoding::for_label_no_replacement(alias.as_bytes()).map(Scheme::Standard);
    standard.or_else(|| Codepage::named(alias).map(Scheme::Dos)).or_else(|| {
        let dashed = alias.replace('_', "-");
        Encoding::for_label_no_replacement(dashed.as_bytes()).map(Scheme::Standard)
    })
}

fn utf_32(bytes: &[u8], big: bool) -> (Cow<'_, str>, bool) {
    let mut bad = !bytes.len().is_multiple_of(4);
    let read = |four: &[u8]| {
        let four = [four[0], four[1], four[2], four[3]];
        char::from_u32(if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) })
    };
    let text = bytes.chunks_exact(4).map(|four| {
        let c = read(four);
        bad |= c.is_none();
        c.unwrap_or('\u{fffd}')
    });
    (Cow::Owned(text.collect()), bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], content_type: Option<&str>, expected: &str) {
        let decoded = decode(bytes, content_type);
        assert!(decoded.text.contains(expected), "{expected} in {}", decoded.text);
    }

    fn in_16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    fn in_32(text: &str) -> Vec<u8> {
        text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect()
    }

    #[test]
    fn marks_and_patterns_stand_before_all() {
        let text = "<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>";
        check(text.replace("iso-8859-1", "utf-8").as_bytes(), None, "<a>é");
        check(&[b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat(), None, "<a>é");
        check(&[b"\xff\xfe".as_slice(), &in_16(text, false)].concat(), None, "<a>é");
        check(&in_16(text, true), Some("text/xml; charset=utf-8"), "<a>é");
        check(&[b"\0\0\xfe\xff".as_slice(), &in_32(text)].concat(), None, "<a>é");
        check(&in_32(text), None, "<a>é");
    }

    #[test]
    fn transfer_then_declaration_then_utf_8() {
        check(b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>", None, "<a>é");
        check(b"<?xml version='1.0' encoding='utf-8'?><a>\xe9</a>", Some("text/xml; charset=iso-8859-2"), "<a>é");
        check(b"<?xml version='1.0' encoding=\"koi8-r\"?><a>\xc1</a>", Some("text/xml"), "<a>а");
        check(b"<!-- x -->\n<?xml version='1.0' encoding='windows-1251'?><a>\xe0</a>", None, "<a>а");
        check("<a>é</a>".as_bytes(), Some("text/xml"), "<a>é");
        // what the transfer says is nothing, or a lie
        let russian = b"<?xml version='1.0' encoding='windows-1251'?><a>\xea\xf0\xe0\xed</a>";
        for charset in ["x-harbour", "utf-8", "us-ascii"] {
            check(russian, Some(&format!("text/xml; charset={charset}")), "<a>кран");
        }
        check(b"<?xml version='1.0' encoding='shift_jis'?><a>\x93\xfa\x96\x7b</a>", None, "<a>日本");
    }

    #[test]
    fn lies_are_seen_through() {
        check("<?xml version='1.0' encoding='iso-8859-1'?><a>日本</a>".as_bytes(), None, "<a>日本");
        check(b"<?xml version='1.0' encoding='utf-8'?><a>it\x92s na\xefve</a>", None, "<a>it’s naïve");
        check(b"<?xml version='1.0' encoding='iso-8859-1'?><a>it\x92s</a>", None, "<a>it’s");
        check(b"<?xml version='1.0' encoding='utf-16'?><a>\xc3\xa9</a>", None, "<a>é");
        check(b"<?xml version='1.0' encoding='x-nonsense'?><a>\xc3\xa9</a>", None, "<a>é");
        check(b"<a>\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \x92</a>", None, "<a>éééé ’");
        check(b"<?xml version='1.0' encoding='cp437'?><a>\x82</a>", None, "<a>é");
    }
}
