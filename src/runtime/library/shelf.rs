//! The articles of the library on their way to the reader: the first screen at once, then all others, without their
//! texts; and what was done with articles that come from elsewhere.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::{panic, thread};

use crate::app::{Event, FromLibrary, Loaded, Stock};
use crate::article::head::WrittenHead;
use crate::article::{Article, ArticleId, Head, Marks, Reading};
use crate::entity::Lexicon;
use crate::library::{Library, Result, StoredHead};
use crate::runtime::wait::Post;
use crate::runtime::workers;
use crate::store::{Store, StoryIdx};

/// Rows of the tallest windows.
const FIRST: usize = 100;

/// Heads that are told at a time: the store takes them in within a few milliseconds.
pub(super) const PORTION: usize = 256;

/// Heads that are read while as many are put in the store.
const READ_AHEAD: usize = 1024;

/// Tells the articles at the top of the list, then all of them; their texts are for whoever needs them to ask for.
///
/// # Errors
/// Where they cannot be read.
pub fn tell_all(library: &Library, post: &Post) -> Result<()> {
    let first = library.newest_heads(FIRST)?;
    let heads: Vec<Head> = first.iter().map(|stored| stored.head.clone()).collect();
    let readings = first.into_iter().filter(|stored| stored.state != Reading::default());
    let readings: Vec<(ArticleId, Reading)> = readings.map(|stored| (stored.head.id, stored.state)).collect();
    let is_heard = tell_known(readings, post) && post.send(Event::Library(FromLibrary::Top(heads.clone())));
    if !is_heard {
        return Ok(());
    }
    let store = stock(library, &heads, Arc::default())?;
    post.send(Event::Library(FromLibrary::Stocked(Stock(Box::new(store)))));
    Ok(())
}

/// A store of all articles of the library, without their texts, and with the states that were kept of them; `first` have
/// the first places.
///
/// # Errors
/// Where they cannot be read.
pub fn stock(library: &Library, first: &[Head], lexicon: Arc<Lexicon>) -> Result<Store> {
    let (portions, arriving) = mpsc::sync_channel::<Vec<WrittenHead>>(2);
    thread::scope(|scope| {
        let taking = scope.spawn(move || take(first, lexicon, &arriving));
        let marks = read(library, |portion| portions.send(portion).is_ok())
            .and_then(|()| library.marks())
            .map(|marks| marks.into_iter().collect::<HashMap<_, _>>());
        drop(portions);
        let (mut store, placed) = taking.join().unwrap_or_else(|fault| panic::resume_unwind(fault));
        mark(&mut store, &marks?);
        for (article, reading) in library.readings()? {
            store.find(&article).into_iter().for_each(|story| store.set_reading(story, &reading));
        }
        store.list(placed);
        store.shrink();
        Ok(store)
    })
}

/// Reads all heads, portion by portion.
fn read(library: &Library, mut send: impl FnMut(Vec<WrittenHead>) -> bool) -> Result<()> {
    let mut portion = Vec::with_capacity(READ_AHEAD);
    library.heads(|head| {
        portion.push(head);
        if portion.len() < READ_AHEAD || send(std::mem::replace(&mut portion, Vec::with_capacity(READ_AHEAD))) {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    send(portion);
    Ok(())
}

fn take(first: &[Head], lexicon: Arc<Lexicon>, arriving: &Receiver<Vec<WrittenHead>>) -> (Store, Vec<StoryIdx>) {
    let mut store = Store::new(lexicon).with_workers(workers::at_once).without_search();
    let mut placed = store.take_in_heads(first);
    for portion in arriving {
        placed.extend(store.take_in_written(&portion));
    }
    (store, placed)
}

fn mark(store: &mut Store, marks: &HashMap<ArticleId, Marks>) {
    for (article, marks) in marks {
        store.find(article).map(|story| store.set_marks(story, *marks));
    }
}

/// Tells the heads of articles, and before them what was done with them; whether anybody listens.
pub(super) fn tell(stored: Vec<StoredHead>, post: &Post) -> bool {
    let readings = stored.iter().filter(|stored| stored.state != Reading::default());
    let readings = readings.map(|stored| (stored.head.id.clone(), stored.state.clone())).collect();
    let heads = stored.into_iter().map(|stored| stored.head).collect();
    tell_known(readings, post) && post.send(Event::Library(FromLibrary::Heads(heads)))
}

/// Tells what was done with articles that are about to be told; whether anybody listens.
pub fn tell_readings(library: &Library, loaded: &[Loaded], post: &Post) -> bool {
    let articles = loaded.iter().flat_map(|loaded| &loaded.document.articles);
    // what cannot be read here is told by who writes it
    let reading = |article: &Article| Some((article.id.clone(), library.state(&article.id).ok()?));
    let readings = articles.filter_map(reading).filter(|(_, reading)| *reading != Reading::default());
    tell_known(readings.collect(), post)
}

fn tell_known(readings: Vec<(ArticleId, Reading)>, post: &Post) -> bool {
    readings.is_empty() || post.send(Event::Readings(readings))
}
