//! Versions of models that nobody listed: what follows a family's name, and how versions of one family are spelled alike.

use super::vocabulary::{Class, Vocabulary};

/// Most parts of a version that stand apart: `3` `70B` `Pro`.
const MAX_PARTS: usize = 3;

/// Variants that tell models even without a number, and little else.
const VARIANTS: [&str; 9] = ["Mini", "Max", "Ultra", "Lite", "Flash", "Turbo", "Nano", "Instruct", "Coder"];

/// Fewest letters of a name before a size in letters, and the most of the size.
const MIN_SUFFIXED: usize = 4;
const MAX_SUFFIX: usize = 3;

/// Variants that are written small and are no other word.
const SMALL_VARIANTS: [&str; 4] = ["mini", "nano", "lite", "turbo"];

/// Whether a word after a name tells a version of it: "Mini", "R1".
pub(in crate::entity) fn is_variant(word: &str) -> bool {
    let digits = word.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or_default();
    let numbered =
        (1..=3).contains(&digits.len()) && digits.starts_with(|c: char| c.is_ascii_digit()) && is_number(digits);
    VARIANTS.contains(&word) || numbered
}

/// Where the version begins in the last word of a name: the 6 of `Heron-2`, the 5 of `Quill3`; its length without one.
pub(in crate::entity) fn attached(word: &str) -> usize {
    let bytes = word.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let begins = |at: &usize| {
        let at = *at;
        let joined = bytes[at] == b'-' && (digit(at + 1) || (letter(at + 1) && digit(at + 2)));
        joined || (at > 1 && digit(at) && letter(at - 1))
    };
    (1..bytes.len()).find(begins).unwrap_or(word.len())
}

/// Where a size in letters begins that ends a name: the X of `Ridgeline-XL`, the V of `Osprey-VL`; its length without one.
pub(in crate::entity) fn suffixed(word: &str, vocabulary: &Vocabulary) -> usize {
    let Some((family, suffix)) = word.split_once('-') else { return word.len() };
    let proper = family.len() >= MIN_SUFFIXED && family.contains(|c: char| c.is_lowercase());
    let letters = (1..=MAX_SUFFIX).contains(&suffix.len()) && suffix.bytes().all(|byte| byte.is_ascii_uppercase());
    let free = |word: &str| {
        let odd = [Class::Never, Class::Place, Class::Ordinary, Class::Nation, Class::Role, Class::Tail, Class::Legal];
        !vocabulary.classes(vocabulary.find(word)).has_any(&odd)
    };
    if proper && letters && free(family) && free(suffix) { family.len() } else { word.len() }
}

/// Where a version ends that stands after a name which ends at `at`: " 3", " 2.5 Pro", " v2 70B".
pub(in crate::entity) fn spaced(text: &str, at: usize, vocabulary: &Vocabulary) -> Option<usize> {
    let number = part(text, at).filter(|(word, _)| is_number(word))?;
    let end = variants(text, number.1, vocabulary);
    let rest = &text[end..];
    let counted =
        part(text, end).is_some_and(|(word, _)| vocabulary.classes(vocabulary.find(word)).has(Class::Counted));
    (!counted && !rest.starts_with('%')).then_some(end)
}

/// Where the variants and sizes end that follow a version: "2.5 Pro 70B", "9 mini".
pub(in crate::entity) fn variants(text: &str, at: usize, vocabulary: &Vocabulary) -> usize {
    let mut end = at;
    for _ in 0..MAX_PARTS {
        let Some((word, next)) = part(text, end) else { break };
        let variant = vocabulary.classes(vocabulary.find(word)).has(Class::Variant);
        let small = SMALL_VARIANTS.contains(&word);
        if !(is_size(word) || (variant && (small || word.starts_with(char::is_uppercase)))) {
            break;
        }
        end = next;
    }
    end
}

/// Where a variant ends that tells a version without a number: "Heron Mini".
pub(in crate::entity) fn told_variant(text: &str, at: usize, vocabulary: &Vocabulary) -> usize {
    let variant = part(text, at).filter(|(word, _)| is_variant(word));
    variant.map_or(at, |(_, end)| variants(text, end, vocabulary))
}

/// The word after the blank at `at`, and where it ends.
fn part(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = text.get(at..)?.strip_prefix(' ')?;
    let length = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(rest.len());
    let word = rest[..length].trim_end_matches(['.', '-']);
    (!word.is_empty()).then_some((word, at + 1 + word.len()))
}

/// `3`, `2.5`, `v4`, `3-mini`, `7B`: not a year, not a count.
fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix(['v', 'V', 'R', 'K', 'M']).unwrap_or(word);
    let n = digits.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &digits[n..];
    let tail = rest.strip_prefix('.').map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let ends =
        tail.is_empty() || tail.starts_with('-') || is_size(word) || (tail.len() == 1 && !tail.starts_with(['s', 'x']));
    (1..=3).contains(&n) && ends
}

/// A number of parameters: `70B`.
pub(in crate::entity) fn is_size(word: &str) -> bool {
    let digits = word.trim_end_matches(['B', 'b', 'M']);
    digits.len() + 1 == word.len() && digits.starts_with(|c: char| c.is_ascii_digit())
}

/// A version as it goes on after the family's name, with the joiner that the family has: `-2`, ` 2.5 Pro`.
pub(in crate::entity) fn joined(version: &str, joiner: Option<char>) -> String {
    let bare = version.trim_start_matches([' ', '-']);
    joiner.into_iter().chain(bare.chars()).collect()
}

/// What joins a version to its family: a blank, a hyphen or nothing.
pub(in crate::entity) fn joiner(version: &str) -> Option<char> {
    version.chars().next().filter(|c| matches!(c, ' ' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_begin_where_names_end() {
        for (word, family) in [
            ("Heron-2", "Heron"),
            ("Quill3", "Quill"),
            ("Lark-V2.5-mini", "Lark"),
            ("Corvanta", "Corvanta"),
            ("D-Wave", "D-Wave"),
            ("X1", "X1"),
        ] {
            assert_eq!(&word[..attached(word)], family);
        }
    }

    #[test]
    fn sizes_in_letters_end_names() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.add_class("eu", Class::Place);
        vocabulary.add_class("plan", Class::Ordinary);
        for (word, family) in [
            ("Ridgeline-XL", "Ridgeline"),
            ("Osprey-VL", "Osprey"),
            ("Sino-EU", "Sino-EU"),
            ("Plan-B", "Plan-B"),
            ("D-Wave", "D-Wave"),
            ("Rød-XL", "Rød"),
        ] {
            assert_eq!(&word[..suffixed(word, &vocabulary)], family);
        }
    }

    #[test]
    fn counts_and_years_are_no_versions() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.add_class("million", Class::Counted);
        vocabulary.add_class("pro", Class::Variant);
        for (text, expected) in [
            ("Heron 2 beats", "Heron 2"),
            ("Heron 2.5 Pro beats", "Heron 2.5 Pro"),
            ("Heron 70B is", "Heron 70B"),
            ("Heron v2.", "Heron v2"),
            ("Heron 2 million times", "Heron"),
            ("Heron 2026", "Heron"),
            ("Heron 20%", "Heron"),
            ("Heron is", "Heron"),
        ] {
            assert_eq!(&text[..spaced(text, 5, &vocabulary).unwrap_or(5)], expected);
        }
    }
}
