//! What the elements of HTML mean for a reader, one row each.

/// What an element is for a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words in a line, without a style that a terminal has.
    Plain,
    /// Words that stand out.
    Style(Style),
    /// The words of a link.
    Link,
    /// Words that are set apart by signs.
    Marked(Mark),
    /// A line break.
    Break,
    /// A box of its own: what stands before and after it is another paragraph.
    Block,
    /// A heading, by level; [`SUMMARY`] for that of a box that folds.
    Heading(u8),
    /// A list.
    List(Listing),
    /// A point of a list.
    Item,
    /// Of a list of terms: a term, or what it means.
    Entry {
        /// It is the term.
        term: bool,
    },
    /// Words of somebody else.
    Quote,
    /// Lines as they are.
    Preformatted,
    /// A table or a part of one.
    Table(Piece),
    /// A picture with what belongs to it.
    Figure,
    /// What stands under a picture.
    Caption,
    /// A picture.
    Image,
    /// A picture's other files; a recording's.
    Source,
    /// A recording or another page shown in this one.
    Media,
    /// Without scripts: the picture that a script would have shown.
    NoScript,
    /// Nothing that is read: scripts, forms, drawings.
    Dropped,
}

/// How words stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Bold.
    Strong,
    /// Italic.
    Emphasis,
    /// Of fixed width.
    Code,
    /// Struck out.
    Struck,
}

/// What words are set apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Above the line.
    Above,
    /// Below the line.
    Below,
    /// Quotation marks.
    Quoted,
    /// How a word is spoken, in brackets after it.
    Spoken,
}

/// Kinds of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// With dots.
    Bullets,
    /// With numbers.
    Numbers,
    /// Of terms.
    Terms,
}

/// Parts of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// All of it.
    Whole,
    /// Its head.
    Head,
    /// Rows that belong together.
    Group,
    /// A row.
    Row,
    /// A cell; whether it names its row or column.
    Cell(bool),
    /// What the table shows.
    Caption,
}

/// The level of the heading of a box that folds: below all others.
pub const SUMMARY: u8 = 7;

/// An element known by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag(u8);

impl Tag {
    /// Any element that has no row.
    pub const OTHER: Tag = Tag(0);

    /// How many there are.
    pub const COUNT: usize = ROWS.len();

    /// The element called `name`, in any case.
    pub fn new(name: &str) -> Self {
        if name.len() > MAX_NAME {
            return Self::OTHER;
        }
        let at = KEYS.binary_search(&key(name.as_bytes()));
        at.ok().and_then(|at| u8::try_from(at).ok()).map_or(Self::OTHER, Tag)
    }

    /// What it is for a reader.
    pub fn kind(self) -> Kind {
        self.row().kind
    }

    /// Its name; empty for one without a row.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Its place among all of them.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// It has no content and no end.
    pub fn is_void(self) -> bool {
        self.row().shape == Shape::Void
    }

    /// Its content is text up to its end, whatever that looks like.
    pub fn is_raw(self) -> bool {
        self.row().shape == Shape::Raw
    }

    /// It ends the paragraph in which it begins, and stands by itself.
    pub fn is_block(self) -> bool {
        self.row().shape == Shape::Block
    }

    fn row(self) -> &'static Row {
        ROWS.get(usize::from(self.0)).unwrap_or(&ROWS[0])
    }
}

struct Row {
    name: &'static str,
    kind: Kind,
    shape: Shape,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Inline,
    Block,
    Void,
    Raw,
}

/// Bytes of the longest name below.
const MAX_NAME: usize = 10;

/// The names of [`ROWS`] as numbers, which compare faster than text.
static KEYS: [u128; ROWS.len()] = {
    let mut keys = [0; ROWS.len()];
    let mut at = 0;
    while at < ROWS.len() {
        keys[at] = key(ROWS[at].name.as_bytes());
        at += 1;
    }
    keys
};

/// A name of at most 16 bytes as a number, in lower case: numbers have the order of the names.
const fn key(name: &[u8]) -> u128 {
    let mut key = 0;
    let mut at = 0;
    while at < name.len() {
        key |= (name[at].to_ascii_lowercase() as u128) << (120 - 8 * at);
        at += 1;
    }
    key
}

const fn inline(name: &'static str, kind: Kind) -> Row {
    Row { name, kind, shape: Shape::Inline }
}

const fn block(name: &'static str, kind: Kind) -> Row {
    Row { name, kind, shape: Shape::Block }
}

const fn void(name: &'static str, kind: Kind) -> Row {
    Row { name, kind, shape: Shape::Void }
}

const fn raw(name: &'static str) -> Row {
    Row { name, kind: Kind::Dropped, shape: Shape::Raw }
}

