//! HTML inside Markdown: whole blocks, which are read as pieces of HTML are, and tags within a paragraph.
//!
//! Of the latter the parser gives each alone, well formed as CommonMark defines it. What it opens and what Markdown opens share one
//! stack, so that styles nest whoever closes what.

use std::borrow::Cow;

use super::Walker;
use crate::article::{Block, Image, SpanStyle};
use crate::import::html::{self, Fragment};
use crate::import::outline::Content;
use crate::text::Clean;
use crate::text::repair::repair;

/// Tags that style what is between them.
const STYLES: [(&str, SpanStyle); 11] = [
    ("b", SpanStyle::Strong),
    ("strong", SpanStyle::Strong),
    ("i", SpanStyle::Emphasis),
    ("em", SpanStyle::Emphasis),
    ("cite", SpanStyle::Emphasis),
    ("code", SpanStyle::Code),
    ("kbd", SpanStyle::Code),
    ("samp", SpanStyle::Code),
    ("s", SpanStyle::Struck),
    ("del", SpanStyle::Struck),
    ("strike", SpanStyle::Struck),
];

/// Tags whose content is not for readers.
const HIDDEN: [&str; 4] = ["script", "style", "template", "noscript"];

/// What is open in the paragraph that is being read.
#[derive(Debug, Default)]
pub struct Tags {
    open: Vec<Opened>,
    hidden: Option<String>,
    /// The block that is being read.
    pub block: String,
}

#[derive(Debug, PartialEq, Eq)]
enum Opened {
    Markdown,
    Html(String),
}

impl Tags {
    /// Whether what is being read is not for readers.
    pub fn is_hidden(&self) -> bool {
        self.hidden.is_some()
    }

    /// Notes that Markdown opened a style.
    pub fn open_markdown(&mut self) {
        self.open.push(Opened::Markdown);
    }

    /// How many styles end where Markdown's last one ends: tags that were not closed end with it.
    pub fn close_markdown(&mut self) -> usize {
        self.close_at(self.open.iter().rposition(|opened| *opened == Opened::Markdown))
    }

    /// How many styles end at `</name>`: none where it closes nothing, or something that Markdown has around it.
    fn close_html(&mut self, name: &str) -> usize {
        let inner = self.open.iter().rev().take_while(|opened| **opened != Opened::Markdown).count();
        let first = self.open.len() - inner;
        let is_it = |opened: &Opened| matches!(opened, Opened::Html(open) if open == name);
        self.close_at(self.open[first..].iter().rposition(is_it).map(|at| first + at))
    }

    fn close_at(&mut self, at: Option<usize>) -> usize {
        let Some(at) = at else { return 0 };
        let count = self.open.len() - at;
        self.open.truncate(at);
        count
    }

    /// Forgets what is open: the paragraph ends.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Walker<'_> {
    /// The block that has been read.
    pub fn html_block(&mut self) {
        let markup = std::mem::take(&mut self.tags.block);
        let first_line = self.line.saturating_sub(markup.matches('\n').count()).max(self.source.first_line);
        let Fragment { parts, links, images } = html::fragment(&markup, self.source.base, first_line, self.context);
        let before = self.blocks.images.len();
        self.blocks.images.extend(images);
        self.blocks.links.extend(links.into_iter().map(|link| (first_line, link)));
        let is_inner = !self.containers.is_empty() || self.blocks.notes.is_open();
        for mut part in parts {
            if let Content::Block(Block::Figure { image }) = &mut part.content {
                *image += before;
            }
            match part.content {
                Content::Block(block) => self.push(block),
                Content::Heading { text, .. } if is_inner => self.push(Block::Paragraph(text)),
                _ => self.blocks.parts.push(part),
            }
        }
    }

    /// A tag within a paragraph.
    pub fn inline_html(&mut self, tag: &str) {
        let Some((closes, name)) = name(tag) else { return };
        if self.tags.hidden.as_ref().is_some_and(|hidden| closes && *hidden == name) {
            self.tags.hidden = None;
        } else if self.tags.is_hidden() {
        } else if !closes && HIDDEN.contains(&name.as_str()) {
            self.tags.hidden = Some(name);
        } else if name == "br" {
            self.text(" ");
        } else if name == "img" && !closes {
            self.html_image(tag);
        } else if closes {
            for _ in 0..self.tags.close_html(&name) {
                self.close();
            }
        } else if let Some(style) = self.style(tag, &name) {
            self.tags.open.push(Opened::Html(name));
            self.prose.open(style);
        }
    }

    /// The style that a tag opens; nothing for tags that open none.
    fn style(&self, tag: &str, name: &str) -> Option<SpanStyle> {
        if name == "a" {
            return self.address(&attribute(tag, "href")?).map(SpanStyle::Link);
        }
        STYLES.iter().find(|(known, _)| *known == name).map(|(_, style)| style.clone())
    }

    fn html_image(&mut self, tag: &str) {
        let words = |name| attribute(tag, name).map(|text| Clean::from(&*text)).filter(|text| !text.is_empty());
        let url = attribute(tag, "src").and_then(|url| self.address(&url));
        let image = Image { caption: words("title").or_else(|| words("alt")), credit: None, url };
        self.add_image(image);
    }
}

/// Whether a tag closes, and its name in small letters; nothing for comments and declarations.
fn name(tag: &str) -> Option<(bool, String)> {
    let inner = tag.strip_prefix('<')?;
    let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inner.len());
    (end > 0).then(|| (closes, inner[..end].to_ascii_lowercase()))
}

/// The value of an attribute.
fn attribute<'t>(tag: &'t str, wanted: &str) -> Option<Cow<'t, str>> {
    let mut rest = tag.trim_start_matches(|c: char| !c.is_whitespace()).trim_start();
    while rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == ':') {
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, after) = value(after.trim_start());
        if name.eq_ignore_ascii_case(wanted) {
            return Some(repair(value));
        }
        rest = after.trim_start();
    }
    None
}

/// The value after an attribute's name, if it has one, and what comes after.
fn value(after: &str) -> (&str, &str) {
    let Some(value) = after.strip_prefix('=').map(str::trim_start) else { return ("", after) };
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
        None => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found() {
        for (tag, wanted, expected) in [
            ("<a href='x y' title=\"b\">", "href", Some("x y")),
            ("<a HREF=x&amp;y title>", "href", Some("x&y")),
            ("<a title=\"href='z'\" href = \"u\"/>", "href", Some("u")),
            ("<img disabled src=a>", "src", Some("a")),
            ("<img disabled src=a>", "disabled", Some("")),
            ("<a>", "href", None),
        ] {
            assert_eq!(attribute(tag, wanted).as_deref(), expected, "{tag}");
        }
    }
}
