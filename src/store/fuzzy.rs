//! Fuzzy words: whether their letters stand in a text in this order, how well, and which letters those are.
//!
//! The matched set is that of fuzzy-matcher, and so are scores and marked letters. Three defects of its version 0.3.7
//! are kept out: scores of a reused matcher depend on the texts before (each text gets a fresh one), its `fuzzy_match`
//! and `fuzzy_indices` disagree (only the latter is asked), and `use_cache(false)` panics (it is not called).

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use memchr::memchr;
use memchr::memmem::Finder;

use super::fold;

/// Letters of the word times letters of the text that the matcher weighs against each other; past this it takes the
/// first letters that fit. A word of 30 letters in a title of 10,000 stays under it; at 24 bytes a cell this is 12 MB.
pub(super) const MAX_CELLS: usize = 512 * 1024;

/// The fuzzy words of a query, ready to mark their letters in many titles.
#[derive(Clone, Debug, Default)]
pub struct Pattern {
    words: Vec<Word>,
}

/// One word, folded; a capital in it asks for capitals.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// What is looked for: with capitals in the letters of a text, without them in the folded text.
    pub(super) letters: String,
    pub(super) exact_case: bool,
    pub(super) folded: String,
    pub(super) mask: u64,
    pub(super) finder: Finder<'static>,
}

/// How well a word matches, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Quality {
    /// It is a word of the text.
    Whole,
    /// A word of the text begins with it.
    Beginning,
    /// It stands inside a word.
    Inside,
    /// Its letters stand in the text, with others between them.
    Scattered,
}

impl Pattern {
    /// A pattern of all `words`.
    pub fn new(words: &[&str]) -> Self {
        Self { words: words.iter().map(|word| Word::new(word)).collect() }
    }

    /// The bytes of the letters of `text` that the words match: runs in order, which do not touch. A word that does
    /// not match marks nothing.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        if self.words.is_empty() {
            return Vec::new(); // most lists are seen without a word
        }
        let letters: Vec<(char, Range<usize>)> = fold::letters(text).collect();
        let matched = self.words.iter().flat_map(|word| word.places(&letters));
        let mut ranges: Vec<Range<usize>> = matched.map(|place| letters[place].1.clone()).collect();
        ranges.sort_by_key(|range| range.start);
        let mut runs: Vec<Range<usize>> = Vec::new();
        for range in ranges {
            match runs.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => runs.push(range),
            }
        }
        runs
    }
}

impl Word {
    pub(super) fn new(word: &str) -> Self {
        let letters = fold::cased(word);
        let exact_case = letters.chars().any(char::is_uppercase);
        let letters = if exact_case { letters } else { fold::lower(word) };
        let folded = fold::lower(&letters);
        let (mask, finder) = (letter_mask(&folded), Finder::new(&letters).into_owned());
        Self { letters, exact_case, folded, mask, finder }
    }

    /// Whether a text with these letters may match.
    pub(super) fn may_match(&self, mask: u64) -> bool {
        self.mask & !mask == 0
    }

    /// Whether the word is one letter whose place in a mask is its own: a text with it matches.
    pub(super) fn is_told_by_letters(&self) -> bool {
        !self.exact_case && self.letters.len() == 1 && own_bit(self.letters.as_bytes()[0]).is_some()
    }

    /// How well it stands in `text` with its letters next to each other; `text` is folded, unless capitals are wanted.
    pub(super) fn contiguous(&self, text: &str) -> Option<Quality> {
        fold::starts(text, &self.finder).map(|at| self.quality_at(text, at)).min()
    }

    /// How well it matches where it stands at byte `at` of `text`.
    pub(super) fn quality_at(&self, text: &str, at: usize) -> Quality {
        match fold::is_boundary(text, at) {
            true if fold::is_boundary(text, at + self.letters.len()) => Quality::Whole,
            true => Quality::Beginning,
            false => Quality::Inside,
        }
    }

    /// Whether its letters stand in `text` in this order; `text` is folded, unless capitals are wanted.
    pub(super) fn is_scattered_in(&self, text: &str) -> bool {
        is_subsequence(&self.letters, text)
    }

    /// The matcher's score for `text`: higher is better; `None` if the word does not match.
    pub(super) fn score(&self, text: &str) -> Option<i64> {
        let letters: Vec<(char, Range<usize>)> = fold::letters(text).collect();
        self.indices(&letters).map(|(score, _)| score)
    }

    /// Which of `letters` the word matches.
    fn places(&self, letters: &[(char, Range<usize>)]) -> Vec<usize> {
        self.indices(letters).map(|(_, places)| places).unwrap_or_default()
    }

