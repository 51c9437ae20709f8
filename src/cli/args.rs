//! What was typed.

mod entities;
mod mark;
mod parse;
mod settings;
mod sources;

pub use entities::{AddEntity, Entities, EntityCommand, EntityName};
pub use mark::{Mark, Note};
pub use parse::{Doctor, Parse};
pub use settings::{ConfigArgs, ConfigPart, KeysArgs};
pub use sources::{Add, Asking, Export, Import, ListSources, Refresh, Remove, words};

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::failure::Failure;

/// A terminal reader for news briefings: who is in the news, what happened, why it matters, what to watch.
///
/// Without a subcommand it opens the reader: on the paths that are given, else on the briefings that come with it.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = EXAMPLES, subcommand_precedence_over_arg = true)]
pub struct Args {
    /// What to do; without one, the reader opens.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Where documents come from.
    #[command(flatten)]
    pub sources: Sources,
    /// How data is written.
    #[command(flatten)]
    pub shape: Shape,
    /// How the reader opens.
    #[command(flatten)]
    pub open: Open,
}

const EXAMPLES: &str = "\
Examples:
  newsdesk                                open the bundled briefings
  newsdesk ~/briefings                    open all documents of a folder
  newsdesk --query 'company:openai is:unread' page.txt
  newsdesk --view inbox                   a query that has a name in your settings
  newsdesk list model:glm after:7d        the same filter, for scripts
  newsdesk parse page.txt | jq .articles[0].entities

Queries are the same everywhere: `newsdesk list --help` has their words.
Exit status: 0 done, 1 nothing matched, 2 wrong use or a bad query, 3 input that cannot be read,
4 some sources failed, 130 interrupted.";

/// How the reader opens.
#[derive(Debug, Group)]
pub struct Open {
    /// Files and folders to read; - is standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Open with this query
    #[arg(long, value_name = "QUERY", default_value = "", hide_default_value = true)]
    pub query: String,
    /// Open with this view of your settings; a query narrows it further
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
    /// Colours: default, light, high-contrast, mono, dusk, dawn, or a theme of your own
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// The theme for light terminals
    #[arg(long, conflicts_with = "theme")]
    pub light: bool,
    /// Draw with ASCII characters alone
    #[arg(long)]
    pub ascii: bool,
    /// Widest column of text in the reader
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=400))]
    pub text_width: Option<u16>,
    /// Open links with this command; the link is its last argument
    #[arg(long, value_name = "COMMAND")]
    pub open_cmd: Option<String>,
    /// When to use colours and other attributes
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true, hide_possible_values = true)]
    pub color: When,
    /// When to send links as links of the terminal; auto as the settings say
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub hyperlinks: When,
    /// When to use clicks and the wheel; auto as the settings say
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub mouse: When,
}

/// When to do what not every terminal can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// Where the terminal can, unless the environment (NO_COLOR) speaks against it.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl When {
    /// Whether it is done in any case, or in none; `None` where that is to be found out.
    pub fn is_on(self) -> Option<bool> {
        match self {
            Self::Auto => None,
            Self::Always => Some(true),
            Self::Never => Some(false),
        }
    }
}

/// Where documents come from.
#[derive(Debug, Group)]
pub struct Sources {
    /// Read this file or folder (- is standard input) instead of the library; may be given again
    #[arg(long, value_name = "PATH", global = true, help_heading = "Data options")]
    pub from: Vec<PathBuf>,
    /// The library's file, instead of NEWSDESK_LIBRARY or library.db in the user's data folder
    #[arg(long, value_name = "PATH", global = true, help_heading = "Data options")]
    pub library: Option<PathBuf>,
}

/// How data is written.
#[derive(Debug, Group)]
pub struct Shape {
    /// Write as text, json, jsonl, tsv or md
    #[arg(long, value_name = "FORMAT", global = true, help_heading = "Data options", hide_possible_values = true)]
    pub format: Option<Format>,
    /// Write these fields only, in this order
    #[arg(long, value_name = "A,B", value_delimiter = ',', global = true, help_heading = "Data options")]
    pub fields: Vec<String>,
    /// Write at most so many
    #[arg(long, value_name = "N", global = true, help_heading = "Data options")]
    pub limit: Option<usize>,
    /// End records with NUL instead of a line break; `show -` reads ids either way
    #[arg(short = '0', long = "null", global = true, help_heading = "Data options")]
    pub null: bool,
}

