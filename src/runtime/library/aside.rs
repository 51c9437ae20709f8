//! What stands in the way is put aside, under a name of its own, and never written over.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Opened, identity, length};
use crate::library::{Library, LibraryError, Salvaged};
use crate::text::counted;

/// The files that SQLite keeps beside a database; their names end so.
const BESIDE: [&str; 3] = ["", "-wal", "-shm"];

/// Libraries that are kept under one name before no further number is tried.
const MOST_ASIDE: usize = 1000;

/// Renames a damaged library and takes over what can be read of it.
///
/// # Errors
/// It cannot be renamed, or no new one can be written.
pub fn set_aside(path: &Path, what: &str) -> Result<Opened, LibraryError> {
    let aside = move_aside(path).map_err(|error| LibraryError::Damaged(format!("{what}; it stays: {error}")))?;
    let mut library = Library::open(path)?;
    // beside an empty file SQLite would delete the log
    let Salvaged { n_sources, n_articles, n_states } =
        if length(&aside) > 0 { library.salvage(&aside)? } else { Salvaged::default() };
    let count = |n: i64, one, many| counted(usize::try_from(n).unwrap_or(0), one, many);
    let told = format!(
        "the library was damaged ({what}) and is now {}; taken over from it: {}, {}, {}",
        aside.display(),
        count(n_sources, "source", "sources"),
        count(n_articles, "article", "articles"),
        count(n_states, "state", "states"),
    );
    Ok(Opened { library, told: Some(told) })
}

/// Gives the files of a library the first free name.
///
/// # Errors
/// Where they cannot be renamed.
pub fn move_aside(path: &Path) -> io::Result<PathBuf> {
    let aside = free_name(path, "damaged").ok_or_else(|| io::Error::other("too many damaged ones"))?;
    for end in BESIDE {
        match fs::rename(with_end(path, end), with_end(&aside, end)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

/// Writes a copy of a library whose place another one has taken, unless its file was only given another name; where.
///
/// # Errors
/// Where it cannot be read or written.
pub fn keep_replaced(library: &Library, file: Option<(u64, u64)>) -> Result<Option<PathBuf>, LibraryError> {
    let path = library.path();
    let is_it = |n: usize| identity(&name(path, "damaged", n)) == file;
    if (1..MOST_ASIDE).take_while(|n| name(path, "damaged", *n).exists()).any(is_it) {
        return Ok(None);
    }
    let Some(copy) = free_name(path, "replaced") else { return Ok(None) };
    library.copy_to(&copy)?;
    Ok(Some(copy))
}

/// Tells the log of a library from that of another one.
pub fn log_of(path: &Path) -> Option<(u64, u64)> {
    identity(&with_end(path, "-wal"))
}

/// Removes the log of a library whose file is no longer there: SQLite would take it for that of the one that now is.
pub fn remove_log(path: &Path, log: Option<(u64, u64)>) {
    if log.is_some() && log == log_of(path) {
        // whoever has it open keeps it; where it cannot be removed, the file beside it cannot be written either
        BESIDE[1..].iter().for_each(|end| drop(fs::remove_file(with_end(path, end))));
    }
}

/// Whether a library was emptied: what was written last still stands beside it, and SQLite would delete that.
pub fn is_emptied(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.len() == 0) && has_log(path)
}

/// Whether a library has a log in which something stands.
pub fn has_log(path: &Path) -> bool {
    fs::metadata(with_end(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

fn free_name(path: &Path, what: &str) -> Option<PathBuf> {
    let is_free = |path: &PathBuf| BESIDE.iter().all(|end| !with_end(path, end).exists());
    (1..MOST_ASIDE).map(|n| name(path, what, n)).find(is_free)
}

fn name(path: &Path, what: &str, n: usize) -> PathBuf {
    path.with_added_extension(format!("{what}-{n}"))
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(end);
    PathBuf::from(path)
}
