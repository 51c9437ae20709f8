//! Walks through a feed in XML, of whatever format: frames (feed, channel, entry) are followed, all else is captured where
//! it stands and goes to the feed or to the entry that is open.

use std::borrow::Cow;

use super::base::Bases;
use super::capture::{Extent, Inner, Unclosed, capture};
use super::entities::Entities;
use super::faults::Fault;
use super::fields::{Field, field};
use super::limits::MAX_DEPTH;
use super::markup::{Attributes, Scanner, Tag, Token};
use super::names::Namespaces;
use super::record::Record;
use crate::text::Clean;

/// An element that others stand in.
#[derive(Clone, Copy, Debug)]
struct Frame {
    is_entry: bool,
    base: Option<usize>,
    n_names: usize,
}

/// Who takes what a feed is made of.
pub trait Sink<'t> {
    /// Takes an entry; `cut` where the document ends in it. Returns whether there is room for more.
    fn entry(&mut self, entry: Record<'t>, walk: &Walk<'t>, cut: bool) -> bool;
}

/// A feed that is being read.
#[derive(Debug)]
pub struct Walk<'t> {
    /// Where it stands.
    pub scanner: Scanner<'t>,
    /// What references mean.
    pub entities: Entities,
    /// What addresses are relative to.
    pub bases: Bases,
    /// What was found of the feed itself.
    pub feed: Record<'t>,
    /// Entities that are not taken from the document.
    pub refused: usize,
    /// The outermost element, as far as there was one of a feed.
    pub root: Option<&'t str>,
    entry: Option<Record<'t>>,
    names: Vec<&'t str>,
    frames: Vec<Frame>,
    spaces: Namespaces<'t>,
    unclosed: Unclosed<'t>,
    base: Option<usize>,
}

/// An element that holds a value.
#[derive(Clone, Copy, Debug)]
pub struct Leaf<'t> {
    /// What it is for.
    pub field: Field,
    /// Its start tag.
    pub tag: Tag<'t>,
    /// What it holds.
    pub inner: Inner<'t>,
    /// What addresses in it are relative to.
    pub base: Option<usize>,
}

impl<'t> Walk<'t> {
    /// A walk through `text`, whose addresses are relative to `bases`.
    pub fn new(text: &'t str, bases: Bases, base: Option<usize>) -> Self {
        Self {
            scanner: Scanner::new(text),
            entities: Entities::default(),
            bases,
            feed: Record::default(),
            refused: 0,
            root: None,
            entry: None,
            names: Vec::new(),
            frames: Vec::new(),
            spaces: Namespaces::default(),
            unclosed: Unclosed::default(),
            base,
        }
    }

    /// Reads to the end; each entry goes to `sink`.
    pub fn run(&mut self, sink: &mut impl Sink<'t>) {
        while let Some(token) = self.scanner.next("") {
            let goes_on = match token {
                Token::Start(tag) => self.start(tag, sink),
                Token::End(name) => self.end(name, sink),
                Token::Doctype(doctype) => {
                    self.refused += self.entities.define(doctype);
                    true
                }
                Token::Text(text) => {
                    self.text_between(text);
                    true
                }
                Token::Literal(_) => true,
            };
            if !goes_on {
                return;
            }
        }
        let cut = !self.frames.is_empty();
        if cut {
            self.scanner.faults.cut(self.scanner.at());
        }
        self.finish_entry(sink, cut);
    }

