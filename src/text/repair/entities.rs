//! HTML character references in text that is none: `&mdash;`, `&#8217;`, `&#x2019;`, escaped twice, without semicolon.

use html5ever::data::NAMED_ENTITIES;

/// Characters of the longest reference after `&`, with room for leading zeros.
const MAX_LENGTH: usize = 40;

/// Characters before a reference in which an address would be seen.
const MAX_BEFORE: usize = 200;

/// The longest name that the standard knows without a semicolon.
const MAX_BARE: usize = 6;

/// Ends of names of letters, which the standard knows without semicolon in the middle of a word.
const LETTERS: [&str; 9] = ["acute", "grave", "circ", "uml", "tilde", "ring", "cedil", "slash", "lig"];

/// What a reference stands for: one character or two, and its length after `&`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reference {
    chars: [Option<char>; 2],
    length: usize,
}

impl Reference {
    fn one(c: char, length: usize) -> Self {
        Self { chars: [Some(c), None], length }
    }
}

/// Whether the `&` at `at` begins a reference.
pub fn is_reference(text: &str, at: usize) -> bool {
    reference(&text[at + 1..], &text[..at]).is_some()
}

/// `text` with its references resolved, those made by resolving others as well; nothing where it has none.
pub fn resolve(text: &str) -> Option<String> {
    if !text.match_indices('&').any(|(at, _)| is_reference(text, at)) {
        return None;
    }
    // from the end on: what follows a reference has been resolved when its turn comes
    let mut rest: Vec<char> = Vec::with_capacity(text.len());
    let mut end = text.len();
    for (at, _) in text.rmatch_indices('&') {
        rest.extend(text[at + 1..end].chars().rev());
        end = at;
        let resolved = resolve_before(&mut rest, &text[..at]);
        rest.extend(resolved.iter().rev().flatten());
    }
    rest.extend(text[..end].chars().rev());
    Some(rest.into_iter().rev().collect())
}

/// What an `&` before `rest` (which is reversed) becomes; the rest of its reference is taken off.
fn resolve_before(rest: &mut Vec<char>, before: &str) -> [Option<char>; 2] {
    let ampersand = [Some('&'), None];
    while rest.last().is_some_and(|c| *c == '#' || c.is_ascii_alphabetic()) {
        let ahead: String = rest.iter().rev().take(MAX_LENGTH).collect();
        let Some(found) = reference(&ahead, before) else { break };
        rest.truncate(rest.len() - found.length);
        if found.chars != ampersand {
            return found.chars;
        }
    }
    ampersand
}

fn reference(text: &str, before: &str) -> Option<Reference> {
    if let Some(number) = text.strip_prefix('#') {
        return numbered(number, before);
    }
    let end = text.bytes().take(MAX_LENGTH).take_while(u8::is_ascii_alphanumeric).count();
    let name = text.get(..end).filter(|name| name.len() > 1)?;
    if text[end..].starts_with(';') {
        let chars = named(name, &text[..=end])?;
        return Some(Reference { chars, length: end + 1 });
    }
    bare(name, &text[end..], before)
}

