//! A library's stories come without their texts, which are there when somebody looks.

use std::path::Path;

use newsdesk::article::{Article, Block, Section, SectionKind};
use newsdesk::library::{Arrival, Library};

use super::pty::Terminal;
use super::reader::{leave, start};
use super::{feed, id};

const N_STORIES: usize = 300;

/// A library of some hundred stories with texts; the seventh alone has a zebra.
fn library_of_texts(path: &Path) -> Library {
    let mut library = Library::open(path).unwrap();
    let source = feed(&mut library, "https://example.org/feed");
    let articles: Vec<Article> = (1..=N_STORIES)
        .map(|n| {
            let mut article = Article::new(id(format!("{n:016x}")), format!("Story {n}"));
            article.origin.published = format!("2026-{:02}-{:02}", 1 + n / 28, 1 + n % 28).parse().ok();
            let animal = if n == 7 { "a zebra" } else { "a horse" };
            let text = Block::paragraph(format!("The words of number {n} and {animal}."));
            article.sections = vec![Section { blocks: vec![text], ..Section::new(SectionKind::Body) }];
            article
        })
        .collect();
    let arrival = Arrival { source, document: None, at: 1, lexicon: 0 };
    library.write(|batch| batch.keep_articles(&arrival, &articles)).unwrap();
    library
}

fn ask(terminal: &mut Terminal, query: &str) {
    terminal.type_keys("&\x15");
    terminal.type_keys(query);
    terminal.type_keys("\r");
}

#[test]
fn a_text_is_there_when_its_story_is_selected() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(library_of_texts(&path));
    let mut terminal = start(&path);
    terminal.wait_for("300 stories · 300 unread");
    terminal.wait_for("The words of number 300");
    terminal.type_keys("j");
    terminal.wait_for("The words of number 299");
    terminal.type_keys("G");
    terminal.wait_for("The words of number 1 and");
    // the first of what others write is there without a text, too
    let mut library = Library::open(&path).unwrap();
    let mut article = library.article(&id("0000000000000001")).unwrap().unwrap().article;
    article.sections[0].blocks = vec![Block::paragraph("Quite another text of it.")];
    let arrival = Arrival { source: 1, document: None, at: 2, lexicon: 0 };
    library.write(|batch| batch.keep_articles(&arrival, &[article])).unwrap();
    terminal.type_keys("k");
    terminal.wait_for("The words of number 2 and");
    terminal.type_keys("j");
    terminal.wait_for("Quite another text of it");
    leave(&mut terminal);
}

#[test]
fn words_of_texts_are_found_after_the_texts_were_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(library_of_texts(&path));
    let mut terminal = start(&path);
    ask(&mut terminal, "text:zebra");
    terminal.wait_for("1 story · 1 unread");
    terminal.wait_for("The words of number 7 and a zebra");
    ask(&mut terminal, "-\"a horse\"");
    terminal.wait_for("1 story · 1 unread");
    ask(&mut terminal, "text:horse");
    terminal.wait_for("299 stories");
    leave(&mut terminal);
}

#[test]
fn stories_are_given_away_with_their_texts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(library_of_texts(&path));
    let mut terminal = start(&path);
    terminal.wait_for("300 stories · 300 unread");
    let file = folder.path().join("all.md");
    terminal.type_keys("V");
    terminal.wait_for("300 selected");
    terminal.type_keys("e\x15");
    terminal.type_keys(&format!("{}\r", file.display()));
    terminal.wait_until("the file", |_| file.exists());
    leave(&mut terminal);
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text.matches("The words of number").count(), N_STORIES);
}

#[test]
fn a_damaged_text_costs_itself_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(library_of_texts(&path));
    let raw = rusqlite::Connection::open(&path).unwrap();
    let damage =
        "UPDATE bodies SET content = x'00' WHERE article = (SELECT id FROM articles WHERE title = 'Story 299')";
    raw.execute(damage, []).unwrap();
    drop(raw);
    let mut terminal = start(&path);
    terminal.wait_for("The words of number 300");
    terminal.type_keys("j");
    terminal.wait_for("The text of this story is damaged");
    terminal.type_keys("j");
    terminal.wait_for("The words of number 298");
    terminal.wait_for("300 stories");
    leave(&mut terminal);
}
