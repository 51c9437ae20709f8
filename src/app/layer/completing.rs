//! Choosing among what the term being typed could become.

use crate::app::line_edit::LineEdit;
use crate::store::complete::Completion;

/// Completions of a term, one of which stands in the prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completing {
    /// What the term could become.
    pub choices: Vec<Completion>,
    /// Which one stands there.
    pub chosen: usize,
    /// The line as it was typed.
    typed: LineEdit,
    /// Where the term begins in it.
    start: usize,
}

impl Completing {
    /// The first of `choices`, of which there is one at least, for the term from `start` to the cursor of `typed`.
    pub fn new(choices: Vec<Completion>, typed: LineEdit, start: usize) -> Self {
        Self { choices, chosen: 0, typed, start }
    }

    /// To the next choice, or the one before, around the end.
    pub fn step(&mut self, forward: bool) {
        let n_choices = self.choices.len();
        self.chosen = (self.chosen + if forward { 1 } else { n_choices - 1 }) % n_choices;
    }

    /// The line with the choice in it.
    pub fn line(&self) -> LineEdit {
        let mut line = self.typed.clone();
        line.replace_from(self.start, &self.choices[self.chosen].text);
        line
    }

    /// The line with the choice in it, and a blank after a term that is whole.
    pub fn taken(&self) -> LineEdit {
        let mut line = self.line();
        if !self.choices[self.chosen].text.ends_with(':') {
            line.insert(" ");
        }
        line
    }

    /// The line as it was typed.
    pub fn typed(&self) -> &LineEdit {
        &self.typed
    }
}
