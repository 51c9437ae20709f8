//! Text constructs: what is written as text, as HTML, as XHTML, in base64, escaped once or twice, said or not said.

use std::borrow::Cow;

use super::base64;
use super::capture::Inner;
use super::entities::Entities;
use super::faults::Fault;
use super::markup::{Attributes, Scanner};
use super::xhtml;
use crate::article::Block;
use crate::import::Context;
use crate::import::html::{self, Fragment};
use crate::import::outline::Part;
use crate::text::repair::{repair, repair_markup};
use crate::text::sanitize::strip_controls;
use crate::text::{Address, Clean};

/// How a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Every character stands for itself.
    Plain,
    /// HTML.
    Markup,
    /// Nobody says: HTML where it looks like it.
    #[default]
    Unsaid,
}

/// A text of a feed, in the form in which it came.
#[derive(Clone, Debug, Default)]
pub struct Words<'t> {
    /// References of XML are resolved.
    pub text: Cow<'t, str>,
    /// What it is.
    pub form: Form,
    /// Where it begins in the document.
    pub at: usize,
    /// Index of the address that it is relative to.
    pub base: Option<usize>,
}

/// Names after `&lt;` that make it markup that was escaped twice.
const ESCAPED_TAGS: [&str; 14] =
    ["p", "br", "a", "div", "b", "i", "em", "strong", "img", "ul", "li", "span", "blockquote", "h2"];

impl<'t> Words<'t> {
    /// The text that an element holds, by its attributes (`type`, `mode`).
    pub fn read(inner: &Inner<'t>, attributes: Attributes<'t>, entities: &Entities, scanner: &mut Scanner<'t>) -> Self {
        let kind = attributes.get("type", entities).unwrap_or_default().to_ascii_lowercase();
        let mode = attributes.get("mode", entities).unwrap_or_default().to_ascii_lowercase();
        let at = inner.at;
        if inner.has_tags {
            let text = xhtml::markup(inner.raw);
            return Self { text: Cow::Owned(text), form: Form::Markup, at, base: None };
        }
        let mut text = inner.text(entities, scanner);
        let is_file = kind.contains('/') && !kind.starts_with("text/") && !kind.ends_with("xml");
        if mode == "base64" || is_file {
            match base64::decode(&text) {
                Some(decoded) => text = Cow::Owned(decoded),
                None if mode == "base64" => scanner.faults.note(Fault::Base64, at),
                None => text = Cow::Borrowed(""),
            }
        }
        Self { text, form: form(&kind), at, base: None }
    }

    /// Text in a form that is known.
    pub fn new(text: impl Into<Cow<'t, str>>, form: Form, at: usize) -> Self {
        Self { text: text.into(), form, at, base: None }
    }

    /// Leaves the first `bytes` bytes, up to a whole character.
    pub fn shorten(&mut self, bytes: usize) {
        let end = self.text.floor_char_boundary(bytes);
        match &mut self.text {
            Cow::Borrowed(text) => *text = &text[..end],
            Cow::Owned(text) => text.truncate(end),
        }
    }

    /// Whether there is nothing to be seen.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether there are paragraphs of HTML in it.
    pub fn has_blocks(&self) -> bool {
        ["</p>", "<p>", "<br", "</div>", "</ul>", "</blockquote>"].iter().any(|tag| self.text.contains(tag))
    }

    /// As one line: a title, a name.
    pub fn line(&self) -> Clean {
        let text = self.text.trim();
        let is_markup = match self.form {
            Form::Plain => false,
            Form::Markup => memchr::memchr2(b'<', b'&', text.as_bytes()).is_some(),
            Form::Unsaid => looks_like_markup(text),
        };
        if is_markup {
            html::inline(&prepared(text, self.form == Form::Markup))
        } else {
            Clean::from(repair(text).as_ref())
        }
    }

    /// As running text.
    pub fn fragment(&self, base: Option<&Address>, line: usize, context: &Context) -> Fragment {
        let text = self.text.trim();
        let has_signs = memchr::memchr2(b'<', b'&', text.as_bytes()).is_some();
        let is_markup =
            has_signs && (self.form == Form::Markup || looks_like_markup(text) && self.form == Form::Unsaid);
        if !is_markup {
            return Fragment { parts: paragraphs(text, line), ..Fragment::default() };
        }
        html::fragment(&prepared(text, self.form == Form::Markup), base, line, context)
    }
}

/// What an element's `type` says of its text.
fn form(kind: &str) -> Form {
    match kind {
        "text" | "text/plain" | "plain" => Form::Plain,
        "html" | "text/html" | "xhtml" | "application/xhtml+xml" | "application/xhtml" => Form::Markup,
        _ => Form::Unsaid,
    }
}

