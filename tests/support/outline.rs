//! Documents as outlines, line by line: `!` problems, `#` titles, `=` what is known, `[kind]` sections, their blocks.

use std::fmt::Write;

use newsdesk::article::{Article, Block};
use newsdesk::import::Document;

/// The problems of a document.
pub fn problems(document: &Document, out: &mut String) {
    for problem in &document.problems {
        writeln!(out, "! {}: {}", problem.place, problem.what).unwrap();
    }
}

/// Pairs of a name and a value, without those that have none.
pub fn facts(facts: &[(&str, String)]) -> String {
    let told = facts.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name} {value}"));
    told.collect::<Vec<_>>().join(" · ")
}

/// The sections of an article, the text of their blocks as `shown`.
pub fn sections(article: &Article, shown: impl Fn(&str) -> String, out: &mut String) {
    for section in &article.sections {
        let cut = if section.cut { " (cut)" } else { "" };
        writeln!(out, "[{}] {}{cut}", section.kind.name(), section.heading.as_deref().unwrap_or("–")).unwrap();
        section.blocks.iter().for_each(|block| outline_block(block, &shown, out));
    }
}

fn outline_block(block: &Block, shown: impl Fn(&str) -> String, out: &mut String) {
    let mark = match block {
        Block::Paragraph(_) => "p",
        Block::Subheading(_) => "h",
        Block::Quote(_) => ">",
        Block::Item { .. } => "*",
        Block::Code { .. } => "code",
        Block::Table { .. } => "table",
        Block::Figure { image } => return writeln!(out, "  image {image}").unwrap(),
    };
    block.texts().for_each(|text| writeln!(out, "  {mark} {}", shown(text)).unwrap());
}
