//! A head as bytes, read field by field where it stands: whoever takes in many heads makes a text of its own only of what
//! it has not met yet.

use super::{Contents, Counted, FORMAT, Head, date};
use crate::article::bytes::Bytes;
use crate::article::{ArticleId, EntityKind, Named, Origin, Published};
use crate::text::{Address, Clean};

/// A head as bytes of which all can be read, and the other sources that have the article: they stand in no head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenHead {
    bytes: Vec<u8>,
    also_in: Vec<Clean>,
}

/// The fields of a head. Texts are what was written: they are no more [`Clean`] than the disk is.
#[derive(Clone, Debug, Default)]
pub struct Fields<'b> {
    /// The article's id.
    pub id: &'b str,
    /// The headline.
    pub title: &'b str,
    /// What its text has.
    pub contents: Contents,
    /// Who published it, when and where.
    pub origin: OriginFields<'b>,
    /// ISO 639-1.
    pub language: Option<&'b str>,
    /// Minutes to read.
    pub reading_minutes: u32,
    /// Topics.
    pub tags: Texts<'b>,
    /// Who and what it names, in order of first mention.
    pub names: Names<'b>,
}

/// The fields of an [`Origin`].
#[derive(Clone, Debug, Default)]
pub struct OriginFields<'b> {
    /// The publisher.
    pub source: Option<&'b str>,
    /// Where it is on the web.
    pub url: Option<&'b str>,
    /// Who wrote it.
    pub authors: Texts<'b>,
    /// Who helped.
    pub contributors: Texts<'b>,
    /// When it was published.
    pub published: Option<Published>,
    /// When it was changed last.
    pub updated: Option<Published>,
    /// Who has rights in it.
    pub rights: Option<&'b str>,
    /// The id of the article it came along with.
    pub via: Option<&'b str>,
    /// Other sources that have it.
    pub also_in: &'b [Clean],
}

/// Texts one after the other.
#[derive(Clone, Debug, Default)]
pub struct Texts<'b> {
    n_left: u64,
    rest: Bytes<'b>,
}

/// Names one after the other.
#[derive(Clone, Debug, Default)]
pub struct Names<'b> {
    n_left: u64,
    rest: Bytes<'b>,
}

/// An entity, and how often an article names it.
#[derive(Clone, Copy, Debug)]
pub struct WrittenName<'b> {
    /// The entity; what names it in the same way has the same bytes.
    pub named: &'b [u8],
    /// How often.
    pub n_mentions: u32,
}

impl WrittenHead {
    /// What [`Head::to_bytes`] gave; `None` where these are other bytes.
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        Fields::of(&bytes).filter(Fields::has_id)?;
        Some(Self { bytes, also_in: Vec::new() })
    }

    /// What it says.
    pub fn fields(&self) -> Fields<'_> {
        let Self { bytes, also_in } = self;
        // whoever made it has read it
        let mut fields = Fields::of(bytes).unwrap_or_default();
        fields.origin.also_in = also_in;
        fields
    }
}

impl From<&Head> for WrittenHead {
    fn from(head: &Head) -> Self {
        Self { bytes: head.to_bytes(), also_in: head.origin.also_in.clone() }
    }
}

impl<'b> Fields<'b> {
    /// The fields of what [`Head::to_bytes`] gave; `None` where these are other bytes.
    pub(super) fn of(bytes: &'b [u8]) -> Option<Self> {
        let mut rest = Bytes::new(bytes);
        if rest.number() != FORMAT {
            return None;
        }
        let fields = Self {
            id: rest.text(),
            title: rest.text(),
            contents: Contents(rest.number() as u16),
            origin: origin(&mut rest),
            language: optional(&mut rest),
            reading_minutes: rest.number() as u32,
            tags: Texts::before(&mut rest),
            names: Names::before(&mut rest)?,
        };
        rest.is_empty().then_some(fields)
    }

    /// Whether it is of some article: all articles that are kept have an id.
    pub(super) fn has_id(&self) -> bool {
        !self.id.is_empty()
    }