/// Markup as it goes to the reader of HTML: characters mended, escape sequences gone whole, the second escaping undone. `is_said`: the feed says that it is HTML.
fn prepared(text: &str, is_said: bool) -> Cow<'_, str> {
    let text = twice_escaped(text, is_said).map_or(Cow::Borrowed(text), Cow::Owned);
    if has_controls(text.as_bytes()) {
        return Cow::Owned(repair_markup(&strip_controls(&text)).into_owned());
    }
    match text {
        Cow::Borrowed(text) => repair_markup(text),
        Cow::Owned(text) => Cow::Owned(repair_markup(&text).into_owned()),
    }
}

/// Whether there are control characters other than blanks. All bytes are looked at, in large steps.
fn has_controls(bytes: &[u8]) -> bool {
    let is_control = |c: u8| u8::from(c < b' ') & u8::from(c != b'\n') & u8::from(c != b'\r') & u8::from(c != b'\t');
    bytes.iter().fold(0, |all, c| all | is_control(*c)) != 0
}

/// `&lt;p&gt;` and no tag: escaped once more than meant. Where the feed says that it is HTML, that is only believed of a text
/// that is a block as a whole: `Use &lt;b&gt;` speaks of a tag, and so it does where nobody says so and nothing closes it.
fn twice_escaped(text: &str, is_said: bool) -> Option<String> {
    if memchr::memchr(b'<', text.as_bytes()).is_some() || !text.contains("&gt;") {
        return None;
    }
    let is_block = text.starts_with("&lt;") && text.ends_with("&gt;");
    let is_tag = |rest: &str| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = &rest[..end];
        let is_known = ESCAPED_TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name));
        let is_open = ["p", "br", "img"].iter().any(|tag| tag.eq_ignore_ascii_case(name));
        is_known && (is_open || text.contains(&format!("&lt;/{name}&gt;")))
    };
    let found = (is_block || !is_said) && text.split("&lt;").skip(1).any(is_tag);
    found.then(|| Entities::default().resolve(text).into_owned())
}

/// Whether `text`, of which nobody says what it is, is HTML: it has a tag or a reference.
fn looks_like_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = memchr::memchr2(b'<', b'&', &bytes[from..]).map(|at| from + at) {
        let rest = &text[at + 1..];
        if if bytes[at] == b'<' { is_tag(rest) } else { is_reference(rest) } {
            return true;
        }
        from = at + 1;
    }
    false
}

/// Whether a tag of HTML, or a comment, stands after `<`.
fn is_tag(rest: &str) -> bool {
    if rest.starts_with("!--") {
        return true;
    }
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let follows = name[end..].starts_with(['>', ' ', '/', '\n', '\t', '\r', ':']) && name.contains('>');
    (1..=10).contains(&end) && name.starts_with(|c: char| c.is_ascii_alphabetic()) && follows
}

/// Whether a reference stands after `&`.
fn is_reference(rest: &str) -> bool {
    let end = rest.bytes().take(12).position(|c| c == b';').unwrap_or(0);
    end > 1 && rest[..end].bytes().all(|c| c.is_ascii_alphanumeric() || c == b'#')
}

/// Text without markup: a paragraph up to each blank line.
fn paragraphs(text: &str, line: usize) -> Vec<Part> {
    let text = strip_controls(text);
    let mut parts = Vec::new();
    let mut paragraph = String::new();
    for row in text.lines().chain([""]) {
        if !row.trim().is_empty() {
            paragraph.push_str(row);
            paragraph.push('\n');
            continue;
        }
        let clean = Clean::from(repair(paragraph.trim()).as_ref());
        if !clean.is_empty() {
            parts.push(Part::block(line, Block::paragraph(clean)));
        }
        paragraph.clear();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_markup_is_told_from_signs() {
        for (text, expected) in [
            ("a <b>c</b>", true),
            ("AT&amp;T", true),
            ("a<br/>b", true),
            ("1 < 2 & 3 > 2", false),
            ("if a <b and c", false),
            ("<3 you", false),
            ("plain", false),
        ] {
            assert_eq!(looks_like_markup(text), expected, "{text}");
        }
    }

    #[test]
    fn markup_is_escaped_no_more_than_twice() {
        for (text, is_said, expected) in [
            ("&lt;p&gt;a&lt;/p&gt;", true, Some("<p>a</p>")),
            ("the &lt;b&gt;big&lt;/b&gt; crane", false, Some("the <b>big</b> crane")),
            ("the &lt;b&gt;big&lt;/b&gt; crane", true, None),
            ("use &lt;b&gt; for bold", false, None),
            ("one&lt;br /&gt;two", false, Some("one<br />two")),
            ("1 &lt; 2 &gt; 0", false, None),
            ("<p>use &lt;p&gt;</p>", false, None),
        ] {
            assert_eq!(twice_escaped(text, is_said).as_deref(), expected, "{text}");
        }
    }
}
