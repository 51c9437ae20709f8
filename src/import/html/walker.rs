//! From elements and text to headings and blocks: what HTML means for a reader.
//!
//! Whoever drives it opens and closes elements in pairs and gives the text between them; hidden elements are left out
//! before. Text gathers until a box begins or ends; then it becomes a block, as its surroundings have it.

mod figures;
mod inline;
mod lists;
mod media;
mod notes;
mod pictures;
mod preformatted;
mod tables;

use super::Fragment;
use super::attributes::Attributes;
use super::tag::{Kind, Mark, Piece, SUMMARY, Style, Tag};
use crate::article::{Block, Marker, Prose, Span, SpanStyle};
use crate::import::Context;
use crate::import::outline::{self, Content, Part};
use crate::import::prose::ProseBuilder;
use crate::text::Address;
use figures::Figure;
use lists::List;
use media::Recording;
use preformatted::Lines;
use tables::Grid;

/// Headings and blocks as they are being read.
#[derive(Debug)]
pub struct Walker<'c> {
    context: &'c Context<'c>,
    base: Option<Address>,
    found: Fragment,
    notes: Vec<Part>,
    prose: ProseBuilder,
    place: Place,
    lists: Vec<List>,
    /// What is to be done at the end of each open element.
    opened: Vec<Opened>,
    /// Where parts go: the text, and the boxes in it whose parts are looked at as a whole.
    regions: Vec<Region>,
    lines: Option<Lines>,
    recording: Option<Recording>,
}

/// What surrounds the text that is being read.
#[derive(Debug, Default)]
struct Place {
    /// Line of the document.
    line: usize,
    /// Line of the first word of the text that gathers.
    first_line: usize,
    heading: Option<u8>,
    quotes: u32,
    /// A term of a list of terms.
    term: bool,
    /// Line breaks since the last word.
    breaks: u32,
    /// Open elements whose words are left out.
    muted: u32,
    /// What stands before the point that is being read; none once it has been written.
    marker: Option<Marker>,
    /// The part that is a point of a list and was a heading, with its level.
    headed: Option<(usize, u8)>,
    /// Pictures in the text that gathers; they follow it.
    pictures: Vec<usize>,
    /// The address that a `<source>` gives to the next picture.
    source: Option<String>,
}

/// A stretch of the text, its parts kept apart.
#[derive(Debug)]
struct Region {
    parts: Vec<Part>,
    shape: Shape,
}

#[derive(Debug)]
enum Shape {
    Text,
    Figure(Figure),
    Caption,
    Credit,
    Table(Grid),
    Cell,
    Notes,
}

/// What is to be done at the end of an element.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Opened {
    Nothing,
    Style,
    Link,
    Mark(Mark, usize),
    /// A link within the page, from this byte of the text; whether to a note.
    Reference(usize, bool),
    Block,
    Heading,
    List,
    Item,
    Term,
    Quote,
    Lines,
    Figure,
    Caption,
    Credit,
    Table,
    TableHead,
    Cell,
    Notes,
    Muted,
}

impl<'c> Walker<'c> {
    /// Reads elements whose relative addresses are seen from `base`.
    pub fn new(base: Option<Address>, context: &'c Context<'c>) -> Self {
        Self {
            context,
            base,
            found: Fragment::default(),
            notes: Vec::new(),
            prose: ProseBuilder::default(),
            place: Place::default(),
            lists: Vec::new(),
            opened: Vec::new(),
            regions: vec![Region { parts: Vec::new(), shape: Shape::Text }],
            lines: None,
            recording: None,
        }
    }

    /// What follows stands at `line`.
    pub fn at(&mut self, line: usize) {
        self.place.line = line;
    }

    /// Text, its references resolved.
    pub fn text(&mut self, text: &str) {
        if self.place.muted > 0 {
            return;
        }
        if let Some(lines) = &mut self.lines {
            lines.push(text);
            return;
        }
        if !text.trim_ascii_start().is_empty() {
            self.break_before_bullet(text);
            self.place.breaks = 0;
            if self.prose.is_empty() {
                self.place.first_line = self.place.line;
            }
        }
        self.prose.push(text);
    }

