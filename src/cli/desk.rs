//! The stories that a subcommand works on: all sources read, what failed told, the query understood.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::args::Sources;
use super::config;
use super::failure::Failure;
use super::library::{self, failed_on};
use super::output::notice;
use crate::article::{Article, ArticleId};
use crate::entity::Lexicon;
use crate::import::{Problem, Severity};
use crate::library::{self as kept, Library};
use crate::runtime::library::shelf;
use crate::runtime::{self, Loaded, Loader, clock, load, load::shown, workers};
use crate::store::{Query, Selection, Store, Story, StoryIdx};

/// What was read.
#[derive(Debug)]
pub struct Desk {
    /// All stories.
    pub store: Store,
    /// Where the texts of stories are that came without them.
    library: Option<Library>,
    today: Date,
    n_sources: usize,
    n_failed: usize,
}

/// Stories that are taken into the store at a time: each time costs what all names so far cost.
const PORTION: usize = 4096;

/// What was read and is not in the store yet.
#[derive(Default)]
struct Gathered {
    articles: Vec<Article>,
    /// Where the last ones came from, and whether something was wrong there.
    path: Option<PathBuf>,
    is_failed: bool,
}

impl Desk {
    /// Reads the sources that are named, else the library, else the bundled briefings, with what was done with their
    /// articles. Their problems are told as they come.
    ///
    /// # Errors
    /// [`Failure::Unreadable`] where nothing at all could be read, [`Failure::Library`] where the library could not.
    pub fn open(sources: &Sources) -> Result<Self, Failure> {
        let library = library::existing(sources)?;
        let Some(library) = library else { return Self::read(sources) };
        let failed = failed_on(&library);
        if sources.from.is_empty() && library.is_in_use().map_err(&failed)? {
            return Self::of_library(library).map_err(failed);
        }
        let mut desk = Self::read(sources)?;
        desk.mark(&library).map_err(failed)?;
        Ok(desk)
    }

    /// All articles of the library, with the states that were kept of them, and without their texts.
    fn of_library(library: Library) -> kept::Result<Self> {
        let store = shelf::stock(&library, &[], lexicon())?;
        Ok(Self { store, library: Some(library), today: clock::today(), n_sources: 0, n_failed: 0 })
    }

    /// Gives stories from elsewhere the states that were kept of them.
    fn mark(&mut self, library: &Library) -> kept::Result<()> {
        for story in self.store.find_prefix("") {
            let reading = library.state(&ArticleId(self.store.id(story).to_owned()))?;
            self.store.set_reading(story, &reading);
        }
        self.store.take_retagged();
        Ok(())
    }

    fn read(sources: &Sources) -> Result<Self, Failure> {
        let today = clock::today();
        let lexicon = lexicon();
        let loader = Loader::new(Arc::clone(&lexicon), today);
        let store = Store::new(lexicon).with_workers(workers::at_once);
        let mut desk = Self { store, library: None, today, n_sources: 0, n_failed: 0 };
        let mut gathered = Gathered::default();
        if sources.from.is_empty() {
            loader.load_seeds().into_iter().for_each(|loaded| desk.take(loaded, &mut gathered));
        } else {
            load(&sources.from, &loader, &mut |loaded| {
                desk.take(loaded, &mut gathered);
                true
            });
        }
        desk.store.insert(gathered.articles);
        if desk.store.is_empty() && desk.n_failed > 0 { Err(Failure::Unreadable) } else { Ok(desk) }
    }

    /// Takes in what was read, in portions that are worth the while.
    fn take(&mut self, loaded: Loaded, gathered: &mut Gathered) {
        tell_problems(&loaded);
        // a document may come in several pieces, one after the other
        if gathered.path.as_ref() != Some(&loaded.path) {
            gathered.path = Some(loaded.path.clone());
            gathered.is_failed = false;
            self.n_sources += 1;
        }
        if failed(&loaded) && !std::mem::replace(&mut gathered.is_failed, true) {
            self.n_failed += 1;
        }
        gathered.articles.extend(loaded.document.articles);
        if gathered.articles.len() >= PORTION {
            self.store.insert(std::mem::take(&mut gathered.articles));
        }
    }

    /// The stories of a query.
    pub fn select(&mut self, query: &Query) -> Selection {
        if query.looks_into_texts() {
            let supplied = self.store.bare().into_iter().filter_map(|idx| {
                let story = self.story(idx);
                self.store.supply(&story.article)
            });
            let changed = supplied.filter(|(_, is_other)| *is_other).map(|(idx, _)| idx).collect();
            self.store.list(changed);
        }
        self.store.select(query, self.today)
    }

    /// A story with its text. That this cannot be read is told.
    pub fn story(&self, idx: StoryIdx) -> Story {
        let bare = self.store.story(idx);
        let Some(library) = self.library.as_ref().filter(|_| !self.store.is_whole(idx)) else { return bare };
        let why = match library.article(&bare.article.id) {
            Ok(Some(stored)) => return Story { article: Arc::new(stored.article), marks: bare.marks },
            Ok(None) => "it was taken out of the library".to_owned(),
            Err(error) => error.to_string(),
        };
        notice(&format!("{}: its text cannot be read: {why}", bare.article.title));
        bare
    }

    /// How a subcommand ends that printed what there was.
    ///
    /// # Errors
    /// [`Failure::SomeUnreadable`] where a source failed.
    pub fn end(&self) -> Result<(), Failure> {
        let Self { n_failed, n_sources, .. } = *self;
        if n_failed > 0 { Err(Failure::SomeUnreadable { n_failed, n_sources }) } else { Ok(()) }
    }

    /// How a subcommand ends that found nothing to print.
    pub fn nothing(&self, what: impl Into<String>) -> Failure {
        self.end().err().unwrap_or(Failure::NothingMatched(what.into()))
    }
}

/// All names that are known here. What is wrong with the user's own is told.
pub fn lexicon() -> Arc<Lexicon> {
    let (lexicon, complaints) = runtime::lexicon::lexicon();
    complaints.iter().for_each(tell_problems);
    let lexicon = Arc::new(lexicon);
    // a subcommand has it until it ends: taking it apart then would be a tenth of the time of a small one
    std::mem::forget(Arc::clone(&lexicon));
    lexicon
}

/// The query of the words on the command line.
///
/// # Errors
/// [`Failure::Query`] where it cannot be read.
pub fn query(words: &[String]) -> Result<Query, Failure> {
    let text = words.iter().map(|word| word.trim()).collect::<Vec<_>>().join(" ");
    Query::parse(&text).map_err(|error| Failure::Query { text, error })
}

/// The same within a view.
///
/// # Errors
/// As [`query`]; [`Failure::Usage`] where there is no such view.
pub fn query_within(view: Option<&str>, words: &[String]) -> Result<Query, Failure> {
    let query = query(words)?;
    match view {
        Some(name) => Ok(config::view(name)?.query.and(query)),
        None => Ok(query),
    }
}

/// Whether a source could not be read, or not whole.
pub fn failed(loaded: &Loaded) -> bool {
    loaded.document.problems.iter().any(|problem| problem.severity == Severity::Error)
}

/// Tells what was wrong with a document: `path: line 3: warning: what`.
pub fn tell_problems(loaded: &Loaded) {
    loaded.document.problems.iter().for_each(|problem| notice(&told(&loaded.path, problem)));
}

fn told(path: &Path, problem: &Problem) -> String {
    let severity = match problem.severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let path = shown(path);
    let place =
        if problem.place == path || problem.place.is_empty() { String::new() } else { format!("{}: ", problem.place) };
    format!("{path}: {place}{severity}: {}", problem.what)
}
