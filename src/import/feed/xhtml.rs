//! XHTML inside a feed as the HTML that the reader of pages knows: prefixes gone, empty elements closed, CDATA sections
//! escaped, and where an element has an `xml:base` of its own, the addresses in it made whole.

use super::base::Bases;
use super::entities::Entities;
use super::limits::MAX_DEPTH;
use super::markup::{Attributes, Scanner, Tag, Token};

/// Elements of HTML that have no inside: `<br/>` is not an open element.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Attributes that hold an address which is shown.
const ADDRESSES: [&str; 4] = ["href", "src", "poster", "cite"];

/// What is written in place of a tag's attributes.
trait Write<'t> {
    fn start(&mut self, tag: &Tag<'t>, out: &mut String);
    fn end(&mut self, name: &str);
}

/// The attributes as they stand.
struct AsWritten;

impl<'t> Write<'t> for AsWritten {
    fn start(&mut self, tag: &Tag<'t>, out: &mut String) {
        out.push_str(tag.attributes.as_str());
    }

    fn end(&mut self, _: &str) {}
}

/// Addresses made whole, by the bases of the elements around them.
struct Rebased<'t, 'b> {
    bases: &'b mut Bases,
    entities: &'b Entities,
    /// The base outside of all elements.
    outer: Option<usize>,
    /// Names of the elements around, and the base in each.
    open: Vec<(&'t str, Option<usize>)>,
}

impl<'t> Rebased<'t, '_> {
    fn base(&self) -> Option<usize> {
        self.open.last().map_or(self.outer, |(_, base)| *base)
    }

    fn attributes(&self, attributes: Attributes<'t>, base: Option<usize>, out: &mut String) {
        for (name, value) in attributes {
            let is_address = ADDRESSES.iter().any(|known| known.eq_ignore_ascii_case(name));
            let resolved = self.entities.resolve(value);
            let whole = is_address.then(|| self.bases.resolve(base, &resolved)).flatten();
            let text = whole.as_deref().unwrap_or(&resolved);
            out.extend([" ", name, "=\"", &text.replace('&', "&amp;").replace('"', "&quot;"), "\""]);
        }
    }
}

impl<'t> Write<'t> for Rebased<'t, '_> {
    fn start(&mut self, tag: &Tag<'t>, out: &mut String) {
        let base = match tag.attributes.get("xml:base", self.entities) {
            Some(text) => self.bases.nested(self.base(), &text),
            None => self.base(),
        };
        if base == self.outer {
            out.push_str(tag.attributes.as_str());
        } else {
            self.attributes(tag.attributes, base, out);
        }
        if !tag.empty && !is_void(local(tag.name)) && self.open.len() < MAX_DEPTH {
            self.open.push((tag.name, base));
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|(open, _)| open.eq_ignore_ascii_case(name)) {
            self.open.truncate(at);
        }
    }
}

/// The inside of an element as HTML.
pub fn markup(raw: &str) -> String {
    write(raw, &mut AsWritten)
}

/// As [`markup`], with whole addresses where an element inside sets a base of its own; nothing where none does.
pub fn rebased(raw: &str, bases: &mut Bases, entities: &Entities, outer: Option<usize>) -> Option<String> {
    raw.contains("xml:base").then(|| write(raw, &mut Rebased { bases, entities, outer, open: Vec::new() }))
}

fn write<'t>(raw: &'t str, attributes: &mut impl Write<'t>) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut scanner = Scanner::new(raw);
    while let Some(token) = scanner.next("") {
        match token {
            Token::Text(text) => out.push_str(text),
            Token::Literal(text) if text.contains("</") || text.contains("/>") => out.push_str(text),
            Token::Literal(text) => out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;")),
            Token::End(name) => {
                out.extend(["</", local(name), ">"]);
                attributes.end(name);
            }
            Token::Start(tag) => {
                let name = local(tag.name);
                out.extend(["<", name]);
                attributes.start(&tag, &mut out);
                out.push('>');
                if tag.empty && !is_void(name) {
                    out.extend(["</", name, ">"]);
                }
            }
            Token::Doctype(_) => {}
        }
    }
    out
}

fn is_void(name: &str) -> bool {
    VOID.iter().any(|void| void.eq_ignore_ascii_case(name))
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Transfer;

    #[test]
    fn xhtml_becomes_html() {
        for (raw, expected) in [
            ("<x:p>a<x:br/><x:i/></x:p>", "<p>a<br><i></i></p>"),
            ("<p a='b'><![CDATA[1 < 2]]></p>", "<p a='b'>1 &lt; 2</p>"),
            ("<![CDATA[<b>c</b>]]>", "<b>c</b>"),
        ] {
            assert_eq!(markup(raw), expected, "{raw}");
        }
    }

    #[test]
    fn bases_inside_count_for_what_stands_in_their_element() {
        let transfer = Transfer { address: Some("http://a.example/f/"), ..Transfer::default() };
        for (raw, expected) in [
            ("<a href='x'>1</a>", None),
            (
                "<p xml:base='g/'><a href='x?a&amp;b'>1</a><br/></p><a href='x'>2</a>",
                Some("<p xml:base=\"g/\"><a href=\"http://a.example/f/g/x?a&amp;b\">1</a><br></p><a href='x'>2</a>"),
            ),
            (
                "<p xml:base='http://b.example/'><q xml:base='c/'><img src='d'/></q><img src='d'/></p>",
                Some(
                    "<p xml:base=\"http://b.example/\"><q xml:base=\"c/\"><img src=\"http://b.example/c/d\"></q>\
                     <img src=\"http://b.example/d\"></p>",
                ),
            ),
        ] {
            let (mut bases, outer) = Bases::new(&transfer);
            let found = rebased(raw, &mut bases, &Entities::default(), outer);
            assert_eq!(found.as_deref(), expected, "{raw}");
        }
    }
}
