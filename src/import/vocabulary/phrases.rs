//! Hundreds of phrases looked for in one pass.

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

    /// Each of them, in their order.
    pub fn iter(&self) -> std::slice::Iter<'_, String> {
        self.list.iter()
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
}
