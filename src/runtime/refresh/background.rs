//! Sources asked anew while somebody reads.
//!
//! The thread writes the library as another newsdesk would: what is new reaches the reader by the same way. What is told
//! from here is how far it has come, a few times a second.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::keep::{Choice, Kept, Plan, Reader, Report};
use crate::app::Event;
use crate::app::refresh::{Ask, End, Refreshed};
use crate::library::SourceId;
use crate::runtime::fetch::{Limits, Stop, Supplies};
use crate::runtime::library;
use crate::runtime::load::Loader;
use crate::runtime::wait::Post;
use crate::runtime::{clock, lexicon};
use crate::text::Clean;

/// How often it is told how far it has come.
const TELL_TIME: Duration = Duration::from_millis(200);

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
            let mut telling =
                Telling { post, names: HashMap::new(), so_far: Refreshed::default(), told: Instant::now() };
            let end = match telling.run(path, ask, &stop) {
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

/// How far it has come, and who is told.
struct Telling {
    post: Post,
    names: HashMap<SourceId, Clean>,
    so_far: Refreshed,
    told: Instant,
}

impl Telling {
    fn run(&mut self, path: PathBuf, ask: Ask, stop: &Stop) -> Result<(), String> {
        let opened = library::open_existing(&path).map_err(|refused| refused.to_string())?;
        let mut library = opened.ok_or("there is no library any more")?.library;
        let told = |error| format!("the library {}: {error}", path.display());
        let choice = match ask {
            Ask::Of(article) => Choice::These(library.sources_of(&article).map_err(told)?),
            Ask::All | Ask::Stop => Choice::All,
        };
        let plan = Plan::new(&library, &choice).map_err(told)?;
        let sources = library.sources().map_err(told)?;
        self.names = sources.iter().map(|source| (source.id, Clean::from(source.shown_name()))).collect();
        self.so_far.n_all = plan.orders.len();
        self.tell();
        let loader = Loader::new(Arc::new(lexicon::lexicon().0), clock::today());
        let reader = Reader { loader: &loader, lexicon: lexicon::version() };
        let mut supplies = Supplies::new(Limits::default());
        supplies.stop = stop.clone();
        plan.run(&mut library, reader, &supplies, |report| self.take(report)).map_err(told)
    }

    fn take(&mut self, report: Report) {
        let Report::Ended(source, kept) = report else { return };
        let name = self.names.get(&source).cloned().unwrap_or_default();
        self.so_far.n_done += 1;
        let why = match kept {
            Kept::Read { n_new, .. } => {
                self.so_far.n_new += n_new;
                None
            }
            Kept::Unchanged => None,
            Kept::Failed(failed) if failed.advice.is_empty() => Some(failed.why),
            Kept::Failed(failed) => Some(format!("{}; {}", failed.why, failed.advice)),
        };
        self.so_far.ended.push((name, why));
        if self.told.elapsed() >= TELL_TIME {
            self.tell();
        }
    }

    fn tell(&mut self) {
        self.told = Instant::now();
        let ended = std::mem::take(&mut self.so_far.ended);
        // a reader that is gone needs to know nothing
        self.post.send(Event::Refreshed(Box::new(Refreshed { ended, ..self.so_far.clone() })));
    }
}
