//! The command palette: every action by name, narrowed by what is typed.

use crate::app::Bindings;
use crate::app::action::{ACTIONS, Described, Group};
use crate::app::line_edit::LineEdit;
use crate::store::{Pattern, fold};

/// The palette's state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    /// What is typed.
    pub edit: LineEdit,
    /// The selected row among those that match.
    pub selected: usize,
}

impl Palette {
    /// The actions that match what is typed, the best first, those bound to a key before others. Typing in prompts is
    /// left out.
    pub fn rows(&self, bindings: &Bindings) -> Vec<&'static Described> {
        let text = self.edit.text().to_lowercase();
        let ranked = ACTIONS.iter().filter(|row| row.group != Group::Typing).filter_map(|row| {
            let keys = bindings.keys(row.action);
            let fits: Option<Vec<Fit>> = text.split_whitespace().map(|word| Fit::of(word, row)).collect();
            let (is_key, worst) = (keys.contains(&self.edit.text()), fits.as_ref()?.iter().max().copied());
            Some(((!is_key, worst, fits, keys.is_empty()), row))
        });
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort_by(|(a, _), (b, _)| a.cmp(b));
        ranked.into_iter().map(|(_, row)| row).collect()
    }
}

/// How well a word fits an action, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The name begins with it.
    Name,
    /// A word of the name begins with it.
    InName,
    /// A word of what it does begins with it.
    About,
    /// It stands inside of words.
    Inside,
    /// Its letters stand in the name, with others between them. In a sentence almost any letters do.
    Scattered,
}

impl Fit {
    fn of(word: &str, row: &Described) -> Option<Self> {
        let about = row.about.to_lowercase();
        let begins = |text: &str| text.match_indices(word).any(|(at, _)| fold::is_boundary(text, at));
        [
            (row.name.starts_with(word), Self::Name),
            (begins(row.name), Self::InName),
            (begins(&about), Self::About),
            (row.name.contains(word) || about.contains(word), Self::Inside),
            (!Pattern::new(&[word]).marks(row.name).is_empty(), Self::Scattered),
        ]
        .into_iter()
        .find_map(|(is_so, fit)| is_so.then_some(fit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_of_words_come_before_scattered_letters() {
        let rows = |typed: &str| -> Vec<&str> {
            let palette = Palette { edit: LineEdit::new(typed), ..Palette::default() };
            palette.rows(&Bindings::default()).iter().map(|row| row.name).collect()
        };
        assert_eq!(rows("month"), [""; 0]);
        assert_eq!(rows("re")[..3], ["read-on", "read-back", "redo"]);
        assert_eq!(rows("page up")[0], "page-up");
        assert_eq!(rows("undo")[0], "undo");
        assert_eq!(rows("rdr"), ["redraw"]);
        assert_eq!(rows("sidebars")[0], "sidebars");
    }
}
