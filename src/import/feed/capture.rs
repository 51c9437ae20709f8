//! What is inside an element, from its start tag to its end tag or to where that should have stood.
//!
//! An end tag that is missing costs no more than its element: a line of text (a title, a date) ends where the next element
//! of the feed begins; running text, which may have tags inside, is read to its end tag, and only where the entry ends
//! before that, ends at the first element of the feed in it; what is not known is passed over as if it had no inside.

use std::borrow::Cow;

use super::entities::Entities;
use super::faults::Fault;
use super::fields::{Field, field};
use super::markup::{Scanner, Tag, Token};
use super::names::Space;

/// What may stand in an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Text alone.
    Line,
    /// Text with markup.
    Text,
    /// Elements, or anything.
    Any,
}

/// The inside of an element.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inner<'t> {
    /// As written.
    pub raw: &'t str,
    /// Where it begins in the document.
    pub at: usize,
    /// There are tags in it.
    pub has_tags: bool,
    /// The document ends in it.
    pub cut: bool,
    /// The first piece of text that is more than blanks, and whether it is a CDATA section.
    first: Option<(&'t str, bool)>,
    /// Pieces of text that are more than blanks.
    n_pieces: usize,
}

/// Names of elements that are known not to be closed up to a place, so that this is not looked for again.
#[derive(Clone, Debug, Default)]
pub struct Unclosed<'t> {
    names: Vec<(&'t str, usize)>,
}

/// Names that are kept; feeds with more kinds of faults than that are read on without looking for ends.
const MAX_UNCLOSED: usize = 64;

impl<'t> Unclosed<'t> {
    fn contains(&self, name: &str, at: usize) -> bool {
        self.names.len() >= MAX_UNCLOSED || self.names.iter().any(|(known, until)| *known == name && at < *until)
    }

    fn insert(&mut self, name: &'t str, until: usize) {
        self.names.retain(|(known, _)| *known != name);
        if self.names.len() < MAX_UNCLOSED {
            self.names.push((name, until));
        }
    }
}

/// Reads the inside of the element that `tag` has begun. `frames`: the names of the elements around it.
pub fn capture<'t>(
    scanner: &mut Scanner<'t>,
    tag: &Tag<'t>,
    extent: Extent,
    frames: &[&str],
    unclosed: &mut Unclosed<'t>,
) -> Inner<'t> {
    let start = scanner.at();
    let mut inner = Inner { at: start, ..Inner::default() };
    if tag.empty {
        return inner;
    }
    let at_sibling = extent == Extent::Line || (extent == Extent::Text && unclosed.contains(tag.name, start));
    if extent == Extent::Any && unclosed.contains(tag.name, start) {
        return inner;
    }
    let mut depth = 0;
    let mut sibling: Option<(usize, Inner<'t>)> = None;
    loop {
        let before = scanner.at();
        inner.raw = &scanner.text()[start..before];
        match scanner.next(tag.name) {
            Some(Token::Text(text)) => inner.add(text, false),
            Some(Token::Literal(text)) => inner.add(text, true),
            Some(Token::Doctype(_)) => {}
            Some(Token::End(name)) if name.eq_ignore_ascii_case(tag.name) && depth > 0 => depth -= 1,
            Some(Token::End(name)) if name.is_empty() && depth > 0 => {}
            Some(Token::End(name)) if name.is_empty() || name.eq_ignore_ascii_case(tag.name) => return inner,
            Some(Token::End(name)) if !frames.iter().any(|frame| frame.eq_ignore_ascii_case(name)) => {}
            Some(Token::Start(found)) if at_sibling && is_sibling(found.name, tag.name) => {
                scanner.faults.note(Fault::Unclosed, tag.at);
                scanner.rewind(before);
                return inner;
            }
            Some(Token::Start(found)) if !begins_entry(found.name, frames) => {
                if sibling.is_none() && extent == Extent::Text && is_sibling(found.name, tag.name) {
                    sibling = Some((before, inner));
                }
                inner.has_tags = true;
                depth += usize::from(!found.empty && found.name.eq_ignore_ascii_case(tag.name));
            }
            // the entry or the document ends, and the element has not
            end => {
                inner.cut = end.is_none();
                if end.is_some() {
                    scanner.faults.note(Fault::Unclosed, tag.at);
                    unclosed.insert(tag.name, before);
                }
                return ended(scanner, before, extent, inner, sibling.filter(|_| end.is_some()));
            }
        }
    }
}