    /// Text where none belongs: only before the feed it is worth a word.
    fn text_between(&mut self, text: &str) {
        if self.root.is_none() && !text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
            self.scanner.faults.note(Fault::Before, self.scanner.offset(text));
        }
    }

    /// Whether the feed is one of Atom, where text without a `type` is no HTML.
    pub fn is_atom(&self) -> bool {
        self.root.is_some_and(|root| root.rsplit(':').next().is_some_and(|local| local.eq_ignore_ascii_case("feed")))
    }

    /// Whether the document ends before the feed does.
    pub fn is_cut(&self) -> bool {
        self.scanner.faults.cut_at().is_some()
    }

    /// The feed or the entry that is open.
    pub fn record(&mut self) -> &mut Record<'t> {
        self.entry.as_mut().unwrap_or(&mut self.feed)
    }

    /// Whether no entry is open.
    pub fn is_in_feed(&self) -> bool {
        self.entry.is_none()
    }

    fn start(&mut self, tag: Tag<'t>, sink: &mut impl Sink<'t>) -> bool {
        let local = tag.name.rsplit_once(':').map_or(tag.name, |(_, local)| local);
        let is_root = self.root.is_none() && is_feed(local, &tag);
        let n_names = self.spaces.learn(&tag, is_root);
        let (space, local) = self.spaces.resolve(tag.name);
        let known = field(space, local).filter(|_| is_root || self.root.is_some());
        if is_root {
            self.root = Some(tag.name);
        }
        let mut goes_on = true;
        match known {
            Some(Field::Feed) => self.open(&tag, n_names, false),
            Some(Field::Entry) => {
                goes_on = self.close_open_entry(sink);
                self.entry = Some(Record::default());
                self.open(&tag, n_names, true);
            }
            Some(Field::Around) => self.open(&tag, n_names, false),
            // nothing of a feed yet: what stands around it is passed through
            None if self.root.is_none() => {}
            known => self.leaf(known, tag, n_names),
        }
        if tag.empty && matches!(known, Some(Field::Feed | Field::Entry | Field::Around)) {
            goes_on &= self.end(tag.name, sink);
        }
        goes_on
    }

    /// Opens a frame, and takes what its attributes say.
    fn open(&mut self, tag: &Tag<'t>, n_names: usize, is_entry: bool) {
        let frame = Frame { is_entry, base: self.base, n_names };
        if self.frames.len() < MAX_DEPTH {
            self.names.push(tag.name);
            self.frames.push(frame);
        } else {
            self.scanner.faults.note(Fault::Deep, tag.at);
        }
        if tag.attributes.as_str().is_empty() {
            return;
        }
        self.base = self.base_of(tag.attributes);
        if let Some(text) = tag.attributes.get("base", &self.entities) {
            self.base = self.bases.nested(self.base, &text);
        }
        self.frame_attributes(tag.attributes);
    }

    /// The base that attributes set.
    fn base_of(&mut self, attributes: Attributes<'t>) -> Option<usize> {
        match attributes.get("xml:base", &self.entities) {
            Some(text) => self.bases.nested(self.base, &text),
            None => self.base,
        }
    }

    /// What the attributes of a feed or an entry say of it: language, and most of CDF.
    fn frame_attributes(&mut self, attributes: Attributes<'t>) {
        let base = self.base;
        for (name, value) in attributes {
            let value = self.entities.resolve(value);
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "xml:lang" | "lang" if !value.is_empty() => self.record().language = Some(Clean::from(value)),
                "rdf:about" | "about" => {
                    let about = self.bases.resolve(base, value);
                    self.record().url.put_some(super::links::rank::ABOUT, about);
                }
                "href" => {
                    let url = self.bases.resolve(base, value);
                    self.record().url.put_some(super::links::rank::LINK, url);
                }
                "lastmod" => self.date(Field::Updated(0), value, None),
                "self" => {
                    let url = self.bases.resolve(base, value);
                    let link = url.map(|url| crate::article::Link {
                        kind: crate::article::LinkKind::Source,
                        ..crate::article::Link::new("", url)
                    });
                    link.into_iter().for_each(|link| self.record().add_link(link));
                }
                _ => {}
            }
        }
    }

    fn leaf(&mut self, known: Option<Field>, tag: Tag<'t>, n_names: usize) {
        let extent = match known {
            None | Some(Field::Nothing | Field::Image | Field::Source | Field::Person(..) | Field::Media) => {
                Extent::Any
            }
            Some(Field::Content(_) | Field::Summary(_) | Field::Rights(_)) => Extent::Text,
            // topics in topics, as podcasts have them
            Some(Field::Tag) if tag.attributes.as_str().contains("text") => Extent::Any,
            Some(Field::Title(_)) if tag.attributes.as_str().contains("html") => Extent::Text,
            Some(_) => Extent::Line,
        };
        let inner = capture(&mut self.scanner, &tag, extent, &self.names, &mut self.unclosed);
        let base = if tag.attributes.as_str().contains("base") { self.base_of(tag.attributes) } else { self.base };
        match known {
            Some(field) if inner.cut && !is_text(field) => {}
            Some(field) => self.store(Leaf { field, tag, inner, base }),
            None => self.unknown(&tag, base),
        }
        self.spaces.forget(n_names);
    }

    /// What an unknown element may say all the same: CDF's anchors.
    fn unknown(&mut self, tag: &Tag<'t>, base: Option<usize>) {
        if tag.name.eq_ignore_ascii_case("a") {
            let url = tag.attributes.get("href", &self.entities).and_then(|href| self.bases.resolve(base, &href));
            self.record().url.put_some(super::links::rank::LINK, url);
        }
    }

    fn end(&mut self, name: &'t str, sink: &mut impl Sink<'t>) -> bool {
        let found = match name {
            "" => self.names.len().checked_sub(1),
            name => self.names.iter().rposition(|open| open.eq_ignore_ascii_case(name)),
        };
        let Some(found) = found else {
            if self.root.is_some() {
                self.scanner.faults.note(Fault::Unopened, self.scanner.at());
            }
            return true;
        };
        if found + 1 < self.names.len() {
            self.scanner.faults.note(Fault::Unclosed, self.scanner.at());
        }
        self.close_to(found, sink)
    }

    /// Closes all frames from `keep` on.
    fn close_to(&mut self, keep: usize, sink: &mut impl Sink<'t>) -> bool {
        let mut goes_on = true;
        while self.frames.len() > keep {
            self.names.pop();
            let Some(frame) = self.frames.pop() else { break };
            self.base = frame.base;
            self.spaces.forget(frame.n_names);
            if frame.is_entry {
                goes_on = self.finish_entry(sink, false);
            }
        }
        goes_on
    }

    /// An entry begins: one that is open was never closed.
    fn close_open_entry(&mut self, sink: &mut impl Sink<'t>) -> bool {
        match self.frames.iter().position(|frame| frame.is_entry) {
            Some(at) => {
                self.scanner.faults.note(Fault::Unclosed, self.scanner.at());
                self.close_to(at, sink)
            }
            None => self.finish_entry(sink, false),
        }
    }

    fn finish_entry(&mut self, sink: &mut impl Sink<'t>, cut: bool) -> bool {
        match self.entry.take() {
            Some(entry) => sink.entry(entry, self, cut),
            None => true,
        }
    }

    /// The text that a leaf holds.
    pub fn text(&mut self, inner: &Inner<'t>) -> Cow<'t, str> {
        inner.text(&self.entities, &mut self.scanner)
    }
}

/// Whether half of what an element holds is better than nothing: half an address leads nowhere.
fn is_text(field: Field) -> bool {
    matches!(field, Field::Title(_) | Field::Content(_) | Field::Summary(_))
}

/// Whether `tag`, without its prefix `local`, is the outermost element of a feed, or of an entry that stands alone.
fn is_feed(local: &str, tag: &Tag) -> bool {
    let is_of_atom = |text: &str| text.contains("w3.org/2005/Atom") || text.contains("purl.org/atom");
    let is_alone = || local.eq_ignore_ascii_case("entry") && is_of_atom(tag.attributes.as_str());
    ["rss", "feed", "rdf", "channel"].iter().any(|root| root.eq_ignore_ascii_case(local)) || is_alone()
}
