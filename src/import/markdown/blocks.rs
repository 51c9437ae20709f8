//! What the Markdown parser gives, as headings and blocks with their lines.
//!
//! A block is written when it ends. What it is depends on what it stands in: the innermost list or quote, a note.

mod html;

use std::ops::Range;

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeWithOffset,
};

use super::notes::Notes;
use crate::article::{Block, CodeLine, Image, Link, Marker, Prose, SpanStyle};
use crate::import::Context;
use crate::import::outline::{self, Content, Part};
use crate::import::prose::ProseBuilder;
use crate::text::{Address, Clean};
use html::Tags;

/// Columns to the next tab stop, as CommonMark counts them.
const TAB: usize = 4;

/// The parts of a Markdown text.
#[derive(Debug, Default)]
pub struct Blocks {
    /// Headings and blocks in reading order; figures point into `images`.
    pub parts: Vec<Part>,
    /// Addresses with their lines.
    pub links: Vec<(usize, Link)>,
    /// Pictures.
    pub images: Vec<Image>,
    /// Footnotes.
    pub notes: Notes,
}

/// A text and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Source<'t> {
    /// The text.
    pub text: &'t str,
    /// Line of the document that it begins at.
    pub first_line: usize,
    /// What its relative addresses are relative to.
    pub base: Option<&'t Address>,
}

/// Reads a text.
pub fn read(source: Source, context: &Context) -> Blocks {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let mut walker = Walker::new(source, context);
    let mut counted = 0;
    for (event, range) in TextMergeWithOffset::new(Parser::new_ext(source.text, options).into_offset_iter()) {
        walker.count_lines(&mut counted, &range);
        walker.event(event);
    }
    walker.flush();
    walker.blocks
}

/// A list or quote that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    /// The number of its next point, if it has numbers.
    List(Option<u64>),
    Quote,
}

struct Walker<'a> {
    context: &'a Context<'a>,
    source: Source<'a>,
    blocks: Blocks,
    line: usize,
    prose: ProseBuilder,
    containers: Vec<Container>,
    /// What stands before the point that is being read; none once it has been written.
    marker: Option<Marker>,
    tags: Tags,
    image: Option<(Image, String)>,
    code: Option<(Option<Clean>, String)>,
    rows: Vec<Vec<Clean>>,
    /// Pictures whose place is after the block that is being read.
    figures: Vec<usize>,
}

impl<'a> Walker<'a> {
    fn new(source: Source<'a>, context: &'a Context<'a>) -> Self {
        Self {
            context,
            source,
            blocks: Blocks::default(),
            line: source.first_line,
            prose: ProseBuilder::default(),
            containers: Vec::new(),
            marker: None,
            tags: Tags::default(),
            image: None,
            code: None,
            rows: Vec::new(),
            figures: Vec::new(),
        }
    }

