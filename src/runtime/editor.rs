//! A note in the user's editor, which has the terminal to itself meanwhile.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::pipe::{self, PipeError};
use super::signals::Signals;
use crate::article::note;

/// Editors that are looked for where the user names none: the one that every system has, and the one that says its keys.
const USUAL: [&str; 2] = ["vi", "nano"];

/// Bytes of a note: a book has as many.
const MOST_BYTES: u64 = 1024 * 1024;

/// What the file is called while it is edited.
const NAME: &str = "note.md";

/// Names for a folder that are tried: another of the same is left behind where an editor had failed.
const MOST_NAMES: u32 = 1000;

/// Has the user edit `text`, by the command `editor` or a usual one, with the keys of `terminal`; what is left of it, and
/// `None` if newsdesk has to leave before. The terminal is in its usual mode.
///
/// # Errors
/// A sentence: there is no editor, it failed, or what it left is no text. What was written is not lost, and where it is,
/// is said.
pub fn edit(
    text: &str,
    editor: Option<&str>,
    terminal: &File,
    signals: &mut Signals,
) -> Result<Option<String>, String> {
    let draft = Draft::new(text).map_err(|error| format!("no place for the note: {error}"))?;
    let commands = commands(editor)?;
    let (program, child) = start(&commands, &draft.path, terminal)?;
    let followed = pipe::follow(child, String::new()).map_err(|error| format!("{program}: {error}"))?;
    let Some(status) = pipe::until_ended(followed, signals) else {
        draft.keep();
        return Ok(None);
    };
    match read(&draft.path) {
        Ok(left) if status.success() => Ok(Some(left)),
        Ok(left) if note(&left) == note(text) => Err(format!("{program}: {status}; the note is as it was")),
        Ok(_) => Err(format!("{program}: {status}; what you wrote is in {}", draft.keep().display())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(format!("{program} has deleted the file; the note is as it was"))
        }
        Err(error) => {
            Err(format!("the note is as it was; what {program} left is in {}: {error}", draft.keep().display()))
        }
    }
}

/// What may be run, the first that there is.
fn commands(editor: Option<&str>) -> Result<Vec<Vec<String>>, String> {
    let usual = || USUAL.map(|name| vec![name.to_owned()]).to_vec();
    editor.map_or_else(
        || Ok(usual()),
        |command| {
            pipe::words(command).map(|words| vec![words]).map_err(|error| format!("the editor `{command}`: {error}"))
        },
    )
}

fn start(commands: &[Vec<String>], path: &Path, terminal: &File) -> Result<(String, Child), String> {
    let mut told = String::from("no editor");
    for words in commands {
        let [program, arguments @ ..] = words.as_slice() else { continue };
        let started = terminal
            .try_clone()
            .and_then(|keys| Command::new(program).args(arguments).arg(path).stdin(Stdio::from(keys)).spawn());
        match started {
            Ok(child) => return Ok((program.clone(), child)),
            Err(error) => told = PipeError::Start(program.clone(), error).to_string(),
        }
    }
    Err(format!("{told}; VISUAL or EDITOR name one"))
}

fn read(path: &Path) -> io::Result<String> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("no file any more"));
    }
    let mut text = String::new();
    File::open(path)?.take(MOST_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MOST_BYTES { Err(io::Error::other("longer than a note can be, 1 MB")) } else { Ok(text) }
}

/// A file that nobody else can read, in a folder of its own for what the editor puts beside it. Both go when this does.
struct Draft {
    path: PathBuf,
    is_kept: bool,
}

impl Draft {
    fn new(text: &str) -> io::Result<Self> {
        let folder = Self::folder()?;
        let draft = Self { path: folder.join(NAME), is_kept: false };
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft.path)?;
        file.write_all(text.as_bytes())?;
        if !text.is_empty() && !text.ends_with('\n') {
            file.write_all(b"\n")?;
        }
        Ok(draft)
    }

    /// Makes a folder that was not there.
    fn folder() -> io::Result<PathBuf> {
        let place = std::env::temp_dir();
        let name = |n: u32| place.join(format!("newsdesk-note-{}-{n}", std::process::id()));
        for path in (0..MOST_NAMES).map(name) {
            match DirBuilder::new().mode(0o700).create(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => return made.map(|()| path),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Leaves it where it is; its path.
    fn keep(mut self) -> PathBuf {
        self.is_kept = true;
        self.path.clone()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(folder) = self.path.parent().filter(|_| !self.is_kept) {
            // what cannot be deleted, the system deletes some day
            let _ = fs::remove_dir_all(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    /// What comes of a note `old` in an editor, and whether its file is left.
    fn check(editor: &str, expected: Result<&str, &str>) {
        let mut signals = Signals::new().unwrap();
        let edited = edit("old", Some(editor), &File::open("/dev/null").unwrap(), &mut signals);
        match (&edited, expected) {
            (Ok(left), Ok(expected)) => assert_eq!(left.as_deref(), Some(expected), "{editor}"),
            (Err(why), Err(expected)) => {
                assert!(why.contains(expected), "{editor}: {why}");
                kept(why).inspect(|path| fs::remove_dir_all(path.parent().unwrap()).unwrap());
            }
            _ => panic!("{editor}: {edited:?}"),
        }
    }

    /// The file that is told to be kept.
    fn kept(told: &str) -> Option<&Path> {
        let (_, told) = told.split_once(" is in ")?;
        let end = told.find(NAME)? + NAME.len();
        Some(Path::new(&told[..end]))
    }

    #[test]
    fn what_an_editor_leaves_is_the_note() {
        check("true", Ok("old\n"));
        check("sh -c 'printf new > \"$0\"'", Ok("new"));
        check("sh -c 'grep -q ^old$ \"$0\" && : > \"$0\"'", Ok(""));
        // as editors do that write another file in its place
        check("sh -c 'echo other > \"$0.new\"; mv \"$0.new\" \"$0\"'", Ok("other\n"));
    }

    #[test]
    fn nothing_is_lost_where_an_editor_fails() {
        check("newsdesk-has-no-such-editor", Err("there is no command newsdesk-has-no-such-editor"));
        check("say 'a", Err("a quote without its other"));
        check("false", Err("the note is as it was"));
        check("sh -c 'rm \"$0\"'", Err("the note is as it was"));
        check("sh -c 'printf \"\\377\" > \"$0\"'", Err("is in"));
        check("sh -c 'rm \"$0\"; mkfifo \"$0\"'", Err("no file any more"));
        let mut signals = Signals::new().unwrap();
        let fails = "sh -c 'echo new > \"$0\"; exit 3'";
        let told = edit("", Some(fails), &File::open("/dev/null").unwrap(), &mut signals).unwrap_err();
        let path = kept(&told).unwrap();
        assert_eq!(fs::read_to_string(path).unwrap(), "new\n");
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }
}
