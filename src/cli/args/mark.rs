//! Arguments of `mark`.

use clap::{Args as Group, ValueEnum};

/// Arguments of `mark`.
#[derive(Debug, Group)]
#[command(after_help = "\
Examples:
  newsdesk mark read before:2w
  newsdesk mark starred company:openai has:figures
  newsdesk mark unread is:read after:today
What is marked here can be undone in the reader. `newsdesk list --help` has the words of queries.
Exit status: 1 if no story matches.")]
pub struct Mark {
    /// read, unread, starred, unstarred, later or not-later
    #[arg(value_name = "MARK", hide_possible_values = true)]
    pub mark: As,
    /// Which stories
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
}

/// How stories are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum As {
    /// As read.
    Read,
    /// As not read.
    Unread,
    /// With a star.
    Starred,
    /// Without one.
    Unstarred,
    /// For later.
    Later,
    /// For later no more.
    NotLater,
}

impl As {
    /// What was done, as the reader says it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Unread => "unread",
            Self::Starred => "starred",
            Self::Unstarred => "no star",
            Self::Later => "for later",
            Self::NotLater => "not for later",
        }
    }
}
