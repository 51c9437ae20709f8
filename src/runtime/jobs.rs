//! Documents read on worker threads, and told in batches. One that makes a reader fail costs itself alone.

use std::fs;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::library::shelf::{self, tell_readings};
use super::library::{self, Reader, Writer, trouble};
use super::load::{self, Loader, Take, find};
use super::read::MAX_BYTES;
use super::wait::Post;
use super::workers::in_order;
use crate::app::{Event, FromLibrary, Loaded};
use crate::entity::Lexicon;
use crate::import::{Importer, Problem, Severity};
use crate::library::{Library, LibraryError};
use crate::text::Clean;

/// Documents are told at least this often while more are read: often enough to look alive.
const BATCH_TIME: Duration = Duration::from_millis(50);

/// Bytes of documents that are told at a time: the store takes them in within a few milliseconds.
const BATCH_BYTES: usize = 256 << 10;

/// How one document is read; a part, so that a test can put in one that fails.
pub type Load = fn(&Loader, &Path, &mut Take) -> bool;

/// What is to be read.
#[derive(Debug)]
pub struct Order {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Where it is kept what was done with articles, and how to write there.
    pub library: Option<(Library, Writer)>,
    /// What reads the texts of the library, where its articles are shown rather than paths, or will be.
    pub reader: Option<Reader>,
    /// The library that is read as soon as it is in use, and how to write there.
    pub awaited: Option<(PathBuf, Writer)>,
    /// The day it is.
    pub today: Date,
    /// The version of the lexicon: asked where the library is read, since it goes through all names.
    pub lexicon: fn() -> i64,
}

/// Reads the library or paths, or the bundled briefings where there are none, and tells what they gave; `known` gives who
/// is known by name.
///
/// # Errors
/// Where the system gives no thread.
pub fn start(
    order: Order,
    known: impl FnOnce(&Post) -> Arc<Lexicon> + Send + 'static,
    load: Load,
    post: Post,
) -> io::Result<()> {
    let run = move || match order {
        Order { library: Some((library, writer)), reader: Some(reader), awaited: None, lexicon, .. } => {
            read_library(&library, &writer, &post);
            drop(library);
            post.send(Event::LoadEnded);
            reader.recognize(known(&post), lexicon());
        }
        Order { paths, library, reader, awaited, today, lexicon } => {
            let loader = loader(today, || known(&post));
            let library = library.map(|(library, _)| library);
            let (batch, told) = (Vec::new(), Instant::now());
            let telling = Telling { batch, n_batch: 0, n_read: 0, n_all: 0, told, library, post: post.clone() };
            let job = Job { loader, load };
            job.run(&paths, telling);
            if let Some(((path, writer), reader)) = awaited.zip(reader) {
                let told = move || reader.recognize(job.loader.shared_lexicon(), lexicon());
                read_when_in_use(path, writer, told, post);
            }
        }
    };
    thread::Builder::new().name("load".to_owned()).spawn(run)?;
    Ok(())
}

/// What documents are read with.
fn loader(today: Date, known: impl FnOnce() -> Arc<Lexicon>) -> Loader {
    thread::scope(|scope| {
        let importer = scope.spawn(Importer::new);
        let lexicon = known();
        Loader::with(importer.join().unwrap_or_else(|fault| panic::resume_unwind(fault)), lexicon, today)
    })
}

/// Tells the articles of a library as soon as it is in use, instead of what was told before.
fn read_when_in_use(path: PathBuf, writer: Writer, told: impl Fn() + Send + 'static, post: Post) {
    let place = path.clone();
    let is_waiting = move || {
        let opened = library::open_existing(&path).ok().flatten();
        let Some(library) = opened.map(|opened| opened.library) else { return true };
        let Ok((true, number)) = library.is_in_use().and_then(|is_in_use| Ok((is_in_use, library.changes()?))) else {
            return true;
        };
        if post.send(Event::Library(FromLibrary::InUse)) {
            writer.show(number);
            read_library(&library, &writer, &post);
            post.send(Event::LoadEnded);
            told();
        }
        false
    };
    // where nobody tells of it, the next newsdesk reads it
    let _ = library::watch::start(&place, is_waiting);
}

/// Tells the articles of the library. They wait for nothing else.
fn read_library(library: &Library, writer: &Writer, post: &Post) {
    let Err(error) = shelf::tell_all(library, post) else { return };
    if let LibraryError::Damaged(what) = &error {
        writer.damaged(what.clone());
    }
    let path = library.path();
    let told = trouble(path, format!("the library {}: {error}", path.display()));
    told.into_iter().for_each(|event| _ = post.send(event));
}

/// How documents are read.
struct Job {
    loader: Loader,
    load: Load,
}

/// What is read and not told yet.
struct Telling {
    batch: Vec<Loaded>,
    /// Bytes of the batch, of all that was read, and of all that there is; 0 where nobody knows.
    n_batch: usize,
    n_read: u64,
    n_all: u64,
    told: Instant,
    library: Option<Library>,
    post: Post,
}

