//! `newsdesk mark`: what the reader did with stories, done from outside.

use super::args::{Mark, Sources};
use super::desk::{self, Desk};
use super::failure::Failure;
use super::library;
use super::output::notice;
use crate::article::{ArticleId, ReadingChange, Turn};
use crate::store::StoryIdx;
use crate::text::counted;

/// Marks the stories of a query and says how many changed. When it returns, they are on the disk.
///
/// # Errors
/// A bad query, sources or a library that cannot be read, or nothing that matches.
pub fn mark(args: &Mark, sources: &Sources) -> Result<(), Failure> {
    if args.query.iter().all(|word| word.trim().is_empty()) {
        // a script's variable that nobody has set
        return Err(Failure::usage("an empty query would mark every story", "newsdesk mark read is:unread"));
    }
    let query = desk::query(&args.query)?;
    let mut desk = Desk::open(sources)?;
    let rows = desk.select(&query).rows;
    if rows.is_empty() {
        return Err(desk.nothing("no story matches"));
    }
    let name = args.mark.words();
    let turns = change(&desk, &rows, &args.mark.change());
    keep(&name, &turns, sources)?;
    let known = match rows.len() - turns.len() {
        0 => String::new(),
        n_known => format!(", {} so before", if n_known == 1 { "1 was".to_owned() } else { format!("{n_known} were") }),
    };
    notice(&format!("{} marked: {name}{known}", counted(turns.len(), "story", "stories")));
    desk.end()
}

/// What `change` changes of stories, each that is not so already.
pub fn change(desk: &Desk, rows: &[StoryIdx], change: &ReadingChange) -> Vec<Turn> {
    let turns = rows.iter().filter_map(|idx| {
        let before = desk.store.reading(*idx);
        Turn::between(ArticleId(desk.store.id(*idx).to_owned()), &before, &before.with(change))
    });
    turns.collect()
}

/// Keeps what was changed, so that the reader can undo it.
///
/// # Errors
/// [`Failure::Library`] where it cannot be written.
pub fn keep(what: &str, turns: &[Turn], sources: &Sources) -> Result<(), Failure> {
    if turns.is_empty() {
        return Ok(());
    }
    let mut library = library::existing_or_new(sources)?;
    let failed = library::failed_on(&library);
    let kept = library.write(|batch| {
        turns.iter().try_for_each(|turn| batch.set_state(&turn.article, &turn.after()))?;
        batch.note_change(what, turns)
    });
    kept.map(drop).map_err(failed)
}
