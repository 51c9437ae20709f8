//! Boxes in a story that are none of it: told by their links, their neighbours, their headings.

use super::measure::share;
use super::story::Page;
use crate::article::SectionKind;
use crate::import::html::tag::{Kind, Listing};
use crate::import::html::tree::{Content, Id};
use crate::import::vocabulary::{Opening, ends_sentence};
use crate::text::Clean;

/// Of a list, a box or a line this share is in links where it is for going elsewhere.
const MIN_LINK_SHARE: f32 = 0.6;

/// Boxes side by side that look the same and lead elsewhere are no part of the story, from this many on.
const MIN_CARDS: usize = 3;

/// Characters of the longest line that says who and when.
const MAX_BYLINE: u32 = 120;

/// Characters of the longest heading of a box.
const MAX_HEADING: u32 = 80;

/// Paragraphs, headings and lists side by side that make a text.
const MIN_PARAGRAPHS: usize = 4;

/// Boxes on either side that are looked at for being of the same kind, with the blanks between them.
const NEIGHBOURS: usize = 12;

/// Characters of the longest text in one of several boxes that lead elsewhere.
const MAX_CARD: u32 = 320;

/// Characters of the longest text in a box that asks for something.
const MAX_OFFER: u32 = 220;

/// Of the story, a box with more than this share of it is not left out for its heading.
const MAX_BOX_SHARE: f32 = 0.35;

