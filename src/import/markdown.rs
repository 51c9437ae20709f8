//! Markdown: front matter, then CommonMark with tables, footnotes, strikethrough and task lists.
//!
//! Stages: `front_matter` → `blocks` (what the parser gives, as headings and blocks) → the head of the text, for what the
//! front matter does not say → the same outline as for pages.

mod blocks;
mod front_matter;
mod notes;
mod stories;

use std::borrow::Cow;
use std::collections::HashSet;

use super::byline;
use super::date::Order;
use super::draft::Draft;
use super::limits::{MAX_ARTICLES, MAX_MADE_TITLE};
use super::outline::{self, Content, Part};
use super::report::Report;
use super::vocabulary::{Opening, key};
use super::{Context, Transfer, tags};
use crate::article::{Block, Link};
use crate::text::width::ellipsis;
use crate::text::{Address, Clean};
use blocks::Source;
use front_matter::FrontMatter;
use stories::Story;

/// Parts at the start of a text that may be a byline or tags.
const HEAD_PARTS: usize = 6;

/// Blocks of a section about the author or of related links; longer ones belong to the story.
const MAX_FURNITURE_BLOCKS: usize = 12;

/// The articles of a Markdown file: mostly one.
pub fn read(text: &str, transfer: &Transfer, context: &Context, report: &mut Report) -> Vec<Draft> {
    let text = even_line_ends(text);
    let address = transfer.base();
    let documents = stories::documents(&text);
    let mut drafts: Vec<Draft> = Vec::new();
    for (first_line, text) in documents {
        if drafts.len() >= MAX_ARTICLES {
            report.warn(first_line, format!("the file has more than {MAX_ARTICLES} stories; the rest is left out"));
            break;
        }
        drafts.extend(document(text, first_line, address.as_ref(), context, report));
    }
    let are_peers = drafts.len() > 1;
    for draft in &mut drafts {
        draft.is_peer = are_peers;
        draft.language = draft.language.take().or_else(|| front_matter::language_code(transfer.content_language?));
    }
    if drafts.is_empty() {
        report.error(1, "there is no article in the document");
    }
    drafts
}

/// The articles of a document with one front matter.
fn document(
    text: &str,
    first_line: usize,
    address: Option<&Address>,
    context: &Context,
    report: &mut Report,
) -> Vec<Draft> {
    let split = front_matter::split(text, first_line, report);
    let front = split.as_ref().map(|split| front_matter::read(split, address, context, report)).unwrap_or_default();
    let (text, first_line) = split.map_or((text, first_line), |split| (split.rest, split.rest_line));
    let base = front.url.clone().or_else(|| address.cloned());
    let blocks = blocks::read(Source { text, first_line, base: base.as_ref() }, context);
    let mut stories = stories::split(blocks, context);
    if let Some(left_out) = stories.get(MAX_ARTICLES) {
        let line = left_out.parts.first().map_or(first_line, |part| part.line);
        report.warn(line, format!("the file has more than {MAX_ARTICLES} stories; the rest is left out"));
    }
    stories.truncate(MAX_ARTICLES);
    let front = if stories.len() > 1 { front.shared() } else { front };
    let own_address = address.filter(|_| stories.len() == 1);
    let drafts = stories.into_iter().filter_map(|story| {
        let mut draft = draft(story, front.clone(), context, report)?;
        draft.origin.url = draft.origin.url.or_else(|| own_address.cloned());
        Some(draft)
    });
    drafts.collect()
}

/// The article of a story, if there is anything in it.
fn draft(story: Story, front: FrontMatter, context: &Context, report: &mut Report) -> Option<Draft> {
    let mut parts = story.parts;
    let mut draft = Draft { links: distinct(story.links), ..Draft::default() };
    let heading = take_title(&mut parts, front.title.as_ref());
    draft.images = story.images;
    fill(&mut draft, front);
    read_head(&mut parts, &mut draft, context);
    let parts = without_furniture(parts, context);
    draft.title = std::iter::once(std::mem::take(&mut draft.title))
        .chain(heading)
        .find(|title| !title.is_empty())
        .or_else(|| make_title(&parts, report))?;
    draft.sections = outline::sections(parts, false);
    draft.sections.extend(story.notes.section());
    Some(draft)
}

/// Links that are given twice count once.
fn distinct(links: Vec<Link>) -> Vec<Link> {
    let mut seen = HashSet::new();
    links.into_iter().filter(|link| seen.insert((link.text.clone(), link.url.clone()))).collect()
}

