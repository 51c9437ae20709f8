//! The user's own files: keys, and themes by name. What is wrong in them becomes problems, as with any document.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::surroundings::Surroundings;
use super::{Colour, Options, RunError};
use crate::app::{Event, Loaded, Notice};
use crate::config::{Complaint, Keymap, Theme};
use crate::import::{Document, Problem, Severity};
use crate::text::Clean;

/// Nobody writes a larger one by hand.
const MOST_BYTES: u64 = 1024 * 1024;

/// What the user set.
#[derive(Clone, Debug)]
pub struct Preferences {
    /// What keys ask for.
    pub keymap: Keymap,
    /// What text looks like.
    pub theme: Theme,
    /// What was wrong in which file.
    pub complaints: Vec<Loaded>,
}

impl Preferences {
    /// Reads the user's files.
    ///
    /// # Errors
    /// Where there is no theme of the wanted name.
    pub fn read(options: &Options, around: &Surroundings) -> Result<Self, RunError> {
        let mut complaints = Vec::new();
        let keymap = around.config.as_ref().map(|folder| folder.join("keymap.toml"));
        let keymap = keymap.and_then(|path| users(&path, around, Keymap::with_user, &mut complaints));
        let theme = theme(options, around, &mut complaints)?;
        let colourless = match options.colour {
            Colour::Auto => around.is_colourless,
            Colour::Always => false,
            Colour::Never => true,
        };
        let theme = if colourless { theme.without_colours() } else { theme };
        Ok(Self { keymap: keymap.unwrap_or_else(Keymap::bundled), theme, complaints })
    }
}

/// What the reader is told of complaints about the user's files: all of them as problems, and how many there are.
pub fn told(complaints: Vec<Loaded>) -> Vec<Event> {
    let Some(first) = complaints.first() else { return Vec::new() };
    let n: usize = complaints.iter().map(|loaded| loaded.document.problems.len()).sum();
    let notice = match first.document.problems.first() {
        Some(problem) if n == 1 => format!("{}, {}: {}", first.path, problem.place, problem.what),
        _ => format!("{n} complaints about your settings are among the problems"),
    };
    vec![Event::Loaded(complaints), Event::Told(Notice::error(notice))]
}

fn theme(options: &Options, around: &Surroundings, complaints: &mut Vec<Loaded>) -> Result<Theme, RunError> {
    let name = match &options.theme {
        Some(name) => name,
        None if options.light || around.is_light => "light",
        None => "default",
    };
    let own = || users(&theme_path(name, around)?, around, Theme::parse, complaints);
    Theme::named(name).or_else(own).ok_or_else(|| RunError::NoTheme { name: name.to_owned() })
}

fn theme_path(name: &str, around: &Surroundings) -> Option<PathBuf> {
    let is_name = Path::new(name).file_name().is_some_and(|file| file == name);
    let folder = around.config.as_ref().filter(|_| is_name)?.join("themes");
    Some(folder.join(format!("{name}.toml")))
}

/// Reads one of the user's files, if it is there.
pub(super) fn users<T>(
    path: &Path,
    around: &Surroundings,
    parse: fn(&str) -> (T, Vec<Complaint>),
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
        complaints.push(Loaded { path: Clean::from(around.shorten(path)).to_string(), document });
    }
    value
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

#[cfg(test)]
mod tests {
    use super::super::surroundings::tests::with;
    use super::*;
    use crate::app::Action;
    use crate::app::action::{Desk, KeyLayer};

    #[test]
    fn a_users_files_are_read_and_what_is_wrong_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join("newsdesk").join(name);
        let around = with(&[("XDG_CONFIG_HOME", &folder.path().display().to_string())]);
        let mine = Options { theme: Some("mine".to_owned()), ..Options::default() };
        assert!(matches!(Preferences::read(&mine, &around), Err(RunError::NoTheme { .. })));
        assert_eq!(Preferences::read(&Options::default(), &around).unwrap().complaints, []);

        fs::create_dir_all(at("themes")).unwrap();
        fs::write(at("keymap.toml"), "[global]\n\"X\" = \"help\"\n\"Z\" = \"hlp\"\n").unwrap();
        fs::write(at("themes/mine.toml"), "[text]\ntitle = \"blue\"\n").unwrap();
        let preferences = Preferences::read(&mine, &around).unwrap();
        let key = "X".parse().unwrap();
        assert_eq!(preferences.keymap.resolve(&[KeyLayer::Global], key), Some(Action::Desk(Desk::Help)));
        let [loaded] = &preferences.complaints[..] else { panic!("{:?}", preferences.complaints) };
        assert!(loaded.path.ends_with("keymap.toml"));
        assert_eq!(loaded.document.problems[0].place.as_str(), "line 3");

        fs::write(at("keymap.toml"), b"[global]\n# caf\xe9\n").unwrap();
        let complaints = Preferences::read(&Options::default(), &around).unwrap().complaints;
        let problem = &complaints[0].document.problems[0];
        assert_eq!(problem.place.as_str(), "line 2");
        assert!(problem.what.contains("not in UTF-8"), "{problem:?}");
    }

    #[test]
    fn the_theme_follows_the_options_and_the_terminal() {
        let named = |name: &str| Theme::named(name).unwrap();
        let light = Options { light: true, ..Options::default() };
        let never = Options { colour: Colour::Never, ..Options::default() };
        let always = Options { colour: Colour::Always, ..Options::default() };
        for (options, variables, expected) in [
            (&Options::default(), &[][..], named("default")),
            (&light, &[], named("light")),
            (&Options::default(), &[("COLORFGBG", "0;15")], named("light")),
            (&never, &[], named("default").without_colours()),
            (&Options::default(), &[("NO_COLOR", "1")], named("default").without_colours()),
            (&always, &[("NO_COLOR", "1")], named("default")),
        ] {
            assert_eq!(Preferences::read(options, &with(variables)).unwrap().theme, expected, "{variables:?}");
        }
    }

    #[test]
    fn a_themes_name_is_no_path() {
        let around = with(&[("HOME", "/h")]);
        assert_eq!(theme_path("mine", &around), Some(PathBuf::from("/h/.config/newsdesk/themes/mine.toml")));
        for name in ["../mine", "/etc/passwd", "..", ""] {
            assert_eq!(theme_path(name, &around), None, "{name}");
        }
    }
}