/// How data is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: aligned on a terminal, with tabs in a pipe.
    Text,
    /// One JSON value.
    Json,
    /// One JSON value a line.
    Jsonl,
    /// Fields with tabs between them, under a line of their names.
    Tsv,
    /// Markdown.
    Md,
}

impl Format {
    /// The name that is typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Tsv => "tsv",
            Self::Md => "md",
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List stories: all, or those of a query
    List(List),
    /// Print stories by their ids
    Show(Show),
    /// Read one document and print what it is: JSON, unless --format says otherwise
    Parse(Parse),
    /// List who and what is named, with the number of stories
    Entities(Entities),
    /// Print how many stories there are
    Count(Count),
    /// Mark the stories of a query: read, starred, for later, with a tag, or not
    Mark(Mark),
    /// Print your note on a story, or write it
    Note(Note),
    /// Add sources: feeds, sites, files, folders, commands
    Add(Add),
    /// List the sources
    Sources(ListSources),
    /// Take sources out of sight, or delete them
    Remove(Remove),
    /// Ask sources for what is new
    Refresh(Refresh),
    /// Add the sources of a list of subscriptions (OPML)
    Import(Import),
    /// Print the sources as a list of subscriptions (OPML)
    Export(Export),
    /// Explain what was found in documents, and what was repaired; without one, tell of terminal and settings
    Doctor(Doctor),
    /// Print the keys of the reader
    Keys(KeysArgs),
    /// Print the settings: those in force, those that come with newsdesk, or where yours are
    Config(ConfigArgs),
    /// Print the JSON Schema of what `parse` prints
    Schema,
    /// Print a completion script for a shell
    #[command(
        after_help = "Example:\n  newsdesk completions bash > ~/.local/share/bash-completion/completions/newsdesk"
    )]
    Completions {
        /// bash, elvish, fish, powershell or zsh
        #[arg(hide_possible_values = true)]
        shell: Shell,
    },
    /// Print the manual page, of newsdesk or of a subcommand
    #[command(after_help = "Example:\n  newsdesk man | man -l -")]
    Man {
        /// The subcommand, and one within it
        command: Vec<String>,
    },
}

const QUERY_WORDS: &str = "\
Queries:
  open sou                 letters in this order: in the title, source or an entity's name
  \"export control\"         these words together, in the title or the text
  company: model: person: org: policy: entity:
                           by any name: company:zhipu is Z.ai; where nobody is so called, by how names
                           begin: company:op. A company counts its models, a family its versions;
                           company:=openai is only itself
  topic: source: author: title: text: section:tldr
  tag: note:               tags of your own; words of your notes
  is:unread read starred later archived (read, and neither of these) changed (its text, since you read it)
  has:tldr watch figures links note tags
  after: before: on:       2026, 2026-06, 2026-06-15, 7d, 2w, 3m, today, yesterday
  -term   a or b   ( )     not, or, groups; side by side means and
  sort:newest oldest relevance source unread
Quotes must reach newsdesk: newsdesk list 'topic:\"Open Source\"'.
";

const LIST_EXAMPLES: &str = "
Examples:
  newsdesk list company:openai -model:gpt
  newsdesk list --format json --fields id,title,published after:2w
  newsdesk list --view inbox source:wire
  newsdesk list --fields id topic:chips | newsdesk show --format md -
Exit status: 1 if no story matches.";

/// Arguments of `list`.
#[derive(Debug, Group)]
#[command(after_help = list_help())]
pub struct List {
    /// Which stories, and in which order
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// Those of a view of your settings; a query narrows it further
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
}

fn list_help() -> String {
    format!("{QUERY_WORDS}{LIST_EXAMPLES}")
}

