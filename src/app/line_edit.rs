//! One line being typed: its text and the place of the cursor.

use unicode_segmentation::UnicodeSegmentation;

use super::action::Edit;
use crate::text::Clean;
use crate::text::width::{prefix, width};

/// A text and the cursor in it, which stands between graphemes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineEdit {
    text: String,
    cursor: usize,
}

impl LineEdit {
    /// `text` with the cursor at its end.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { cursor: text.len(), text }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What was typed before the cursor and after it.
    pub fn around(&self) -> (&str, &str) {
        self.text.split_at(self.cursor)
    }

    /// Puts a text in the place of what stands between byte `start` and the cursor.
    pub fn replace_from(&mut self, start: usize, text: &str) {
        self.delete(start.min(self.cursor));
        self.insert(text);
    }

    /// What is seen of it in so many columns, the cursor always; and the columns before the cursor there.
    pub fn window(&self, columns: usize) -> (&str, usize) {
        let start = self.window_start(columns);
        (prefix(&self.text[start..], columns), width(&self.text[start..self.cursor]))
    }

    /// The columns before a character in what is seen in so many columns; `None` where it is not seen.
    pub fn column(&self, character: usize, columns: usize) -> Option<usize> {
        let start = self.window_start(columns);
        let at = self.text.char_indices().nth(character).map_or(self.text.len(), |(at, _)| at);
        let column = width(self.text.get(start..at)?);
        (column <= columns).then_some(column)
    }

    fn window_start(&self, columns: usize) -> usize {
        let mut start = 0;
        for grapheme in self.text[..self.cursor].graphemes(true) {
            if width(&self.text[start..self.cursor]) < columns.max(1) {
                break;
            }
            start += grapheme.len();
        }
        start
    }

    /// Types a text where the cursor stands; line breaks and escapes in it do not get through.
    pub fn insert(&mut self, typed: &str) {
        let clean = if typed == " " { " ".to_owned() } else { Clean::from(typed).to_string() };
        self.text.insert_str(self.cursor, &clean);
        self.cursor += clean.len();
    }

    /// Does an editing action; true if the text changed. Others are left to the caller.
    pub fn edit(&mut self, edit: Edit) -> bool {
        let before = self.text.len();
        match edit {
            Edit::DeleteBack => self.delete(self.before()),
            Edit::DeleteWord => self.delete(self.word_before()),
            Edit::DeleteToStart => self.delete(0),
            Edit::DeleteToEnd => self.text.truncate(self.cursor),
            Edit::Delete => {
                let after = self.after();
                self.text.replace_range(self.cursor..after, "");
            }
            Edit::Left => self.cursor = self.before(),
            Edit::Right => self.cursor = self.after(),
            Edit::Start => self.cursor = 0,
            Edit::End => self.cursor = self.text.len(),
            Edit::Accept | Edit::Cancel | Edit::Down | Edit::Up => {}
            Edit::Complete | Edit::CompleteBack | Edit::Older | Edit::Newer => {}
        }
        self.text.len() != before
    }

    fn delete(&mut self, from: usize) {
        self.text.replace_range(from..self.cursor, "");
        self.cursor = from;
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.cursor + self.text[self.cursor..].graphemes(true).next().map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let start = self.text[..self.cursor].trim_end();
        start.rfind(' ').map_or(0, |blank| blank + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, edits: &[Edit], expected: &str) {
        let mut line = LineEdit::new(text);
        for edit in edits {
            line.edit(*edit);
        }
        line.insert("|");
        assert_eq!(line.text(), expected);
    }

    #[test]
    fn the_cursor_moves_and_deletes_by_grapheme() {
        check("ab", &[Edit::Left], "a|b");
        check("a👩\u{200d}💻", &[Edit::DeleteBack], "a|");
        check("ab", &[Edit::Start, Edit::Delete], "|b");
        check("open source ", &[Edit::DeleteWord], "open |");
        check("open source", &[Edit::Left, Edit::DeleteToStart], "|e");
        check("open source", &[Edit::Start, Edit::Right, Edit::DeleteToEnd], "o|");
        check("", &[Edit::Left, Edit::DeleteBack, Edit::Delete, Edit::Right], "|");
    }

    #[test]
    fn what_is_pasted_is_made_harmless() {
        let mut line = LineEdit::default();
        line.insert("two\nlines\u{1b}[31m");
        assert_eq!(line.text(), "two lines");
    }
}
