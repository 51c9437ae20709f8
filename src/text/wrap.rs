//! Where lines break. Ranges of the original text come back, so that marks on it keep their places.

use std::ops::Range;

pub use hypher::Lang;
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
    /// A line that ends here ends in a hyphen that is not in the text.
    hyphen: bool,
}

/// One of the lines of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Its bytes, without the blanks at the breaks.
    pub range: Range<usize>,
    /// A word goes on in the next line: a hyphen belongs after this one.
    pub hyphen: bool,
}

impl Fragment for Word {
    fn width(&self) -> f64 {
        self.columns as f64
    }
    fn whitespace_width(&self) -> f64 {
        self.blanks as f64
    }
    fn penalty_width(&self) -> f64 {
        if self.hyphen { 1.0 } else { 0.0 }
    }
}

/// The lines of `text` at `columns`, as byte ranges without the blanks at the breaks. An empty text is one empty line.
///
/// Breaks stand where UAX #14 allows them (between Chinese characters, after hyphens); a word longer than a line is
/// broken between graphemes. A width of 0 counts as 1.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let words = words(text, columns, |word| WordSplitter::HyphenSplitter.split_points(word));
    lines(&words, columns).map(|broken| broken.range).collect()
}

/// As [`wrap`], where words may be broken with a hyphen as their language does.
pub fn wrap_hyphenated(text: &str, columns: usize, language: Lang) -> Vec<Broken> {
    let columns = columns.max(1);
    let words = words(text, columns, |word| break_points(word, language));
    lines(&words, columns).collect()
}

fn lines(words: &[Word], columns: usize) -> impl Iterator<Item = Broken> {
    wrap_first_fit(words, &[columns as f64]).into_iter().map(|line| match line {
        [] => Broken { range: 0..0, hyphen: false },
        [.., end] => Broken { range: line[0].range.start..end.range.end, hyphen: end.hyphen },
    })
}

/// Letters that stay together at the beginning and the end of a word: a line is not saved by two.
const LEAST_LETTERS: usize = 3;

/// Where a word may be broken: after its hyphens, and where the patterns of its language say so. A word with other
/// signs than letters (an address, a version) is left whole, and so is one with a capital, which may be a name; in
/// German it may be any noun.
fn break_points(word: &str, language: Lang) -> Vec<usize> {
    let own = WordSplitter::HyphenSplitter.split_points(word);
    let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
    let n_capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let may_be_name = n_capitals > usize::from(language == Lang::German);
    if !own.is_empty() || may_be_name || !letters.chars().all(char::is_alphabetic) {
        return own;
    }
    let start = word.find(letters).unwrap_or(0);
    let mut at = start;
    let ends = hypher::hyphenate_bounded(letters, language, LEAST_LETTERS, LEAST_LETTERS).map(|syllable| {
        at += syllable.len();
        at
    });
    ends.filter(|end| *end < start + letters.len()).collect()
}

/// The words of a text, in the parts that `points` allows.
fn words(text: &str, limit: usize, points: impl Fn(&str) -> Vec<usize>) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    for word in WordSeparator::UnicodeBreakProperties.find_words(text) {
        let end = at + word.word.len();
        let points = points(word.word).into_iter().map(|point| at + point);
        let mut start = at;
        for point in points.chain([end]) {
            let is_inside = point < end && !text[..point].ends_with('-');
            let room = limit.saturating_sub(usize::from(is_inside)).max(1);
            push_broken(&mut words, text, start..point, room);
            words.iter_mut().last().into_iter().for_each(|last| last.hyphen = is_inside);
            start = point;
        }
        at = end + word.whitespace.len();
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
        words.push(Word { range, columns, blanks: 0, hyphen: false });
        return;
    }
    let mut piece = Word { range: range.start..range.start, columns: 0, blanks: 0, hyphen: false };
    for grapheme in text[range].graphemes(true) {
        let columns = width(grapheme);
        if piece.columns + columns > limit && piece.columns > 0 {
            let start = piece.range.end;
            let next = Word { range: start..start, columns: 0, blanks: 0, hyphen: false };
            words.push(std::mem::replace(&mut piece, next));
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

    fn check_hyphenated(text: &str, columns: usize, expected: &[&str]) {
        let broken = wrap_hyphenated(text, columns, Lang::English).into_iter();
        let lines: Vec<String> =
            broken.map(|line| format!("{}{}", &text[line.range], if line.hyphen { "-" } else { "" })).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn words_are_broken_where_their_language_says_so() {
        check_hyphenated("an incomprehensible word", 12, &["an incompre-", "hensible", "word"]);
        check_hyphenated("open-source models", 8, &["open-", "source", "models"]);
        check_hyphenated("see example.org/something", 16, &["see example.org/", "something"]);
        check_hyphenated("of Samsung unless", 9, &["of", "Samsung", "unless"]);
        check_hyphenated("(regulation)", 8, &["(regula-", "tion)"]);
        check_hyphenated("éaaabjaa", 5, &["éaaa", "bjaa"]);
    }

    proptest! {
        #[test]
        fn a_hyphen_costs_no_letter_and_has_its_column(text in "[a-zé开 -]{0,60}", columns in 3usize..30) {
            let lines = wrap_hyphenated(&text, columns, Lang::English);
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let all: String = lines.iter().map(|line| &text[line.range.clone()]).collect();
            prop_assert_eq!(letters(&all), letters(&text));
            for line in lines {
                prop_assert!(width(&text[line.range.clone()]) + usize::from(line.hyphen) <= columns, "{:?}", line);
            }
        }

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
