//! How fast stories are loaded from one file of JSON Lines, step by step and all together as the program does it, in MB
//! of the file a second.
//!
//! `NEWSDESK_STORIES=10000` takes so many instead of a hundred thousand, which take 330 MB in the folder for temporary files.

#![allow(clippy::print_stdout, reason = "what is measured is told")]

mod lines;
mod stories;

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use newsdesk::article::Article;
use newsdesk::entity::{Lexicon, recognize};
use newsdesk::import::{Importer, Lines};
use newsdesk::runtime::{Loader, Told};
use newsdesk::store::Store;
use serde::de::IgnoredAny;
use stories::TODAY;

/// Bytes that are read at a time.
const PIECE: usize = 512 << 10;

fn main() {
    let n_stories = std::env::var("NEWSDESK_STORIES").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("stories.jsonl");
    lines::write(&path, n_stories);
    let bench = Bench { megabytes: std::fs::metadata(&path).expect("the file").len() as f64 / 1e6 };
    println!("{n_stories} stories, {:.0} MB", bench.megabytes);
    let lexicon = bench.time("lexicon (once)", || Arc::new(Lexicon::bundled()));
    let pieces = bench.time("read, cut between lines", || pieces(&path));
    bench.time("JSON alone", || pieces.iter().map(|piece| n_values(piece)).sum::<usize>());
    let importer = Importer::new();
    let mut articles = bench.time("JSON to clean articles", || articles(&importer, &lexicon, &pieces));
    drop(pieces);
    bench.time("who and what is named", || articles.iter_mut().flatten().for_each(|one| recognize(&lexicon, one)));
    let mut store = Store::new(Arc::clone(&lexicon));
    let placed = bench.time("into the store", || {
        articles.into_iter().flat_map(|articles| store.take_in(articles)).collect::<Vec<_>>()
    });
    bench.time("listed", || store.list(placed));
    drop(store);
    let loader = Loader::with(importer, Arc::clone(&lexicon), TODAY);
    let mut store = Store::new(lexicon);
    bench.time("all of it, on all cores", || {
        let mut placed = Vec::new();
        loader.read(&path, Told::default(), &mut |loaded| {
            placed.extend(store.take_in(loaded.document.articles));
            true
        });
        store.list(placed);
    });
    assert_eq!(store.len(), n_stories);
}

struct Bench {
    megabytes: f64,
}

impl Bench {
    fn time<T>(&self, step: &str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        let seconds = start.elapsed().as_secs_f64();
        println!("{step:26} {:7.0} MB/s {:8.1} ms", self.megabytes / seconds, seconds * 1e3);
        done
    }
}

/// The file in pieces of whole lines.
fn pieces(path: &Path) -> Vec<Vec<u8>> {
    let mut file = File::open(path).expect("the file");
    let (mut pieces, mut rest) = (Vec::new(), Vec::new());
    loop {
        let start = rest.len();
        rest.resize(start + PIECE, 0);
        let n_read = file.read(&mut rest[start..]).expect("the file");
        rest.truncate(start + n_read);
        if n_read == 0 {
            pieces.push(rest);
            return pieces;
        }
        let end = memchr::memrchr(b'\n', &rest).map_or(0, |at| at + 1);
        let next = rest.split_off(end);
        pieces.push(std::mem::replace(&mut rest, next));
    }
}

fn n_values(piece: &[u8]) -> usize {
    serde_json::Deserializer::from_slice(piece).into_iter::<IgnoredAny>().filter(Result::is_ok).count()
}

fn articles(importer: &Importer, lexicon: &Lexicon, pieces: &[Vec<u8>]) -> Vec<Vec<Article>> {
    let names = lexicon.names();
    let read = |bytes| importer.lines(&Lines { bytes, first: 1, names: &names, today: TODAY }).articles;
    pieces.iter().map(|piece| read(piece)).collect()
}
