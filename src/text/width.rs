//! How many terminal columns text takes, by grapheme, and how to cut it to fit.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns that `text` takes on a terminal.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// The longest start of `text` that fits into `columns`, never splitting a grapheme.
pub fn prefix(text: &str, columns: usize) -> &str {
    if text.is_ascii() {
        return &text[..columns.min(text.len())];
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