/// Arguments of `show`.
#[derive(Debug, Group)]
#[command(after_help = "\
Examples:
  newsdesk show 3fa94c
  newsdesk show 3fa94c --format md > story.md
  newsdesk show --full 3fa94c                the whole story from its page
  newsdesk list --fields id topic:chips | newsdesk show -
Exit status: 1 if there is no such story, 4 if --full found no longer text.")]
pub struct Show {
    /// The beginning of a story's id, as far as it is the only one; - reads ids from standard input
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// Fetch the whole story from its page where its feed cuts it off; the library keeps it
    #[arg(long)]
    pub full: bool,
}

/// Arguments of `count`.
#[derive(Debug, Group)]
#[command(after_help = "\
Example:
  newsdesk count company:nvidia is:unread
`newsdesk list --help` has the words of queries.")]
pub struct Count {
    /// Which stories
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// Those of a view of your settings; a query narrows it further
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
}

/// Options of subcommands with queries whose value is the next argument, however it begins.
const VALUED: [&str; 11] = [
    "--from",
    "--library",
    "--format",
    "--fields",
    "--limit",
    "--kind",
    "--color",
    "--take",
    "--maker",
    "--alias",
    "--view",
];

/// The arguments as clap is to see them: a query's `-term` is an argument and no bundle of short options. The blank
/// before it says so; queries do not mind it.
pub fn spelled(typed: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut spelled: Vec<OsString> = Vec::new();
    let mut in_query = false;
    for arg in typed {
        let is_term = arg.as_encoded_bytes().starts_with(b"-")
            && !arg.as_encoded_bytes().starts_with(b"--")
            && !["-", "-0", "-h", "-V"].iter().any(|option| arg == *option);
        let is_value = spelled.last().is_some_and(|before| VALUED.iter().any(|option| before == option));
        in_query |= !is_value && ["list", "entities", "count", "mark"].iter().any(|name| arg == *name);
        let blank = if in_query && is_term && !is_value { " " } else { "" };
        let mut arg_spelled = OsString::from(blank);
        arg_spelled.push(arg);
        spelled.push(arg_spelled);
    }
    spelled
}

impl Args {
    /// Refuses what would otherwise do nothing.
    ///
    /// # Errors
    /// [`Failure::Usage`] for options that this subcommand does not have.
    pub fn check(&self) -> Result<(), Failure> {
        let Some(command) = &self.command else { return self.check_open() };
        if let Some(path) = self.open.paths.first() {
            let hint = format!("newsdesk {} --from {}", command.name(), path.display());
            return Err(Failure::usage("paths go after --from here", hint));
        }
        if self.open.is_given() {
            let options = "--query, --view, --theme, --light, --ascii, --text-width and --open-cmd";
            let message = format!("{options} open the reader, not {}", command.name());
            return Err(Failure::usage(message, "newsdesk --help"));
        }
        let takes = command.takes();
        let given = [
            ("--from", !self.sources.from.is_empty(), takes.sources),
            ("--fields", !self.shape.fields.is_empty(), takes.fields),
            ("--limit", self.shape.limit.is_some(), takes.limit),
            ("-0", self.shape.null, takes.fields),
        ];
        for (option, is_given, is_taken) in given {
            if is_given && !is_taken {
                return Err(Failure::usage(format!("`{}` has no {option}", command.name()), command.help_hint()));
            }
        }
        if self.shape.null && self.shape.format == Some(Format::Json) {
            return Err(Failure::usage("JSON is one value, which -0 cannot end", "--format jsonl -0"));
        }
        match self.shape.format {
            Some(format) if !takes.formats.contains(&format) => {
                let message = format!("`{}` has no --format {}", command.name(), format.name());
                let formats: Vec<&str> = takes.formats.iter().map(|format| format.name()).collect();
                let hint =
                    if formats.is_empty() { command.help_hint() } else { format!("it has {}", formats.join(", ")) };
                Err(Failure::usage(message, hint))
            }
            _ => Ok(()),
        }
    }

