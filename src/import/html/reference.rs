//! Character references: `&amp;`, `&eacute`, `&#8217;`, `&#x2019;`, with the names of the HTML standard.

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

use crate::text::repair::repair_markup;

/// Bytes of the longest name, `CounterClockwiseContourIntegral;`.
const MAX_NAME: usize = 32;

/// Digits of the longest number that is still a character; leading zeros aside.
const MAX_DIGITS: usize = 8;

/// `text` with its references resolved.
pub fn resolve(text: &str) -> Cow<'_, str> {
    resolve_by(text, false)
}

/// As [`resolve`], in the value of an attribute: `?a=b&copy=1` has no sign of copyright in it.
pub fn resolve_value(value: &str) -> Cow<'_, str> {
    resolve_by(value, true)
}

fn resolve_by(text: &str, in_value: bool) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::new();
    let (mut from, mut at) = (0, Some(first));
    let mut is_legacy = false;
    while let Some(start) = at {
        let mut next = start + 1;
        if let Some((characters, length)) = read(&text[next..], in_value) {
            out.push_str(&text[from..start]);
            is_legacy |= characters.iter().any(|c| ('\u{c2}'..='\u{f4}').contains(c));
            out.extend(characters.into_iter().filter(|c| *c != '\0'));
            next += length;
            from = next;
        }
        at = memchr::memchr(b'&', &text.as_bytes()[next..]).map(|found| next + found);
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[from..]);
    // bytes of UTF-8 written as one reference each
    if is_legacy && let Cow::Owned(repaired) = repair_markup(&out) {
        return Cow::Owned(repaired);
    }
    Cow::Owned(out)
}

/// The characters of the reference after `&`, and the bytes of it.
fn read(text: &str, in_value: bool) -> Option<([char; 2], usize)> {
    match text.strip_prefix('#') {
        Some(number) => numbered(number).map(|(c, length)| ([c, '\0'], length + 1)),
        None => named(text, in_value),
    }
}

fn numbered(text: &str) -> Option<(char, usize)> {
    let hex = text.strip_prefix(['x', 'X']);
    let (digits, radix) = hex.map_or((text, 10), |hex| (hex, 16));
    let length = digits.bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let significant = digits[..length].trim_start_matches('0');
    let code = if significant.len() > MAX_DIGITS { None } else { u32::from_str_radix(significant, radix).ok() };
    let semicolon = usize::from(digits[length..].starts_with(';'));
    Some((character(code.unwrap_or(0)), usize::from(hex.is_some()) + length + semicolon))
}

/// As browsers do: numbers of C1 controls mean windows-1252.
fn character(code: u32) -> char {
    let replaced = code.checked_sub(0x80).and_then(|at| C1_REPLACEMENTS.get(at as usize)).copied().flatten();
    replaced.or_else(|| char::from_u32(code).filter(|c| *c != '\0')).unwrap_or('\u{fffd}')
}

/// The longest name that `text` starts with.
fn named(text: &str, in_value: bool) -> Option<([char; 2], usize)> {
    let bytes = text.as_bytes();
    let letters = bytes.iter().take(MAX_NAME).take_while(|b| b.is_ascii_alphanumeric()).count();
    if bytes.get(letters) == Some(&b';')
        && let Some(found) = lookup(&text[..=letters])
    {
        return Some((found, letters + 1));
    }
    let (end, found) = (2..=letters).rev().find_map(|end| lookup(&text[..end]).map(|found| (end, found)))?;
    let goes_on = bytes.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'=');
    (!in_value || !goes_on).then_some((found, end))
}

fn lookup(name: &str) -> Option<[char; 2]> {
    let (first, second) = NAMED_ENTITIES.get(name)?;
    let first = char::from_u32(*first).filter(|c| *c != '\0')?;
    Some([first, char::from_u32(*second).unwrap_or('\0')])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_as_browsers_do() {
        for (text, expected) in [
            ("R&amp;D &lt;b&gt; &eacute; &nbsp;", "R&D <b> é \u{a0}"),
            ("&#8217;&#x2019;&#146;&#X92", "’’’’"),
            ("&copy 2026 &notit; &notin;", "© 2026 ¬it; ∉"),
            ("AT&T, A & B, &unknown; &; &#; &#x;", "AT&T, A & B, &unknown; &; &#; &#x;"),
            ("&#0; &#xd800; &#99999999999;", "\u{fffd} \u{fffd} \u{fffd}"),
            ("&NotEqualTilde; &CounterClockwiseContourIntegral;", "≂\u{338} ∳"),
            ("it&#226;&#8364;&#8482;s", "it’s"),
            ("no reference", "no reference"),
        ] {
            assert_eq!(resolve(text), expected, "{text}");
        }
        assert_eq!(resolve_value("?a=1&copy=2&amp;b=&lt;"), "?a=1&copy=2&b=<");
    }
}
