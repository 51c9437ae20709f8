//! Whole pages through the importer: each file in `fixtures/pages` and `fixtures/html` becomes what its `.outline` says.
//!
//! An outline is written line by line: `#` title, `=` what is known about it, `@` pictures, `[kind]` sections, then
//! the blocks with their first words; `!` problems. To add a page, write both files by hand.

mod support;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use newsdesk::article::{Article, Block, SectionKind};
use newsdesk::import::{Document, Importer, Raw, Severity, Transfer};
use newsdesk::text::repair::Names;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_oneof, proptest};
use support::outline::{self, facts};

/// Characters of a block that an outline shows from its start and from its end.
const SHOWN: usize = 40;

fn import(bytes: &[u8], name: &str) -> Document {
    let names = Names::from_iter(["OpenAI", "OpenRouter", "DeepMind", "Anthropic"]);
    let raw =
        Raw { bytes, name, format: None, today: date(2026, 11, 22), names: &names, transfer: Transfer::default() };
    Importer::new().import(&raw)
}

fn outlined(document: &Document) -> String {
    let mut out = String::new();
    outline::problems(document, &mut out);
    for article in &document.articles {
        outline_article(article, &mut out);
    }
    out
}

fn outline_article(article: &Article, out: &mut String) {
    let origin = &article.origin;
    let published = origin.published.map(|date| date.to_string());
    let known = [
        ("source", origin.source.as_deref().unwrap_or("").to_owned()),
        ("by", origin.authors.join(", ")),
        ("on", published.unwrap_or_default()),
        ("minutes", article.reading_minutes.to_string()),
        ("in", article.language.as_deref().unwrap_or("").to_owned()),
        ("tags", article.tags.join(", ")),
        ("via", origin.via.as_ref().map(|_| "the page").unwrap_or_default().to_owned()),
    ];
    writeln!(out, "# {}\n= {}", article.title, facts(&known)).unwrap();
    for image in &article.images {
        let words = |text: &Option<newsdesk::text::Clean>| text.as_deref().unwrap_or("–").to_owned();
        writeln!(out, "@ {} · {}", words(&image.caption), words(&image.credit)).unwrap();
    }
    outline::sections(article, ends_of, out);
}

fn ends_of(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= 2 * SHOWN {
        return text.to_owned();
    }
    let (start, end) = (&chars[..SHOWN], &chars[chars.len() - SHOWN..]);
    format!("{} … {}", start.iter().collect::<String>(), end.iter().collect::<String>())
}

fn fixtures() -> Vec<PathBuf> {
    let folders = ["tests/fixtures/pages", "tests/fixtures/html"];
    let folders = folders.map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    let entries = folders.into_iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder of fixtures"));
    let files = entries.map(|entry| entry.expect("an entry").path());
    let mut pages: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end != "outline")).collect();
    pages.sort();
    pages
}

#[test]
fn pages_become_what_their_outlines_say() {
    for page in fixtures() {
        let bytes = std::fs::read(&page).expect("the page");
        let expected = std::fs::read_to_string(page.with_extension("outline")).unwrap_or_default();
        let got = outlined(&import(&bytes, &page.to_string_lossy()));
        assert_eq!(got, expected, "{}\n{got}", page.display());
    }
}

#[test]
fn ids_are_the_same_at_each_import_and_distinct_within_a_page() {
    for page in fixtures() {
        let bytes = std::fs::read(&page).expect("the page");
        let ids = |document: Document| document.articles.into_iter().map(|article| article.id).collect::<Vec<_>>();
        let first = ids(import(&bytes, "a.txt"));
        assert_eq!(first, ids(import(&bytes, "a.txt")));
        let distinct: std::collections::HashSet<_> = first.iter().collect();
        assert_eq!(distinct.len(), first.len(), "{}", page.display());
    }
}

