//! `newsdesk completions` and `newsdesk man`: what other programs make of the arguments.

use clap_complete::Shell;

use super::failure::Failure;
use super::output::Output;

const NAME: &str = "newsdesk";

/// Prints a completion script.
///
/// # Errors
/// Where it cannot be written.
pub fn completions(shell: Shell, out: &mut Output) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut super::command(), NAME, &mut script);
    Ok(out.write_bytes(&script)?)
}

/// Prints the manual page of the program or of a subcommand.
///
/// # Errors
/// A subcommand that is none.
pub fn man(subcommand: Option<&str>, out: &mut Output) -> Result<(), Failure> {
    let mut command = super::command();
    command.build();
    let command = match subcommand {
        None => Some(&command),
        Some(name) => command.find_subcommand(name),
    };
    let none = || Failure::usage(format!("there is no subcommand `{}`", subcommand.unwrap_or("")), "newsdesk --help");
    let command = command.ok_or_else(none)?.clone();
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(out.write_bytes(&page)?)
}
