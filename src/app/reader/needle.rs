//! What is marked in a story: the words of its own search, or what the query found it by.

use std::ops::Range;

use crate::store::{Query, fold};
use crate::text::width::width;

/// Words to be marked wherever they stand, whatever their case and accents; hyphens and blanks are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    /// As they were typed.
    pub words: String,
    fit: Fit,
}

/// How the words of a text may go on around a needle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// In any way.
    Anywhere,
    /// A word begins with it.
    Beginning,
    /// It is whole words.
    Whole,
}

impl Needle {
    /// What is searched in the story.
    pub fn searched(words: &str) -> Self {
        Self { words: words.to_owned(), fit: Fit::Anywhere }
    }

    /// What `query` finds stories by: its phrases, its words of the text, and the fuzzy words that are more than a
    /// letter.
    pub fn of_query(query: &Query) -> Vec<Self> {
        let needle = |fit| move |words: &str| Self { words: words.to_owned(), fit };
        let phrases = query.phrases().into_iter().map(needle(Fit::Anywhere));
        let texts = query.texts().into_iter().map(needle(Fit::Whole));
        let words = query.words().into_iter().filter(|word| width(word) > 1).map(needle(Fit::Beginning));
        phrases.chain(texts).chain(words).collect()
    }

    /// Whether it stands in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        !self.places(text).is_empty()
    }

    /// Where it stands in `text`: bytes.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let (letters, needle) = (letters(text), letters(&self.words));
        let (Some(first), true) = (needle.first(), needle.len() <= letters.len()) else { return Vec::new() };
        let mut found = Vec::new();
        let mut at = 0;
        while at + needle.len() <= letters.len() {
            let here = &letters[at..at + needle.len()];
            let range = here[0].1.start..here[needle.len() - 1].1.end;
            let is_same = here[0].0 == first.0 && here.iter().zip(&needle).all(|(a, b)| a.0 == b.0);
            if is_same && self.fits(text, &range) {
                found.push(range);
                at += needle.len();
            } else {
                at += 1;
            }
        }
        found
    }

    fn fits(&self, text: &str, range: &Range<usize>) -> bool {
        let (begins, ends) = (|| fold::is_boundary(text, range.start), || fold::is_boundary(text, range.end));
        match self.fit {
            Fit::Anywhere => true,
            Fit::Beginning => begins(),
            Fit::Whole => begins() && ends(),
        }
    }
}

/// The letters of `text` as they are compared, each with its bytes.
fn letters(text: &str) -> Vec<(char, Range<usize>)> {
    let same = |c: char| if c == '-' || c.is_whitespace() { ' ' } else { c };
    fold::letters(text).flat_map(|(c, at)| c.to_lowercase().map(move |c| (same(c), at.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, text: &str, expected: &[&str]) {
        let needles = Needle::of_query(&Query::parse(query).unwrap());
        let found = needles.iter().flat_map(|needle| needle.places(text));
        assert_eq!(found.map(|range| &text[range]).collect::<Vec<_>>(), expected, "{query}");
    }

    #[test]
    fn places_are_found_without_case_and_accents() {
        let places = |text: &str, words: &str| Needle::searched(words).places(text);
        assert_eq!(places("Café, CAFE", "cafe"), vec![0..5, 7..11]);
        assert_eq!(places("aaa", "aa"), vec![0..2]);
        assert_eq!(places("a", ""), Vec::<Range<usize>>::new());
        assert_eq!(places("", "a"), Vec::<Range<usize>>::new());
    }

    #[test]
    fn what_the_query_found_is_marked() {
        check("\"open source\"", "Open-source, reopen sources", &["Open-source", "open source"]);
        check("text:open", "opened Open reopen", &["Open"]);
        check("open", "opened Open reopen", &["open", "Open"]);
        check("o 开源 -open company:x", "open o 开源", &["开源"]);
    }
}