/// The five real pages beside the repository: number of its articles, kinds of the first one's sections, bullets in all.
#[test]
fn the_real_pages_become_whole_articles() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/briefings");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: {} is not there", folder.display());
        return;
    };
    let mut files: Vec<PathBuf> = files.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let expected = [
        (1, "lede tldr why_it_matters business_impact key_implications what_to_watch", 8, None),
        (5, "lede body why_it_matters", 0, None),
        (1, "lede body body body body body body body body body", 17, Some("2026-04-21")),
        (1, "lede tldr excerpt", 5, Some("2026-04-28")),
        (1, "body", 0, Some("2025-11-30")),
    ];
    for (path, (articles, kinds, bullets, published)) in files.iter().zip(expected) {
        let document = import(&std::fs::read(path).expect("the page"), &path.to_string_lossy());
        let first = &document.articles[0];
        let found: Vec<&str> = first.sections.iter().map(|section| section.kind.name()).collect();
        let blocks = first.sections.iter().flat_map(|section| &section.blocks);
        assert_eq!(document.articles.len(), articles, "{}", path.display());
        assert_eq!(found.join(" "), kinds, "{}", path.display());
        assert_eq!(blocks.filter(|block| matches!(block, Block::Item { .. })).count(), bullets, "{}", path.display());
        assert_eq!(first.origin.published.map(|date| date.to_string()).as_deref(), published, "{}", path.display());
    }
}

#[test]
fn what_cannot_be_read_is_one_clear_error() {
    for (bytes, name, what) in [
        (&[0u8; 5000][..], "zeros.txt", "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "page.txt", "binary"),
        (b"<!DOCTYPE html><nav>Home</nav>", "page.html", "no text"),
        (b"", "empty.txt", "empty"),
        (b" \n\t\n", "blank.md", "empty"),
        (b"Share\nTweet\nSubscribe\n", "bar.txt", "no article"),
    ] {
        let document = import(bytes, name);
        assert!(document.articles.is_empty(), "{name}");
        assert_eq!(document.problems.len(), 1, "{name}: {:?}", document.problems);
        assert!(document.problems[0].what.contains(what), "{name}: {:?}", document.problems);
        assert_eq!(document.problems[0].severity, Severity::Error, "{name}");
    }
}

#[test]
fn a_hundred_megabytes_of_zeros_are_turned_down_at_once() {
    let zeros = vec![0u8; 100 << 20];
    let start = std::time::Instant::now();
    assert_eq!(import(&zeros, "zeros").problems.len(), 1);
    assert!(start.elapsed().as_secs() < 2, "{:?}", start.elapsed());
}

#[test]
fn articles_hold_no_entities_yet_and_some_text() {
    let document = import(b"A title of five words\n\nA paragraph that says something about it.\n", "a.txt");
    let article = &document.articles[0];
    assert!(article.entities.is_empty());
    assert_eq!(article.sections[0].kind, SectionKind::Body);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_imported(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        import(&bytes, "a.txt");
        import(&bytes, "a.md");
    }

    #[test]
    fn any_soup_of_lines_is_imported(lines in proptest::collection::vec(line(), 0..25)) {
        let page = lines.join("\n");
        import(page.as_bytes(), "a.txt");
        import(page.as_bytes(), "a.md");
    }
}

/// Lines that pages have, and pieces of them.
fn line() -> impl Strategy<Value = String> {
    let known = [
        "",
        "TL;DR",
        "- ▪point",
        "•",
        "* * *",
        "---",
        "+++",
        "title: x",
        "Nearby Updates",
        "07/06, 04:26",
        "2 days ago",
        "Related",
        "1. One",
        "By Jane DoeMarch 3, 20268 min read",
        "Home › News › A title",
        "Photo: A/Reuters",
        "ChipsTradeNvidia",
        "Table of contents",
        "Subscribe",
        "This article is for subscribers only",
        "###",
        "Full article excerpt tap to expand",
        "A short line",
        "特朗普政府",
        "图片来源:新华社",
        "A sentence that is long enough to be a paragraph of the story, with a full stop.",
        "One.Two three four five six seven.Eight nine ten.",
        "| a | b |",
        "|---|---|",
        "```",
        "> quote",
        "[^1]: note",
        "**Bold**",
        "Why it matters: because",
        "é€™Ã©",
        "\u{1b}[31mred",
    ];
    prop_oneof![proptest::sample::select(known.to_vec()).prop_map(str::to_owned), "[ -~é€™—“”开\t]{0,60}"]
}
