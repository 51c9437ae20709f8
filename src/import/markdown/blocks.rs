//! What the Markdown parser gives, as headings and blocks with their lines.

use std::collections::HashSet;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::notes_section;
use crate::article::{Block, CodeLine, Image, Link, Marker, Prose, Section, SpanStyle};
use crate::import::Context;
use crate::import::outline::{Content, Part};
use crate::import::prose::ProseBuilder;
use crate::import::vocabulary::ends_sentence;
use crate::text::{Address, Clean};

/// Characters of the longest paragraph in bold that is a heading.
const MAX_BOLD_HEADING: usize = 100;

/// The level of a heading that is set as a paragraph in bold: below all real ones.
const BOLD_LEVEL: u8 = 6;

/// The parts of a Markdown text.
#[derive(Debug)]
pub struct Blocks {
    /// Headings and blocks in reading order.
    pub parts: Vec<Part>,
    /// Addresses, once each.
    pub links: Vec<Link>,
    /// Pictures.
    pub images: Vec<Image>,
    /// Footnotes.
    pub notes: Section,
}

/// Reads `text`, whose first line is line `first_line` of the document.
pub fn read(text: &str, first_line: usize, context: &Context) -> Blocks {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut walker = Walker::new(context);
    let (mut line, mut counted) = (first_line, 0);
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        if let Some(passed) = text.get(counted..range.start) {
            line += passed.matches('\n').count();
            counted = range.start;
        }
        walker.line = line;
        walker.event(event);
    }
    walker.flush();
    walker.blocks
}

/// A list that is being read: the number of its next point, if it has numbers.
type List = Option<u64>;

struct Walker<'a> {
    context: &'a Context<'a>,
    blocks: Blocks,
    line: usize,
    prose: ProseBuilder,
    lists: Vec<List>,
    /// What stands before the point that is being read; none once it has been written.
    marker: Option<Marker>,
    quotes: usize,
    in_note: bool,
    image: Option<(Option<Address>, String)>,
    code: Option<(Option<Clean>, String)>,
    rows: Vec<Vec<Clean>>,
    seen: HashSet<(Clean, Address)>,
}

