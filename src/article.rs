//! One story: plain data, all of its text [`Clean`]. JSON is `serde` of these types and nothing more.

pub mod bytes;
mod date;
pub mod full_text;
pub mod head;
mod json;
mod markdown;
mod reading;
mod section;

pub use date::{Precision, Published};
pub use head::{Contents, Counted, Head};
pub use json::ArticleJson;
pub use reading::{Marks, Reading, ReadingChange, Turn, has_tag, note, tag};
pub use section::{Block, CodeLine, Marker, Prose, Section, SectionKind, Span, SpanStyle};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::{Address, Clean};

/// Words a minute of silent reading of prose, after Brysbaert's meta-analysis (2019): 238.
const WORDS_A_MINUTE: usize = 238;

/// Characters a minute for scripts that put no spaces between words.
const IDEOGRAPHS_A_MINUTE: usize = 400;

/// Length of a summary, in characters: what fits a list row unfolded over a few lines.
const SUMMARY_CHARS: usize = 320;

/// Name of an article that its content gives it: the same input has the same id on every machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ArticleId(pub String);

/// One story in the store. A document holds one or more. As the library keeps it, it is `serde` of these types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// From content, never from time or chance.
    pub id: ArticleId,
    /// The headline.
    pub title: Clean,
    /// Who published it, when and where.
    pub origin: Origin,
    /// ISO 639-1 code where it could be told.
    pub language: Option<Clean>,
    /// Minutes to read, as the page says or counted.
    pub reading_minutes: u32,
    /// Topics, as the page gives them.
    pub tags: Vec<Clean>,
    /// Pictures: what stands under them.
    pub images: Vec<Image>,
    /// Addresses that the text points to.
    pub links: Vec<Link>,
    /// The text, in reading order.
    pub sections: Vec<Section>,
    /// Who and what it names, in order of first mention. Filled by `entity::recognize`.
    pub entities: Vec<Named>,
}

/// Where an article comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Origin {
    /// The publisher's name.
    pub source: Option<Clean>,
    /// The article's own address.
    pub url: Option<Address>,
    /// Who wrote it.
    pub authors: Vec<Clean>,
    /// Who else had a part in it.
    pub contributors: Vec<Clean>,
    /// When it was published, as far as the page says.
    pub published: Option<Published>,
    /// When it was last changed, where that is said beside the day of publication.
    pub updated: Option<Published>,
    /// Who may do what with it: copyright, license.
    pub rights: Option<Clean>,
    /// The article in whose document this one came along.
    pub via: Option<ArticleId>,
    /// Other sources that have the same article, by their names; known to a library alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_in: Vec<Clean>,
}

/// A picture's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Image {
    /// What stands under the picture.
    pub caption: Option<Clean>,
    /// Whose picture it is.
    pub credit: Option<Clean>,
    /// Its address.
    pub url: Option<Address>,
}

/// An address and the words that carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// The words.
    pub text: Clean,
    /// Where they lead.
    pub url: Address,
    /// What is there for the article.
    #[serde(default)]
    pub kind: LinkKind,
    /// The MIME type of what is there, where given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<Clean>,
    /// How long it is, in bytes, where given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
}

/// What a link is for the article that has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// In the text.
    #[default]
    Link,
    /// The same story elsewhere or in another form.
    Alternate,
    /// A recording, picture or file that belongs to it.
    Enclosure,
    /// Where it is discussed.
    Comments,
    /// Where its publisher found it.
    Via,
    /// Another story.
    Related,
    /// What it may be used for.
    License,
    /// The feed or page that it was taken from.
    Source,
}

impl Link {
    /// A link in the text.
    pub fn new(text: impl Into<Clean>, url: Address) -> Self {
        Self { text: text.into(), url, kind: LinkKind::Link, media_type: None, bytes: None }
    }

    /// What it is for its article, in a word or two: `recording`, `also at`.
    pub fn role(&self) -> &'static str {
        let media = self.media_type.as_deref().unwrap_or("");
        match self.kind {
            LinkKind::Link => "link",
            LinkKind::Alternate => "also at",
            LinkKind::Enclosure if media.starts_with("audio/") => "recording",
            LinkKind::Enclosure if media.starts_with("video/") => "film",
            LinkKind::Enclosure if media.starts_with("image/") => "picture",
            LinkKind::Enclosure => "file",
            LinkKind::Comments => "comments",
            LinkKind::Via => "found at",
            LinkKind::Related => "related",
            LinkKind::License => "license",
            LinkKind::Source => "source",
        }
    }
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A firm: labs, chip makers, clouds, startups, investors.
    Company,
    /// An AI model, product or family of models.
    Model,
    /// A human being.
    Person,
    /// A body that is no firm: regulators, institutes, foundations, media.
    Organization,
    /// An act, bill, order, standard or programme.
    Policy,
}

impl EntityKind {
    /// All kinds, in the order of the sidebars.
    pub const ALL: [EntityKind; 5] = [Self::Company, Self::Model, Self::Person, Self::Organization, Self::Policy];

    /// The name in JSON and in the lexicon.
    pub fn name(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Model => "model",
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Policy => "policy",
        }
    }
}

