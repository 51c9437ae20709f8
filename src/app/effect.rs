//! What is asked of the outside, as data: the runtime does it and tells the outcome as an event.

use super::hints::Hint;
use super::marks::Deed;
use super::refresh::Ask;
use super::texts::Wanted;
use super::views::View;
use crate::article::{ArticleId, ReadingChange};
use crate::entity::own::NewName;

/// What is asked of the outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Leave.
    Quit,
    /// To the shell until `fg`.
    Suspend,
    /// Draw every cell anew.
    Redraw,
    /// Open an address in the user's browser; over SSH hand it to the terminal instead.
    OpenUrl(String),
    /// Hand text to the clipboard of the user's terminal. `what` says what it is: "the link".
    Copy {
        /// The text.
        text: String,
        /// Its name in the notice.
        what: String,
    },
    /// Write a new file.
    Export {
        /// Where; relative to the working folder, `~` is the home folder.
        path: String,
        /// The content.
        text: String,
    },
    /// Run a command with the text on its standard input, the screen given over to it.
    Pipe {
        /// As typed: split into words as a shell would, run without a shell.
        command: String,
        /// Its standard input.
        text: String,
    },
    /// Have the user write a note in an editor, the screen given over to it.
    EditNote {
        /// On which article.
        article: ArticleId,
        /// The note as it is.
        text: String,
    },
    /// Add names to the user's lexicon.
    TakeOver(Vec<NewName>),
    /// Keep changed marks on disk.
    Keep(Deed),
    /// Keep on disk what else is different in the state of an article.
    KeepReading(ArticleId, ReadingChange),
    /// Read texts of the library.
    ReadTexts(Wanted),
    /// Remember that a hint was told.
    Hinted(Hint),
    /// Read the user's settings again.
    Reload,
    /// Ask sources for what is new, or stop that.
    Refresh(Ask),
    /// Show the other text of stories: that of their pages, or of their feed again.
    FullText(Vec<ArticleId>),
    /// Add a view to the user's settings.
    SaveView(View),
}
