//! Documents read on a thread of their own, and told in batches. One that makes a reader fail costs itself alone.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::load::{self, Loader, find};
use super::wait::Post;
use crate::app::{Event, Loaded};
use crate::import::{Document, Problem, Severity};
use crate::text::Clean;

/// Documents are told at least this often while more are read: often enough to look alive, and seldom enough that a
/// folder of thousands costs few redraws.
const BATCH_TIME: Duration = Duration::from_millis(50);

/// How one document is read; a part, so that a test can put in one that fails.
pub type Load = fn(&Loader, &Path) -> load::Loaded;

/// Reads `paths`, or the bundled briefings where there are none, and tells what they gave.
///
/// # Errors
/// Where the system gives no thread.
pub fn start(paths: Vec<PathBuf>, loader: Loader, load: Load, post: Post) -> io::Result<()> {
    let job = Job { loader, load, batch: Vec::new(), told: Instant::now(), post };
    thread::Builder::new().name("load".to_owned()).spawn(move || job.run(&paths))?;
    Ok(())
}

struct Job {
    loader: Loader,
    load: Load,
    batch: Vec<Loaded>,
    told: Instant,
    post: Post,
}

impl Job {
    fn run(mut self, paths: &[PathBuf]) {
        if paths.is_empty() {
            let seeds = self.loader.load_seeds();
            self.batch.extend(seeds.into_iter().map(shown));
        }
        let everything_read = paths.iter().all(|path| self.read(path));
        if everything_read && self.tell() {
            self.post.send(Event::LoadEnded);
        }
    }

    /// Whether anybody still listens.
    fn read(&mut self, path: &Path) -> bool {
        let (files, troubles) = find(path);
        self.batch.extend(troubles.into_iter().map(shown));
        files.iter().all(|file| {
            let loaded = self.read_file(file);
            self.batch.push(loaded);
            self.told.elapsed() < BATCH_TIME || self.tell()
        })
    }

    fn read_file(&self, file: &Path) -> Loaded {
        // the panic hook has told what and where
        let read = panic::catch_unwind(AssertUnwindSafe(|| (self.load)(&self.loader, file)));
        read.map_or_else(|_| fault(file), shown)
    }

    fn tell(&mut self) -> bool {
        self.told = Instant::now();
        let batch = std::mem::take(&mut self.batch);
        batch.is_empty() || self.post.send(Event::Loaded(batch))
    }
}

fn shown(loaded: load::Loaded) -> Loaded {
    Loaded { path: load::shown(&loaded.path).to_string(), document: loaded.document }
}

fn fault(file: &Path) -> Loaded {
    let path = load::shown(file);
    let what = Clean::from("a fault in newsdesk while reading it; please report it");
    let problem = Problem { severity: Severity::Error, place: path.clone(), what };
    Loaded { path: path.to_string(), document: Document { problems: vec![problem], ..Document::default() } }
}

#[cfg(test)]
mod tests {
    use super::super::wait;
    use super::*;
    use crate::entity::Lexicon;
    use std::sync::Arc;

    fn fails_on_b(loader: &Loader, path: &Path) -> load::Loaded {
        assert!(!path.ends_with("b.md"), "a loader that fails");
        loader.load_file(path, load::Told::default())
    }

    #[test]
    fn a_reader_that_fails_costs_its_document_alone() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.md", "b.md", "c.md"] {
            std::fs::write(folder.path().join(name), format!("# Title of {name}\n\nWords.\n")).unwrap();
        }
        let (post, inbox) = wait::channel().unwrap();
        let loader = Loader::new(Arc::new(Lexicon::default()), jiff::civil::date(2026, 7, 10));
        start(vec![folder.path().to_owned()], loader, fails_on_b, post).unwrap();
        let mut loaded = Vec::new();
        loop {
            match inbox.next() {
                Event::Loaded(documents) => loaded.extend(documents),
                Event::LoadEnded => break,
                event => panic!("{event:?}"),
            }
        }
        let problems: Vec<usize> = loaded.iter().map(|loaded| loaded.document.problems.len()).collect();
        assert_eq!(loaded.len(), 3);
        assert_eq!(problems[1], 1);
        assert!(loaded[1].path.ends_with("b.md"));
    }
}
