//! What the user can set about the picture.

use super::layout::Shape;
use super::list::DateStyle;
use super::views::View;

/// Columns of running text at most: typographers' 45 to 75 characters a line, and a little for bullets.
pub const TEXT_WIDTH: u16 = 80;

/// What the user can set about the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Columns of running text at most.
    pub text_width: u16,
    /// The same while the reader is alone; none: as elsewhere.
    pub zen_width: Option<u16>,
    /// Lines of running text end in one column.
    pub justified: bool,
    /// Words may be broken at the end of a line.
    pub hyphenated: bool,
    /// Plain ASCII for everything that is drawn.
    pub ascii: bool,
    /// What the signs of stories are taken from.
    pub icons: Icons,
    /// What stands before the titles of the list, from left to right.
    pub columns: Vec<Column>,
    /// How the list tells when.
    pub dates: DateStyle,
    /// How the panes stand.
    pub shape: Shape,
    /// Sidebars where there is room, when newsdesk opens.
    pub sidebars: bool,
    /// Queries with a name.
    pub views: Vec<View>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            text_width: TEXT_WIDTH,
            zen_width: None,
            justified: false,
            hyphenated: false,
            ascii: false,
            icons: Icons::Plain,
            columns: Column::ALL.to_vec(),
            dates: DateStyle::Iso,
            shape: Shape::default(),
            sidebars: true,
            views: Vec::new(),
        }
    }
}

/// What may stand before a title of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Unread, starred, for later.
    Marks,
    /// When it was published.
    Date,
    /// Who published it.
    Source,
}

impl Column {
    /// All of them, in the usual order.
    pub const ALL: [Column; 3] = [Self::Marks, Self::Date, Self::Source];
}

/// What the signs of stories are taken from, where they are not ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icons {
    /// Signs that every font has.
    Plain,
    /// Those of a Nerd Font, which the terminal has to use.
    Nerd,
}

/// The signs that the screen is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// Before the selected row.
    pub cursor: &'static str,
    /// Of an unread story.
    pub unread: &'static str,
    /// Of a starred story.
    pub star: &'static str,
    /// Of a story put aside.
    pub later: &'static str,
    /// Of a story whose text has changed since it was read.
    pub changed: &'static str,
    /// Of a note.
    pub note: &'static str,
    /// Of a selected story.
    pub picked: &'static str,
    /// For what was cut.
    pub ellipsis: &'static str,
    /// Before a point, by depth.
    pub bullets: [&'static str; 3],
    /// Of a folded section.
    pub folded: &'static str,
    /// Of an unfolded section.
    pub unfolded: &'static str,
    /// Between parts of a line.
    pub dot: &'static str,
    /// Before quoted words.
    pub quote: &'static str,
    /// Line between panes: upright and level.
    pub lines: (&'static str, &'static str),
    /// Of a level line the part that is behind you: a cell, and the one of which half is.
    pub behind: (&'static str, &'static str),
    /// Where a level line meets an upright one below it.
    pub joint: &'static str,
    /// Of an overlay's frame: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// Pieces of a bar, from the smallest to a full cell.
    pub bar: &'static [&'static str],
    /// Pieces of an upright bar, from the lowest to a full cell.
    pub upright: &'static [&'static str],
    /// Of a name that the story is about.
    pub main: &'static str,
    /// After a name that is in no lexicon.
    pub novel: &'static str,
    /// Facet that filters, that is left out, that filters with others of which any will do.
    pub polarity: [&'static str; 3],
    /// For a date that is not known.
    pub no_date: &'static str,
}

const PLAIN: Glyphs = Glyphs {
    cursor: "▌",
    unread: "●",
    star: "★",
    later: "◇",
    changed: "◐",
    note: "✎",
    picked: "✓",
    ellipsis: "…",
    bullets: ["•", "◦", "▪"],
    folded: "▸",
    unfolded: "▾",
    dot: "·",
    quote: "│",
    lines: ("│", "─"),
    behind: ("━", "╾"),
    joint: "┬",
    corners: ["╭", "╮", "╰", "╯"],
    bar: &["╸", "━"],
    upright: &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    main: "•",
    novel: "✧",
    polarity: ["+", "−", "~"],
    no_date: "—",
};

/// The characters are those that Font Awesome 4 has, which stand at the same place in all versions of Nerd Fonts.
const NERD: Glyphs = Glyphs {
    unread: "\u{f111}",
    star: "\u{f005}",
    later: "\u{f017}",
    changed: "\u{f021}",
    note: "\u{f040}",
    picked: "\u{f00c}",
    folded: "\u{f0da}",
    unfolded: "\u{f0d7}",
    ..PLAIN
};

const ASCII: Glyphs = Glyphs {
    cursor: ">",
    unread: "N",
    star: "*",
    later: "+",
    changed: "~",
    note: "^",
    picked: "x",
    ellipsis: "...",
    bullets: ["-", "-", "-"],
    folded: ">",
    unfolded: "v",
    dot: "-",
    quote: "|",
    lines: ("|", "-"),
    behind: ("=", "-"),
    joint: "+",
    corners: ["+", "+", "+", "+"],
    bar: &["="],
    upright: &["#"],
    main: "*",
    novel: "?",
    polarity: ["+", "-", "~"],
    no_date: "-",
};

impl Settings {
    /// The signs to draw with.
    pub fn glyphs(&self) -> &'static Glyphs {
        match self.icons {
            _ if self.ascii => &ASCII,
            Icons::Plain => &PLAIN,
            Icons::Nerd => &NERD,
        }
    }
}
