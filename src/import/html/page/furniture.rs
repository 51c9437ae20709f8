//! Furniture that is told by its words, once the text is there as parts.

use crate::article::Block;
use crate::import::Context;
use crate::import::outline::{Content, Part};
use crate::import::vocabulary::{Opening, ends_sentence, key};
use crate::text::Clean;

/// Blocks of a section about the author or of related links; longer ones belong to the story.
const MAX_BLOCKS: usize = 12;

/// Characters of the longest paragraph about the author.
const MAX_BIOGRAPHY: usize = 320;

/// Characters of the longest line at the end that leads on.
const MAX_LINE: usize = 140;

/// Signs that lead on.
const ARROWS: [char; 10] = ['→', '←', '»', '«', '›', '‹', '⟶', '➔', '▸', '►'];

/// Parts on either side that may hold the words that are set large beside them.
const NEIGHBOURS: usize = 12;

/// Bytes of the shortest and the longest such words.
const MIN_REPEATED: usize = 20;
const MAX_REPEATED: usize = 400;

/// Digits of a year; shorter numbers alone in a line count something.
const YEAR: usize = 4;

/// Between a place in a row and its length.
const BETWEEN: [&str; 8] = ["/", "of", "von", "sur", "de", "di", "из", "van"];

/// Parts of the longest card about the author: name, some sentences, links.
const MAX_CARD: usize = 5;

/// What stands over code for its language.
const LANGUAGES: [&str; 30] = [
    "bash",
    "shell",
    "sh",
    "zsh",
    "console",
    "terminal",
    "python",
    "javascript",
    "js",
    "typescript",
    "ts",
    "json",
    "yaml",
    "toml",
    "rust",
    "go",
    "java",
    "c",
    "c++",
    "cpp",
    "c#",
    "ruby",
    "php",
    "sql",
    "html",
    "css",
    "xml",
    "diff",
    "text",
    "copy",
];

/// `parts` without lines and sections that are no part of the story.
pub fn without_furniture(parts: Vec<Part>, title: &str, context: &Context) -> Vec<Part> {
    let parts = cut_at_wall(parts, context);
    let texts: Vec<String> = parts.iter().map(paragraph_text).collect();
    let mut kept = vec![true; parts.len()];
    let mut at = 0;
    while at < parts.len() {
        let n = n_furniture(&parts[at..], context).max(usize::from(names_language(&parts[at..])));
        kept[at..at + n].fill(false);
        let near = at.saturating_sub(NEIGHBOURS)..texts.len().min(at + NEIGHBOURS);
        kept[at] &= !repeats(&parts[at], title, &texts[near]);
        at += n.max(1);
    }
    let mut parts: Vec<Part> = parts.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(part, _)| part).collect();
    trim_end(&mut parts, context);
    drop_empty_sections(&mut parts);
    parts
}

/// Takes off the end what leads on and what would have stood over something: headings, lines with arrows or a colon at
/// their end, topics.
fn trim_end(parts: &mut Vec<Part>, context: &Context) {
    let leads_on = |part: &Part| match &part.content {
        Content::Heading { .. } => true,
        Content::Block(Block::Paragraph(prose)) => {
            let text = prose.text.as_str();
            let is_line = text.chars().count() <= MAX_LINE && !ends_sentence(text);
            is_line && (text.starts_with(ARROWS) || text.ends_with(ARROWS) || text.ends_with([':', '\u{ff1a}']))
                || context.words.tags.labels(text)
        }
        _ => false,
    };
    while parts.len() > 1 && parts.last().is_some_and(leads_on) {
        parts.pop();
    }
}

/// Drops known headings with nothing under them.
fn drop_empty_sections(parts: &mut Vec<Part>) {
    let mut empty = true;
    for at in (0..parts.len()).rev() {
        let kind = match parts[at].content {
            Content::Heading { kind, .. } => Some(kind),
            _ => None,
        };
        if empty && kind.is_some_and(|kind| kind.is_some()) {
            parts.remove(at);
        } else {
            empty = kind.is_some();
        }
    }
}

/// Where a line says that the rest is for who pays, the story is cut.
fn cut_at_wall(mut parts: Vec<Part>, context: &Context) -> Vec<Part> {
    let is_wall = |part: &Part| match &part.content {
        Content::Block(Block::Paragraph(prose)) | Content::Heading { text: prose, .. } => {
            context.words.furniture.is_paywall(&prose.text)
        }
        _ => false,
    };
    if let Some(at) = parts.iter().position(is_wall).filter(|at| *at > 0) {
        let line = parts[at].line;
        parts.truncate(at);
        parts.push(Part { line, content: Content::Cut });
    }
    parts
}

