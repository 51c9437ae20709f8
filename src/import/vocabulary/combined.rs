//! Lines told not by a phrase but by the words they combine: what opens a piece of another page, by what right it is
//! shown, what a box offers.

use std::collections::HashSet;

use serde::Deserialize;

use super::{FURNITURE_CHARS, Phrases, ends_sentence, key};

/// Words of the longest line that opens a piece of another page or offers something.
const MAX_WORDS: usize = 9;

/// The words that such lines combine.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Combined {
    excerpt_strong: HashSet<String>,
    excerpt_words: HashSet<String>,
    reprints: Phrases,
    nearby_first: HashSet<String>,
    nearby_last: HashSet<String>,
    offer_verbs: HashSet<String>,
    offer_nouns: HashSet<String>,
}

impl Combined {
    /// Whether `line` may stand over a piece of another page: `Expand full passage +`.
    pub fn opens_excerpt(&self, line: &str) -> bool {
        let key = key(line);
        let words = || key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let strong = |word: &str| self.excerpt_strong.contains(word);
        (1..=MAX_WORDS).contains(&words().count())
            && words().any(strong)
            && words().all(|word| strong(word) || self.excerpt_words.contains(word))
    }

    /// Whether `line`, under a piece of another page, says by what right it is shown or where the rest is.
    pub fn is_reprint_note(&self, line: &str) -> bool {
        line.chars().count() <= FURNITURE_CHARS && self.reprints.is_in(&key(line))
    }

    /// Whether `line` counts with signs and says nothing: `♥ 12 ↻ 3 ✉`.
    pub fn is_count_bar(&self, line: &str) -> bool {
        let is_sign = |c: char| !c.is_ascii() && !c.is_alphanumeric() && !"€£¥₩₹°·•∙–—−…‰′″".contains(c);
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, 'K' | 'k' | 'M' | ' ' | '.' | ',' | '+' | '|');
        let mut signs = line.chars().filter(|c| is_sign(*c) && !c.is_whitespace());
        signs.next().is_some() && line.chars().all(|c| is_sign(c) || is_number(c) || "·•∙".contains(c))
    }

    /// Whether `line` stands over stories of the same site: `Previously on the wire`.
    pub fn opens_nearby(&self, line: &str) -> bool {
        let key = key(line);
        let words: Vec<&str> = key.split(' ').collect();
        let [first, "on" | "from" | "in" | "at", "the" | "this" | "our", last] = words.as_slice() else { return false };
        self.nearby_first.contains(*first) && self.nearby_last.contains(*last) && !ends_sentence(line)
    }

    /// Whether `line` heads a box: `GET THE FRIDAY DIGEST`, `The Northgrid letter, Fridays`.
    pub fn is_offer(&self, line: &str) -> bool {
        let key = key(line);
        let words: Vec<&str> = key.split(' ').collect();
        let verb = words.first().is_some_and(|first| self.offer_verbs.contains(*first));
        let offers = |word: &&str| self.offer_nouns.contains(word.trim_end_matches(','));
        (2..=MAX_WORDS).contains(&words.len())
            && verb
            && !ends_sentence(line)
            && words.iter().rev().take(2).any(offers)
            && (words[0] != "the" || key.contains(','))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Vocabulary;

    #[test]
    fn words_combine() {
        let words = Vocabulary::default().combined;
        for line in ["Show full text (excerpt)", "Whole text below ▾ click to unfold", "Tap to read the full story"] {
            assert!(words.opens_excerpt(line), "{line}");
        }
        for line in ["Read the full story", "The Passage of Time", "Expand the grid"] {
            assert!(!words.opens_excerpt(line), "{line}");
        }
        assert!(words.is_offer("GET THE FRIDAY DIGEST") && words.is_offer("The Northgrid letter, Fridays"));
        assert!(!words.is_offer("The Last Letter") && !words.is_offer("Get the model to work"));
        assert!(words.is_count_bar("♥ 12 ↻ 3 ✉") && !words.is_count_bar("€ 12") && !words.is_count_bar("12 · 3"));
        assert!(words.opens_nearby("Previously on the wire") && !words.opens_nearby("Life on the wire"));
        assert!(words.is_reprint_note("Short extract used as fair dealing for comment."));
    }
}
