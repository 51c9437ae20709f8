//! A file of JSON Lines with made-up stories, as another program may write it: a story of 3 kB takes 3 kB.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use newsdesk::article::{Article, Block, Section};
use serde_json::{Value, json};

use super::stories::Desk;

/// Stories made at a time.
const BATCH: usize = 1000;

/// Writes so many stories to the file at `path`.
pub fn write(path: &Path, n_stories: usize) {
    let desk = Desk::new();
    let mut file = BufWriter::new(File::create(path).expect("a file"));
    for start in (0..n_stories).step_by(BATCH) {
        for article in desk.articles(start..(start + BATCH).min(n_stories)) {
            writeln!(file, "{}", line(&article)).expect("room for it");
        }
    }
    file.flush().expect("room for it");
}

fn line(article: &Article) -> Value {
    let origin = &article.origin;
    json!({
        "id": article.id,
        "title": article.title,
        "source": origin.source,
        "authors": origin.authors,
        "published": origin.published,
        "language": article.language,
        "tags": article.tags,
        "sections": article.sections.iter().map(section).collect::<Vec<_>>(),
    })
}

fn section(section: &Section) -> Value {
    let texts = |wanted: fn(&Block) -> bool| -> Vec<&str> {
        let blocks = section.blocks.iter().filter(|block| wanted(block));
        blocks.flat_map(Block::texts).map(|text| text.as_str()).collect()
    };
    json!({
        "kind": section.kind,
        "heading": section.heading,
        "paragraphs": texts(|block| matches!(block, Block::Paragraph(_))),
        "bullets": texts(|block| matches!(block, Block::Item { .. })),
    })
}