impl<'a> Walker<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        let blocks = Blocks { parts: Vec::new(), links: Vec::new(), images: Vec::new(), notes: notes_section() };
        Self {
            context,
            blocks,
            line: 1,
            prose: ProseBuilder::default(),
            lists: Vec::new(),
            marker: None,
            quotes: 0,
            in_note: false,
            image: None,
            code: None,
            rows: Vec::new(),
            seen: HashSet::new(),
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
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.text(" "),
            Event::FootnoteReference(label) => self.text(&format!("[{label}]")),
            Event::TaskListMarker(done) => self.marker = self.marker.map(|_| Marker::Task(done)),
            Event::Html(_) | Event::InlineHtml(_) | Event::Rule => {}
        }
    }

    fn text(&mut self, text: &str) {
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
            Tag::Emphasis => self.prose.open(SpanStyle::Emphasis),
            Tag::Strong => self.prose.open(SpanStyle::Strong),
            Tag::Strikethrough => self.prose.open(SpanStyle::Struck),
            Tag::Link { dest_url, .. } => self.prose.open(Address::new(&dest_url).map(SpanStyle::Link)),
            Tag::Image { dest_url, .. } => self.image = Some((Address::new(&dest_url), String::new())),
            Tag::TableCell | Tag::Superscript | Tag::Subscript => {}
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            block => {
                self.flush();
                self.start_block(block);
            }
        }
    }

    fn start_block(&mut self, tag: Tag) {
        match tag {
            Tag::List(first) => self.lists.push(first),
            Tag::Item => {
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let this = *number;
                        *number = number.saturating_add(1);
                        Marker::Number(u32::try_from(this).unwrap_or(u32::MAX))
                    }
                    _ => Marker::Bullet,
                });
            }
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::FootnoteDefinition(label) => {
                self.in_note = true;
                self.prose.push(&format!("[{label}] "));
            }
            Tag::CodeBlock(kind) => self.code = Some((language(&kind), String::new())),
            Tag::Table(_) => self.rows.clear(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.prose.close();
            }
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(),
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::TableCell => {
                let cell = self.prose.finish().text;
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
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Item => self.marker = None,
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::FootnoteDefinition => self.in_note = false,
            _ => {}
        }
    }

    fn end_link(&mut self) {
        let Some((words, SpanStyle::Link(url))) = self.prose.close() else { return };
        let link = Link::new(words, url);
        if !link.text.is_empty() && self.seen.insert((link.text.clone(), link.url.clone())) {
            self.blocks.links.push(link);
        }
    }

    fn end_image(&mut self) {
        let Some((url, alt)) = self.image.take() else { return };
        let caption = Some(Clean::from(alt)).filter(|alt| !alt.is_empty());
        if caption.is_some() || url.is_some() {
            self.blocks.images.push(Image { caption, credit: None, url });
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let text = self.prose.finish();
        if !text.text.is_empty() {
            self.blocks.parts.push(Part::heading(self.line, level as u8, text, self.context));
        }
    }

    fn end_code(&mut self) {
        let Some((language, code)) = self.code.take() else { return };
        let lines = code.lines().map(|line| {
            let blank = line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
            CodeLine { indent: blank, text: Clean::from(line) }
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
    }

    /// Writes what has been read as the block it is.
    fn flush(&mut self) {
        if self.prose.is_empty() {
            return;
        }
        let prose = self.prose.finish();
        if let Some(marker) = self.marker.take().filter(|_| !self.lists.is_empty()) {
            let depth = u8::try_from(self.lists.len() - 1).unwrap_or(u8::MAX);
            self.push(Block::Item { depth, marker, prose });
        } else if self.quotes > 0 {
            self.push(Block::Quote(prose));
        } else if self.lists.is_empty() && !self.in_note && is_bold_heading(&prose) {
            let text = Prose::plain(prose.text);
            self.blocks.parts.push(Part::heading(self.line, BOLD_LEVEL, text, self.context));
        } else {
            self.paragraph(prose);
        }
    }

    /// A paragraph; a known heading at its head opens a section: `**Why it matters:** because …`.
    fn paragraph(&mut self, prose: Prose) {
        let plain = self.lists.is_empty() && !self.in_note;
        let run_in = self.context.words.run_in(&prose.text).filter(|_| plain);
        let Some((_, label, rest)) = run_in else { return self.push(Block::Paragraph(prose)) };
        let start = prose.text.len() - rest.len();
        let spans = prose.spans.iter().filter(|span| span.range.start >= start).cloned().map(|mut span| {
            span.range = span.range.start - start..span.range.end - start;
            span
        });
        let rest = Prose { text: rest.into(), spans: spans.collect() };
        let label = Prose::plain(label);
        self.blocks.parts.push(Part::heading(self.line, BOLD_LEVEL, label, self.context));
        self.push(Block::Paragraph(rest));
    }

    fn push(&mut self, block: Block) {
        if self.in_note {
            self.blocks.notes.blocks.push(block);
        } else {
            self.blocks.parts.push(Part { line: self.line, content: Content::Block(block) });
        }
    }
}

fn language(kind: &CodeBlockKind) -> Option<Clean> {
    let CodeBlockKind::Fenced(language) = kind else { return None };
    language.split([' ', ',', '{']).next().map(Clean::from).filter(|language| !language.is_empty())
}

/// Whether a paragraph is nothing but a few words in bold.
fn is_bold_heading(prose: &Prose) -> bool {
    let whole = prose.spans.iter().any(|span| span.style == SpanStyle::Strong && span.range == (0..prose.text.len()));
    let ends = ends_sentence(&prose.text) && !prose.text.ends_with(['?', '!']);
    whole && prose.text.chars().count() <= MAX_BOLD_HEADING && !ends
}
