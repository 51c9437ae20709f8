//! `newsdesk [PATH…]`: the reader.

use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory;

use super::args::{Args, Open, When};
use super::failure::Failure;
use crate::runtime::{self, Colour, Options, load::STDIN};
use crate::store::Query;
use crate::store::query::nearest;
use crate::text::Clean;

/// Opens the reader, and comes back with its exit code when it is closed.
///
/// # Errors
/// A bad query, no terminal, or paths none of which is there.
pub fn open(open: Open) -> Result<ExitCode, Failure> {
    Query::parse(&open.query).map_err(|error| Failure::Query { text: open.query.clone(), error })?;
    check_paths(&open)?;
    let reason = runtime::run(options(open)).map_err(Failure::Reader)?;
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
    let colour = match color {
        When::Auto => Colour::Auto,
        When::Always => Colour::Always,
        When::Never => Colour::Never,
    };
    // what is typed in the reader is cleaned as well
    let query = Clean::from(query).to_string();
    Options { paths, query, theme, light, ascii, text_width, colour }
}
