//! The command line: what was typed (`args`), what it means (one file per subcommand), and what went wrong (`failure`).
//!
//! Data goes to standard output by way of `output` alone, everything else to standard error.

mod add;
pub mod args;
mod chosen;
mod columns;
mod completions;
mod config;
mod count;
mod desk;
mod doctor;
mod entities;
mod export;
pub mod failure;
mod help;
mod import;
mod keys;
mod library;
mod list;
mod mark;
mod note;
mod open;
mod output;
mod parse;
mod plain;
mod record;
mod refresh;
mod remove;
mod show;
mod sources;

use std::io;
use std::process::ExitCode;

use clap::FromArgMatches;

use args::{Args, Command};
use failure::Failure;
use output::Output;

use crate::runtime;

/// Runs the program with the arguments of this process.
pub fn main() -> ExitCode {
    runtime::outlive_full_files();
    let mut command = help::command();
    let matches = command.try_get_matches_from_mut(args::spelled(std::env::args_os()));
    let args = match matches.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => args,
        Err(error) => return failure::of_arguments(&error),
    };
    match run(args) {
        Ok(code) => code,
        Err(failure) => library::after(failure).report(&mut io::stderr().lock()),
    }
}

fn run(args: Args) -> Result<ExitCode, Failure> {
    args.check()?;
    let Args { command, sources, shape, open } = args;
    let Some(command) = command else { return open::open(open, sources.library) };
    let mut out = Output::stdout(open.color);
    let done = match command {
        Command::List(list) => list::list(&list, &sources, &shape, &mut out),
        Command::Show(show) => show::show(&show, &sources, &shape, &mut out),
        Command::Parse(parse) => parse::parse(&parse, &shape, &mut out),
        Command::Entities(entities) => entities::entities(&entities, &sources, &shape, &mut out),
        Command::Count(count) => count::count(&count, &sources, &mut out),
        Command::Mark(mark) => mark::mark(&mark, &sources),
        Command::Note(note) => note::note(&note, &sources, &mut out),
        Command::Add(add) => add::add(&add, &sources),
        Command::Sources(list) => sources::sources(&list, &sources, &shape, &mut out),
        Command::Remove(remove) => remove::remove(&remove, &sources),
        Command::Refresh(refresh) => refresh::refresh(&refresh, &sources),
        Command::Import(import) => import::import(&import, &sources),
        Command::Export(_) => export::export(&sources, &mut out),
        Command::Doctor(doctor) => doctor::doctor(&doctor, &sources, &shape, &mut out),
        Command::Keys(keys) => keys::keys(&keys, &shape, &mut out),
        Command::Config(config) => config::config(&config, &shape, &mut out),
        Command::Schema => parse::schema(&mut out),
        Command::Completions { shell } => completions::completions(shell, &mut out),
        Command::Man { command } => completions::man(&command, &mut out),
    };
    // What was written before a failure belongs to the reader, too.
    let flushed = out.finish();
    done?;
    flushed?;
    Ok(ExitCode::SUCCESS)
}