    fn check_open(&self) -> Result<(), Failure> {
        let Shape { format, fields, limit, null } = &self.shape;
        if format.is_some() || !fields.is_empty() || limit.is_some() || *null {
            return Err(Failure::usage(
                "the reader has no --format, --fields, --limit or -0",
                "newsdesk list --format json",
            ));
        }
        Ok(())
    }
}

impl Open {
    fn is_given(&self) -> bool {
        let Self { query, view, theme, light, ascii, text_width, open_cmd, .. } = self;
        let is_worded = !query.is_empty() || [view, theme, open_cmd].into_iter().any(Option::is_some);
        is_worded || *light || *ascii || text_width.is_some()
    }
}

/// Which of the options for all subcommands one of them takes.
#[derive(Debug)]
pub struct Takes {
    /// `--from`.
    pub sources: bool,
    /// `--fields` and `-0`.
    pub fields: bool,
    /// `--limit`.
    pub limit: bool,
    /// What may follow `--format`.
    pub formats: &'static [Format],
}

impl Command {
    /// The name that is typed, of one within another both.
    fn name(&self) -> &'static str {
        match self {
            Self::List(_) => "list",
            Self::Show(_) => "show",
            Self::Parse(_) => "parse",
            Self::Entities(Entities { command, .. }) => match command {
                None => "entities",
                Some(EntityCommand::Show(_)) => "entities show",
                Some(EntityCommand::Add(_)) => "entities add",
                Some(EntityCommand::Example) => "entities example",
            },
            Self::Count(_) => "count",
            Self::Mark(_) => "mark",
            Self::Note(_) => "note",
            Self::Add(_) => "add",
            Self::Sources(_) => "sources",
            Self::Remove(_) => "remove",
            Self::Refresh(_) => "refresh",
            Self::Import(_) => "import",
            Self::Export(_) => "export",
            Self::Doctor(_) => "doctor",
            Self::Keys(_) => "keys",
            Self::Config(_) => "config",
            Self::Schema => "schema",
            Self::Completions { .. } => "completions",
            Self::Man { .. } => "man",
        }
    }

    fn help_hint(&self) -> String {
        format!("newsdesk {} --help", self.name())
    }

    fn takes(&self) -> Takes {
        Takes::of(self.name())
    }
}

impl Takes {
    /// What the subcommand of this name takes.
    pub fn of(subcommand: &str) -> Self {
        use Format::{Json, Jsonl, Md, Text, Tsv};
        let of = |sources, fields, limit, formats| Self { sources, fields, limit, formats };
        match subcommand {
            "list" | "entities" | "entities show" => of(true, true, true, &[Text, Json, Jsonl, Tsv, Md]),
            "sources" => of(false, true, true, &[Text, Json, Jsonl, Tsv, Md]),
            "show" => of(true, true, false, &[Text, Json, Jsonl, Tsv, Md]),
            "parse" => of(false, true, true, &[Text, Json, Jsonl, Tsv, Md]),
            "count" => of(true, false, false, &[Text, Json]),
            "mark" | "note" => of(true, false, false, &[Text]),
            "doctor" => of(false, false, false, &[Text, Json]),
            "keys" => of(false, false, false, &[Text, Json, Tsv, Md]),
            "config" => of(false, false, false, &[Text, Json]),
            "schema" => of(false, false, false, &[Json]),
            _ => of(false, false, false, &[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_table_of_arguments_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_negated_term_is_no_option() {
        let query = |typed: &[&str]| match Args::try_parse_from(spelled(typed.iter().map(OsString::from))) {
            Ok(Args {
                command: Some(Command::List(List { query, .. }) | Command::Count(Count { query, .. })), ..
            }) => Some(query.join(" ")),
            _ => None,
        };
        assert_eq!(query(&["newsdesk", "list", "open", "-company:meta"]).as_deref(), Some("open  -company:meta"));
        assert_eq!(query(&["newsdesk", "count", "-huawei", "--from", "-", "-0x"]).as_deref(), Some(" -huawei  -0x"));
        assert_eq!(query(&["newsdesk", "list", "a", "--format", "json", "-0", "b"]).as_deref(), Some("a b"));
        assert_eq!(query(&["newsdesk", "list", "--limt", "3"]), None);
    }
}
