//! What happened. Time arrives here too: `update` never asks for it.

use std::sync::Arc;

use jiff::civil::Date;
use ratatui::layout::{Position, Size};

use super::action::Action;
use super::bindings::Bindings;
use super::notice::Notice;
use super::refresh::Refreshed;
use super::settings::Settings;
use super::texts;
use super::views::View;
use crate::article::{Article, ArticleId, Head, Reading, Turn};
use crate::entity::Lexicon;
use crate::entity::own::NewName;
use crate::import::Document;
use crate::store::Store;

/// What happened, as told by the runtime.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A key that means something.
    Act(Action),
    /// A character typed where text is taken.
    Typed(char),
    /// A text pasted where text is taken.
    Pasted(String),
    /// The mouse was used.
    Mouse(Mouse),
    /// The window has this size now.
    Resized(Size),
    /// Documents were read; they are shown, and all that arrived before.
    Loaded(Vec<Loaded>),
    /// Documents were read, of many: they are shown with the next that are [`Event::Loaded`].
    Arrived(Vec<Loaded>),
    /// So much of all is read, in percent.
    Read(u8),
    /// Who and what is known by name, before the first document.
    Known(KnownNames),
    /// All documents were read.
    LoadEnded,
    /// No key followed after all that changes a query, for which an answer was given up.
    Unanswered,
    /// A day has begun, or the program has.
    Today(Date),
    /// Names are in the user's lexicon now; where that is.
    TakenOver(Vec<NewName>, String),
    /// What was kept of articles that are here or will come, or what another newsdesk has made of it.
    Readings(Vec<(ArticleId, Reading)>),
    /// The note on an article is this now: the user's editor has ended.
    Noted(ArticleId, String),
    /// The user's settings were read again.
    Reloaded(Box<Reloaded>),
    /// A view is in the user's settings now; where that is.
    ViewSaved(View, String),
    /// Something else about the library.
    Library(FromLibrary),
    /// An effect had this outcome.
    Told(Notice),
}

/// What happened in the library, beside what is kept of articles.
#[derive(Clone, Debug, PartialEq)]
pub enum FromLibrary {
    /// It has its first sources: its articles come from now on, instead of the briefings that stood in for them.
    InUse,
    /// The heads of the stories at the top of the list; all of them follow as [`Self::Stocked`].
    Top(Vec<Head>),
    /// All stories, without their texts: those that were told first have the same places.
    Stocked(Stock),
    /// Articles came or changed: their heads.
    Heads(Vec<Head>),
    /// The names in articles were recognized anew.
    Named(Vec<Article>),
    /// Texts that were asked for.
    Texts(texts::Read),
    /// These articles were taken out.
    Gone(Vec<ArticleId>),
    /// A change of an earlier session, the earliest first.
    Recalled(Recalled),
    /// Sources are being asked, or were.
    Refreshed(Box<Refreshed>),
}

/// A store; the same only as itself.
#[derive(Clone, Debug)]
pub struct Stock(pub Box<Store>);

impl PartialEq for Stock {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(&*self.0, &*other.0)
    }
}

/// A change of states that an earlier session made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recalled {
    /// Its number on disk.
    pub number: i64,
    /// What was done, in a word: `read`.
    pub what: String,
    /// It was taken back.
    pub undone: bool,
    /// What it set of each article, and what was there before.
    pub turns: Vec<Turn>,
}

/// What the mouse did, and in which cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub gesture: Gesture,
    /// Where.
    pub at: Position,
}

/// What a mouse does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// The first button is pressed.
    Click,
    /// The wheel is turned away from the user.
    WheelUp,
    /// The wheel is turned towards the user.
    WheelDown,
}

/// What the user's settings are now.
#[derive(Clone, Debug, PartialEq)]
pub struct Reloaded {
    /// The settings.
    pub settings: Settings,
    /// Keys by action.
    pub bindings: Bindings,
    /// What is another than before, by name.
    pub changed: Vec<String>,
    /// What is wrong in which file.
    pub complaints: Vec<Loaded>,
    /// All files that were looked at, as complaints name them.
    pub files: Vec<String>,
}

/// A lexicon; the same only as itself.
#[derive(Clone, Debug)]
pub struct KnownNames(pub Arc<Lexicon>);

impl PartialEq for KnownNames {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A document and where it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// Path or name of the source, for problems.
    pub path: String,
    /// What it gave.
    pub document: Document,
}
