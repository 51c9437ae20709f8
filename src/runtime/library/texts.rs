//! The thread that reads texts from the library: those that the screen asks for at once, and, while nobody asks, all of
//! them for a query that looks into texts, or those whose names are to be recognized by another lexicon.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::thread::{self, JoinHandle};

use super::{Writer, open_as_it_is};
use crate::app::texts::{Read, Wanted};
use crate::app::{Event, FromLibrary};
use crate::article::{Article, ArticleId, Named};
use crate::entity::{self, Lexicon};
use crate::library::{Library, LibraryError};
use crate::runtime::wait::Post;

/// Texts that are told at a time: the store takes them in within a few milliseconds.
const PORTION: usize = 64;

/// What is asked of the thread.
#[derive(Debug)]
enum Job {
    Texts(Wanted),
    /// Names are recognized by this lexicon, which has this version.
    Recognize(Arc<Lexicon>, i64),
    /// Another file is the library now.
    Reopen,
    End,
}

/// The way to the thread, for anybody. It ends when nobody has one any more.
#[derive(Clone, Debug)]
pub struct Reader {
    jobs: Sender<Job>,
}

impl Reader {
    /// Starts the thread on the library at `path`; with what is needed to wait for its end.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(path: PathBuf, writer: Writer, post: Post) -> io::Result<(Self, JoinHandle<()>)> {
        let (jobs, asked) = mpsc::channel();
        let desk = Desk { path, open: None, writer, post, lexicon: None, all: None, outdated: None };
        let thread = thread::Builder::new().name("library texts".to_owned()).spawn(move || desk.run(&asked))?;
        Ok((Self { jobs }, thread))
    }

    /// Ends the thread, whoever has a way to it.
    pub fn end(&self) {
        let _ = self.jobs.send(Job::End);
    }

    /// Asks for texts; what came of it is told.
    pub fn ask(&self, wanted: Wanted) {
        // the thread ends with the program
        let _ = self.jobs.send(Job::Texts(wanted));
    }

    /// Goes on with the file that is at the library's place now. Until this is said, one that comes there is left alone:
    /// what stands beside it may be another one's still.
    pub fn reopen(&self) {
        let _ = self.jobs.send(Job::Reopen);
    }

    /// Has names recognized by a lexicon of a version, where another did.
    pub fn recognize(&self, lexicon: Arc<Lexicon>, version: i64) {
        let _ = self.jobs.send(Job::Recognize(lexicon, version));
    }
}

/// What the thread works with.
struct Desk {
    path: PathBuf,
    open: Option<Library>,
    writer: Writer,
    post: Post,
    lexicon: Option<(Arc<Lexicon>, i64)>,
    /// All texts are being told: which one was last, how many they are, how many of them were told.
    all: Option<Progress>,
    /// The last article that was looked at for its names.
    outdated: Option<i64>,
}

#[derive(Clone, Copy)]
struct Progress {
    last: i64,
    n_all: usize,
    n_told: usize,
}

impl Desk {
    fn run(mut self, asked: &Receiver<Job>) {
        loop {
            let is_idle = self.all.is_none() && self.outdated.is_none();
            let job = if is_idle { asked.recv().map_err(|_| TryRecvError::Disconnected) } else { asked.try_recv() };
            let goes_on = match job {
                Ok(Job::Texts(Wanted::Of(ids))) => self.tell_these(&ids),
                Ok(Job::Texts(Wanted::All)) => {
                    self.all = Some(Progress { last: 0, n_all: 0, n_told: 0 });
                    true
                }
                Ok(Job::Recognize(lexicon, version)) => {
                    (self.lexicon, self.outdated) = (Some((lexicon, version)), Some(0));
                    true
                }
                Ok(Job::Reopen) => {
                    self.open.take().into_iter().for_each(Library::abandon);
                    // at once, before yet another one comes there; where it cannot be, the next one who asks is told
                    self.open = self.opened().ok();
                    true
                }
                Ok(Job::End) | Err(TryRecvError::Disconnected) => return,
                Err(TryRecvError::Empty) if self.all.is_some() => self.tell_more(),
                Err(TryRecvError::Empty) => self.recognize_more(),
            };
            if !goes_on {
                return;
            }
        }
    }

