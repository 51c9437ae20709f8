//! Many short texts by number, and which of them have a word of a query: the words of titles, the names of the catalog.
//!
//! The texts stand in one piece, line by line, so that a word is looked for in all of them at once.

use std::ops::Range;

use memchr::memchr_iter;

use super::fold;
use super::fuzzy::{Quality, Word};

/// Texts by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    folded: Lines,
    /// Without accents, but with capitals.
    cased: Lines,
}

/// Texts with a line break after each.
#[derive(Clone, Debug, Default)]
struct Lines {
    text: String,
    /// By number: where its line break stands.
    ends: Vec<u32>,
}

impl Dictionary {
    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.folded.ends.len()
    }

    /// Adds a text, folded and without accents alone, after the others. It has no line break.
    pub(super) fn push(&mut self, folded: &str, cased: &str) {
        self.folded.push(folded);
        self.cased.push(cased);
    }

    /// Whether the letters of `word` stand in a text in this order.
    pub(super) fn is_scattered(&self, word: &Word, number: usize) -> bool {
        word.is_scattered_in(self.searched(word).line(number))
    }

    /// Calls `visit` with the numbers of the texts of `part` that have the letters of `word` next to each other, in order,
    /// and how well each of them matches.
    pub(super) fn contiguous(&self, word: &Word, part: Range<usize>, mut visit: impl FnMut(usize, Quality)) {
        let lines = self.searched(word);
        let (start, end) = (lines.start(part.start), lines.start(part.end));
        if word.letters.is_empty() || word.letters.contains('\n') {
            return;
        }
        let text = &lines.text[start..end];
        let mut found: Option<(usize, Quality)> = None;
        let mut hit = |at: usize| {
            let quality = word.quality_at(text, at);
            match &mut found {
                Some((number, best)) if lines.ends[*number] as usize > start + at => *best = quality.min(*best),
                other => {
                    let from = other.take().map_or(part.start, |(number, best)| {
                        visit(number, best);
                        number + 1
                    });
                    let further = lines.ends[from..part.end].iter().position(|end| *end as usize > start + at);
                    *other = further.map(|further| (from + further, quality));
                }
            }
        };
        match word.letters.as_bytes() {
            [letter] => memchr_iter(*letter, text.as_bytes()).for_each(&mut hit),
            _ => fold::starts(text, &word.finder).for_each(&mut hit),
        }
        found.into_iter().for_each(|(number, best)| visit(number, best));
    }

    fn searched(&self, word: &Word) -> &Lines {
        if word.exact_case { &self.cased } else { &self.folded }
    }
}

impl Lines {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        self.text.push('\n');
    }

    fn start(&self, number: usize) -> usize {
        number.checked_sub(1).map_or(0, |before| self.ends[before] as usize + 1)
    }

    fn line(&self, number: usize) -> &str {
        &self.text[self.start(number)..self.ends[number] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn all_texts_are_looked_at_as_one_alone(
            texts in proptest::collection::vec("[abAé -]{0,6}", 0..20), word in "[abA]{1,3}|é", from in 0usize..20,
        ) {
            let mut dictionary = Dictionary::default();
            texts.iter().for_each(|text| dictionary.push(&fold::lower(text), &fold::cased(text)));
            let (word, from) = (Word::new(&word), from.min(texts.len()));
            let mut found = Vec::new();
            dictionary.contiguous(&word, from..texts.len(), |number, quality| found.push((number, quality)));
            let alone = |text: &String| {
                word.contiguous(&if word.exact_case { fold::cased(text) } else { fold::lower(text) })
            };
            let alone = texts.iter().enumerate().skip(from).filter_map(|(at, text)| Some((at, alone(text)?)));
            prop_assert_eq!(found, alone.collect::<Vec<_>>());
        }
    }
}
