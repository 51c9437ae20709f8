//! The table of actions: the name, the description and the place in help of each. Keys, help, palette and README are made
//! from it.

use super::{Action, Desk, Edit, Filter, Go, Mark, Move, Share, View};
use crate::article::EntityKind;

/// Where an action stands in help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Moves.
    Moving,
    /// Opening and reading.
    Reading,
    /// Queries and facets.
    Filtering,
    /// State of stories.
    Marking,
    /// Links and text for elsewhere.
    Sharing,
    /// The picture and the program.
    Desk,
    /// In prompts.
    Typing,
}

impl Group {
    /// All groups, in the order of the help.
    pub const ALL: [Group; 7] =
        [Self::Moving, Self::Reading, Self::Filtering, Self::Marking, Self::Sharing, Self::Desk, Self::Typing];

    /// The heading in help.
    pub fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Reading => "Reading",
            Self::Filtering => "Filtering",
            Self::Marking => "Marking",
            Self::Sharing => "Links and sharing",
            Self::Desk => "Screen and program",
            Self::Typing => "In a prompt",
        }
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Described {
    /// What it is.
    pub action: Action,
    /// Its name in keymap files and the palette.
    pub name: &'static str,
    /// What it does, for help.
    pub about: &'static str,
    /// Where it stands in help.
    pub group: Group,
}

const fn row(action: Action, name: &'static str, about: &'static str, group: Group) -> Described {
    Described { action, name, about, group }
}

