//! The thread that writes the library, so that no key waits for a disk, and that sees what others write.
//!
//! What is to be kept comes as jobs; all that have come are written together. What cannot be written stays and is tried
//! again. Others' changes are told as events; so is a change of ours to an article that others have changed, too: it may
//! have crossed theirs on the way, and what stands in the library is what counts.

mod failed;
mod place;

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::shelf::{self, PORTION};
use super::{Opened, Reader, aside, identity, length, open, trouble, watch};
use crate::app::marks::{Deed, Step};
use crate::app::{Event, FromLibrary, Notice, Recalled};
use crate::article::{ArticleId, Reading, ReadingChange};
use crate::library::journal::EntryId;
use crate::library::{self, Access, Batch, Changes, Library, LibraryError};
use crate::runtime::refresh::background::{self, Refresher};
use crate::runtime::refresh::folders;
use crate::runtime::wait::Post;
use failed::Failed;

/// What could not be written is tried again after this time: long enough for somebody to make room. Each time twice as
/// long, up to the longest.
const RETRY_TIME: Duration = Duration::from_secs(5);
const LONGEST_RETRY_TIME: Duration = Duration::from_secs(600);

/// Anything else that is to be written. It may be done again where the first time failed.
pub type Write = Box<dyn FnMut(&mut Batch) -> library::Result<()> + Send>;

/// What is asked of the thread.
enum Job {
    Deed(Deed),
    Reading(ArticleId, ReadingChange),
    Write(Write),
    Damaged(String),
    Show(i64),
    Look,
    End,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("Job")
    }
}

/// What of the library is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// States alone: the articles come from paths.
    States,
    /// States, and the articles as soon as there are any: until then, the briefings stand in for them.
    Briefings,
    /// The articles too.
    Articles,
}

/// The thread. Dropped, it writes what is left, also when the screen's thread has panicked.
#[derive(Debug)]
pub struct Keeper {
    path: PathBuf,
    writer: Writer,
    thread: Option<JoinHandle<Option<String>>>,
    refresher: Option<Refresher>,
    reader: Option<Reader>,
    reading: Option<JoinHandle<()>>,
}

/// The way to the thread, for anybody.
#[derive(Clone, Debug)]
pub struct Writer {
    jobs: Sender<Job>,
}

impl Keeper {
    /// Starts the thread on the library at `path`, which is made when there is something to be kept; `opened` where it
    /// is there already. Of what others change, `shows` is told.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(path: PathBuf, opened: Option<Library>, shows: Shows, post: Post) -> io::Result<Self> {
        let (jobs, arriving) = mpsc::channel();
        let refresher = (shows != Shows::States).then(|| Refresher::new(path.clone(), post.clone()));
        if shows == Shows::Articles {
            folders::watch(path.clone(), post.clone())?;
        }
        let writer = Writer { jobs: jobs.clone() };
        let (reader, reading) = match shows {
            Shows::Briefings | Shows::Articles => Some(Reader::start(path.clone(), writer.clone(), post.clone())?),
            Shows::States => None,
        }
        .unzip();
        let desk = Desk {
            path: path.clone(),
            post,
            shows,
            look: jobs,
            reader: reader.clone(),
            open: None,
            waiting: Vec::new(),
            entries: HashMap::new(),
            contested: HashSet::new(),
            trouble: None,
            patience: RETRY_TIME,
        };
        let thread = thread::Builder::new().name("library".to_owned()).spawn(move || desk.run(opened, &arriving))?;
        Ok(Self { path, writer, thread: Some(thread), refresher, reader, reading })
    }

    /// What asks the sources, where the library's articles are on the screen, or will be.
    pub fn refresher(&mut self) -> Option<&mut Refresher> {
        self.refresher.as_mut()
    }

    /// What reads texts, where the library's articles are on the screen, or will be.
    pub fn reader(&self) -> Option<&Reader> {
        self.reader.as_ref()
    }

    /// Where the library is, or will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The way to the thread.
    pub fn writer(&self) -> &Writer {
        &self.writer
    }

    /// Waits until all is written; why something is not.
    pub fn close(mut self) -> Option<String> {
        self.end()
    }

    fn end(&mut self) -> Option<String> {
        // who closes the library last puts all that stands in its log into the file: that must be who writes it
        if let (Some(reader), Some(reading)) = (&self.reader, self.reading.take()) {
            reader.end();
            let _ = reading.join();
        }
        self.writer.send(Job::End);
        let ended = self.thread.take()?.join();
        ended.unwrap_or_else(|_| Some("a fault in newsdesk while it was written".to_owned()))
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.end();
    }
}

