//! What a document is, from its first bytes, the header that came with it, and its name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Raw;
use crate::text::repair::decode;

/// Bytes that are looked at: enough for the longest preambles of web pages.
const SAMPLE: usize = 4096;

/// Bytes in which a feed's first element is looked for: licenses and style sheets may stand before it.
const PREAMBLE: usize = 64 << 10;

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A page as plain text, as a browser copies it.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// A web page.
    Html,
    /// RSS, Atom, JSON Feed.
    Feed,
    /// Articles as newsdesk writes them: JSON Lines, a list, a document.
    Json,
}

impl Format {
    /// What documents of this kind are called.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Text => "plain text pages",
            Self::Markdown => "Markdown documents",
            Self::Html => "web pages (HTML)",
            Self::Feed => "feeds (RSS, Atom, JSON Feed)",
            Self::Json => "articles in JSON",
        }
    }
}

/// What says what a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grounds {
    /// The user.
    Told,
    /// What it begins with.
    Content,
    /// The `Content-Type` header.
    Header,
    /// The end of its name.
    Name,
    /// Nothing does; it looks like that.
    Looks,
}

/// What a document was taken for, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What it is.
    pub format: Format,
    /// What says so.
    pub grounds: Grounds,
}

/// What a document is: by what the user says, by what it begins with, and where that says nothing, by the header that
/// came with it or by its name. Servers call everything `text/plain`, so that this header alone says nothing.
pub fn detect(raw: &Raw) -> Taken {
    let taken = |format: Option<Format>, grounds| Some(Taken { format: format?, grounds });
    let sample = &raw.bytes[..raw.bytes.len().min(SAMPLE)];
    let start = || decode(sample).text.trim_start().to_lowercase();
    taken(raw.format, Grounds::Told).unwrap_or_else(|| {
        let start = start();
        let head = &raw.bytes[..raw.bytes.len().min(PREAMBLE)];
        let feed = super::feed::is_feed(head).then_some(Format::Feed);
        let articles = || super::json::is_articles(head).then_some(Format::Json);
        taken(feed.or_else(|| by_content(&start)).or_else(articles), Grounds::Content)
            .or_else(|| taken(raw.transfer.content_type.and_then(by_header), Grounds::Header))
            .or_else(|| taken(by_name(raw.name), Grounds::Name))
            .or_else(|| taken(raw.transfer.address.and_then(by_name), Grounds::Name))
            .unwrap_or_else(|| Taken { format: guess(&start), grounds: Grounds::Looks })
    })
}

fn by_content(start: &str) -> Option<Format> {
    let begins = |tags: &[&str]| tags.iter().any(|tag| start.starts_with(tag));
    let has = |tags: &[&str]| tags.iter().any(|tag| start.contains(tag));
    let is_markup = start.starts_with('<');
    match () {
        () if begins(&["<!doctype html", "<html", "<head", "<body", "<script", "<meta", "<article", "<title"]) => {
            Some(Format::Html)
        }
        () if is_markup && has(&["<html", "<body"]) => Some(Format::Html),
        () if is_front_matter(start) || is_json_front_matter(start) => Some(Format::Markdown),
        () => None,
    }
}

/// A block of `key: value` between `---`, or of `key = value` between `+++`, before the text.
fn is_front_matter(start: &str) -> bool {
    let mut lines = start.lines().map(str::trim_end);
    let (mark, sign) = match lines.next() {
        Some("---") => ("---", ':'),
        Some("+++") => ("+++", '='),
        _ => return false,
    };
    let pairs = lines.take_while(|line| *line != mark && *line != "...").filter(|line| line.contains(sign)).count();
    pairs > 0 && start.lines().skip(1).any(|line| line.trim_end() == mark || line.trim_end() == "...")
}

/// A JSON object with a title, closed by a line of its own before the text.
fn is_json_front_matter(start: &str) -> bool {
    let Some((block, text)) = start.split_once("\n}").filter(|_| start.starts_with('{')) else { return false };
    block.contains("\"title\"") && text.starts_with(['\n', '\r']) && !text.trim().is_empty()
}

fn by_header(content_type: &str) -> Option<Format> {
    let media_type = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    match media_type.as_str() {
        "text/markdown" | "text/x-markdown" => Some(Format::Markdown),
        "text/html" | "application/xhtml+xml" => Some(Format::Html),
        "text/xml" | "application/xml" | "application/json" | "application/feed+json" => Some(Format::Feed),
        "application/jsonl" | "application/x-ndjson" | "application/ndjson" => Some(Format::Json),
        "application/rss+xml" | "application/atom+xml" | "application/rdf+xml" => Some(Format::Feed),
        _ => None,
    }
}

fn by_name(name: &str) -> Option<Format> {
    let path = name.split(['?', '#']).next().unwrap_or(name);
    let (_, extension) = path.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "md" | "markdown" | "mdown" | "mkd" | "mdx" => Some(Format::Markdown),
        "txt" | "text" => Some(Format::Text),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "rss" | "atom" | "rdf" | "xml" => Some(Format::Feed),
        "json" | "jsonl" | "ndjson" => Some(Format::Json),
        _ => None,
    }
}

