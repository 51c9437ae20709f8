//! Markup as tags and text, without a tree: for the pieces of HTML that feeds carry.
//!
//! It never fails. What the standard calls an error is read as browsers read it, with two exceptions for feeds: a CDATA
//! section is its text, and a tag that is cut off by the end is nothing.

use super::attributes::Attributes;
use super::tag::Tag;

/// A piece of markup.
#[derive(Clone, Copy, Debug)]
pub enum Token<'m> {
    /// Text, its references not resolved.
    Text(&'m str),
    /// Text without references.
    Literal(&'m str),
    /// A start tag.
    Open(Start<'m>),
    /// An end tag.
    Close(Tag, &'m str),
}

/// A start tag.
#[derive(Clone, Copy, Debug)]
pub struct Start<'m> {
    /// The element.
    pub tag: Tag,
    /// Its name as written.
    pub name: &'m str,
    /// What is said of it.
    pub attributes: Attributes<'m>,
    /// It ends with `/>`.
    pub closed: bool,
}

/// Reads markup from its start to its end.
#[derive(Clone, Debug)]
pub struct Markup<'m> {
    text: &'m str,
    at: usize,
    /// From here on there is no double or no single quote any more.
    unquoted: [bool; 2],
}

impl<'m> Markup<'m> {
    /// Reads `text`.
    pub fn new(text: &'m str) -> Self {
        Self { text, at: 0, unquoted: [false; 2] }
    }

    /// Bytes that have been read.
    pub fn position(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'m str {
        &self.text[self.at..]
    }

    /// Bytes of text up to the next thing that is a tag or its like.
    fn text_length(rest: &str) -> usize {
        let bytes = rest.as_bytes();
        let opens = |at: &usize| match bytes.get(at + 1) {
            Some(b'/') => bytes.get(at + 2).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'>'),
            Some(b) => b.is_ascii_alphabetic() || matches!(b, b'!' | b'?'),
            None => false,
        };
        memchr::memchr_iter(b'<', bytes).find(opens).unwrap_or(bytes.len())
    }

    /// The token at a `<` that opens something; nothing for comments and their like.
    fn tag(&mut self) -> Option<Token<'m>> {
        let rest = self.rest();
        match rest.as_bytes().get(1) {
            Some(b'/') => self.end_tag(),
            Some(b'!') => self.declaration(),
            Some(b'?') => {
                self.skip_past(2, ">");
                None
            }
            _ => self.start_tag(),
        }
    }

    fn end_tag(&mut self) -> Option<Token<'m>> {
        let name = name(&self.rest()[2..]);
        self.skip_past(2, ">");
        (!name.is_empty()).then(|| Token::Close(Tag::new(name), name))
    }

    fn declaration(&mut self) -> Option<Token<'m>> {
        let rest = self.rest();
        if let Some(inner) = rest.strip_prefix("<![CDATA[") {
            let end = find(inner, "]]>").unwrap_or(inner.len());
            self.at += "<![CDATA[".len() + (end + "]]>".len()).min(inner.len());
            return Some(Token::Literal(&inner[..end]));
        }
        match rest.strip_prefix("<!--") {
            Some(inner) if inner.starts_with('>') => self.at += "<!-->".len(),
            Some(inner) if inner.starts_with("->") => self.at += "<!--->".len(),
            Some(_) => self.skip_past("<!--".len(), "-->"),
            None => self.skip_past(2, ">"),
        }
        None
    }

    fn skip_past(&mut self, from: usize, end: &str) {
        let found = self.rest().get(from..).and_then(|rest| find(rest, end));
        self.at = found.map_or(self.text.len(), |found| self.at + from + found + end.len());
    }

    fn start_tag(&mut self) -> Option<Token<'m>> {
        let rest = self.rest();
        let name = name(&rest[1..]);
        let inner = &rest[1 + name.len()..];
        let Some(length) = self.attributes_length(inner) else {
            self.at = self.text.len();
            return None;
        };
        self.at += 1 + name.len() + length + 1;
        let inner = &inner[..length];
        let closed = inner.ends_with('/');
        let tag = Tag::new(name);
        if tag.is_raw() {
            self.skip_raw(name);
            return None;
        }
        Some(Token::Open(Start { tag, name, attributes: Attributes::Raw(inner), closed }))
    }

    /// Bytes up to the `>` that is in no quoted value.
    fn attributes_length(&mut self, inner: &str) -> Option<usize> {
        let bytes = inner.as_bytes();
        let mut at = 0;
        loop {
            at += memchr::memchr3(b'>', b'"', b'\'', &bytes[at..])?;
            let quote = bytes[at];
            if quote == b'>' {
                return Some(at);
            }
            let side = usize::from(quote == b'"');
            let is_value = bytes[..at].iter().rev().find(|b| !b.is_ascii_whitespace()) == Some(&b'=');
            at += 1;
            if is_value && !self.unquoted[side] {
                match memchr::memchr(quote, &bytes[at..]) {
                    Some(end) => at += end + 1,
                    None => self.unquoted[side] = true,
                }
            }
        }
    }

    /// Passes the content of a script or its like, and its end tag.
    fn skip_raw(&mut self, name: &str) {
        let bytes = self.text.as_bytes();
        loop {
            let Some(found) = find(self.rest(), "</") else {
                self.at = self.text.len();
                return;
            };
            self.at += found + 2;
            let end = self.at + name.len();
            if bytes.get(self.at..end).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes())) {
                self.skip_past(name.len(), ">");
                return;
            }
        }
    }
}

impl<'m> Iterator for Markup<'m> {
    type Item = Token<'m>;
    fn next(&mut self) -> Option<Token<'m>> {
        while self.at < self.text.len() {
            let rest = self.rest();
            let length = Self::text_length(rest);
            if length > 0 {
                self.at += length;
                return Some(Token::Text(&rest[..length]));
            }
            if let Some(token) = self.tag() {
                return Some(token);
            }
        }
        None
    }
}

/// The name that a tag begins with.
fn name(text: &str) -> &str {
    let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
    let end = text.as_bytes().iter().position(ends).unwrap_or(text.len());
    &text[..end]
}

fn find(text: &str, what: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), what.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let shown = Markup::new(text).map(|token| match token {
            Token::Text(text) | Token::Literal(text) => text.to_owned(),
            Token::Open(start) => format!("[{}{}]", start.name, if start.closed { "/" } else { "" }),
            Token::Close(_, name) => format!("[/{name}]"),
        });
        assert_eq!(shown.collect::<Vec<_>>().join("_"), expected, "{text}");
    }

    #[test]
    fn tags_and_text_are_told_apart() {
        check("a<b>c</b>d", "a_[b]_c_[/b]_d");
        check("1 < 2 <3 </ 4 a<b", "1 < 2 <3 </ 4 a");
        check("<a href='x>y' title=\"a'b>\">z</A >", "[a]_z_[/A]");
        check("<a title=it's>z", "[a]_z");
        check("<a title=\"never ends>z</a>", "[a]_z_[/a]");
        check("<br/><br /><img src=a/>", "[br/]_[br/]_[img/]");
        check("a<!-- b > c -->d<!--->e<!doctype x>f<?php ?>g</>h", "a_d_e_f_g_h");
        check("a<![CDATA[b<i>c]]>d", "a_b<i>c_d");
        check("a<script>if (a</b) '<p>'</SCRIPT >b<style>x", "a_b");
    }
}
