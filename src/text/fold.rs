//! Text as it is compared: without case, accents, width and kinds of hyphen.

use std::ops::Range;

use memchr::memmem::Finder;
use unicode_normalization::UnicodeNormalization;

/// The letters of `text` without accents and width, each with the bytes of `text` that it stands for. Case is kept.
pub fn letters(text: &str) -> impl Iterator<Item = (char, Range<usize>)> {
    text.char_indices().flat_map(|(at, c)| {
        let range = at..at + c.len_utf8();
        plain(c).map(move |letter| (letter, range.clone()))
    })
}

/// `text` without accents and width, its capitals kept.
pub fn cased(text: &str) -> String {
    letters(text).map(|(letter, _)| letter).collect()
}

/// `text` in lower case without accents and width. Line breaks stay.
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(folded).collect()
}

/// One character in lower case without accents and width: [`lower`] of a text is that of its characters.
pub fn folded(c: char) -> impl Iterator<Item = char> {
    // Lowering may add a mark (İ), which plain() then takes away.
    c.to_lowercase().flat_map(plain).flat_map(char::to_lowercase)
}

/// What two spellings of one name have in common: folded, with one space for hyphens and blanks.
pub fn key(name: &str) -> String {
    let lower = lower(name);
    let words = lower.split(|c: char| c.is_whitespace() || c == '-' || c == '_').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a word of `text` may begin or end at byte `at`: not between two letters or digits of one word.
pub fn is_boundary(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if let (Some(before), Some(after)) = (at.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(at))
        && before.is_ascii()
        && after.is_ascii()
    {
        return !(before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric());
    }
    let (before, after) = (text[..at].chars().next_back(), text[at..].chars().next());
    !(before.is_some_and(is_joined) && after.is_some_and(is_joined))
}

/// The words of `text` as [`is_boundary`] tells them, but for those of scripts that put no spaces between them.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_joined(c)).filter(|word| !word.is_empty())
}

/// Whether `c` makes one word with its neighbours of this kind.
fn is_joined(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() && !is_ideograph(c) }
}

/// Where what `finder` looks for starts in `text`, also where two starts overlap.
pub fn starts<'t>(text: &'t str, finder: &'t Finder) -> impl Iterator<Item = usize> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + finder.find(text.as_bytes().get(from..)?)?;
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
        Some(at)
    })
}

/// Characters of scripts that put no spaces between words: each may be a word.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// One character without accents and width: none for an accent that stands alone, several for a ligature.
fn plain(c: char) -> impl Iterator<Item = char> {
    // Han characters, most of a Chinese page, are their own decomposition.
    let known = if c.is_ascii() || matches!(c, '\u{4e00}'..='\u{9fff}') { Some(c) } else { None };
    let parts = without_stroke(c);
    let other = (known.is_none() && parts.is_empty()).then(|| std::iter::once(c).nfkd());
    let other = other.into_iter().flatten().filter(|c| !is_accent(*c)).map(same_kind);
    known.into_iter().chain(parts.chars()).chain(other)
}

/// Accents of Latin, Greek and Cyrillic letters. The marks of other scripts are vowels and sounds, and stay.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

/// Letters that Unicode does not take apart, as people type them who do not have them.
fn without_stroke(c: char) -> &'static str {
    match c {
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' => "d",
        'Đ' => "D",
        'ı' => "i",
        _ => "",
    }
}

/// One character for all hyphens, and one for each kind of quote.
fn same_kind(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_width_are_folded() {
        for (text, expected) in [
            ("OpenAI", "openai"),
            ("Žižek à l’École", "zizek a l'ecole"),
            ("Łódź, Straße, Ærø", "lodz, strasse, aero"),
            ("İstanbul", "istanbul"),
            ("ＧＰＴ－５", "gpt-5"),
            ("GPT‑5.6", "gpt-5.6"),
            ("Йод", "иод"),
            ("开源", "开源"),
            ("ガイド", "カ\u{3099}イト\u{3099}"),
        ] {
            assert_eq!(lower(text), expected, "{text}");
        }
    }

    #[test]
    fn letters_know_their_bytes() {
        let text = "aé…";
        let found: Vec<_> = letters(text).collect();
        assert_eq!(found, [('a', 0..1), ('e', 1..3), ('.', 3..6), ('.', 3..6), ('.', 3..6)]);
    }

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for name in ["GLM-5.2", "glm 5.2", " GLM\u{2011}5.2 ", "glm_5.2"] {
            assert_eq!(key(name), "glm 5.2");
        }
    }

    #[test]
    fn letters_in_lower_case_are_those_of_folded_text() {
        for c in '\0'..=char::MAX {
            let ascii = |text: String| text.chars().filter(char::is_ascii).collect::<String>();
            let letters: String = letters(&c.to_string()).map(|(letter, _)| letter.to_ascii_lowercase()).collect();
            assert_eq!(ascii(letters), ascii(lower(&c.to_string())), "{c:?}");
        }
    }

    #[test]
    fn starts_may_overlap() {
        let check = |text: &str, part: &str, expected: &[usize]| {
            assert_eq!(starts(text, &Finder::new(part)).collect::<Vec<_>>(), expected, "{text} {part}");
        };
        check("xa a a", "a a", &[1, 3]);
        check("开源开源", "开", &[0, 6]);
        check("ab", "", &[0, 1, 2]);
        check("", "", &[0]);
        check("", "a", &[]);
    }

    #[test]
    fn words_begin_and_end_where_a_reader_sees_it() {
        for (text, at, expected) in [
            ("open ai", 0, true),
            ("open ai", 4, true),
            ("open ai", 2, false),
            ("gpt-5", 3, true),
            ("开源", 3, true),
            ("", 0, true),
        ] {
            assert_eq!(is_boundary(text, at), expected, "{text} {at}");
        }
    }
}
