//! The only module that waits, spawns, opens and fetches.

pub mod clock;
pub mod folder;
pub mod load;
pub mod read;
pub mod seeds;

pub use load::{Loaded, Loader, load};

use std::path::PathBuf;

/// How the reader opens: what was typed, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Files and folders; - is standard input. None: the bundled briefings.
    pub paths: Vec<PathBuf>,
    /// The query to begin with. It can be read.
    pub query: String,
    /// A theme by its name.
    pub theme: Option<String>,
    /// The theme for light terminals.
    pub light: bool,
    /// Draw with ASCII alone.
    pub ascii: bool,
    /// Columns of text in the reader at most.
    pub text_width: Option<u16>,
    /// Colours and attributes; `None` as the terminal and `NO_COLOR` say.
    pub color: Option<bool>,
}

/// Opens the reader on the terminal, and comes back when it is closed.
///
/// # Errors
/// A sentence on what cannot be done.
pub fn run(_options: Options) -> Result<(), String> {
    Err("the reader is not part of this build".to_owned())
}
