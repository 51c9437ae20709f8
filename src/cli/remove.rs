//! `newsdesk remove`: sources taken out of sight, or deleted after it was said what goes.

use std::io::{self, BufRead, IsTerminal, Write};

use super::args::{Remove, Sources};
use super::chosen::chosen;
use super::failure::Failure;
use super::library::{self, failed_on};
use super::output::notice;
use crate::library::{Library, Source};
use crate::text::counted;

/// Removes sources.
///
/// # Errors
/// A source that is none, or a library that cannot be written.
pub fn remove(args: &Remove, sources: &Sources) -> Result<(), Failure> {
    let none = || Failure::usage("there are no sources", "newsdesk sources");
    let mut library = library::existing(sources)?.ok_or_else(none)?;
    let all = library.sources().map_err(failed_on(&library))?;
    let chosen = chosen(&args.sources, &all)?;
    if args.erase { erase(&mut library, &chosen, args.yes) } else { hide(&mut library, &chosen) }
}

fn hide(library: &mut Library, sources: &[&Source]) -> Result<(), Failure> {
    let failed = failed_on(library);
    let hidden = library.write(|batch| {
        sources.iter().try_for_each(|source| batch.update_source(&Source { hidden: true, ..(*source).clone() }))
    });
    hidden.map_err(failed)?;
    for source in sources {
        notice(&format!("{}: removed; its stories stay, and newsdesk add brings it back", source.shown_name()));
    }
    Ok(())
}

fn erase(library: &mut Library, sources: &[&Source], is_sure: bool) -> Result<(), Failure> {
    let failed = failed_on(library);
    for source in sources {
        let n_articles = library.n_articles_of(source.id).map_err(&failed)?;
        let stories = counted(usize::try_from(n_articles).unwrap_or(0), "story", "stories");
        notice(&format!(
            "{} ({}): {stories}, of which stay those of other sources, with a star, for later or with a note",
            source.shown_name(),
            source.origin
        ));
    }
    if !is_sure && !is_confirmed()? {
        notice("nothing is deleted");
        return Ok(());
    }
    for source in sources {
        let n_erased = library.write(|batch| batch.erase_source(source.id)).map_err(&failed)?;
        notice(&format!("{}: deleted with {}", source.shown_name(), counted(n_erased, "story", "stories")));
    }
    Ok(())
}

/// Asks whoever sits there.
fn is_confirmed() -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::usage("nobody is there to be asked", "newsdesk remove --erase --yes SOURCE"));
    }
    let mut errors = io::stderr().lock();
    // where nobody sees the question, the answer is no all the same
    let _ = write!(errors, "Delete? [y/N] ").and_then(|()| errors.flush());
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
