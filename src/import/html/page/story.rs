//! Where on a page the story stands, and its headline.

use super::measure::{Measure, share};
use crate::article::SectionKind;
use crate::import::Context;
use crate::import::html::tag::{Kind, Piece};
use crate::import::html::tree::{Id, Tree};
use crate::import::vocabulary::key;
use crate::text::Clean;

/// Of the sentences in a box, this share is in one of the boxes in it where that one is the story.
const MIN_SHARE: f32 = 0.85;

/// Of the sentences in the story, this share is in the box that is called so.
const MIN_NAMED_SHARE: f32 = 0.6;

/// What a box with the headline says at least where the story is in it, in the characters of [`Measure::pure`].
/// Where it has several paragraphs, less will do: one may be a standfirst.
const MIN_OWN: u32 = 100;
const MIN_SEVERAL: u32 = 60;

/// As much of what the page says is in the box with the headline, where the story is in it. Readers, teasers and the
/// small print under a short story say more than it does.
const MIN_OWN_SHARE: f32 = 0.15;

/// A box that says so many times more than the one with the headline is the story, and that one its head.
const MAX_OUTWEIGHED: f32 = 3.0;

/// Boxes after one with the headline that are looked at for being parts of the same text.
const MAX_STACK: usize = 40;

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
        let core = title.and_then(|title| self.around(title, body)).map_or(core, |own| self.core(own));
        let zone = title.map_or(core, |title| self.common(title, core));
        Place { title, core, zone }
    }

    fn body(self) -> Id {
        let html = self.tree.children(Tree::ROOT).find(|id| self.tree.name(*id) == "html").unwrap_or(Tree::ROOT);
        self.tree.children(html).find(|id| self.tree.name(*id) == "body").unwrap_or(html)
    }

    /// The smallest box with the headline that says enough to be the story.
    fn around(self, title: Id, body: Id) -> Option<Id> {
        let enough = |id: &Id| {
            let Measure { pure, paragraphs, .. } = self.measures[*id];
            (pure >= MIN_OWN || paragraphs > 1 && pure >= MIN_SEVERAL) && self.tree.name(*id) != "header"
        };
        let own = self.tree.ancestors(title).take_while(|id| *id != body).find(enough)?;
        let Measure { pure, paragraphs, traits, .. } = self.measures[own];
        // a single paragraph may be a standfirst
        let limit = if paragraphs > 1 { MAX_OUTWEIGHED } else { 1.0 };
        let outweighs = |id: Id| !self.measures[id].in_furniture && self.measures[id].pure as f32 > pure as f32 * limit;
        let is_head = !traits.story && self.boxes_after(own, body).any(outweighs);
        let own = self.stack(own, body);
        (!is_head && share(pure, self.measures[body].pure) >= MIN_OWN_SHARE).then_some(own)
    }

    /// A letter is a stack of tables, each with a part of the text: the box with all of those around `own`.
    fn stack(self, own: Id, body: Id) -> Id {
        let says = |id: &Id| self.tree.name(*id) == "table" && self.measures[*id].pure > 0 && self.leads_nowhere(*id);
        let is_stacked = |id: &Id| {
            let after = std::iter::successors(self.tree.next(*id), |id| self.tree.next(*id));
            self.tree.name(*id) == "table" && after.take(MAX_STACK).any(|id| says(&id))
        };
        let inner = std::iter::once(own).chain(self.tree.ancestors(own)).take_while(|id| *id != body);
        inner.filter(is_stacked).last().and_then(|table| self.tree.parent(table)).unwrap_or(own)
    }

    fn leads_nowhere(self, id: Id) -> bool {
        !self.measures[id].in_furniture && self.measures[id].link_share() < 0.3
    }

    /// What follows a box and those around it, up to `body`.
    fn boxes_after(self, id: Id, body: Id) -> impl Iterator<Item = Id> {
        let outer = std::iter::once(id).chain(self.tree.ancestors(id).take_while(move |outer| *outer != body));
        outer.flat_map(move |outer| std::iter::successors(self.tree.next(outer), move |id| self.tree.next(*id)))
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
        let pieces: Vec<String> = titles.iter().flat_map(|title| super::naming::pieces(title)).map(key).collect();
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
            let is_box = |id: &Id| self.is_box(*id) && level(id) == 9;
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
        let text = || self.tree.all(core).find(|id| self.measures[*id].starts_story());
        let is_like = |id: &Id| titles.iter().any(|title| super::naming::share_words(&self.tree.text(*id), title));
        let above = || {
            let text = text()?;
            headings().take_while(|id| *id < text).filter(|id| is_inside(id) && level(id) <= 2).find(is_like)
        };
        by_words
            .or_else(|| others(&says))
            .or_else(by_piece)
            .or_else(|| others(&is_piece))
            .or_else(in_core)
            .or_else(above)
            .or(first)
    }

    /// Whether what is in it stands apart from what is around it: boxes, and the cells of tables.
    pub fn is_box(self, id: Id) -> bool {
        let tag = self.tree.tag(id);
        tag.is_block() || matches!(tag.kind(), Kind::Table(Piece::Cell(_)))
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
