//! `newsdesk [PATH…]`: the reader.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::CommandFactory;

use super::args::{Args, Open, When};
use super::desk;
use super::failure::Failure;
use crate::runtime::{self, Colour, Options, load::STDIN};
use crate::store::Query;
use crate::store::query::nearest;
use crate::text::Clean;

/// Words that are no commands, and the ones that do what they say.
const MEANT: [(&[&str], &str); 11] = [
    (&["search", "find", "grep", "query", "filter", "stories", "ls"], "list"),
    (&["read", "open", "view", "cat", "print"], "show"),
    (&["names", "who", "entity"], "entities"),
    (&["companies", "company"], "entities --kind company"),
    (&["models", "model"], "entities --kind model"),
    (&["people", "person"], "entities --kind person"),
    (&["annotate", "comment"], "note"),
    (&["notes"], "list has:note"),
    (&["check", "lint", "explain"], "doctor"),
    (&["bindings", "shortcuts", "keymap"], "keys"),
    (&["settings", "preferences", "options"], "config"),
];

/// Opens the reader, and comes back with its exit code when it is closed.
///
/// # Errors
/// A bad query, no terminal, or paths none of which is there.
pub fn open(open: Open, library: Option<PathBuf>) -> Result<ExitCode, Failure> {
    let query = desk::query_within(open.view.as_deref(), std::slice::from_ref(&open.query))?;
    check_paths(&open)?;
    let reason = runtime::run(options(open, library, &query)?).map_err(Failure::Reader)?;
    Ok(ExitCode::from(reason.code()))
}

/// A path that is not there among others is a problem that the reader shows; if no path is there, there is nothing to
/// show it in.
fn check_paths(open: &Open) -> Result<(), Failure> {
    let is_there = |path: &Path| path == Path::new(STDIN) || path.exists();
    let Some(path) = open.paths.first() else { return Ok(()) };
    if open.paths.iter().any(|path| is_there(path)) {
        return Ok(());
    }
    let name = path.display().to_string();
    let rest: Vec<String> = open.paths[1..].iter().map(|path| path.display().to_string()).collect();
    Err(match meant(&name, &rest) {
        Some(command) => {
            let message = format!("{name}: there is no such command, file or folder");
            Failure::usage(message, format!("newsdesk {}", [vec![command], rest].concat().join(" ")))
        }
        None => Failure::Input(format!("{name}: no such file or folder")),
    })
}

/// The command that a word was meant as which is none: one that is spelt nearly so or does what the word says; before
/// other words that could be no file, the one that finds them.
fn meant(word: &str, rest: &[String]) -> Option<String> {
    let is_word = |word: &str| !word.contains(['.', '/', '\\']);
    let args = Args::command();
    let known = args.get_subcommands().map(clap::Command::get_name);
    let means = || MEANT.iter().find(|(words, _)| words.contains(&word)).map(|(_, command)| *command);
    let command = means().or_else(|| nearest(word, known)).map(str::to_owned);
    let found = || rest.iter().any(|word| is_word(word)).then(|| format!("list {word}"));
    command.or_else(found).filter(|_| is_word(word))
}

fn options(open: Open, library: Option<PathBuf>, query: &Query) -> Result<Options, Failure> {
    let Open { paths, theme, light, ascii, text_width, open_cmd, hyperlinks, mouse, color, .. } = open;
    let colour = match color {
        When::Auto => Colour::Auto,
        When::Always => Colour::Always,
        When::Never => Colour::Never,
    };
    let (links, mouse) = (hyperlinks.is_on(), mouse.is_on());
    // what is typed in the reader is cleaned as well
    let query = Clean::from(query.to_string()).to_string();
    let open = open_cmd.as_deref().map(command).transpose()?;
    Ok(Options { paths, library, query, theme, light, ascii, text_width, open, colour, links, mouse })
}

/// A command as words, as a shell would split them, without one.
fn command(typed: &str) -> Result<Vec<String>, Failure> {
    match shell_words::split(typed) {
        Ok(words) if !words.is_empty() => Ok(words),
        _ => Err(Failure::usage(format!("--open-cmd is no command: {typed}"), "--open-cmd 'firefox --new-tab'")),
    }
}
