//! Pages that hold no story but lead to some: front pages, lists. Their headlines are what there is to read.

use std::collections::HashSet;

use super::story::Page;
use crate::article::{Block, Link, Marker, Prose, Section, SectionKind, Span, SpanStyle};
use crate::import::html::Fragment;
use crate::import::html::tree::{Id, Tree};
use crate::import::outline::{Content, Part};
use crate::text::{Address, Clean};

/// Words of a headline; links with fewer lead to parts of the site.
const MIN_WORDS: usize = 4;

/// Bytes of a headline in a script that sets no blanks between words.
const MIN_IDEOGRAPHIC: usize = 24;

/// Headlines of a page that is a list of them.
const MIN_HEADLINES: usize = 5;

/// Headlines that are listed.
const MAX_HEADLINES: usize = 200;

/// Characters beyond those of teasers on a page whose story is in its links.
const MAX_SENTENCES: u32 = 200;

/// The headlines of a page that has little else.
pub fn read(page: Page, core: Id, base: Option<&Address>) -> Option<Fragment> {
    if page.measures[core].pure > MAX_SENTENCES {
        return None;
    }
    let mut listed = Fragment::default();
    let mut seen: HashSet<Address> = HashSet::new();
    let links = page.tree.all(Tree::ROOT).filter(|id| page.tree.name(*id) == "a" && !page.measures[*id].hidden);
    for id in links {
        let Some(link) = headline(page, id, base).filter(|link| !seen.contains(&link.url)) else { continue };
        seen.insert(link.url.clone());
        let line = page.tree.node(id).line as usize;
        let span = Span { range: 0..link.text.len(), style: SpanStyle::Link(link.url.clone()) };
        let prose = Prose { text: link.text.clone(), spans: vec![span] };
        listed.parts.push(Part::block(line, Block::Item { depth: 0, marker: Marker::Bullet, prose }));
        listed.links.push(link);
        if listed.links.len() == MAX_HEADLINES {
            break;
        }
    }
    (listed.links.len() >= MIN_HEADLINES).then_some(listed)
}

/// The headlines as what there is of a story.
pub fn section(parts: Vec<Part>) -> Section {
    let blocks = parts.into_iter().filter_map(|part| match part.content {
        Content::Block(block) => Some(block),
        Content::Heading { .. } | Content::Cut => None,
    });
    Section { blocks: blocks.collect(), ..Section::new(SectionKind::Body) }
}

/// The headline that a link has, if it has one.
fn headline(page: Page, id: Id, base: Option<&Address>) -> Option<Link> {
    let href = page.tree.attribute(id, "href").filter(|href| !href.starts_with('#'))?;
    let url = base.map_or_else(|| Address::new(href), |base| base.join(href))?;
    let text = Clean::from(page.tree.text(id));
    let is_long = text.split(' ').count() >= MIN_WORDS || (!text.is_ascii() && text.len() >= MIN_IDEOGRAPHIC);
    (is_long && !page.context.words.furniture.is(&text)).then(|| Link::new(text, url))
}
