//! Which hints were told: a small file in the user's folder for state. Where it cannot be kept, they are told again.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use super::surroundings::Surroundings;
use crate::app::hints::{Hint, Hints};

/// The hints that are still to be told; none where it cannot be kept that they were.
pub fn untold(around: &Surroundings) -> Hints {
    let Some(path) = path(around) else { return Hints::default() };
    let told = fs::read_to_string(path).unwrap_or_default();
    Hints::without(|hint| told.lines().any(|line| line == hint.name()))
}

/// Remembers that a hint was told. If that fails, it is told again: no harm.
pub fn told(hint: Hint, around: &Surroundings) {
    let Some(path) = path(around) else { return };
    let _ = path.parent().map(fs::create_dir_all);
    let file = fs::OpenOptions::new().create(true).append(true).open(path);
    let _ = file.and_then(|mut file| writeln!(file, "{}", hint.name()));
}

fn path(around: &Surroundings) -> Option<PathBuf> {
    let named = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = named.or_else(|| around.home.as_ref().map(|home| home.join(".local/state")))?;
    Some(folder.join("newsdesk").join("hints"))
}
