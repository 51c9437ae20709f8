//! Choosing a view: a letter of its name, or the number of its row, applies it at once.

use crate::app::views::View;

/// A view as it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewRow {
    /// The letter that applies it; none where all of its name are taken.
    pub letter: Option<char>,
    /// The view.
    pub view: View,
    /// How many stories it shows.
    pub n_stories: usize,
    /// How many of them are unread.
    pub n_unread: usize,
}

/// The state of the choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Views {
    /// What is offered.
    pub rows: Vec<ViewRow>,
    /// The selected row.
    pub selected: usize,
}

impl Views {
    /// A choice among views with their counts, stories and unread ones. A view's letter is the first of its name that is
    /// not `taken` by another or by what moves up and down.
    pub fn new(counted: impl IntoIterator<Item = (View, usize, usize)>, mut taken: Vec<char>) -> Self {
        let row = |(view, n_stories, n_unread): (View, usize, usize)| {
            let name = view.name.to_lowercase();
            let letter = name.chars().find(|c| c.is_alphabetic() && !taken.contains(c));
            taken.extend(letter);
            ViewRow { letter, view, n_stories, n_unread }
        };
        Self { rows: counted.into_iter().map(row).collect(), selected: 0 }
    }

    /// The row that a letter or a number chooses.
    pub fn row_of(&self, typed: char) -> Option<usize> {
        let number = typed.to_digit(10).and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
        let by_letter = || self.rows.iter().position(|row| row.letter == Some(typed));
        number.filter(|row| *row < self.rows.len()).or_else(by_letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_have_letters_and_numbers() {
        let names = ["inbox", "later", "starred", "last", "kk", "i", "日本"];
        let counted = names.map(|name| (View::new(name, "").unwrap(), 1, 0));
        let views = Views::new(counted, vec!['j', 'k']);
        let letters: Vec<Option<char>> = views.rows.iter().map(|row| row.letter).collect();
        assert_eq!(letters, [Some('i'), Some('l'), Some('s'), Some('a'), None, None, Some('日')]);
        assert_eq!(views.row_of('s'), Some(2));
        assert_eq!(views.row_of('7'), Some(6));
        assert_eq!((views.row_of('8'), views.row_of('0'), views.row_of('z')), (None, None, None));
    }
}
