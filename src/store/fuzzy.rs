//! Fuzzy words: which letters of a text they match.

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::fold;

/// The fuzzy words of a query, ready to mark their letters in many titles.
#[derive(Clone, Debug, Default)]
pub struct Pattern {
    words: Vec<Word>,
}

/// One word, and how it looks at case: a capital in it asks for capitals.
#[derive(Clone, Debug)]
struct Word {
    letters: String,
    exact_case: bool,
}

impl Pattern {
    /// A pattern of all `words`.
    pub fn new(words: &[&str]) -> Self {
        Self { words: words.iter().map(|word| Word::new(word)).collect() }
    }

    /// The bytes of the letters of `text` that the words match: runs in order, which do not touch. A word that does
    /// not match marks nothing.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
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
    fn new(word: &str) -> Self {
        let letters: String = fold::letters(word).map(|(letter, _)| letter).collect();
        let exact_case = letters.chars().any(char::is_uppercase);
        Self { letters, exact_case }
    }

    /// Which of `letters` the word matches.
    fn places(&self, letters: &[(char, Range<usize>)]) -> Vec<usize> {
        let text: String = letters.iter().map(|(letter, _)| *letter).collect();
        let matcher = SkimMatcherV2::default();
        let matcher = if self.exact_case { matcher.respect_case() } else { matcher.ignore_case() };
        matcher.fuzzy_indices(&text, &self.letters).map(|(_, places)| places).unwrap_or_default()
    }
}
