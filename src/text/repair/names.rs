//! Names that are known to be one word: evidence for taking jammed words apart.

use std::collections::HashMap;

/// Bytes at the start of a name that it is looked up by.
const START: usize = 3;

/// Known names, to be found at the start of a jammed line.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// By their first bytes, of shorter names by all of them; the longest first.
    names: HashMap<Box<[u8]>, Vec<String>>,
}

impl Names {
    /// The longest known name that `text` starts with, of those that end where a word may end in jammed text:
    /// before a capital, a digit, a blank or the end.
    pub fn prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let may_end =
            |name: &&String| text.starts_with(name.as_str()) && !text[name.len()..].starts_with(char::is_lowercase);
        let longest = |start: usize| self.names.get(text.as_bytes().get(..start)?)?.iter().find(may_end);
        let name = (1..=START).rev().find_map(longest)?;
        Some(&text[..name.len()])
    }
}

impl<S: Into<String>> FromIterator<S> for Names {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        let mut by_start: HashMap<Box<[u8]>, Vec<String>> = HashMap::new();
        for name in names.into_iter().map(Into::into).filter(|name| !name.is_empty()) {
            by_start.entry(name.as_bytes()[..name.len().min(START)].into()).or_default().push(name);
        }
        for group in by_start.values_mut() {
            group.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            group.dedup();
        }
        Self { names: by_start }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_at_the_start_is_found() {
        let names = Names::from_iter(["Open", "OpenAI", "Meta", "X", "AI", ""]);
        assert_eq!(names.prefix("OpenAIAnthropic"), Some("OpenAI"));
        assert_eq!(names.prefix("Openly"), None);
        assert_eq!(names.prefix("Open AI"), Some("Open"));
        assert_eq!(names.prefix("Metaverse"), None);
        assert_eq!(names.prefix("Meta"), Some("Meta"));
        assert_eq!(names.prefix("AI"), Some("AI"));
        assert_eq!(names.prefix("XAI"), Some("X"));
        assert_eq!(names.prefix("é"), None);
        assert_eq!(names.prefix(""), None);
    }
}
