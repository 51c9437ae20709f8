//! The library's sources asked anew, and what they gave kept there.

use std::collections::HashMap;

use jiff::Timestamp;

use super::full::{self, Got, Page};
use super::schedule::{due_after_failure, due_after_success};
use super::{Arrived, Ending, Failed, Order, Told, What, run};
use crate::import::{Format, Problem, Severity};
use crate::library::{
    self, Arrival, Batch, Fault, Library, NewDocument, Origin, Outcome, Seconds, Source, SourceId, Validators,
};
use crate::runtime::fetch::{self, Request, Supplies};
use crate::runtime::load::Loader;
use crate::text::{Address, Clean};

/// Pages of articles that are asked for in one refresh: a feed that is new may have thousands, of which the latest come
/// first and the others with the refreshes after it.
const MOST_PAGES: usize = 200;

/// What articles are read with.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'l> {
    /// Reads documents.
    pub loader: &'l Loader,
    /// The version of its lexicon.
    pub lexicon: i64,
}

/// Which sources are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// All but those that want rest.
    All,
    /// Those whose time has come.
    Due,
    /// These.
    These(Vec<SourceId>),
}

/// The library's sources that are to be asked, and those that are left alone for now.
#[derive(Debug, Default)]
pub struct Plan {
    /// What is asked.
    pub orders: Vec<Order>,
    /// Sources that failed and may be asked again at a later time.
    pub resting: Vec<(Source, Seconds)>,
    known: HashMap<SourceId, Known>,
}

/// What is known of a source before it is asked, and what was learnt since.
#[derive(Debug)]
struct Known {
    source: Source,
    validators: Validators,
    asked: Seconds,
    n_new: usize,
    n_changed: usize,
    faults: Vec<Fault>,
}

/// How asking a source went, after it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// It is being asked.
    Begun(SourceId),
    /// It was asked.
    Ended(SourceId, Kept),
    /// The page of an article was asked for, of so many; its title and why it gave no text, where it did not.
    FullText {
        /// Pages in all.
        n_all: usize,
        /// What was missed.
        missed: Option<(Clean, String)>,
    },
    /// For a while nothing has come.
    Quiet,
}

/// What came of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It was read.
    Read {
        /// Articles that nobody knew.
        n_new: usize,
        /// Articles whose text is another one now.
        n_changed: usize,
        /// The address that it has from now on.
        moved: Option<Address>,
    },
    /// It is as it was.
    Unchanged,
    /// It could not be asked or read.
    Failed(Failed),
}

impl Plan {
    /// The sources of a library that are to be asked.
    ///
    /// # Errors
    /// Where the library cannot be read.
    pub fn new(library: &Library, choice: &Choice) -> library::Result<Self> {
        let now = now();
        let mut plan = Self::default();
        for source in library.sources()?.into_iter().filter(|source| !source.hidden) {
            let validators = library.validators(source.id)?;
            let is_wanted = match choice {
                Choice::All => validators.n_failures == 0 || validators.due <= now,
                Choice::Due => validators.due <= now,
                Choice::These(these) => these.contains(&source.id),
            };
            if is_wanted {
                let faults = library.faults(source.id)?;
                plan.orders.push(Order { source: source.id, what: what(&source, &validators, &faults) });
                let known = Known { source, validators, asked: now, n_new: 0, n_changed: 0, faults: Vec::new() };
                plan.known.insert(known.source.id, known);
            } else if validators.n_failures > 0 && *choice == Choice::All {
                plan.resting.push((source, validators.due));
            }
        }
        Ok(plan)
    }

    /// Asks the sources and keeps what they give. What is told has been kept.
    ///
    /// # Errors
    /// Where the library cannot be written: all that was told is kept nevertheless, and nothing more is asked.
    pub fn run(
        mut self,
        library: &mut Library,
        reader: Reader,
        supplies: &Supplies,
        mut tell: impl FnMut(Report),
    ) -> library::Result<()> {
        let mut failed = None;
        let orders = std::mem::take(&mut self.orders);
        run(&orders, reader.loader, supplies, |told| {
            if failed.is_some() {
                return;
            }
            if told.is_empty() {
                return tell(Report::Quiet);
            }
            match self.keep(library, told, reader.lexicon) {
                Ok(reports) => reports.into_iter().for_each(&mut tell),
                Err(error) => {
                    supplies.stop.ask();
                    failed = Some(error);
                }
            }
        });
        match failed {
            Some(error) => Err(error),
            None if supplies.stop.is_asked() => Ok(()),
            None => self.full_texts(library, reader, supplies, tell),
        }
    }

