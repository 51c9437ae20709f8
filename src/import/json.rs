//! Articles as newsdesk writes them: JSON Lines with one a line, a list of them, or the document that `parse` prints.
//!
//! Little has to be there: a title, or text. What is wrong with one article is said, and costs no other.

mod record;
mod sound;
mod split;

use std::collections::HashMap;

use jiff::civil::Date;

use super::draft::{self, Draft};
use super::limits::{MAX_BYTES, MAX_IMAGES, MAX_LINKS, MAX_PROBLEMS, MAX_TITLE};
use super::outline::{self, Content};
use super::report::{Position, Report};
use super::{Context, Document, Format, Grounds, Importer, Problem, Severity, Taken, addresses, feed};
use crate::article::{Article, ArticleId, Block, Origin, Prose, Section, SectionKind};
use crate::text::repair::{Names, repair};
use crate::text::{Clean, counted};
use record::{Part, Words, Written};

/// Digits of an id that newsdesk made.
const ID_DIGITS: usize = 16;

/// Bytes of a line: one article. What is longer is left out.
pub const MAX_LINE: usize = MAX_BYTES;

/// Whether `sample`, the first bytes of a document, are those of articles in JSON, by the keys of the first one.
pub fn is_articles(sample: &[u8]) -> bool {
    let keys = split::first_keys(sample.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sample));
    let has = |names: &[&[u8]]| names.iter().any(|name| keys.contains(name));
    let is_article = has(&[b"title"]) && has(&[b"id", b"text", b"sections", b"summary"]);
    let is_document = has(&[b"problems"]) && has(&[b"articles", b"url"]);
    (is_article || is_document) && !has(&[b"version", b"items"])
}

/// Whether a document called `name` that begins with `sample` has an article on each line, so that it can be read line
/// by line whatever its length. Its name alone does where it begins with no list and no object of several lines.
pub fn is_lines(sample: &[u8], name: &str, format: Option<Format>) -> bool {
    let start = sample.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sample).trim_ascii_start();
    let begins_line = match start {
        [b'{', rest @ ..] => rest.trim_ascii_start().starts_with(b"\"") && !rest.starts_with(b"\n"),
        [b'[', ..] | [] => false,
        _ => true,
    };
    let is_document = || split::first_keys(start).iter().any(|key| matches!(*key, b"problems" | b"articles"));
    match format {
        Some(Format::Json) => begins_line && !is_document(),
        Some(_) => false,
        None if is_lines_name(name) => begins_line && !super::feed::is_feed(sample),
        None => start.starts_with(b"{") && begins_line && is_articles(start) && !is_document(),
    }
}

/// Whether a file of this name has JSON Lines.
fn is_lines_name(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["jsonl", "ndjson"].iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// The articles of a whole document.
pub fn read(text: &str, context: &Context, report: &mut Report) -> Vec<Draft> {
    let objects = split::objects(text.as_bytes());
    if objects.is_empty() {
        report.error(1, "there is no article in the document");
    }
    let drafts = objects.into_iter().filter_map(|object| {
        let start = object.start;
        article(&text[object], context, report, |at| Position::of(text, start + at))
    });
    drafts.collect()
}

/// Some lines of a document of JSON Lines.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'a> {
    /// Whole lines.
    pub bytes: &'a [u8],
    /// The number of the first one.
    pub first: usize,
    /// Names with capitals inside.
    pub names: &'a Names,
    /// The day of import.
    pub today: Date,
}

/// What some lines gave.
#[derive(Debug, Default)]
pub struct Piece {
    /// The articles, without who and what they name.
    pub articles: Vec<Article>,
    /// Those that gave no id: they have the same one as others of their title, source and date, until it is settled.
    unnamed: Vec<usize>,
    problems: Vec<Problem>,
}

