//! Reads the story where it stands: what of the boxes there goes into the walker.

use std::collections::HashSet;

use super::furniture;
use super::measure::share;
use super::story::{Page, Place};
use crate::article::SectionKind;
use crate::import::html::tag::{Kind, Tag};
use crate::import::html::tree::{Content, Id};
use crate::import::html::walker::Walker;
use crate::import::vocabulary::ends_sentence;

/// Of the text around a story, no more than this share stands before its headline.
const MAX_BEFORE_TITLE: f32 = 0.4;

/// Characters of the shortest standfirst, of one without the end of a sentence, and of the longest.
const MIN_STANDFIRST: u32 = 25;
const LONG: u32 = 60;
const MAX_STANDFIRST: u32 = 500;

/// Characters of the longest place in a row of pictures: `12 of 34`.
const MAX_COUNTER: u32 = 7;

/// Of a standfirst, less than this share is in links.
const MAX_STANDFIRST_LINKS: f32 = 0.3;

/// Known sections on a page that are told by their headings; a page has some dozen at most.
const MAX_KNOWN: usize = 200;

impl Page<'_> {
    fn known_headings(self, zone: Id) -> impl Iterator<Item = Id> {
        let is_heading = move |id: &Id| matches!(self.tree.tag(*id).kind(), Kind::Heading(_));
        self.tree.all(zone).filter(is_heading).filter(move |id| self.known(*id)).take(MAX_KNOWN)
    }

    fn way(self, ends: impl Iterator<Item = Id>) -> HashSet<Id> {
        ends.flat_map(|end| std::iter::once(end).chain(self.tree.ancestors(end))).collect()
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

    /// Reads the story into `walker`; whether it begins with a standfirst. `lenient`: with lists and boxes that seem to
    /// lead elsewhere, where little else is there.
    pub fn walk(self, place: Place, lenient: bool, walker: &mut Walker) -> bool {
        let mut reader = Reader {
            page: self,
            place,
            past_title: place.title.is_none(),
            in_core: false,
            past_core: false,
            title_leads: self.leads(place),
            lenient,
            way: self.way([Some(place.core), place.title].into_iter().flatten()),
            known_way: self.way(self.known_headings(place.zone)),
            admitted: None,
            under_known: None,
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
    /// Reads all but what is called furniture.
    lenient: bool,
    /// The boxes on the way to headline and story.
    way: HashSet<Id>,
    /// The boxes on the way to headings of known sections.
    known_way: HashSet<Id>,
    /// Outside of the core: the box of a known section that is being read.
    admitted: Option<Id>,
    /// Outside of the core: the box in which a known heading was the last.
    under_known: Option<Id>,
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
                    let n = self.page.measures[id].text;
                    if self.standfirst.is_none() && (n >= LONG || n >= MIN_STANDFIRST && ends_sentence(text.trim())) {
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
                let tag = if tree.name(id) == "amp-img" { Tag::new("img") } else { *tag };
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
        self.admitted = self.admitted.filter(|admitted| *admitted != id);
    }

    fn reads_text(&self) -> bool {
        self.in_core || self.past_title
    }

    fn leaves_out(&mut self, id: Id) -> bool {
        let measure = &self.page.measures[id];
        if measure.hidden || ((1..=MAX_COUNTER).contains(&measure.text) && self.is_counter(id)) {
            return true;
        }
        if self.way.contains(&id) {
            return false;
        }
        if self.is_set_off(id) {
            return false;
        }
        if !self.in_core {
            return !self.past_title || self.is_outside(id);
        }
        if !self.past_title && self.title_leads {
            return true;
        }
        if measure.traits.furniture {
            return self.page.opens_known_section(id).is_none_or(|kind| kind == SectionKind::Other);
        }
        !self.lenient && (self.is_elsewhere(id) || self.is_small_print(id))
    }

    /// Whether a box is a standfirst by its name and its place, whatever else its name says: `teaser`.
    fn is_set_off(&self, id: Id) -> bool {
        let measure = &self.page.measures[id];
        let is_text = (1..=MAX_STANDFIRST).contains(&measure.mass) && measure.link_share() < MAX_STANDFIRST_LINKS;
        self.past_title && self.standfirst.is_none() && measure.traits.standfirst && !measure.traits.replies && is_text
    }

    /// Whether it is a place in a row of pictures and nothing else: `1 / 4`.
    fn is_counter(&self, id: Id) -> bool {
        let is_box = matches!(self.page.tree.name(id), "div" | "span" | "p" | "small");
        is_box && furniture::is_place(self.page.tree.text(id).trim())
    }

    /// Whether a line of small letters stands by itself below some of the story.
    fn is_small_print(&self, id: Id) -> bool {
        let Page { tree, measures, .. } = self.page;
        let ends_line = |id: Id| tree.tag(id).is_block() || tree.name(id) == "br";
        let shown = |id: &Id| measures[*id].text > 0 || ends_line(*id);
        let mut after = std::iter::successors(tree.next(id), |id| tree.next(*id));
        let mut before = std::iter::successors(tree.previous(id), |id| tree.previous(*id));
        tree.name(id) == "small"
            && self.standfirst.is_some()
            && after.find(shown).is_none_or(ends_line)
            && before.find(shown).is_none_or(ends_line)
    }

    /// Whether something between headline and story, or after it, does not belong to it: all but a standfirst, a picture
    /// and known sections.
    fn is_outside(&mut self, id: Id) -> bool {
        let Page { tree, measures, .. } = self.page;
        let measure = &measures[id];
        if let Kind::Heading(_) = tree.tag(id).kind() {
            let is_known = self.page.known_kind(id).is_some_and(|kind| !self.past_core || kind != SectionKind::Tldr);
            self.under_known = tree.parent(id).filter(|_| is_known);
            return !is_known;
        }
        if self.admitted.is_some() || (self.under_known.is_some() && self.under_known == tree.parent(id)) {
            return measure.traits.furniture || self.page.leads_elsewhere(id);
        }
        // key points beside the end of a story are a box of the site
        let opens = self.page.opens_known_section(id);
        let is_site = |kind| match kind {
            SectionKind::Tldr => self.past_core,
            SectionKind::Other => measure.traits.furniture,
            _ => false,
        };
        if opens.is_some_and(|kind| !is_site(kind)) {
            self.admitted = Some(id);
            return false;
        }
        if matches!(tree.tag(id).kind(), Kind::Figure) || measure.traits.picture {
            return self.past_core || measure.traits.furniture || measure.traits.byline;
        }
        if measure.traits.furniture || self.known_way.contains(&id) {
            return measure.traits.furniture;
        }
        let is_standfirst = |id: Id| measures[id].traits.standfirst;
        self.past_core || !(is_standfirst(id) || tree.ancestors(id).any(is_standfirst))
    }

    /// Whether a box in the story leads elsewhere.
    fn is_elsewhere(&self, id: Id) -> bool {
        let page = self.page;
        page.is_byline(id)
            || page.leads_elsewhere(id)
            || page.is_card(id)
            || page.is_offer(id)
            || page.is_other_box(id, self.place.core)
    }
}
