//! Six stories with everything that a screen may have to show: long and Chinese titles, no date, an excerpt, a table,
//! links, many names, a problem of import.

use jiff::civil::date;
use newsdesk::app::Loaded;
use newsdesk::article::{
    Article, ArticleId, Block, EntityKind, Link, Marker, Mention, Named, Origin, Prose, Published, Section,
    SectionKind, Span, SpanStyle,
};
use newsdesk::import::{Document, Problem, Severity};
use newsdesk::text::{Address, Clean};

const NAMES: [(EntityKind, &str); 12] = [
    (EntityKind::Company, "Northwind"),
    (EntityKind::Company, "Harbor AI"),
    (EntityKind::Company, "Kestrel Semiconductor"),
    (EntityKind::Model, "Osprey 2"),
    (EntityKind::Model, "Gannet-4.5"),
    (EntityKind::Person, "Mira Okafor"),
    (EntityKind::Person, "Tom Lindqvist"),
    (EntityKind::Organization, "Ministry of Trade"),
    (EntityKind::Organization, "Open Model Foundation"),
    (EntityKind::Policy, "Compute Reporting Act"),
    (EntityKind::Policy, "SB 77"),
    (EntityKind::Company, "云帆科技"),
];

/// The stories, as one document with a problem.
pub fn all() -> Vec<Document> {
    let problem = Problem {
        severity: Severity::Warning,
        place: Clean::from("line 3"),
        what: Clean::from("the date has no year; 2026, the year of import, was taken"),
    };
    let articles = vec![chips(), open_weights(), chinese(), excerpt(), table(), bare()];
    vec![Document { problems: vec![problem], articles, ..Document::default() }]
}

/// A story newer than all others, as it comes in later.
pub fn more() -> Vec<Loaded> {
    let story = article("g7", "Something new", "Harbor Review", Some((2026, 7, 7)));
    let document = Document { articles: vec![story], ..Document::default() };
    vec![Loaded { path: "more.md".to_owned(), document }]
}

fn article(id: &str, title: &str, source: &str, day: Option<(i16, i8, i8)>) -> Article {
    Article {
        origin: Origin {
            source: Some(Clean::from(source)),
            published: day.map(|(year, month, day)| Published::day(date(year, month, day))),
            ..Origin::default()
        },
        language: Some(Clean::from("en")),
        reading_minutes: 2,
        ..Article::new(ArticleId(id.to_owned()), title)
    }
}

fn section(kind: SectionKind, heading: Option<&str>, blocks: Vec<Block>) -> Section {
    Section { kind, heading: heading.map(Clean::from), blocks, cut: false }
}

/// Marks the names that the story has.
fn named(mut article: Article) -> Article {
    let mut entities: Vec<Named> = Vec::new();
    for (kind, name) in NAMES {
        let mentions: Vec<Mention> = article
            .texts()
            .flat_map(|(place, text)| {
                let found =
                    text.match_indices(name).map(move |(start, _)| Mention { place, start, end: start + name.len() });
                found.collect::<Vec<_>>()
            })
            .collect();
        if !mentions.is_empty() {
            let id = Clean::from(name.to_lowercase().replace(' ', "-"));
            entities.push(Named {
                kind,
                name: Clean::from(name),
                id,
                family: None,
                maker: None,
                novel: false,
                mentions,
            });
        }
    }
    entities.sort_by_key(|named| named.mentions[0]);
    article.entities = entities;
    article
}

fn chips() -> Article {
    let mut story = article(
        "a1",
        "Northwind and Kestrel Semiconductor plan a chip of their own for Osprey 2",
        "Harbor Review",
        Some((2026, 7, 6)),
    );
    story.origin.authors = vec![Clean::from("Ada Reyes")];
    story.tags = vec![Clean::from("Hardware"), Clean::from("Companies")];
    story.sections = vec![
        section(
            SectionKind::Lede,
            None,
            vec![Block::paragraph(
                "Northwind wants to train Osprey 2 on silicon that it designs with Kestrel Semiconductor, says Mira Okafor, who leads the project.",
            )],
        ),
        section(
            SectionKind::Tldr,
            Some("TL;DR"),
            vec![
                Block::bullet("The first wafers of Kestrel Semiconductor are due in the autumn"),
                Block::bullet("Northwind expects to pay 40 percent less for each run of Osprey 2"),
                Block::bullet("Harbor AI keeps buying what everybody buys"),
            ],
        ),
        section(
            SectionKind::WhyItMatters,
            Some("Why it matters"),
            vec![Block::paragraph(
                "Who owns the chip decides how much a model costs. The Ministry of Trade watches, since the Compute Reporting Act asks for the place of every large cluster.",
            )],
        ),
        section(
            SectionKind::WhatToWatch,
            Some("What to watch"),
            vec![Block::paragraph(
                "Whether SB 77 passes before the first delivery, and whether Tom Lindqvist of Harbor AI changes his mind.",
            )],
        ),
    ];
    named(story)
}

