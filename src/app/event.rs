//! What happened. Time arrives here too: `update` never asks for it.

use jiff::civil::Date;
use ratatui::layout::Size;

use super::action::Action;
use super::notice::Notice;
use crate::entity::own::NewName;
use crate::import::Document;

/// What happened, as told by the runtime.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A key that means something.
    Act(Action),
    /// A character typed where text is taken.
    Typed(char),
    /// A text pasted where text is taken.
    Pasted(String),
    /// The window has this size now.
    Resized(Size),
    /// Documents were read.
    Loaded(Vec<Loaded>),
    /// All documents were read.
    LoadEnded,
    /// No key followed after all that changes a query, for which an answer was given up.
    Unanswered,
    /// A day has begun, or the program has.
    Today(Date),
    /// Names are in the user's lexicon now; where that is.
    TakenOver(Vec<NewName>, String),
    /// An effect had this outcome.
    Told(Notice),
}

/// A document and where it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// Path or name of the source, for problems.
    pub path: String,
    /// What it gave.
    pub document: Document,
}
