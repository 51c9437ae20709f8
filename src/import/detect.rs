//! What a document is, from its first bytes and its name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::repair::decode;

/// Bytes that are looked at: enough for the longest preambles of web pages.
const SAMPLE: usize = 4096;

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
}

impl Format {
    /// What documents of this kind are called.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Text => "plain text pages",
            Self::Markdown => "Markdown documents",
            Self::Html => "web pages (HTML)",
            Self::Feed => "feeds (RSS, Atom, JSON Feed)",
        }
    }
}

/// What the document called `name` is: by what it begins with, and where that says nothing, by its name.
pub fn detect(bytes: &[u8], name: &str) -> Format {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let start = decode(sample).text.trim_start().to_lowercase();
    by_content(&start).or_else(|| by_name(name)).unwrap_or_else(|| guess(&start))
}

fn by_content(start: &str) -> Option<Format> {
    let begins = |tags: &[&str]| tags.iter().any(|tag| start.starts_with(tag));
    let has = |tags: &[&str]| tags.iter().any(|tag| start.contains(tag));
    let is_markup = start.starts_with('<');
    match () {
        () if is_markup && has(&["<rss", "<feed", "<rdf:rdf", "<channel"]) => Some(Format::Feed),
        () if begins(&["<!doctype html", "<html", "<head", "<body", "<script", "<meta", "<article", "<title"]) => {
            Some(Format::Html)
        }
        () if is_markup && has(&["<html", "<body"]) => Some(Format::Html),
        () if start.starts_with('{') && has(&["jsonfeed.org/version"]) => Some(Format::Feed),
        () if is_front_matter(start) => Some(Format::Markdown),
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

fn by_name(name: &str) -> Option<Format> {
    let path = name.split(['?', '#']).next().unwrap_or(name);
    let (_, extension) = path.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "md" | "markdown" | "mdown" | "mkd" | "mdx" => Some(Format::Markdown),
        "txt" | "text" => Some(Format::Text),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "rss" | "atom" | "rdf" | "xml" => Some(Format::Feed),
        _ => None,
    }
}

/// Text is Markdown where its first lines have headings or links as Markdown sets them.
fn guess(start: &str) -> Format {
    let marks =
        start.lines().filter(|line| line.starts_with("# ") || line.starts_with("## ") || line.contains("](http"));
    if marks.count() >= 2 { Format::Markdown } else { Format::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_told_by_content_then_by_name() {
        for (text, name, expected) in [
            ("<!DOCTYPE html><p>", "page.txt", Format::Html),
            ("<?xml version='1.0'?><rss>", "x", Format::Feed),
            ("<?xml version='1.0'?>\n<feed xmlns='…'>", "x.txt", Format::Feed),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\"}", "x", Format::Feed),
            ("---\ntitle: x\n---\ntext", "x", Format::Markdown),
            ("+++\ntitle = 'x'\n+++\ntext", "x.txt", Format::Markdown),
            ("# A title\n\ntext\n\n## A heading\n", "-", Format::Markdown),
            ("plain", "x.md", Format::Markdown),
            ("plain", "notes", Format::Text),
            ("1 < 2", "x.txt", Format::Text),
            ("", "feed.xml", Format::Feed),
        ] {
            assert_eq!(detect(text.as_bytes(), name), expected, "{text:?} {name}");
        }
    }
}
