//! Where on a page the story stands, and what in there is none of it.

use super::measure::{Measure, share};
use crate::import::Context;
use crate::import::html::tag::{Kind, Listing};
use crate::import::html::tree::{Content, Id, Tree};
use crate::import::html::walker::Walker;
use crate::import::vocabulary::{Opening, key};
use crate::text::Clean;

/// Of the sentences in a box, this share is in one of the boxes in it where that one is the story.
const MIN_SHARE: f32 = 0.85;

/// Of the sentences in the story, this share is in the box that is called so.
const MIN_NAMED_SHARE: f32 = 0.6;

/// Of a list, a box or a line this share is in links where it is for going elsewhere.
const MIN_LINK_SHARE: f32 = 0.6;

/// Boxes side by side that look the same and lead elsewhere are no part of the story, from this many on.
const MIN_CARDS: usize = 3;

/// Of the text around a story, no more than this share stands before its headline.
const MAX_BEFORE_TITLE: f32 = 0.4;

/// Characters of the longest standfirst.
const MAX_STANDFIRST: u32 = 500;

/// Characters of the longest headline.
const MAX_TITLE: u32 = 300;

/// Boxes on either side that are looked at for being of the same kind, with the blanks between them.
const NEIGHBOURS: usize = 12;

/// Characters of the longest text in one of several boxes that lead elsewhere.
const MAX_CARD: u32 = 320;

/// Of the story, a box with more than this share of it is not left out for its heading.
const MAX_BOX_SHARE: f32 = 0.35;

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
        let zone = title.map_or(core, |title| self.common(title, core));
        Place { title, core, zone }
    }

    fn body(self) -> Id {
        let html = self.tree.children(Tree::ROOT).find(|id| self.tree.name(*id) == "html").unwrap_or(Tree::ROOT);
        self.tree.children(html).find(|id| self.tree.name(*id) == "body").unwrap_or(html)
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

    fn known(self, heading: Id) -> bool {
        let text = self.tree.text(heading);
        text.len() < 200 && self.context.words.heading(text.trim()).is_some()
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
        let mut firsts = headings().filter(|id| level(id) == 1 && !self.is_furniture(*id));
        let first = firsts.next();
        let in_core = || headings().find(|id| level(id) == 1 && self.tree.ancestors(*id).any(|outer| outer == core));
        let by_piece = || headings().filter(is_piece).min_by_key(level);
        by_words.or_else(|| others(&says)).or_else(by_piece).or_else(|| others(&is_piece)).or_else(in_core).or(first)
    }

    /// The text of a line as phrases are compared.
    fn line_key(self, id: Id) -> String {
        key(self.tree.text(id).split_whitespace().collect::<Vec<_>>().join(" ").as_str())
    }

    /// Whether it stands in something that is no part of the story.
    pub fn is_furniture(self, id: Id) -> bool {
        self.measures[id].traits.furniture || self.tree.ancestors(id).any(|outer| self.measures[outer].traits.furniture)
    }

    /// Whether it stands in what readers write.
    pub fn is_replies(self, id: Id) -> bool {
        self.measures[id].traits.replies || self.tree.ancestors(id).any(|outer| self.measures[outer].traits.replies)
    }

    fn common(self, one: Id, other: Id) -> Id {
        let outer: Vec<Id> = std::iter::once(one).chain(self.tree.ancestors(one)).collect();
        std::iter::once(other).chain(self.tree.ancestors(other)).find(|id| outer.contains(id)).unwrap_or(other)
    }

    /// Whether little of the story stands before its headline.
    fn leads(self, place: Place) -> bool {
        let Some(title) = place.title else { return false };
        let before = self.tree.all(place.zone).take_while(|id| *id != title);
        let texts =
            before.filter(|id| matches!(self.tree.node(*id).content, Content::Text(_)) && !self.measures[*id].hidden);
        let said: u32 = texts.map(|id| self.measures[id].text).sum();
        share(said, self.measures[place.zone].text) < MAX_BEFORE_TITLE
    }

    /// Reads the story into `walker`; whether it begins with a standfirst.
    pub fn walk(self, place: Place, walker: &mut Walker) -> bool {
        let mut reader = Reader {
            page: self,
            place,
            past_title: place.title.is_none(),
            in_core: false,
            past_core: false,
            title_leads: self.leads(place),
            standfirst: None,
        };
        let mut ends: Vec<Id> = Vec::new();
        let mut at = Some(place.zone);
        while let Some(id) = at {
            let enters = reader.enter(id, walker);
            let inner = self.tree.children(id).next().filter(|_| enters);
            if enters && !self.tree.tag(id).is_void() && matches!(self.tree.node(id).content, Content::Element(..)) {
                ends.push(id);
            }
            at = inner.or_else(|| {
                let mut last = id;
                loop {
                    if ends.last() == Some(&last) {
                        ends.pop();
                        walker.close();
                        reader.leave(last);
                    }
                    if last == place.zone {
                        return None;
                    }
                    if let Some(next) = self.tree.next(last) {
                        return Some(next);
                    }
                    last = self.tree.parent(last)?;
                }
            });
        }
        reader.standfirst == Some(true)
    }
}

/// Decides what is read.
struct Reader<'p> {
    page: Page<'p>,
    place: Place,
    past_title: bool,
    in_core: bool,
    past_core: bool,
    /// The headline stands over the story.
    title_leads: bool,
    /// Whether the first paragraph is set off, once there is one.
    standfirst: Option<bool>,
}

