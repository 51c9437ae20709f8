//! What each element is for: one table for all formats, since RSS, Atom and CDF mix in the wild.
//!
//! Where several elements say the same, the one with the lowest rank is believed, and of equal ones the first.

use super::names::Space;
use crate::article::LinkKind;

/// What an element is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The feed itself, or its channel.
    Feed,
    /// An entry.
    Entry,
    /// A picture with parts: address, title.
    Image,
    /// The source of an entry: a text in RSS, parts in Atom.
    Source,
    /// Elements around others, without a meaning of their own.
    Around,
    /// Not for readers, with all that is in it.
    Nothing,
    /// A title.
    Title(u8),
    /// The text.
    Content(u8),
    /// The text in short, or what there is of it.
    Summary(u8),
    /// An address.
    Link(LinkKind),
    /// What names an entry.
    Id(u8),
    /// When it was published.
    Published(u8),
    /// When it was changed.
    Updated(u8),
    /// Who.
    Person(Role, u8),
    /// A topic.
    Tag,
    /// Copyright.
    Rights(u8),
    /// Language.
    Language,
    /// The program that wrote the feed.
    Generator(u8),
    /// A picture given by its address alone.
    Picture,
    /// A file or picture that belongs to it: `enclosure`, `media:content`.
    Media,
}

/// What somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Wrote it.
    Author,
    /// Had a part in it.
    Contributor,
    /// Brought it out.
    Publisher,
    /// Keeps the feed: its publisher, and its author where none is named.
    Owner,
}

/// Letters of the longest name in the table.
const MAX_NAME: usize = 24;

/// What the element `local` of `space` is for; `None` for one that is not known.
pub fn field(space: Space, local: &str) -> Option<Field> {
    let mut lower = [0; MAX_NAME];
    let name = lower.get_mut(..local.len())?;
    name.copy_from_slice(local.as_bytes());
    name.make_ascii_lowercase();
    let name = std::str::from_utf8(name).ok()?;
    match space {
        Space::Core => core(name),
        Space::Atom => core(name).map(beside),
        Space::Dc | Space::Terms => dublin_core(name),
        Space::Content => (name == "encoded").then_some(Field::Content(0)),
        Space::Media => media(name),
        Space::Itunes => itunes(name),
        Space::Xhtml => matches!(name, "body" | "div").then_some(Field::Content(1)),
        Space::Prism => prism(name),
        Space::Rdf => rdf(name),
        Space::Wfw => matches!(name, "commentrss" | "comment").then_some(Field::Link(LinkKind::Comments)),
        Space::License => (name == "license").then_some(Field::Link(LinkKind::License)),
        Space::Admin => (name == "generatoragent").then_some(Field::Generator(1)),
        Space::Feedburner => match name {
            "origlink" => Some(Field::Link(LinkKind::Alternate)),
            _ => Some(Field::Nothing),
        },
        Space::Foaf => (name == "maker").then_some(Field::Person(Role::Author, 3)),
        Space::Xml | Space::Foreign => None,
    }
}

/// An element of Atom within another format, whose own elements say the same better.
fn beside(field: Field) -> Field {
    match field {
        Field::Title(_) => Field::Title(1),
        Field::Summary(_) => Field::Summary(3),
        Field::Content(_) => Field::Content(1),
        Field::Feed | Field::Entry => Field::Around,
        field => field,
    }
}

