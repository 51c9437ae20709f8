//! `newsdesk [PATH…]`: the reader.

use std::io::{self, IsTerminal};
use std::path::Path;

use clap::CommandFactory;

use super::args::{Args, Open, When};
use super::failure::Failure;
use crate::runtime::{self, Options, load::STDIN};
use crate::store::Query;
use crate::store::query::nearest;

/// Opens the reader, and comes back when it is closed.
///
/// # Errors
/// A bad query, no terminal, or paths none of which is there.
pub fn open(open: Open) -> Result<(), Failure> {
    Query::parse(&open.query).map_err(|error| Failure::Query { text: open.query.clone(), error })?;
    check_paths(&open)?;
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if !io::stdout().is_terminal() || is_dumb {
        return Err(Failure::usage("the reader needs a terminal", "newsdesk list, newsdesk show ID"));
    }
    runtime::run(options(open)).map_err(Failure::Input)
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
    let args = Args::command();
    let known = args.get_subcommands().map(clap::Command::get_name);
    let message = format!("{name}: no such file or folder");
    Err(match nearest(&name, known) {
        Some(command) => Failure::usage(message, format!("newsdesk {command}")),
        None => Failure::Input(message),
    })
}

fn options(open: Open) -> Options {
    let Open { paths, query, theme, light, ascii, text_width, color } = open;
    let color = match color {
        When::Auto => None,
        When::Always => Some(true),
        When::Never => Some(false),
    };
    Options { paths, query, theme, light, ascii, text_width, color }
}
