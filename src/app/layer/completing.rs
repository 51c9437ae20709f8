//! Choosing among what the term being typed could become: a sheet that hangs from the prompt.

use ratatui::layout::{Position, Rect};

use crate::app::layout::Layout;
use crate::app::line_edit::LineEdit;
use crate::store::complete::Completion;
use crate::text::width::width;

/// Lines of completions at most.
const LINES: u16 = 10;

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

    /// Where the choices stand, without the edge below them.
    pub fn area(&self, layout: &Layout) -> Rect {
        let middle = layout.middle;
        let count = |choice: &Completion| choice.n_stories.map_or(0, |n| n.to_string().len());
        let columns = self.choices.iter().map(|choice| width(&choice.text) + 2 + count(choice)).max();
        let columns = u16::try_from(columns.unwrap_or(0)).unwrap_or(u16::MAX).saturating_add(4);
        let n_choices = u16::try_from(self.choices.len()).unwrap_or(u16::MAX);
        let height = n_choices.min(LINES).min(middle.height.saturating_sub(1));
        Rect { width: columns.min(middle.width), height, ..middle }
    }

    /// The first choice in view.
    pub fn top(&self, area: Rect) -> usize {
        (self.chosen + 1).saturating_sub(usize::from(area.height))
    }

    /// The choice at a place.
    pub fn row_at(&self, layout: &Layout, at: Position) -> Option<usize> {
        let area = self.area(layout);
        let row = area.contains(at).then(|| self.top(area) + usize::from(at.y - area.y))?;
        (row < self.choices.len()).then_some(row)
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