    /// A head of its own.
    pub fn head(&self) -> Head {
        Head {
            id: ArticleId(self.id.to_owned()),
            title: Clean::from(self.title),
            origin: self.origin.origin(),
            language: self.language.map(Clean::from),
            reading_minutes: self.reading_minutes,
            tags: self.tags.clone().map(Clean::from).collect(),
            names: self.names.clone().map(|name| name.counted()).collect(),
            contents: self.contents,
        }
    }
}

impl OriginFields<'_> {
    fn origin(&self) -> Origin {
        Origin {
            source: self.source.map(Clean::from),
            url: self.url.and_then(Address::new),
            authors: self.authors.clone().map(Clean::from).collect(),
            contributors: self.contributors.clone().map(Clean::from).collect(),
            published: self.published,
            updated: self.updated,
            rights: self.rights.map(Clean::from),
            via: self.via.map(|via| ArticleId(via.to_owned())),
            also_in: self.also_in.to_vec(),
        }
    }
}

impl WrittenName<'_> {
    /// An entity of its own, without the places where it is named.
    pub fn named(&self) -> Named {
        let mut bytes = Bytes::new(self.named);
        let kind = bytes.number();
        let clean = |text: Option<&str>| text.map(Clean::from);
        Named {
            kind: EntityKind::ALL[(kind >> 1) as usize % EntityKind::ALL.len()],
            novel: kind & 1 == 1,
            name: Clean::from(bytes.text()),
            id: Clean::from(bytes.text()),
            family: clean(optional(&mut bytes)),
            maker: clean(optional(&mut bytes)),
            mentions: Vec::new(),
        }
    }

    fn counted(&self) -> Counted {
        Counted { named: self.named(), n_mentions: self.n_mentions }
    }
}

impl<'b> Texts<'b> {
    /// The texts that begin where `rest` does, which goes on behind them.
    fn before(rest: &mut Bytes<'b>) -> Self {
        let n_left = rest.number();
        let texts = Self { n_left, rest: *rest };
        let mut n_skipped = 0;
        // a number that is too large ends where the bytes do
        while n_skipped < n_left && !rest.is_empty() {
            rest.skip_text();
            n_skipped += 1;
        }
        Self { n_left: n_skipped, ..texts }
    }
}

impl<'b> Iterator for Texts<'b> {
    type Item = &'b str;

    fn next(&mut self) -> Option<Self::Item> {
        self.n_left = self.n_left.checked_sub(1)?;
        Some(self.rest.text())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.n_left as usize, Some(self.n_left as usize))
    }
}

impl ExactSizeIterator for Texts<'_> {}

impl<'b> Names<'b> {
    /// The names that begin where `rest` does, which goes on behind them; `None` where there are fewer than it says.
    fn before(rest: &mut Bytes<'b>) -> Option<Self> {
        let n_left = rest.number();
        let names = Self { n_left, rest: *rest };
        for _ in 0..n_left {
            if rest.is_empty() {
                return None;
            }
            skip_named(rest);
            rest.number();
        }
        Some(names)
    }
}

impl<'b> Iterator for Names<'b> {
    type Item = WrittenName<'b>;

    fn next(&mut self) -> Option<Self::Item> {
        self.n_left = self.n_left.checked_sub(1)?;
        let start = self.rest;
        skip_named(&mut self.rest);
        Some(WrittenName { named: start.up_to(self.rest), n_mentions: self.rest.number() as u32 })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.n_left as usize, Some(self.n_left as usize))
    }
}

impl ExactSizeIterator for Names<'_> {}

fn skip_named(bytes: &mut Bytes) {
    bytes.number(); // the kind
    bytes.skip_text();
    bytes.skip_text();
    for _ in ["family", "maker"] {
        if bytes.number() != 0 {
            bytes.skip_text();
        }
    }
}

fn origin<'b>(bytes: &mut Bytes<'b>) -> OriginFields<'b> {
    OriginFields {
        source: optional(bytes),
        url: optional(bytes),
        authors: Texts::before(bytes),
        contributors: Texts::before(bytes),
        published: date(bytes),
        updated: date(bytes),
        rights: optional(bytes),
        via: optional(bytes),
        also_in: &[],
    }
}

fn optional<'b>(bytes: &mut Bytes<'b>) -> Option<&'b str> {
    (bytes.number() != 0).then(|| bytes.text())
}
