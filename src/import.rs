//! From bytes to articles and problems. Importing never fails and never panics; it says what it could not read.
//!
//! [`Importer`] is the one way in; [`import`] is the same for a single document. `detect` says what the bytes are; each
//! format has one file.

mod addresses;
mod byline;
mod date;
mod detect;
pub mod discover;
mod draft;
pub mod examine;
mod feed;
mod html;
mod json;
mod limits;
mod markdown;
mod names;
pub mod opml;
mod outline;
mod page;
mod prose;
mod report;
mod tags;
mod vocabulary;

pub use detect::{Format, Grounds, Taken};
pub use json::{Joined, Lines, MAX_LINE, Piece, is_lines};
pub use report::Encoded;

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::article::{Article, Image, Link, Published};
use crate::text::repair::Names;
use crate::text::repair::{Trouble, decode_said, repair, repair_markup};
use crate::text::sanitize::strip_controls;
use crate::text::{Address, Clean};
use draft::Draft;
use limits::MAX_BYTES;
use report::Report;
use vocabulary::Vocabulary;

/// What is to be read, and what is known about it beforehand.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'a> {
    /// The document.
    pub bytes: &'a [u8],
    /// Its file name or address; a hint for `detect`, and part of nothing else.
    pub name: &'a str,
    /// What it is, where the user says so.
    pub format: Option<Format>,
    /// The day of import: gives a year to dates that have none.
    pub today: Date,
    /// Names with capitals inside (`OpenAI`), which are not two words jammed together.
    pub names: &'a Names,
    /// How it came here, where it came over the net.
    pub transfer: Transfer<'a>,
}

/// What the server that sent a document said of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Transfer<'a> {
    /// The address that was asked for, or the last one of a redirection.
    pub address: Option<&'a str>,
    /// The `Content-Type` header.
    pub content_type: Option<&'a str>,
    /// The `Content-Location` header.
    pub content_location: Option<&'a str>,
    /// The `Content-Language` header.
    pub content_language: Option<&'a str>,
}

impl<'a> Transfer<'a> {
    /// The encoding that the `Content-Type` header names.
    pub fn charset(&self) -> Option<&'a str> {
        let parameters = self.content_type?.split(';').skip(1);
        let named = parameters.filter_map(|parameter| parameter.split_once('='));
        let (_, value) = { named }.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
        Some(value.trim().trim_matches(['"', '\'']))
    }

    /// What relative addresses in the document are relative to.
    pub fn base(&self) -> Option<Address> {
        let asked = self.address.and_then(Address::new);
        let Some(location) = self.content_location else { return asked };
        asked.as_ref().map_or_else(|| Address::new(location), |asked| asked.join(location)).or(asked)
    }
}

/// What one source gave: a page, a feed, a Markdown file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// What it was taken for; none where there was nothing to be read.
    pub taken: Option<Taken>,
    /// The encoding in which it was read; none where it did not come to that.
    pub encoded: Option<Encoded>,
    /// What it says of itself.
    pub about: About,
    /// What could not be read, or was guessed.
    pub problems: Vec<Problem>,
    /// What else was done with it, in sentences without a full stop.
    pub notes: Vec<Clean>,
    /// The stories, in the document's order.
    pub articles: Vec<Article>,
}

/// What a document says of itself as a whole. A feed says much, a page what its site is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct About {
    /// Of a feed: its title.
    pub title: Option<Clean>,
    /// Of a feed: its site.
    pub url: Option<Address>,
    /// What it is about.
    pub description: Option<Clean>,
    /// ISO 639-1 code or a longer tag, as written.
    pub language: Option<Clean>,
    /// Who made it.
    #[serde(flatten)]
    pub credits: Credits,
    /// When it was last changed.
    pub updated: Option<Published>,
    /// Topics.
    pub tags: Vec<Clean>,
    /// Its logo.
    pub images: Vec<Image>,
    /// Other addresses.
    pub links: Vec<Link>,
}

/// Who made a document, and who may do what with it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Credits {
    /// Who writes it.
    pub authors: Vec<Clean>,
    /// Who else has a part in it.
    pub contributors: Vec<Clean>,
    /// Whose it is.
    pub publisher: Option<Clean>,
    /// Copyright, license.
    pub rights: Option<Clean>,
    /// The program that wrote it.
    pub generator: Option<Clean>,
}

/// Something that could not be read, or was guessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// `line 3`, `line 3, column 7`, or the file's path.
    #[serde(rename = "where")]
    pub place: Clean,
    /// What it is and what was done, in a sentence without a full stop.
    pub what: Clean,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something was guessed, repaired or left out; the rest is there.
    Warning,
    /// The document, or a whole story of it, could not be read.
    Error,
}

