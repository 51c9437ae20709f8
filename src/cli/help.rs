//! The command as it is told in help, completions and the manual: each subcommand with the options that it takes.

use clap::{Args as Group, Command, CommandFactory};

use super::args::{Args, Shape, Sources, Takes};
use super::entities::{ENTITY, NOVEL, PAGE};
use super::list::ARTICLE;
use super::sources::SOURCE;

/// Subcommands that work on the library, whatever documents there are.
const ON_LIBRARY: [&str; 7] = ["add", "sources", "remove", "refresh", "import", "export", "doctor"];

/// The command with everything that clap knows about it.
///
/// The options for data are global, so that they may stand before the subcommand; clap would list all of them for every
/// one. A subcommand that has an option of the same name keeps its own: here, one that is hidden or says more.
pub fn command() -> Command {
    with_options(Args::command(), "")
}

/// `command` with the options of each of its subcommands, and of theirs; `path` leads to it, as it is typed.
fn with_options(mut command: Command, path: &str) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let path = format!("{path} {name}");
        command = command.mut_subcommand(&name, |sub| with_options(sub.args(options(path.trim())), &path));
    }
    command
}

fn options(subcommand: &str) -> Vec<clap::Arg> {
    let Takes { sources, fields, limit, formats } = Takes::of(subcommand);
    let formats: Vec<&str> = formats.iter().map(|format| format.name()).collect();
    let all = Sources::augment_args(Shape::augment_args(Command::new("")));
    let told = all.get_arguments().cloned().map(|option| match option.get_id().as_str() {
        "from" => option.hide(!sources),
        "library" => option.hide(!sources && !ON_LIBRARY.contains(&subcommand)),
        "fields" => option.hide(!fields).help(format!("Write these fields only, in this order: {}", known(subcommand))),
        "null" => option.hide(!fields),
        "limit" => option.hide(!limit),
        _ => option.hide(formats.is_empty()).help(format!("Write as {}", formats.join(", "))),
    });
    told.collect()
}

/// The fields of what a subcommand writes.
fn known(subcommand: &str) -> String {
    match subcommand {
        "entities" => format!("{}; with --novel {}", ENTITY.known.join(", "), NOVEL.known.join(", ")),
        "entities show" => PAGE.known.join(", "),
        "sources" => SOURCE.known.join(", "),
        _ => ARTICLE.known.join(", "),
    }
}
