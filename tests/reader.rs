//! The reader's page of documents as they come: what stands under a story, wide tables, quotes, problems.

mod support;

use std::sync::Arc;

use jiff::civil::date;
use newsdesk::app::{Settings, screen::Pane};
use newsdesk::entity::Lexicon;
use newsdesk::import::{Document, Importer, Raw, Transfer};
use newsdesk::text::repair::Names;
use support::desk::Desk;

fn document(text: &str) -> Document {
    let (names, today) = (Names::default(), date(2026, 11, 22));
    let raw =
        Raw { bytes: text.as_bytes(), name: "x", format: None, today, names: &names, transfer: Transfer::default() };
    Importer::new().import(&raw)
}

fn desk(text: &str) -> Desk {
    Desk::knowing(Arc::new(Lexicon::default()), (80, 40), Settings::default(), vec![document(text)])
}

/// The lines of the story's page.
fn page(text: &str) -> Vec<String> {
    let desk = desk(text);
    desk.state.reader.page.lines.iter().map(|line| line.text().trim_end().to_owned()).collect()
}

fn check(text: &str, expected: &[&str]) {
    let page = page(text);
    let start = page.iter().position(|line| line == expected[0]);
    let start = start.unwrap_or_else(|| panic!("{} in {page:#?}", expected[0]));
    assert_eq!(page[start..(start + expected.len()).min(page.len())], *expected);
}

const FEED: &str = "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>Harbour Wire</title><item>\
<title>Story</title><link>https://a.example/1</link><pubDate>Mon, 06 Jul 2026 08:30:00 +0200</pubDate>\
<atom:updated>2026-07-07T09:00:00Z</atom:updated><description>Words of it.</description>\
<enclosure url='https://a.example/1.mp3' length='12345678' type='audio/mpeg'/>\
<comments>https://a.example/1#talk</comments></item></channel></rss>";

#[test]
fn under_a_story_stand_its_links_with_their_kinds() {
    check(
        FEED,
        &[
            "Links",
            "recording  (audio/mpeg, 12.3 MB)",
            "           https://a.example/1.mp3",
            "comments   https://a.example/1#talk",
        ],
    );
    let desk = desk(FEED);
    let urls: Vec<&str> = desk.state.reader.page.links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(urls, ["https://a.example/1", "https://a.example/1.mp3", "https://a.example/1#talk"]);
}

#[test]
fn the_byline_says_when_it_was_changed() {
    check(FEED, &["Harbour Wire · 2026-07-06 08:30 +02 · updated 2026-07-07 09:00 UTC · 1 min"]);
}

#[test]
fn a_table_with_too_many_columns_is_told_row_by_row() {
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(14));
    let table = format!("---\ntitle: x\n---\n\n{}{}{}{}", row("Month"), row("--"), row("1,234.50"), row("9,876.50"));
    let page = page(&table);
    assert!(page.iter().filter(|line| *line == "Month: 1,234.50").count() == 14, "{page:#?}");
    check("---\ntitle: x\n---\n\n| a | b |\n|--|--|\n| one | two |\n", &["a    b", "────────", "one  two"]);
}

#[test]
fn the_bar_of_a_quote_goes_on_between_its_paragraphs() {
    check("---\ntitle: x\n---\n\n> One.\n>\n> > Two.\n", &["│ One.", "│", "│ Two."]);
}

#[test]
fn code_keeps_its_blanks() {
    check("---\ntitle: x\n---\n\n```\nlet x    = 1;\n\n\tb\n```\n", &["  let x    = 1;", "", "      b"]);
}

#[test]
fn a_problem_leads_to_the_story_of_its_document() {
    let mut desk = desk("---\ntitle: A: b\n---\n\nWords.\n");
    desk.keys("/ \"zzz\" Enter");
    assert!(desk.state.results.selection.rows.is_empty());
    desk.keys("! Enter");
    assert!(desk.state.layers.is_empty());
    assert_eq!((desk.state.screen.focus, desk.state.results.selection.rows.len()), (Pane::Reader, 1));
    let mut desk = self::desk("---\nauthor: A: b\n---\n");
    desk.keys("! j j Enter");
    assert!(desk.state.notice.as_ref().unwrap().text.starts_with("no story came from "));
}