impl Page<'_> {
    /// A box beside the story that belongs to it: `TL;DR`.
    pub fn opens_known_section(self, id: Id) -> Option<SectionKind> {
        let Page { tree, measures, .. } = self;
        let measure = &measures[id];
        let is_site = measure.traits.replies || matches!(tree.name(id), "nav" | "footer" | "form");
        let first = self.first_block(id).filter(|first| *first != id && measures[*first].text <= MAX_HEADING);
        first
            .filter(|_| !is_site && measure.link_share() < MIN_LINK_SHARE / 2.0)
            .and_then(|first| self.known_kind(first))
    }

    /// A line that says who or when and no sentence.
    pub fn is_byline(self, id: Id) -> bool {
        let Page { tree, measures, .. } = self;
        let measure = &measures[id];
        let tag = tree.tag(id);
        let is_plain = tag.is_block() && matches!(tag.kind(), Kind::Block);
        is_plain && measure.traits.byline && measure.mass == 0 && (1..=MAX_BYLINE).contains(&measure.text)
    }

    /// A list or box of links.
    pub fn leads_elsewhere(self, id: Id) -> bool {
        let Page { tree, measures, .. } = self;
        let measure = &measures[id];
        let kind = tree.tag(id).kind();
        if !tree.tag(id).is_block()
            || measure.text == 0
            || matches!(kind, Kind::Heading(_) | Kind::Table(_) | Kind::Figure | Kind::Caption | Kind::Preformatted)
        {
            return false;
        }
        if measure.link_share() < MIN_LINK_SHARE || measure.mass * 4 > measure.text {
            return false;
        }
        match kind {
            Kind::List(Listing::Terms) | Kind::Item => false,
            Kind::List(_) => !self.is_plain_list(id),
            _ => !self.is_plain_sentence(id),
        }
    }

    /// A paragraph without a class that is a sentence, much of it linked: the author's.
    fn is_plain_sentence(self, id: Id) -> bool {
        let is_plain = self.tree.name(id) == "p" && self.tree.attribute(id, "class").is_none();
        is_plain && self.measures[id].links < self.measures[id].text && ends_sentence(self.tree.text(id).trim_end())
    }

    /// A box that asks for something: a line over it, few words, and a field or a button.
    pub fn is_offer(self, id: Id) -> bool {
        let Page { tree, measures, .. } = self;
        let measure = &measures[id];
        let is_box = matches!(tree.name(id), "div" | "section" | "form" | "fieldset") && !measure.traits.story;
        if !is_box || !measure.asks || !(1..=MAX_OFFER).contains(&measure.text) || self.twins(id, |_| true) > 0 {
            return false;
        }
        let quotes = tree.all(id).any(|id| matches!(tree.tag(id).kind(), Kind::Quote));
        !quotes && self.first_block(id).is_some_and(|first| first == id || measures[first].text <= MAX_HEADING)
    }

    /// How many of the boxes beside it have its name and class, and `are`.
    fn twins(self, id: Id, are: impl Fn(&Id) -> bool) -> usize {
        let tree = self.tree;
        let (name, class) = (tree.name(id), tree.attribute(id, "class"));
        let same = |other: &Id| tree.name(*other) == name && tree.attribute(*other, "class") == class;
        let after = std::iter::successors(tree.next(id), |id| tree.next(*id)).take(NEIGHBOURS);
        let before = std::iter::successors(tree.previous(id), |id| tree.previous(*id)).take(NEIGHBOURS);
        if class.is_none() { 0 } else { after.chain(before).filter(same).filter(are).count() }
    }

    /// A list of links between paragraphs, in no box of its own and without a class: the author's, not the site's.
    fn is_plain_list(self, id: Id) -> bool {
        let Page { tree, measures, .. } = self;
        let named = ["class", "id", "role"].iter().any(|name| tree.attribute(id, name).is_some());
        let Some(parent) = tree.parent(id).filter(|_| !named) else { return false };
        let is_text = |id: &Id| matches!(tree.name(*id), "p" | "h2" | "h3" | "h4" | "ul" | "ol" | "blockquote" | "pre");
        let around = tree.children(parent).filter(is_text).take(MIN_PARAGRAPHS).count();
        let within = || tree.all(id).filter(|id| tree.name(*id) == "a").filter_map(|id| tree.attribute(id, "href"));
        let leads_out = within().any(|href| !href.starts_with('#'));
        let above = std::iter::successors(tree.previous(id), |id| tree.previous(*id)).find(|id| measures[*id].text > 0);
        let opens = above
            .filter(|above| measures[*above].text <= MAX_HEADING)
            .is_some_and(|above| self.context.words.furniture.opening(&Clean::from(tree.text(above))).is_some());
        around >= MIN_PARAGRAPHS && leads_out && !opens && measures[parent].pure > 0
    }

    /// One of several boxes that look the same, each with a link and little text.
    pub fn is_card(self, id: Id) -> bool {
        let Page { tree, measures, .. } = self;
        if !matches!(tree.name(id), "div" | "article" | "section" | "li" | "a") {
            return false;
        }
        let leads = |other: &Id| {
            let measure = &measures[*other];
            measure.links > 0 && measure.link_share() > 0.2 && measure.text <= MAX_CARD
        };
        leads(&id) && self.twins(id, leads) + 1 >= MIN_CARDS
    }

    /// A box that begins with a heading for something else: `Read more`, `About the author`.
    pub fn is_other_box(self, id: Id, core: Id) -> bool {
        let Page { tree, measures, context } = self;
        let core = &measures[core];
        if !tree.tag(id).is_block() || share(measures[id].pure, core.pure) > MAX_BOX_SHARE || measures[id].text == 0 {
            return false;
        }
        let Some(first) = self.first_block(id) else { return false };
        if first == id || measures[first].text > MAX_HEADING {
            return false;
        }
        let text = Clean::from(tree.text(first));
        matches!(
            context.words.furniture.opening(&text),
            Some(Opening::Box | Opening::List | Opening::Bio | Opening::Contents | Opening::Nearby)
        )
    }

    /// The first box in `id` with text of its own.
    fn first_block(self, id: Id) -> Option<Id> {
        let Page { tree, measures, .. } = self;
        let text =
            tree.all(id).find(|id| matches!(tree.node(*id).content, Content::Text(_)) && measures[*id].text > 0)?;
        tree.ancestors(text).find(|outer| tree.tag(*outer).is_block() || *outer == id)
    }
}