    fn indices(&self, letters: &[(char, Range<usize>)]) -> Option<(i64, Vec<usize>)> {
        // The matcher folds the case of ASCII alone, and needs it for its bonus on capitals.
        let folded = |letter: char| if letter.is_ascii() || self.exact_case { letter } else { lower(letter) };
        let text: String = letters.iter().map(|(letter, _)| folded(*letter)).collect();
        let matcher = SkimMatcherV2::default().element_limit(MAX_CELLS);
        let matcher = if self.exact_case { matcher.respect_case() } else { matcher.ignore_case() };
        matcher.fuzzy_indices(&text, &self.letters)
    }
}

fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

fn is_subsequence(letters: &str, text: &str) -> bool {
    if !letters.is_ascii() {
        let mut rest = text.chars();
        return letters.chars().all(|letter| rest.any(|c| c == letter));
    }
    let mut rest = text.as_bytes();
    letters.bytes().all(|letter| match memchr(letter, rest) {
        Some(at) => {
            rest = &rest[at + 1..];
            true
        }
        None => false,
    })
}

/// Letters that have a place of their own in a mask; all others share the rest.
const N_OWN: u32 = 36;

fn own_bit(letter: u8) -> Option<u32> {
    match letter {
        b'a'..=b'z' => Some(u32::from(letter - b'a')),
        b'0'..=b'9' => Some(u32::from(letter - b'0') + 26),
        _ => None,
    }
}

/// The letters of folded text, as bits: where a word has one that a text has not, it does not match.
pub(super) fn letter_mask(folded: &str) -> u64 {
    let bit = |c: char| u8::try_from(c).ok().and_then(own_bit).unwrap_or(N_OWN + u32::from(c) % (64 - N_OWN));
    folded.chars().fold(0, |mask, c| mask | 1 << bit(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn quality(word: &str, text: &str) -> Option<Quality> {
        let word = Word::new(word);
        let text = if word.exact_case { fold::cased(text) } else { fold::lower(text) };
        word.contiguous(&text).or_else(|| word.is_scattered_in(&text).then_some(Quality::Scattered))
    }

    #[test]
    fn better_places_are_found_first() {
        for (word, text, expected) in [
            ("open", "Reopened: Open models", Some(Quality::Whole)),
            ("open", "OpenAI", Some(Quality::Beginning)),
            ("ai", "OpenAI", Some(Quality::Inside)),
            ("oai", "OpenAI", Some(Quality::Scattered)),
            ("zurich", "Zürich", Some(Quality::Whole)),
            ("zürich", "Zurich", Some(Quality::Whole)),
            ("开源", "中国开源", Some(Quality::Whole)),
            ("gpt5", "GPT-5.6", Some(Quality::Scattered)),
            ("xyz", "OpenAI", None),
        ] {
            assert_eq!(quality(word, text), expected, "{word} {text}");
        }
    }

    #[test]
    fn a_capital_asks_for_capitals() {
        assert_eq!(quality("Meta", "Meta gives"), Some(Quality::Whole));
        assert_eq!(quality("Meta", "a metaphor"), None);
        assert_eq!(quality("É", "École"), Some(Quality::Beginning));
        assert_eq!(quality("É", "école"), None);
    }

    #[test]
    fn matched_letters_are_marked_in_runs() {
        let marked = |words: &[&str], text: &str| -> Vec<String> {
            Pattern::new(words).marks(text).into_iter().map(|range| text[range].to_owned()).collect()
        };
        assert_eq!(marked(&["open", "mod"], "Open models"), ["Open", "mod"]);
        assert_eq!(marked(&["oai"], "OpenAI"), ["O", "AI"]);
        assert_eq!(marked(&["ecole"], "L’École"), ["École"]);
        assert_eq!(marked(&["zzz"], "Open"), [""; 0]);
        assert_eq!(marked(&[], "Open"), [""; 0]);
        assert_eq!(marked(&["open", "pena"], "OpenAI"), ["OpenA"]);
    }

    proptest! {
        #[test]
        fn what_matches_is_what_the_matcher_says(word in "[a-cA-C]{1,4}", text in "[a-cA-C é-]{0,12}") {
            let found = quality(&word, &text).is_some();
            prop_assert_eq!(found, Word::new(&word).score(&text).is_some());
            prop_assert_eq!(found, !Pattern::new(&[&word]).marks(&text).is_empty());
        }

        #[test]
        fn marks_never_split_a_character(word in "\\PC{1,3}", text in "\\PC{0,20}") {
            for range in Pattern::new(&[&word]).marks(&text) {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
