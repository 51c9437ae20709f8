//! `newsdesk note`: the reader's note on a story, printed or written.

use std::io::{self, Read};
use std::path::Path;

use super::args::{Note, Sources};
use super::desk::Desk;
use super::failure::Failure;
use super::output::{Output, notice};
use super::{mark, show};
use crate::article::{ReadingChange, note as clean};
use crate::runtime::load::STDIN;

/// The most that is read of a note: a book has as much.
const MAX_BYTES: u64 = 1024 * 1024;

/// Prints the note on a story, or writes it. When it returns, it is on the disk.
///
/// # Errors
/// No such story, no note to print, or what cannot be read or written.
pub fn note(args: &Note, sources: &Sources, out: &mut Output) -> Result<(), Failure> {
    let is_piped = args.text == [STDIN];
    if is_piped && sources.from.iter().any(|path| path == Path::new(STDIN)) {
        let message = "standard input cannot hold both the note and the stories";
        return Err(Failure::usage(message, "newsdesk note ID TEXT"));
    }
    let desk = Desk::open(sources)?;
    let Some(story) = show::find(&desk, &args.id)? else {
        return Err(desk.nothing(format!("no story has the id {}", args.id)));
    };
    let before = desk.store.reading(story).note;
    if args.text.is_empty() {
        if before.is_empty() {
            return Err(desk.nothing("there is no note on this story"));
        }
        out.write(&format!("{before}\n"))?;
        return desk.end();
    }
    let text = if is_piped { read()? } else { args.text.join(" ") };
    let text = if args.append && !before.is_empty() { format!("{before}\n{text}") } else { text };
    let text = clean(&text);
    let what = if text.is_empty() { "note removed" } else { "note kept" };
    let turns = mark::change(&desk, &[story], &ReadingChange { note: Some(text), ..ReadingChange::default() });
    mark::keep(what, &turns, sources)?;
    let title = desk.store.head(story).title;
    notice(&format!("{}: {title}", if turns.is_empty() { "the note is as it was" } else { what }));
    desk.end()
}

fn read() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::Input(format!("standard input: {error}")))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::Input("standard input: longer than a note can be, 1 MB".to_owned()));
    }
    String::from_utf8(bytes).map_err(|_| Failure::Input("standard input: not in UTF-8".to_owned()))
}
