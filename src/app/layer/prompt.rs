//! A line to type into: for the filter, the query, the search in a story, a file name, a command.

use super::Completing;
use crate::app::line_edit::LineEdit;
use crate::store::{Query, StoryIdx};
use crate::text::width::width;

/// Columns before the prompt's label in the query line.
pub const PROMPT_START: u16 = 1;

/// What is typed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Words that narrow the list while they are typed. Holds the rest of the query, as text.
    Filter(String),
    /// The whole query.
    Query,
    /// Words to find in the story.
    Search,
    /// The file to write stories to.
    Export,
    /// The command to give stories to.
    Pipe,
    /// The name for the query that is shown.
    SaveView,
    /// Tags to give to stories, or to take from them.
    Tags,
}

/// A prompt: what for, what is typed so far, and what to go back to.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is typed for.
    pub purpose: Purpose,
    /// What is typed so far.
    pub edit: LineEdit,
    /// What `Esc` goes back to.
    pub before: Before,
    /// How the last term could go on, while one of these is chosen.
    pub completing: Option<Completing>,
    /// Which of the earlier queries stands here, and what was typed before.
    pub recalled: Option<(usize, LineEdit)>,
}

/// What was shown before a prompt was opened.
#[derive(Clone, Debug)]
pub struct Before {
    /// The query.
    pub query: Query,
    /// The story that was selected.
    pub story: Option<StoryIdx>,
    /// What was searched in the story.
    pub needle: String,
    /// The first line of the story that was shown.
    pub top: usize,
}

impl Prompt {
    /// What stands before the typed text.
    pub fn label(&self) -> &'static str {
        match self.purpose {
            Purpose::Filter(_) => "/",
            Purpose::Query => "&",
            Purpose::Search => "search /",
            Purpose::Export => "write to: ",
            Purpose::Pipe => "pipe to: ",
            Purpose::SaveView => "name of the view: ",
            Purpose::Tags => "tags: ",
        }
    }

    /// Columns for the typed text in a line of so many, the cursor's own left free.
    pub fn room(&self, columns: u16) -> usize {
        usize::from(columns).saturating_sub(usize::from(PROMPT_START) + width(self.label()) + 1)
    }

    /// The column of the query line, of so many, where a character of the query stands, counted from 1; `None` where it
    /// is out of view, or not among what is typed.
    pub fn column_of(&self, character: usize, columns: u16) -> Option<usize> {
        let (text, query) = (self.edit.text(), self.query_text());
        let n = |text: &str| text.chars().count();
        // the query ends with what is typed, without blanks around it
        let (before, blanks) = match self.purpose {
            Purpose::Filter(_) => (n(&query).saturating_sub(n(text.trim())), n(text) - n(text.trim_start())),
            _ => (0, 0),
        };
        let column = self.edit.column((character - 1).checked_sub(before)? + blanks, self.room(columns))?;
        Some(usize::from(PROMPT_START) + width(self.label()) + column)
    }

    /// What could be typed, for an empty line.
    pub fn hint(&self) -> &'static str {
        match self.purpose {
            Purpose::Filter(_) => "words, company:openai, topic:policy, after:2026-06, -without",
            Purpose::Query => "the whole query: company: model: topic: source: after: is:unread has:figures",
            Purpose::Search => "words in this story",
            Purpose::Export => "a new file",
            Purpose::Pipe => "a command that reads Markdown",
            Purpose::SaveView => "one that is there gets this query",
            Purpose::Tags => "chips to-check; -chips takes it away",
        }
    }

    /// The query as it stands with what is typed so far.
    pub fn query_text(&self) -> String {
        match &self.purpose {
            Purpose::Filter(rest) => format!("{rest} {}", self.edit.text()).trim().to_owned(),
            _ => self.edit.text().to_owned(),
        }
    }
}
