//! `newsdesk completions` and `newsdesk man`: what other programs make of the arguments.

use std::io;

use clap_complete::Shell;
use clap_mangen::roff::{Roff, roman};

use super::failure::Failure;
use super::help;
use super::output::Output;
use crate::app::{Settings, signs};

const NAME: &str = "newsdesk";

/// Prints a completion script.
///
/// # Errors
/// Where it cannot be written.
pub fn completions(shell: Shell, out: &mut Output) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::command(), NAME, &mut script);
    Ok(out.write_bytes(&script)?)
}

/// Prints the manual page of the program or of a subcommand.
///
/// # Errors
/// A subcommand that is none.
pub fn man(subcommand: &[String], out: &mut Output) -> Result<(), Failure> {
    let mut command = help::command();
    command.build();
    let found = subcommand.iter().try_fold(&command, |command, name| command.find_subcommand(name));
    let none = || Failure::usage(format!("there is no subcommand `{}`", subcommand.join(" ")), "newsdesk --help");
    let command = found.ok_or_else(none)?.clone();
    let mut page = Vec::new();
    render(command, &mut page)?;
    Ok(out.write_bytes(&page)?)
}

/// The page in the order of manuals. What follows the options in the help is tables and examples: their lines stay as
/// they are.
fn render(command: clap::Command, page: &mut Vec<u8>) -> io::Result<()> {
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (has_subcommands, is_whole) = (command.has_subcommands(), command.get_name() == NAME);
    let man = clap_mangen::Man::new(command);
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    if has_subcommands {
        man.render_subcommands_section(page)?;
    }
    if !after.is_empty() {
        as_it_is("NOTES", after.lines().map(str::to_owned), page)?;
    }
    if is_whole {
        let line = |(sign, about): &signs::Sign| format!("{}  {about}", sign(Settings::default().glyphs()));
        as_it_is("SIGNS", signs::SIGNS.iter().map(line), page)?;
    }
    Ok(())
}

/// A section whose lines stay as they are.
fn as_it_is(title: &str, lines: impl Iterator<Item = String>, page: &mut Vec<u8>) -> io::Result<()> {
    let mut notes = Roff::new();
    notes.control("SH", [title]).control("nf", []);
    for line in lines {
        notes.text([roman(line)]);
    }
    notes.control("fi", []);
    notes.to_writer(page)
}
