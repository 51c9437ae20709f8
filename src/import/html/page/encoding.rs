//! From a page's bytes to its text, in the order of the standard: byte order mark, HTTP header, `<meta>`, then what the
//! bytes themselves say.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::import::Transfer;
use crate::import::report::Report;
use crate::text::repair::{Evidence, Trouble, decode};

/// Bytes in which a page names its encoding. The standard says 1024; pages with long comments before it are read too.
const PRESCAN: usize = 4096;

/// Of this many bytes one may be unreadable before the encoding that a page names is not believed.
const MIN_BYTES_PER_ERROR: usize = 50;

/// The text of the page.
pub fn text<'b>(bytes: &'b [u8], transfer: &Transfer, report: &mut Report) -> Option<Cow<'b, str>> {
    if Encoding::for_bom(bytes).is_some() || bytes.contains(&0) {
        return by_pattern(bytes, report);
    }
    let meta = || meta_charset(&bytes[..bytes.len().min(PRESCAN)]).map(|named| (named, Evidence::Declared));
    let named = http_charset(transfer).map(|named| (named, Evidence::Said)).or_else(meta);
    if let Ok(text) = std::str::from_utf8(bytes)
        && named.is_none_or(|(named, _)| named.is_ascii_compatible() && !is_escaped(named))
    {
        let is_said = |(named, evidence)| (named == UTF_8).then_some(evidence);
        report.read_as(UTF_8.name(), named.and_then(is_said).unwrap_or(Evidence::Valid));
        return Some(Cow::Borrowed(text));
    }
    let fitting = named.filter(|(named, _)| fits(named, bytes));
    let (encoding, evidence) = fitting.unwrap_or_else(|| (guess(bytes, transfer), Evidence::Letters));
    report.read_as(encoding.name(), evidence);
    let named = named.map(|(named, _)| named);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    match named {
        Some(named) if named != encoding => {
            let what = format!(
                "the page says that it is in {}, but it is not; it is read as {}",
                named.name(),
                encoding.name()
            );
            report.warn(1, what);
        }
        None if !text.contains('\u{fffd}') => {
            report.warn(1, format!("the page does not say its encoding; it is read as {}", encoding.name()))
        }
        _ => report.replaced(&text),
    }
    Some(text)
}

/// With a mark, or with zeros that speak of UTF-16.
fn by_pattern<'b>(bytes: &'b [u8], report: &mut Report) -> Option<Cow<'b, str>> {
    let decoded = decode(bytes);
    report.read_as(decoded.encoding, decoded.evidence);
    match decoded.trouble {
        Some(Trouble::Binary) if looks_like_markup(bytes) => {
            report.read_as(UTF_8.name(), Evidence::Mostly);
            report.warn(1, "there are zero bytes in the page");
            return Some(Cow::Owned(String::from_utf8_lossy(bytes).replace('\0', "")));
        }
        Some(Trouble::Binary) => {
            report.error(1, "this is a binary file, not a page");
            return None;
        }
        Some(Trouble::Replaced { .. } | Trouble::Legacy) | None => report.replaced(&decoded.text),
    }
    Some(decoded.text)
}

fn looks_like_markup(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).to_lowercase();
    ["<html", "<body", "<!doctype html", "<p>", "<div"].iter().any(|tag| start.contains(tag))
}

/// Encodings whose text is valid UTF-8 without being it.
fn is_escaped(encoding: &Encoding) -> bool {
    encoding == encoding_rs::ISO_2022_JP
}

/// Whether the bytes may well be in `encoding`.
fn fits(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    !replaced
        || text.matches('\u{fffd}').count() * MIN_BYTES_PER_ERROR
            <= bytes.iter().filter(|b| !b.is_ascii()).count().max(MIN_BYTES_PER_ERROR)
}

/// By the frequency of letters; of the address, its country helps.
fn guess(bytes: &[u8], transfer: &Transfer) -> &'static Encoding {
    let host = transfer.address.and_then(|address| address.split("//").nth(1)).and_then(|rest| rest.split('/').next());
    let country = host.and_then(|host| host.rsplit('.').next()).map(str::to_ascii_lowercase);
    let is_country = |tld: &&str| !tld.is_empty() && tld.bytes().all(|b| b.is_ascii_lowercase());
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(country.as_deref().filter(is_country).map(str::as_bytes), Utf8Detection::Allow)
}

fn http_charset(transfer: &Transfer) -> Option<&'static Encoding> {
    charset_in(transfer.content_type?)
}

/// The encoding in `text/html; charset=…`.
fn charset_in(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let rest = lower.split("charset").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let label = rest.trim_start_matches(['"', '\'']).split(['"', '\'', ';', ' ', '>', '/']).next()?;
    Encoding::for_label(label.as_bytes())
}

/// The encoding that a `<meta>` at the start names. One of two bytes cannot be meant where the `<meta>` was readable.
fn meta_charset(start: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let mut rest = start.as_str();
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let end = if rest.starts_with("<!--") { rest.find("-->")? } else { rest.find('>').unwrap_or(rest.len()) };
        let tag = &rest[..end];
        let names = tag.starts_with("<meta") || tag.starts_with("<?xml");
        let found = if names { charset_in(&tag.replace("encoding", "charset")) } else { None };
        if let Some(encoding) = found {
            let wide = encoding == UTF_16BE || encoding == UTF_16LE;
            return Some(if wide {
                UTF_8
            } else if encoding.name() == "x-user-defined" {
                WINDOWS_1252
            } else {
                encoding
            });
        }
        rest = &rest[end.max(1)..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], content_type: Option<&str>, expected: &str) {
        let transfer = Transfer { content_type, ..Transfer::default() };
        let read = text(bytes, &transfer, &mut Report::default());
        assert_eq!(read.as_deref(), Some(expected), "{}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn the_encoding_is_that_of_the_standard() {
        check(b"<meta charset=windows-1251>\xcf\xf0\xe8", None, "<meta charset=windows-1251>При");
        check(
            b"<meta charset=windows-1252>\xcf\xf0\xe8",
            Some("text/html; charset=\"windows-1251\""),
            "<meta charset=windows-1252>При",
        );
        check(b"\xef\xbb\xbf<p>\xc3\xa9", Some("text/html; charset=latin1"), "<p>é");
        check(
            b"<meta http-equiv=content-type content='text/html; charset=shift_jis'>\x82\xa0",
            None,
            "<meta http-equiv=content-type content='text/html; charset=shift_jis'>あ",
        );
        check("<meta charset=latin1>ééé".as_bytes(), None, "<meta charset=latin1>ééé");
        check(b"<!-- <meta charset=gbk> --><p>caf\xe9 cr\xe8me", None, "<!-- <meta charset=gbk> --><p>café crème");
        check(b"\xff\xfe<\0p\0>\0", None, "<p>");
    }
}