impl Job {
    fn run(&self, paths: &[PathBuf], mut telling: Telling) {
        let goes_on = if paths.is_empty() {
            self.loader.load_seeds().into_iter().all(|seed| telling.take(seed))
        } else {
            self.read_all(paths, &mut telling)
        };
        if goes_on && telling.tell() {
            telling.post.send(Event::LoadEnded);
        }
    }

    /// Whether anybody still listens.
    fn read_all(&self, paths: &[PathBuf], telling: &mut Telling) -> bool {
        let mut files: Vec<(PathBuf, u64)> = Vec::new();
        for path in paths {
            let (found, troubles) = find(path);
            if !troubles.into_iter().all(|trouble| telling.take(trouble)) {
                return false;
            }
            files.extend(found.into_iter().map(|file| (file.clone(), length(&file))));
        }
        let is_known = files.iter().all(|(_, length)| *length > 0);
        telling.n_all = if is_known { files.iter().map(|(_, length)| length).sum() } else { 0 };
        // small ones side by side; a large one is read on all cores by itself, if it can be
        let is_small = |(_, length): &(PathBuf, u64)| (1..MAX_BYTES / 8).contains(length);
        files.chunk_by(|one, next| is_small(one) && is_small(next)).all(|files| match files {
            // who pipes something in may keep us waiting for the next piece of it
            [(file, _)] => self.read_file(file, &mut |loaded| telling.take(loaded) && telling.tell()),
            files => in_order(
                files.iter(),
                |(file, _)| self.gather(file),
                |gathered: Vec<_>| gathered.into_iter().all(|loaded| telling.take(loaded)),
            ),
        })
    }

    /// What is in a small file.
    fn gather(&self, file: &Path) -> Vec<load::Loaded> {
        let mut gathered = Vec::new();
        self.read_file(file, &mut |loaded| {
            gathered.push(loaded);
            true
        });
        gathered
    }

    fn read_file(&self, file: &Path, take: &mut Take) -> bool {
        // the panic hook has told what and where
        let read = panic::catch_unwind(AssertUnwindSafe(|| (self.load)(&self.loader, file, take)));
        read.unwrap_or_else(|_| take(fault(file)))
    }
}

impl Telling {
    /// Takes what was read, and tells it if it is time; whether anybody still listens.
    fn take(&mut self, loaded: load::Loaded) -> bool {
        self.n_batch += loaded.n_bytes;
        let path = load::shown(&loaded.path).to_string();
        self.batch.push(Loaded { path, document: loaded.document });
        (self.told.elapsed() < BATCH_TIME && self.n_batch < BATCH_BYTES) || self.tell()
    }

    fn tell(&mut self) -> bool {
        let percent = |n_read: u64| (100 * n_read).checked_div(self.n_all).map_or(0, |percent| percent.min(100) as u8);
        let before = percent(self.n_read);
        self.n_read += self.n_batch as u64;
        let now = percent(self.n_read);
        self.told = Instant::now();
        self.n_batch = 0;
        let batch = std::mem::take(&mut self.batch);
        let has_readings = |library: &Library| tell_readings(library, &batch, &self.post);
        self.library.as_ref().is_none_or(has_readings)
            && (batch.is_empty() || self.post.send(Event::Arrived(batch)))
            && (now == before || self.post.send(Event::Read(now)))
    }
}

/// Bytes of a file; 0 where nobody knows.
fn length(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |metadata| metadata.len())
}

fn fault(file: &Path) -> load::Loaded {
    let what = Clean::from("a fault in newsdesk while reading it; please report it");
    let problem = Problem { severity: Severity::Error, place: load::shown(file), what };
    load::Loaded::trouble(file, vec![problem])
}

#[cfg(test)]
mod tests {
    use super::super::wait;
    use super::*;

    fn fails_on_b(loader: &Loader, path: &Path, take: &mut Take) -> bool {
        assert!(!path.ends_with("b.md"), "a loader that fails");
        loader.read(path, load::Told::default(), take)
    }

    #[test]
    fn a_reader_that_fails_costs_its_document_alone() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.md", "b.md", "c.md"] {
            std::fs::write(folder.path().join(name), format!("# Title of {name}\n\nWords.\n")).unwrap();
        }
        let (post, inbox) = wait::channel().unwrap();
        let (paths, today) = (vec![folder.path().to_owned()], jiff::civil::date(2026, 7, 10));
        let order = Order { paths, library: None, reader: None, awaited: None, today, lexicon: || 0 };
        start(order, |_| Arc::new(Lexicon::default()), fails_on_b, post).unwrap();
        let mut loaded = Vec::new();
        loop {
            match inbox.next() {
                Event::Arrived(documents) => loaded.extend(documents),
                Event::Read(_) => {}
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