    fn tell_these(&mut self, ids: &[ArticleId]) -> bool {
        ids.chunks(PORTION).all(|ids| {
            let read = self.read(ids);
            self.tell(read)
        })
    }

    /// Tells the next portion of all texts.
    fn tell_more(&mut self) -> bool {
        let Some(Progress { last, n_all, n_told }) = self.all.take() else { return true };
        let (n_all, rows) = match self.library().and_then(|library| {
            let n_all = if n_all > 0 { n_all } else { usize::try_from(library.n_articles()?).unwrap_or(0) };
            Ok((n_all, library.ids_after(last, PORTION)?))
        }) {
            Ok(rows) => rows,
            Err(error) => {
                self.note(&error);
                (n_all, Vec::new()) // what is missing is asked for one by one
            }
        };
        let ids: Vec<ArticleId> = rows.iter().map(|(_, id)| id.clone()).collect();
        let mut read = self.read(&ids);
        let n_told = n_told + ids.len();
        read.percent = Some(match rows.last() {
            None => 100,
            Some((last, _)) => {
                self.all = Some(Progress { last: *last, n_all, n_told });
                u8::try_from((100 * n_told).checked_div(n_all).unwrap_or(0).min(99)).unwrap_or(99)
            }
        });
        self.tell(read)
    }

    /// Recognizes the names of the next portion of articles that have those of another lexicon, and has them kept.
    fn recognize_more(&mut self) -> bool {
        let (Some(last), Some((_, version))) = (self.outdated.take(), &self.lexicon) else { return true };
        let version = *version;
        let rows = match self.library().and_then(|library| library.outdated(version, last, PORTION)) {
            Ok(rows) => rows,
            Err(error) => {
                self.note(&error);
                return true;
            }
        };
        let Some((end, _)) = rows.last() else { return true };
        self.outdated = Some(*end);
        let mut named = Vec::new();
        let mut renamed: Vec<(i64, Vec<Named>)> = Vec::new();
        for (row, id) in &rows {
            // one that cannot be read keeps its names
            if let Ok(article) = self.article(id) {
                renamed.push((*row, article.entities.clone()));
                named.push(article);
            }
        }
        self.writer.write(Box::new(move |batch| {
            renamed.iter().try_for_each(|(row, named)| batch.keep_names(*row, named, version))
        }));
        self.post.send(Event::Library(FromLibrary::Named(named)))
    }

    fn tell(&self, read: Read) -> bool {
        self.post.send(Event::Library(FromLibrary::Texts(read)))
    }

    fn read(&mut self, ids: &[ArticleId]) -> Read {
        let mut read = Read::default();
        for id in ids {
            match self.article(id) {
                Ok(article) => read.articles.push(article),
                Err(why) => read.lost.push((id.clone(), why)),
            }
        }
        read
    }

    /// An article with the names that the lexicon in force finds; else why not.
    fn article(&mut self, id: &ArticleId) -> Result<Article, String> {
        let stored = self.library().and_then(|library| library.article(id)).map_err(|error| {
            self.note(&error);
            error.to_string()
        })?;
        let mut stored = stored.ok_or("it was taken out of the library")?;
        if let Some((lexicon, version)) = &self.lexicon
            && stored.lexicon != *version
        {
            stored.article.entities.clear();
            entity::recognize(lexicon, &mut stored.article);
        }
        Ok(stored.article)
    }

    fn library(&mut self) -> Result<&Library, LibraryError> {
        let library = match self.open.take() {
            Some(library) => library,
            None => self.opened()?,
        };
        Ok(self.open.insert(library))
    }

    fn opened(&self) -> Result<Library, LibraryError> {
        let opened = open_as_it_is(&self.path).map_err(|refused| refused.why)?;
        Ok(opened.library.read_once())
    }

    /// Whoever writes the library is told that it is damaged.
    fn note(&mut self, error: &LibraryError) {
        if let LibraryError::Damaged(what) = error {
            self.open = None;
            self.writer.damaged(what.clone());
        }
    }
}