fn open_weights() -> Article {
    let mut story = article(
        "b2",
        "Open weights spread while Gannet-4.5 stays behind a gate",
        "The Daily Token",
        Some((2026, 7, 4)),
    );
    story.tags = vec![Clean::from("Open Source"), Clean::from("Policy")];
    story.origin.url = Address::new("https://token.example/open-weights");
    let words = Prose {
        text: Clean::from(
            "The Open Model Foundation published its count: nine of ten new tools build on open weights.",
        ),
        spans: vec![
            Span { range: 0..25, style: SpanStyle::Strong },
            Span { range: 40..45, style: SpanStyle::Link(Address::new("https://count.example/").unwrap()) },
        ],
    };
    story.links = vec![Link::new("count", Address::new("https://count.example/").unwrap())];
    story.sections = vec![
        section(
            SectionKind::Body,
            None,
            vec![
                Block::Paragraph(words),
                Block::Quote(Prose::plain(
                    "A model that one can take home is worth more than one that one can only call, said Mira Okafor.",
                )),
            ],
        ),
        section(
            SectionKind::Body,
            Some("What the gate is for"),
            vec![
                Block::paragraph("Harbor AI gives Gannet-4.5 only to firms it knows."),
                Block::Item {
                    depth: 0,
                    marker: Marker::Number(1),
                    prose: Prose::plain("It asks what the model is for"),
                },
                Block::Item {
                    depth: 1,
                    marker: Marker::Bullet,
                    prose: Prose::plain("in writing, with the name of a person who answers for it"),
                },
                Block::Item {
                    depth: 0,
                    marker: Marker::Number(2),
                    prose: Prose::plain("It looks again after a month"),
                },
            ],
        ),
    ];
    named(story)
}

fn chinese() -> Article {
    let mut story = article(
        "c3",
        "云帆科技发布新一代开源大模型,性能接近闭源系统,开发者社区反响热烈,监管部门要求提交安全评估报告",
        "远望日报",
        Some((2026, 7, 5)),
    );
    story.language = Some(Clean::from("zh"));
    story.sections = vec![section(
        SectionKind::Body,
        None,
        vec![Block::paragraph(
            "云帆科技周日发布了新模型。公司表示,该模型可以在一台工作站上运行,许可证允许商业使用。分析人士认为,价格竞争将进一步加剧。",
        )],
    )];
    named(story)
}

fn excerpt() -> Article {
    let mut story = article("d4", "Reading the Compute Reporting Act", "Clipfold", Some((2025, 11, 30)));
    let mut quoted = section(
        SectionKind::Excerpt,
        Some("Full article excerpt"),
        vec![
            Block::paragraph(
                "The Compute Reporting Act fits on four pages. Its second part is the one that Harbor AI reads aloud.",
            ),
            Block::paragraph("It names no company. It names a number, and the number moves every"),
        ],
    );
    quoted.cut = true;
    story.sections = vec![
        section(SectionKind::Tldr, Some("Key points"), vec![Block::bullet("Four pages"), Block::bullet("One number")]),
        quoted,
    ];
    named(story)
}

fn table() -> Article {
    let mut story = article("e5", "What three labs charge for a million words", "Harbor Review", Some((2026, 6, 30)));
    let row = |cells: [&str; 3]| cells.map(Clean::from).to_vec();
    story.sections = vec![section(
        SectionKind::Body,
        None,
        vec![
            Block::paragraph("Prices fell again."),
            Block::Table {
                header: true,
                rows: vec![
                    row(["Lab", "Model", "Price"]),
                    row(["Northwind", "Osprey 2", "$1.20, half of what it was in spring, and less by the ton"]),
                    row(["Harbor AI", "Gannet-4.5", "$3.00"]),
                ],
            },
        ],
    )];
    named(story)
}

fn bare() -> Article {
    let mut story = article("f6", "A note without a date", "Unsigned", None);
    story.origin.source = None;
    story.origin.via = Some(ArticleId("a1".to_owned()));
    story.sections = vec![section(SectionKind::Body, None, vec![Block::paragraph("Nobody is named in it.")])];
    story
}