impl Importer {
    /// Reads some lines of a document. What they have in common with others is for [`Joined`].
    pub fn lines(&self, lines: &Lines) -> Piece {
        let context = Context { words: &self.words, names: lines.names, today: lines.today };
        let mut piece = Piece::default();
        let mut report = Report::default();
        for (line, number) in lines.bytes.split(|byte| *byte == b'\n').zip(lines.first..) {
            let line = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1).unwrap_or(line).trim_ascii();
            if line.is_empty() {
                continue;
            }
            let text = String::from_utf8_lossy(line);
            if matches!(text, std::borrow::Cow::Owned(_)) {
                report.warn(number, "bytes that are no UTF-8 are shown as \u{fffd}");
            }
            let place = |at: usize| Position { line: number, ..Position::of(&text, at) };
            if let Some(draft) = article(&text, &context, &mut report, place) {
                if draft.given.is_none() {
                    piece.unnamed.push(piece.articles.len());
                }
                piece.articles.extend(draft::finish(vec![draft]));
            }
        }
        piece.problems = report.finish();
        piece
    }
}

/// Joins pieces of one document to documents in a row, in the order of their lines.
#[derive(Debug, Default)]
pub struct Joined {
    /// How often a made id has come.
    ids: HashMap<ArticleId, u32>,
    n_problems: usize,
    n_left_out: usize,
}

impl Joined {
    /// The next piece as a document: equal ids that were made are told apart, problems without end are none.
    pub fn add(&mut self, Piece { mut articles, unnamed, mut problems }: Piece) -> Document {
        for at in unnamed {
            let article = &mut articles[at];
            let number = self.ids.entry(article.id.clone()).or_default();
            if *number > 0 {
                let published = article.origin.published.map(|date| date.to_string()).unwrap_or_default();
                let source = article.origin.source.as_deref().unwrap_or("");
                article.id = draft::made_id(&[source, &article.title, &published], *number);
            }
            *number += 1;
        }
        let fits = problems.len().min(MAX_PROBLEMS - self.n_problems);
        self.n_left_out += problems.len() - fits;
        problems.truncate(fits);
        self.n_problems += fits;
        let taken = Taken { format: Format::Json, grounds: Grounds::Content };
        Document { taken: Some(taken), problems, articles, ..Document::default() }
    }

    /// In place of a line that is too long.
    pub fn too_long(line: usize) -> Piece {
        left_out(line, &format!("longer than {} MB; the line is left out", MAX_LINE >> 20))
    }

    /// In place of a line that makes newsdesk fail.
    pub fn fault(line: usize) -> Piece {
        left_out(line, "a fault in newsdesk while reading the line; please report it")
    }

    /// What is to be said at the end.
    pub fn finish(self) -> Option<Problem> {
        let what = counted(self.n_left_out, "more problem is not listed", "more problems are not listed").into();
        (self.n_left_out > 0).then(|| Problem { severity: Severity::Warning, place: "line 1".into(), what })
    }
}

fn left_out(line: usize, what: &str) -> Piece {
    let mut report = Report::default();
    report.error(line, what);
    Piece { problems: report.finish(), ..Piece::default() }
}

/// One article; `place` says where in the document a byte of it stands.
fn article(text: &str, context: &Context, report: &mut Report, place: impl Fn(usize) -> Position) -> Option<Draft> {
    if let Ok(record) = serde_json::from_str::<Written>(text) {
        return checked(record, context, report, place(0));
    }
    let mut fields = match serde_json::from_str::<serde_json::Value>(text) {
        Ok(serde_json::Value::Object(fields)) => fields,
        Ok(_) => {
            report.error(place(0), "an article is an object; this is left out");
            return None;
        }
        Err(error) => {
            let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default();
            report.error(place(before + error.column().saturating_sub(1)), format!("no JSON: {what}; it is left out"));
            return None;
        }
    };
    for what in record::settle(&mut fields) {
        report.warn(place(0), what);
    }
    let fields = serde_json::Value::Object(fields);
    match serde::Deserialize::deserialize(&fields) {
        Ok(record) => checked(record, context, report, place(0)),
        Err(error) => {
            report.error(place(0), format!("{error}; it is left out"));
            None
        }
    }
}

/// The draft of an article that says something.
fn checked(record: Written, context: &Context, report: &mut Report, at: Position) -> Option<Draft> {
    let draft = draft(record, context);
    if draft.title.is_empty() {
        report.error(at, "an article without title and text; it is left out");
        return None;
    }
    Some(draft)
}