impl Writer {
    fn send(&self, job: Job) {
        // the thread ends when nobody has anything to be kept any more
        let _ = self.jobs.send(job);
    }

    /// Keeps changed marks.
    pub fn keep(&self, deed: Deed) {
        self.send(Job::Deed(deed));
    }

    /// Keeps what else is different in the state of an article.
    pub fn keep_reading(&self, article: ArticleId, change: ReadingChange) {
        self.send(Job::Reading(article, change));
    }

    /// Writes something else.
    pub fn write(&self, write: Write) {
        self.send(Job::Write(write));
    }

    /// Notes that the library's articles are on the screen now, all up to a batch and those after it as they come.
    pub fn show(&self, number: i64) {
        self.send(Job::Show(number));
    }

    /// Notes that the library was found damaged: it is set aside.
    pub fn damaged(&self, what: String) {
        self.send(Job::Damaged(what));
    }
}

/// What the thread works with.
struct Desk {
    path: PathBuf,
    post: Post,
    shows: Shows,
    look: Sender<Job>,
    reader: Option<Reader>,
    open: Option<Open>,
    waiting: Vec<Job>,
    /// By the number of a change in this session: its number on disk.
    entries: HashMap<i64, EntryId>,
    /// Articles that others have changed while we ran.
    contested: HashSet<ArticleId>,
    /// Why it could not be written the last time.
    trouble: Option<String>,
    /// How long until it is tried again.
    patience: Duration,
}

/// The library, and up to where it is known.
struct Open {
    library: Library,
    file: Option<(u64, u64)>,
    /// How long that is known to be.
    n_bytes: u64,
    /// The log beside it.
    log: Option<(u64, u64)>,
    version: i64,
    /// The last batch whose changes are known here.
    seen: i64,
    /// Batches after it that are ours.
    ours: HashSet<i64>,
}

impl Desk {
    fn run(mut self, opened: Option<Library>, arriving: &Receiver<Job>) -> Option<String> {
        if let Some(library) = opened {
            self.recall(&library);
            if self.shows == Shows::Articles {
                background::tell_failed(&library, &self.post);
            }
            let seen = library.changes().unwrap_or(0);
            self.take(library, seen);
        }
        loop {
            let mut jobs: Vec<Job> = self.next(arriving).into_iter().collect();
            jobs.extend(arriving.try_iter());
            let mut is_end = false;
            for job in jobs {
                match job {
                    Job::End => is_end = true,
                    Job::Look => {}
                    Job::Damaged(what) => self.replace_damaged(&what),
                    Job::Show(number) => self.show(number),
                    job => self.waiting.push(job),
                }
            }
            self.write();
            if is_end {
                return self.trouble.filter(|_| !self.waiting.is_empty());
            }
            self.look();
        }
    }

    /// From now on others' articles are told too, those that came after the batch `number`.
    fn show(&mut self, number: i64) {
        self.shows = Shows::Articles;
        if let Err(error) = self.open() {
            return self.fail(error.to_string());
        }
        if let Err(error) = folders::watch(self.path.clone(), self.post.clone()) {
            self.fail(format!("folders are not watched: {error}"));
        }
        if let Some(open) = &mut self.open {
            (open.seen, open.version) = (number, -1); // states twice are states all the same
            background::tell_failed(&open.library, &self.post);
        }
    }