/// Every action there is. The order is the order of help and palette.
pub const ACTIONS: &[Described] = &[
    row(Action::Move(Move::Down), "down", "one row or line down", Group::Moving),
    row(Action::Move(Move::Up), "up", "one row or line up", Group::Moving),
    row(Action::Move(Move::Top), "top", "to the first", Group::Moving),
    row(Action::Move(Move::Bottom), "bottom", "to the last", Group::Moving),
    row(Action::Move(Move::HalfDown), "half-page-down", "half a page down", Group::Moving),
    row(Action::Move(Move::HalfUp), "half-page-up", "half a page up", Group::Moving),
    row(Action::Move(Move::PageDown), "page-down", "a page down", Group::Moving),
    row(Action::Move(Move::PageUp), "page-up", "a page up", Group::Moving),
    row(Action::Go(Go::NextPane), "next-pane", "next pane", Group::Moving),
    row(Action::Go(Go::PrevPane), "previous-pane", "previous pane", Group::Moving),
    row(Action::Go(Go::Open), "open", "open the story, apply the facet, unfold", Group::Reading),
    row(Action::Go(Go::Back), "back", "back one level", Group::Reading),
    row(Action::Go(Go::ReadOn), "read-on", "next page of the story", Group::Reading),
    row(Action::Go(Go::ReadBack), "read-back", "page before", Group::Reading),
    row(Action::Go(Go::NextStory), "next-story", "next story, from anywhere", Group::Reading),
    row(Action::Go(Go::PrevStory), "previous-story", "previous story, from anywhere", Group::Reading),
    row(Action::Go(Go::NextUnread), "next-unread", "next unread story", Group::Reading),
    row(Action::Go(Go::PrevUnread), "previous-unread", "previous unread story", Group::Reading),
    row(Action::Go(Go::NextSection), "next-section", "next section", Group::Reading),
    row(Action::Go(Go::PrevSection), "previous-section", "previous section", Group::Reading),
    row(
        Action::Go(Go::Entity),
        "entity-page",
        "the page of the chosen name; in the list and the reader, of the one you pick",
        Group::Reading,
    ),
    row(Action::Go(Go::JumpBack), "jump-back", "back to where you were: stories, pages, queries", Group::Reading),
    row(
        Action::Go(Go::JumpForward),
        "jump-forward",
        "and forward again; C-i only where the terminal tells it from Tab",
        Group::Reading,
    ),
    row(
        Action::Filter(Filter::Search),
        "search",
        "filter the list live; in the reader, search the story",
        Group::Filtering,
    ),
    row(Action::Filter(Filter::Edit), "edit-query", "edit the whole query", Group::Filtering),
    row(Action::Filter(Filter::Clear), "clear-query", "show everything again", Group::Filtering),
    row(
        Action::Filter(Filter::NextMatch),
        "next-match",
        "next match in the story: of its search, of the query, or of the name chosen in the sidebar",
        Group::Filtering,
    ),
    row(Action::Filter(Filter::PrevMatch), "previous-match", "the match before", Group::Filtering),
    row(Action::Filter(Filter::Facets(EntityKind::Company)), "companies", "to the companies", Group::Filtering),
    row(Action::Filter(Filter::Facets(EntityKind::Model)), "models", "to the models", Group::Filtering),
    row(Action::Filter(Filter::Facets(EntityKind::Person)), "people", "to the people", Group::Filtering),
    row(
        Action::Filter(Filter::Facets(EntityKind::Organization)),
        "organizations",
        "to the organizations",
        Group::Filtering,
    ),
    row(Action::Filter(Filter::Facets(EntityKind::Policy)), "policies", "to the policies", Group::Filtering),
    row(
        Action::Filter(Filter::Exclude),
        "exclude",
        "leave out the name under the cursor; again: lift",
        Group::Filtering,
    ),
    row(
        Action::Filter(Filter::Either),
        "or",
        "or the name under the cursor: stories of either; again: lift",
        Group::Filtering,
    ),
    row(Action::Filter(Filter::Entity), "filter-by-entity", "filter by the name whose page is open", Group::Filtering),
    row(
        Action::Share(Share::TakeOver),
        "take-over",
        "take a novel name, one that is in no lexicon, over into yours",
        Group::Filtering,
    ),
    row(Action::Filter(Filter::Views), "views", "views: queries with a name, to choose from", Group::Filtering),
    row(Action::Filter(Filter::SaveView), "save-view", "keep the query as a view", Group::Filtering),
    row(Action::Filter(Filter::All), "show-all", "all stories", Group::Filtering),
    row(Action::Filter(Filter::Unread), "show-unread", "unread stories", Group::Filtering),
    row(Action::Filter(Filter::Starred), "show-starred", "starred stories", Group::Filtering),
    row(Action::Filter(Filter::Later), "show-later", "stories put aside for later", Group::Filtering),
    row(
        Action::Filter(Filter::Archive),
        "show-archive",
        "the archive: read, not starred, not for later",
        Group::Filtering,
    ),
    row(Action::Filter(Filter::Sort), "sort", "next order: newest, oldest, relevance, source", Group::Filtering),
    row(Action::Mark(Mark::Read), "mark-read", "read or unread", Group::Marking),
    row(Action::Mark(Mark::Star), "mark-star", "star or no star", Group::Marking),
    row(Action::Mark(Mark::Later), "mark-later", "for later or not", Group::Marking),
    row(Action::Mark(Mark::AllRead), "mark-all-read", "mark all shown as read", Group::Marking),
    row(Action::Mark(Mark::Tags), "tag", "give tags of your own; -tag takes one away", Group::Marking),
    row(Action::Mark(Mark::Note), "note", "your note on the story, in your editor; N in the list", Group::Marking),
    row(Action::Mark(Mark::Select), "select", "select for the next mark or export", Group::Marking),
    row(Action::Mark(Mark::SelectAll), "select-all", "select all shown, or none", Group::Marking),
    row(Action::Mark(Mark::Undo), "undo", "undo the last mark", Group::Marking),
    row(Action::Mark(Mark::Redo), "redo", "redo it", Group::Marking),
    row(Action::Share(Share::Open), "open-link", "open the story's link", Group::Sharing),
    row(Action::Share(Share::Hints), "link-hints", "letters on links: one opens its link", Group::Sharing),
    row(Action::Share(Share::CopyLink), "copy-link", "copy the story's link", Group::Sharing),
    row(Action::Share(Share::CopyStory), "copy-story", "copy the story as Markdown", Group::Sharing),
    row(Action::Share(Share::Export), "export", "write stories to a Markdown file", Group::Sharing),
    row(Action::Share(Share::Pipe), "pipe", "give stories to a command", Group::Sharing),
    row(
        Action::View(View::RowSection),
        "row-section",
        "what stands under each row: lede, TL;DR and so on, or nothing",
        Group::Desk,
    ),
    row(Action::View(View::Zen), "zen", "the reader alone, and back", Group::Desk),
    row(Action::View(View::Narrower), "narrower", "smaller list", Group::Desk),
    row(Action::View(View::Wider), "wider", "larger list", Group::Desk),
    row(Action::View(View::Sidebars), "sidebars", "show or hide the sidebars", Group::Desk),
    row(Action::Desk(Desk::Palette), "palette", "all actions by name", Group::Desk),
    row(Action::Desk(Desk::Help), "help", "this help", Group::Desk),
    row(Action::Desk(Desk::Problems), "problems", "what was guessed, repaired or not read", Group::Desk),
    row(Action::Desk(Desk::Refresh), "refresh", "ask this story's source for what is new; again: stop", Group::Desk),
    row(Action::Desk(Desk::RefreshAll), "refresh-all", "ask all sources for what is new; again: stop", Group::Desk),
    row(
        Action::Desk(Desk::FullText),
        "full-text",
        "the whole story from its page, where the feed cuts it off; again: the feed's text",
        Group::Reading,
    ),
    row(Action::Desk(Desk::Reload), "reload", "read settings, keys and theme again", Group::Desk),
    row(Action::Desk(Desk::Redraw), "redraw", "draw the screen anew", Group::Desk),
    row(Action::Desk(Desk::Suspend), "suspend", "to the shell; fg comes back", Group::Desk),
    row(Action::Desk(Desk::Quit), "quit", "close one level; at the top, quit", Group::Desk),
    row(Action::Desk(Desk::QuitNow), "quit-now", "quit at once", Group::Desk),
    row(Action::Edit(Edit::Accept), "accept", "take it", Group::Typing),
    row(Action::Edit(Edit::Cancel), "cancel", "leave it as it was", Group::Typing),
    row(Action::Edit(Edit::DeleteBack), "delete-back", "delete the character before", Group::Typing),
    row(Action::Edit(Edit::Delete), "delete", "delete the character here", Group::Typing),
    row(Action::Edit(Edit::DeleteWord), "delete-word", "delete the word before", Group::Typing),
    row(Action::Edit(Edit::DeleteToStart), "delete-to-start", "delete to the start", Group::Typing),
    row(Action::Edit(Edit::DeleteToEnd), "delete-to-end", "delete to the end", Group::Typing),
    row(Action::Edit(Edit::Left), "cursor-left", "cursor left", Group::Typing),
    row(Action::Edit(Edit::Right), "cursor-right", "cursor right", Group::Typing),
    row(Action::Edit(Edit::Start), "cursor-start", "cursor to the start", Group::Typing),
    row(Action::Edit(Edit::End), "cursor-end", "cursor to the end", Group::Typing),
    row(Action::Edit(Edit::Down), "row-down", "row below, while typing", Group::Typing),
    row(Action::Edit(Edit::Up), "row-up", "row above, while typing", Group::Typing),
    row(Action::Edit(Edit::Complete), "complete", "complete the term; the next way", Group::Typing),
    row(Action::Edit(Edit::CompleteBack), "complete-back", "the way to complete it before", Group::Typing),
    row(Action::Edit(Edit::Older), "older-query", "the query before; row above in overlays", Group::Typing),
    row(Action::Edit(Edit::Newer), "newer-query", "the query after; row below in overlays", Group::Typing),
];

impl Action {
    /// The row of the table; every action has one, which a test checks.
    pub fn described(self) -> Option<&'static Described> {
        ACTIONS.iter().find(|row| row.action == self)
    }

    /// The action with this name.
    pub fn named(name: &str) -> Option<Action> {
        ACTIONS.iter().find(|row| row.name == name).map(|row| row.action)
    }
}
