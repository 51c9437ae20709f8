//! Where on a page the story stands, and its headline.

use super::measure::{Measure, share};
use crate::article::SectionKind;
use crate::import::Context;
use crate::import::html::tag::Kind;
use crate::import::html::tree::{Id, Tree};
use crate::import::vocabulary::key;
use crate::text::Clean;

/// Of the sentences in a box, this share is in one of the boxes in it where that one is the story.
const MIN_SHARE: f32 = 0.85;

/// Of the sentences in the story, this share is in the box that is called so.
const MIN_NAMED_SHARE: f32 = 0.6;

/// Characters of the sentences in the box around the headline, and their share of the page's, where it is the story's.
const MIN_OWN: u32 = 300;
const MIN_OWN_SHARE: f32 = 0.2;

/// Characters of the longest headline.
const MAX_TITLE: u32 = 300;

/// A page and what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Page<'p> {
    /// The page.
    pub tree: &'p Tree,
    /// By node.
    pub measures: &'p [Measure],
    /// The words that pages are made of.
    pub context: &'p Context<'p>,
}

/// Where the story stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The headline.
    pub title: Option<Id>,
    /// The smallest box with nearly all of the text.
    pub core: Id,
    /// A box with headline and text.
    pub zone: Id,
}

impl<'p> Page<'p> {
    /// Finds the story; `titles` are what the page is called in its data.
    pub fn find(self, titles: &[&Clean]) -> Place {
        let body = self.body();
        let core = self.core(body);
        let title = self.title(body, core, titles);
        let core = title.and_then(|title| self.story_of(title, body)).map_or(core, |own| self.core(own));
        let zone = title.map_or(core, |title| self.common(title, core));
        Place { title, core, zone }
    }

    fn body(self) -> Id {
        let html = self.tree.children(Tree::ROOT).find(|id| self.tree.name(*id) == "html").unwrap_or(Tree::ROOT);
        self.tree.children(html).find(|id| self.tree.name(*id) == "body").unwrap_or(html)
    }

    /// Of several stories on a page, the one in whose box the headline stands, if much of the text does.
    fn story_of(self, title: Id, body: Id) -> Option<Id> {
        let is_story = |id: &Id| self.measures[*id].traits.story && self.measures[*id].pure >= MIN_OWN;
        let own = self.tree.ancestors(title).find(is_story)?;
        (share(self.measures[own].pure, self.measures[body].pure) >= MIN_OWN_SHARE).then_some(own)
    }

    /// Goes down as long as one box holds nearly everything; a box that is called the story may hold less.
    fn core(self, body: Id) -> Id {
        let mut at = body;
        while let Some(next) = self.heaviest(at) {
            if share(self.measures[next].pure, self.measures[at].pure) < MIN_SHARE {
                break;
            }
            at = next;
        }
        let enough = self.measures[at].pure as f32 * MIN_NAMED_SHARE;
        let named = |id: &Id| self.measures[*id].traits.story && !self.measures[*id].hidden;
        let heavy = |id: &Id| self.measures[*id].pure as f32 >= enough && self.measures[*id].pure > 0;
        let inner = self.tree.all(at).filter(named).filter(heavy).last();
        inner.filter(|_| !self.has_sections_around(at)).unwrap_or(at)
    }

    /// Whether known sections (`TL;DR`) stand side by side in this box.
    fn has_sections_around(self, at: Id) -> bool {
        let known = |id: &Id| matches!(self.tree.tag(*id).kind(), Kind::Heading(_)) && self.known(*id);
        self.tree.all(at).filter(known).count() >= 2
    }

    /// Whether it is the heading of a known section.
    pub fn known(self, heading: Id) -> bool {
        self.known_kind(heading).is_some()
    }

    /// The kind of section that a heading opens, if it is a known one.
    pub fn known_kind(self, heading: Id) -> Option<SectionKind> {
        let is_line = (1..=MAX_TITLE).contains(&self.measures[heading].text);
        self.context.words.heading(self.tree.text(heading).trim()).filter(|_| is_line)
    }

    fn heaviest(self, at: Id) -> Option<Id> {
        let holds = |id: &Id| {
            let kind = self.tree.tag(*id).kind();
            let is_text = self.tree.name(*id) == "p"
                || matches!(kind, Kind::Quote | Kind::List(_) | Kind::Preformatted | Kind::Item);
            !is_text && !self.measures[*id].traits.furniture
        };
        self.tree
            .children(at)
            .filter(holds)
            .max_by_key(|id| self.measures[*id].pure)
            .filter(|id| self.measures[*id].pure > 0)
    }

    /// The headline: what has the words of the title in the page's data, first of all a heading; else the only `h1`.
    fn title(self, body: Id, core: Id, titles: &[&Clean]) -> Option<Id> {
        let titles: Vec<String> = titles.iter().map(|title| key(title)).filter(|title| !title.is_empty()).collect();
        let pieces: Vec<String> = titles.iter().flat_map(|title| super::head::pieces(title)).map(key).collect();
        let short = |id: &Id| {
            let measure = &self.measures[*id];
            !measure.hidden && (1..=MAX_TITLE).contains(&measure.text)
        };
        let says = |id: &Id| {
            let text = self.line_key(*id);
            titles.iter().any(|title| *title == text || (text.len() > 20 && title.starts_with(&text)))
        };
        let is_piece = |id: &Id| pieces.contains(&self.line_key(*id));
        let level = |id: &Id| match self.tree.tag(*id).kind() {
            Kind::Heading(level) => level,
            _ => 9,
        };
        let headings = || self.tree.all(body).filter(|id| level(id) < 7).filter(short);
        let by_words = headings().filter(says).min_by_key(level);
        let others = |wanted: &dyn Fn(&Id) -> bool| {
            let is_box = |id: &Id| self.tree.tag(*id).is_block() && level(id) == 9;
            self.tree
                .all(body)
                .filter(is_box)
                .filter(short)
                .filter(|id| self.measures[*id].link_share() < 0.5)
                .filter(|id| wanted(id))
                .last()
        };
        let mut firsts = headings().filter(|id| level(id) == 1 && !self.measures[*id].in_furniture);
        let first = firsts.next();
        let in_core = || headings().find(|id| level(id) == 1 && self.tree.ancestors(*id).any(|outer| outer == core));
        let is_inside = |id: &Id| self.tree.ancestors(*id).any(|outer| outer == core);
        let by_piece = || headings().filter(is_piece).min_by_key(|id| (!is_inside(id), level(id)));
        by_words.or_else(|| others(&says)).or_else(by_piece).or_else(|| others(&is_piece)).or_else(in_core).or(first)
    }

    /// The text of a line as phrases are compared.
    fn line_key(self, id: Id) -> String {
        key(self.tree.text(id).split_whitespace().collect::<Vec<_>>().join(" ").as_str())
    }

    fn common(self, one: Id, other: Id) -> Id {
        let outer: Vec<Id> = std::iter::once(one).chain(self.tree.ancestors(one)).collect();
        std::iter::once(other).chain(self.tree.ancestors(other)).find(|id| outer.contains(id)).unwrap_or(other)
    }
}
