//! The article as JSON: the shape that `parse`, `show`, `list` and `schema` give to scripts.
//!
//! A mirror of [`Article`] with what is computed (summary, text, counts) written out and places in characters.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Article, ArticleId, Block, EntityKind, Image, Link, Marks, Mention, Named, Place, Precision, Published, Reading,
    Section, SectionKind,
};
use crate::text::{Address, Clean};

/// One article with its reader's state, ready for `serde_json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ArticleJson {
    id: ArticleId,
    title: Clean,
    /// The publisher.
    source: Option<Clean>,
    url: Option<Address>,
    authors: Vec<Clean>,
    /// Who else had a part in it.
    contributors: Vec<Clean>,
    /// ISO 8601 as far as it is known; without an offset it is the page's own wall time.
    published: Option<Published>,
    /// How much of `published` is known.
    precision: Option<Precision>,
    /// When it was last changed, where that is said beside `published`.
    updated: Option<Published>,
    /// Who may do what with it: copyright, license.
    rights: Option<Clean>,
    reading_minutes: u32,
    /// ISO 639-1.
    language: Option<Clean>,
    tags: Vec<Clean>,
    images: Vec<Image>,
    summary: Clean,
    /// The whole clean text, headings included, a blank line between sections.
    text: String,
    sections: Vec<SectionJson>,
    entities: Vec<EntityJson>,
    links: Vec<Link>,
    /// Id of the article it came with.
    via: Option<ArticleId>,
    /// Other sources of the library that have it.
    also_in: Vec<Clean>,
    state: StateJson,
}

/// What the reader did with it.
#[derive(Debug, Serialize, JsonSchema)]
struct StateJson {
    #[serde(flatten)]
    marks: Marks,
    /// Tags of the reader's own.
    tags: Vec<Clean>,
    /// The reader's own note, any number of lines.
    note: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct SectionJson {
    kind: SectionKind,
    heading: Option<Clean>,
    /// All running text: paragraphs, quotes and subheadings.
    paragraphs: Vec<Clean>,
    /// All list items.
    bullets: Vec<Clean>,
    /// Everything in order, with types and styles.
    blocks: Vec<Block>,
    /// The blocks' texts, one a line; mentions count their characters in it.
    text: String,
    /// The page stops in the middle of this section.
    cut: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct EntityJson {
    kind: EntityKind,
    name: Clean,
    id: Clean,
    /// Of a model: the id of its family.
    family: Option<Clean>,
    /// Of a model: the id of its maker.
    maker: Option<Clean>,
    /// Number of mentions.
    count: usize,
    /// In no lexicon: found by its context.
    novel: bool,
    mentions: Vec<MentionJson>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct MentionJson {
    text: String,
    /// Index into `sections`; null in the title, in authors, headings and tags.
    section: Option<usize>,
    /// First character in the section's `text` (else in the text that names it).
    start: usize,
    /// One past the last character.
    end: usize,
}

impl ArticleJson {
    /// The JSON of `article`.
    pub fn new(article: &Article, state: &Reading) -> Self {
        let Article { id, title, origin, language, tags, images, links, .. } = article.clone();
        Self {
            id,
            title,
            source: origin.source,
            url: origin.url,
            authors: origin.authors,
            contributors: origin.contributors,
            published: origin.published,
            precision: origin.published.map(|date| date.precision),
            updated: origin.updated,
            rights: origin.rights,
            reading_minutes: article.reading_minutes,
            language,
            tags,
            images,
            summary: article.summary(),
            text: article.text(),
            sections: article.sections.iter().map(SectionJson::new).collect(),
            entities: {
                let starts: Vec<Starts> = article.sections.iter().map(Starts::new).collect();
                article.entities.iter().map(|named| EntityJson::new(named, article, &starts)).collect()
            },
            links,
            via: origin.via,
            also_in: origin.also_in,
            state: StateJson::new(state),
        }
    }
}

impl StateJson {
    fn new(Reading { marks, tags, note, .. }: &Reading) -> Self {
        Self { marks: *marks, tags: tags.clone(), note: Some(note.clone()).filter(|note| !note.is_empty()) }
    }
}

impl SectionJson {
    fn new(section: &Section) -> Self {
        let (mut paragraphs, mut bullets) = (Vec::new(), Vec::new());
        for block in &section.blocks {
            match block {
                Block::Paragraph(prose) | Block::Quote(prose) | Block::Subheading(prose) => {
                    paragraphs.push(prose.text.clone());
                }
                Block::Item { prose, .. } => bullets.push(prose.text.clone()),
                Block::Code { .. } | Block::Table { .. } | Block::Figure { .. } => {}
            }
        }
        Self {
            kind: section.kind,
            heading: section.heading.clone(),
            paragraphs,
            bullets,
            blocks: section.blocks.clone(),
            text: section.text(),
            cut: section.cut,
        }
    }
}

impl EntityJson {
    fn new(named: &Named, article: &Article, starts: &[Starts]) -> Self {
        Self {
            kind: named.kind,
            name: named.name.clone(),
            id: named.id.clone(),
            family: named.family.clone(),
            maker: named.maker.clone(),
            count: named.mentions.len(),
            novel: named.novel,
            mentions: named.mentions.iter().filter_map(|mention| MentionJson::new(mention, article, starts)).collect(),
        }
    }
}

impl MentionJson {
    fn new(mention: &Mention, article: &Article, starts: &[Starts]) -> Option<Self> {
        let text = article.text_at(mention.place)?;
        let (section, before) = match mention.place {
            Place::Title | Place::Author(_) | Place::Heading(_) | Place::Tag(_) => (None, 0),
            Place::Block { section, block, line } => (Some(section), *starts.get(section)?.0.get(block)?.get(line)?),
        };
        let start = before + text[..mention.start].chars().count();
        let words = &text[mention.start..mention.end];
        Some(Self { text: words.to_owned(), section, start, end: start + words.chars().count() })
    }
}

/// Where each line of each block begins in the section's text, in characters. Counted once for all mentions: a long
/// page has thousands of them.
struct Starts(Vec<Vec<usize>>);

impl Starts {
    fn new(section: &Section) -> Self {
        let mut at = 0;
        let mut start = |text: &Clean| {
            let start = at;
            at += text.chars().count() + 1;
            start
        };
        Self(section.blocks.iter().map(|block| block.texts().map(&mut start).collect()).collect())
    }
}
