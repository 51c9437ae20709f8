//! A web page where a feed was promised: it names its feeds.

use super::entities::Entities;
use super::markup::{Scanner, Token};
use crate::text::Address;

/// Tags that are looked at: a page's head has fewer.
const MAX_TAGS: usize = 20_000;

/// Feeds that are named.
const MAX_FEEDS: usize = 8;

/// Bytes of warnings and headers that stand before a feed by mistake.
const MAX_JUNK: usize = 1000;

/// Bytes in which a page is told.
const HEAD: usize = 8 << 10;

/// Whether `text` is a web page.
pub fn is_page(text: &str) -> bool {
    let mut scanner = Scanner::new(text);
    while scanner.at() < HEAD {
        match scanner.next("") {
            Some(Token::Doctype(doctype)) if doctype.trim_start().to_ascii_lowercase().starts_with("html") => {
                return true;
            }
            Some(Token::Start(tag)) => {
                let page = ["html", "head", "body", "title", "meta", "script", "div", "p", "h1", "center", "table"];
                return page.iter().any(|name| name.eq_ignore_ascii_case(tag.name));
            }
            None => return false,
            _ => {}
        }
    }
    false
}

/// Whether `text`, the beginning of a document, is that of a feed: its first element is one that feeds begin with.
pub fn begins_feed(text: &str) -> bool {
    if super::json::is_json(text) {
        let has = |name: &str| text.contains(name);
        return has("jsonfeed.org/version") || (has("\"items\"") && has("\"version\"") && has("\"content_"));
    }
    let mut scanner = Scanner::new(text);
    let mut junk = 0;
    while let Some(token) = scanner.next("") {
        match token {
            Token::Text(text) => junk += text.trim().len(),
            Token::Doctype(doctype) if doctype.trim_start().to_ascii_lowercase().starts_with("html") => return false,
            Token::Start(tag) => {
                let local = tag.name.rsplit_once(':').map_or(tag.name, |(_, local)| local);
                let is_root = ["rss", "feed", "rdf", "channel"].iter().any(|root| root.eq_ignore_ascii_case(local));
                // words about feeds are no feed
                return is_root && (junk == 0 || (junk <= MAX_JUNK && text.contains("<?xml")));
            }
            _ => {}
        }
    }
    false
}

/// A feed that a page names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its address, or what stands there where it is none.
    pub address: String,
    /// What the page calls it.
    pub title: String,
}

/// The feeds that the page `text` names, relative ones seen from `base`; where it names none, those that it links to.
pub fn feeds(text: &str, base: Option<&Address>) -> Vec<Named> {
    let entities = Entities::default();
    let mut scanner = Scanner::new(text);
    let (mut named, mut linked): (Vec<Named>, Vec<Named>) = (Vec::new(), Vec::new());
    let mut base = base.cloned();
    for _ in 0..MAX_TAGS {
        let Some(token) = scanner.next("") else { break };
        let Token::Start(tag) = token else { continue };
        let get = |name: &str| tag.attributes.get(name, &entities).unwrap_or_default();
        if tag.name.eq_ignore_ascii_case("base") {
            base = Address::new(&get("href")).or(base);
        }
        let found = match tag.name.to_ascii_lowercase().as_str() {
            "link" if is_feed(&get("rel"), &get("type")) => &mut named,
            "a" if looks_like_feed(&get("href")) => &mut linked,
            _ => continue,
        };
        let href = get("href");
        let address = base.as_ref().map_or_else(|| Address::new(&href), |base| base.join(&href));
        let address = address.map_or_else(|| href.trim().to_owned(), |address| address.to_string());
        let is_new = !address.is_empty() && found.iter().all(|known| known.address != address);
        if is_new && found.len() < MAX_FEEDS {
            found.push(Named { address, title: get("title").into_owned() });
        }
    }
    if named.is_empty() { linked } else { named }
}

/// Whether a link leads to a feed, by its path.
fn looks_like_feed(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    ["feed", "rss", "atom"].contains(&last)
        || [".rss", ".atom", ".rdf"].iter().any(|end| last.ends_with(end))
        || ["feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json"].contains(&last)
}

fn is_feed(relation: &str, media_type: &str) -> bool {
    let relation = relation.to_ascii_lowercase();
    let media_type = media_type.to_ascii_lowercase();
    let is_alternate = relation.split_whitespace().any(|word| word == "alternate" || word == "feed");
    is_alternate && ["rss", "atom", "feed+json", "rdf+xml"].iter().any(|kind| media_type.contains(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_of_a_page_are_found() {
        let page = "<!DOCTYPE html><HTML><head><LINK REL='alternate' TYPE='application/rss+xml' HREF='/a.xml'>\
                    <link rel=alternate type=application/atom+xml href=http://b.example/b><link rel=stylesheet href=c.css>";
        assert!(is_page(page));
        let base = Address::new("http://a.example/x/y");
        let feeds = |base| feeds(page, base).into_iter().map(|named| named.address).collect::<Vec<_>>();
        assert_eq!(feeds(base.as_ref()), ["http://a.example/a.xml", "http://b.example/b"]);
        assert_eq!(feeds(None), ["/a.xml", "http://b.example/b"]);
        assert!(!is_page("<?xml version='1.0'?><urlset></urlset>"));
    }

    #[test]
    fn a_feed_is_told_by_its_first_element() {
        for (text, expected) in [
            ("<?xml version='1.0'?><!-- <html> --><!DOCTYPE rss><rss version='2.0'>", true),
            ("\n<b:RDF xmlns:b='x'>", true),
            ("<CHANNEL HREF='x'>", true),
            ("Warning: x in y\n<?xml version='1.0'?><feed>", true),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\"}", true),
            ("About <rss> and <feed>", false),
            ("<!DOCTYPE html><html><rss>", false),
            ("<p><rss>", false),
            ("{\"items\": []}", false),
            ("", false),
        ] {
            assert_eq!(begins_feed(text), expected, "{text}");
        }
    }
}
