//! How fast names are found in article text, and how long the lexicon takes to build.

use divan::Bencher;
use divan::counter::BytesCount;
use newsdesk::article::{Article, ArticleId, Block, Section, SectionKind};
use newsdesk::entity::{Lexicon, recognize};

fn main() {
    divan::main();
}

/// All bundled briefings as one article, some 50 kB of the text that newsdesk reads.
fn article() -> Article {
    let files = std::fs::read_dir("seeds").expect("the seeds are there").filter_map(Result::ok);
    let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    let mut body = Section::new(SectionKind::Body);
    body.blocks = texts.flat_map(|text| text.lines().map(Block::paragraph).collect::<Vec<_>>()).collect();
    Article { sections: vec![body], ..Article::new(ArticleId("bench".to_owned()), "Bench") }
}

#[divan::bench]
fn build_bundled() -> Lexicon {
    Lexicon::bundled()
}

#[divan::bench]
fn recognize_article(bencher: Bencher) {
    let lexicon = Lexicon::bundled();
    let article = article();
    let n_bytes: usize = article.texts().map(|(_, text)| text.len()).sum();
    bencher.counter(BytesCount::new(n_bytes)).with_inputs(|| article.clone()).bench_values(|mut article| {
        recognize(&lexicon, &mut article);
        article
    });
}
