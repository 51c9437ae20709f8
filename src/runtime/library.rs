//! The library as it is found: whole, damaged, on a disk that nobody can write to, or not there at all.

mod aside;
mod keeper;
pub mod shelf;
mod texts;
pub(super) mod watch;

pub use aside::set_aside;
pub use keeper::{Keeper, Shows, Write, Writer};
pub use texts::Reader;

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::app::{Event, Loaded, Notice};
use crate::import::{Document, Problem, Severity};
use crate::library::{Access, Library, LibraryError};
use crate::text::Clean;

/// What the file is called where the user names a folder.
const NAME: &str = "library.db";

/// An open library.
#[derive(Debug)]
pub struct Opened {
    /// The library.
    pub library: Library,
    /// What the user must know about it, in a sentence without a full stop.
    pub told: Option<String>,
}

/// A library that cannot be opened.
#[derive(Debug)]
pub struct Refused {
    /// Where it is.
    pub path: PathBuf,
    /// Why.
    pub why: LibraryError,
    /// What the system says, where it cannot be opened.
    pub reason: Option<io::Error>,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "the library {}: {}", self.path.display(), self.why)?;
        self.reason.as_ref().map_or(Ok(()), |reason| write!(f, ": {reason}"))
    }
}

/// The file that a path names, which may be a folder.
pub fn file(path: &Path) -> PathBuf {
    if path.is_dir() { path.join(NAME) } else { path.to_path_buf() }
}

/// Opens the library at `path`, or makes it. One that is damaged is set aside.
///
/// # Errors
/// It is one of a newer newsdesk or of another program, or the system says no.
pub fn open(path: &Path) -> Result<Opened, Refused> {
    match open_as_it_is(path) {
        Err(Refused { why: LibraryError::Damaged(what), .. }) => {
            set_aside(path, &what).map_err(|why| refused(path, why))
        }
        opened => opened,
    }
}

/// Opens the library at `path`, or makes it, and leaves it alone where it is damaged.
///
/// # Errors
/// As [`open`], and where it is damaged.
pub fn open_as_it_is(path: &Path) -> Result<Opened, Refused> {
    let is_new = !path.exists();
    if is_new && let Some(folder) = path.parent() {
        // where that fails, opening fails as well and says so
        let _ = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    }
    let opened = if aside::is_emptied(path) {
        Err(LibraryError::Damaged("it is empty".to_owned()))
    } else {
        Library::open(path).and_then(usable)
    };
    match opened {
        Ok(library) => {
            if is_new {
                // what somebody reads is nobody else's business
                let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o600));
            }
            let told = (library.access() == Access::ReadOnly).then(|| read_only(path, &LibraryError::ReadOnly));
            Ok(Opened { library, told })
        }
        Err(why @ (LibraryError::ReadOnly | LibraryError::Closed | LibraryError::Full | LibraryError::Unwritable))
            if !is_new =>
        {
            let library = Library::open_read_only(path, aside::has_log(path)).and_then(usable);
            // what opens for reading is there: it was the writing that could not begin
            let why = if matches!(why, LibraryError::Closed) { LibraryError::ReadOnly } else { why };
            Ok(Opened { library: library.map_err(|why| refused(path, why))?, told: Some(read_only(path, &why)) })
        }
        Err(why) => Err(refused(path, why)),
    }
}

fn refused(path: &Path, why: LibraryError) -> Refused {
    let reason = matches!(why, LibraryError::Closed).then(|| reason(path)).flatten();
    Refused { path: path.to_path_buf(), why, reason }
}

/// Why a file cannot be opened or made.
fn reason(path: &Path) -> Option<io::Error> {
    if path.exists() {
        return File::open(path).err();
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    let writable = || rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).map_err(io::Error::from);
    made.and_then(|()| writable()).err()
}

/// Opens the library at `path`, if there is one.
///
/// # Errors
/// As [`open`].
pub fn open_existing(path: &Path) -> Result<Option<Opened>, Refused> {
    if path.exists() { open(path).map(Some) } else { Ok(None) }
}

/// Reads what everything else needs: a library that is damaged there is of no use.
fn usable(library: Library) -> Result<Library, LibraryError> {
    library.changes()?;
    library.is_in_use()?;
    library.newest_heads(1)?;
    Ok(library)
}

fn read_only(path: &Path, why: &LibraryError) -> String {
    format!("the library {} can be read alone, and what you mark is not kept: {why}", path.display())
}

/// What the reader is told of trouble with the library: at once, and among the problems.
pub fn trouble(path: &Path, what: impl Into<String>) -> [Event; 2] {
    let (path, what) = (path.display().to_string(), what.into());
    let problem =
        Problem { severity: Severity::Error, place: Clean::from(path.as_str()), what: Clean::from(what.as_str()) };
    let document = Document { problems: vec![problem], ..Document::default() };
    [Event::Loaded(vec![Loaded { path, document }]), Event::Told(Notice::error(what))]
}

/// Tells one file from another that has its name later.
fn identity(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

/// Bytes of a file. That of a library never becomes smaller.
fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}
