//! The user's own files: read as far as they can be, and changed so that the old one is there until the new one is whole.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::load;
use super::surroundings::Surroundings;
use crate::app::Loaded;
use crate::config::Complaint;
use crate::import::{Document, Problem, Severity};
use crate::text::Clean;

/// Nobody writes a larger one by hand.
const MOST_BYTES: u64 = 1024 * 1024;

/// Reads one of the user's files, if it is there.
pub fn users<T>(
    path: &Path,
    around: &Surroundings,
    parse: impl FnOnce(&str) -> (T, Vec<Complaint>),
    complaints: &mut Vec<Loaded>,
) -> Option<T> {
    let (value, found) = match read(path) {
        Ok(text) => {
            let (value, found) = parse(&text);
            (Some(value), found)
        }
        Err(Unread::Missing) => return None,
        Err(Unread::For(complaint)) => (None, vec![complaint]),
    };
    if !found.is_empty() {
        let problems = found.iter().map(problem).collect();
        let document = Document { problems, ..Document::default() };
        complaints.push(Loaded { path: shown(path, around), document });
    }
    value
}

impl From<Loaded> for load::Loaded {
    fn from(Loaded { path, document }: Loaded) -> Self {
        Self { path: PathBuf::from(path), document, n_bytes: 0 }
    }
}

/// A file's path as complaints have it.
pub fn shown(path: &Path, around: &Surroundings) -> String {
    Clean::from(around.shorten(path)).to_string()
}

/// Changes one of the user's files, or makes it. A link stays a link: what it leads to is replaced.
///
/// # Errors
/// What `change` says against it, or the system.
pub fn edit(path: &Path, change: impl FnOnce(&str) -> Result<String, String>) -> Result<(), String> {
    let told = |error: io::Error| format!("{}: {error}", path.display());
    path.parent().map_or(Ok(()), fs::create_dir_all).map_err(told)?;
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let text = match fs::read_to_string(&target) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(told(error)),
    };
    replace(&target, &change(&text)?).map_err(told)
}

/// Writes a file beside `path` and gives it that name.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let beside = path.with_extension(format!("toml.{}.new", std::process::id()));
    let write = || {
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&beside)?;
        file.write_all(text.as_bytes())?;
        if let Ok(old) = fs::metadata(path) {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    let done = write();
    if done.is_err() {
        // Nothing else can be done about what is left of it.
        let _ = fs::remove_file(&beside);
    }
    done
}

/// Why a file is not read.
enum Unread {
    Missing,
    For(Complaint),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::For(Complaint { line: 1, what: error.to_string() }),
        }
    }
}

fn read(path: &Path) -> Result<String, Unread> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() || metadata.len() > MOST_BYTES {
        return Err(io::Error::other("not a settings file: no plain file, or larger than 1 MB").into());
    }
    String::from_utf8(fs::read(path)?).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        Unread::For(Complaint { line, what: "the file is not in UTF-8 from here on; none of it is used".to_owned() })
    })
}

fn problem(complaint: &Complaint) -> Problem {
    let place = Clean::from(format!("line {}", complaint.line));
    Problem { severity: Severity::Warning, place, what: Clean::from(complaint.what.as_str()) }
}