fn even_line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

/// Takes the heading that is the title off the parts: the first one, if it is of the first level or repeats the title of
/// the front matter. A first heading beside another title is one of the text's own.
fn take_title(parts: &mut Vec<Part>, front: Option<&Clean>) -> Option<Clean> {
    let at = parts.iter().position(|part| matches!(part.content, Content::Heading { .. }))?;
    let Content::Heading { level, kind, text } = &parts[at].content else { return None };
    let deeper = parts.iter().skip(at + 1).filter_map(heading_level).min();
    let repeats = front.is_some_and(|title| key(title) == key(&text.text));
    let titles = *level == 1 || (at == 0 && deeper.is_some_and(|deeper| deeper > *level));
    if repeats || (front.is_none() && kind.is_none() && titles && at <= HEAD_PARTS) {
        let title = text.text.clone();
        parts.remove(at);
        return Some(title);
    }
    if let (Some(deeper), Content::Heading { level, .. }) = (deeper, &mut parts[at].content) {
        *level = deeper.max(*level);
    }
    None
}

fn heading_level(part: &Part) -> Option<u8> {
    match part.content {
        Content::Heading { level, .. } => Some(level),
        _ => None,
    }
}

fn fill(draft: &mut Draft, front: FrontMatter) {
    draft.title = front.title.unwrap_or_default();
    draft.origin.source = front.source;
    draft.origin.url = front.url;
    draft.origin.authors = front.authors;
    draft.origin.contributors = front.contributors;
    draft.origin.published = front.published;
    draft.origin.updated = front.updated;
    draft.origin.rights = front.rights;
    draft.written_date = front.written_date;
    draft.tags = front.tags;
    draft.language = front.language;
    draft.minutes = front.minutes;
}

/// Bylines and tags at the start of the text: for what the front matter does not say.
fn read_head(parts: &mut Vec<Part>, draft: &mut Draft, context: &Context) {
    let mut at = 0;
    for _ in 0..HEAD_PARTS {
        let Some(Part { content: Content::Block(Block::Paragraph(prose)), .. }) = parts.get(at) else { return };
        let text = prose.text.clone();
        if let Some(byline) = byline::read(&text, context, Order::MonthFirst).filter(|byline| byline.certain) {
            draft.add_byline(byline, context.today);
            parts.remove(at);
        } else if let Some(tags) = tags::read(&text, context) {
            draft.tags.extend(tags);
            parts.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Takes out lines and sections that are no part of the story.
fn without_furniture(parts: Vec<Part>, context: &Context) -> Vec<Part> {
    let mut kept = Vec::with_capacity(parts.len());
    let mut next = 0;
    for at in 0..parts.len() {
        if at >= next {
            next = at + furniture(&parts[at..], context);
        }
        kept.push(at >= next);
    }
    parts.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(part, _)| part).collect()
}

/// How many of the first parts are furniture.
fn furniture(parts: &[Part], context: &Context) -> usize {
    let furniture = &context.words.furniture;
    match &parts[0].content {
        Content::Block(Block::Paragraph(prose)) => usize::from(!prose.text.is_empty() && furniture.is(&prose.text)),
        Content::Heading { text, .. } => {
            let opening = furniture.opening(&text.text);
            let blocks = parts[1..]
                .iter()
                .take(MAX_FURNITURE_BLOCKS + 1)
                .take_while(|part| heading_level(part).is_none())
                .count();
            let is_furniture = matches!(opening, Some(Opening::Contents | Opening::List | Opening::Box | Opening::Bio));
            if is_furniture && blocks <= MAX_FURNITURE_BLOCKS { blocks + 1 } else { 0 }
        }
        _ => 0,
    }
}

/// A title from the first words of a text that has none.
fn make_title(parts: &[Part], report: &mut Report) -> Option<Clean> {
    let first = parts.iter().find_map(|part| match &part.content {
        Content::Block(block) => block.texts().find(|text| !text.is_empty()).map(|text| (part.line, text)),
        Content::Heading { text, kind: None, .. } => Some((part.line, &text.text)),
        _ => None,
    });
    let (line, text) = first?;
    let sentence = text.split(". ").next().unwrap_or(text).trim_end_matches('.');
    report.warn(line, "the document has no title; its first words are taken for one");
    Some(ellipsis(sentence, MAX_MADE_TITLE, "…").as_ref().into())
}