/// A name with its semicolon; in capitals throughout where the standard has none such, the capital of what it names.
fn named(name: &str, whole: &str) -> Option<[Option<char>; 2]> {
    if let Some(found) = known(whole) {
        return Some(found);
    }
    if name.bytes().any(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let chars = known(&whole.to_ascii_lowercase())?;
    Some(chars.map(|c| {
        let mut upper = c?.to_uppercase();
        if upper.len() == 1 { upper.next() } else { c }
    }))
}

/// A name of the table; names there that only begin others have no character.
fn known(name: &str) -> Option<[Option<char>; 2]> {
    let (first, second) = *NAMED_ENTITIES.get(name)?;
    let [first, second] = [first, second].map(|code| char::from_u32(code).filter(|c| *c != '\0'));
    first.map(|first| [Some(first), second])
}

/// A name without semicolon, of those that may be: letters anywhere, other characters at the end of a word, none of them
/// in an address, where `&copy=1` is a parameter.
fn bare(name: &str, after: &str, before: &str) -> Option<Reference> {
    let length = (2..=name.len().min(MAX_BARE)).rev().find(|length| known(&name[..*length]).is_some())?;
    let (found, rest) = name.split_at(length);
    let is_letter = found == "nbsp" || LETTERS.iter().any(|end| found.ends_with(end) && found.len() > end.len());
    let ends = rest.is_empty() && !after.starts_with('=');
    // `&pound10`, `&laquoOui`
    let is_beside = match found {
        "pound" | "yen" | "copy" => rest.bytes().all(|b| b.is_ascii_digit()),
        "laquo" => rest.starts_with(|c: char| c.is_ascii_alphabetic()),
        _ => false,
    };
    ((is_letter || ends || is_beside) && !in_address(before)).then_some(())?;
    Some(Reference { chars: known(found)?, length })
}

fn in_address(before: &str) -> bool {
    let word = before.bytes().rev().take(MAX_BEFORE).take_while(|b| !b.is_ascii_whitespace());
    word.into_iter().any(|b| matches!(b, b'?' | b'=' | b'/'))
}

fn numbered(text: &str, before: &str) -> Option<Reference> {
    let (code, length) = code(text)?;
    if (0xdc00..=0xdfff).contains(&code) && ends_in_half(before) {
        return None; // the first half takes both
    }
    let one = |c| Some(Reference::one(c, length + 1));
    if !(0xd800..=0xdfff).contains(&code) {
        return one(character(code));
    }
    let low = text[length..].strip_prefix("&#").and_then(self::code);
    let pair =
        low.and_then(|(low, _)| char::decode_utf16([u16::try_from(code).ok()?, u16::try_from(low).ok()?]).next());
    match (pair, low) {
        (Some(Ok(c)), Some((_, more))) => Some(Reference::one(c, length + more + 3)),
        _ => one('\u{fffd}'),
    }
}

/// Whether a reference to the first half of a surrogate pair comes last.
fn ends_in_half(before: &str) -> bool {
    let last = before.len() - before.bytes().rev().take(MAX_LENGTH).position(|b| b == b'#').map_or(0, |at| at);
    code(&before[last..])
        .is_some_and(|(number, length)| (0xd800..0xdc00).contains(&number) && last + length == before.len())
}

/// A number after `#`, and its length with the semicolon. Without one, it takes two digits.
fn code(text: &str) -> Option<(u32, usize)> {
    let (radix, prefix) = if text.starts_with(['x', 'X']) { (16, 1) } else { (10, 0) };
    let digits = text.get(prefix..)?;
    let n_digits = digits.bytes().take(MAX_LENGTH - 8).take_while(|b| char::from(*b).is_digit(radix)).count();
    let is_closed = digits[n_digits..].starts_with(';');
    if n_digits == 0 || (n_digits == 1 && !is_closed) || digits[n_digits..].starts_with(|c: char| c.is_digit(radix)) {
        return None;
    }
    let significant = digits[..n_digits].trim_start_matches('0');
    let code = if significant.is_empty() { 0 } else { u32::from_str_radix(significant, radix).unwrap_or(u32::MAX) };
    Some((code, prefix + n_digits + usize::from(is_closed)))
}

fn character(code: u32) -> char {
    match code {
        // as browsers do: numbers of C1 controls mean windows-1252
        0x80..=0x9f => super::legacy::windows_1252(code as u8),
        // a line break here would shift the lines that problems name
        0x9 | 0xa | 0xd => ' ',
        // these are composed to ASCII, and might complete another reference then
        0x37e => ';',
        0x1fef => '`',
        0x212a => 'K',
        0 => '\u{fffd}',
        _ => char::from_u32(code).unwrap_or('\u{fffd}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(resolve(text).as_deref(), (text != expected).then_some(expected), "{text}");
    }

    #[test]
    fn references_are_resolved() {
        check("R&amp;D &mdash; caf&eacute;", "R&D — café");
        check("&#8217;&#x2019;&#146;&#X2019;&#0008217;", "’’’’’");
        check("&yuml;&nbsp;&NotEqualTilde;", "ÿ\u{a0}≂\u{338}");
        check("&#55357;&#56832; &#xd83d;&#xDE00; &#xd800; &#0;", "😀 😀 \u{fffd} \u{fffd}");
        check("&EACUTE;t&eacute; &NBSP;&SCARON; &HELLIP;", "Été \u{a0}Š …");
    }

    #[test]
    fn escaped_again_and_again() {
        check("&amp;lt;b&amp;gt; &amp;amp;amp;", "<b> &");
        check("&amp;#8217; &amp;amp;#8217;", "’ ’");
        check("&#38;#38;#38;#59;", ";");
        check("&am&#112;;eacute;", "é");
    }

    #[test]
    fn without_semicolon() {
        check("Tv&aring m&aumln, &copy 2026, fish &amp chips, it&#39s", "Två män, © 2026, fish & chips, it's");
    }

    #[test]
    fn other_ampersands_stay() {
        for text in ["AT&T; A & B &unknown; Q&A", "copy&paste &notation &none; &c", "https://a.example/?a=1&copy=2&reg"]
        {
            check(text, text);
        }
    }
}
