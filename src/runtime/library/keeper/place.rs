//! What is in the library's place: it, another one, a damaged one, or nothing.

use std::path::Path;

use super::super::{Opened, Refused, aside, identity, length, open, open_as_it_is, set_aside};
use super::{Desk, Failed, Open};
use crate::library::{self, LibraryError};

impl Desk {
    /// Opens the library, or makes it; also where another file, or none, is at its place than before.
    pub(super) fn open(&mut self) -> Result<(), Failed> {
        let Some(open) = self.open.take_if(|open| open.file != identity(&self.path)) else {
            return match &mut self.open {
                Some(open) => Ok(open.measure(&self.path)?),
                None => self.open_anew(0),
            };
        };
        // an empty file is none
        if length(&self.path) > 0 { self.take_other(open) } else { self.write_anew(open, "the library was deleted") }
    }

    /// Goes on with what is in the place of the library. What was there is kept.
    fn take_other(&mut self, open: Open) -> Result<(), Failed> {
        aside::remove_log(&self.path, open.log);
        match open_as_it_is(&self.path) {
            Ok(Opened { library, told }) => {
                let kept = aside::keep_replaced(&open.library, open.file);
                let kept = kept.ok().flatten().map(|copy| format!("; the other is now {}", copy.display()));
                let what = "another library is in the place of the one that was open, and is used from now on";
                self.fail(format!("{what}{}", kept.unwrap_or_default()));
                open.library.abandon();
                told.into_iter().for_each(|told| self.fail(told));
                self.take(library, 0);
                Ok(())
            }
            Err(Refused { why: LibraryError::Damaged(_), .. }) => match aside::move_aside(&self.path) {
                Ok(aside) => self.write_anew(
                    open,
                    &format!("what took the library's place is none, and is now {}", aside.display()),
                ),
                Err(error) => {
                    self.open = Some(open);
                    Err(Failed::Library(LibraryError::Damaged(error.to_string())))
                }
            },
            Err(refused) => {
                self.open = Some(open);
                Err(refused.into())
            }
        }
    }

    /// Writes all that is in a library whose file is gone to its place.
    fn write_anew(&mut self, open: Open, why: &str) -> Result<(), Failed> {
        let seen = open.seen;
        if let Some(folder) = self.path.parent() {
            // where that fails, writing fails as well and says so
            let _ = std::fs::create_dir_all(folder);
        }
        if let Err(error) = open.library.copy_to(&self.path) {
            self.open = Some(open);
            return Err(error.into());
        }
        open.library.abandon();
        self.fail(format!("{why}; it is written anew with all that was in it"));
        self.open_anew(seen)
    }

    /// Sets the damaged library aside and goes on with a new one, unless somebody else has done so.
    pub(super) fn replace_damaged(&mut self, what: &str) {
        let is_there = self.open.take().is_none_or(|open| {
            let is_there = open.file == identity(&self.path);
            open.library.abandon();
            is_there
        });
        if !is_there {
            return;
        }
        match set_aside(&self.path, what) {
            Ok(Opened { library, told }) => {
                told.into_iter().for_each(|told| self.fail(told));
                self.take(library, 0);
            }
            Err(error) => self.fail(format!("the library is damaged, and stays so: {error}")),
        }
    }

    /// Opens what is at the place, known up to the batch `seen`.
    fn open_anew(&mut self, seen: i64) -> Result<(), Failed> {
        let Opened { library, told } = open(&self.path)?;
        if let Some(told) = told {
            self.fail(told);
        }
        self.take(library, seen);
        Ok(())
    }
}

impl Open {
    /// Whether another file has come to its place.
    pub(super) fn is_replaced(&self, path: &Path) -> bool {
        self.file != identity(path) && length(path) > 0
    }

    /// Looks whether the file was cut off.
    pub(super) fn measure(&mut self, path: &Path) -> library::Result<()> {
        let n_bytes = length(path);
        if n_bytes < self.n_bytes {
            let what = format!("it was cut off: {n_bytes} of {} bytes are left", self.n_bytes);
            return Err(LibraryError::Damaged(what));
        }
        self.n_bytes = n_bytes;
        Ok(())
    }
}
