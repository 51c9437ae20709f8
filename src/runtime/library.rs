//! The library as it is found: whole, damaged, on a disk that nobody can write to, or not there at all.

mod keeper;
pub mod shelf;
mod texts;
mod watch;

pub use keeper::{Keeper, Shows, Write, Writer};
pub use texts::Reader;

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::app::{Event, Loaded, Notice};
use crate::import::{Document, Problem, Severity};
use crate::library::{Access, Library, LibraryError, Salvaged};
use crate::text::{Clean, counted};

/// What the file is called where the user names a folder.
const NAME: &str = "library.db";

/// The files that SQLite keeps beside a database; their names end so.
const BESIDE: [&str; 3] = ["", "-wal", "-shm"];

/// Damaged libraries that are kept under one name before no further number is tried.
const MOST_DAMAGED: usize = 1000;

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
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "the library {}: {}", self.path.display(), self.why)
    }
}

/// The file that a path names, which may be a folder.
pub fn file(path: &Path) -> PathBuf {
    if path.is_dir() { path.join(NAME) } else { path.to_path_buf() }
}

/// Opens the library at `path`, or makes it.
///
/// # Errors
/// It is one of a newer newsdesk or of another program, or the system says no.
pub fn open(path: &Path) -> Result<Opened, Refused> {
    let refused = |why| Refused { path: path.to_path_buf(), why };
    let is_new = !path.exists();
    if is_new && let Some(folder) = path.parent() {
        // where that fails, opening fails as well and says so
        let _ = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    }
    match Library::open(path).and_then(usable) {
        Ok(library) => {
            if is_new {
                // what somebody reads is nobody else's business
                let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o600));
            }
            let told = (library.access() == Access::ReadOnly).then(|| read_only(path, &LibraryError::ReadOnly));
            Ok(Opened { library, told })
        }
        Err(LibraryError::Damaged(what)) => set_aside(path, &what).map_err(refused),
        Err(why @ (LibraryError::ReadOnly | LibraryError::Closed | LibraryError::Full)) if !is_new => {
            let library = Library::open_read_only(path).and_then(usable).map_err(refused)?;
            Ok(Opened { library, told: Some(read_only(path, &why)) })
        }
        Err(why) => Err(refused(why)),
    }
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

/// Renames a damaged library and takes over what can be read of it.
fn set_aside(path: &Path, what: &str) -> Result<Opened, LibraryError> {
    let aside = move_aside(path).map_err(|error| LibraryError::Damaged(format!("{what}; it stays: {error}")))?;
    let mut library = Library::open(path)?;
    let Salvaged { n_sources, n_articles, n_states } = library.salvage(&aside)?;
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
fn move_aside(path: &Path) -> io::Result<PathBuf> {
    let name = |n: usize| path.with_added_extension(format!("damaged-{n}"));
    let is_free = |path: &PathBuf| BESIDE.iter().all(|end| !with_end(path, end).exists());
    let aside = (1..MOST_DAMAGED).map(name).find(is_free).ok_or_else(|| io::Error::other("too many damaged ones"))?;
    for end in BESIDE {
        match fs::rename(with_end(path, end), with_end(&aside, end)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(end);
    PathBuf::from(path)
}

/// Tells one file from another that has its name later.
fn identity(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}
