//! What boxes in the markup of pages are called, and how what readers write is headed.

use std::collections::HashSet;

use serde::Deserialize;

use super::key;

/// Words of the longest heading of what readers write, but for one with the story's title.
const MAX_REPLIES_WORDS: usize = 6;

/// Words of classes, names and roles in markup.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Markup {
    /// Of what is no part of a story.
    pub furniture: HashSet<String>,
    /// Of the picture that opens a story.
    pub picture: HashSet<String>,
    /// Of what readers write below a story.
    pub replies: HashSet<String>,
    /// Headings of that.
    pub replies_headings: HashSet<String>,
    /// Words of other headings of that: what readers write,
    replies_nouns: HashSet<String>,
    /// who readers are,
    replies_readers: HashSet<String>,
    /// and what stands between.
    replies_words: HashSet<String>,
    /// Of what holds a story.
    pub story: HashSet<String>,
    /// Of what stands between headline and story.
    pub standfirst: HashSet<String>,
    /// Of lines that say who and when.
    pub byline: HashSet<String>,
}

impl Markup {
    /// Whether `line` is the heading of what readers write: `5 Comments`, `What readers say`, `3 Replies to “Boats”`.
    pub fn opens_replies(&self, line: &str) -> bool {
        let key = key(line);
        let counts = key.contains(|c: char| c.is_ascii_digit());
        let uncounted = key.replace(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '#' | ':'), " ");
        let words: Vec<&str> = uncounted.split_whitespace().collect();
        let is_noun = |word: &&str| self.replies_nouns.contains(*word);
        let is_reader = |word: &&str| self.replies_readers.contains(*word);
        let is_other = |word: &&str| self.replies_words.contains(*word);
        let title_follows = counts && words.first().is_some_and(is_noun) && words.get(1) == Some(&"to");
        let combines = words.len() <= MAX_REPLIES_WORDS
            && words.iter().any(is_noun)
            && (counts || words.iter().any(is_reader))
            && words.iter().all(|word| is_noun(word) || is_reader(word) || is_other(word));
        title_follows || combines || self.replies_headings.contains(&words.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use crate::import::vocabulary::Vocabulary;

    #[test]
    fn headings_of_what_readers_write_are_told() {
        let words = Vocabulary::default().markup;
        for (line, expected) in [
            ("5 Comments", true),
            ("Comments (12)", true),
            ("3 Responses to “The ferry that waits”", true),
            ("What our readers say", false),
            ("Reader responses", true),
            ("Viewer chat", true),
            ("Top comments from the community", true),
            ("Leserbriefe (4)", true),
            ("The reactions", false),
            ("A letter from the mayor", false),
            ("Replies to the ministry's letter were slow", false),
        ] {
            assert_eq!(words.opens_replies(line), expected, "{line}");
        }
    }
}
