//! A query as the text that reads back to it.

use std::fmt::{self, Display, Write};

use super::field::entity_name;
use super::{Content, Filter, Query, Sort, State, Term};

impl Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (&self.filter, self.sort) {
            (filter, None) => write!(f, "{filter}"),
            (Filter::All, Some(sort)) => write!(f, "sort:{}", sort.name()),
            (filter, Some(sort)) => write!(f, "{filter} sort:{}", sort.name()),
        }
    }
}

impl Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::All => Ok(()),
            Self::Term(term) => write!(f, "{term}"),
            Self::Not(inner) => match &**inner {
                Self::Term(term) => write!(f, "-{term}"),
                group => write!(f, "-({group})"),
            },
            Self::And(parts) => write_joined(f, parts, " ", |part| matches!(part, Self::Or(_))),
            Self::Or(parts) => write_joined(f, parts, " or ", |_| false),
        }
    }
}

fn write_joined(f: &mut fmt::Formatter, parts: &[Filter], by: &str, grouped: fn(&Filter) -> bool) -> fmt::Result {
    for (n, part) in parts.iter().enumerate() {
        if n > 0 {
            f.write_str(by)?;
        }
        if grouped(part) { write!(f, "({part})")? } else { write!(f, "{part}")? }
    }
    Ok(())
}

impl Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Phrase(words) => write_quoted(f, words),
            Self::Entity { kind, name, exact } => {
                write!(f, "{}:{}", entity_name(*kind), if *exact { "=" } else { "" })?;
                write_value(f, name)
            }
            Self::Field(field, value) => {
                write!(f, "{}:", field.name())?;
                write_value(f, value)
            }
            Self::Section(kind) => write!(f, "section:{}", kind.name()),
            Self::Is(state) => write!(f, "is:{}", state.name()),
            Self::Has(content) => write!(f, "has:{}", content.name()),
            Self::Date(side, when) => write!(f, "{}:{when}", side.name()),
        }
    }
}

/// A value, in quotes where it would not read back without them.
fn write_value(f: &mut fmt::Formatter, value: &str) -> fmt::Result {
    let special = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"');
    if value.is_empty() || value.starts_with('=') || value.contains(special) {
        write_quoted(f, value)
    } else {
        f.write_str(value)
    }
}

fn write_quoted(f: &mut fmt::Formatter, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    f.write_char('"')
}

impl Sort {
    /// All orders, in the order in which a key goes through them.
    pub const ALL: [Sort; 5] = [Self::Newest, Self::Oldest, Self::Relevance, Self::Source, Self::Unread];

    /// The name after `sort:`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Relevance => "relevance",
            Self::Source => "source",
            Self::Unread => "unread",
        }
    }
}

impl State {
    /// All states.
    pub const ALL: [State; 6] = [Self::Unread, Self::Read, Self::Starred, Self::Later, Self::Changed, Self::Archived];

    /// The name after `is:`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Read => "read",
            Self::Starred => "starred",
            Self::Later => "later",
            Self::Changed => "changed",
            Self::Archived => "archived",
        }
    }
}

impl Content {
    /// All that can be asked for.
    pub const ALL: [Content; 6] = [Self::Tldr, Self::Watch, Self::Figures, Self::Links, Self::Note, Self::Tags];

    /// The name after `has:`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tldr => "tldr",
            Self::Watch => "watch",
            Self::Figures => "figures",
            Self::Links => "links",
            Self::Note => "note",
            Self::Tags => "tags",
        }
    }
}
