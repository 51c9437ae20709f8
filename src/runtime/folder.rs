//! Which files of a folder are documents.

use std::collections::HashSet;
use std::fs::DirEntry;
use std::io;
use std::path::{Path, PathBuf};

use super::read::is_binary_file;

/// Folders inside folders. A library of briefings by year, month and day needs four.
pub const MAX_DEPTH: usize = 12;

/// Files of one folder with all that is in it. A wrong path (`/`) must end.
pub const MAX_FILES: usize = 20_000;

/// Names that end so are documents, whatever is in them.
const EXTENSIONS: [&str; 13] =
    ["md", "markdown", "mdown", "mkd", "txt", "text", "html", "htm", "xhtml", "xml", "rss", "atom", "json"];

/// What was found in a folder.
#[derive(Debug, Default)]
pub struct Listing {
    /// Documents, folder by folder, by name.
    pub files: Vec<PathBuf>,
    /// Files that are no text.
    pub binaries: Vec<PathBuf>,
    /// Folders that could not be read.
    pub unreadable: Vec<(PathBuf, io::Error)>,
    /// There was more, or it was deeper, than is looked at.
    pub cut: bool,
    seen: HashSet<PathBuf>,
}

/// The documents in `folder` and in the folders in it, by name. Hidden files are left out, and so is what is no text.
/// A folder that links lead to twice is listed once.
pub fn list(folder: &Path) -> Listing {
    let mut listing = Listing::default();
    listing.add_folder(folder, 0);
    listing
}

impl Listing {
    fn add_folder(&mut self, folder: &Path, depth: usize) {
        if folder.canonicalize().is_ok_and(|real| !self.seen.insert(real)) {
            return;
        }
        match sorted_entries(folder) {
            Ok(paths) => paths.into_iter().for_each(|path| self.add(path, depth)),
            Err(error) => self.unreadable.push((folder.to_path_buf(), error)),
        }
    }

    fn add(&mut self, path: PathBuf, depth: usize) {
        if self.files.len() >= MAX_FILES {
            self.cut = true;
        } else if !path.is_dir() {
            let wanted = has_known_extension(&path) || !is_binary_file(&path);
            if wanted { &mut self.files } else { &mut self.binaries }.push(path);
        } else if depth < MAX_DEPTH {
            self.add_folder(&path, depth + 1);
        } else {
            self.cut = true;
        }
    }
}

fn sorted_entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_hidden = |entry: &DirEntry| entry.file_name().as_encoded_bytes().starts_with(b".");
    let entries = std::fs::read_dir(folder)?.filter_map(Result::ok).filter(|entry| !is_hidden(entry));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn has_known_extension(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}
