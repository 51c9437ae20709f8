//! The head of a story in the markup: headline, byline, date, topics, standfirst.

use super::facts::{Facts, date, some};
use super::story::{Page, Place};
use crate::article::{Block, Prose};
use crate::import::Context;
use crate::import::byline;
use crate::import::date::Order;
use crate::import::draft::Draft;
use crate::import::html::tree::{Id, Tree};
use crate::import::outline::{Content, Part};
use crate::import::tags;
use crate::import::vocabulary::key;
use crate::text::{Address, Clean};

/// Parts at the start of a text that may be a byline or topics.
const HEAD_PARTS: usize = 8;

/// Characters of the longest byline.
const MAX_BYLINE: u32 = 200;

/// Signs between a page's title and its site's name.
const DIVIDERS: [&str; 8] = [" | ", " - ", " – ", " — ", " · ", " :: ", " • ", " « "];

/// What the window is called.
pub fn window_title(tree: &Tree) -> Option<Clean> {
    let title = tree.all(Tree::ROOT).find(|id| tree.name(*id) == "title")?;
    some(tree.text(title))
}

/// The title: of the page's data, as shown, or of the window without the site's name.
pub fn title(facts: &Facts, shown: Option<Clean>, written: Option<Clean>, source: Option<&str>) -> Option<Clean> {
    let shown = shown.filter(|shown| !shown.is_empty());
    let named = facts.title.clone().map(|title| without_site(&title, source));
    let cut_short = |named: &Clean, shown: &Clean| {
        let start = named.trim_end_matches(['…', '.', ' ']);
        shown.len() > named.len() && shown.starts_with(start)
    };
    match (named, shown) {
        (Some(named), Some(shown)) if cut_short(&named, &shown) => Some(shown),
        (Some(named), Some(shown)) if key(&named).contains(&key(&shown)) && key(&shown).len() > 10 => Some(shown),
        (Some(named), _) => Some(named),
        (None, Some(shown)) => Some(shown),
        (None, None) => written.map(|written| without_site(&written, source)),
    }
}

/// `title` without the site's name after it or before it.
fn without_site(title: &Clean, source: Option<&str>) -> Clean {
    let Some(divider) =
        DIVIDERS.iter().filter(|divider| title.contains(**divider)).max_by_key(|divider| title.rfind(**divider))
    else {
        return title.clone();
    };
    let (rest, last) = title.rsplit_once(divider).unwrap_or((title, ""));
    let (first, after) = title.split_once(divider).unwrap_or((title, ""));
    let is_site =
        |name: &str| source.is_some_and(|source| key(source) == key(name) || key(name).contains(&key(source)));
    match () {
        () if is_site(last) => rest.into(),
        () if is_site(first) => after.into(),
        () => title.clone(),
    }
}

/// What the markup around the story says.
pub fn read(page: Page, place: Place, base: Option<&Address>) -> Facts {
    let _ = base;
    let Page { tree, context, .. } = page;
    let top = outer(page, place);
    let mut facts = Facts::default();
    for id in tree.all(top).filter(|id| !page.measures[*id].hidden) {
        if tree.name(id) == "time" && facts.published.is_none() && !page.is_furniture(id) {
            facts.published = time(page, id);
        }
        let rel = tree.attribute(id, "rel").unwrap_or("");
        let is_author = rel == "author" || tree.attribute(id, "itemprop") == Some("author");
        if is_author && page.measures[id].text < 60 {
            let name = Clean::from(tree.text(id));
            let name: Clean = name.trim_start_matches("By ").into();
            if !name.is_empty() && !facts.authors.contains(&name) {
                facts.authors.push(name);
            }
        }
        if rel.split_ascii_whitespace().any(|rel| rel == "tag") && page.measures[id].text < 40 {
            let tag = Clean::from(tree.text(id).trim().trim_start_matches('#'));
            if !tag.is_empty() && !facts.tags.contains(&tag) {
                facts.tags.push(tag);
            }
        }
    }
    if facts.published.is_none() || facts.authors.is_empty() {
        bylines(page, place, &mut facts, context);
    }
    facts
}

/// The box of the story with its head.
fn outer(page: Page, place: Place) -> Id {
    let tree = page.tree;
    tree.ancestors(place.zone).find(|id| matches!(tree.name(*id), "article" | "main" | "body")).unwrap_or(place.zone)
}

fn time(page: Page, id: Id) -> Option<(crate::article::Published, String)> {
    let written = page.tree.attribute(id, "datetime").map(str::to_owned).unwrap_or_else(|| page.tree.text(id));
    date(&written, page.context)
}

/// Lines that are called bylines, or stand around the headline and read like one.
fn bylines(page: Page, place: Place, facts: &mut Facts, context: &Context) {
    let Page { tree, measures, .. } = page;
    for id in tree.all(place.zone) {
        let measure = &measures[id];
        if measure.hidden || !measure.traits.byline || !(1..=MAX_BYLINE).contains(&measure.text) {
            continue;
        }
        let text = Clean::from(spaced(tree, id));
        if let Some(byline) = byline::read(&text, context, Order::MonthFirst) {
            if facts.authors.is_empty() {
                facts.authors = byline.authors.clone();
            }
            if facts.published.is_none() {
                let stamp = byline.published.filter(|stamp| stamp.year.is_some());
                facts.published = stamp.and_then(|stamp| {
                    stamp.published(stamp.year_near(None, context.today)).map(|date| (date, format!("{stamp:?}")))
                });
            }
        }
    }
}

/// The text of an element, its boxes apart.
fn spaced(tree: &Tree, id: Id) -> String {
    let mut text = String::new();
    for id in tree.all(id) {
        if let crate::import::html::tree::Content::Text(piece) = &tree.node(id).content {
            text.push_str(piece);
        } else if tree.tag(id).is_block() {
            text.push(' ');
        }
    }
    text
}

/// Takes bylines and topics off the start of the text.
pub fn take_bylines(parts: &mut Vec<Part>, draft: &mut Draft, context: &Context) {
    let mut at = 0;
    for _ in 0..HEAD_PARTS {
        let Some(Part { content: Content::Block(Block::Paragraph(prose)), .. }) = parts.get(at) else { return };
        let text = prose.text.clone();
        if let Some(byline) = byline::read(&text, context, Order::MonthFirst).filter(|byline| byline.certain) {
            let origin = &mut draft.origin;
            if let Some(date) = byline.date().filter(|_| origin.published.is_none()) {
                origin.published = date.published(date.year_near(None, context.today));
                draft.written_date = format!("{date:?}");
            }
            if origin.authors.is_empty() {
                origin.authors = byline.authors;
            }
            origin.source = origin.source.take().or(byline.source);
            draft.minutes = draft.minutes.or(byline.minutes);
            parts.remove(at);
        } else if let Some(tags) = tags::read(&text, context) {
            draft.tags.extend(tags);
            parts.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Whether the first paragraph is set off as a standfirst.
pub fn standfirst(parts: &mut [Part], facts: &Facts, page: Page, place: Place) -> bool {
    let _ = (page, place);
    let Some(Part { content: Content::Block(Block::Paragraph(Prose { text, .. })), .. }) = parts.first() else {
        return false;
    };
    facts.description.as_ref().is_some_and(|description| key(description) == key(text))
}
