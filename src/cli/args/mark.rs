//! Arguments of `mark` and `note`.

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Args as Group, Command, Error};

use crate::article::{ReadingChange, tag};
use crate::store::query::nearest;
use crate::text::Clean;

/// Arguments of `mark`.
#[derive(Debug, Group)]
#[command(after_help = "\
Examples:
  newsdesk mark read before:2w
  newsdesk mark starred company:openai has:figures
  newsdesk mark tag:chips 'company:nvidia or company:tsmc'
  newsdesk mark untag:chips tag:chips before:1y
What is marked here can be undone in the reader. `newsdesk list --help` has the words of queries.
Exit status: 1 if no story matches.")]
pub struct Mark {
    /// read, unread, starred, unstarred, later, not-later, tag:NAME or untag:NAME
    #[arg(value_name = "MARK", hide_possible_values = true, value_parser = Marks)]
    pub mark: As,
    /// Which stories
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
}

/// Arguments of `note`.
#[derive(Debug, Group)]
#[command(after_help = "\
Examples:
  newsdesk note 3fa94c                       print it
  newsdesk note 3fa94c 'Ask Ada about this'
  date | newsdesk note --append 3fa94c -
  newsdesk note 3fa94c ''                    take it away
What is changed here can be undone in the reader. `newsdesk list has:note` lists stories with notes.
Exit status: 1 if there is no such story, or no note to print.")]
pub struct Note {
    /// The beginning of a story's id, as far as it is the only one
    #[arg(value_name = "ID")]
    pub id: String,
    /// The note; - reads it from standard input; without one, the note that there is is printed
    #[arg(value_name = "TEXT")]
    pub text: Vec<String>,
    /// Put it under what stands there
    #[arg(short, long, requires = "text")]
    pub append: bool,
}

/// How stories are marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum As {
    /// As the row of this number in the table of marks.
    Marked(usize),
    /// With a tag.
    Tagged(Clean),
    /// Without it.
    Untagged(Clean),
}

/// A mark: what is typed, what was done, as the reader says it, and what it changes.
type Row = (&'static str, &'static str, fn() -> ReadingChange);

const MARKS: [Row; 6] = [
    ("read", "read", ReadingChange::to_read),
    ("unread", "unread", || ReadingChange { read: Some(false), ..ReadingChange::default() }),
    ("starred", "starred", || ReadingChange { starred: Some(true), ..ReadingChange::default() }),
    ("unstarred", "no star", || ReadingChange { starred: Some(false), ..ReadingChange::default() }),
    ("later", "for later", || ReadingChange { later: Some(true), ..ReadingChange::default() }),
    ("not-later", "not for later", || ReadingChange { later: Some(false), ..ReadingChange::default() }),
];

const TAG: &str = "tag:";
const UNTAG: &str = "untag:";

impl As {
    /// What was done, as the reader says it.
    pub fn words(&self) -> String {
        match self {
            Self::Marked(at) => MARKS[*at].1.to_owned(),
            Self::Tagged(tag) => format!("tagged {tag}"),
            Self::Untagged(tag) => format!("without the tag {tag}"),
        }
    }

    /// What it changes of a story.
    pub fn change(&self) -> ReadingChange {
        match self {
            Self::Marked(at) => MARKS[*at].2(),
            Self::Tagged(tag) => ReadingChange { tagged: vec![tag.clone()], ..ReadingChange::default() },
            Self::Untagged(tag) => ReadingChange { untagged: vec![tag.clone()], ..ReadingChange::default() },
        }
    }

    fn read(typed: &str) -> Result<Self, String> {
        let marked = MARKS.iter().position(|(name, ..)| *name == typed).map(Self::Marked);
        match (marked, typed.strip_prefix(TAG), typed.strip_prefix(UNTAG)) {
            (Some(marked), ..) => Ok(marked),
            (_, Some(name), _) => tag(name).map(Self::Tagged),
            (_, _, Some(name)) => tag(name).map(Self::Untagged),
            _ => Err(format!("there is no mark `{}`", Clean::from(typed))),
        }
    }
}

/// Reads a mark, and offers all of them to the shell.
#[derive(Clone, Debug)]
struct Marks;

impl TypedValueParser for Marks {
    type Value = As;

    fn parse_ref(&self, command: &Command, _: Option<&Arg>, typed: &std::ffi::OsStr) -> Result<As, Error> {
        let typed = typed.to_string_lossy();
        As::read(&typed).map_err(|why| {
            let names = || MARKS.iter().map(|(name, ..)| *name).chain([TAG, UNTAG]);
            let hint = match nearest(&typed, names()) {
                Some(name) => format!("did you mean {name}?"),
                None => format!("one of {}", names().collect::<Vec<_>>().join(", ")),
            };
            Error::raw(ErrorKind::ValueValidation, format!("{why}; {hint}\n")).with_cmd(command)
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(MARKS.iter().map(|(name, ..)| PossibleValue::new(*name))))
    }
}
