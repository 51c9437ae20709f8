//! The library that a subcommand works on.

use std::path::PathBuf;

use super::args::Sources;
use super::failure::Failure;
use super::output::notice;
use crate::library::{Access, Library, LibraryError};
use crate::runtime::Surroundings;
use crate::runtime::library::{self as opening, Opened};

/// The library, if there is one. What is wrong with it is told.
///
/// # Errors
/// [`Failure::Library`] where it cannot be opened.
pub fn existing(sources: &Sources) -> Result<Option<Library>, Failure> {
    let Some(path) = path(sources) else { return Ok(None) };
    let opened = opening::open_existing(&path).map_err(|refused| Failure::Library(refused.to_string()))?;
    Ok(opened.map(told))
}

/// The library, which is made if there is none, for writing. What is wrong with it is told.
///
/// # Errors
/// [`Failure::Library`] where it cannot be opened, made or written.
pub fn existing_or_new(sources: &Sources) -> Result<Library, Failure> {
    let path = path(sources).ok_or_else(|| Failure::Library("no place for a library: HOME is not set".into()))?;
    let opened = opening::open(&path).map_err(|refused| Failure::Library(refused.to_string()))?;
    match opened.library.access() {
        Access::ReadOnly => Err(failed_on(&opened.library)(LibraryError::ReadOnly)),
        Access::Full => Ok(told(opened)),
    }
}

/// Where the library is, or would be.
pub fn path(sources: &Sources) -> Option<PathBuf> {
    let path = sources.library.clone().or_else(|| Surroundings::here().library);
    path.map(|path| opening::file(&path))
}

fn told(opened: Opened) -> Library {
    opened.told.iter().for_each(|told| notice(told));
    opened.library
}

/// What becomes of an error of a library.
pub fn failed_on(library: &Library) -> impl Fn(LibraryError) -> Failure + use<> {
    let path = library.path().to_path_buf();
    move |error| match error {
        LibraryError::Damaged(what) => Failure::Damaged(path.clone(), what),
        error => Failure::Library(format!("the library {}: {error}", path.display())),
    }
}

/// What becomes of a failure now that nobody has the library open: one that was found damaged is set aside.
pub fn after(failure: Failure) -> Failure {
    let Failure::Damaged(path, what) = failure else { return failure };
    match opening::set_aside(&path, &what) {
        Ok(Opened { told, .. }) => Failure::Library(format!("{}; nothing was done", told.unwrap_or_default())),
        Err(_) => Failure::Damaged(path, what),
    }
}
