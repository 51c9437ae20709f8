//! What is known of an article without its text: what a list shows, what its facets count, what most queries ask for.
//!
//! As bytes it is kept in the library, so the format has a number. All texts are made [`Clean`] again when they are read:
//! a disk is outside.

mod written;

pub use written::{Fields, OriginFields, WrittenHead, WrittenName};

use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::bytes::{Bytes, put_number, put_text};
use super::{Article, ArticleId, EntityKind, Named, Origin, Place, Precision, Published, SectionKind};
use crate::text::{Clean, amount, fold};

/// The number of the format that is written.
const FORMAT: u64 = 1;

/// An article without its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Its id.
    pub id: ArticleId,
    /// The headline.
    pub title: Clean,
    /// Who published it, when and where.
    pub origin: Origin,
    /// ISO 639-1.
    pub language: Option<Clean>,
    /// Minutes to read.
    pub reading_minutes: u32,
    /// Topics.
    pub tags: Vec<Clean>,
    /// Who and what it names, in order of first mention, without the places.
    pub names: Vec<Counted>,
    /// What its text has.
    pub contents: Contents,
}

/// An entity, and how often an article names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// Without the places where it is named.
    pub named: Named,
    /// How many these are.
    pub n_mentions: u32,
}

/// What the text of an article has, one bit each: sections by kind, then figures, then links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contents(u16);

impl Contents {
    const FIGURES: u16 = 1 << SectionKind::ALL.len();
    const LINKS: u16 = Self::FIGURES << 1;

    /// What `article` has.
    pub fn of(article: &Article) -> Self {
        let is_text = |place| matches!(place, Place::Title | Place::Heading(_) | Place::Block { .. });
        let mut texts = article.texts().filter(|(place, _)| is_text(*place)).map(|(_, text)| text);
        let has_figures = texts.any(|text| amount::is_in(&fold::lower(text)));
        Self::new(|kind| article.section(kind).is_some(), has_figures, !article.links.is_empty())
    }

    /// What a text has of which this is told.
    pub fn new(has_section: impl Fn(SectionKind) -> bool, has_figures: bool, has_links: bool) -> Self {
        let flag = |is_so: bool, bit: u16| if is_so { bit } else { 0 };
        let kinds = SectionKind::ALL.into_iter().enumerate().map(|(bit, kind)| flag(has_section(kind), 1 << bit));
        Self(kinds.fold(flag(has_figures, Self::FIGURES) | flag(has_links, Self::LINKS), |bits, bit| bits | bit))
    }

    /// Whether there is a section of a kind.
    pub fn has_section(self, kind: SectionKind) -> bool {
        SectionKind::ALL.iter().position(|own| *own == kind).is_some_and(|bit| self.0 >> bit & 1 == 1)
    }

    /// Whether there is an amount in its title or text.
    pub fn has_figures(self) -> bool {
        self.0 & Self::FIGURES != 0
    }

    /// Whether there are links.
    pub fn has_links(self) -> bool {
        self.0 & Self::LINKS != 0
    }

    /// The same, and links.
    pub fn with_links(self) -> Self {
        Self(self.0 | Self::LINKS)
    }
}

impl Counted {
    /// Of an article.
    pub fn of(named: &Named) -> Self {
        let n_mentions = u32::try_from(named.mentions.len()).unwrap_or(u32::MAX);
        let Named { kind, name, id, family, maker, novel, mentions: _ } = named.clone();
        Self { named: Named { kind, name, id, family, maker, novel, mentions: Vec::new() }, n_mentions }
    }
}

impl Head {
    /// The head of `article`.
    pub fn of(article: &Article) -> Self {
        let Article { id, title, origin, language, reading_minutes, tags, entities, .. } = article;
        Self {
            id: id.clone(),
            title: title.clone(),
            origin: origin.clone(),
            language: language.clone(),
            reading_minutes: *reading_minutes,
            tags: tags.clone(),
            names: entities.iter().map(Counted::of).collect(),
            contents: Contents::of(article),
        }
    }

    /// An article that nothing but this is known of: without text, and without the places where names stand.
    pub fn bare(self) -> Article {
        let Self { id, title, origin, language, reading_minutes, tags, names, contents: _ } = self;
        let entities = names.into_iter().map(|counted| counted.named).collect();
        Article { origin, language, reading_minutes, tags, entities, ..Article::new(id, title) }
    }

    /// As bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { id, title, origin, language, reading_minutes, tags, names, contents } = self;
        let mut bytes = Vec::with_capacity(256);
        put_number(&mut bytes, FORMAT);
        put_text(&mut bytes, &id.0);
        put_text(&mut bytes, title);
        put_number(&mut bytes, u64::from(contents.0));
        put_origin(&mut bytes, origin);
        put_optional(&mut bytes, language.as_deref());
        put_number(&mut bytes, u64::from(*reading_minutes));
        put_all(&mut bytes, tags);
        put_number(&mut bytes, names.len() as u64);
        for Counted { named, n_mentions } in names {
            put_named(&mut bytes, named);
            put_number(&mut bytes, u64::from(*n_mentions));
        }
        bytes
    }

    /// What [`Self::to_bytes`] gave; `None` where these are other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Fields::of(bytes).filter(Fields::has_id).map(|fields| fields.head())
    }
}

fn put_origin(bytes: &mut Vec<u8>, origin: &Origin) {
    let Origin { source, url, authors, contributors, published, updated, rights, via, also_in: _ } = origin; // other sources stand elsewhere
    put_optional(bytes, source.as_deref());
    put_optional(bytes, url.as_deref());
    put_all(bytes, authors);
    put_all(bytes, contributors);
    put_date(bytes, *published);
    put_date(bytes, *updated);
    put_optional(bytes, rights.as_deref());
    put_optional(bytes, via.as_ref().map(|via| via.0.as_str()));
}