    /// Counts on to the line where `range` begins. Events of a block's end reach back: they have its last line.
    fn count_lines(&mut self, counted: &mut usize, range: &Range<usize>) {
        if let Some(passed) = self.source.text.get(*counted..range.start) {
            self.line += passed.bytes().filter(|b| *b == b'\n').count();
            *counted = range.start;
        }
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.prose.open(SpanStyle::Code);
                self.text(&text);
                self.prose.close();
            }
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::FootnoteReference(label) => {
                let number = self.blocks.notes.number(&label);
                self.text(&format!("[{number}]"));
            }
            Event::TaskListMarker(done) => self.marker = self.marker.map(|_| Marker::Task(done)),
            Event::InlineHtml(tag) => self.inline_html(&tag),
            Event::Html(markup) => self.tags.block.push_str(&markup),
            Event::Rule => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.tags.is_hidden() {
            return;
        }
        if let Some((_, alt)) = &mut self.image {
            alt.push_str(text);
        } else if let Some((_, code)) = &mut self.code {
            code.push_str(text);
        } else {
            self.prose.push(text);
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Emphasis => self.open(SpanStyle::Emphasis),
            Tag::Strong => self.open(SpanStyle::Strong),
            Tag::Strikethrough => self.open(SpanStyle::Struck),
            Tag::Link { dest_url, .. } => {
                let style = self.address(&dest_url).map(SpanStyle::Link);
                self.open(style);
            }
            Tag::Image { dest_url, title, .. } => self.start_image(&dest_url, &title),
            // what stands before it belongs to it: a note's number, an alert's name
            Tag::Paragraph => {}
            Tag::TableCell | Tag::Superscript | Tag::Subscript => {}
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            block => {
                self.flush();
                self.start_block(block);
            }
        }
    }

    fn open(&mut self, style: impl Into<Option<SpanStyle>>) {
        self.tags.open_markdown();
        self.prose.open(style);
    }

    /// What an address in the text points to. A place on the page itself is none.
    fn address(&self, written: &str) -> Option<Address> {
        let own = written.starts_with('#');
        let relative = || self.source.base.filter(|_| !own)?.join(written);
        Address::new(written).or_else(relative)
    }

    fn start_block(&mut self, tag: Tag) {
        match tag {
            Tag::List(first) => self.containers.push(Container::List(first)),
            Tag::Item => self.marker = Some(self.next_marker()),
            Tag::BlockQuote(kind) => {
                self.containers.push(Container::Quote);
                self.prose.push(kind.map_or("", label));
            }
            Tag::FootnoteDefinition(label) => {
                let number = self.blocks.notes.open(&label);
                self.prose.push(&format!("[{number}] "));
            }
            Tag::CodeBlock(kind) => self.code = Some((language(&kind), String::new())),
            Tag::Table(_) => self.rows.clear(),
            _ => {}
        }
    }

    fn next_marker(&mut self) -> Marker {
        match self.containers.last_mut() {
            Some(Container::List(Some(number))) => {
                let this = *number;
                *number = number.saturating_add(1);
                Marker::Number(u32::try_from(this).unwrap_or(u32::MAX))
            }
            _ => Marker::Bullet,
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                for _ in 0..self.tags.close_markdown() {
                    self.close();
                }
            }
            TagEnd::Image => self.end_image(),
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::TableCell => {
                let cell = self.finish().text;
                self.rows.last_mut().map(|row| row.push(cell)).unwrap_or_default();
            }
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead | TagEnd::TableRow => {}
            block => {
                self.flush();
                self.end_block(block);
            }
        }
    }

    fn end_block(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) | TagEnd::BlockQuote(_) => {
                self.containers.pop();
            }
            TagEnd::Item => self.marker = None,
            TagEnd::FootnoteDefinition => self.blocks.notes.close(),
            TagEnd::HtmlBlock => self.html_block(),
            _ => {}
        }
    }

    /// Ends a styled stretch; a link is noted with its words.
    fn close(&mut self) {
        match self.prose.close() {
            Some((words, SpanStyle::Link(url))) if !words.is_empty() => {
                self.blocks.links.push((self.line, Link::new(words, url)));
            }
            _ => {}
        }
    }

    fn start_image(&mut self, address: &str, title: &str) {
        let caption = Some(Clean::from(title)).filter(|title| !title.is_empty());
        self.image = Some((Image { caption, credit: None, url: self.address(address) }, String::new()));
    }

    fn end_image(&mut self) {
        let Some((mut image, alt)) = self.image.take() else { return };
        image.caption = image.caption.or_else(|| Some(Clean::from(alt)).filter(|alt| !alt.is_empty()));
        self.add_image(image);
    }

    /// Notes a picture; its place is after the block that is being read.
    fn add_image(&mut self, image: Image) {
        if image.caption.is_some() || image.url.is_some() {
            self.figures.push(self.blocks.images.len());
            self.blocks.images.push(image);
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        if !self.containers.is_empty() || self.blocks.notes.is_open() {
            return self.flush();
        }
        let text = self.finish();
        if !text.text.is_empty() {
            self.blocks.parts.push(Part::heading(self.line, level as u8, text, self.context));
        }
        self.place_figures();
    }

    fn end_code(&mut self) {
        let Some((language, code)) = self.code.take() else { return };
        let lines = code.lines().map(|line| {
            let blank = line.chars().take_while(|c| c.is_whitespace());
            let indent = blank.fold(0, |at, c| if c == '\t' { (at / TAB + 1) * TAB } else { at + 1 });
            CodeLine { indent: u16::try_from(indent).unwrap_or(u16::MAX), text: Clean::code(line.trim_start()) }
        });
        self.push(Block::Code { language, lines: lines.collect() });
    }

    fn end_table(&mut self) {
        let mut rows = std::mem::take(&mut self.rows);
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        for row in &mut rows {
            row.resize(columns, Clean::default());
        }
        if columns > 0 {
            self.push(Block::Table { header: true, rows });
        }
        self.place_figures();
    }

    fn finish(&mut self) -> Prose {
        self.tags.clear();
        self.prose.finish()
    }

    /// Writes what has been read as the block it is, and the pictures in it.
    fn flush(&mut self) {
        if self.prose.is_empty() {
            return self.place_figures();
        }
        let prose = self.finish();
        match (self.containers.last(), self.marker) {
            (Some(Container::List(_)), Some(marker)) => {
                self.marker = None;
                let lists = self.containers.iter().filter(|container| matches!(container, Container::List(_))).count();
                self.push(Block::Item { depth: u8::try_from(lists - 1).unwrap_or(u8::MAX), marker, prose });
            }
            (Some(Container::Quote), _) => self.push(Block::Quote(prose)),
            (None, _) if !self.blocks.notes.is_open() => {
                self.blocks.parts.extend(outline::paragraph(self.line, prose, self.context));
            }
            _ => self.push(Block::Paragraph(prose)),
        }
        self.place_figures();
    }

    fn place_figures(&mut self) {
        for image in std::mem::take(&mut self.figures) {
            self.push(Block::Figure { image });
        }
    }

    fn push(&mut self, block: Block) {
        if let Err(block) = self.blocks.notes.push(block) {
            self.blocks.parts.push(Part { line: self.line, content: Content::Block(block) });
        }
    }
}

/// What stands before the words of a quote that is an alert.
fn label(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "Note: ",
        BlockQuoteKind::Tip => "Tip: ",
        BlockQuoteKind::Important => "Important: ",
        BlockQuoteKind::Warning => "Warning: ",
        BlockQuoteKind::Caution => "Caution: ",
    }
}

fn language(kind: &CodeBlockKind) -> Option<Clean> {
    let CodeBlockKind::Fenced(language) = kind else { return None };
    language.split([' ', ',', '{']).next().map(Clean::from).filter(|language| !language.is_empty())
}
