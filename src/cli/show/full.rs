//! `newsdesk show --full`: the stories from their pages, where their feeds cut them off.

use std::sync::Arc;

use crate::article::{Article, ArticleId};
use crate::cli::args::Sources;
use crate::cli::desk::Desk;
use crate::cli::failure::Failure;
use crate::cli::library::{self, failed_on};
use crate::cli::output::notice;
use crate::library::{Access, Library};
use crate::runtime::fetch::{Limits, Supplies};
use crate::runtime::refresh::full::{self, Got, Page};
use crate::runtime::{Loader, clock, lexicon};
use crate::store::StoryIdx;

/// Gives stories the text of their pages, in the library too; how many have none, each of which is told with why.
///
/// # Errors
/// A library that cannot be read or written.
pub fn fetch(desk: &mut Desk, rows: &[StoryIdx], sources: &Sources) -> Result<usize, Failure> {
    let mut library = if sources.from.is_empty() { library::existing(sources)? } else { None };
    let (mut pages, mut n_missed) = (Vec::new(), 0);
    for row in rows {
        let article = (*desk.store.story(*row).article).clone();
        if let Some(library) = &mut library
            && turn(library, &article.id)?
        {
            show(desk, library, &article.id)?;
            continue;
        }
        let title = article.title.clone();
        match Page::of(article, library.as_ref()) {
            Some(page) => pages.push(page),
            None => miss(&title, "it has no address of its own", &mut n_missed),
        }
    }
    let loader = Loader::new(Arc::clone(desk.store.lexicon()), clock::today());
    let mut all: Vec<Got> = Vec::new();
    full::fetch(&pages, &loader, &Supplies::new(Limits::default()), |got| all.extend(got));
    for Got { title, full, .. } in all {
        match full {
            Ok(full) => keep(desk, library.as_mut(), full)?,
            Err(why) => miss(&title, &why, &mut n_missed),
        }
    }
    Ok(n_missed)
}

fn miss(title: &str, why: &str, n_missed: &mut usize) {
    notice(&format!("{title}: no full text: {why}"));
    *n_missed += 1;
}

/// Shows the full text that the library has already; whether it has one.
fn turn(library: &mut Library, id: &ArticleId) -> Result<bool, Failure> {
    let failed = failed_on(library);
    let is_full = library.access() == Access::Full;
    match library.shows_full_text(id).map_err(&failed)? {
        Some(false) if is_full => {
            library.write(|batch| batch.turn_full_text(id)).map_err(&failed).map(|turned| turned.is_some())
        }
        known => Ok(known == Some(true)),
    }
}

fn keep(desk: &mut Desk, library: Option<&mut Library>, full: Article) -> Result<(), Failure> {
    if let Some(library) = library.filter(|library| library.access() == Access::Full) {
        let failed = failed_on(library);
        library.write(|batch| batch.keep_full_text(&full, lexicon::version())).map_err(&failed)?;
    }
    desk.store.insert(vec![full]);
    Ok(())
}

fn show(desk: &mut Desk, library: &Library, id: &ArticleId) -> Result<(), Failure> {
    let stored = library.article(id).map_err(failed_on(library))?;
    desk.store.insert(stored.map(|stored| stored.article).into_iter().collect());
    Ok(())
}
