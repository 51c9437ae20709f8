//! Why a library cannot be opened, read or written, in kinds that call for different deeds.

use std::fmt;

use rusqlite::{ErrorCode, ffi};

use super::SCHEMA;

/// What went wrong.
#[derive(Debug)]
pub enum LibraryError {
    /// It is no database any more, or parts of it are unreadable.
    Damaged(String),
    /// It is a database of another program.
    Foreign,
    /// A newer newsdesk made it, with this schema.
    Newer(i64),
    /// An older newsdesk made it, with this schema, and it cannot be brought up to date where it is.
    Older(i64),
    /// Nothing can be written there.
    ReadOnly,
    /// The file cannot be opened or made.
    Closed,
    /// The disk is full.
    Full,
    /// The disk fails, or a file may not become any larger.
    Unwritable,
    /// Another process writes, and did not end in a long time.
    Busy,
    /// What stands in it is not what was put there.
    Content(String),
    /// All else.
    Other(rusqlite::Error),
}

impl From<rusqlite::Error> for LibraryError {
    fn from(error: rusqlite::Error) -> Self {
        // a file that readers share finds no room
        let is_full = |error: &ffi::Error| error.extended_code == ffi::SQLITE_IOERR_SHMSIZE;
        if error.sqlite_error().is_some_and(is_full) {
            return Self::Full;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::CannotOpen) => Self::Closed,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::SystemIoFailure) if !is_read(&error) => Self::Unwritable,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Other(error),
        }
    }
}

/// Whether it was reading that the system refused.
fn is_read(error: &rusqlite::Error) -> bool {
    let codes = [ffi::SQLITE_IOERR_READ, ffi::SQLITE_IOERR_SHORT_READ, ffi::SQLITE_IOERR_CORRUPTFS];
    error.sqlite_error().is_some_and(|error| codes.contains(&error.extended_code))
}

impl From<serde_json::Error> for LibraryError {
    fn from(error: serde_json::Error) -> Self {
        Self::Content(error.to_string())
    }
}

impl fmt::Display for LibraryError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Damaged(what) => write!(f, "it is damaged ({what})"),
            Self::Foreign => write!(f, "it is a database, but no library of newsdesk"),
            Self::Newer(schema) => {
                write!(f, "a newer newsdesk made it: it has schema {schema}, and this one knows up to {SCHEMA}")
            }
            Self::Older(schema) => {
                write!(
                    f,
                    "an older newsdesk made it (schema {schema}), and it cannot be brought up to date where it is"
                )
            }
            Self::ReadOnly => write!(f, "nothing can be written there"),
            Self::Closed => write!(f, "it cannot be opened"),
            Self::Full => write!(f, "the disk is full"),
            Self::Unwritable => {
                write!(f, "it cannot be written: the disk fails, or a limit on the size of files is reached")
            }
            Self::Busy => write!(f, "another process has been writing to it for a long time"),
            Self::Content(what) => write!(f, "it holds something unexpected: {what}"),
            Self::Other(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for LibraryError {}
