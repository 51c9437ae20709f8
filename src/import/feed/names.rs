//! Namespaces: from the addresses that prefixes are declared with, or from the prefixes by custom, to the few that matter.
//!
//! Addresses are compared without scheme, `www.`, case and what follows the last sign, since feeds get all of these wrong.
//! RSS of all kinds, Atom of all kinds and CDF are one namespace here, [`Space::Core`]: their names do not clash.

use super::limits::MAX_NAMESPACES;
use super::markup::Tag;

/// A namespace that feeds use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// RSS, Atom, CDF.
    Core,
    /// Atom, with a prefix within another format.
    Atom,
    /// Dublin Core: creator, date, subject.
    Dc,
    /// Dublin Core terms: created, issued, modified.
    Terms,
    /// `content:encoded`.
    Content,
    /// Media RSS.
    Media,
    /// Podcasts.
    Itunes,
    /// XHTML.
    Xhtml,
    /// Publishing requirements: publication dates.
    Prism,
    /// RDF.
    Rdf,
    /// Comments by feed.
    Wfw,
    /// People.
    Foaf,
    /// Licenses.
    License,
    /// Who administers a feed.
    Admin,
    /// Feedburner: the address before it was wrapped.
    Feedburner,
    /// `xml:base`, `xml:lang`.
    Xml,
    /// Any other.
    Foreign,
}

/// Beginnings of namespace addresses, without scheme and in lower case.
const ADDRESSES: [(&str, Space); 41] = [
    ("w3.org/2005/atom", Space::Atom),
    ("purl.org/atom", Space::Atom),
    ("purl.org/rss/1.0/modules/content", Space::Content),
    ("purl.org/rss/1.0/modules/dcterms", Space::Terms),
    ("purl.org/rss/1.0/modules/dc", Space::Dc),
    ("purl.org/rss/1.0/modules", Space::Foreign),
    ("purl.org/rss/", Space::Core),
    ("purl.org/net/rss1", Space::Core),
    ("purl.org/net/rss2", Space::Core),
    ("backend.userland.com/blogchannelmodule", Space::Foreign),
    ("backend.userland.com/creativecommonsrssmodule", Space::License),
    ("backend.userland.com", Space::Core),
    ("blogs.law.harvard.edu/tech", Space::Core),
    ("cyber.law.harvard.edu/rss/creativecommonsrssmodule", Space::License),
    ("cyber.law.harvard.edu/rss", Space::Core),
    ("my.netscape.com", Space::Core),
    ("my.netscape.com/publish/formats/rss", Space::Core),
    ("channel.netscape.com", Space::Core),
    ("microsoft.com/standards/channels", Space::Core),
    ("purl.org/dc/terms", Space::Terms),
    ("purl.org/dc/elements", Space::Dc),
    ("purl.org/dc", Space::Dc),
    ("dublincore.org", Space::Dc),
    ("search.yahoo.com/mrss", Space::Media),
    ("search.yahoo.com/rss", Space::Media),
    ("video.search.yahoo.com/mrss", Space::Media),
    ("api.maps.yahoo.com", Space::Foreign),
    ("itunes.com/dtds/podcast", Space::Itunes),
    ("itunes.com", Space::Itunes),
    ("w3.org/1999/xhtml", Space::Xhtml),
    ("w3.org/tr/xhtml", Space::Xhtml),
    ("prismstandard.org", Space::Prism),
    ("w3.org/1999/02/22-rdf-syntax-ns", Space::Rdf),
    ("w3.org/xml/1998/namespace", Space::Xml),
    ("wellformedweb.org", Space::Wfw),
    ("xmlns.com/foaf", Space::Foaf),
    ("web.resource.org/cc", Space::License),
    ("creativecommons.org", Space::License),
    ("webns.net/mvcb", Space::Admin),
    ("rssnamespace.org/feedburner", Space::Feedburner),
    ("feedburner.com/feedburner", Space::Feedburner),
];

/// Prefixes, and the namespaces that they stand for by custom.
const PREFIXES: [(&str, Space); 25] = [
    ("dc", Space::Dc),
    ("media", Space::Media),
    ("content", Space::Content),
    ("atom", Space::Atom),
    ("atom10", Space::Atom),
    ("atom03", Space::Atom),
    ("a10", Space::Atom),
    ("itunes", Space::Itunes),
    ("dcterms", Space::Terms),
    ("dct", Space::Terms),
    ("rss", Space::Core),
    ("rss1", Space::Core),
    ("rdf", Space::Rdf),
    ("xhtml", Space::Xhtml),
    ("html", Space::Xhtml),
    ("prism", Space::Prism),
    ("wfw", Space::Wfw),
    ("foaf", Space::Foaf),
    ("cc", Space::License),
    ("creativecommons", Space::License),
    ("admin", Space::Admin),
    ("feedburner", Space::Feedburner),
    ("xml", Space::Xml),
    ("itms", Space::Itunes),
    ("yandex", Space::Foreign),
];

/// The prefixes that are declared where the reader stands.
#[derive(Clone, Debug, Default)]
pub struct Namespaces<'t> {
    declared: Vec<(&'t str, Space)>,
    /// The feed itself is of Atom: whatever else is of Atom in it, is the feed's own.
    is_atom: bool,
}

