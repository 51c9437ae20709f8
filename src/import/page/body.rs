//! The story itself: headings, lists and paragraphs from the entries below the head.

use super::classify::{Entry, Role};
use super::{excerpt, jam};
use crate::article::{Block, Image, Marker, Prose, SectionKind};
use crate::import::Context;
use crate::import::byline::Byline;
use crate::import::names::is_ideograph;
use crate::import::outline::{Content, Part};
use crate::import::report::Report;
use crate::import::vocabulary::{ends_sentence, key};
use crate::text::Clean;

/// Characters and words of the longest heading told by its shape.
const MAX_HEADING: (usize, usize) = (100, 14);

/// Characters of a last paragraph that tells of its author by the first name alone.
const MAX_BIOGRAPHY: usize = 160;

/// A last paragraph at least this long that ends without a full stop is cut off.
const MIN_CUT_TEXT: usize = 60;

/// A line with a whole page in it is at least this long.
const MIN_WHOLE_PAGE: usize = 400;

/// What the story consists of, and what stood in it without belonging to it.
#[derive(Debug, Default)]
pub struct Body {
    /// Headings and blocks in reading order.
    pub parts: Vec<Part>,
    /// Pictures in the text.
    pub images: Vec<Image>,
    /// Topics under the text.
    pub tags: Vec<Clean>,
    /// Bylines in or under the text.
    pub bylines: Vec<Byline>,
}

/// Reads the story from the entries below the head.
pub fn read(entries: &[Entry], title: Option<&Clean>, context: &Context, report: &mut Report) -> Body {
    let told = |entry: &Entry| matches!(entry.role, Role::Text | Role::Heading(_) | Role::RunIn(..));
    let last_told = entries.iter().rposition(told);
    let mut reader =
        Reader { entries, title, context, body: Body::default(), kind: None, last_told, indents: Vec::new() };
    for at in 0..entries.len() {
        reader.read(at, report);
    }
    let mut body = reader.body;
    mark_cut(&mut body.parts, report);
    body
}

impl Body {
    /// The first running text and its line.
    pub fn first_text(&self) -> Option<(usize, Clean)> {
        self.parts.iter().find_map(|part| match &part.content {
            Content::Block(block) => block.texts().next().map(|text| (part.line, text.clone())),
            _ => None,
        })
    }

    /// Takes out a last paragraph that tells of one of `authors`: `Jane Doe covers insurance.`
    pub fn drop_biography(&mut self, authors: &[Clean]) {
        let Some(Part { content: Content::Block(Block::Paragraph(last)), .. }) = self.parts.last() else { return };
        let verbs = ["is", "was", "has"];
        let short = last.text.chars().count() <= MAX_BIOGRAPHY;
        let about = |name: &Clean| {
            let first = name.split(' ').next().filter(|_| short).unwrap_or(name);
            let rest = last.text.strip_prefix(name.as_str()).or_else(|| last.text.strip_prefix(first));
            let verb = rest.and_then(|rest| rest.strip_prefix(' ')?.split(' ').next()).unwrap_or("");
            verbs.contains(&verb) || (verb.ends_with('s') && verb.starts_with(char::is_lowercase))
        };
        if self.parts.len() > 2 && authors.iter().any(about) {
            self.parts.pop();
        }
    }

    /// Whether the first paragraph is a single sentence of at most `limit` characters and the next is not: a standfirst.
    pub fn opens_with_one_sentence(&self, limit: usize) -> bool {
        let mut texts = self.parts.iter().map(|part| match &part.content {
            Content::Block(Block::Paragraph(prose)) => Some(prose.text.as_str()),
            _ => None,
        });
        let (Some(Some(first)), Some(Some(second))) = (texts.next(), texts.next()) else { return false };
        let single = |text: &str| !text.contains(". ") && ends_sentence(text);
        single(first) && first.chars().count() <= limit && !single(second)
    }
}

struct Reader<'a> {
    entries: &'a [Entry],
    title: Option<&'a Clean>,
    context: &'a Context<'a>,
    body: Body,
    /// The kind of the section that is being read, if its heading is a known one.
    kind: Option<SectionKind>,
    /// Where the story is told last.
    last_told: Option<usize>,
    /// Columns of the lists that the last point stands in, outermost first.
    indents: Vec<usize>,
}

