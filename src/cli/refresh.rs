//! `newsdesk refresh`: sources asked anew, with progress where somebody watches.

use std::collections::HashMap;
use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::args::{Refresh, Sources};
use super::chosen::chosen;
use super::desk::lexicon;
use super::failure::Failure;
use super::library::{self, failed_on};
use super::output::notice;
use crate::library::{Access, Library, SourceId};
use crate::runtime::fetch::{Limits, Supplies};
use crate::runtime::refresh::expire::expire;
use crate::runtime::refresh::keep::{Choice, Kept, Plan, Reader, Report};
use crate::runtime::{Loader, clock, lexicon as names};
use crate::text::{Clean, counted};

/// Asks the sources that are named, or all, and keeps what they give.
///
/// # Errors
/// A source that is none, a library that cannot be written, and sources that failed.
pub fn refresh(args: &Refresh, sources: &Sources) -> Result<(), Failure> {
    let none = || Failure::usage("there are no sources", "newsdesk add https://example.org");
    let mut library = library::existing(sources)?.ok_or_else(none)?;
    let all = library.sources().map_err(failed_on(&library))?;
    if all.is_empty() {
        return Err(none());
    }
    let choice = match () {
        () if args.due => Choice::Due,
        () if args.sources.is_empty() => Choice::All,
        () => Choice::These(chosen(&args.sources, &all)?.iter().map(|source| source.id).collect()),
    };
    ask(&mut library, &choice, &Supplies::new(Limits::default()))
}

/// Asks sources, tells those that fail, and what was new.
///
/// # Errors
/// A library that cannot be written, or [`Failure::SomeUnreadable`].
pub fn ask(library: &mut Library, choice: &Choice, supplies: &Supplies) -> Result<(), Failure> {
    let failed = failed_on(library);
    if library.access() == Access::ReadOnly {
        return Err(failed(crate::library::LibraryError::ReadOnly));
    }
    let plan = Plan::new(library, choice).map_err(&failed)?;
    for (source, due) in &plan.resting {
        notice(&format!("{}: failed before and rests until {}", source.shown_name(), time(*due)));
    }
    if plan.orders.is_empty() {
        notice("nothing to ask");
        return Ok(());
    }
    let sources = library.sources().map_err(&failed)?;
    let names = sources.iter().map(|source| (source.id, source.shown_name())).collect();
    let mut tally = Tally { names, ..Tally::new(plan.orders.len()) };
    let loader = Loader::new(lexicon(), clock::today());
    let reader = Reader { loader: &loader, lexicon: names::version() };
    let ran = plan.run(library, reader, supplies, |report| tally.take(report));
    tally.bar.finish_and_clear();
    ran.map_err(&failed)?;
    if let Some(expired) = expire(library).map_err(failed)? {
        notice(&format!("{expired}, as `keep` in config.toml says"));
    }
    tally.end()
}

/// What became of the sources so far.
struct Tally {
    names: HashMap<SourceId, String>,
    bar: ProgressBar,
    n_sources: usize,
    n_failed: usize,
    n_new: usize,
    n_changed: usize,
    n_pages: usize,
    n_full: usize,
}

impl Tally {
    fn new(n_sources: usize) -> Self {
        let target =
            if io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(n_sources as u64), target);
        // the template is ours and sound
        let style = ProgressStyle::with_template("{bar:24} {pos}/{len}  {wide_msg}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style);
        Self { names: HashMap::new(), bar, n_sources, n_failed: 0, n_new: 0, n_changed: 0, n_pages: 0, n_full: 0 }
    }

    fn take(&mut self, report: Report) {
        let (source, kept) = match report {
            Report::Begun(source) => return self.bar.set_message(self.name(source)),
            Report::Ended(source, kept) => (source, kept),
            Report::FullText { n_all, missed } => return self.take_page(n_all, missed),
            Report::Quiet => return,
        };
        self.bar.inc(1);
        match kept {
            Kept::Read { n_new, n_changed, moved } => {
                (self.n_new, self.n_changed) = (self.n_new + n_new, self.n_changed + n_changed);
                if let Some(moved) = moved {
                    self.tell(&format!("{}: moved for good to {moved}", self.name(source)));
                }
            }
            Kept::Unchanged => {}
            Kept::Failed(failed) => {
                self.n_failed += 1;
                self.tell(&format!("{}: {failed}", self.name(source)));
            }
        }
    }

    /// Counts the page of an article.
    fn take_page(&mut self, n_all: usize, missed: Option<(Clean, String)>) {
        if self.n_pages == 0 {
            self.bar.inc_length(n_all as u64);
            self.bar.set_message("full text");
        }
        self.n_pages += 1;
        self.bar.inc(1);
        match missed {
            Some((title, why)) => self.tell(&format!("{title}: no full text: {why}")),
            None => self.n_full += 1,
        }
    }

    fn name(&self, source: SourceId) -> String {
        self.names.get(&source).cloned().unwrap_or_default()
    }

    fn tell(&self, what: &str) {
        self.bar.suspend(|| notice(what));
    }

    fn end(self) -> Result<(), Failure> {
        let Self { n_sources, n_failed, n_new, n_changed, n_pages, n_full, .. } = self;
        let changed = if n_changed > 0 { format!(", {n_changed} changed") } else { String::new() };
        let full = if n_pages > 0 { format!(", {n_full} of {n_pages} in full") } else { String::new() };
        let asked = counted(n_sources, "source", "sources");
        notice(&format!("{asked} asked: {}{changed}{full}", counted(n_new, "new story", "new stories")));
        if n_failed > 0 { Err(Failure::SomeUnreadable { n_failed, n_sources }) } else { Ok(()) }
    }
}

/// `17:45` today, else with the day.
fn time(seconds: i64) -> String {
    let Ok(moment) = Timestamp::from_second(seconds) else { return "later".to_owned() };
    let there = moment.to_zoned(TimeZone::system());
    let format = if there.date() == clock::today() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    there.strftime(format).to_string()
}
