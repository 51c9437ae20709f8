//! A whole page: the facts of its head, and the story in its body.
//!
//! Stages: `encoding` (bytes to text) → the tree → `linked`, `meta`, `markup` (what the page says of its story) →
//! `measure` and `traits` (how much text stands where, and what the boxes are called) → `story` (where it stands, what in
//! there is none of it) → the walker → `furniture` (what is told by its words) → the outline of all formats.

mod draft;
mod encoding;
mod facts;
mod furniture;
mod head;
mod linked;
mod listing;
mod measure;
mod meta;
mod story;
mod traits;

use std::borrow::Cow;

use super::tree::Tree;
use super::walker::Walker;
use crate::import::draft::Draft;
use crate::import::limits::MAX_BYTES;
use crate::import::report::Report;
use crate::import::{Context, Raw};
use crate::text::repair::repair_markup;
use crate::text::{Address, Clean};
use draft::Found;
use story::Page;

/// The story of a page.
pub fn read(raw: &Raw, context: &Context, report: &mut Report) -> Option<Vec<Draft>> {
    let bytes = &raw.bytes[..raw.bytes.len().min(MAX_BYTES)];
    let text = encoding::text(bytes, &raw.transfer, report)?;
    if raw.bytes.len() > MAX_BYTES {
        report.warn(1, format!("the page is larger than {} MB; the rest is left out", MAX_BYTES >> 20));
    }
    if text.trim().is_empty() {
        report.error(1, "the document is empty");
        return None;
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
    let draft = story(&tree, base, raw, context, report);
    if draft.is_none() {
        report.error(1, "there is no text on the page");
    }
    Some(draft.into_iter().collect())
}

/// Where relative addresses are seen from: as the page says, else where it came from or says that it is.
fn base(tree: &Tree, raw: &Raw) -> Option<Address> {
    let transfer = &raw.transfer;
    let came_from =
        transfer.address.or_else(|| Some(raw.name).filter(|name| name.contains("://"))).and_then(Address::new);
    let own = tree.all(Tree::ROOT).filter(|id| tree.name(*id) == "base").find_map(|id| tree.attribute(id, "href"));
    let own = own.and_then(|href| match &came_from {
        Some(address) => address.join(href),
        None => Address::new(href),
    });
    let canonical = || meta::canonical(tree).and_then(Address::new);
    own.or(came_from).or_else(canonical)
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
    let mut walker = Walker::new(base.clone(), context);
    let standfirst = page.walk(place, &mut walker);
    let fragment = walker.finish();
    draft::draft(Found { facts, written, fragment, standfirst, page, place, base }, raw, report)
}
