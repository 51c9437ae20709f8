//! Which feeds belong to a page: those that it names, those that it links to, and where feeds usually are.

use super::feed::decode::decode;
use super::feed::promised::{self, Named};
use super::{Transfer, feed};
use crate::text::{Address, Clean};

/// Where sites have their feeds, seen from their top.
const USUAL: [&str; 8] =
    ["/feed", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/rss", "/feed/atom", "/feed.json"];

/// And seen from a page, as of a blog that has a folder of its own.
const BESIDE: [&str; 4] = ["feed", "feed.xml", "index.xml", "atom.xml"];

/// A feed that a page names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Where it is.
    pub address: Address,
    /// What the page calls it; empty: nothing.
    pub title: Clean,
}

/// Whether a document is a feed itself.
pub fn is_feed(document: &[u8]) -> bool {
    feed::is_feed(document)
}

/// The feeds that a page names, its main one first: those of its head, or else those that it links to.
pub fn feeds(page: &[u8], transfer: &Transfer) -> Vec<Feed> {
    let text = decode(page, transfer.content_type).text;
    let base = transfer.base();
    let known = |named: Named| {
        let address = Address::new(&named.address)?;
        Some(Feed { address, title: Clean::from(named.title) })
    };
    let mut feeds: Vec<Feed> = promised::feeds(&text, base.as_ref()).into_iter().filter_map(known).collect();
    // nobody who wants the news of a site means what others say of them
    feeds.sort_by_key(Feed::is_of_comments);
    feeds
}

/// Where the feed of a page may be that names none.
pub fn usual_places(page: &Address) -> Vec<Address> {
    let mut places: Vec<Address> = Vec::new();
    let beside = BESIDE.iter().filter(|_| !page.ends_with("://"));
    for place in beside.chain(&USUAL).filter_map(|place| page.join(place)) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

impl Feed {
    fn is_of_comments(&self) -> bool {
        let has = |text: &str| text.to_lowercase().contains("comment");
        has(&self.title) || has(&self.address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_feeds_the_main_one_first() {
        let page =
            b"<!DOCTYPE html><head><link rel=alternate type='application/rss+xml' title='Site &raquo; Comments Feed' \
            href='/comments/feed'><link rel='alternate' type='application/rss+xml' title='Site' href='/feed'></head>";
        let transfer = Transfer { address: Some("https://a.example/x/y"), ..Transfer::default() };
        let found: Vec<_> =
            feeds(page, &transfer).into_iter().map(|feed| (feed.address.to_string(), feed.title.to_string())).collect();
        let expected =
            [("https://a.example/feed", "Site"), ("https://a.example/comments/feed", "Site » Comments Feed")];
        assert_eq!(found, expected.map(|(address, title)| (address.to_owned(), title.to_owned())));
    }

    #[test]
    fn a_page_that_names_none_may_link_to_one() {
        let page =
            b"<!DOCTYPE html><body><a href='/about'>About</a><a href='news.rss'>RSS</a><a href='/blog/atom.xml?x'>\
            Atom</a><a href='https://b.example/feed/'>b</a><a href='/press'>x</a></body>";
        let transfer = Transfer { address: Some("https://a.example/x/y"), ..Transfer::default() };
        let found: Vec<_> = feeds(page, &transfer).into_iter().map(|feed| feed.address.to_string()).collect();
        assert_eq!(
            found,
            ["https://a.example/x/news.rss", "https://a.example/blog/atom.xml?x", "https://b.example/feed/"]
        );
        assert!(feeds(b"<p>plain", &transfer).is_empty());
    }

    #[test]
    fn usual_places_are_of_the_page_and_of_the_site() {
        let places = usual_places(&Address::new("https://a.example/blog/").unwrap());
        let places: Vec<&str> = places.iter().map(Address::as_str).collect();
        assert_eq!(
            places[..5].join(" "),
            "https://a.example/blog/feed https://a.example/blog/feed.xml \
            https://a.example/blog/index.xml https://a.example/blog/atom.xml https://a.example/feed"
        );
        assert_eq!(usual_places(&Address::new("https://a.example").unwrap()).len(), USUAL.len());
    }
}
