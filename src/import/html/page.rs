//! A whole page: the facts of its head, and the story in its body.
//!
//! Stages: `encoding` (bytes to text) → the tree → `linked`, `meta`, `markup` (what the page says of its story) →
//! `measure` and `traits` (how much text stands where, and what the boxes are called) → `story` (where it stands, what in
//! there is none of it) → the walker → `furniture` (what is told by its words) → the outline of all formats.

mod encoding;
mod facts;
mod furniture;
mod head;
mod linked;
mod measure;
mod meta;
mod story;
mod traits;

use std::borrow::Cow;

use super::Fragment;
use super::tree::Tree;
use super::walker::Walker;
use crate::article::{Image, SectionKind};
use crate::import::draft::Draft;
use crate::import::limits::{MAX_BYTES, MAX_MADE_TITLE, MAX_TITLE};
use crate::import::outline;
use crate::import::report::Report;
use crate::import::{Context, Raw};
use crate::text::repair::repair_markup;
use crate::text::width::ellipsis;
use crate::text::{Address, Clean};
use facts::Facts;
use story::{Page, Place};

/// Of the sentences that a page's data holds, its body has at least one in so many; else the data has the story.
const MIN_BODY_SHARE: usize = 2;

/// Sentences of the data that are looked for in the body.
const SAMPLE: usize = 20;

/// Letters of a sentence that stands in no other text by chance.
const MIN_SENTENCE: usize = 20;

/// The story of a page.
pub fn read(raw: &Raw, context: &Context, report: &mut Report) -> Vec<Draft> {
    let bytes = &raw.bytes[..raw.bytes.len().min(MAX_BYTES)];
    let Some(text) = encoding::text(bytes, &raw.transfer, report) else { return Vec::new() };
    if raw.bytes.len() > MAX_BYTES {
        report.warn(1, format!("the page is larger than {} MB; the rest is left out", MAX_BYTES >> 20));
    }
    if text.trim().is_empty() {
        report.error(1, "the document is empty");
        return Vec::new();
    }
    let text = match repair_markup(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(repaired) => Cow::Owned(repaired),
    };
    let tree = Tree::parse(&text);
    if tree.cut {
        report.warn(1, "the page is nested too deep or has too many elements; some are left out");
    }
    let base = base(&tree, raw);
    story(&tree, base, raw, context, report).into_iter().collect()
}

/// Where relative addresses are seen from: as the page says, else where it came from.
fn base(tree: &Tree, raw: &Raw) -> Option<Address> {
    let transfer = &raw.transfer;
    let came_from =
        transfer.address.or_else(|| Some(raw.name).filter(|name| name.contains("://"))).and_then(Address::new);
    let own = tree.all(Tree::ROOT).filter(|id| tree.name(*id) == "base").find_map(|id| tree.attribute(id, "href"));
    let own = own.and_then(|href| match &came_from {
        Some(address) => address.join(href),
        None => Address::new(href),
    });
    own.or(came_from)
}

fn story(tree: &Tree, base: Option<Address>, raw: &Raw, context: &Context, report: &mut Report) -> Option<Draft> {
    let meta = meta::read(tree, base.as_ref(), context);
    let written = head::window_title(tree);
    let headings: Vec<Clean> =
        tree.all(Tree::ROOT).filter(|id| tree.name(*id) == "h1").take(4).map(|id| Clean::from(tree.text(id))).collect();
    let names: Vec<&Clean> = headings.iter().chain(&meta.title).chain(&written).collect();
    let linked = linked::read(tree, &names, base.as_ref(), context);
    let measures = measure::measure(tree, &context.words.markup);
    let page = Page { tree, measures: &measures, context };
    let titles: Vec<&Clean> = [&linked.title, &meta.title, &written].into_iter().flatten().collect();
    let place = page.find(&titles);
    let marked = head::read(page, place, base.as_ref());
    let facts = linked.or(meta).or(marked);
    let facts = head::with_source(facts, written.as_ref(), page, place);
    let fragment = body(page, place, base.clone());
    draft(Found { facts, written, fragment, page, place }, raw, report)
}

