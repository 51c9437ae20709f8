//! What was typed after `add`, `sources`, `remove`, `refresh`, `import` and `export`.

use std::path::PathBuf;

use clap::Args as Group;

use crate::library::{Secret, Settings};

/// Arguments of `add`.
#[derive(Debug, Group)]
#[command(after_help = "\
Examples:
  newsdesk add https://example.org            the feed that the page names, or has where feeds are
  newsdesk add ~/briefings                    all documents of a folder, also later ones
  newsdesk add --folder Labs/Europe --tag models https://example.org/feed.xml
  newsdesk add 'exec:fetch-news --all'        what a command writes; no shell reads it
  newsdesk add --full-text https://example.org/short.xml
  newsdesk add --login-command 'pass show news' https://example.org/members.xml
Each source is asked at once; for one that is there already, what you give beside its address is changed. What opens one stays in its file or comes from its command each time: it is never stored.
Exit status: 3 if nothing was added, 4 if something was not.")]
pub struct Add {
    /// Addresses, files, folders, exec:COMMAND; - reads one a line from standard input
    #[arg(value_name = "WHERE", required = true)]
    pub places: Vec<String>,
    /// A name of your own, instead of the one that it gives itself
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The folder to list it in, as Labs/Europe
    #[arg(long, value_name = "FOLDER", default_value = "", hide_default_value = true)]
    pub folder: String,
    /// A tag of your own; may be given again
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// Of a page with several feeds, take all
    #[arg(long)]
    pub all: bool,
    /// Take the page itself as a source, not its feeds
    #[arg(long, conflicts_with = "all")]
    pub page: bool,
    /// How it is asked.
    #[command(flatten)]
    pub asking: Asking,
}

/// How a source is asked.
#[derive(Debug, Group)]
pub struct Asking {
    /// Minutes until `refresh --due` asks it again
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..))]
    pub every: Option<u32>,
    /// Fetch each new story from its page: for feeds that cut their stories off
    #[arg(long)]
    pub full_text: bool,
    /// Take the stories as the feed has them, which is usual
    #[arg(long, conflicts_with = "full_text")]
    pub no_full_text: bool,
    /// What newsdesk calls itself there
    #[arg(long, value_name = "NAME")]
    pub user_agent: Option<String>,
    /// A file whose first line is NAME:PASSWORD
    #[arg(long, value_name = "FILE", group = "secret")]
    pub login_file: Option<PathBuf>,
    /// A command that writes NAME:PASSWORD
    #[arg(long, value_name = "COMMAND", group = "secret", value_parser = words)]
    pub login_command: Option<Words>,
    /// A file whose first line is a header, as Authorization: Bearer TOKEN
    #[arg(long, value_name = "FILE", group = "secret")]
    pub header_file: Option<PathBuf>,
    /// A command that writes a header
    #[arg(long, value_name = "COMMAND", group = "secret", value_parser = words)]
    pub header_command: Option<Words>,
}

/// A command as words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(pub Vec<String>);

/// Splits a command into words as a shell would, and nothing more.
pub fn words(command: &str) -> Result<Words, String> {
    let words = shell_words::split(command).map_err(|_| "a quote without its other".to_owned())?;
    if words.is_empty() { Err("no command".to_owned()) } else { Ok(Words(words)) }
}

impl Asking {
    /// What is kept of it.
    pub fn settings(&self) -> Settings {
        // a path is meant from where it was typed
        let file = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let secret = [
            self.login_file.as_ref().map(|path| Secret::LoginFile(file(path))),
            self.login_command.as_ref().map(|words| Secret::LoginCommand(words.0.clone())),
            self.header_file.as_ref().map(|path| Secret::HeaderFile(file(path))),
            self.header_command.as_ref().map(|words| Secret::HeaderCommand(words.0.clone())),
        ];
        let secret = secret.into_iter().flatten().next();
        let full_text = self.full_text.then_some(true).or(self.no_full_text.then_some(false));
        Settings { interval: self.every, full_text, user_agent: self.user_agent.clone(), secret }
    }
}

/// Arguments of `sources`.
#[derive(Debug, Group)]
#[command(after_help = "\
Examples:
  newsdesk sources
  newsdesk sources --format tsv --fields place,error | awk -F'\\t' '$2'
  newsdesk sources --hidden --format json")]
pub struct ListSources {
    /// Also those that were removed and not erased
    #[arg(long)]
    pub hidden: bool,
}

/// Arguments of `remove`.
#[derive(Debug, Group)]
#[command(after_help = "\
Examples:
  newsdesk remove https://example.org/feed.xml
  newsdesk remove --erase 'Example News'
A source that is removed is asked no more and keeps its articles; `newsdesk add` brings it back. --erase says first what
it deletes, and asks. What is starred, for later or has a note stays in any case.")]
pub struct Remove {
    /// Sources by their address, path, name or number
    #[arg(value_name = "SOURCE", required = true)]
    pub sources: Vec<String>,
    /// Delete the source with its documents and articles
    #[arg(long)]
    pub erase: bool,
    /// Delete without asking
    #[arg(long, requires = "erase")]
    pub yes: bool,
}

/// Arguments of `refresh`.
#[derive(Debug, Group)]
#[command(after_help = "\
Examples:
  newsdesk refresh
  newsdesk refresh 'Example News' https://example.org/feed.xml
  */30 * * * * newsdesk refresh --due            a line for cron
A source that failed rests for some time, longer each time, unless it is named.
Exit status: 4 if some sources failed, each of which is named.")]
pub struct Refresh {
    /// Sources by their address, path, name or number; without one, all
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<String>,
    /// Only those whose time has come
    #[arg(long, conflicts_with = "sources")]
    pub due: bool,
}

/// Arguments of `import`.
#[derive(Debug, Group)]
#[command(after_help = "\
Examples:
  newsdesk import subscriptions.opml && newsdesk refresh
  newsdesk import < subscriptions.opml
Addresses of the web, names, folders and tags are taken, and nothing else: no command, no file.
Exit status: 3 if it is no list of subscriptions.")]
pub struct Import {
    /// A list of subscriptions in OPML; without one, or with -, standard input
    #[arg(value_name = "FILE", default_value = "-", hide_default_value = true)]
    pub file: PathBuf,
}

/// Arguments of `export`.
#[derive(Debug, Group)]
#[command(after_help = "\
Example:
  newsdesk export > subscriptions.opml
Files, folders and commands are not in it: they mean nothing elsewhere. `newsdesk list --format json` exports stories.")]
pub struct Export {}