/// Somebody or something that an article names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// What it is.
    pub kind: EntityKind,
    /// The one name for all of its aliases; a model's has its version.
    pub name: Clean,
    /// The canonical name in lower case with hyphens; unique within a kind.
    pub id: Clean,
    /// Of a model: the id of its family, also of the bare family itself.
    pub family: Option<Clean>,
    /// Of a model: the id of the company that makes it.
    pub maker: Option<Clean>,
    /// Seen here first: in no lexicon.
    pub novel: bool,
    /// Where it is named, in reading order. Never empty.
    pub mentions: Vec<Mention>,
}

/// One place in an article where an entity is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mention {
    /// Which text.
    pub place: Place,
    /// First byte in that text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// One of an article's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// The headline.
    Title,
    /// One of the authors.
    Author(usize),
    /// A section's heading.
    Heading(usize),
    /// One of the tags.
    Tag(usize),
    /// A block's line of text: section, block, and the line within blocks that have several (code, tables).
    Block {
        /// Index into the article's sections.
        section: usize,
        /// Index into the section's blocks.
        block: usize,
        /// Index into the block's texts.
        line: usize,
    },
}

impl Article {
    /// An article of which no more than this is known: no text, a minute to read.
    pub fn new(id: ArticleId, title: impl Into<Clean>) -> Self {
        Self {
            id,
            title: title.into(),
            origin: Origin::default(),
            language: None,
            reading_minutes: 1,
            tags: Vec::new(),
            images: Vec::new(),
            links: Vec::new(),
            sections: Vec::new(),
            entities: Vec::new(),
        }
    }

    /// Every text of the article with its place, in reading order.
    pub fn texts(&self) -> impl Iterator<Item = (Place, &Clean)> {
        let authors = self.origin.authors.iter().enumerate().map(|(i, author)| (Place::Author(i), author));
        let tags = self.tags.iter().enumerate().map(|(i, tag)| (Place::Tag(i), tag));
        let sections = self.sections.iter().enumerate().flat_map(|(section, content)| {
            let heading = content.heading.iter().map(move |heading| (Place::Heading(section), heading));
            let blocks = content.blocks.iter().enumerate().flat_map(move |(block, content)| {
                content.texts().enumerate().map(move |(line, text)| (Place::Block { section, block, line }, text))
            });
            heading.chain(blocks)
        });
        std::iter::once((Place::Title, &self.title)).chain(authors).chain(sections).chain(tags)
    }

    /// The text at `place`; `None` where the article has no such place.
    pub fn text_at(&self, place: Place) -> Option<&Clean> {
        match place {
            Place::Title => Some(&self.title),
            Place::Author(author) => self.origin.authors.get(author),
            Place::Heading(section) => self.sections.get(section)?.heading.as_ref(),
            Place::Tag(tag) => self.tags.get(tag),
            Place::Block { section, block, line } => self.sections.get(section)?.blocks.get(block)?.texts().nth(line),
        }
    }

    /// The whole text: sections with their headings, a blank line between blocks.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for section in &self.sections {
            for part in section.heading.iter().map(Clean::to_string).chain([section.text()]).filter(|p| !p.is_empty()) {
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                text.push_str(&part);
            }
        }
        text
    }

    /// The pictures that have no place in the text.
    pub fn images_around(&self) -> impl Iterator<Item = &Image> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        let placed: Vec<usize> = blocks.filter_map(|block| block.image()).collect();
        self.images.iter().enumerate().filter(move |(at, _)| !placed.contains(at)).map(|(_, image)| image)
    }

    /// The first section of a kind.
    pub fn section(&self, kind: SectionKind) -> Option<&Section> {
        self.sections.iter().find(|section| section.kind == kind)
    }

    /// What the story says in short: its lede, else the first paragraph, cut at a word.
    pub fn summary(&self) -> Clean {
        let sections = self.section(SectionKind::Lede).into_iter().chain(&self.sections);
        let text = sections.flat_map(|s| &s.blocks).flat_map(Block::texts).find(|text| !text.is_empty());
        let Some(text) = text else { return Clean::default() };
        let Some((end, _)) = text.char_indices().nth(SUMMARY_CHARS) else { return text.clone() };
        let cut = text[..end].rfind(' ').unwrap_or(end);
        Clean::from(format!("{}…", &text[..cut]))
    }

    /// Minutes to read the sections at a usual pace, at least one.
    pub fn count_minutes(&self) -> u32 {
        let (mut words, mut ideographs) = (0, 0);
        for section in &self.sections {
            for text in section.heading.iter().chain(section.blocks.iter().flat_map(Block::texts)) {
                // clean text has one blank between words and none around them
                words += memchr::memchr_iter(b' ', text.as_bytes()).count() + usize::from(!text.is_empty());
                if !text.is_ascii() {
                    let is_ideograph = |c: &char| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
                    ideographs += text.chars().filter(is_ideograph).count();
                }
            }
        }
        let minutes = words.div_ceil(WORDS_A_MINUTE).max(ideographs.div_ceil(IDEOGRAPHS_A_MINUTE)).max(1);
        u32::try_from(minutes).unwrap_or(u32::MAX)
    }
}
