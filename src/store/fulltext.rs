//! Words and phrases in folded text.

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

#[cfg(test)]
mod tests {
    use super::*;

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
