//! The library in use: by several processes, killed ones, on a damaged file; from the command line and in the reader.

#![allow(clippy::print_stdout, reason = "a child tells its parent what it has done")]

mod crash;
mod found;
mod many;
mod own;
mod program;
#[path = "../support/pty.rs"]
#[allow(dead_code, reason = "each test binary uses a part of it")]
mod pty;
mod reader;
mod schemas;
mod texts;

use std::path::Path;
use std::process::{Command, Stdio};

use newsdesk::article::{Article, ArticleId, ReadingChange};
use newsdesk::library::{Arrival, Library, NewSource, Origin, SourceId};
use newsdesk::text::Address;

/// Says to a child of ours what it is to do: a test of this name, which otherwise does nothing.
const ROLE: &str = "NEWSDESK_TEST_ROLE";

/// This test program once more, to do what the test `role` does with `argument`.
fn child(role: &str, library: &Path, argument: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([role, "--exact", "--nocapture", "--test-threads=1"]);
    command.env(ROLE, argument).env("NEWSDESK_LIBRARY", library).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// The library and the argument that a child is to work with; `None` in the test itself.
fn role() -> Option<(Library, String)> {
    let argument = std::env::var(ROLE).ok()?;
    let path = std::env::var_os("NEWSDESK_LIBRARY")?;
    Some((Library::open(Path::new(&path)).unwrap(), argument))
}

fn read() -> ReadingChange {
    ReadingChange { read: Some(true), ..ReadingChange::default() }
}

fn id(name: impl ToString) -> ArticleId {
    ArticleId(name.to_string())
}

fn feed(library: &mut Library, address: &str) -> SourceId {
    let new = NewSource::new(Origin::Feed(Address::new(address).unwrap()));
    library.write(|batch| batch.add_source(&new, 1)).unwrap()
}

/// A library with a feed and so many articles, `Story 1` on, the later their number the later their day.
fn library_of(path: &Path, n_articles: usize) -> Library {
    let mut library = Library::open(path).unwrap();
    let source = feed(&mut library, "https://example.org/feed");
    let articles: Vec<Article> = (1..=n_articles)
        .map(|n| {
            let mut article = Article::new(id(format!("{n:016x}")), format!("Story {n}"));
            article.origin.published = format!("2026-{:02}-{:02}", 1 + n / 28, 1 + n % 28).parse().ok();
            article
        })
        .collect();
    let arrival = Arrival { source, document: None, at: 1, lexicon: 0 };
    library.write(|batch| batch.keep_articles(&arrival, &articles)).unwrap();
    library
}