/// By name; the first is for all others.
static ROWS: [Row; 119] = [
    inline("", Kind::Plain),
    inline("a", Kind::Link),
    block("address", Kind::Block),
    inline("annotation", Kind::Dropped),
    void("area", Kind::Dropped),
    block("article", Kind::Block),
    block("aside", Kind::Block),
    inline("audio", Kind::Media),
    inline("b", Kind::Style(Style::Strong)),
    void("base", Kind::Dropped),
    void("basefont", Kind::Dropped),
    void("bgsound", Kind::Dropped),
    block("blockquote", Kind::Quote),
    block("body", Kind::Block),
    void("br", Kind::Break),
    inline("button", Kind::Dropped),
    inline("canvas", Kind::Dropped),
    block("caption", Kind::Table(Piece::Caption)),
    block("center", Kind::Block),
    inline("cite", Kind::Style(Style::Emphasis)),
    inline("code", Kind::Style(Style::Code)),
    void("col", Kind::Dropped),
    inline("colgroup", Kind::Plain),
    inline("datalist", Kind::Dropped),
    block("dd", Kind::Entry { term: false }),
    inline("del", Kind::Style(Style::Struck)),
    block("details", Kind::Block),
    inline("dfn", Kind::Style(Style::Emphasis)),
    inline("dialog", Kind::Dropped),
    block("dir", Kind::List(Listing::Bullets)),
    block("div", Kind::Block),
    block("dl", Kind::List(Listing::Terms)),
    block("dt", Kind::Entry { term: true }),
    inline("em", Kind::Style(Style::Emphasis)),
    void("embed", Kind::Media),
    block("fieldset", Kind::Block),
    block("figcaption", Kind::Caption),
    block("figure", Kind::Figure),
    block("footer", Kind::Block),
    block("form", Kind::Block),
    void("frame", Kind::Dropped),
    block("h1", Kind::Heading(1)),
    block("h2", Kind::Heading(2)),
    block("h3", Kind::Heading(3)),
    block("h4", Kind::Heading(4)),
    block("h5", Kind::Heading(5)),
    block("h6", Kind::Heading(6)),
    inline("head", Kind::Dropped),
    block("header", Kind::Block),
    block("hgroup", Kind::Block),
    void("hr", Kind::Block),
    block("html", Kind::Block),
    inline("i", Kind::Style(Style::Emphasis)),
    inline("iframe", Kind::Media),
    void("image", Kind::Image),
    void("img", Kind::Image),
    void("input", Kind::Dropped),
    inline("kbd", Kind::Style(Style::Code)),
    void("keygen", Kind::Dropped),
    block("legend", Kind::Block),
    block("li", Kind::Item),
    void("link", Kind::Dropped),
    block("listing", Kind::Preformatted),
    block("main", Kind::Block),
    inline("map", Kind::Dropped),
    inline("mark", Kind::Plain),
    block("menu", Kind::List(Listing::Bullets)),
    void("meta", Kind::Dropped),
    inline("meter", Kind::Dropped),
    block("nav", Kind::Block),
    raw("noembed"),
    block("noframes", Kind::Block),
    inline("noscript", Kind::NoScript),
    inline("object", Kind::Media),
    block("ol", Kind::List(Listing::Numbers)),
    inline("optgroup", Kind::Plain),
    inline("option", Kind::Plain),
    inline("output", Kind::Plain),
    block("p", Kind::Block),
    void("param", Kind::Dropped),
    inline("picture", Kind::Plain),
    raw("plaintext"),
    block("pre", Kind::Preformatted),
    inline("progress", Kind::Dropped),
    inline("q", Kind::Marked(Mark::Quoted)),
    inline("rp", Kind::Dropped),
    inline("rt", Kind::Marked(Mark::Spoken)),
    inline("ruby", Kind::Plain),
    inline("s", Kind::Style(Style::Struck)),
    inline("samp", Kind::Style(Style::Code)),
    raw("script"),
    block("search", Kind::Dropped),
    block("section", Kind::Block),
    inline("select", Kind::Dropped),
    inline("slot", Kind::Plain),
    void("source", Kind::Source),
    inline("span", Kind::Plain),
    inline("strike", Kind::Style(Style::Struck)),
    inline("strong", Kind::Style(Style::Strong)),
    raw("style"),
    inline("sub", Kind::Marked(Mark::Below)),
    block("summary", Kind::Heading(SUMMARY)),
    inline("sup", Kind::Marked(Mark::Above)),
    inline("svg", Kind::Dropped),
    block("table", Kind::Table(Piece::Whole)),
    inline("tbody", Kind::Table(Piece::Group)),
    inline("td", Kind::Table(Piece::Cell(false))),
    inline("template", Kind::Dropped),
    raw("textarea"),
    inline("tfoot", Kind::Table(Piece::Group)),
    inline("th", Kind::Table(Piece::Cell(true))),
    inline("thead", Kind::Table(Piece::Head)),
    raw("title"),
    inline("tr", Kind::Table(Piece::Row)),
    void("track", Kind::Dropped),
    inline("tt", Kind::Style(Style::Code)),
    block("ul", Kind::List(Listing::Bullets)),
    inline("var", Kind::Style(Style::Emphasis)),
    inline("video", Kind::Media),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_name() {
        assert!(ROWS.windows(2).all(|pair| pair[0].name < pair[1].name), "not sorted");
        assert_eq!(ROWS.iter().map(|row| row.name.len()).max(), Some(MAX_NAME));
        assert_eq!(Tag::new("LI").kind(), Kind::Item);
        assert_eq!(Tag::new("blockquote").name(), "blockquote");
        assert_eq!(Tag::new("x-card"), Tag::OTHER);
        assert_eq!(Tag::new("a-name-that-is-long"), Tag::OTHER);
        assert_eq!(Tag::new(""), Tag::OTHER);
    }
}