impl Reader<'_> {
    fn read(&mut self, at: usize, report: &mut Report) {
        let entry = &self.entries[at];
        let text = &entry.line.text;
        if entry.role != Role::Item {
            self.indents.clear();
        }
        match &entry.role {
            Role::Heading(kind) => self.heading(entry, text.clone(), Some(*kind)),
            Role::RunIn(kind, label, rest) => {
                self.heading(entry, label.clone(), Some(*kind));
                self.block(entry, Block::paragraph(rest.clone()));
            }
            Role::Item if self.is_numbered_heading(at) => self.heading(entry, text.clone(), None),
            Role::Item => self.item(entry),
            Role::Text if self.is_reprint_note(entry) => {}
            Role::Text if self.kind == Some(SectionKind::Excerpt) => self.excerpt(entry, report),
            Role::Text if self.is_whole_page(entry) => {
                self.open_excerpt(entry);
                self.excerpt(entry, report);
            }
            Role::Text => self.text(entry),
            Role::Short => self.short(at),
            Role::Caption(image) => self.body.images.push(image.clone()),
            Role::Byline(byline) => self.body.bylines.push(byline.clone()),
            Role::Tags(tags) => self.body.tags.extend(tags.iter().cloned()),
            Role::Paywall => self.paywall(at, report),
            Role::Furniture | Role::Crumbs(_) | Role::Opening(_) => {}
        }
    }

    fn heading(&mut self, entry: &Entry, text: Clean, kind: Option<SectionKind>) {
        self.kind = kind;
        let text = if kind == Some(SectionKind::Excerpt) { excerpt::heading(&text) } else { text };
        let content = Content::Heading { level: 2, kind, text: Prose::plain(text) };
        self.body.parts.push(Part { line: entry.line.number, content });
    }

    fn block(&mut self, entry: &Entry, block: Block) {
        self.body.parts.push(Part::block(entry.line.number, block));
    }

    fn item(&mut self, entry: &Entry) {
        let indent = entry.line.indent;
        while self.indents.last().is_some_and(|last| *last > indent) {
            self.indents.pop();
        }
        if self.indents.last().is_none_or(|last| *last < indent) {
            self.indents.push(indent);
        }
        let depth = u8::try_from(self.indents.len() - 1).unwrap_or(u8::MAX);
        let marker = entry.line.marker.unwrap_or(Marker::Bullet);
        self.block(entry, Block::Item { depth, marker, prose: Prose::plain(entry.line.text.clone()) });
    }

    /// Whether it says, under a piece of another page, by what right that stands here.
    fn is_reprint_note(&self, entry: &Entry) -> bool {
        let under = !matches!(self.body.parts.last(), Some(Part { content: Content::Heading { .. }, .. }));
        self.kind == Some(SectionKind::Excerpt)
            && under
            && self.context.words.combined.is_reprint_note(&entry.line.text)
    }

    /// Whether a long line begins with the title once more, and the text jammed against it: the page it tells of.
    fn is_whole_page(&self, entry: &Entry) -> bool {
        let text = &entry.line.text;
        let rest = self.title.and_then(|title| text.strip_prefix(title.as_str()));
        let jammed = rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        jammed && text.len() >= MIN_WHOLE_PAGE && !self.body.parts.is_empty()
    }

    /// The heading over a piece of another page: the one that stands there, or one without words.
    fn open_excerpt(&mut self, entry: &Entry) {
        self.kind = Some(SectionKind::Excerpt);
        if let Some(Part { content: Content::Heading { kind, .. }, .. }) = self.body.parts.last_mut() {
            *kind = self.kind;
        } else {
            self.heading(entry, Clean::default(), self.kind);
        }
    }

    /// A paragraph; several where the page jams them into one line.
    fn text(&mut self, entry: &Entry) {
        for block in jam::paragraphs(&entry.line.text, self.context) {
            self.block(entry, block);
        }
    }

    fn short(&mut self, at: usize) {
        let entry = &self.entries[at];
        let text = entry.line.text.clone();
        if self.title.is_some_and(|title| key(title) == key(&text)) {
            return;
        }
        if self.is_unmarked_list(at) {
            self.block(entry, Block::bullet(text));
        } else if self.is_heading(at) {
            let about = text.split(' ').next() == Some("About")
                && text.split(' ').nth(1).is_some_and(|word| word.starts_with(char::is_uppercase));
            self.heading(entry, text, about.then_some(SectionKind::Other));
        } else {
            self.block(entry, Block::paragraph(text));
        }
    }

    /// A short line before text or a list is a heading.
    fn is_heading(&self, at: usize) -> bool {
        let text = self.entries[at].line.text.as_str();
        let next =
            self.entries[at + 1..].iter().find(|entry| !matches!(entry.role, Role::Furniture | Role::Caption(_)));
        let text_follows = next.is_some_and(|next| matches!(next.role, Role::Text | Role::Item));
        let (chars, words) = MAX_HEADING;
        let ideographs = text.chars().filter(|c| is_ideograph(*c)).count();
        text_follows
            && text.chars().count() + ideographs <= chars
            && text.split_whitespace().count() <= words
            && text.starts_with(|c: char| !c.is_lowercase())
    }

    /// `2. The second story` with running text under it.
    fn is_numbered_heading(&self, at: usize) -> bool {
        let entry = &self.entries[at];
        let beside = |at: Option<&Entry>| at.is_some_and(|entry| entry.role == Role::Item);
        let before = at.checked_sub(1).and_then(|before| self.entries.get(before));
        matches!(entry.line.marker, Some(Marker::Number(_)))
            && !ends_sentence(&entry.line.text)
            && !beside(before)
            && self.entries.get(at + 1).is_some_and(|next| next.role == Role::Text)
    }

    /// Short lines side by side under a heading that wants points are points without markers.
    fn is_unmarked_list(&self, at: usize) -> bool {
        use SectionKind::{KeyImplications, Tldr, WhatToWatch};
        let wanted = matches!(self.kind, Some(Tldr | KeyImplications | WhatToWatch));
        let is_short = |at: usize| self.entries.get(at).is_some_and(|entry| entry.role == Role::Short);
        let alone = !is_short(at + 1) && !self.is_after_bullet();
        let closes = self.entries.get(at + 1).is_some_and(|next| next.role == Role::Text) && self.entries[at].line.gap;
        wanted && !alone && !closes
    }

    fn is_after_bullet(&self) -> bool {
        matches!(self.body.parts.last(), Some(Part { content: Content::Block(Block::Item { .. }), .. }))
    }

    fn excerpt(&mut self, entry: &Entry, report: &mut Report) {
        let excerpt = excerpt::read(&entry.line.text, self.title, self.context);
        if let (Some(heading), Some(Part { content: Content::Heading { text, .. }, .. })) =
            (excerpt.heading, self.body.parts.last_mut())
        {
            *text = Prose::plain(heading);
        }
        self.body.bylines.extend(excerpt.byline);
        for block in excerpt.blocks {
            self.block(entry, block);
        }
        if ends_open(&entry.line.text) || !ends_sentence(&entry.line.text) {
            self.cut(entry.line.number, "the excerpt stops in the middle of the text", report);
        }
    }

    fn paywall(&mut self, at: usize, report: &mut Report) {
        let goes_on = self.last_told.is_some_and(|last| last > at);
        let before = at.checked_sub(1).map(|before| &self.entries[before].role);
        let jump = is_jump(&self.entries[at].line.text) && before == Some(&Role::Furniture);
        if !goes_on && !jump && !self.is_cut() && !self.body.parts.is_empty() {
            self.cut(
                self.entries[at].line.number,
                "the page shows the beginning of the story only; the rest is for subscribers",
                report,
            );
        }
    }

    fn is_cut(&self) -> bool {
        self.body.parts.last().is_some_and(|part| part.content == Content::Cut)
    }

    fn cut(&mut self, line: usize, what: &str, report: &mut Report) {
        self.body.parts.push(Part { line, content: Content::Cut });
        report.warn(line, what);
    }
}

/// A button that may as well stand under a teaser of another page.
fn is_jump(text: &str) -> bool {
    matches!(key(text).as_str(), "continue reading" | "keep reading")
}

fn ends_open(text: &str) -> bool {
    let text = text.trim_end_matches([']', ')', '"', '”', ' ']);
    text.ends_with('…') || text.ends_with("...")
}

/// Marks a story that stops in mid-sentence.
fn mark_cut(parts: &mut Vec<Part>, report: &mut Report) {
    let Some(Part { line, content: Content::Block(Block::Paragraph(last)) }) = parts.last() else { return };
    let line = *line;
    let others = || {
        parts[..parts.len() - 1].iter().filter_map(|part| match &part.content {
            Content::Block(Block::Paragraph(prose)) => Some(&prose.text),
            _ => None,
        })
    };
    let stops =
        last.text.chars().count() >= MIN_CUT_TEXT && last.text.ends_with(|c: char| c.is_lowercase() || c == ',');
    let unlike_others = others().count() >= 2 && others().all(|text| ends_sentence(text) || text.ends_with(':'));
    if ends_open(&last.text) || (stops && unlike_others) {
        parts.push(Part { line, content: Content::Cut });
        report.warn(line, "the text stops in the middle of a sentence");
    }
}
