//! Where lines break. Ranges of the original text come back, so that marks on it keep their places.

use std::ops::Range;

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use textwrap::{WordSeparator, WordSplitter};
use unicode_segmentation::UnicodeSegmentation;

use super::width::width;

/// A stretch of text that is not broken, and the blanks after it.
#[derive(Debug)]
struct Word {
    range: Range<usize>,
    columns: usize,
    blanks: usize,
}

impl Fragment for Word {
    fn width(&self) -> f64 {
        self.columns as f64
    }
    fn whitespace_width(&self) -> f64 {
        self.blanks as f64
    }
    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// The lines of `text` at `columns`, as byte ranges without the blanks at the breaks. An empty text is one empty line.
///
/// Breaks stand where UAX #14 allows them (between Chinese characters, after hyphens); a word longer than a line is
/// broken between graphemes. A width of 0 counts as 1.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    wrap_hanging(text, columns, columns)
}

/// As [`wrap`], with a width of its own for the first line.
pub fn wrap_hanging(text: &str, first: usize, rest: usize) -> Vec<Range<usize>> {
    let (first, rest) = (first.max(1), rest.max(1));
    let words = words(text, first.min(rest));
    wrap_first_fit(&words, &[first as f64, rest as f64])
        .into_iter()
        .map(|line| match line {
            [] => 0..0,
            [only] => only.range.clone(),
            [start, .., end] => start.range.start..end.range.end,
        })
        .collect()
}

fn words(text: &str, limit: usize) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    let found = WordSeparator::UnicodeBreakProperties.find_words(text);
    for word in textwrap::word_splitters::split_words(found, &WordSplitter::HyphenSplitter) {
        let range = at..at + word.word.len();
        at = range.end + word.whitespace.len();
        push_broken(&mut words, text, range, limit);
        if let Some(last) = words.last_mut() {
            last.blanks = word.whitespace.len();
        }
    }
    words
}

/// Pushes the word at `range`, in pieces if it is wider than a line.
fn push_broken(words: &mut Vec<Word>, text: &str, range: Range<usize>, limit: usize) {
    let columns = width(&text[range.clone()]);
    if columns <= limit {
        words.push(Word { range, columns, blanks: 0 });
        return;
    }
    let mut piece = Word { range: range.start..range.start, columns: 0, blanks: 0 };
    for grapheme in text[range].graphemes(true) {
        let columns = width(grapheme);
        if piece.columns + columns > limit && piece.columns > 0 {
            let start = piece.range.end;
            words.push(std::mem::replace(&mut piece, Word { range: start..start, columns: 0, blanks: 0 }));
        }
        piece.range.end += grapheme.len();
        piece.columns += columns;
    }
    words.push(piece);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, columns: usize, expected: &[&str]) {
        let lines: Vec<&str> = wrap(text, columns).into_iter().map(|range| &text[range]).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn lines_break_between_words() {
        check("the quick brown fox", 10, &["the quick", "brown fox"]);
        check("", 10, &[""]);
        check("open-source models", 8, &["open-", "source", "models"]);
    }

    #[test]
    fn chinese_breaks_between_characters() {
        check("开源路线受关注度", 8, &["开源路线", "受关注度"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken() {
        check("an incomprehensible word", 8, &["an", "incompre", "hensible", "word"]);
    }

    proptest! {
        #[test]
        fn no_word_is_lost_and_no_line_too_wide(text in "[a-zé开 -]{0,60}", columns in 2usize..30) {
            let lines: Vec<&str> = wrap(&text, columns).into_iter().map(|range| &text[range]).collect();
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
            for line in lines {
                prop_assert!(width(line) <= columns, "{:?}", line);
            }
        }
    }
}
