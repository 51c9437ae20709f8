//! What lies over the panes: prompts and overlays, as a stack. The top one gets the keys, the bottom one is drawn first.

mod completing;
mod entity;
mod hints;
mod names;
mod palette;
mod prompt;
mod views;

pub use completing::Completing;
pub use entity::{EntityPage, Target};
pub use hints::Hints;
pub use names::Names;
pub use palette::Palette;
pub use prompt::{Before, PROMPT_START, Prompt, Purpose};
pub use views::{ViewRow, Views};

use super::action::KeyLayer;
use super::line_edit::LineEdit;

/// One thing over the panes.
#[derive(Clone, Debug)]
pub enum Layer {
    /// A line to type into.
    Prompt(Prompt),
    /// All actions by name.
    Palette(Palette),
    /// All keys.
    Help(Help),
    /// What could not be read: the number of the problem that is pointed at.
    Problems(usize),
    /// Letters on links.
    Hints(Hints),
    /// Names to choose from.
    Names(Names),
    /// Queries with a name, to choose from.
    Views(Views),
    /// The page of an entity.
    Entity(Box<EntityPage>),
}

/// Lines that are only scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The first line shown.
    pub top: usize,
}

/// The help: scrolled, and narrowed by a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Help {
    /// Scrolling.
    pub sheet: Sheet,
    /// Only actions with this text are shown.
    pub search: LineEdit,
    /// Whether keys are typed into the search.
    pub typing: bool,
}

impl Layer {
    /// Whether it lies over the panes; a prompt stands above them, and letters on links in one.
    pub fn is_sheet(&self) -> bool {
        !matches!(self, Self::Prompt(_) | Self::Hints(_))
    }

    /// Which keymap it uses.
    pub fn keys(&self) -> KeyLayer {
        match self {
            Self::Prompt(_) | Self::Palette(_) | Self::Hints(_) | Self::Names(_) | Self::Views(_) => KeyLayer::Prompt,
            Self::Help(help) if help.typing => KeyLayer::Prompt,
            Self::Help(_) | Self::Problems(_) => KeyLayer::Overlay,
            Self::Entity(_) => KeyLayer::Page,
        }
    }
}