    /// An element begins that [`close`](Self::close) will end.
    pub fn open(&mut self, tag: Tag, attributes: Attributes) {
        let opened = if self.lines.is_some() {
            self.open_in_lines(tag, attributes)
        } else if self.place.muted > 0 {
            Opened::Nothing
        } else {
            self.open_by_kind(tag, attributes)
        };
        self.opened.push(opened);
    }

    fn open_by_kind(&mut self, tag: Tag, attributes: Attributes) -> Opened {
        match tag.kind() {
            Kind::Style(style) => self.open_style(style),
            Kind::Link => self.open_link(attributes),
            Kind::Marked(mark) => self.open_mark(mark),
            Kind::Heading(level) => self.open_heading(level),
            Kind::List(listing) => self.open_list(listing, attributes),
            Kind::Item => self.open_item(attributes),
            Kind::Entry { term } => self.open_entry(term),
            Kind::Quote => {
                self.flush();
                self.place.quotes += 1;
                Opened::Quote
            }
            Kind::Preformatted => self.open_lines(attributes),
            Kind::Table(piece) => self.open_piece(piece, attributes),
            Kind::Figure => self.open_figure(),
            Kind::Caption => self.open_caption(),
            Kind::Media => self.open_media(tag, attributes),
            Kind::NoScript => {
                self.place.muted += 1;
                Opened::Muted
            }
            _ => self.open_by_class(tag, attributes),
        }
    }

    /// Elements that their class or role makes something.
    fn open_by_class(&mut self, tag: Tag, attributes: Attributes) -> Opened {
        let by_class = self.open_notes(attributes).or_else(|| self.open_caption_by_class(attributes));
        if tag.is_block() {
            by_class.unwrap_or_else(|| {
                self.flush();
                Opened::Block
            })
        } else {
            by_class.unwrap_or(Opened::Nothing)
        }
    }

    /// The element that began last ends.
    pub fn close(&mut self) {
        match self.opened.pop().unwrap_or(Opened::Nothing) {
            Opened::Nothing => {}
            Opened::Style => {
                self.prose.close();
            }
            Opened::Link => self.close_link(),
            Opened::Mark(mark, start) => self.close_mark(mark, start),
            Opened::Reference(start, is_note) => self.close_reference(start, is_note),
            Opened::Block => self.flush(),
            Opened::Heading => {
                self.flush();
                self.place.heading = None;
            }
            Opened::List => self.close_list(),
            Opened::Item => {
                self.flush();
                self.place.marker = None;
            }
            Opened::Term => {
                self.flush();
                self.place.term = false;
            }
            Opened::Quote => {
                self.flush();
                self.place.quotes -= 1;
            }
            Opened::Lines => self.close_lines(),
            Opened::Figure => self.close_figure(),
            Opened::Caption => self.close_caption(),
            Opened::Credit => self.close_credit(),
            Opened::Table => self.close_table(),
            Opened::TableHead => self.close_head(),
            Opened::Cell => self.close_cell(),
            Opened::Notes => self.close_notes(),
            Opened::Muted => self.close_muted(),
        }
    }

    /// An element without content.
    pub fn void(&mut self, tag: Tag, attributes: Attributes) {
        match tag.kind() {
            Kind::Break if self.place.muted == 0 => self.line_break(),
            Kind::Block if self.place.muted == 0 && self.lines.is_none() => self.flush(),
            Kind::Image => self.picture(attributes),
            Kind::Source => self.source(attributes),
            Kind::Media => {
                self.open_media(tag, attributes);
                self.close_muted();
            }
            Kind::Dropped if tag.name() == "input" => self.checkbox(attributes),
            _ => {}
        }
    }

    /// One line break is a blank; two end the paragraph.
    fn line_break(&mut self) {
        if let Some(lines) = &mut self.lines {
            lines.push("\n");
            return;
        }
        self.place.breaks += 1;
        if self.place.breaks >= 2 && self.place.heading.is_none() {
            self.flush();
        } else {
            self.prose.blank();
        }
    }

    /// What follows is another paragraph.
    pub fn paragraph_break(&mut self) {
        if self.lines.is_none() && self.place.muted == 0 {
            self.flush();
        }
    }