    /// Asks for the pages of articles of the sources that were asked, and keeps their texts.
    fn full_texts(
        &self,
        library: &mut Library,
        reader: Reader,
        supplies: &Supplies,
        mut tell: impl FnMut(Report),
    ) -> library::Result<()> {
        let well = self.known.values().filter(|known| known.validators.n_failures == 0);
        let asked: Vec<SourceId> = well.map(|known| known.source.id).collect();
        let wanted = library.wanted_full_texts(&asked, MOST_PAGES)?.into_iter();
        let source = |id| self.known.get(&id).map(|known| &known.source);
        let pages: Vec<Page> = wanted.filter_map(|wanted| Page::new(wanted.article, source(wanted.source))).collect();
        let mut failed = None;
        full::fetch(&pages, reader.loader, supplies, |got| {
            if failed.is_some() {
                return;
            }
            if let Err(error) =
                library.write(|batch| got.iter().try_for_each(|got| keep_full(batch, got, reader.lexicon)))
            {
                supplies.stop.ask();
                failed = Some(error);
                return;
            }
            for Got { title, full, .. } in got {
                tell(Report::FullText { n_all: pages.len(), missed: full.err().map(|why| (title, why)) });
            }
            tell(Report::Quiet);
        });
        failed.map_or(Ok(()), Err)
    }

    /// Keeps what has come, all of it or nothing.
    fn keep(&mut self, library: &mut Library, told: Vec<Told>, lexicon: i64) -> library::Result<Vec<Report>> {
        let now = now();
        let (mut reports, mut rest) = (Vec::new(), Vec::new());
        for told in told {
            match told {
                Told::Begun(source) => {
                    self.known.entry(source).and_modify(|known| known.asked = now);
                    reports.push(Report::Begun(source));
                }
                told if self.renew(library, told.source())? => rest.push(told),
                _ => {}
            }
        }
        if rest.is_empty() {
            return Ok(reports);
        }
        let mut moves = HashMap::new();
        for told in &rest {
            moves.extend(self.moved(library, told)?.map(|origin| (told.source(), origin)));
        }
        let kept = library.write(|batch| {
            let mut kept = Vec::new();
            for told in &rest {
                let Some(known) = self.known.get_mut(&told.source()) else { continue };
                let moved = moves.get(&told.source());
                kept.extend(known.note(batch, told, (now, lexicon), moved)?);
            }
            Ok(kept)
        })?;
        reports.extend(kept);
        Ok(reports)
    }

    /// Looks a source up again: meanwhile others may have changed it. Whether it is still there and asked.
    fn renew(&mut self, library: &Library, source: SourceId) -> library::Result<bool> {
        let Some(known) = self.known.get_mut(&source) else { return Ok(false) };
        let now = library.source_of(&known.source.origin)?;
        let now = now.filter(|now| now.id == source && !now.hidden);
        let is_there = now.is_some();
        known.source = now.unwrap_or_else(|| known.source.clone());
        Ok(is_there)
    }

    /// Where a source is from now on, unless another source is there already.
    fn moved(&self, library: &Library, told: &Told) -> library::Result<Option<Origin>> {
        let Told::Ended(source, Ending::Done { moved: Some(moved), .. } | Ending::Unchanged { moved: Some(moved) }) =
            told
        else {
            return Ok(None);
        };
        let origin = match self.known.get(source).map(|known| &known.source.origin) {
            Some(Origin::Feed(_)) => Origin::Feed(moved.clone()),
            Some(Origin::Page(_)) => Origin::Page(moved.clone()),
            _ => return Ok(None),
        };
        // whoever can redirect a request must not get a login for ever
        let is_secret = self.known.get(source).is_some_and(|known| known.source.settings.secret.is_some());
        Ok(if is_secret || library.source_of(&origin)?.is_some() { None } else { Some(origin) })
    }
}

impl Known {
    /// Keeps what came of the source.
    fn note(
        &mut self,
        batch: &mut Batch,
        told: &Told,
        (now, lexicon): (Seconds, i64),
        moved: Option<&Origin>,
    ) -> library::Result<Option<Report>> {
        let ending = match told {
            Told::Begun(_) => return Ok(None),
            Told::Arrived(_, arrived) => {
                self.arrived(batch, arrived, (now, lexicon))?;
                return Ok(None);
            }
            Told::Ended(_, ending) => ending,
        };
        let id = self.source.id;
        let kept = match ending {
            Ending::Failed(failed) => {
                self.failed(now, failed);
                Kept::Failed(failed.clone())
            }
            Ending::Unchanged { .. } => {
                self.succeeded(now);
                Kept::Unchanged
            }
            Ending::Done { validators, troubles, .. } => {
                self.succeeded(now);
                self.validators.etag = validators.etag.clone().unwrap_or_default();
                self.validators.modified = validators.last_modified.clone().unwrap_or_default();
                self.faults.extend(troubles.iter().map(fault));
                batch.set_faults(id, &self.faults)?;
                batch.drop_old_documents(id)?;
                let address = moved.and_then(|_| ending.moved().cloned());
                Kept::Read { n_new: self.n_new, n_changed: self.n_changed, moved: address }
            }
        };
        if let Some(origin) = moved {
            self.source.origin = origin.clone();
            batch.update_source(&self.source)?;
        }
        batch.set_validators(id, &self.validators)?;
        Ok(Some(Report::Ended(id, kept)))
    }

