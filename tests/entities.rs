//! Recognition on whole pages and on annotated passages.

use std::fs;
use std::path::Path;

use newsdesk::article::{Article, ArticleId, Block, EntityKind, Origin, Section, SectionKind};
use newsdesk::entity::{Lexicon, recognize};

/// An article of plain paragraphs; the first is its title.
fn article(text: &str) -> Article {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let title = lines.next().unwrap_or_default().into();
    let mut body = Section::new(SectionKind::Body);
    body.blocks = lines.map(Block::paragraph).collect();
    Article {
        id: ArticleId("test".to_owned()),
        title,
        origin: Origin::default(),
        language: None,
        reading_minutes: 1,
        tags: Vec::new(),
        images: Vec::new(),
        links: Vec::new(),
        sections: vec![body],
        entities: Vec::new(),
    }
}

#[test]
fn print_pages() {
    let lexicon = Lexicon::bundled();
    let mut pages: Vec<_> =
        fs::read_dir(Path::new("../shared/briefings")).unwrap().map(|e| e.unwrap().path()).collect();
    pages.sort();
    for page in pages {
        let mut article = article(&fs::read_to_string(&page).unwrap());
        recognize(&lexicon, &mut article);
        println!("== {}", page.display());
        for kind in EntityKind::ALL {
            let of = article.entities.iter().filter(|named| named.kind == kind);
            let names: Vec<String> = of.map(|n| format!("{} {}", n.name, n.mentions.len())).collect();
            println!("{}: {}", kind.name(), names.join(", "));
        }
    }
}