fn core(name: &str) -> Option<Field> {
    Some(match name {
        "item" | "entry" => Field::Entry,
        "title" => Field::Title(0),
        "link" => Field::Link(LinkKind::Alternate),
        "description" | "abstract" => Field::Summary(1),
        "guid" | "id" => Field::Id(0),
        "pubdate" | "published" | "issued" => Field::Published(0),
        "category" => Field::Tag,
        "author" | "managingeditor" => Field::Person(Role::Author, 0),
        "content" => Field::Content(0),
        "summary" => Field::Summary(0),
        "updated" | "modified" | "lastmod" | "lastbuilddate" => Field::Updated(0),
        "enclosure" => Field::Media,
        "comments" => Field::Link(LinkKind::Comments),
        "contributor" => Field::Person(Role::Contributor, 0),
        "source" => Field::Source,
        "rss" | "feed" | "channel" | "rdf" => Field::Feed,
        "image" => Field::Image,
        "logo" | "icon" => Field::Picture,
        "subtitle" | "tagline" => Field::Summary(0),
        "info" => Field::Summary(3),
        "copyright" | "rights" => Field::Rights(0),
        "language" => Field::Language,
        "generator" => Field::Generator(0),
        "created" => Field::Published(2),
        "date" => Field::Published(3),
        "fulltext" | "full-text" | "fullitem" | "body" | "content_encoded" => Field::Content(2),
        "items" => Field::Around,
        "textinput" | "cloud" | "skipdays" | "skiphours" | "ttl" | "docs" | "rating" | "webmaster" | "schedule"
        | "usage" => Field::Nothing,
        _ => return None,
    })
}

fn dublin_core(name: &str) -> Option<Field> {
    Some(match name {
        "title" => Field::Title(2),
        "creator" | "author" => Field::Person(Role::Author, 1),
        "contributor" => Field::Person(Role::Contributor, 1),
        "publisher" => Field::Person(Role::Publisher, 1),
        "date" => Field::Published(4),
        "issued" | "available" | "datesubmitted" | "dateaccepted" => Field::Published(5),
        "created" | "datecopyrighted" => Field::Published(6),
        "modified" => Field::Updated(1),
        "subject" => Field::Tag,
        "rights" | "rightsholder" | "license" => Field::Rights(1),
        "language" => Field::Language,
        "description" | "abstract" => Field::Summary(2),
        "identifier" => Field::Id(1),
        "source" | "relation" | "type" | "format" | "coverage" => Field::Nothing,
        _ => return None,
    })
}

fn media(name: &str) -> Option<Field> {
    Some(match name {
        "content" => Field::Media,
        "thumbnail" => Field::Picture,
        "group" => Field::Around,
        "title" => Field::Title(4),
        "description" => Field::Summary(5),
        "category" | "keywords" => Field::Tag,
        "credit" => Field::Person(Role::Contributor, 9),
        _ => return None,
    })
}

fn itunes(name: &str) -> Option<Field> {
    Some(match name {
        "title" => Field::Title(3),
        "author" => Field::Person(Role::Author, 2),
        "owner" => Field::Person(Role::Owner, 8),
        "summary" => Field::Summary(4),
        "subtitle" => Field::Summary(6),
        "image" => Field::Picture,
        "category" | "keywords" => Field::Tag,
        _ => return Some(Field::Nothing),
    })
}

fn prism(name: &str) -> Option<Field> {
    Some(match name {
        "publicationdate" | "coverdate" => Field::Published(6),
        "creationdate" | "creationtime" => Field::Published(7),
        "modificationdate" | "modificationtime" => Field::Updated(2),
        "copyright" => Field::Rights(2),
        _ => return None,
    })
}

fn rdf(name: &str) -> Option<Field> {
    match name {
        "rdf" => Some(Field::Feed),
        "seq" | "bag" | "alt" => Some(Field::Nothing),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_known_in_any_case() {
        for (space, name, expected) in [
            (Space::Core, "pubDate", Some(Field::Published(0))),
            (Space::Core, "ITEM", Some(Field::Entry)),
            (Space::Dc, "creator", Some(Field::Person(Role::Author, 1))),
            (Space::Content, "encoded", Some(Field::Content(0))),
            (Space::Foreign, "title", None),
            (Space::Core, "a-name-that-is-longer-than-any-in-the-table", None),
        ] {
            assert_eq!(field(space, name), expected, "{name}");
        }
    }
}