/// Reads documents. Made once, used for many: it holds the vocabulary that pages are read by.
#[derive(Clone, Debug, Default)]
pub struct Importer {
    words: Vocabulary,
}

/// What every stage needs to know beside the text.
#[derive(Clone, Copy, Debug)]
struct Context<'a> {
    /// The words that pages are made of.
    words: &'a Vocabulary,
    /// Names with capitals inside.
    names: &'a Names,
    /// The day of import.
    today: Date,
}

impl Importer {
    /// An importer with the vocabulary that ships with the program.
    pub fn new() -> Self {
        Self::default()
    }

    /// The articles of one document, and what could not be read in it.
    pub fn import(&self, raw: &Raw) -> Document {
        let mut report = Report::default();
        let context = Context { words: &self.words, names: raw.names, today: raw.today };
        let taken = detect::detect(raw);
        let read = read(raw, taken.format, &context, &mut report);
        let taken = read.is_some().then_some(taken);
        let (about, drafts) = read.unwrap_or_default();
        let (encoded, notes) = (report.encoded(), report.take_notes());
        Document { taken, encoded, about, problems: report.finish(), notes, articles: draft::finish(drafts) }
    }
}

/// What the document says; nothing where there is nothing to be read.
fn read(raw: &Raw, format: Format, context: &Context, report: &mut Report) -> Option<(About, Vec<Draft>)> {
    let mut drafts = match format {
        Format::Feed => return feed::read(raw, context, report),
        Format::Html => html::read(raw, context, report)?,
        // what is sound already is left as it is
        Format::Json => {
            let text = text(raw, report)?;
            return Some((About::default(), json::read(text.trim_start_matches('\u{feff}'), context, report)));
        }
        Format::Text => page::read(&repair(&text(raw, report)?), context, report),
        Format::Markdown => {
            let text = text(raw, report)?;
            markdown::read(&strip_controls(&repair_markup(&text)), &raw.transfer, context, report)
        }
    };
    drafts.iter_mut().for_each(addresses::link);
    Some((About::default(), drafts))
}

/// The text of a document, decoded as its format asks.
fn decoded<'b>(raw: &Raw<'b>, format: Format, report: &mut Report) -> Option<Cow<'b, str>> {
    match format {
        Format::Feed => Some(feed::text(raw, report)),
        Format::Html => html::text(raw, report),
        Format::Text | Format::Markdown | Format::Json => text(raw, report),
    }
}

/// The text of a page or of Markdown, unless there is none in it.
fn text<'b>(raw: &Raw<'b>, report: &mut Report) -> Option<Cow<'b, str>> {
    let decoded = decode_said(fitting(raw.bytes), raw.transfer.charset());
    report.read_as(decoded.encoding, decoded.evidence);
    match decoded.trouble {
        Some(Trouble::Binary) => {
            report.error(1, "this is a binary file, not a text");
            return None;
        }
        Some(Trouble::Replaced { .. }) => report.replaced(&decoded.text),
        Some(Trouble::Legacy) => {
            report.warn(1, format!("the text is not in UTF-8; by its letters it is read as {}", decoded.encoding));
        }
        None => {}
    }
    if raw.bytes.len() > MAX_BYTES {
        report.warn(1, format!("the document is larger than {} MB; the rest is left out", MAX_BYTES >> 20));
    }
    if decoded.text.trim().is_empty() {
        report.error(1, "the document is empty");
        return None;
    }
    Some(decoded.text)
}

/// The lines of `bytes` that are not over the limit: half a line, or half a character, would be one more thing to wonder
/// at.
fn fitting(bytes: &[u8]) -> &[u8] {
    let Some(fits) = bytes.get(..MAX_BYTES).filter(|fits| fits.len() < bytes.len()) else { return bytes };
    &fits[..fits.iter().rposition(|b| *b == b'\n').map_or(fits.len(), |at| at + 1)]
}

/// Imports a single document. Who reads many makes one [`Importer`].
pub fn import(raw: &Raw) -> Document {
    Importer::new().import(raw)
}

#[cfg(test)]
mod testing {
    //! A context for the tests of single stages.

    use super::*;

    /// Runs `test` with the shipped vocabulary and a few names.
    pub fn with_context<T>(test: impl FnOnce(&Context) -> T) -> T {
        let words = Vocabulary::default();
        let names = Names::from_iter([
            "OpenAI",
            "OpenRouter",
            "DeepMind",
            "Character.AI",
            "Anthropic",
            "Nvidia",
            "Hugging Face",
        ]);
        test(&Context { words: &words, names: &names, today: jiff::civil::date(2026, 11, 22) })
    }
}