fn draft(record: Written, context: &Context) -> Draft {
    let mut images = record.images;
    images.truncate(MAX_IMAGES);
    let sections: Vec<Section> = record.sections.into_iter().filter_map(|part| section(part, images.len())).collect();
    let title = record.title.map(|Words(title)| line(&title)).unwrap_or_default();
    let written_date = record.published.map(|date| date.to_string()).unwrap_or_default();
    let mut draft = Draft {
        title,
        origin: Origin {
            source: record.source.filter(|source| !source.is_empty()),
            url: record.url,
            authors: record.authors,
            contributors: record.contributors,
            published: record.published,
            updated: record.updated,
            rights: record.rights,
            via: record.via.and_then(|Words(id)| given(&id)),
            also_in: Vec::new(),
        },
        language: record.language.filter(|language| !language.is_empty()),
        minutes: record.reading_minutes,
        tags: record.tags,
        images,
        links: record.links,
        is_peer: true,
        sections,
        given: record.id.and_then(|Words(id)| given(&id)),
        written_date,
        ..Draft::default()
    };
    draft.links.truncate(MAX_LINKS);
    if draft.sections.is_empty() {
        add_text(&mut draft, record.text.map(|Words(text)| text).as_deref().unwrap_or_default(), context);
    }
    if draft.title.is_empty() {
        let texts = draft.sections.iter().flat_map(|section| &section.blocks).flat_map(Block::texts);
        draft.title = feed::made_title(texts);
    }
    draft
}

/// A line of text as pages have it, a title.
fn line(text: &str) -> Clean {
    let line = Clean::from(repair(text).as_ref());
    match line.char_indices().nth(MAX_TITLE) {
        Some((end, _)) => Clean::from(&line[..end]),
        None => line,
    }
}

/// The id, if newsdesk made it.
fn given(id: &str) -> Option<ArticleId> {
    let is_ours = id.len() == ID_DIGITS && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    is_ours.then(|| ArticleId(id.to_owned()))
}

fn section(part: Part, n_images: usize) -> Option<Section> {
    let Part { kind, heading, blocks, paragraphs, bullets, text, cut } = part;
    let kind = SectionKind::ALL.into_iter().find(|known| kind.as_ref().is_some_and(|Words(kind)| kind == known.name()));
    let heading = heading.filter(|heading| !heading.is_empty());
    let mut section = Section { heading, cut, ..Section::new(kind.unwrap_or(SectionKind::Body)) };
    section.blocks = blocks.into_iter().filter_map(|block| sound::sound(block, n_images)).collect();
    if section.blocks.is_empty() {
        let paragraphs = paragraphs.iter().map(|Words(text)| Block::paragraph(line_of(text)));
        section.blocks.extend(paragraphs.chain(bullets.iter().map(|Words(text)| Block::bullet(line_of(text)))));
    }
    if section.blocks.is_empty() {
        let lines = text.iter().flat_map(|Words(text)| text.lines());
        section.blocks.extend(lines.map(|text| Block::paragraph(line_of(text))));
    }
    section.blocks.retain(|block| block.image().is_some() || block.texts().any(|text| !text.is_empty()));
    (section.heading.is_some() || !section.blocks.is_empty()).then_some(section)
}

fn line_of(text: &str) -> Clean {
    Clean::from(repair(text).as_ref())
}

/// Sections of a text of which nothing is said: HTML where it looks like that, else paragraphs, with the headings that
/// are known.
fn add_text(draft: &mut Draft, text: &str, context: &Context) {
    let fragment = feed::running_text(text, context);
    let mut parts = Vec::new();
    for part in fragment.parts {
        match part.content {
            Content::Block(Block::Paragraph(prose)) if context.words.heading(&prose.text).is_some() => {
                parts.push(outline::Part::heading(part.line, outline::BOLD_LEVEL, Prose::plain(prose.text), context));
            }
            Content::Block(Block::Paragraph(prose)) => parts.extend(outline::paragraph(part.line, prose, context)),
            content => parts.push(outline::Part { line: part.line, content }),
        }
    }
    draft.sections = outline::sections(parts, false);
    let first = draft.images.len();
    draft.images.extend(fragment.images);
    for block in draft.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        if let Block::Figure { image } = block {
            *image += first;
        }
    }
    draft.links.extend(fragment.links);
    addresses::link(draft);
}

#[cfg(test)]
mod tests;
