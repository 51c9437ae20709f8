//! From headings and blocks in reading order to sections with kinds. The same for every format.

use super::Context;
use super::vocabulary::ends_sentence;
use crate::article::{Block, Prose, Section, SectionKind, SpanStyle};
use crate::text::Clean;

/// Paragraphs before the first known heading: with more than these, the first is no standfirst on that evidence alone.
const MAX_OPENING: usize = 3;

/// Characters of the longest paragraph in bold that is a heading.
const MAX_BOLD_HEADING: usize = 100;

/// The level of a heading that is set as a paragraph in bold: below all real ones.
pub const BOLD_LEVEL: u8 = 6;

/// A heading or a block, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Line of the document, from 1.
    pub line: usize,
    /// What stands there.
    pub content: Content,
}

/// What an article's text is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Opens a section.
    Heading {
        /// 1 for the largest.
        level: u8,
        /// The kind where the heading is a known one.
        kind: Option<SectionKind>,
        /// The words.
        text: Prose,
    },
    /// A paragraph or its like.
    Block(Block),
    /// The page stops here.
    Cut,
}

impl Part {
    /// A block at `line`.
    pub fn block(line: usize, block: Block) -> Self {
        Self { line, content: Content::Block(block) }
    }

    /// The texts of the heading or block.
    pub fn texts(&self) -> Box<dyn Iterator<Item = &Clean> + '_> {
        match &self.content {
            Content::Heading { text, .. } => Box::new(std::iter::once(&text.text)),
            Content::Block(block) => block.texts(),
            Content::Cut => Box::new(std::iter::empty()),
        }
    }

    /// A heading at `line`, with the kind that its words give it.
    pub fn heading(line: usize, level: u8, text: Prose, context: &Context) -> Self {
        let kind = context.words.heading(&text.text);
        Self { line, content: Content::Heading { level, kind, text } }
    }
}

/// What a paragraph at `line` is: a few words in bold are a heading, and so is a known one at its head
/// (`Why it matters: because …`).
pub fn paragraph(line: usize, prose: Prose, context: &Context) -> Vec<Part> {
    if is_bold_heading(&prose) {
        return vec![Part::heading(line, BOLD_LEVEL, Prose::plain(prose.text), context)];
    }
    let Some((_, label, rest)) = context.words.run_in(&prose.text) else {
        return vec![Part::block(line, Block::Paragraph(prose))];
    };
    let label = Part::heading(line, BOLD_LEVEL, Prose::plain(label), context);
    let start = prose.text.len() - rest.len();
    vec![label, Part::block(line, Block::Paragraph(tail(&prose, start)))]
}

/// `prose` from the byte `start` on, with the styles that stand there.
pub fn tail(prose: &Prose, start: usize) -> Prose {
    let spans = prose.spans.iter().filter(|span| span.range.start >= start).cloned().map(|mut span| {
        span.range = span.range.start - start..span.range.end - start;
        span
    });
    Prose { text: prose.text[start..].into(), spans: spans.collect() }
}

/// Whether a paragraph is nothing but a few words in bold.
fn is_bold_heading(prose: &Prose) -> bool {
    let whole = prose.spans.iter().any(|span| span.style == SpanStyle::Strong && span.range == (0..prose.text.len()));
    let ends = ends_sentence(&prose.text) && !prose.text.ends_with(['?', '!']);
    whole && prose.text.chars().count() <= MAX_BOLD_HEADING && !ends
}

/// The sections of `parts`. `standfirst`: the first paragraph is set off from the rest, so that it is the lede.
pub fn sections(parts: Vec<Part>, standfirst: bool) -> Vec<Section> {
    let first_heading = parts.iter().position(|part| matches!(part.content, Content::Heading { .. }));
    let mut parts = parts;
    let rest = parts.split_off(first_heading.unwrap_or(parts.len()));
    let known = matches!(rest.first().map(|part| &part.content), Some(Content::Heading { kind: Some(_), .. }));
    let mut sections = opening(parts, standfirst, known);
    headed(rest, &mut sections);
    sections.retain(|section| section.heading.is_some() || !section.blocks.is_empty());
    sections
}

/// What stands before the first heading: lede, key points, body.
fn opening(parts: Vec<Part>, standfirst: bool, known_heading_follows: bool) -> Vec<Section> {
    let cut = parts.iter().any(|part| part.content == Content::Cut);
    let blocks: Vec<Block> = parts.into_iter().filter_map(Part::into_block).collect();
    let paragraphs = blocks.iter().take_while(|block| matches!(block, Block::Paragraph(_))).count();
    let items = blocks[paragraphs..].iter().take_while(|block| matches!(block, Block::Item { .. })).count();
    let announced = paragraphs > 0 && ends_with_colon(&blocks[paragraphs - 1]);
    let points = paragraphs <= 1 && items >= 2 && !announced;
    let has_lede = paragraphs > 0
        && (standfirst || points || (known_heading_follows && paragraphs == blocks.len() && paragraphs <= MAX_OPENING));
    let mut blocks = blocks.into_iter();
    let mut sections = Vec::new();
    let mut take = |kind, count| {
        let blocks: Vec<Block> = blocks.by_ref().take(count).collect();
        if !blocks.is_empty() {
            sections.push(Section { blocks, ..Section::new(kind) });
        }
    };
    if has_lede {
        take(SectionKind::Lede, 1);
    }
    if points {
        take(SectionKind::Tldr, items);
    }
    take(SectionKind::Body, usize::MAX);
    if let Some(last) = sections.last_mut() {
        last.cut = cut;
    }
    sections
}

/// Sections with headings. Deeper headings inside a section are blocks of it.
fn headed(parts: Vec<Part>, sections: &mut Vec<Section>) {
    let levels = parts.iter().filter_map(|part| match part.content {
        Content::Heading { level, .. } => Some(level),
        _ => None,
    });
    let top = levels.min().unwrap_or(1);
    for part in parts {
        match part.content {
            Content::Heading { level, kind: None, text } if level > top && !sections.is_empty() => {
                push(sections, Block::Subheading(text));
            }
            Content::Heading { kind, text, .. } => {
                let heading = Some(strip_colon(&text.text)).filter(|text| !text.is_empty());
                sections.push(Section { heading, ..Section::new(kind.unwrap_or(SectionKind::Body)) });
            }
            Content::Block(block) => push(sections, block),
            Content::Cut => {
                if let Some(section) = sections.last_mut() {
                    section.cut = true;
                }
            }
        }
    }
}

fn push(sections: &mut Vec<Section>, block: Block) {
    if sections.is_empty() {
        sections.push(Section::new(SectionKind::Body));
    }
    if let Some(section) = sections.last_mut() {
        section.blocks.push(block);
    }
}

fn ends_with_colon(block: &Block) -> bool {
    block.texts().last().is_some_and(|text| text.ends_with([':', '\u{ff1a}']))
}

/// A heading without the colon that some pages set after it.
fn strip_colon(heading: &Clean) -> Clean {
    heading.trim_end_matches([':', '\u{ff1a}', ' ']).into()
}

impl Part {
    fn into_block(self) -> Option<Block> {
        match self.content {
            Content::Block(block) => Some(block),
            Content::Heading { .. } | Content::Cut => None,
        }
    }
}
