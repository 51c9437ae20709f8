//! A year of small stories about a few made-up companies and models, and a lexicon that knows them: for pages of
//! names, walks over mentions, families.

use std::sync::Arc;

use jiff::civil::{Date, date};
use newsdesk::article::{Article, ArticleId, Block, Origin, Published, Section, SectionKind};
use newsdesk::entity::{Lexicon, recognize};
use newsdesk::import::Document;
use newsdesk::text::Clean;

const LEXICON: &str = r##"
[company]
"Northwind" = { country = "US", aliases = ["Northwind Labs", "北风"] }
"Kestrel Semiconductor" = { country = "KR", aliases = ["Kestrel"] }
"Harbor AI" = {}

[model]
"Osprey" = { maker = "Northwind", versions = ["-#", "-#.#"], variants = [" mini"] }
"Gannet" = { maker = "Harbor AI", versions = ["-#.#"] }

[person]
"Mira Okafor" = { role = "chief scientist", affiliation = "Northwind" }
"Tom Lindqvist" = { role = "chief executive", affiliation = "Harbor AI" }

[organization]
"Ministry of Trade" = { jurisdiction = "Norland", role = "export licences" }
"Harbor Institute" = { aliases = ["Harbor"] }

[policy]
"Compute Reporting Act" = { jurisdiction = "EU", status = "in force", year = 2026, aliases = ["CRA"] }
"##;

/// Day, headline, text.
const STORIES: [(Date, &str, &str); 7] = [
    (
        date(2026, 7, 6),
        "Northwind trains Osprey-5.10 on chips of Kestrel Semiconductor",
        "Northwind says that Osprey-5.10 costs half of Osprey-5.9 to run. Mira Okafor of Northwind led the work.\nKestrel makes the chips. The Ministry of Trade looks at the Compute Reporting Act; Northwind does not expect delays, and Osprey-5.10 mini follows.",
    ),
    (date(2026, 7, 2), "Osprey-5.10 mini fits a phone", "The small Osprey-5.10 mini answers without a network."),
    (
        date(2026, 6, 17),
        "Prices fall again",
        "Osprey-5.9 and Gannet-4.5 cost less than in spring, says Tom Lindqvist of Harbor AI.",
    ),
    (
        date(2026, 6, 15),
        "Harbor AI opens Gannet-4.5",
        "Harbor AI gives Gannet-4.5 to firms it knows. Northwind keeps Osprey-5.9 closed.",
    ),
    (
        date(2026, 5, 4),
        "Who reports what",
        "The Compute Reporting Act asks Northwind and Harbor AI for the place of every cluster.",
    ),
    (
        date(2026, 4, 20),
        "Osprey-5.2 is here",
        "Northwind publishes Osprey-5.2. Mira Okafor calls it a start, and Osprey a family.",
    ),
    (date(2026, 4, 20), "Corvanta raises money", "Corvanta, a startup from Oslo, wants to rival Northwind."),
];

/// What the stories name.
pub fn lexicon() -> Arc<Lexicon> {
    let (lexicon, problems) = Lexicon::parse(&[("test.toml", LEXICON)]);
    assert_eq!(problems, []);
    Arc::new(lexicon)
}

/// The stories, with their names recognized, and one that no lexicon has.
pub fn stories() -> Vec<Document> {
    let lexicon = lexicon();
    let articles = STORIES.iter().enumerate().map(|(at, (day, title, text))| {
        let mut section = Section::new(SectionKind::Body);
        section.blocks = text.lines().map(Block::paragraph).collect();
        let mut article = Article {
            origin: Origin {
                source: Some(Clean::from("Harbor Review")),
                published: Some(Published::day(*day)),
                ..Origin::default()
            },
            sections: vec![section],
            ..Article::new(ArticleId(format!("n{at}")), *title)
        };
        recognize(&lexicon, &mut article);
        article
    });
    vec![Document { articles: articles.collect(), ..Document::default() }]
}