fn put_named(bytes: &mut Vec<u8>, named: &Named) {
    let Named { kind, name, id, family, maker, novel, mentions: _ } = named;
    let kind = EntityKind::ALL.iter().position(|own| own == kind).unwrap_or(0);
    put_number(bytes, (kind as u64) << 1 | u64::from(*novel));
    put_text(bytes, name);
    put_text(bytes, id);
    put_optional(bytes, family.as_deref());
    put_optional(bytes, maker.as_deref());
}

const PRECISIONS: [Precision; 5] =
    [Precision::Year, Precision::Month, Precision::Day, Precision::Minute, Precision::Second];

/// Writes a date: no number is negative, the offset is in seconds past the least there is.
pub fn put_date(bytes: &mut Vec<u8>, date: Option<Published>) {
    put_number(bytes, u64::from(date.is_some()));
    let Some(Published { civil, offset, precision }) = date else { return };
    let small = [civil.month(), civil.day(), civil.hour(), civil.minute(), civil.second()].map(|part| part as u64);
    let offset = offset.map_or(0, |offset| 1 + i64::from(offset.seconds() - Offset::MIN.seconds()));
    put_number(bytes, (i64::from(civil.year()) + 10_000) as u64);
    small.into_iter().for_each(|part| put_number(bytes, part));
    put_number(bytes, civil.subsec_nanosecond() as u64);
    put_number(bytes, offset as u64);
    put_number(bytes, PRECISIONS.iter().position(|own| *own == precision).unwrap_or(0) as u64);
}

/// Reads a date.
pub fn date(bytes: &mut Bytes) -> Option<Published> {
    if bytes.number() == 0 {
        return None;
    }
    let year = (bytes.number() as i64 - 10_000) as i16;
    let [month, day, hour, minute, second]: [i8; 5] = std::array::from_fn(|_| bytes.number() as i8);
    let nanos = bytes.number() as i32;
    let (offset, precision) = (bytes.number(), bytes.number());
    let civil = DateTime::new(year, month, day, hour, minute, second, nanos).ok()?;
    let offset = offset.checked_sub(1).map(|seconds| (seconds as i32).wrapping_add(Offset::MIN.seconds()));
    let offset = offset.and_then(|seconds| Offset::from_seconds(seconds).ok());
    Some(Published { civil, offset, precision: PRECISIONS[(precision as usize).min(PRECISIONS.len() - 1)] })
}

fn put_optional(bytes: &mut Vec<u8>, text: Option<&str>) {
    put_number(bytes, u64::from(text.is_some()));
    text.into_iter().for_each(|text| put_text(bytes, text));
}

fn put_all(bytes: &mut Vec<u8>, texts: &[Clean]) {
    put_number(bytes, texts.len() as u64);
    texts.iter().for_each(|text| put_text(bytes, text));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, Link, Mention, Section};
    use crate::text::Address;
    use proptest::prelude::{any, prop_assert, proptest};

    fn article() -> Article {
        let mut article = Article::new(ArticleId("0123".into()), "Žižek’s École");
        article.origin = Origin {
            source: Some("The AI Lobby".into()),
            url: Address::new("https://a.example/b?c=d"),
            authors: vec!["Ana".into(), "Bo".into()],
            published: "2026-07-06T04:26:07+02:00".parse().ok(),
            updated: "-003-01".parse().ok(),
            via: Some(ArticleId("other".into())),
            ..Origin::default()
        };
        article.language = Some("en".into());
        article.tags = vec!["Chips".into()];
        let mention = Mention { place: Place::Title, start: 0, end: 5 };
        article.entities = vec![Named {
            kind: EntityKind::Person,
            name: "Žižek".into(),
            id: "zizek".into(),
            family: None,
            maker: Some("x".into()),
            novel: true,
            mentions: vec![mention; 3],
        }];
        article
    }

    #[test]
    fn a_head_comes_back() {
        let article = article();
        let head = Head::of(&article);
        assert_eq!(Head::from_bytes(&head.to_bytes()).as_ref(), Some(&head));
        assert_eq!(head.names[0].n_mentions, 3);
        let bare = head.bare();
        assert_eq!((&bare.title, &bare.origin), (&article.title, &article.origin));
        assert!(bare.entities[0].mentions.is_empty());
    }

    #[test]
    fn contents_are_told_without_the_text() {
        let mut article = article();
        assert_eq!(Contents::of(&article), Contents::default());
        article.sections = vec![Section::new(SectionKind::Other), Section::new(SectionKind::WhatToWatch)];
        article.sections[1].blocks = vec![Block::paragraph("for $8 billion")];
        let contents = Contents::of(&article);
        let found: Vec<_> = SectionKind::ALL.into_iter().filter(|kind| contents.has_section(*kind)).collect();
        assert_eq!(found, [SectionKind::WhatToWatch, SectionKind::Other]);
        assert!(contents.has_figures() && !contents.has_links());
        article.links = vec![Link::new("here", Address::new("https://a.example/").unwrap())];
        assert_eq!(Contents::of(&article), contents.with_links());
    }

    proptest! {
        #[test]
        fn damaged_bytes_are_no_fault(at in 0usize..120, byte in any::<u8>(), len in 0usize..200) {
            let mut bytes = Head::of(&article()).to_bytes();
            let at = at.min(bytes.len() - 1);
            bytes[at] = byte;
            bytes.truncate(len);
            let title = Head::from_bytes(&bytes).map(|head| head.title).unwrap_or_default();
            prop_assert!(!title.contains(char::is_control));
        }
    }
}
