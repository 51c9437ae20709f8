//! Addresses of a feed or an entry: which one is its own, and what the others are for.

use super::base::Bases;
use super::construct::Words;
use super::entities::Entities;
use super::markup::Attributes;
use super::record::Record;
use crate::article::{Image, Link, LinkKind};
use crate::text::{Address, Clean};

/// Ranks of what may be an entry's address, best first.
pub mod rank {
    /// Where it is to be read.
    pub const LINK: u8 = 0;
    /// Its other forms: another type, `rel="self"`.
    pub const OTHER_FORM: u8 = 2;
    /// Its guid, a permalink.
    pub const GUID: u8 = 3;
    /// The address that RDF gives it.
    pub const ABOUT: u8 = 4;
}

/// Prefix of the relations that are registered, in their long form.
const REGISTRY: &str = "http://www.iana.org/assignments/relation/";

/// What an element with `href` says.
#[derive(Clone, Debug, Default)]
pub struct Pointer {
    /// `rel`, in lower case, without the registry's prefix.
    pub relation: String,
    /// Where it points to.
    pub address: Option<Address>,
    /// `type`.
    pub media_type: Option<Clean>,
    /// `title`.
    pub title: Clean,
    /// `length` or `fileSize`.
    pub bytes: Option<u64>,
}

impl Pointer {
    /// The pointer in `attributes`, whose addresses are relative to `base`.
    pub fn read(attributes: Attributes, entities: &Entities, bases: &Bases, base: Option<usize>) -> Self {
        let mut pointer = Self::default();
        for (name, value) in attributes {
            let value = entities.resolve(value);
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "href" | "url" | "src" | "rdf:resource" | "resource" if pointer.address.is_none() => {
                    pointer.address = bases.resolve(base, value);
                }
                "rel" if pointer.relation.is_empty() => {
                    pointer.relation = value.strip_prefix(REGISTRY).unwrap_or(value).to_ascii_lowercase()
                }
                "type" if pointer.media_type.is_none() => {
                    pointer.media_type = Some(Clean::from(value)).filter(|text| !text.is_empty())
                }
                "title" if pointer.title.is_empty() => {
                    pointer.title = Words::new(value, super::construct::Form::Unsaid, 0).line()
                }
                "length" | "filesize" if pointer.bytes.is_none() => {
                    pointer.bytes = value.parse().ok().filter(|bytes| *bytes > 0)
                }
                _ => {}
            }
        }
        pointer
    }

    /// The pointer as a link.
    pub fn link(self, kind: LinkKind) -> Option<Link> {
        let Self { address, media_type, title, bytes, .. } = self;
        address.map(|url| Link { text: title, url, kind, media_type, bytes })
    }

    fn is_page(&self) -> bool {
        self.media_type.as_deref().is_none_or(|kind| kind.contains("html") || !kind.contains('/'))
    }
}

impl Record<'_> {
    /// Takes a `link` with attributes. `is_feed`: its own address is that of a site.
    pub fn point(&mut self, pointer: Pointer, is_feed: bool) {
        let kind = match pointer.relation.as_str() {
            "" | "alternate" | "canonical" | "bookmark" | "permalink" | "shortlink" => return self.alternate(pointer),
            "self" if is_feed => LinkKind::Source,
            "self" => {
                self.url.put_some(rank::OTHER_FORM + 3, pointer.address);
                return;
            }
            "enclosure" => return self.enclose(pointer, None),
            "related" => LinkKind::Related,
            "via" => LinkKind::Via,
            "license" | "copyright" => LinkKind::License,
            "replies" | "comments" | "discussion" => LinkKind::Comments,
            "icon" | "apple-touch-icon" | "image" | "thumbnail" | "image_src" => {
                if pointer.address.is_some() {
                    self.add_image(Image { url: pointer.address, ..Image::default() });
                }
                return;
            }
            _ => return,
        };
        if let Some(link) = pointer.link(kind) {
            self.add_link(link);
        }
    }

    fn alternate(&mut self, pointer: Pointer) {
        let rank = if pointer.is_page() { rank::LINK } else { rank::OTHER_FORM };
        let address = pointer.address.clone();
        if let Some(known) = self.url.get().filter(|_| self.url.rank() <= Some(rank)) {
            if Some(known) != address.as_ref()
                && let Some(link) = pointer.link(LinkKind::Alternate)
            {
                self.add_link(link);
            }
            return;
        }
        if let Some(url) = self.url.get().cloned().filter(|_| self.url.rank() < Some(rank::GUID)) {
            self.add_link(Link { kind: LinkKind::Alternate, ..Link::new("", url) });
        }
        self.url.put_some(rank, address);
    }

    /// Takes an enclosed file; a picture is one of the record's pictures.
    pub fn enclose(&mut self, pointer: Pointer, caption: Option<Clean>) {
        let is_image = pointer.media_type.as_deref().is_some_and(|kind| kind.starts_with("image"));
        if !is_image {
            if let Some(link) = pointer.link(LinkKind::Enclosure) {
                self.add_link(link);
            }
            return;
        }
        if let Some(url) = pointer.address {
            let title = Some(pointer.title).filter(|title| !title.is_empty());
            self.add_image(Image { caption: caption.or(title), credit: None, url: Some(url) });
        }
    }
}
