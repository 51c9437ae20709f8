//! Feeds: RSS 0.90 to 2.0, Atom 0.3 and 1.0, CDF, JSON Feed; sound, broken, in any encoding, cut off anywhere.
//!
//! The way of a feed: `decode` (which encoding it is in, whatever it says) → `markup` (tags and text, whatever is wrong with
//! them) → `names` and `fields` (what an element is for: one table for all formats) → `xml` (walks through, with `capture`
//! for what an element holds and `store` for where it goes) or `json` → `record` (what was found of a feed or of an entry,
//! the better replacing the worse) → `story` (an entry's record becomes a draft).
//!
//! One pass, and no tree: an entry is a handful of slices of the document until its end tag comes, and becomes an article
//! there. The tokenizer is our own; `markup` says why.

mod base;
mod base64;
mod capture;
mod construct;
pub mod decode;
pub mod entities;
mod faults;
mod fields;
mod json;
mod limits;
mod links;
pub mod markup;
mod names;
mod parts;
mod people;
pub mod place;
pub mod promised;
mod record;
mod store;
mod story;
mod xhtml;
mod xml;

use std::borrow::Cow;

use super::draft::{Draft, language};
use super::report::{Position, Report};
use super::{About, Context, Credits, Format, Raw, html};
use crate::text::{Address, Clean, counted};
use base::Bases;
use limits::{MAX_ENTRIES, MAX_ENTRY_TEXT, MAX_FEED_BYTES, MAX_KEPT, MAX_LISTED, PIECE_BYTES};
use place::Lines;
use record::Record;
pub use story::made_title;
use xml::{Sink, Walk};

/// Bytes of the text from which the language of a whole feed is told.
const LANGUAGE_BYTES: usize = 8_000;

/// Whether `sample`, the first bytes of a document, are those of a feed.
pub fn is_feed(sample: &[u8]) -> bool {
    promised::begins_feed(&decode::decode(sample, None).text)
}

/// The text of a feed.
pub fn text<'b>(raw: &Raw<'b>, report: &mut Report) -> Cow<'b, str> {
    let fits = &raw.bytes[..raw.bytes.len().min(MAX_FEED_BYTES)];
    let decoded = decode::decode(fits, raw.transfer.content_type);
    report.read_as(decoded.encoding, decoded.evidence);
    if let Some(trouble) = decoded.trouble {
        report.warn(1, trouble);
    }
    if raw.bytes.len() > MAX_FEED_BYTES {
        report.warn(1, format!("the feed is larger than {} MB; the rest is left out", MAX_FEED_BYTES >> 20));
    }
    decoded.text
}

/// Reads the feed `raw`: what it says of itself, and its entries; nothing where it is none.
pub fn read(raw: &Raw, context: &Context, report: &mut Report) -> Option<(About, Vec<Draft>)> {
    let text = &*text(raw, report);
    if text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}').is_empty() {
        report.error(1, "the document is empty");
        return None;
    }
    if json::is_json(text) { json::read(text, raw, context, report) } else { read_xml(text, raw, context, report) }
}

/// A text of which nobody says whether it is HTML.
pub fn running_text(text: &str, context: &Context) -> html::Fragment {
    construct::Words::new(text, construct::Form::Unsaid, 0).fragment(None, 1, context)
}

fn read_xml(text: &str, raw: &Raw, context: &Context, report: &mut Report) -> Option<(About, Vec<Draft>)> {
    let (bases, base) = Bases::new(&raw.transfer);
    let mut walk = Walk::new(text, bases, base);
    let mut shelf = Shelf::new(text, context);
    walk.run(&mut shelf);
    if walk.root.is_none() {
        return no_feed(text, raw, context, report);
    }
    report_faults(&walk, &mut shelf.lines, report);
    shelf.limits.report(report);
    let is_atom = walk.is_atom();
    Some(finish(walk.feed, shelf.drafts, raw, is_atom))
}

/// Says what the document is instead. A web page is read as one, unless the user says that it is a feed.
fn no_feed(text: &str, raw: &Raw, context: &Context, report: &mut Report) -> Option<(About, Vec<Draft>)> {
    if !promised::is_page(text) {
        report.error(1, "this is not a feed: no element of RSS, Atom or CDF is in it");
        return None;
    }
    let base = raw.transfer.address.and_then(Address::new);
    let feeds: Vec<String> = promised::feeds(text, base.as_ref()).into_iter().map(|feed| feed.address).collect();
    let what = match feeds.as_slice() {
        [] => "this is a web page, not a feed, and it names none".to_owned(),
        [feed] => format!("this is a web page, not a feed; its feed is {feed}"),
        feeds => format!("this is a web page, not a feed; its feeds are {}", feeds.join(" ")),
    };
    if raw.format == Some(Format::Feed) {
        report.error(1, what);
        return None;
    }
    report.warn(1, what);
    html::read(raw, context, report).map(|drafts| (About::default(), drafts))
}

fn report_faults(walk: &Walk, lines: &mut Lines, report: &mut Report) {
    let mut warn = |at: usize, what: String| {
        let line = lines.line(at);
        report.warn(Position { line, column: Some(lines.column(at)) }, what);
    };
    for (at, what) in walk.scanner.faults.described() {
        warn(at, what);
    }
    if walk.refused > 0 {
        let refused = counted(walk.refused, "entity definition is", "entity definitions are");
        warn(0, format!("{refused} not followed: what it names is a file or other entities"));
    }
    if walk.is_cut() {
        let at = walk.scanner.text().trim_end().len();
        warn(at, "the feed ends in the middle; what had arrived is shown".to_owned());
    }
}

