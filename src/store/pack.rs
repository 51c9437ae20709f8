//! An article in as few bytes as its text allows, and back: its head by itself, the text folded in one piece with what
//! undoes it, the rest as numbers, and what many articles share kept once.
//!
//! `pack::write` and `pack::read` are one format, field by field in the same order. It lives in memory only, so it needs
//! no version.

mod interned;
mod read;
mod write;

pub(super) use interned::{Interned, Share};

use crate::article::{LinkKind, SectionKind};

/// What is kept of an article beside its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Packed<'p> {
    /// The texts of its sections, folded, each with a line break after it: a phrase is never found across two of them.
    pub(super) folded: &'p str,
    /// What brings the texts back from `folded`.
    pub(super) patch: &'p [u8],
    /// All else: pictures, links, the shape of the text, where names stand in it.
    pub(super) rest: &'p [u8],
}

/// The same, while it is made.
#[derive(Clone, Debug, Default)]
pub(super) struct Packing {
    pub(super) folded: String,
    pub(super) patch: Vec<u8>,
    pub(super) rest: Vec<u8>,
}

impl Packing {
    pub(super) fn as_packed(&self) -> Packed<'_> {
        Packed { folded: &self.folded, patch: &self.patch, rest: &self.rest }
    }
}

const LINK_KINDS: [LinkKind; 8] = [
    LinkKind::Link,
    LinkKind::Alternate,
    LinkKind::Enclosure,
    LinkKind::Comments,
    LinkKind::Via,
    LinkKind::Related,
    LinkKind::License,
    LinkKind::Source,
];

/// The place of `wanted` in the list of all there are.
fn place<T: PartialEq>(all: &[T], wanted: &T) -> u64 {
    all.iter().position(|own| own == wanted).unwrap_or(0) as u64
}

fn at_place<T: Copy>(all: &[T], place: u64) -> T {
    all[(place as usize).min(all.len() - 1)]
}

fn section_kinds() -> &'static [SectionKind] {
    &SectionKind::ALL
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::head::WrittenHead;
    use crate::article::{Article, ArticleId, Block, CodeLine, EntityKind, Head, Image, Link, Marker, Mention, Named};
    use crate::article::{Origin, Place, Precision, Prose, Published, Section, Span, SpanStyle};
    use crate::text::{Address, Clean};
    use jiff::civil::datetime;
    use jiff::tz::Offset;

    /// One block of each kind.
    fn blocks(address: &Address) -> Vec<Block> {
        let spans = vec![
            Span { range: 0..4, style: SpanStyle::Strong },
            Span { range: 5..9, style: SpanStyle::Link(address.clone()) },
        ];
        let prose = Prose { text: "Žižek’s École".into(), spans };
        vec![
            Block::Paragraph(prose.clone()),
            Block::Subheading(Prose::plain("Next")),
            Block::Item { depth: 2, marker: Marker::Number(7), prose: Prose::plain("seven") },
            Block::Item { depth: 0, marker: Marker::Task(true), prose: Prose::default() },
            Block::Quote(prose),
            Block::Code {
                language: Some("rust".into()),
                lines: vec![CodeLine { indent: 4, text: Clean::code("fn A()   {}") }],
            },
            Block::Table { header: true, rows: vec![vec!["a".into(), "B".into()], vec!["".into(), "开源".into()]] },
            Block::Figure { image: 0 },
        ]
    }

    fn everything() -> Article {
        let address = Address::new("https://a.example/b?c=d").unwrap();
        let published = Published {
            civil: datetime(2026, 7, 6, 4, 26, 7, 89),
            offset: Offset::from_seconds(-7 * 3600).ok(),
            precision: Precision::Second,
        };
        let blocks = blocks(&address);
        let place = Place::Block { section: 0, block: 5, line: 0 };
        let mentions = vec![Mention { place: Place::Title, start: 0, end: 3 }, Mention { place, start: 3, end: 5 }];
        let link = Link {
            media_type: Some("audio/mpeg".into()),
            bytes: Some(1 << 40),
            kind: LinkKind::Enclosure,
            ..Link::new("Words", address.clone())
        };
        Article {
            origin: Origin {
                also_in: vec!["Another wire".into()],
                source: Some("The AI Lobby".into()),
                url: Some(address.clone()),
                authors: vec!["Ana".into(), "Bo".into()],
                contributors: vec!["Cy".into()],
                published: Some(published),
                updated: Some(Published::day(jiff::civil::date(-3, 1, 2))),
                rights: Some("CC BY".into()),
                via: Some(ArticleId("other".into())),
            },
            language: Some("en".into()),
            reading_minutes: 13,
            tags: vec!["Chips".into(), "Law".into()],
            images: vec![Image { caption: Some("A chip".into()), credit: None, url: Some(address) }],
            links: vec![link],
            sections: vec![
                Section { heading: Some("WHY".into()), blocks, cut: true, ..Section::new(SectionKind::WhyItMatters) },
                Section::new(SectionKind::Other),
            ],
            entities: vec![Named {
                kind: EntityKind::Model,
                name: "GPT-5".into(),
                id: "gpt-5".into(),
                family: Some("gpt".into()),
                maker: None,
                novel: true,
                mentions,
            }],
            ..Article::new(ArticleId("id".into()), "Title")
        }
    }

    #[test]
    fn an_article_comes_back_whole() {
        let mut shared = Interned::default();
        for article in [everything(), Article::new(ArticleId(String::new()), "")] {
            let head = shared.pack(&WrittenHead::from(&Head::of(&article)).fields());
            let packing = Packing::of(&article, &mut shared);
            let bare = shared.unpack(article.id.clone(), &article.title, &head);
            assert_eq!(bare, Head::of(&article).bare());
            let counts: Vec<u32> = shared.counted(&head).iter().map(|counted| counted.n_mentions).collect();
            assert_eq!(counts, article.entities.iter().map(|named| named.mentions.len() as u32).collect::<Vec<_>>());
            assert_eq!(shared.unpack_text(bare, packing.as_packed()), article);
        }
    }

    #[test]
    fn a_text_is_kept_once() {
        let mut article = everything();
        article.sections[0]
            .blocks
            .extend((0..500).map(|n| Block::paragraph(format!("A paragraph of words, number {n}."))));
        let packing = Packing::of(&article, &mut Interned::default());
        let n_text = article.text().len();
        let n_packed = packing.folded.len() + packing.patch.len() + packing.rest.len();
        assert!(n_packed < n_text + n_text / 4, "{n_packed} of {n_text}");
    }
}
