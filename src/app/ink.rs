//! Lines of text with meaning: what `ui` draws in the theme's colours.

pub use crate::article::{EntityKind, SectionKind};

use crate::text::width::width;

/// What a piece of text is. The theme gives it a style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Running text.
    #[default]
    Text,
    /// Secondary: dates, counts, hints.
    Dim,
    /// Headlines.
    Title,
    /// Headlines of unread stories.
    Unread,
    /// What stands out in the selected row: date and source, or the headline where these stand under it.
    Selected,
    /// The standfirst.
    Lede,
    /// A section's heading, by kind.
    Heading(SectionKind),
    /// A name, by kind.
    Entity(EntityKind),
    /// Words of somebody else.
    Quote,
    /// Code.
    Code,
    /// A link.
    Link,
    /// A list's marks, the cursor, the rule of the pane that has the keys.
    Accent,
    /// A star.
    Star,
    /// Lines between panes.
    Border,
    /// The focused pane's title.
    Focus,
    /// A key's name.
    Key,
    /// Something went wrong.
    Error,
}

/// A role and what comes on top of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ink {
    /// What it is.
    pub role: Role,
    /// Strong emphasis.
    pub strong: bool,
    /// Emphasis.
    pub emphasis: bool,
    /// Struck out.
    pub struck: bool,
    /// Found by the query or the search.
    pub matched: bool,
}

impl From<Role> for Ink {
    fn from(role: Role) -> Self {
        Self { role, ..Self::default() }
    }
}

/// A stretch of text in one ink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Clean text, or our own.
    pub text: String,
    /// Its ink.
    pub ink: Ink,
}

/// A line for a pane: never wider than the pane it was made for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// From left to right.
    pub pieces: Vec<Piece>,
}

impl Line {
    /// A line in one ink.
    pub fn new(text: impl Into<String>, ink: impl Into<Ink>) -> Self {
        Self::default().with(text, ink)
    }

    /// The line with a piece more.
    pub fn with(mut self, text: impl Into<String>, ink: impl Into<Ink>) -> Self {
        self.push(text, ink);
        self
    }

    /// Adds a piece; an empty one is left out.
    pub fn push(&mut self, text: impl Into<String>, ink: impl Into<Ink>) {
        let (text, ink) = (text.into(), ink.into());
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.ink == ink => last.text.push_str(&text),
            _ => self.pieces.push(Piece { text, ink }),
        }
    }

    /// Columns it takes.
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|piece| width(&piece.text)).sum()
    }

    /// The words alone.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}