    /// Sleeps until there is something to do; that is nothing where the time has come to try again.
    fn next(&self, arriving: &Receiver<Job>) -> Option<Job> {
        if self.waiting.is_empty() {
            return Some(arriving.recv().unwrap_or(Job::End));
        }
        match arriving.recv_timeout(self.patience) {
            Err(RecvTimeoutError::Disconnected) => Some(Job::End),
            job => job.ok(),
        }
    }

    /// Writes all that waits, and tells when that fails, or does not fail any more.
    fn write(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let written = self.try_write().or_else(|error| match error {
            Failed::Library(LibraryError::Damaged(what)) => {
                self.replace_damaged(&what);
                self.try_write()
            }
            error => Err(error),
        });
        match written {
            Ok(()) => {
                self.waiting.clear();
                self.patience = RETRY_TIME;
                if self.trouble.take().is_some() {
                    self.tell(Notice::done("what waited to be kept is kept now"));
                }
            }
            Err(error) => {
                let trouble = error.to_string();
                if self.trouble.as_ref() != Some(&trouble) {
                    self.fail(format!("not kept: {trouble}"));
                }
                self.trouble = Some(trouble);
                self.patience = (self.patience * 2).min(LONGEST_RETRY_TIME);
            }
        }
    }

    fn try_write(&mut self) -> Result<(), Failed> {
        self.open()?;
        if self.open.as_ref().is_some_and(|open| open.library.access() == Access::ReadOnly) {
            self.open_for_writing()?;
        }
        let Some(open) = self.open.as_mut() else { return Ok(()) };
        let (waiting, entries) = (&mut self.waiting, &self.entries);
        let (number, made) = open.library.write(|batch| {
            let mut made = HashMap::new();
            for job in waiting.iter_mut() {
                match job {
                    Job::Deed(deed) => keep(batch, deed, entries, &mut made)?,
                    Job::Reading(article, change) => batch.set_state(article, change)?,
                    Job::Write(write) => write(batch)?,
                    Job::Damaged(_) | Job::Show(_) | Job::Look | Job::End => {}
                }
            }
            Ok((batch.number(), made))
        })?;
        self.entries.extend(made);
        let is_plain = |job: &Job| !matches!(job, Job::Write(_));
        if self.waiting.iter().all(is_plain) {
            open.ours.insert(number);
        } else {
            open.version = -1; // what came with it is looked at as if another had written it
        }
        self.tell_contested()?;
        Ok(())
    }

    /// Tells how the articles stand now that others have changed as well as we.
    fn tell_contested(&mut self) -> library::Result<()> {
        let Some(open) = self.open.as_ref().filter(|_| !self.contested.is_empty()) else { return Ok(()) };
        let changed = self.waiting.iter().flat_map(|job| match job {
            Job::Deed(deed) => deed.turns.iter().map(|turn| &turn.article).collect(),
            Job::Reading(article, _) => vec![article],
            Job::Write(_) | Job::Damaged(_) | Job::Show(_) | Job::Look | Job::End => Vec::new(),
        });
        let contested = changed.filter(|article| self.contested.contains(article));
        let now = contested.map(|article| Ok((article.clone(), open.library.state(article)?)));
        let now = now.collect::<library::Result<Vec<(ArticleId, Reading)>>>()?;
        if !now.is_empty() {
            self.post.send(Event::Readings(now));
        }
        Ok(())
    }

    /// Looks whether what could only be read can be written now.
    fn open_for_writing(&mut self) -> Result<(), Failed> {
        let Opened { library, told } = open(&self.path)?;
        match library.access() {
            Access::ReadOnly => Err(Failed::ReadOnly(told.unwrap_or_default())),
            Access::Full => {
                let seen = self.open.take().map_or(0, |open| open.seen);
                self.take(library, seen);
                Ok(())
            }
        }
    }

