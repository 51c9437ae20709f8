//! The user's own names: reading their file at the start, and adding a name to it.

use std::fs;
use std::hash::Hasher;
use std::path::PathBuf;

use siphasher::sip::SipHasher13;

use super::Loaded;
use super::surroundings::Surroundings;
use super::user_file::{self, users};
use crate::app;
use crate::config::Complaint;
use crate::entity::Lexicon;
use crate::entity::lexicon::bundled_files;
use crate::entity::own::{FILE, NewName, add, with_user};

/// All names that are known here, and what was wrong with the user's file.
pub fn lexicon() -> (Lexicon, Vec<Loaded>) {
    let (lexicon, complaints) = read(&Surroundings::here());
    (lexicon, complaints.into_iter().map(Loaded::from).collect())
}

/// The same in these surroundings.
pub(super) fn read(around: &Surroundings) -> (Lexicon, Vec<app::Loaded>) {
    let mut complaints = Vec::new();
    let path = around.config.as_ref().map(|folder| folder.join(FILE));
    let lexicon = path.and_then(|path| users(&path, around, parse, &mut complaints));
    (lexicon.unwrap_or_else(Lexicon::bundled), complaints)
}

/// A number that is another one as soon as somebody may be recognized otherwise: by another newsdesk, or because of
/// another file of the user's.
pub fn version() -> i64 {
    let own = Surroundings::here().config.map(|folder| folder.join(FILE));
    let own = own.and_then(|path| fs::read(path).ok()).unwrap_or_default();
    let mut hasher = SipHasher13::new();
    hasher.write(env!("CARGO_PKG_VERSION").as_bytes());
    bundled_files().for_each(|text| hasher.write(text.as_bytes()));
    hasher.write(&own);
    hasher.finish() as i64
}

/// What is wrong with the user's file.
pub(super) fn complaints(around: &Surroundings) -> Vec<app::Loaded> {
    let mut complaints = Vec::new();
    let path = around.config.as_ref().map(|folder| folder.join(FILE));
    path.and_then(|path| users(&path, around, parse, &mut complaints));
    complaints
}

fn parse(text: &str) -> (Lexicon, Vec<Complaint>) {
    let (lexicon, problems) = with_user(text);
    (lexicon, problems.into_iter().map(|problem| Complaint { line: problem.line, what: problem.what }).collect())
}

/// Adds a name to the user's file and says which file that is.
///
/// # Errors
/// What speaks against it: see [`add`]; or what the system says.
pub fn take_over(new: &NewName) -> Result<PathBuf, String> {
    take_over_in(&Surroundings::here(), new)
}

fn take_over_in(around: &Surroundings, new: &NewName) -> Result<PathBuf, String> {
    let folder = around.config.as_ref().ok_or("there is no folder for settings: HOME is not set")?;
    let path = folder.join(FILE);
    user_file::edit(&path, |text| add(text, new))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::super::surroundings::tests::with;
    use super::*;
    use crate::article::EntityKind;
    use std::fs;

    fn new(name: &str) -> NewName {
        NewName { kind: EntityKind::Company, name: name.to_owned(), joiner: None, maker: None, aliases: Vec::new() }
    }

    #[test]
    fn a_users_names_are_read_and_added() {
        let folder = tempfile::tempdir().unwrap();
        let around = with(&[("XDG_CONFIG_HOME", &folder.path().display().to_string())]);
        assert!(read(&around).0.entry(EntityKind::Company, "openai").is_some());
        let path = take_over_in(&around, &new("Corvanta")).unwrap();
        fs::write(&path, format!("# mine\n{}\"Quillon\" = 3\n", fs::read_to_string(&path).unwrap())).unwrap();
        take_over_in(&around, &new("Vantrell")).unwrap();
        let text = "# mine\n[company]\n\"Corvanta\" = {}\n\"Quillon\" = 3\n\"Vantrell\" = {}\n";
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        let (lexicon, complaints) = read(&around);
        assert!(lexicon.entry(EntityKind::Company, "vantrell").is_some());
        assert_eq!(complaints[0].document.problems[0].place.as_str(), "line 4");
        assert!(take_over_in(&around, &new("Corvanta")).unwrap_err().contains("already"));
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let around = with(&[("XDG_CONFIG_HOME", &folder.path().display().to_string())]);
        let (own, target) = (folder.path().join("newsdesk"), folder.path().join("mine.toml"));
        fs::create_dir_all(&own).unwrap();
        fs::write(&target, "# mine\n").unwrap();
        std::os::unix::fs::symlink(&target, own.join(FILE)).unwrap();
        take_over_in(&around, &new("Corvanta")).unwrap();
        assert!(fs::symlink_metadata(own.join(FILE)).unwrap().is_symlink());
        assert!(fs::read_to_string(target).unwrap().starts_with("# mine\n\n[company]\n"));
    }
}
