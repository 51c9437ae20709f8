//! What the user can want, and the one table that names, explains and groups it.
//!
//! Key parsing, help, palette, the README's keys and the tests are made from [`ACTIONS`].

mod table;

pub use table::{ACTIONS, Described, Group};

use crate::article::EntityKind;

/// What the user wants, whatever key asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Within a pane.
    Move(Move),
    /// Between stories, panes and levels.
    Go(Go),
    /// State of stories.
    Mark(Mark),
    /// What is shown.
    Filter(Filter),
    /// How it is shown.
    View(View),
    /// Links and text for other programs.
    Share(Share),
    /// Typing into a prompt.
    Edit(Edit),
    /// The program itself.
    Desk(Desk),
}

/// Moves within the focused pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Move {
    /// A line or row down.
    Down,
    /// A line or row up.
    Up,
    /// To the first.
    Top,
    /// To the last.
    Bottom,
    /// Half a page down.
    HalfDown,
    /// Half a page up.
    HalfUp,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
}

/// Ways between stories, panes and levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Go {
    /// Into what is selected: a story, a facet, a folded section.
    Open,
    /// Out again, one level.
    Back,
    /// To the pane on the right.
    NextPane,
    /// To the pane on the left.
    PrevPane,
    /// The story below, from anywhere.
    NextStory,
    /// The story above, from anywhere.
    PrevStory,
    /// The next unread story.
    NextUnread,
    /// The unread story before.
    PrevUnread,
    /// The next section in the reader.
    NextSection,
    /// The section before.
    PrevSection,
    /// A page of the reader down, from list or reader.
    ReadOn,
    /// A page of the reader up.
    ReadBack,
    /// To the page of the entity that is chosen, or to choosing one.
    Entity,
    /// To where one was before.
    JumpBack,
    /// Where one came from by going back.
    JumpForward,
}

/// Changes of state. Each can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Read or unread.
    Read,
    /// All shown stories read.
    AllRead,
    /// Star or no star.
    Star,
    /// For later or not.
    Later,
    /// Gives and takes tags.
    Tags,
    /// Writes a note.
    Note,
    /// Takes the last change back.
    Undo,
    /// Makes it again.
    Redo,
    /// Selects a story for the next change.
    Select,
    /// Selects all shown, or none.
    SelectAll,
}

/// Changes of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Filter {
    /// Live filter; in the reader, search.
    Search,
    /// The whole query as text.
    Edit,
    /// No query.
    Clear,
    /// To one kind of entity in the sidebar.
    Facets(EntityKind),
    /// Leaves out what is selected in a sidebar.
    Exclude,
    /// Stories of what is selected in a sidebar as well as of what is asked for.
    Either,
    /// All stories.
    All,
    /// Unread stories.
    Unread,
    /// Starred stories.
    Starred,
    /// Stories put aside for later.
    Later,
    /// Stories that are done with.
    Archive,
    /// The next order.
    Sort,
    /// The next match in the reader.
    NextMatch,
    /// The match before.
    PrevMatch,
    /// By the entity whose page is open.
    Entity,
    /// Queries with a name, to choose from.
    Views,
    /// Keeps the query as one of them.
    SaveView,
}

/// Changes of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// The section shown under each row.
    RowSection,
    /// The reader alone.
    Zen,
    /// A narrower list.
    Narrower,
    /// A wider list.
    Wider,
    /// Sidebars shown or hidden.
    Sidebars,
}

/// What leaves the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Share {
    /// Opens the story's address.
    Open,
    /// Copies the story's address.
    CopyLink,
    /// Copies the story as Markdown.
    CopyStory,
    /// Letters on the links in view: one opens its link.
    Hints,
    /// Writes stories to a Markdown file.
    Export,
    /// Gives stories to another program.
    Pipe,
    /// Takes a novel name over into the user's lexicon.
    TakeOver,
}

/// Typing into a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// Takes what was typed.
    Accept,
    /// Leaves it.
    Cancel,
    /// Deletes the character before the cursor.
    DeleteBack,
    /// Deletes the character under the cursor.
    Delete,
    /// Deletes the word before the cursor.
    DeleteWord,
    /// Deletes everything before the cursor.
    DeleteToStart,
    /// Deletes everything from the cursor on.
    DeleteToEnd,
    /// Cursor left.
    Left,
    /// Cursor right.
    Right,
    /// Cursor to the start.
    Start,
    /// Cursor to the end.
    End,
    /// The row below, in the list behind the prompt.
    Down,
    /// The row above.
    Up,
    /// How the term could go on; again: the next way.
    Complete,
    /// The way before.
    CompleteBack,
    /// The query that was asked before this one.
    Older,
    /// The query that was asked after this one.
    Newer,
}

impl Edit {
    /// What it does where rows are chosen from and nothing is completed.
    pub fn in_rows(self) -> Self {
        match self {
            Self::Complete | Self::Newer => Self::Down,
            Self::CompleteBack | Self::Older => Self::Up,
            other => other,
        }
    }
}

/// The program itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Desk {
    /// All actions by name.
    Palette,
    /// All keys.
    Help,
    /// What could not be read.
    Problems,
    /// Asks the sources of the selected story; while sources are asked, stops that.
    Refresh,
    /// Asks all sources; while sources are asked, stops that.
    RefreshAll,
    /// Fetches a story's text from its page; again: shows the feed's.
    FullText,
    /// Reads the settings again.
    Reload,
    /// Draws everything anew.
    Redraw,
    /// To the shell and back.
    Suspend,
    /// One level out; at the top, the end.
    Quit,
    /// The end.
    QuitNow,
}

/// Who gets a key first: the keymap has one table for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyLayer {
    /// Everywhere but in prompts, after the layers below.
    Global,
    /// The story list.
    List,
    /// The reader.
    Reader,
    /// Both sidebars.
    Sidebar,
    /// Where text is typed: filter, query, palette.
    Prompt,
    /// Help and problems.
    Overlay,
    /// An entity's page.
    Page,
}

impl KeyLayer {
    /// All layers, with their names in the keymap file.
    pub const ALL: [(KeyLayer, &'static str); 7] = [
        (Self::Global, "global"),
        (Self::List, "list"),
        (Self::Reader, "reader"),
        (Self::Sidebar, "sidebar"),
        (Self::Prompt, "prompt"),
        (Self::Overlay, "overlay"),
        (Self::Page, "page"),
    ];
}
