//! What the reader did with an article: its state.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ArticleId;

/// An article's marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Marks {
    /// Opened, or marked as read.
    pub read: bool,
    /// Marked with a star.
    pub starred: bool,
    /// Put aside for later.
    pub later: bool,
}

/// An article's marks before and after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Which article.
    pub article: ArticleId,
    /// What its marks were.
    pub before: Marks,
    /// What they are then.
    pub after: Marks,
}

impl Turn {
    /// The way back.
    pub fn reversed(self) -> Self {
        Self { before: self.after, after: self.before, ..self }
    }
}

/// What the reader did with an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Read, starred, later.
    pub marks: Marks,
    /// How far it was read, in ten-thousandths of its lines.
    pub position: u16,
    /// Tags of one's own.
    pub tags: Vec<String>,
    /// A note of one's own, any number of lines.
    pub note: String,
}

/// What is to be different in an article's state; `None` leaves it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingChange {
    /// Was it read?
    pub read: Option<bool>,
    /// Has it a star?
    pub starred: Option<bool>,
    /// Is it for later?
    pub later: Option<bool>,
    /// How far it was read, in ten-thousandths of its lines.
    pub position: Option<u16>,
    /// All tags.
    pub tags: Option<Vec<String>>,
    /// The note; empty takes it away.
    pub note: Option<String>,
}

impl Reading {
    /// Whether nothing is in it but marks.
    pub fn is_marks_alone(&self) -> bool {
        self.position == 0 && self.tags.is_empty() && self.note.is_empty()
    }
}

impl ReadingChange {
    /// What leads from marks to others.
    pub fn between(before: Marks, after: Marks) -> Self {
        let changed = |from: bool, to: bool| (from != to).then_some(to);
        Self {
            read: changed(before.read, after.read),
            starred: changed(before.starred, after.starred),
            later: changed(before.later, after.later),
            ..Self::default()
        }
    }
}

impl Marks {
    /// These marks, with what `change` sets.
    pub fn with(self, change: &ReadingChange) -> Self {
        Self {
            read: change.read.unwrap_or(self.read),
            starred: change.starred.unwrap_or(self.starred),
            later: change.later.unwrap_or(self.later),
        }
    }
}
