//! References in XML: the five of XML, the names of HTML, numbers, and what the document itself defines harmlessly.
//!
//! A definition is harmless if its text is short and refers to nothing but characters: then nothing can grow. What names
//! another entity, or a file, stays undefined.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use html5ever::data::NAMED_ENTITIES;
use memchr::memchr;

use super::faults::Fault;
use super::limits::{MAX_ENTITIES, MAX_ENTITY_TEXT};

/// Bytes of the longest reference, without `&` and `;`.
const MAX_NAME: usize = 32;

/// What references stand for in a document.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    own: Vec<(String, String)>,
}

impl Entities {
    /// Learns what the document type declaration `doctype` defines. How many definitions are left out.
    pub fn define(&mut self, doctype: &str) -> usize {
        let mut left_out = 0;
        for definition in doctype.split("<!ENTITY").skip(1) {
            match self.harmless(definition) {
                Some(entity) if self.own.len() < MAX_ENTITIES => self.own.push(entity),
                _ => left_out += 1,
            }
        }
        left_out
    }

    fn harmless(&self, definition: &str) -> Option<(String, String)> {
        let (name, rest) = definition.trim_start().split_once(char::is_whitespace)?;
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (text, _) = rest[1..].split_once(quote)?;
        let is_plain_name = !name.is_empty() && name.len() <= MAX_NAME && name != "%";
        if !is_plain_name || text.len() > MAX_ENTITY_TEXT {
            return None;
        }
        // character references are part of the definition, those to other entities are not followed
        let mut refers = false;
        let text = Self::default().resolve_noting(text, |_, _| refers = true).into_owned();
        (!refers).then(|| (name.to_owned(), text))
    }

    /// `text` with its references resolved; what is none stays.
    pub fn resolve<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.resolve_noting(text, |_, _| {})
    }

    /// As [`Self::resolve`]; each `&` that means nothing is told with its place in `text`.
    pub fn resolve_noting<'t>(&self, text: &'t str, mut note: impl FnMut(Fault, usize)) -> Cow<'t, str> {
        let bytes = text.as_bytes();
        let Some(first) = memchr(b'&', bytes) else { return Cow::Borrowed(text) };
        let mut out = String::with_capacity(text.len());
        out.push_str(&text[..first]);
        let mut at = first;
        loop {
            let length = self.reference(&text[at + 1..], &mut out).unwrap_or_else(|fault| {
                note(fault, at);
                out.push('&');
                0
            });
            let from = at + 1 + length;
            let Some(next) = memchr(b'&', &bytes[from..]) else {
                out.push_str(&text[from..]);
                return Cow::Owned(out);
            };
            out.push_str(&text[from..from + next]);
            at = from + next;
        }
    }

    /// Writes what the reference that `rest` begins with stands for; its bytes, with the semicolon.
    fn reference(&self, rest: &str, out: &mut String) -> Result<usize, Fault> {
        let bytes = rest.as_bytes();
        // the five of XML, which escaped markup is full of
        let c = match bytes {
            [b'l', b't', b';', ..] => ('<', 3),
            [b'g', b't', b';', ..] => ('>', 3),
            [b'a', b'm', b'p', b';', ..] => ('&', 4),
            [b'q', b'u', b'o', b't', b';', ..] => ('"', 5),
            _ => return self.other(rest, out),
        };
        out.push(c.0);
        Ok(c.1)
    }

    fn other(&self, rest: &str, out: &mut String) -> Result<usize, Fault> {
        let window = &rest.as_bytes()[..rest.len().min(MAX_NAME + 1)];
        let Some(end) = memchr(b';', window) else { return unended(rest, out) };
        let name = &rest[..end];
        if let Some(number) = name.strip_prefix('#') {
            out.extend(numbered(number).ok_or(Fault::Reference)?);
            return Ok(end + 1);
        }
        if name.is_empty() || !name.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-' | b'.')) {
            return unended(rest, out);
        }
        match self.own.iter().find(|(own, _)| own == name) {
            Some((_, text)) => out.push_str(text),
            None => out.extend(named(&rest[..=end]).ok_or(Fault::Reference)?),
        }
        Ok(end + 1)
    }
}

/// The characters that HTML has the name `name` for, with its semicolon.
fn named(name: &str) -> Option<impl Iterator<Item = char>> {
    let (first, second) = NAMED_ENTITIES.get(name)?;
    Some([*first, *second].into_iter().filter(|code| *code != 0).filter_map(char::from_u32))
}

/// One of the references that browsers know without a semicolon.
fn unended(rest: &str, out: &mut String) -> Result<usize, Fault> {
    let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let c = match &rest[..length] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "nbsp" => '\u{a0}',
        _ => return Err(Fault::Ampersand),
    };
    // `?a=1&lt=2` is an address
    if rest[length..].starts_with('=') {
        return Err(Fault::Ampersand);
    }
    out.push(c);
    Ok(length)
}

/// The character with a number; as browsers do, those of C1 controls mean windows-1252. Nothing for one that no text has:
/// the outer option is for what is no number.
fn numbered(number: &str) -> Option<Option<char>> {
    let hex = number.strip_prefix(['x', 'X']);
    let digits = hex.unwrap_or(number);
    if digits.is_empty() || !digits.bytes().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
    Some(match code {
        Some(0) => None,
        Some(0x80..=0x9f) => {
            let byte = [u8::try_from(code?).ok()?];
            WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next()
        }
        Some(code) => char::from_u32(code).or(Some('\u{fffd}')),
        None => Some('\u{fffd}'),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved() {
        let mut entities = Entities::default();
        let doctype = "rss [<!ENTITY co 'A &#38; B'> <!ENTITY lol \"lol\"> <!ENTITY lol2 '&lol;&lol;'> \
                       <!ENTITY x SYSTEM 'file:///etc/passwd'> <!ENTITY % p 'q'>]";
        assert_eq!(entities.define(doctype), 3);
        for (text, expected) in [
            ("a &lt;b&gt; &amp;amp; &quot;&apos;", "a <b> &amp; \"'"),
            ("caf&eacute; &mdash; &#8217;&#x2019;&#146;", "café — ’’’"),
            ("AT&T a & b &x &unknown; &", "AT&T a & b &x &unknown; &"),
            ("a &amp b &ampx ?a&lt=b", "a & b &ampx ?a&lt=b"),
            ("&co; &lol; &lol2; &x;", "A & B lol &lol2; &x;"),
            ("&#0;&#x110000;&#xd800;&#;", "\u{fffd}\u{fffd}&#;"),
            ("R&D; x", "R&D; x"),
        ] {
            assert_eq!(entities.resolve(text), expected, "{text}");
        }
        assert!(matches!(entities.resolve("plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn bare_ampersands_are_told_with_their_place() {
        let mut noted = Vec::new();
        Entities::default().resolve_noting("AT&T &amp; &no;", |fault, at| noted.push((fault, at)));
        assert_eq!(noted, [(Fault::Ampersand, 2), (Fault::Reference, 11)]);
    }
}