impl<'t> Namespaces<'t> {
    /// Learns what `tag` declares. How many there were before: for [`Self::forget`]. `is_root`: the namespace of a feed's
    /// outermost element is that of its items, whatever it is.
    pub fn learn(&mut self, tag: &Tag<'t>, is_root: bool) -> usize {
        let before = self.declared.len();
        let attributes = tag.attributes.as_str();
        if attributes.is_empty() || !attributes.contains("xmlns") {
            return before;
        }
        let root_prefix = tag.name.split_once(':').map_or("", |(prefix, _)| prefix);
        self.is_atom |= is_root
            && tag
                .attributes
                .into_iter()
                .any(|(name, value)| prefix_declared(name) == Some(root_prefix) && by_address(value) == Space::Atom);
        for (name, value) in tag.attributes {
            let Some(prefix) = prefix_declared(name) else { continue };
            if self.declared.len() < MAX_NAMESPACES {
                let found = by_address(value);
                let space = match found {
                    Space::Foreign | Space::Xhtml | Space::Atom if is_root && prefix == root_prefix => Space::Core,
                    Space::Atom if prefix.is_empty() || self.is_atom => Space::Core,
                    Space::Foreign if !prefix.is_empty() => by_custom(prefix),
                    found => found,
                };
                self.declared
                    .push((prefix, if space == Space::Rdf && prefix.is_empty() { Space::Core } else { space }));
            }
        }
        before
    }

    /// Forgets all but the first `count` declarations.
    pub fn forget(&mut self, count: usize) {
        self.declared.truncate(count);
    }

    /// The namespace of a `name`, and the rest of it.
    pub fn resolve<'n>(&self, name: &'n str) -> (Space, &'n str) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let declared = self.declared.iter().rev().find(|(known, _)| *known == prefix).map(|(_, space)| *space);
        let space = declared.unwrap_or_else(|| if prefix.is_empty() { Space::Core } else { by_custom(prefix) });
        (space, local)
    }
}

/// The prefix that the attribute `name` declares.
fn prefix_declared(name: &str) -> Option<&str> {
    match name.split_once(':') {
        Some(("xmlns", prefix)) => Some(prefix),
        None if name == "xmlns" => Some(""),
        _ => None,
    }
}

/// What `prefix` stands for where nobody says.
fn by_custom(prefix: &str) -> Space {
    PREFIXES.iter().find(|(known, _)| known.eq_ignore_ascii_case(prefix)).map_or(Space::Foreign, |(_, space)| *space)
}

/// The namespace that `address` means.
fn by_address(address: &str) -> Space {
    let address = address.trim().to_ascii_lowercase();
    if address.is_empty() {
        return Space::Core;
    }
    let bare = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    ADDRESSES.iter().find(|(start, _)| bare.starts_with(start)).map_or(Space::Foreign, |(_, space)| *space)
}

#[cfg(test)]
mod tests {
    use super::super::markup::{Scanner, Token};
    use super::*;

    #[test]
    fn addresses_are_told_whatever_their_dress() {
        for (address, expected) in [
            ("http://purl.org/dc/elements/1.1/", Space::Dc),
            ("HTTP://PURL.ORG/DC/ELEMENTS/1.0", Space::Dc),
            ("https://search.yahoo.com/mrss", Space::Media),
            ("http://www.iTunes.com/DTDs/Podcast-1.0.dtd", Space::Itunes),
            ("http://purl.org/rss/1.0", Space::Core),
            ("http://purl.org/rss/1.0/modules/content/", Space::Content),
            ("http://purl.org/rss/1.0/modules/slash/", Space::Foreign),
            ("http://www.w3.org/2005/Atom/", Space::Atom),
            ("", Space::Core),
            ("urn:x", Space::Foreign),
        ] {
            assert_eq!(by_address(address), expected, "{address}");
        }
    }

    #[test]
    fn prefixes_stand_for_what_is_declared_else_for_their_custom() {
        let mut scanner =
            Scanner::new("<rss xmlns='urn:any' xmlns:x='http://purl.org/dc/elements/1.1/' xmlns:media='urn:y'>");
        let Some(Token::Start(tag)) = scanner.next("") else { panic!() };
        let mut names = Namespaces::default();
        names.learn(&tag, true);
        for (name, expected) in [
            ("title", Space::Core),
            ("x:creator", Space::Dc),
            ("media:title", Space::Media),
            ("itunes:author", Space::Itunes),
            ("y:title", Space::Foreign),
        ] {
            assert_eq!(names.resolve(name).0, expected, "{name}");
        }
    }

    #[test]
    fn atom_in_a_feed_of_atom_is_the_feeds_own_by_any_prefix() {
        for (root, expected) in [("feed", Space::Core), ("rss", Space::Atom)] {
            let space = if root == "feed" { " xmlns='http://www.w3.org/2005/Atom'" } else { "" };
            let text = format!("<{root} xmlns:z='http://www.w3.org/2005/Atom'{space}>");
            let Some(Token::Start(tag)) = Scanner::new(&text).next("") else { panic!() };
            let mut names = Namespaces::default();
            names.learn(&tag, true);
            assert_eq!(names.resolve("z:entry").0, expected, "{text}");
        }
    }
}
