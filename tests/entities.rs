//! Recognition on whole pages and on annotated passages.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use newsdesk::article::{Article, ArticleId, Block, EntityKind, Origin, Section, SectionKind};
use newsdesk::entity::{Lexicon, recognize};
use serde::Deserialize;

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

/// What an article names, as `kind: name`.
fn names(lexicon: &Lexicon, text: &str) -> BTreeSet<String> {
    let mut article = article(text);
    recognize(lexicon, &mut article);
    article.entities.iter().map(|named| format!("{}: {}", named.kind.name(), named.name)).collect()
}

/// A file of passages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passages {
    passage: Vec<Passage>,
}

/// A short text and what it names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passage {
    text: String,
    #[serde(default)]
    names: BTreeSet<String>,
}

/// Names that were found and should be, should not be found, and should be.
#[derive(Clone, Copy, Default)]
struct Score {
    n_right: usize,
    n_wrong: usize,
    n_missed: usize,
}

impl Score {
    fn precision(self) -> f64 {
        self.n_right as f64 / ((self.n_right + self.n_wrong).max(1)) as f64
    }

    fn recall(self) -> f64 {
        self.n_right as f64 / ((self.n_right + self.n_missed).max(1)) as f64
    }
}

/// Least precision and recall of each kind over all passages. To be raised, never lowered.
const FLOOR: f64 = 0.98;

#[test]
fn passages_name_whom_they_name() {
    let lexicon = Lexicon::bundled();
    let mut scores = EntityKind::ALL.map(|kind| (kind, Score::default()));
    let mut n_passages = 0;
    for file in fs::read_dir("tests/fixtures/entities").expect("the fixtures are there") {
        let path = file.expect("a file").path();
        let text = fs::read_to_string(&path).expect("a text");
        let Passages { passage } = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        n_passages += passage.len();
        for Passage { text, names: expected } in passage {
            let found = names(&lexicon, &text);
            if found != expected {
                let only = |a: &BTreeSet<String>, b| a.difference(b).cloned().collect::<Vec<_>>().join(", ");
                println!("{text}\n    wrong: {}\n    missed: {}", only(&found, &expected), only(&expected, &found));
            }
            for (kind, score) in &mut scores {
                let of = |name: &&String| name.starts_with(&format!("{}:", kind.name()));
                score.n_right += found.intersection(&expected).filter(of).count();
                score.n_wrong += found.difference(&expected).filter(of).count();
                score.n_missed += expected.difference(&found).filter(of).count();
            }
        }
    }
    println!("{n_passages} passages");
    for (kind, score) in scores {
        println!("{:14} precision {:.3}  recall {:.3}", kind.name(), score.precision(), score.recall());
    }
    assert!(n_passages >= 40);
    assert!(scores.iter().all(|(_, score)| score.precision() >= FLOOR && score.recall() >= FLOOR));
}