/// What an element holds that is not closed when the entry ends at `before`.
fn ended<'t>(
    scanner: &mut Scanner<'t>,
    before: usize,
    extent: Extent,
    inner: Inner<'t>,
    sibling: Option<(usize, Inner<'t>)>,
) -> Inner<'t> {
    let is_end = before >= scanner.text().len();
    match (extent, sibling) {
        (Extent::Text, Some((at, inner))) => {
            scanner.rewind(at);
            inner
        }
        (Extent::Any, _) if !is_end => {
            scanner.rewind(inner.at);
            Inner { at: inner.at, ..Inner::default() }
        }
        _ => {
            scanner.rewind(before);
            inner
        }
    }
}

/// Whether a start tag called `name` begins an entry of the feed.
fn begins_entry(name: &str, frames: &[&str]) -> bool {
    let (prefix, local) = name.rsplit_once(':').unwrap_or(("", name));
    let is_entry = local.eq_ignore_ascii_case("item") || local.eq_ignore_ascii_case("entry");
    is_entry
        && frames.first().is_some_and(|root| {
            let root_prefix = root.split_once(':').map_or("", |(prefix, _)| prefix);
            prefix.is_empty() || (prefix == root_prefix && prefix != "rdf")
        })
}

/// Whether `name` is an element of feeds beside `within` that no text has inside.
fn is_sibling(name: &str, within: &str) -> bool {
    if let Some((prefix, _)) = name.split_once(':') {
        return matches!(prefix, "dc" | "content" | "media" | "itunes" | "dcterms" | "slash" | "wfw" | "atom")
            && prefix != within;
    }
    match field(Space::Core, name) {
        Some(Field::Source | Field::Image | Field::Around | Field::Nothing | Field::Content(2)) | None => false,
        Some(_) => true,
    }
}

impl<'t> Inner<'t> {
    fn add(&mut self, text: &'t str, literal: bool) {
        if !literal && text.trim().is_empty() {
            return;
        }
        self.n_pieces += 1;
        self.first.get_or_insert((text, literal));
    }

    /// The text, references resolved and sections opened; tags in it are left out.
    pub fn text(&self, entities: &Entities, scanner: &mut Scanner<'t>) -> Cow<'t, str> {
        match self.first {
            None => return Cow::Borrowed(""),
            Some((literal, true)) if self.n_pieces == 1 => return Cow::Borrowed(literal),
            Some((text, _)) if self.n_pieces == 1 => {
                let text = text.trim();
                let at = scanner.offset(text);
                return entities.resolve_noting(text, |fault, place| scanner.faults.note(fault, at + place));
            }
            Some(_) => {}
        }
        let mut out = String::with_capacity(self.raw.len());
        for token in self.tokens("") {
            match token {
                Token::Text(text) => out.push_str(&entities.resolve(text)),
                Token::Literal(text) => out.push_str(text),
                // words on both sides of a tag are two
                Token::Start(_) => out.push(' '),
                Token::End(_) | Token::Doctype(_) => {}
            }
        }
        Cow::Owned(out)
    }

    /// The tokens inside.
    pub fn tokens(&self, element: &'t str) -> impl Iterator<Item = Token<'t>> {
        let mut scanner = Scanner::new(self.raw);
        std::iter::from_fn(move || scanner.next(element))
    }
}