    fn take(&mut self, library: Library, seen: i64) {
        let (look, file) = (self.look.clone(), identity(&self.path));
        if let Err(error) = watch::start(&self.path, move || look.send(Job::Look).is_ok()) {
            self.fail(format!("what another newsdesk changes is not seen here: {error}"));
        }
        // anything that differs makes us look
        let (n_bytes, log) = (length(&self.path), aside::log_of(&self.path));
        self.open = Some(Open { library, file, n_bytes, log, version: -1, seen, ours: HashSet::new() });
        self.reader.iter().for_each(Reader::reopen);
    }

    /// Tells what others have changed.
    fn look(&mut self) {
        if self.open.as_ref().is_some_and(|open| open.is_replaced(&self.path)) {
            // why that fails is told when there is something to be written
            let _ = self.open();
        }
        match self.try_look() {
            Ok(()) => {}
            Err(LibraryError::Damaged(what)) => self.replace_damaged(&what),
            Err(error) => self.fail(format!("the library cannot be read: {error}")),
        }
    }

    fn try_look(&mut self) -> library::Result<()> {
        if let Some(open) = self.open.as_mut().filter(|open| open.file == identity(&self.path)) {
            open.measure(&self.path)?;
        }
        let Some(open) = self.open.as_mut() else { return Ok(()) };
        let Some(Changes { states, articles, erased, .. }) = open.others()? else { return Ok(()) };
        let readings: Vec<(ArticleId, Reading)> = states.into_iter().map(|(_, id, reading)| (id, reading)).collect();
        self.contested.extend(readings.iter().map(|(article, _)| article.clone()));
        if !readings.is_empty() {
            self.post.send(Event::Readings(readings));
        }
        if self.shows != Shows::Articles {
            return Ok(());
        }
        for portion in articles.chunks(PORTION) {
            let stored = portion.iter().filter_map(|article| open.library.head(article).transpose());
            shelf::tell(stored.collect::<library::Result<_>>()?, &self.post);
        }
        if !erased.is_empty() {
            self.post.send(Event::Library(FromLibrary::Gone(erased)));
        }
        Ok(())
    }

    /// Tells the changes of earlier sessions.
    fn recall(&mut self, library: &Library) {
        for entry in library.journal().unwrap_or_default() {
            let library::journal::Entry { id, what, undone, turns } = entry;
            let change = Recalled { number: id, what, undone, turns };
            self.post.send(Event::Library(FromLibrary::Recalled(change)));
        }
    }

    /// Tells what went wrong. It stays among the problems.
    fn fail(&self, what: impl Into<String>) {
        trouble(&self.path, what).into_iter().for_each(|event| _ = self.post.send(event));
    }

    fn tell(&self, notice: Notice) {
        self.post.send(Event::Told(notice));
    }
}

impl Open {
    /// What others have changed since this was asked last; `None` where they have not.
    fn others(&mut self) -> library::Result<Option<Changes>> {
        let version = self.library.data_version()?;
        if version == self.version {
            return Ok(None);
        }
        let mut changes = self.library.changes_since(self.seen)?;
        changes.states.retain(|(number, ..)| !self.ours.contains(number));
        (self.version, self.seen) = (version, changes.number);
        self.ours.clear();
        Ok(Some(changes))
    }
}

/// Keeps changed marks, and the change itself for undo.
fn keep(
    batch: &mut Batch,
    deed: &Deed,
    entries: &HashMap<i64, EntryId>,
    made: &mut HashMap<i64, EntryId>,
) -> library::Result<()> {
    let Deed { number, what, step, turns } = deed;
    for turn in turns {
        batch.set_state(&turn.article, &turn.after())?;
    }
    if *step == Step::Done {
        made.insert(*number, batch.note_change(what, turns)?);
        return Ok(());
    }
    let kept = if *number < 0 { Some(-number) } else { made.get(number).or(entries.get(number)).copied() };
    kept.map_or(Ok(()), |entry| batch.note_undone(entry, *step == Step::Undone))
}
