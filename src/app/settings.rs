//! What the user can set about the picture.

/// Columns of running text at most: typographers' 45 to 75 characters a line, and a little for bullets.
pub const TEXT_WIDTH: u16 = 80;

/// What the user can set about the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Columns of running text at most.
    pub text_width: u16,
    /// Plain ASCII for everything that is drawn.
    pub ascii: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { text_width: TEXT_WIDTH, ascii: false }
    }
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
    /// Where a level line meets an upright one below it.
    pub joint: &'static str,
    /// Of an overlay's frame: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// Pieces of a bar, from one eighth to a full cell.
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
    picked: "✓",
    ellipsis: "…",
    bullets: ["•", "◦", "▪"],
    folded: "▸",
    unfolded: "▾",
    dot: "·",
    quote: "│",
    lines: ("│", "─"),
    joint: "┬",
    corners: ["╭", "╮", "╰", "╯"],
    bar: &["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
    upright: &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    main: "•",
    novel: "✧",
    polarity: ["+", "−", "~"],
    no_date: "—",
};

const ASCII: Glyphs = Glyphs {
    cursor: ">",
    unread: "N",
    star: "*",
    later: "+",
    picked: "x",
    ellipsis: "...",
    bullets: ["-", "-", "-"],
    folded: ">",
    unfolded: "v",
    dot: "-",
    quote: "|",
    lines: ("|", "-"),
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
        if self.ascii { &ASCII } else { &PLAIN }
    }
}
