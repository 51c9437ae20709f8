//! Words and phrases in folded text, and the amounts that a text gives.

use std::ops::Range;

use memchr::memmem::Finder;

use super::fold;

/// A run of words, folded and with single spaces, ready to be looked for in folded text.
#[derive(Clone, Debug)]
pub(super) struct Needle {
    text: String,
    finder: Finder<'static>,
}

impl Needle {
    pub(super) fn new(words: &str) -> Self {
        Self::of(fold::lower(words).split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn of(text: String) -> Self {
        let finder = Finder::new(&text).into_owned();
        Self { text, finder }
    }

    /// What is looked for.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The words of it, each a needle.
    pub(super) fn words(&self) -> Vec<Needle> {
        self.text.split(' ').map(|word| Self::of(word.to_owned())).collect()
    }

    /// Whether it stands anywhere in `text`.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.finder.find(text.as_bytes()).is_some()
    }

    /// Whether it begins where a word of `text` begins.
    pub(super) fn begins_a_word(&self, text: &str) -> bool {
        fold::starts(text, &self.finder).any(|at| fold::is_boundary(text, at))
    }

    /// Whether it stands in `text` as whole words.
    pub(super) fn is_whole(&self, text: &str) -> bool {
        self.whole_places(text).next().is_some()
    }

    /// Where it stands in `text`.
    pub(super) fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> {
        fold::starts(text, &self.finder).map(|at| at..at + self.text.len())
    }

    /// Where it stands in `text` as whole words.
    pub(super) fn whole_places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> {
        self.places(text).filter(|place| fold::is_boundary(text, place.start) && fold::is_boundary(text, place.end))
    }
}

/// Whether each of `words` begins a word of the text.
pub(super) fn begin_words(words: &[Needle], folded: &str) -> bool {
    words.iter().all(|word| word.begins_a_word(folded))
}

/// What makes a number an amount when it stands before it.
const CURRENCIES: [char; 6] = ['$', '€', '£', '¥', '₹', '₩'];

/// What makes a number an amount when it stands after it.
const UNITS: [&str; 16] = [
    "%", "percent", "per cent", "million", "billion", "trillion", "bn", "mn", "m", "b", "k", "dollars", "euros", "万",
    "亿", "兆",
];

/// Whether folded `text` gives an amount: a number with a currency, a percentage, a million or the like.
pub(super) fn has_figures(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let mut rest = text;
    let mut before = None;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        before = rest[..start].trim_end().chars().next_back().or(before);
        let after = rest[start..].find(|c| !is_part(c)).map_or("", |len| &rest[start + len..]);
        if before.is_some_and(|c| CURRENCIES.contains(&c)) || starts_with_unit(after) {
            return true;
        }
        rest = after;
        before = None;
    }
    false
}

fn starts_with_unit(after: &str) -> bool {
    let after = after.strip_prefix([' ', '-']).unwrap_or(after);
    UNITS.iter().any(|unit| after.starts_with(unit) && (*unit == "%" || fold::is_boundary(after, unit.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_numbers_with_something() {
        for (text, expected) in [
            ("valued at $8 billion", true),
            ("€ 4.5bn", true),
            ("usage grew 30%", true),
            ("30 per cent", true),
            ("8 million users", true),
            ("a 70b model", true),
            ("1,000 people", false),
            ("in 2026", false),
            ("gpt-5.6 and glm 5.2", false),
            ("融资5亿元", true),
            ("7 months later", false),
            ("$", false),
            ("", false),
        ] {
            assert_eq!(has_figures(text), expected, "{text}");
        }
    }

    #[test]
    fn whole_words_are_told_from_beginnings() {
        let check = |needle: &str, text: &str, expected: [bool; 3]| {
            let needle = Needle::new(needle);
            let found = [needle.is_in(text), needle.begins_a_word(text), needle.is_whole(text)];
            assert_eq!(found, expected, "{needle:?} {text}");
        };
        check("Open", "open models", [true, true, true]);
        check("open", "openai reopens", [true, true, false]);
        check("open", "reopens", [true, false, false]);
        check("export  Control", "the export control order", [true, true, true]);
        check("export control", "export\ncontrol", [false, false, false]);
        check("开源", "中国开源模型", [true, true, true]);
        check("gpt", "gpt-5.6", [true, true, true]);
    }
}