impl Reader<'_> {
    /// Opens the element in the walker or gives it the text; whether what is in it is to be read.
    fn enter(&mut self, id: Id, walker: &mut Walker) -> bool {
        let Page { tree, .. } = self.page;
        let node = tree.node(id);
        walker.at(node.line as usize);
        if Some(id) == self.place.title {
            self.past_title = true;
            return false;
        }
        if id == self.place.core {
            self.in_core = true;
        }
        match &node.content {
            Content::Text(text) => {
                if self.reads_text() {
                    if self.standfirst.is_none() && self.page.measures[id].text > 0 {
                        self.standfirst = Some(self.is_standfirst(id));
                    }
                    walker.text(text);
                }
                false
            }
            Content::Nothing => true,
            Content::Element(tag, ..) => {
                if self.leaves_out(id) {
                    if tag.is_block() {
                        walker.paragraph_break();
                    }
                    return false;
                }
                let tag = if tree.name(id) == "amp-img" { crate::import::html::tag::Tag::new("img") } else { *tag };
                if tag.is_void() {
                    walker.void(tag, tree.attributes(id));
                } else {
                    walker.open(tag, tree.attributes(id));
                }
                !tag.is_void()
            }
        }
    }

    /// Whether a text stands in a box that is called so, itself or its parents up to the story.
    fn is_standfirst(&self, id: Id) -> bool {
        let Page { tree, measures, .. } = self.page;
        let mut boxes = tree.ancestors(id).take_while(|outer| *outer != self.place.core && *outer != self.place.zone);
        boxes.any(|outer| measures[outer].traits.standfirst && measures[outer].text <= MAX_STANDFIRST)
    }

    fn leave(&mut self, id: Id) {
        if id == self.place.core {
            self.in_core = false;
            self.past_core = true;
        }
    }

    fn reads_text(&self) -> bool {
        self.in_core || self.past_title
    }

    fn leaves_out(&self, id: Id) -> bool {
        let Page { tree, measures, .. } = self.page;
        let measure = &measures[id];
        let holds = |inner: Id| inner == id || tree.ancestors(inner).any(|outer| outer == id);
        if measure.hidden {
            return true;
        }
        if holds(self.place.core) || self.place.title.is_some_and(holds) {
            return false;
        }
        if !self.in_core {
            return !self.past_title || self.is_outside(id);
        }
        if !self.past_title && self.title_leads {
            return true;
        }
        measure.traits.furniture || self.leads_elsewhere(id) || self.is_card(id) || self.is_other_box(id)
    }

    /// Whether something between headline and story, or after it, does not belong to it.
    fn is_outside(&self, id: Id) -> bool {
        let Page { tree, measures, context } = self.page;
        let measure = &measures[id];
        if matches!(tree.tag(id).kind(), Kind::Figure) || measure.traits.picture {
            return self.past_core || measure.traits.furniture || measure.traits.byline;
        }
        let known = tree.all(id).any(|id| matches!(tree.tag(id).kind(), Kind::Heading(_)) && self.page.known(id));
        if known && !measure.traits.furniture {
            return false;
        }
        let _ = context;
        let inner = measure.traits.standfirst || tree.ancestors(id).any(|outer| measures[outer].traits.standfirst);
        self.past_core || measure.traits.furniture || !inner
    }

    /// A list or box of links.
    fn leads_elsewhere(&self, id: Id) -> bool {
        let Page { tree, measures, .. } = self.page;
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
            Kind::List(Listing::Terms) => false,
            Kind::Item => false,
            _ => true,
        }
    }

    /// One of several boxes that look the same, each with a link and little text.
    fn is_card(&self, id: Id) -> bool {
        let Page { tree, measures, .. } = self.page;
        let class = tree.attribute(id, "class");
        let name = tree.name(id);
        if class.is_none() || !matches!(name, "div" | "article" | "section" | "li" | "a") {
            return false;
        }
        let same = |other: &Id| tree.name(*other) == name && tree.attribute(*other, "class") == class;
        let leads = |other: &Id| {
            let measure = &measures[*other];
            measure.links > 0 && measure.link_share() > 0.2 && measure.text <= MAX_CARD
        };
        let after = std::iter::successors(tree.next(id), |id| tree.next(*id)).take(NEIGHBOURS);
        let before = std::iter::successors(tree.previous(id), |id| tree.previous(*id)).take(NEIGHBOURS);
        leads(&id) && after.chain(before).filter(same).filter(leads).count() + 1 >= MIN_CARDS
    }

    /// A box that begins with a heading for something else: `Read more`, `About the author`.
    fn is_other_box(&self, id: Id) -> bool {
        let Page { tree, measures, context } = self.page;
        let core = &measures[self.place.core];
        if !tree.tag(id).is_block() || share(measures[id].pure, core.pure) > MAX_BOX_SHARE || measures[id].text == 0 {
            return false;
        }
        let Some(first) = self.first_block(id) else { return false };
        if first == id || measures[first].text > 80 {
            return false;
        }
        let text = Clean::from(tree.text(first));
        matches!(
            context.words.furniture.opening(&text),
            Some(Opening::Box | Opening::List | Opening::Bio | Opening::Contents | Opening::Nearby)
        )
    }

    /// The first box in `id` with text of its own.
    fn first_block(&self, id: Id) -> Option<Id> {
        let Page { tree, measures, .. } = self.page;
        let text =
            tree.all(id).find(|id| matches!(tree.node(*id).content, Content::Text(_)) && measures[*id].text > 0)?;
        tree.ancestors(text).find(|outer| tree.tag(*outer).is_block() || *outer == id)
    }
}
