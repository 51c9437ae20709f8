//! A part of an article, and the blocks that it is made of.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::{Address, Clean};

/// What a section is for. Known headings ("TL;DR", "Why it matters") give the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// The standfirst under the headline.
    Lede,
    /// Key points.
    Tldr,
    /// Why the story matters.
    WhyItMatters,
    /// What it means for companies.
    BusinessImpact,
    /// What follows from it.
    KeyImplications,
    /// What comes next.
    WhatToWatch,
    /// The story itself, with the heading of the page if it has one.
    Body,
    /// A piece of another page, quoted at length; folded in the reader.
    Excerpt,
    /// What is none of the above: footnotes, an author's note.
    Other,
}

impl SectionKind {
    /// All kinds, in the order of the contract.
    pub const ALL: [SectionKind; 9] = [
        Self::Lede,
        Self::Tldr,
        Self::WhyItMatters,
        Self::BusinessImpact,
        Self::KeyImplications,
        Self::WhatToWatch,
        Self::Body,
        Self::Excerpt,
        Self::Other,
    ];

    /// The name in JSON and in queries: `why_it_matters`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lede => "lede",
            Self::Tldr => "tldr",
            Self::WhyItMatters => "why_it_matters",
            Self::BusinessImpact => "business_impact",
            Self::KeyImplications => "key_implications",
            Self::WhatToWatch => "what_to_watch",
            Self::Body => "body",
            Self::Excerpt => "excerpt",
            Self::Other => "other",
        }
    }

    /// What a reader sees above a section that has no heading of its own; empty where nothing is needed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Lede | Self::Body | Self::Other => "",
            Self::Tldr => "TL;DR",
            Self::WhyItMatters => "Why it matters",
            Self::BusinessImpact => "Business impact",
            Self::KeyImplications => "Key implications",
            Self::WhatToWatch => "What to watch",
            Self::Excerpt => "Excerpt",
        }
    }
}

/// A part of an article with a kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// What it is for.
    pub kind: SectionKind,
    /// The page's own heading.
    pub heading: Option<Clean>,
    /// Paragraphs, bullets and the rest, in order.
    pub blocks: Vec<Block>,
    /// The page stops in the middle of it.
    pub cut: bool,
}

impl Section {
    /// A section without heading or blocks.
    pub fn new(kind: SectionKind) -> Self {
        Self { kind, heading: None, blocks: Vec::new(), cut: false }
    }

    /// The blocks' texts, one a line.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.blocks.iter().flat_map(Block::texts).map(Clean::as_str).collect();
        texts.join("\n")
    }
}

/// A paragraph or its like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// Running text.
    Paragraph(Prose),
    /// A heading inside a section.
    Subheading(Prose),
    /// One point of a list.
    Item {
        /// 0 for the outer list, 1 for a list in it, and so on.
        depth: u8,
        /// What stands before it.
        marker: Marker,
        /// The point.
        #[serde(flatten)]
        prose: Prose,
    },
    /// Words of somebody else.
    Quote(Prose),
    /// Text whose line breaks count.
    Code {
        /// The programming language, where given.
        language: Option<Clean>,
        /// Line by line.
        lines: Vec<CodeLine>,
    },
    /// Rows of cells.
    Table {
        /// The first row names the columns.
        header: bool,
        /// Row by row, all of the same length.
        rows: Vec<Vec<Clean>>,
    },
    /// The place of a picture in the text.
    Figure {
        /// Index into the article's images.
        image: usize,
    },
}

/// A line of code, its indentation kept apart. Blanks inside of it stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CodeLine {
    /// Columns of blank before the text.
    pub indent: u16,
    /// The line.
    #[serde(deserialize_with = "Clean::deserialize_code")]
    pub text: Clean,
}

impl Block {
    /// The texts of the block: one for prose, several for code and tables.
    pub fn texts(&self) -> Box<dyn Iterator<Item = &Clean> + '_> {
        match self {
            Self::Paragraph(prose) | Self::Subheading(prose) | Self::Quote(prose) | Self::Item { prose, .. } => {
                Box::new(std::iter::once(&prose.text))
            }
            Self::Code { lines, .. } => Box::new(lines.iter().map(|line| &line.text)),
            Self::Table { rows, .. } => Box::new(rows.iter().flatten()),
            Self::Figure { .. } => Box::new(std::iter::empty()),
        }
    }

    /// Index into the article's images, of a picture's place.
    pub fn image(&self) -> Option<usize> {
        match self {
            Self::Figure { image } => Some(*image),
            _ => None,
        }
    }

    /// A paragraph of plain text.
    pub fn paragraph(text: impl Into<Clean>) -> Self {
        Self::Paragraph(Prose::plain(text))
    }

    /// A point of an outer list.
    pub fn bullet(text: impl Into<Clean>) -> Self {
        Self::Item { depth: 0, marker: Marker::Bullet, prose: Prose::plain(text) }
    }
}

/// What stands before a point of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Marker {
    /// A dot.
    Bullet,
    /// Its number.
    Number(u32),
    /// A box, ticked or not.
    Task(bool),
}

/// Text with styles and links on stretches of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Prose {
    /// The words.
    pub text: Clean,
    /// Styled stretches, by start; stretches may nest, never cross.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
}

impl Prose {
    /// Text without styles.
    pub fn plain(text: impl Into<Clean>) -> Self {
        Self { text: text.into(), spans: Vec::new() }
    }
}

/// A styled stretch of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// How it stands out.
    pub style: SpanStyle,
}

/// How a stretch of text stands out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpanStyle {
    /// Strong emphasis.
    Strong,
    /// Emphasis.
    Emphasis,
    /// Code within a line.
    Code,
    /// Struck out.
    Struck,
    /// The words of a link: its address.
    Link(Address),
}