/// The entries of a feed, as they come.
#[derive(Debug)]
struct Shelf<'t, 'c> {
    context: &'c Context<'c>,
    lines: Lines<'t>,
    drafts: Vec<Draft>,
    limits: Limits,
}

/// How much was taken, and what was too much.
#[derive(Clone, Copy, Debug, Default)]
struct Limits {
    n_bytes: usize,
    is_full: bool,
    n_shortened: usize,
    n_over: usize,
}

impl Limits {
    /// Makes the texts of `entry` fit; whether the entry fits at all.
    fn fit(&mut self, entry: &mut Record) -> bool {
        self.n_over += entry.n_over + entry.people.n_over;
        let texts = &mut entry.texts;
        for slot in [&mut texts.content, &mut texts.summary, &mut texts.title] {
            let Some(words) = slot.get_mut() else { continue };
            if words.text.len() > MAX_ENTRY_TEXT {
                words.shorten(MAX_ENTRY_TEXT);
                self.n_shortened += 1;
            }
            self.n_bytes += words.text.len();
        }
        self.is_full |= self.n_bytes > MAX_KEPT;
        !self.is_full
    }

    /// Counts the pieces of a draft.
    fn count(&mut self, draft: &Draft) {
        let blocks: usize = draft.sections.iter().map(|section| section.blocks.len()).sum();
        let n_pieces = blocks + draft.tags.len() + draft.links.len() + draft.images.len();
        self.n_bytes += n_pieces * PIECE_BYTES;
    }

    fn report(self, report: &mut Report) {
        if self.n_shortened > 0 {
            report.warn(
                1,
                format!("{} texts are longer than {} MB; they are cut", self.n_shortened, MAX_ENTRY_TEXT >> 20),
            );
        }
        if self.n_over > 0 {
            report.warn(
                1,
                format!(
                    "an entry has more than {MAX_LISTED} topics, names, links or pictures; {} are left out",
                    self.n_over
                ),
            );
        }
        if self.is_full {
            report.warn(
                1,
                format!(
                    "the feed has more than {MAX_ENTRIES} entries or {} MB of text; the rest is left out",
                    MAX_KEPT >> 20
                ),
            );
        }
    }
}

impl<'t, 'c> Shelf<'t, 'c> {
    fn new(text: &'t str, context: &'c Context<'c>) -> Self {
        Self { context, lines: Lines::new(text), drafts: Vec::new(), limits: Limits::default() }
    }

    /// Takes an entry; whether there is room for more.
    fn add(&mut self, mut entry: Record<'t>, bases: &Bases, cut: bool) -> bool {
        if self.drafts.len() >= MAX_ENTRIES || !self.limits.fit(&mut entry) {
            self.limits.is_full = true;
            return false;
        }
        let main = entry.texts.content.get().or(entry.texts.summary.get()).map_or(0, |words| words.at);
        let line = self.lines.line(main);
        if let Some(draft) = story::draft(entry, bases, line, cut, self.context) {
            self.limits.count(&draft);
            self.drafts.push(draft);
        }
        true
    }
}

impl<'t> Sink<'t> for Shelf<'t, '_> {
    fn entry(&mut self, entry: Record<'t>, walk: &Walk<'t>, cut: bool) -> bool {
        self.add(entry, &walk.bases, cut)
    }
}

/// What the feed gives its entries: name, language, identity, and where its format says so its authors.
fn finish(feed: Record, mut drafts: Vec<Draft>, raw: &Raw, gives_authors: bool) -> (About, Vec<Draft>) {
    let identity = story::identity(raw.transfer.address, &feed);
    let about = about(feed, raw);
    let spoken = about.language.as_deref().and_then(story::primary_language).or_else(|| told_language(&drafts));
    for draft in &mut drafts {
        if let Some(key) = &mut draft.key {
            *key = format!("{identity}\n{key}");
        }
        draft.language = draft.language.take().or_else(|| spoken.clone());
        draft.origin.source = draft.origin.source.take().or_else(|| about.title.clone());
        if gives_authors && draft.origin.authors.is_empty() {
            draft.origin.authors.clone_from(&about.credits.authors);
        }
    }
    (about, drafts)
}

fn about(mut feed: Record, raw: &Raw) -> About {
    let line = |words: Option<construct::Words>| words.map(|words| words.line()).filter(|line| !line.is_empty());
    let authors = feed.people.authors();
    About {
        title: line(feed.texts.title.take()),
        url: feed.url.take(),
        description: line(feed.texts.summary.take()),
        language: feed.language.or_else(|| raw.transfer.content_language.map(Clean::from)),
        credits: Credits {
            authors,
            contributors: feed.people.contributors,
            publisher: feed.people.publisher.take(),
            rights: feed.rights.take(),
            generator: feed.named.take(),
        },
        updated: feed.dates.updated.take().or(feed.dates.published.take()),
        tags: feed.tags,
        images: feed.images,
        links: feed.links,
    }
}

/// The language of a feed that does not name it, told once from its first entries.
fn told_language(drafts: &[Draft]) -> Option<Clean> {
    let mut text = String::new();
    for draft in drafts {
        text.push_str(&draft.title);
        text.push('\n');
        for section in &draft.sections {
            text.push_str(&section.text());
            text.push('\n');
        }
        if text.len() > LANGUAGE_BYTES {
            break;
        }
    }
    language(&text)
}