/// The text of the story.
fn body(page: Page, place: Place, base: Option<Address>) -> Fragment {
    let mut walker = Walker::new(base, page.context);
    page.walk(place, &mut walker);
    walker.finish()
}

struct Found<'p> {
    facts: Facts,
    written: Option<Clean>,
    fragment: Fragment,
    page: Page<'p>,
    place: Place,
}

fn draft(found: Found, raw: &Raw, report: &mut Report) -> Option<Draft> {
    let Found { facts, written, fragment, page, place } = found;
    let context = page.context;
    let source = facts.source.clone();
    let Fragment { mut parts, links, images } = fragment;
    let shown = match place.title {
        Some(id) => Some(Clean::from(page.tree.text(id))),
        None => head::take_title(&mut parts, written.as_ref()),
    };
    let title = head::title(&facts, shown, written.as_ref(), source.as_deref());
    let mut draft = Draft { links, images, ..Draft::default() };
    let mut parts = furniture::without_furniture(parts, title.as_deref().unwrap_or(""), context);
    head::take_bylines(&mut parts, &mut draft, context);
    if let Some(body) = facts.body.as_deref().filter(|body| !holds(&parts, body)) {
        let whole = super::fragment(body, None, 1, context);
        parts = whole.parts;
    }
    let standfirst = head::standfirst(&mut parts, &facts, page, place);
    draft.sections = outline::sections(parts, standfirst);
    fill(&mut draft, facts, raw);
    draft.title = title.or_else(|| made_title(&draft, report))?;
    if draft.sections.iter().all(|section| section.kind != SectionKind::Other && section.text().is_empty()) {
        report.warn(1, "there is no text of a story on the page");
    }
    Some(draft)
}

/// Whether the sentences of `body` stand in `parts`.
fn holds(parts: &[outline::Part], body: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut text = String::new();
    for part in parts {
        if let outline::Content::Block(block) = &part.content {
            block.texts().for_each(|words| text.push_str(&bare(words)));
        }
    }
    let body = super::inline(body);
    let sentences =
        body.split_inclusive(['.', '!', '?', '。']).map(bare).filter(|sentence| sentence.len() >= MIN_SENTENCE);
    let sample: Vec<String> = sentences.take(SAMPLE).collect();
    let found = sample.iter().filter(|sentence| text.contains(sentence.as_str())).count();
    found * MIN_BODY_SHARE >= sample.len()
}

/// What the page says beside the text.
fn fill(draft: &mut Draft, facts: Facts, raw: &Raw) {
    let origin = &mut draft.origin;
    origin.source = facts.source.or(origin.source.take());
    if !facts.authors.is_empty() {
        origin.authors = facts.authors;
    }
    origin.url = facts.url.or_else(|| raw.transfer.address.and_then(Address::new));
    if let Some((published, written)) = facts.published {
        origin.published = Some(published);
        draft.written_date = written;
    }
    origin.updated = facts.updated.filter(|updated| Some(*updated) != origin.published);
    draft.language = facts.language;
    draft.tags = facts.tags;
    if let Some(lead) = facts.image {
        lead_image(draft, lead);
    }
}

/// The picture of the page's data comes first, unless the text has it.
fn lead_image(draft: &mut Draft, lead: Image) {
    let same = |image: &Image| image.url.is_some() && image.url == lead.url;
    match draft.images.iter_mut().find(|image| same(image)) {
        Some(known) => {
            known.caption = known.caption.take().or(lead.caption);
            known.credit = known.credit.take().or(lead.credit);
        }
        // at the end: figures in the text point to the others by number
        None => draft.images.push(lead),
    }
}

/// A title from the first words of a page that has none.
fn made_title(draft: &Draft, report: &mut Report) -> Option<Clean> {
    let text = draft
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
        .flat_map(|block| block.texts())
        .find(|text| !text.is_empty())?;
    let sentence = text.split(". ").next().unwrap_or(text).trim_end_matches('.');
    report.warn(1, "the page has no title; its first words are taken for one");
    Some(ellipsis(sentence, MAX_MADE_TITLE.min(MAX_TITLE), "…").as_ref().into())
}
