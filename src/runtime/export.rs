//! Stories as a new file. What is there already is never written over.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::surroundings::Surroundings;
use crate::app::Notice;

/// Writes `text` to a new file at `path`, as the user typed it, and says what came of it.
pub fn export(path: &str, text: &str, around: &Surroundings) -> Notice {
    let full = around.expand(path.trim());
    match write_new(&full, text) {
        Ok(()) => Notice::done(format!("written to {}", around.shorten(&full))),
        Err(error) => Notice::error(format!("{}: {}", around.shorten(&full), reason(&error))),
    }
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AlreadyExists => "is there already; give another name".to_owned(),
        io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to write there".to_owned(),
        io::ErrorKind::IsADirectory => "is a folder; give a file's name".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::surroundings::tests::with;
    use super::*;

    #[test]
    fn a_file_is_written_once() {
        let home = tempfile::tempdir().unwrap();
        let around = with(&[("HOME", &home.path().display().to_string())]);
        assert_eq!(export("~/a.md ", "words", &around), Notice::done("written to ~/a.md"));
        let again = Notice::error("~/a.md: is there already; give another name");
        assert_eq!(export("~/a.md", "other words", &around), again);
        assert_eq!(std::fs::read_to_string(home.path().join("a.md")).unwrap(), "words");
        let nowhere = Notice::error("~/no/a.md: there is no such folder");
        assert_eq!(export("~/no/a.md", "words", &around), nowhere);
    }
}
