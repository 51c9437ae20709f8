//! Where the words that a query looks for in texts stand in one of them.

use std::ops::Range;

use super::fold;
use super::fulltext::Needle;
use super::query::{Field, Query, Term};

/// What a query looks for in texts: phrases anywhere, the words of `text:` as whole words.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    phrases: Vec<Needle>,
    words: Vec<Needle>,
}

impl Sought {
    /// What `query` asks for; what it asks against is nowhere.
    pub fn new(query: &Query) -> Self {
        let mut sought = Self::default();
        query.filter.each_wanted(&mut |term| match term {
            Term::Phrase(words) => sought.phrases.push(Needle::new(words)),
            Term::Field(Field::Text, words) => sought.words.push(Needle::new(words)),
            _ => {}
        });
        sought
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty() && self.words.is_empty()
    }

    /// The bytes of `text` where any of it stands, in order; they do not overlap.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        // by byte of the folded text: the character of `text` that it stands for
        let (mut folded, mut chars) = (String::new(), Vec::new());
        for (at, c) in text.char_indices() {
            folded.extend(fold::folded(c));
            chars.resize(folded.len(), at..at + c.len_utf8());
        }
        let phrases = self.phrases.iter().flat_map(|needle| needle.places(&folded));
        let words = self.words.iter().flat_map(|needle| needle.whole_places(&folded));
        let places = phrases.chain(words).filter(|place| !place.is_empty());
        let mut places: Vec<Range<usize>> =
            places.map(|place| chars[place.start].start..chars[place.end - 1].end).collect();
        places.sort_by_key(|place| place.start);
        let mut end = 0;
        places.retain(|place| {
            let is_after = place.start >= end;
            end = if is_after { place.end } else { end };
            is_after
        });
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sought_is_found_as_it_is_written() {
        for (query, text, expected) in [
            ("text:ai", "They said AI is it, OpenAI too", "AI"),
            ("\"export control\"", "An Export Control order", "Export Control"),
            ("text:cafe", "The Café, a CAFÉ", "Café CAFÉ"),
            ("text:开源", "中国开源模型", "开源"),
            ("\"ai is\" text:ai", "AI is AI", "AI is AI"),
            ("-text:ai open", "AI is open", ""),
        ] {
            let sought = Sought::new(&Query::parse(query).unwrap());
            let found: Vec<&str> = sought.places(text).into_iter().map(|place| &text[place]).collect();
            assert_eq!(found.join(" "), expected, "{query}");
        }
        assert!(Sought::new(&Query::parse("-text:ai open").unwrap()).is_empty());
    }
}
