//! How much text stands where on a page, and what the boxes around it are called.

use std::collections::HashMap;

use super::traits::{Traits, traits};
use crate::import::html::hidden::is_hidden;
use crate::import::html::tag::{Kind, Piece};
use crate::import::html::tree::{Content, Id, Tree};
use crate::import::vocabulary::{Markup, ends_sentence};

/// Characters of a paragraph that is one without a look at its end.
const LONG: u32 = 80;

/// Characters of the shortest sentence that counts.
const SHORT: u32 = 25;

/// Characters that a teaser, a caption or a remark has as well: what a paragraph says beyond them is what tells a story.
const TEASER: u32 = 80;

/// Of shorter ones, one in so many counts.
const SHORT_COUNTS: u32 = 8;

/// An ideograph says about as much as this many letters.
const IDEOGRAPH: u32 = 3;

/// Of the text of a paragraph, no more than this share is in links.
const MAX_LINK_SHARE: f32 = 0.5;

/// A box that is not shown says so many times more than all that is, where it is the story.
const VEIL: u32 = 2;

/// A box with more than this share of all sentences of a page is no furniture, whatever it is called.
const MAX_FURNITURE_SHARE: f32 = 0.6;

/// Paragraphs side by side with the same class that make a text.
const MIN_COMMON: u32 = 3;

/// Characters of a story, before which readers write nothing.
const MIN_STORY: u32 = 150;

/// Characters of the longest heading of what readers write.
const MAX_HEADING: u32 = 60;

/// Characters of a box that holds no more than that heading and its buttons.
const MAX_BAR: u32 = 120;

/// What is known of a node.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measure {
    /// Characters of the text in it; ideographs count for more.
    pub text: u32,
    /// Of those: in links.
    pub links: u32,
    /// Of those: in paragraphs that are sentences.
    pub mass: u32,
    /// Of the mass: what is beyond a teaser's length in each paragraph, outside of the furniture in it.
    pub pure: u32,
    /// Paragraphs that add to it.
    pub paragraphs: u32,
    /// Of the mass: its own, in no smaller box.
    own: u32,
    /// Characters of its own, in no smaller box.
    letters: u32,
    /// What it is called.
    pub traits: Traits,
    /// Not shown.
    pub hidden: bool,
    /// It stands in furniture, or is some.
    pub in_furniture: bool,
    /// It stands in what readers write.
    pub in_replies: bool,
    /// There is a field or a button in it.
    pub asks: bool,
}

impl Measure {
    /// The share of its text that is in links.
    pub fn link_share(&self) -> f32 {
        share(self.links, self.text)
    }

    /// Whether it is itself a paragraph of the story.
    pub fn starts_story(&self) -> bool {
        self.own >= LONG
    }
}

/// `part` of `whole`.
pub fn share(part: u32, whole: u32) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// The measures of all nodes of `tree`.
pub fn measure(tree: &Tree, words: &Markup) -> Vec<Measure> {
    let mut counter = Counter {
        tree,
        measures: vec![Measure::default(); tree.len()],
        places: vec![Place::default(); tree.len()],
        order: Vec::new(),
        unveiled: None,
    };
    counter.read(words);
    counter.unveil(words);
    counter.weigh();
    counter.sum();
    counter.mark_replies(words);
    counter.clear_common();
    counter.sum_pure();
    counter.measures
}

/// Where a node stands.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// The smallest box around it.
    block: Id,
    in_link: bool,
    /// Of a box: its last text.
    last: Option<Id>,
}

struct Counter<'t> {
    tree: &'t Tree,
    measures: Vec<Measure>,
    places: Vec<Place>,
    /// What is shown, in the order of the page.
    order: Vec<Id>,
    /// What is not shown until a script has run, and is the story.
    unveiled: Option<Id>,
}

