//! The words around what a query found in a story's text.

use std::ops::Range;

use crate::article::{Article, Block};
use crate::store::sought::Sought;

/// The text from some words before the first place that is sought, `before` columns at most, and where what is sought
/// stands in it; `None` where the title alone has it. What is left out is told by `ellipsis`.
pub fn excerpt(
    article: &Article,
    sought: &Sought,
    before: usize,
    ellipsis: &str,
) -> Option<(String, Vec<Range<usize>>)> {
    let headings = article.sections.iter().flat_map(|section| &section.heading);
    let blocks = article.sections.iter().flat_map(|section| &section.blocks).flat_map(Block::texts);
    let (text, places) = blocks.chain(headings).find_map(|text| {
        let places = sought.places(text);
        (!places.is_empty()).then_some((text, places))
    })?;
    let start = start(text, places.first()?.start, before);
    let lead = if start == 0 { String::new() } else { format!("{ellipsis} ") };
    let moved = |place: Range<usize>| place.start - start + lead.len()..place.end - start + lead.len();
    let places = places.into_iter().map(moved).collect();
    Some((lead + &text[start..], places))
}

/// Where to begin for what stands at byte `at` to be seen: with a word, at most so many characters before.
fn start(text: &str, at: usize, before: usize) -> usize {
    let Some((earliest, _)) = text[..at].char_indices().rev().nth(before) else { return 0 };
    text[earliest..at].find(' ').map_or(earliest, |blank| earliest + blank + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_with_a_word_before_the_place() {
        for (text, at, before, expected) in [
            ("one two three", 8, 20, 0),
            ("one two three", 8, 5, 4),
            ("one two three", 8, 0, 8),
            ("one two three", 0, 3, 0),
            ("中国开源模型", 12, 2, 3),
        ] {
            assert_eq!(start(text, at, before), expected, "{text} {at} {before}");
        }
    }
}
