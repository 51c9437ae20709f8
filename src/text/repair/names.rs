//! Names that are known to be one word: evidence for taking jammed words apart.

use std::collections::HashSet;

/// Known names, to be found at the start of a jammed line.
#[derive(Clone, Debug, Default)]
pub struct Names {
    names: HashSet<String>,
    longest: usize,
}

impl Names {
    /// The longest known name that `text` starts with, of those that end where a word may end in jammed text:
    /// before a capital, a digit, a blank or the end.
    pub fn prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).take_while(|at| *at <= self.longest);
        let may_end = |at: usize| !text[at..].starts_with(char::is_lowercase);
        ends.filter(|at| *at > 0 && may_end(*at) && self.names.contains(&text[..*at])).last().map(|at| &text[..at])
    }
}

impl<S: Into<String>> FromIterator<S> for Names {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        let names: HashSet<String> = names.into_iter().map(Into::into).collect();
        let longest = names.iter().map(String::len).max().unwrap_or(0);
        Self { names, longest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_at_the_start_is_found() {
        let names = Names::from_iter(["Open", "OpenAI", "Meta"]);
        assert_eq!(names.prefix("OpenAIAnthropic"), Some("OpenAI"));
        assert_eq!(names.prefix("Metaverse"), None);
        assert_eq!(names.prefix("Meta"), Some("Meta"));
    }
}