    /// Keeps a document and its articles.
    fn arrived(&mut self, batch: &mut Batch, came: &Arrived, (at, lexicon): (Seconds, i64)) -> library::Result<()> {
        let (source, place) = (self.source.id, came.place.as_str());
        let document = match &came.bytes {
            Some(bytes) => {
                let new = NewDocument { source, place, transfer: came.transfer.clone(), fetched: at, bytes };
                Some(batch.keep_document(&new)?)
            }
            None => None,
        };
        let arrival = Arrival { source, document, at, lexicon };
        let is_full = self.source.settings.full_text == Some(true);
        let articles = &came.document.articles;
        for (article, outcome) in articles.iter().zip(batch.keep_articles(&arrival, articles)?) {
            self.n_new += usize::from(outcome == Outcome::New);
            self.n_changed += usize::from(outcome == Outcome::Changed);
            if is_full && matches!(outcome, Outcome::New | Outcome::Changed) {
                batch.want_full_text(&article.id)?;
            }
        }
        self.faults.extend(came.document.problems.iter().map(fault));
        let about = &came.document.about;
        let title = about.title.as_ref().map(ToString::to_string).unwrap_or_default();
        let site = about.url.as_ref().map(ToString::to_string).unwrap_or_default();
        let is_feed = matches!(self.source.origin, Origin::Feed(_) | Origin::Exec(_));
        if is_feed && (title.as_str(), site.as_str()) != (self.source.title.as_str(), self.source.site.as_str()) {
            (self.source.title, self.source.site) = (title, site);
            batch.update_source(&self.source)?;
        }
        Ok(())
    }

    fn succeeded(&mut self, now: Seconds) {
        let due = due_after_success(now, self.source.settings.interval);
        let Validators { etag, modified, .. } = std::mem::take(&mut self.validators);
        self.validators =
            Validators { etag, modified, asked: self.asked, succeeded: now, due, n_failures: 0, error: String::new() };
    }

    fn failed(&mut self, now: Seconds, failed: &Failed) {
        let known = &mut self.validators;
        known.asked = self.asked;
        known.n_failures = known.n_failures.saturating_add(1);
        known.due = due_after_failure(now, failed.patience, known.n_failures);
        known.error = failed.why.clone();
    }
}

impl Told {
    fn source(&self) -> SourceId {
        match self {
            Self::Begun(source) | Self::Arrived(source, _) | Self::Ended(source, _) => *source,
        }
    }
}

impl Ending {
    fn moved(&self) -> Option<&Address> {
        match self {
            Self::Done { moved, .. } | Self::Unchanged { moved } => moved.as_ref(),
            Self::Failed(_) => None,
        }
    }
}

/// Keeps the text of a page, or that it gave none.
fn keep_full(batch: &mut Batch, got: &Got, lexicon: i64) -> library::Result<()> {
    match &got.full {
        Ok(full) => batch.keep_full_text(full, lexicon).map(|_| ()),
        Err(_) => batch.miss_full_text(&got.id),
    }
}

/// How a source is asked.
fn what(source: &Source, known: &Validators, faults: &[Fault]) -> What {
    let fetch = |address: &Address, format| {
        let text = |value: &String| Some(value.clone()).filter(|value| !value.is_empty());
        let validators = fetch::Validators { etag: text(&known.etag), last_modified: text(&known.modified) };
        let user_agent = source.settings.user_agent.clone();
        let secret = source.settings.secret.clone();
        What::Fetch { request: Request { validators, user_agent, secret, ..Request::new(address.clone()) }, format }
    };
    // what could not be read then is tried again, whenever it was changed
    let is_known = known.succeeded > 0 && known.n_failures == 0 && !faults.iter().any(|fault| fault.is_error);
    match &source.origin {
        Origin::Feed(address) => fetch(address, Some(Format::Feed)),
        Origin::Page(address) => fetch(address, None),
        Origin::File(path) => What::Read { path: path.clone(), since: None },
        Origin::Folder(path) => What::Read { path: path.clone(), since: is_known.then_some(known.asked) },
        Origin::Exec(words) => What::Run(words.clone()),
    }
}

fn fault(problem: &Problem) -> Fault {
    let is_error = problem.severity == Severity::Error;
    Fault { is_error, place: problem.place.to_string(), what: problem.what.to_string() }
}

fn now() -> Seconds {
    Timestamp::now().as_second()
}
