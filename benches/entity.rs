//! How fast names are found in article text, with the lexicon as it is and ten times as large, and how long the lexicon
//! takes to build.

use std::fmt::Write;

use divan::Bencher;
use divan::counter::BytesCount;
use newsdesk::article::{Article, ArticleId, Block, Section, SectionKind};
use newsdesk::entity::{Lexicon, recognize};

fn main() {
    divan::main();
}

/// How often the lexicon's number of entries.
const SIZES: [usize; 2] = [1, 10];

/// The bundled briefings, each as an article: some 50 kB of the text that newsdesk reads.
fn articles() -> Vec<Article> {
    let files = std::fs::read_dir("seeds").expect("the seeds are there").filter_map(Result::ok);
    let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    let article = |text: String| {
        let mut body = Section::new(SectionKind::Body);
        body.blocks = text.lines().filter(|line| !line.is_empty()).map(Block::paragraph).collect();
        Article { sections: vec![body], ..Article::new(ArticleId("bench".to_owned()), "Bench") }
    };
    texts.map(article).collect()
}

fn n_bytes(articles: &[Article]) -> BytesCount {
    BytesCount::new(articles.iter().flat_map(|article| article.texts()).map(|(_, text)| text.len()).sum::<usize>())
}

/// The bundled lexicon and made-up names, until it is `size` times as large.
fn lexicon(size: usize) -> Lexicon {
    let n_more = Lexicon::bundled().entries().count() * (size - 1);
    let (starts, middles) = (["Bra", "Cor", "Dun", "El", "Fa", "Gri", "Hal", "Mo"], ["lan", "ver", "ti", "mos", "gar"]);
    let mut own = String::from("[company]\n");
    for n in 0..n_more {
        let (start, middle) = (starts[n % starts.len()], middles[n / starts.len() % middles.len()]);
        let letters: String = n.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
        writeln!(own, "\"{start}{middle}{letters} Systems\" = {{ aliases = [\"{start}{middle}{letters}\"] }}")
            .expect("text");
    }
    let (lexicon, problems) = Lexicon::with(&[("own.toml", &own)]);
    assert!(problems.is_empty(), "{:?}", problems.first());
    lexicon
}

#[divan::bench]
fn build_bundled() -> Lexicon {
    Lexicon::bundled()
}

#[divan::bench(args = SIZES)]
fn scan_text(bencher: Bencher, size: usize) {
    let (lexicon, articles) = (lexicon(size), articles());
    eprintln!("{} bytes of automaton", lexicon.automaton_bytes());
    bencher.counter(n_bytes(&articles)).bench(|| {
        let texts = articles.iter().flat_map(|article| article.texts());
        texts.map(|(_, text)| lexicon.count_candidates(text)).sum::<usize>()
    });
}

#[divan::bench(args = SIZES)]
fn recognize_articles(bencher: Bencher, size: usize) {
    let (lexicon, articles) = (lexicon(size), articles());
    bencher.counter(n_bytes(&articles)).with_inputs(|| articles.clone()).bench_values(|mut articles| {
        articles.iter_mut().for_each(|article| recognize(&lexicon, article));
        articles
    });
}