    fn open_heading(&mut self, level: u8) -> Opened {
        self.flush();
        self.place.heading = Some(level);
        Opened::Heading
    }

    /// Writes the text that has gathered as the block that it is.
    fn flush(&mut self) {
        self.place.breaks = 0;
        if !self.prose.is_empty() {
            let prose = self.prose.split();
            self.write(prose);
        }
        for image in std::mem::take(&mut self.place.pictures) {
            self.push(Block::Figure { image });
        }
    }

    fn write(&mut self, prose: Prose) {
        if prose.text.is_empty() {
            return;
        }
        let in_text = matches!(self.region().shape, Shape::Text | Shape::Figure(_) | Shape::Notes);
        if let Some(marker) = self.place.marker.take() {
            let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
            self.note_item();
            let at = self.region().parts.len();
            self.place.headed = self.place.heading.map(|level| (at, level));
            self.push(Block::Item { depth, marker, prose });
        } else if self.place.quotes > 0 {
            self.push(Block::Quote(prose));
        } else if let Some(level) = self.place.heading.filter(|_| self.lists.is_empty()) {
            self.heading(level, prose);
        } else if self.place.term {
            self.push(Block::Paragraph(strong(prose)));
        } else if in_text && self.lists.is_empty() {
            let parts = paragraph(self.place.first_line, prose, self.context);
            self.region().parts.extend(parts);
        } else {
            self.promote_heading();
            self.push(Block::Paragraph(prose));
        }
    }

    /// A heading; that of a box that folds is one where it is known.
    fn heading(&mut self, level: u8, prose: Prose) {
        let line = self.place.first_line;
        if level == SUMMARY && self.context.words.heading(&prose.text).is_none() {
            self.push(Block::Paragraph(strong(prose)));
        } else {
            let level = level.min(outline::BOLD_LEVEL);
            let part = Part::heading(line, level, prose, self.context);
            self.region().parts.push(part);
        }
    }

    fn push(&mut self, block: Block) {
        let line = if self.place.first_line > 0 { self.place.first_line } else { self.place.line };
        self.region().parts.push(Part::block(line, block));
    }

    /// Where parts go now. There is always one: the first is never taken off.
    fn region(&mut self) -> &mut Region {
        if self.regions.is_empty() {
            self.enter(Shape::Text);
        }
        let last = self.regions.len() - 1;
        &mut self.regions[last]
    }

    fn enter(&mut self, shape: Shape) {
        self.regions.push(Region { parts: Vec::new(), shape });
    }

    fn leave(&mut self) -> Option<Region> {
        if self.regions.len() > 1 { self.regions.pop() } else { None }
    }

    /// All that was found, once everything has been read.
    pub fn finish(mut self) -> Fragment {
        while !self.opened.is_empty() {
            self.close();
        }
        self.flush();
        self.found.parts = self.regions.into_iter().flat_map(|region| region.parts).collect();
        self.found.parts.append(&mut self.notes);
        self.found
    }
}

/// What a paragraph is: a point of a list where a sign for one stands before it.
fn paragraph(line: usize, prose: Prose, context: &Context) -> Vec<Part> {
    match lists::bullet(&prose.text) {
        Some(start) => {
            let prose = outline::tail(&prose, start);
            vec![Part::block(line, Block::Item { depth: 0, marker: Marker::Bullet, prose })]
        }
        None => outline::paragraph(line, prose, context),
    }
}

/// `prose` in bold as a whole.
fn strong(mut prose: Prose) -> Prose {
    let range = 0..prose.text.len();
    if !prose.spans.iter().any(|span| span.range == range && span.style == SpanStyle::Strong) {
        prose.spans.insert(0, Span { range, style: SpanStyle::Strong });
    }
    prose
}

/// The words of `parts`, a blank between them.
fn words(parts: &[Part]) -> String {
    let mut words = String::new();
    for part in parts {
        let texts: Vec<&str> = match &part.content {
            Content::Heading { text, .. } => vec![&text.text],
            Content::Block(block) => block.texts().map(|text| text.as_str()).collect(),
            Content::Cut => Vec::new(),
        };
        for text in texts.into_iter().filter(|text| !text.is_empty()) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(text);
        }
    }
    words
}