/// Takes paragraphs about the authors off the end: they begin with the name, and a word follows in small letters.
pub fn drop_biography(parts: &mut Vec<Part>, authors: &[Clean]) {
    cut_at_card(parts, authors);
    while parts.len() > 2 {
        let text = parts.last().map(paragraph_text).unwrap_or_default();
        let verb = |rest: &str| rest.starts_with(' ') && rest[1..].starts_with(char::is_lowercase);
        let about = |name: &Clean| name.contains(' ') && text.strip_prefix(name.as_str()).is_some_and(verb);
        if text.chars().count() > MAX_BIOGRAPHY || !authors.iter().any(about) {
            return;
        }
        parts.pop();
    }
}

/// Cuts a text where an author's name stands alone in a line, once, and only some short parts follow.
fn cut_at_card(parts: &mut Vec<Part>, authors: &[Clean]) {
    let is_name = |part: &Part| {
        let mut texts = part.texts();
        let text = texts.next().map(|text| key(text));
        text.is_some_and(|text| authors.iter().any(|name| key(name) == text)) && texts.next().is_none()
    };
    let is_short = |part: &Part| part.texts().map(|text| text.chars().count()).sum::<usize>() <= MAX_BIOGRAPHY;
    let mut names = parts.iter().enumerate().filter(|(_, part)| is_name(part)).map(|(at, _)| at);
    if let (Some(at), None) = (names.next(), names.next()) {
        let rest = &parts[at..];
        if at > 1 && rest.len() <= MAX_CARD && rest.iter().all(is_short) {
            parts.truncate(at);
        }
    }
}

fn paragraph_text(part: &Part) -> String {
    match &part.content {
        Content::Block(Block::Paragraph(prose) | Block::Item { prose, .. }) => prose.text.to_string(),
        _ => String::new(),
    }
}

/// How many of the first parts are furniture.
fn n_furniture(parts: &[Part], context: &Context) -> usize {
    let furniture = &context.words.furniture;
    match &parts[0].content {
        Content::Block(Block::Paragraph(prose)) if is_counter(&prose.text) => 1,
        Content::Block(Block::Paragraph(prose) | Block::Item { prose, .. }) => usize::from(furniture.is(&prose.text)),
        Content::Heading { text, kind: None, .. } => {
            let is_heading = |part: &Part| matches!(part.content, Content::Heading { .. });
            let blocks = parts[1..].iter().take(MAX_BLOCKS + 1).take_while(|part| !is_heading(part)).count();
            let opening = furniture.opening(&text.text);
            let other = matches!(
                opening,
                Some(Opening::Contents | Opening::List | Opening::Box | Opening::Bio | Opening::Nearby)
            );
            if other && blocks <= MAX_BLOCKS { blocks + 1 } else { 0 }
        }
        _ => 0,
    }
}

/// How many like something, or where one stands in a row of pictures or pages: `27`, `1.2K`, `1 of 3`.
fn is_counter(text: &str) -> bool {
    let is_count = |text: &str| is_number(text) && (text.len() < YEAR || text.ends_with(['K', 'k', 'M']));
    is_count(text) || is_place(text)
}

/// Where one stands in a row: `1 / 4`.
pub fn is_place(text: &str) -> bool {
    let spaced = text.replace(['/', '\u{ff0f}'], " / ");
    match spaced.split_whitespace().collect::<Vec<_>>().as_slice() {
        [at, between, of] => is_number(at) && BETWEEN.contains(between) && is_number(of),
        _ => false,
    }
}

fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(['K', 'k', 'M']);
    let is_digit = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b',');
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.bytes().all(is_digit)
}

/// The name of a programming language in a line over code.
fn names_language(parts: &[Part]) -> bool {
    let [Part { content: Content::Block(Block::Paragraph(name)), .. }, Part { content: Content::Block(code), .. }, ..] =
        parts
    else {
        return false;
    };
    matches!(code, Block::Code { .. }) && LANGUAGES.contains(&name.text.to_ascii_lowercase().as_str())
}

/// The title again, or words that are set large beside the paragraph where they stand.
fn repeats(part: &Part, title: &str, texts: &[String]) -> bool {
    match &part.content {
        Content::Heading { text, .. } => key(&text.text) == key(title),
        Content::Block(Block::Quote(prose) | Block::Paragraph(prose)) => {
            let words = prose.text.trim_matches(|c: char| !c.is_alphanumeric());
            (MIN_REPEATED..MAX_REPEATED).contains(&words.len())
                && texts.iter().any(|text| text.len() > prose.text.len() && text.contains(words))
        }
        _ => false,
    }
}
