//! `newsdesk import`: the sources of a list of subscriptions.

use std::collections::HashSet;
use std::io;

use jiff::Timestamp;

use super::args::{Import, Sources};
use super::failure::Failure;
use super::library::{self, failed_on};
use super::output::notice;
use crate::import::opml::{Subscription, parse};
use crate::library::{NewSource, Origin, Seconds, Settings, Source, SourceId};
use crate::runtime::load::{STDIN, shown, what_went_wrong};
use crate::runtime::read::{self, Begun};
use crate::text::counted;

/// Adds what a list subscribes to. Sources that are there already stay as they are.
///
/// # Errors
/// No list, or a library that cannot be written.
pub fn import(args: &Import, sources: &Sources) -> Result<(), Failure> {
    let path = shown(&args.file);
    let content = if args.file.as_os_str() == STDIN {
        read::begin(io::stdin().lock()).and_then(Begun::whole)
    } else {
        read::open(&args.file).and_then(Begun::whole)
    };
    let content = content.map_err(|error| Failure::Input(format!("{path}: {}", what_went_wrong(&error))))?;
    let list = parse(&content.bytes);
    list.problems.iter().for_each(|problem| notice(&format!("{path}: {}: {}", problem.place, problem.what)));
    if list.subscriptions.is_empty() {
        return Err(Failure::Input(format!("{path}: no subscriptions")));
    }
    let mut library = library::existing_or_new(sources)?;
    let failed = failed_on(&library);
    let now = Timestamp::now().as_second();
    let known: HashSet<SourceId> = library.sources().map_err(&failed)?.iter().map(|source| source.id).collect();
    let n_listed = list.subscriptions.len();
    let added = library.write(|batch| {
        let mut n_added = 0;
        for subscription in list.subscriptions {
            let (new, title, site) = source(subscription);
            let id = batch.add_source(&new, now)?;
            if !known.contains(&id) {
                n_added += 1;
                batch.update_source(&whole(id, new, title, site, now))?;
            }
        }
        Ok(n_added)
    });
    let n_added: usize = added.map_err(&failed)?;
    let known = if n_listed > n_added { format!(", {} known before", n_listed - n_added) } else { String::new() };
    notice(&format!("{} added{known}; newsdesk refresh asks them", counted(n_added, "source", "sources")));
    Ok(())
}

/// The source of a subscription, and what it calls itself and its page.
fn source(subscription: Subscription) -> (NewSource, String, String) {
    let Subscription { address, is_page, name, title, site, folder, tags, interval, full_text, user_agent } =
        subscription;
    let origin = if is_page { Origin::Page(address) } else { Origin::Feed(address) };
    let settings = Settings { interval, full_text, user_agent, ..Settings::default() };
    (NewSource { origin, name, folder, tags, settings }, title, site)
}

/// A source that was just added, with what the list knows of it.
fn whole(id: SourceId, new: NewSource, title: String, site: String, added: Seconds) -> Source {
    let NewSource { origin, name, folder, tags, settings } = new;
    Source { id, origin, name, title, site, folder, tags, settings, hidden: false, added }
}
