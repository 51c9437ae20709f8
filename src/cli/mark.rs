//! `newsdesk mark`: what the reader did with stories, done from outside.

use super::args::{As, Mark, Sources};
use super::desk::{self, Desk};
use super::failure::Failure;
use super::library;
use super::output::notice;
use crate::article::{ArticleId, Marks, ReadingChange, Turn};
use crate::text::counted;

/// Marks the stories of a query and says how many changed. When it returns, they are on the disk.
///
/// # Errors
/// A bad query, sources or a library that cannot be read, or nothing that matches.
pub fn mark(args: &Mark, sources: &Sources) -> Result<(), Failure> {
    let query = desk::query(&args.query)?;
    let mut desk = Desk::open(sources)?;
    let rows = desk.select(&query).rows;
    if rows.is_empty() {
        return Err(desk.nothing("no story matches"));
    }
    let turns = rows.iter().map(|idx| {
        let before = desk.store.marks(*idx);
        Turn { article: ArticleId(desk.store.id(*idx).to_owned()), before, after: marked(before, args.mark) }
    });
    let turns: Vec<Turn> = turns.filter(|turn| turn.before != turn.after).collect();
    let name = args.mark.words();
    if !turns.is_empty() {
        let mut library = library::existing_or_new(sources)?;
        let failed = library::failed_on(&library);
        let kept = library.write(|batch| {
            for turn in &turns {
                batch.set_state(&turn.article, &ReadingChange::between(turn.before, turn.after))?;
            }
            batch.note_change(name, &turns)
        });
        kept.map_err(failed)?;
    }
    let known = match rows.len() - turns.len() {
        0 => String::new(),
        n_known => format!(", {} so before", if n_known == 1 { "1 was".to_owned() } else { format!("{n_known} were") }),
    };
    notice(&format!("{} marked: {name}{known}", counted(turns.len(), "story", "stories")));
    desk.end()
}

fn marked(marks: Marks, how: As) -> Marks {
    match how {
        As::Read => Marks { read: true, ..marks },
        As::Unread => Marks { read: false, ..marks },
        As::Starred => Marks { starred: true, ..marks },
        As::Unstarred => Marks { starred: false, ..marks },
        As::Later => Marks { later: true, ..marks },
        As::NotLater => Marks { later: false, ..marks },
    }
}
