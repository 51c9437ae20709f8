//! What was typed after `parse` and `doctor`: documents, and what is known of them beforehand.

use std::path::PathBuf;

use clap::{Args as Group, ValueEnum};

use crate::import::{self, Transfer};
use crate::runtime::Told;
use crate::text::Address;

/// Arguments of `parse`.
#[derive(Debug, Group)]
#[command(after_help = "\
Examples:
  newsdesk parse page.txt
  curl -s https://example.org/briefing.md | newsdesk parse --type markdown -
  newsdesk parse --url https://example.org/feed.xml --header 'Content-Type: text/xml; charset=utf-8' feed.xml
  newsdesk parse page.txt --format tsv --fields title,published,tags
`newsdesk schema` describes the JSON, which says what was wrong with the document, also where nothing could be read.
Exit status: 3 if there is nothing to be read: no such file, no text, empty.")]
pub struct Parse {
    /// What is known of it beforehand.
    #[command(flatten)]
    pub known: Known,
    /// The document; without one, or with -, standard input
    #[arg(value_name = "FILE", default_value = "-", hide_default_value = true)]
    pub file: PathBuf,
}

/// Arguments of `doctor`.
#[derive(Debug, Group)]
#[command(after_help = "\
Examples:
  newsdesk doctor page.txt
  curl -s https://example.org/feed.xml | newsdesk doctor -
  newsdesk doctor                             the terminal, your files, every page of the library
Without a document it answers as text or JSON. Exit status: 1 if something is wrong there;
3 if there is nothing to be read in any of the files, 4 if in some of them.")]
pub struct Doctor {
    /// What is known of the documents beforehand.
    #[command(flatten)]
    pub known: Known,
    /// The documents; - is standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Set a damaged library aside, and take over what can be read of it into a new one
    #[arg(long, conflicts_with = "files")]
    pub mend: bool,
}

/// What is known of a document beside its bytes and its name.
#[derive(Debug, Group)]
pub struct Known {
    /// What the document is: auto, text, markdown, html, feed or json (also
    /// jsonl: an article a line)
    #[arg(long = "type", value_name = "TYPE", default_value = "auto", hide_possible_values = true)]
    pub kind: DocumentType,
    /// The address that the document came from: its relative links are taken from there
    #[arg(long, value_name = "URL")]
    pub url: Option<Address>,
    /// A header that it came with, as curl takes them: Content-Type, Content-Location and Content-Language count. May be
    /// given again
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE")]
    pub headers: Vec<Header>,
}

impl Known {
    /// What is known of the document beside its bytes and its name.
    pub fn told(&self) -> Told<'_> {
        let transfer = Transfer {
            address: self.url.as_deref(),
            content_type: self.header("content-type"),
            content_location: self.header("content-location"),
            content_language: self.header("content-language"),
        };
        Told { format: self.kind.format(), transfer }
    }

    /// The value of a header; of one that is given again, the last. One without a value says nothing.
    fn header(&self, name: &str) -> Option<&str> {
        let last = self.headers.iter().rev().find(|header| header.name.eq_ignore_ascii_case(name))?;
        Some(last.value.as_str()).filter(|value| !value.is_empty())
    }
}

/// A line of an HTTP answer's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    name: String,
    value: String,
}

impl std::str::FromStr for Header {
    type Err = &'static str;

    fn from_str(line: &str) -> Result<Self, Self::Err> {
        let (name, value) = line.split_once(':').ok_or("a header has a colon after its name")?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if name.is_empty() || !name.chars().all(is_name) {
            return Err("before the colon stands a name of letters, digits and hyphens");
        }
        if value.trim().contains(|c: char| c.is_control() && c != '\t') {
            return Err("a header is one line");
        }
        Ok(Self { name: name.to_owned(), value: value.trim().to_owned() })
    }
}

/// What a document is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DocumentType {
    /// What its bytes, its headers and its name say.
    Auto,
    /// A page as plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// RSS, Atom, JSON Feed.
    Feed,
    /// Articles as newsdesk writes them.
    #[value(alias = "jsonl", alias = "ndjson")]
    Json,
}

impl DocumentType {
    /// What the importer is told.
    pub fn format(self) -> Option<import::Format> {
        match self {
            Self::Auto => None,
            Self::Text => Some(import::Format::Text),
            Self::Markdown => Some(import::Format::Markdown),
            Self::Html => Some(import::Format::Html),
            Self::Feed => Some(import::Format::Feed),
            Self::Json => Some(import::Format::Json),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<(&str, &str)>) {
        let header = line.parse::<Header>().ok();
        assert_eq!(header.as_ref().map(|h| (h.name.as_str(), h.value.as_str())), expected, "{line:?}");
    }

    #[test]
    fn a_header_is_a_name_a_colon_and_a_value() {
        check("Content-Type: text/html; charset=utf-8", Some(("Content-Type", "text/html; charset=utf-8")));
        check("content-location:/a:b ", Some(("content-location", "/a:b")));
        check("X-Empty:", Some(("X-Empty", "")));
        check("Content-Type", None);
        check(": x", None);
        check("a b: x", None);
        check("a: x\r\nb: y", None);
        check("", None);
    }

    #[test]
    fn names_count_in_any_case_and_the_last_of_several() {
        let headers = ["CONTENT-TYPE: a", "content-type: b", "Content-Language:", "Server: c"];
        let headers = headers.map(|line| line.parse().unwrap()).to_vec();
        let known = Known { kind: DocumentType::Auto, url: None, headers };
        let expected = Transfer { content_type: Some("b"), ..Transfer::default() };
        assert_eq!(known.told().transfer, expected);
    }
}
