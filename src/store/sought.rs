//! Where the words that a query or a search looks for stand in a text: what is shown under a row and marked in a story.

use std::cmp::Reverse;
use std::ops::Range;

use super::fold;
use super::fulltext::Needle;
use super::query::Query;
use crate::text::width::width;

/// Runs of words that are marked wherever they stand, whatever their case and accents; hyphens and blanks are the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    runs: Vec<Run>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    /// As they were typed.
    words: String,
    fit: Fit,
}

/// How the words of a text may go on around a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// In any way.
    Anywhere,
    /// A word begins with it.
    Beginning,
    /// It is whole words.
    Whole,
}

impl Sought {
    /// What is searched in a story.
    pub fn searched(words: &str) -> Self {
        Self { runs: vec![Run { words: words.to_owned(), fit: Fit::Anywhere }] }
    }

    /// What `query` looks for in texts: its phrases anywhere, the words of `text:` as whole words. What it asks against
    /// is nowhere.
    pub fn in_texts(query: &Query) -> Self {
        let run = |fit| move |words: &str| Run { words: words.to_owned(), fit };
        let phrases = query.phrases().into_iter().map(run(Fit::Anywhere));
        Self { runs: phrases.chain(query.texts().into_iter().map(run(Fit::Whole))).collect() }
    }

    /// What `query` finds stories by: the same, and the fuzzy words that are more than a letter.
    pub fn in_stories(query: &Query) -> Self {
        let mut sought = Self::in_texts(query);
        let words = query.words().into_iter().filter(|word| width(word) > 1);
        sought.runs.extend(words.map(|words| Run { words: words.to_owned(), fit: Fit::Beginning }));
        sought
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// A run as it was typed.
    pub fn words(&self, run: usize) -> Option<&str> {
        self.runs.get(run).map(|run| run.words.as_str())
    }

    /// Whether any of it stands in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        !self.places(text).is_empty()
    }

    /// The bytes of `text` where any of it stands, in order. Where places overlap, the earliest stays, of those that start
    /// together the longest.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        self.numbered_places(text).into_iter().map(|(place, _)| place).collect()
    }

    /// The same, each place with the number of its run.
    pub fn numbered_places(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        if self.is_empty() {
            return Vec::new();
        }
        // by byte of the folded text: the character of `text` that it stands for
        let (mut folded, mut chars) = (String::new(), Vec::new());
        for (at, c) in text.char_indices() {
            folded.extend(fold::folded(c).map(same));
            chars.resize(folded.len(), at..at + c.len_utf8());
        }
        let mut places = Vec::new();
        for (number, run) in self.runs.iter().enumerate() {
            let found = run.places(&folded).into_iter();
            places.extend(found.map(|place| (chars[place.start].start..chars[place.end - 1].end, number)));
        }
        places.sort_by_key(|(place, number)| (place.start, Reverse(place.end), *number));
        let mut end = 0;
        places.retain(|(place, _)| {
            let is_after = place.start >= end;
            end = if is_after { place.end } else { end };
            is_after
        });
        places
    }
}

impl Run {
    fn places(&self, folded: &str) -> Vec<Range<usize>> {
        let needle = Needle::new(&fold::lower(&self.words).chars().map(same).collect::<String>());
        if needle.text().is_empty() {
            return Vec::new();
        }
        let fits = |place: &Range<usize>| {
            let (begins, ends) = (|| fold::is_boundary(folded, place.start), || fold::is_boundary(folded, place.end));
            match self.fit {
                Fit::Anywhere => true,
                Fit::Beginning => begins(),
                Fit::Whole => begins() && ends(),
            }
        };
        needle.places(folded).filter(fits).collect()
    }
}

/// One character for hyphens and blanks.
fn same(c: char) -> char {
    if c == '-' || c.is_whitespace() { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sought: &Sought, text: &str, expected: &[&str]) {
        let found: Vec<&str> = sought.places(text).into_iter().map(|place| &text[place]).collect();
        assert_eq!(found, expected, "{sought:?}");
        assert_eq!(sought.is_in(text), !expected.is_empty());
    }

    #[test]
    fn what_is_sought_is_found_as_it_is_written() {
        let in_texts = |query: &str, text: &str, expected: &[&str]| {
            check(&Sought::in_texts(&Query::parse(query).unwrap()), text, expected);
        };
        in_texts("text:ai", "They said AI is it, OpenAI too", &["AI"]);
        in_texts("\"export  control\"", "An Export Control order", &["Export Control"]);
        in_texts("\"open source\"", "Open-source, reopen sources", &["Open-source", "open source"]);
        in_texts("text:cafe", "The Café, a CAFÉ, cafe\u{301}s", &["Café", "CAFÉ"]);
        in_texts("text:open", "opened Open reopen", &["Open"]);
        in_texts("text:开源", "中国开源模型", &["开源"]);
        in_texts("-text:ai open", "AI is open", &[]);
        assert!(Sought::in_texts(&Query::parse("-text:ai open").unwrap()).is_empty());
    }

    #[test]
    fn fuzzy_words_are_marked_where_words_begin_with_them() {
        let in_stories = |query: &str, text: &str, expected: &[&str]| {
            check(&Sought::in_stories(&Query::parse(query).unwrap()), text, expected);
        };
        in_stories("open", "opened Open reopen", &["open", "Open"]);
        in_stories("o 开源 -open company:x", "open o 开源", &["开源"]);
    }

    #[test]
    fn of_what_overlaps_the_earliest_and_longest_stays() {
        let query = Query::parse("\"ai is\" text:ai text:\"is it\"").unwrap();
        let sought = Sought::in_texts(&query);
        check(&sought, "AI is it, AI", &["AI is", "AI"]);
        let runs: Vec<_> = sought.numbered_places("AI is it, AI").iter().map(|(_, run)| sought.words(*run)).collect();
        assert_eq!(runs, [Some("ai is"), Some("ai")]);
    }

    #[test]
    fn a_search_finds_parts_of_words() {
        check(&Sought::searched("cafe"), "Café, CAFE", &["Café", "CAFE"]);
        check(&Sought::searched("aa"), "aaa", &["aa"]);
        check(&Sought::searched("ai n"), "OpenAI now", &["AI n"]);
        check(&Sought::searched(""), "a", &[]);
        check(&Sought::searched("a"), "", &[]);
    }
}
