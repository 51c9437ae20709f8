//! Killed at any moment: nothing that was acknowledged is missing, and the file is whole.

use std::io::{BufRead, BufReader, Write};
use std::thread;
use std::time::Duration;

use newsdesk::article::Article;
use newsdesk::library::{Arrival, Library, NewDocument, Transfer};

use super::{child, feed, id, read, role};

/// Articles that are kept and marked together.
const TOGETHER: usize = 20;

/// Kept apart, it is killed more often.
fn n_kills() -> usize {
    std::env::var("NEWSDESK_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(30)
}

/// A child's work: documents come with articles that are marked at once, and each time is told when it is done.
#[test]
fn keeps_and_marks_until_it_is_killed() {
    let Some((mut library, start)) = role() else { return };
    let source = feed(&mut library, "https://example.org/feed");
    for n in start.parse::<usize>().unwrap().. {
        let articles: Vec<Article> =
            (0..TOGETHER).map(|one| Article::new(id(format!("{n}-{one}")), format!("Story {n}-{one}"))).collect();
        let bytes = format!("<rss>{n}</rss>").repeat(1000);
        let (place, transfer) = ("https://example.org/feed", Transfer::default());
        let new = NewDocument { source, place, transfer, fetched: 1, bytes: bytes.as_bytes() };
        let kept = library.write(|batch| {
            let arrival = Arrival { source, document: Some(batch.keep_document(&new)?), at: 1, lexicon: 1 };
            batch.keep_articles(&arrival, &articles)?;
            articles.iter().try_for_each(|article| batch.set_state(&article.id, &read()))
        });
        kept.unwrap();
        println!("\nkept {n}");
        std::io::stdout().flush().unwrap();
    }
}

#[test]
fn what_was_acknowledged_outlives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut n_kept = 0;
    for kill in 0..n_kills() {
        let start = n_kept.to_string();
        let mut process = child("crash::keeps_and_marks_until_it_is_killed", &path, &start).spawn().unwrap();
        let mut told = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut is_kept = |line: &String| line.starts_with("kept ");
        let first = told.find(&mut is_kept).expect("the child works");
        // each time at another moment of the work
        thread::sleep(Duration::from_micros((kill as u64 * 7919) % 20_011));
        process.kill().unwrap();
        process.wait().unwrap();
        let last = told.filter(&mut is_kept).last().unwrap_or(first);
        n_kept = last["kept ".len()..].parse::<usize>().unwrap() + 1;
        let library = Library::open(&path).unwrap();
        for n in (0..n_kept).rev().take(50) {
            let is_there = |one| {
                let stored = library.article(&id(format!("{n}-{one}"))).unwrap();
                stored.is_some_and(|stored| stored.state.marks.read)
            };
            assert!((0..TOGETHER).all(is_there), "kill {kill}: of {n_kept} that were acknowledged, {n} is not there");
        }
        assert_eq!(library.check().unwrap(), Vec::<String>::new(), "kill {kill}");
    }
    let library = Library::open(&path).unwrap();
    assert!(library.n_articles().unwrap() >= (n_kept * TOGETHER) as i64);
    assert!(library.count_marks().unwrap()[0] >= (n_kept * TOGETHER) as i64);
}
