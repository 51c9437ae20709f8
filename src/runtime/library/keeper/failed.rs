//! Why something is not written into the library.

use crate::library::LibraryError;
use crate::runtime::library::Refused;

/// Why something is not written.
#[derive(Debug)]
pub enum Failed {
    /// It cannot be opened.
    Refused(Refused),
    /// It can be opened, and not written.
    Library(LibraryError),
    /// Nobody can write where it is; what that means.
    ReadOnly(String),
}

impl From<LibraryError> for Failed {
    fn from(error: LibraryError) -> Self {
        Self::Library(error)
    }
}

impl From<Refused> for Failed {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::Refused(refused) => write!(f, "{refused}"),
            Self::Library(error) => write!(f, "{error}"),
            Self::ReadOnly(told) => write!(f, "{told}"),
        }
    }
}
