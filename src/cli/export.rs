//! `newsdesk export`: the sources as a list of subscriptions.

use super::args::Sources;
use super::failure::Failure;
use super::library::{self, failed_on};
use super::output::{Output, notice};
use crate::import::opml::{Subscription, print};
use crate::library::{Origin, Source};
use crate::text::counted;

/// Prints the sources that are on the web.
///
/// # Errors
/// A library that cannot be read, or that has no sources.
pub fn export(sources: &Sources, out: &mut Output) -> Result<(), Failure> {
    let none = || Failure::NothingMatched("there are no sources".to_owned());
    let library = library::existing(sources)?.ok_or_else(none)?;
    let mut all = library.sources().map_err(failed_on(&library))?;
    all.retain(|source| !source.hidden);
    if all.is_empty() {
        return Err(none());
    }
    let n_all = all.len();
    let subscriptions: Vec<Subscription> = all.into_iter().filter_map(subscription).collect();
    let n_left = n_all - subscriptions.len();
    out.write(&print(&subscriptions))?;
    if n_left > 0 {
        notice(&format!(
            "{} left out: files, folders and commands mean nothing elsewhere",
            counted(n_left, "source", "sources")
        ));
    }
    Ok(())
}

fn subscription(source: Source) -> Option<Subscription> {
    let (is_page, address) = match &source.origin {
        Origin::Page(address) => (true, address.clone()),
        Origin::Feed(address) => (false, address.clone()),
        Origin::File(_) | Origin::Folder(_) | Origin::Exec(_) => return None,
    };
    Some(Subscription {
        address,
        is_page,
        name: source.name,
        title: source.title,
        site: source.site,
        folder: source.folder,
        tags: source.tags,
        interval: source.settings.interval,
        full_text: source.settings.full_text,
        user_agent: source.settings.user_agent,
    })
}
