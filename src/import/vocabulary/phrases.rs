//! Hundreds of phrases looked for at once.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, Anchored, Input, StartKind};
use serde::{Deserialize, Deserializer};

/// Phrases that a text may begin with or contain.
#[derive(Clone, Debug)]
pub struct Phrases {
    list: Vec<String>,
    automaton: AhoCorasick,
}

impl Phrases {
    /// Whether `text` begins with one of them.
    pub fn starts(&self, text: &str) -> bool {
        self.automaton.is_match(Input::new(text).anchored(Anchored::Yes))
    }

    /// Whether one of them stands in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        self.automaton.is_match(text)
    }

    /// Whether `text` is one of them.
    pub fn contains(&self, text: &str) -> bool {
        self.starts(text) && self.list.iter().any(|phrase| phrase == text)
    }

    /// Each of them, in their order.
    pub fn iter(&self) -> std::slice::Iter<'_, String> {
        self.list.iter()
    }
}

/// Words that a text may begin or end with, one of which is to be named.
#[derive(Clone, Debug)]
pub struct Words {
    words: HashSet<String>,
    /// Their lengths in bytes, the longest first.
    lengths: Vec<usize>,
}

impl Words {
    /// Whether `text` is one of them.
    pub fn contains(&self, text: &str) -> bool {
        self.words.contains(text)
    }

    /// Those that `text` begins with, the longest first.
    pub fn prefixes<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        self.lengths.iter().filter_map(|length| text.get(..*length)).filter(|word| self.words.contains(*word))
    }

    /// Those that `text` ends with, the longest first.
    pub fn suffixes<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let start = |length: &usize| text.get(text.len().checked_sub(*length)?..);
        self.lengths.iter().filter_map(start).filter(|word| self.words.contains(*word))
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = HashSet::<String>::deserialize(deserializer)?;
        let mut lengths: Vec<usize> = words.iter().map(String::len).collect();
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        lengths.dedup();
        Ok(Self { words, lengths })
    }
}

impl<'de> Deserialize<'de> for Phrases {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = Vec::<String>::deserialize(deserializer)?;
        let automaton = AhoCorasick::builder().start_kind(StartKind::Both).build(&list);
        Ok(Self { automaton: automaton.map_err(serde::de::Error::custom)?, list })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_at_the_start_and_inside() {
        let phrases: Phrases = serde_json::from_str(r#"["by", "written by", "作者"]"#).unwrap();
        assert!(phrases.starts("written by her") && phrases.starts("作者:x") && phrases.starts("by"));
        assert!(!phrases.starts("not written by her") && phrases.is_in("not written by her"));
        assert!(!phrases.is_in("her") && !phrases.starts(""));
    }

    #[test]
    fn the_longest_word_is_named_first() {
        let words: Words = serde_json::from_str(r#"["updated", "last updated", "on"]"#).unwrap();
        assert_eq!(words.prefixes("last updated on").collect::<Vec<_>>(), ["last updated"]);
        assert_eq!(words.suffixes("last updated").collect::<Vec<_>>(), ["last updated", "updated"]);
        assert_eq!(words.suffixes("é").count(), 0);
    }
}
