//! Sources asked anew while somebody reads.
//!
//! The thread writes the library as another newsdesk would: what is new reaches the reader by the same way. What is told
//! from here is how far it has come, a few times a second.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::expire::expire;
use super::keep::{Choice, Kept, Plan, Reader, Report};
use crate::app::refresh::{Ask, End, Refreshed};
use crate::app::{Event, FromLibrary, Notice};
use crate::library::{Library, LibraryError, SourceId};
use crate::runtime::fetch::{Limits, Stop, Supplies};
use crate::runtime::library::{self, Opened};
use crate::runtime::load::Loader;
use crate::runtime::wait::Post;
use crate::runtime::{clock, lexicon};
use crate::text::Clean;

/// How often it is told how far it has come.
const TELL_TIME: Duration = Duration::from_millis(200);

/// Why nobody is asked.
const NO_SOURCES: &str = "there are no sources yet; newsdesk add ADDRESS adds one";

/// Asks the library's sources when that is wanted.
#[derive(Debug)]
pub struct Refresher {
    path: PathBuf,
    post: Post,
    stop: Option<Stop>,
}

impl Refresher {
    /// For the library at `path`; what happens goes to `post`.
    pub fn new(path: PathBuf, post: Post) -> Self {
        Self { path, post, stop: None }
    }

    /// Does what is asked for, on a thread of its own.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn ask(&mut self, ask: Ask) -> io::Result<()> {
        // whatever it is, what went before is over
        if let Some(stop) = self.stop.take() {
            // it takes a lock that a connection under way may hold for a moment
            thread::Builder::new().name("stop".to_owned()).spawn(move || stop.ask())?;
        }
        if ask == Ask::Stop {
            return Ok(());
        }
        let stop = Stop::default();
        self.stop = Some(stop.clone());
        let (path, post) = (self.path.clone(), self.post.clone());
        let run = move || {
            let mut telling = Telling::new(post);
            let end = match telling.ask(&path, ask, &stop) {
                Err(why) => End::Failed(why),
                Ok(()) if stop.is_asked() => End::Stopped,
                Ok(()) => End::Done,
            };
            telling.so_far.end = Some(end);
            telling.tell();
        };
        thread::Builder::new().name("refresh".to_owned()).spawn(run)?;
        Ok(())
    }
}

/// Asks these sources without a word, unless the library cannot be written; whether that is worth trying again.
pub fn read(path: &Path, sources: Vec<SourceId>, post: &Post) -> bool {
    let mut telling = Telling::new(post.clone());
    let read = telling.run(path, &Choice::These(sources), &Stop::default(), false);
    let told = |why| Event::Told(Notice::error(format!("what is new in a folder is not kept: {why}")));
    read.map_err(|why| post.send(told(why))).is_ok()
}

/// Tells which sources failed when they were asked last. What cannot be read is told by who reads the articles.
pub fn tell_failed(library: &Library, post: &Post) {
    let sources = library.sources().unwrap_or_default().into_iter().filter(|source| !source.hidden);
    let failed = sources.filter_map(|source| {
        let why = library.validators(source.id).ok()?.error;
        (!why.is_empty()).then(|| (Clean::from(source.shown_name()), Some(why)))
    });
    let ended: Vec<_> = failed.collect();
    if !ended.is_empty() {
        post.send(refreshed(Refreshed { ended, ..Refreshed::default() }));
    }
}

/// How far it has come, and who is told.
struct Telling {
    post: Post,
    names: HashMap<SourceId, Clean>,
    so_far: Refreshed,
    told: Instant,
}

impl Telling {
    fn new(post: Post) -> Self {
        Self { post, names: HashMap::new(), so_far: Refreshed::default(), told: Instant::now() }
    }

    fn ask(&mut self, path: &Path, ask: Ask, stop: &Stop) -> Result<(), String> {
        let choice = match ask {
            Ask::Of(article) => {
                let library = open(path, &self.post)?;
                Choice::These(library.sources_of(&article).map_err(|error| told(path, error))?)
            }
            Ask::All | Ask::Stop => Choice::All,
        };
        self.run(path, &choice, stop, true)
    }

    fn run(&mut self, path: &Path, choice: &Choice, stop: &Stop, is_told: bool) -> Result<(), String> {
        let told = |error| told(path, error);
        let mut library = open(path, &self.post)?;
        let sources = library.sources().map_err(told)?;
        if sources.iter().all(|source| source.hidden) {
            return Err(NO_SOURCES.to_owned());
        }
        let plan = Plan::new(&library, choice).map_err(told)?;
        self.names = sources.iter().map(|source| (source.id, Clean::from(source.shown_name()))).collect();
        self.so_far.n_all = plan.orders.len();
        if is_told {
            self.tell();
        }
        let loader = Loader::new(Arc::new(lexicon::lexicon().0), clock::today());
        let reader = Reader { loader: &loader, lexicon: lexicon::version() };
        let mut supplies = Supplies::new(Limits::default());
        supplies.stop = stop.clone();
        let take = |report| {
            if is_told {
                self.take(report);
            }
        };
        plan.run(&mut library, reader, &supplies, take).map_err(told)?;
        if is_told && !stop.is_asked() {
            self.so_far.expired = expire(&mut library).map_err(told)?;
        }
        Ok(())
    }

    fn take(&mut self, report: Report) {
        match report {
            Report::Begun(_) => {}
            Report::Ended(source, kept) => self.note(source, kept),
            Report::FullText { n_all, missed } => self.note_full_text(n_all, missed),
            Report::Quiet if self.so_far.ended.is_empty() => {}
            Report::Quiet => self.tell(),
        }
    }

    fn note(&mut self, source: SourceId, kept: Kept) {
        let name = self.names.get(&source).cloned().unwrap_or_default();
        self.so_far.n_done += 1;
        let why = match kept {
            Kept::Read { n_new, .. } => {
                self.so_far.n_new += n_new;
                None
            }
            Kept::Unchanged => None,
            Kept::Failed(failed) => Some(failed.to_string()),
        };
        self.so_far.ended.push((name, why));
        if self.told.elapsed() >= TELL_TIME {
            self.tell();
        }
    }

    fn note_full_text(&mut self, n_all: usize, missed: Option<(Clean, String)>) {
        self.so_far.pages.n_done += 1;
        self.so_far.pages.n_all = n_all;
        if let Some((title, why)) = missed {
            self.so_far.pages.n_missed += 1;
            self.so_far.missed.push((title, why));
        }
        if self.told.elapsed() >= TELL_TIME {
            self.tell();
        }
    }

    fn tell(&mut self) {
        self.told = Instant::now();
        let (ended, missed) = (std::mem::take(&mut self.so_far.ended), std::mem::take(&mut self.so_far.missed));
        // a reader that is gone needs to know nothing
        self.post.send(refreshed(Refreshed { ended, missed, ..self.so_far.clone() }));
    }
}

fn refreshed(refreshed: Refreshed) -> Event {
    Event::Library(FromLibrary::Refreshed(Box::new(refreshed)))
}

/// Opens the library; what is wrong with it is told.
fn open(path: &Path, post: &Post) -> Result<Library, String> {
    let opened = library::open_existing(path).map_err(|refused| refused.to_string())?;
    let Opened { library, told } = opened.ok_or(NO_SOURCES)?;
    let events = told.into_iter().flat_map(|told| library::trouble(path, told));
    events.for_each(|event| _ = post.send(event));
    Ok(library)
}

fn told(path: &Path, error: LibraryError) -> String {
    format!("the library {}: {error}", path.display())
}
