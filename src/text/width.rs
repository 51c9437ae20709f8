//! How many terminal columns text takes, by grapheme, and how to cut it to fit.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns that `text` takes on a terminal.
pub fn width(text: &str) -> usize {
    match () {
        () if text.is_ascii() => text.len(),
        () if is_char_by_char(text) => text.chars().count(),
        () => text.graphemes(true).map(UnicodeWidthStr::width).sum(),
    }
}

/// Whether each of its characters is a grapheme of one column: so is most text, and those need not be looked for then.
pub fn is_char_by_char(text: &str) -> bool {
    text.is_ascii() || text.chars().all(stands_alone)
}

/// Letters of the west, the punctuation of print, lines and bars.
fn stands_alone(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '─'..='▟')
}

/// The longest start of `text` that fits into `columns`, never splitting a grapheme.
pub fn prefix(text: &str, columns: usize) -> &str {
    match () {
        () if text.is_ascii() => return &text[..columns.min(text.len())],
        () if is_char_by_char(text) => return text.char_indices().nth(columns).map_or(text, |(at, _)| &text[..at]),
        () => {}
    }
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > columns {
            return &text[..at];
        }
    }
    text
}

/// `text` if it fits into `columns`, else its start and an ellipsis, cut at a word where one is near.
pub fn ellipsis<'a>(text: &'a str, columns: usize, mark: &str) -> Cow<'a, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let room = columns.saturating_sub(width(mark));
    let start = prefix(text, room);
    let start = match start.rfind(' ') {
        Some(at) if at * 2 > start.len() && !text[start.len()..].starts_with(' ') => &start[..at],
        _ => start,
    };
    Cow::Owned(format!("{}{}", start.trim_end(), prefix(mark, columns)))
}

/// `text` if it fits into `columns`, else its start and an ellipsis, cut anywhere: for names in narrow columns.
pub fn clip<'a>(text: &'a str, columns: usize, mark: &str) -> Cow<'a, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let start = prefix(text, columns.saturating_sub(width(mark)));
    Cow::Owned(format!("{}{}", start.trim_end(), prefix(mark, columns)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_by_grapheme() {
        for (text, columns) in
            [("", 0), ("abc", 3), ("开源", 4), ("é", 1), ("e\u{301}", 1), ("👩\u{200d}💻", 2), ("🇫🇷", 2)]
        {
            assert_eq!(width(text), columns, "{text:?}");
        }
    }

    #[test]
    fn a_character_that_stands_alone_is_a_grapheme_of_one_column() {
        let alone: Vec<char> = (' '..='\u{ffff}').filter(|c| stands_alone(*c)).collect();
        for pair in alone.iter().flat_map(|c| [['a', *c], [*c, 'a'], ['—', *c], [*c, *c]]) {
            let pair: String = pair.into_iter().collect();
            assert_eq!(pair.graphemes(true).count(), 2, "{pair:?}");
            assert_eq!(pair.graphemes(true).map(UnicodeWidthStr::width).sum::<usize>(), 2, "{pair:?}");
        }
    }

    #[test]
    fn a_prefix_never_splits_a_grapheme() {
        assert_eq!(prefix("开源", 3), "开");
        assert_eq!(prefix("e\u{301}x", 1), "e\u{301}");
        assert_eq!(prefix("ab", 9), "ab");
    }

    #[test]
    fn an_ellipsis_stands_for_what_was_cut() {
        assert_eq!(ellipsis("open source", 11, "…"), "open source");
        assert_eq!(ellipsis("open source models", 13, "…"), "open source…");
        assert_eq!(ellipsis("开源模型", 5, "…"), "开源…");
        assert_eq!(ellipsis("word", 1, "…"), "…");
        assert_eq!(ellipsis("word", 0, "…"), "");
        assert_eq!(clip("Ministry of Trade", 11, "…"), "Ministry o…");
        assert_eq!(clip("Ministry of Trade", 10, "…"), "Ministry…");
    }
}
