//! What the user chose to see: the size of the window, the focused pane, zen, widths.

use ratatui::layout::Size;

use super::hints::Hints;
use super::layout::Shape;
use super::settings::TEXT_WIDTH;

/// A pane. From left to right in the widest layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pane {
    /// Companies, models, people … of the result.
    Facets,
    /// The stories.
    List,
    /// The story.
    Reader,
    /// Who and what is in the story.
    Cast,
}

impl Pane {
    /// All panes from left to right.
    pub const ALL: [Pane; 4] = [Self::Facets, Self::List, Self::Reader, Self::Cast];

    /// The pane `steps` to the right, around the corner at the end.
    pub fn step(self, steps: isize) -> Pane {
        let all = Self::ALL;
        let at = all.iter().position(|pane| *pane == self).unwrap_or(0);
        all[(at.cast_signed() + steps).rem_euclid(all.len().cast_signed()).cast_unsigned()]
    }
}

/// What the user chose to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Of the window, in cells.
    pub size: Size,
    /// The pane that gets the keys.
    pub focus: Pane,
    /// The reader alone, its text in the middle.
    pub zen: bool,
    /// Sidebars where there is room.
    pub sidebars: bool,
    /// Hints that are still to be told.
    pub hints: Hints,
    /// How the panes stand, as long as there is room for it.
    pub shape: Shape,
    /// Columns of text that the reader fills at most.
    pub text_width: u16,
    /// Steps by which the list was made wider, or higher; negative for smaller.
    pub wider: i16,
}

impl Screen {
    /// A new screen: the list has the focus.
    pub fn new(size: Size) -> Self {
        Self {
            size,
            focus: Pane::List,
            zen: false,
            sidebars: true,
            hints: Hints::default(),
            shape: Shape::default(),
            text_width: TEXT_WIDTH,
            wider: 0,
        }
    }
}