/// Text is Markdown where it begins with a heading, or has several things as only Markdown sets them.
fn guess(start: &str) -> Format {
    let title = start.split_once('\n').is_some_and(|(first, rest)| {
        first.starts_with("# ") && rest.starts_with(['\n', '\r']) && !rest.trim().is_empty()
    });
    let lines: Vec<&str> = start.lines().collect();
    let marks = (0..lines.len()).filter(|at| is_mark(lines[*at], at.checked_sub(1).map(|over| lines[over])));
    if title || marks.count() >= 2 { Format::Markdown } else { Format::Text }
}

/// Whether a line has something that plain text has not: a heading, a rule under one, a fence, a link, a picture, a
/// reference, words in bold, the line under a table's head.
fn is_mark(line: &str, over: Option<&str>) -> bool {
    let text = line.trim();
    let only = |signs: &[char]| text.len() >= 3 && text.chars().all(|c| signs.contains(&c));
    let hashes = text.len() - text.trim_start_matches('#').len();
    let is_heading = (1..=6).contains(&hashes) && text[hashes..].starts_with(' ') && line.starts_with('#');
    let under_heading =
        over.is_some_and(|over| over.starts_with(char::is_alphanumeric)) && (only(&['=']) || only(&['-']));
    let is_table = text.starts_with('|') && text.contains("--") && only(&['|', '-', ':', ' ']);
    let has_link = ["](http", "](/", "](#", "][", "]: http", "[^"].iter().any(|sign| text.contains(sign));
    let has_bold = text.matches("**").count() >= 2;
    is_heading
        || under_heading
        || is_table
        || has_link
        || has_bold
        || text.starts_with("```")
        || text.starts_with("~~~")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Transfer;
    use crate::text::repair::Names;

    #[test]
    fn documents_are_told_by_content_then_by_name() {
        for (text, name, expected) in [
            ("<!DOCTYPE html><p>", "page.txt", Format::Html),
            ("<?xml version='1.0'?><rss>", "x", Format::Feed),
            ("\u{feff}\n<!-- a --><CHANNEL HREF='x'>", "x.html", Format::Feed),
            ("Notice: line 3\n<?xml version='1.0'?><rdf:RDF>", "x.txt", Format::Feed),
            ("What <rss> and <feed> are", "x.txt", Format::Text),
            ("<?xml version='1.0'?>\n<feed xmlns='…'>", "x.txt", Format::Feed),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\"}", "x", Format::Feed),
            ("---\ntitle: x\n---\ntext", "x", Format::Markdown),
            ("+++\ntitle = 'x'\n+++\ntext", "x.txt", Format::Markdown),
            ("# A title\n\ntext\n\n## A heading\n", "-", Format::Markdown),
            ("A title\n=======\n\ntext\n\nA [link](/x)", "-", Format::Markdown),
            ("# A title\n\ntext", "-", Format::Markdown),
            ("text\n\n| a | b |\n|---|---|\n| 1 | **2** |", "-", Format::Markdown),
            ("{\n  \"title\": \"x\"\n}\n\ntext", "-", Format::Markdown),
            ("# 1 in the list\nof many [1]", "-", Format::Text),
            ("A line\n------\nof signs", "-", Format::Text),
            ("plain", "x.md", Format::Markdown),
            ("plain", "notes", Format::Text),
            ("1 < 2", "x.txt", Format::Text),
            ("", "feed.xml", Format::Feed),
            ("{\"id\": \"x\", \"title\": \"x\"}\n", "-", Format::Json),
            ("[{\"title\": \"x\", \"text\": \"y", "-", Format::Json),
            ("{\"title\": \"x\", \"id\": 1, \"version\": 1}", "-", Format::Text),
            ("{", "x.jsonl", Format::Json),
        ] {
            check(text, name, Transfer::default(), expected);
        }
    }

    fn check(text: &str, name: &str, transfer: Transfer, expected: Format) {
        let (names, today) = (Names::default(), jiff::civil::date(2026, 11, 22));
        let raw = Raw { bytes: text.as_bytes(), name, format: None, today, names: &names, transfer };
        assert_eq!(detect(&raw).format, expected, "{text:?} {name} {transfer:?}");
    }

    #[test]
    fn a_header_counts_where_the_content_says_nothing() {
        let html = Transfer { content_type: Some("Text/HTML; charset=utf-8"), ..Transfer::default() };
        check("words", "x", html, Format::Html);
        check("words", "x.md", html, Format::Html);
        check("<rss>", "x", html, Format::Feed);
        let plain = Transfer { content_type: Some("text/plain"), ..Transfer::default() };
        check("words", "x.md", plain, Format::Markdown);
        let address = Transfer { address: Some("https://a.example/b.md?raw"), ..Transfer::default() };
        check("words", "-", address, Format::Markdown);
    }
}