impl Counter<'_> {
    /// Notes what boxes are called and how much text of its own each has.
    fn read(&mut self, words: &Markup) {
        let mut at = Some(Tree::ROOT);
        while let Some(id) = at {
            let tag = self.tree.tag(id);
            let dropped = tag.kind() == Kind::Dropped || tag.kind() == Kind::NoScript;
            let is_silent = || self.tree.attribute(id, "aria-hidden") == Some("true");
            let is_hidden = || self.unveiled != Some(id) && (is_hidden(tag, self.tree.attributes(id)) || is_silent());
            if dropped || is_hidden() {
                self.measures[id].hidden = true;
                self.note_field(id);
                at = self.tree.after(id, Tree::ROOT);
                continue;
            }
            self.order.push(id);
            self.note(id, words);
            at = self.tree.children(id).next().or_else(|| self.tree.after(id, Tree::ROOT));
        }
    }

    /// A box that says much more than all that is shown is what a script would show: everything is read again with it.
    fn unveil(&mut self, words: &Markup) {
        let tree = self.tree;
        let is_box = |id: &Id| self.measures[*id].hidden && tree.tag(*id).is_block();
        let mut veiled = (0..tree.len()).filter(is_box).peekable();
        if veiled.peek().is_none() {
            return;
        }
        let is_text = |id: &Id| matches!(tree.node(*id).content, Content::Text(_));
        let shown = self.order.iter().filter(|id| is_text(id)).map(|id| self.measures[*id].text);
        let shown: u32 = shown.filter(|n| *n >= LONG).sum();
        let letters = |id: Id| match &tree.node(id).content {
            Content::Text(text) => Some(weight(text)).filter(|n| *n >= LONG).unwrap_or(0),
            Content::Nothing | Content::Element(..) => 0,
        };
        let is_story = |id: &Id| {
            let said: u32 = tree.all(*id).map(letters).sum();
            said >= MIN_STORY && said > shown.saturating_mul(VEIL) && !traits(tree, *id, words).furniture
        };
        self.unveiled = veiled.find(is_story);
        if self.unveiled.is_some() {
            self.measures.fill(Measure::default());
            self.places.fill(Place::default());
            self.order.clear();
            self.read(words);
        }
    }

    /// Fields and buttons are not read, but say what the box around them is for.
    fn note_field(&mut self, id: Id) {
        let is_field = match self.tree.name(id) {
            // a button without words opens and closes
            "button" => !self.tree.text(id).trim().is_empty(),
            "textarea" | "select" => true,
            "input" => {
                let kind = self.tree.attribute(id, "type").unwrap_or("text");
                !matches!(kind, "hidden" | "checkbox" | "radio")
            }
            _ => false,
        };
        if let Some(parent) = self.tree.parent(id).filter(|_| is_field) {
            self.measures[parent].asks = true;
        }
    }

    fn note(&mut self, id: Id, words: &Markup) {
        let outer = self.tree.parent(id).map(|parent| self.places[parent]).unwrap_or_default();
        match &self.tree.node(id).content {
            Content::Text(text) => {
                let n = weight(text);
                let own = &mut self.measures[id];
                own.text = n;
                own.links = if outer.in_link && !is_address(text) { n } else { 0 };
                if n > 0 {
                    self.places[outer.block].last = Some(id);
                    self.measures[outer.block].own += n;
                }
            }
            Content::Element(tag, ..) => {
                let is_box = tag.is_block() || matches!(tag.kind(), Kind::Table(Piece::Cell(_)));
                let in_link = outer.in_link || tag.kind() == Kind::Link;
                self.places[id] = Place { block: if is_box { id } else { outer.block }, in_link, last: None };
                self.measures[id].traits = traits(self.tree, id, words);
            }
            Content::Nothing => {}
        }
    }

    /// Makes of the text of each box what of it is sentences.
    fn weigh(&mut self) {
        let mut links = vec![0; self.tree.len()];
        for id in &self.order {
            if matches!(self.tree.node(*id).content, Content::Text(_)) {
                let block = self.tree.parent(*id).map_or(0, |parent| self.places[parent].block);
                links[block] += self.measures[*id].links;
            }
        }
        for id in &self.order {
            let own = self.measures[*id].own;
            self.measures[*id].letters = own;
            let is_sentence = self.places[*id].last.is_some_and(|last| match &self.tree.node(last).content {
                Content::Text(text) => ends_sentence(text.trim_end()) || text.trim_end().ends_with(':'),
                Content::Nothing | Content::Element(..) => false,
            });
            let is_heading = matches!(self.tree.tag(*id).kind(), Kind::Heading(_));
            let enough = own >= LONG || (own >= SHORT && is_sentence);
            let counts = enough && !is_heading && share(links[*id], own) < MAX_LINK_SHARE;
            self.measures[*id].own = if counts { own } else { 0 };
        }
    }

    /// Marks what stands under a heading like `5 Comments`, once enough has been said before it.
    fn mark_replies(&mut self, words: &Markup) {
        let mut said = 0;
        let mut marked: Vec<Id> = Vec::new();
        for id in &self.order {
            let Measure { own, letters, text, .. } = self.measures[*id];
            said += own;
            let is_line = own == 0 && letters > 0 && text <= MAX_HEADING && said >= MIN_STORY;
            if is_line && words.opens_replies(&self.tree.text(*id)) {
                marked.push(*id);
            }
        }
        for id in marked {
            self.mark_under(id);
        }
    }

    /// Marks the box that begins with the heading, or what follows it.
    fn mark_under(&mut self, heading: Id) {
        let tree = self.tree;
        let is_empty = |id: Id| self.measures[id].text == 0;
        let is_first = |id: Id| std::iter::successors(tree.previous(id), |id| tree.previous(*id)).all(is_empty);
        let mut top = heading;
        while let Some(parent) = tree.parent(top).filter(|_| is_first(top)) {
            top = parent;
        }
        if tree.name(top) == "body" {
            return;
        }
        let is_bar = self.measures[top].text <= MAX_BAR;
        let after = std::iter::successors(tree.next(top).filter(|_| is_bar), |id| tree.next(*id));
        for id in std::iter::once(top).chain(after) {
            let traits = &mut self.measures[id].traits;
            if traits.replies && id != top {
                return;
            }
            (traits.replies, traits.furniture) = (true, true);
        }
    }

    /// Adds up what is in each box.
    fn sum(&mut self) {
        for id in self.order.iter().rev() {
            self.measures[*id].mass += self.measures[*id].own;
            let Measure { text, links, mass, asks, .. } = self.measures[*id];
            if let Some(parent) = self.tree.parent(*id) {
                let outer = &mut self.measures[parent];
                (outer.text, outer.links, outer.mass) = (outer.text + text, outer.links + links, outer.mass + mass);
                outer.asks |= asks;
            }
        }
    }

    /// A class that the paragraphs of a text bear is none of furniture, whatever it says.
    fn clear_common(&mut self) {
        let tree = self.tree;
        let is_marked = |id: Id| tree.name(id) == "p" && self.measures[id].traits.furniture;
        let class = |id: Id| tree.attribute(id, "class");
        let mut common: Vec<(Id, Option<&str>)> = Vec::new();
        let mut counts: HashMap<(Id, Option<&str>), (u32, u32)> = HashMap::new();
        for id in self.order.iter().copied().filter(|id| is_marked(*id)) {
            let Some(parent) = tree.parent(id) else { continue };
            let (n, said) = counts.entry((parent, class(id))).or_default();
            (*n, *said) = (*n + u32::from(self.measures[id].own > 0), *said + self.measures[id].own);
            if *n == MIN_COMMON {
                common.push((parent, class(id)));
            }
        }
        common.retain(|place| share(counts[place].1, self.measures[place.0].mass) > 0.5);
        for (parent, named) in common {
            for id in tree.children(parent).filter(|id| class(*id) == named) {
                self.measures[id].traits.furniture &= self.measures[id].traits.replies;
            }
        }
    }

    /// Adds up what is in each box outside of furniture.
    fn sum_pure(&mut self) {
        let limit = self.measures[Tree::ROOT].mass as f32 * MAX_FURNITURE_SHARE;
        let mut has_title = vec![false; self.tree.len()];
        for id in self.order.iter().rev() {
            has_title[*id] |= self.tree.name(*id) == "h1";
            let measure = &mut self.measures[*id];
            let is_heavy = measure.mass as f32 > limit && !measure.traits.replies;
            measure.traits.furniture &= !(is_heavy || has_title[*id] && measure.mass > 0);
            measure.pure += measure.own.saturating_sub(TEASER).max(measure.own / SHORT_COUNTS);
            measure.paragraphs += u32::from(measure.own > 0);
            if let Some(parent) = self.tree.parent(*id) {
                has_title[parent] |= has_title[*id];
            }
            let (pure, n) = if measure.traits.furniture { (0, 0) } else { (measure.pure, measure.paragraphs) };
            if let Some(parent) = self.tree.parent(*id) {
                self.measures[parent].pure += pure;
                self.measures[parent].paragraphs += n;
            }
        }
        for id in &self.order {
            let outer = self.tree.parent(*id).map(|parent| self.measures[parent]).unwrap_or_default();
            let own = &mut self.measures[*id];
            own.in_furniture = own.traits.furniture || outer.in_furniture;
            own.in_replies = own.traits.replies || outer.in_replies;
        }
    }
}

/// Whether the words of a link are where it leads, which is said for its own sake.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    ["http://", "https://", "www."].iter().any(|start| text.starts_with(start)) && !text.contains(' ')
}

/// Characters of `text` without blanks.
fn weight(text: &str) -> u32 {
    let count = |n: u32, c: char| match c {
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => n.saturating_add(IDEOGRAPH),
        c if c.is_whitespace() => n,
        _ => n.saturating_add(1),
    };
    if text.is_ascii() {
        let letters = text.bytes().filter(|b| !b.is_ascii_whitespace()).count();
        return u32::try_from(letters).unwrap_or(u32::MAX);
    }
    text.chars().fold(0, count)
}
