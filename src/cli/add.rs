//! `newsdesk add`: sources, and what is behind the addresses that people know.

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::args::{self, Add, Sources};
use super::failure::Failure;
use super::library::{self, failed_on};
use super::output::notice;
use super::refresh::ask;
use crate::import::discover::Feed;
use crate::library::{Library, NewSource, Origin, Settings, Source, SourceId};
use crate::runtime::fetch::{Client, Limits, Request, Supplies};
use crate::runtime::find::{Found, find};
use crate::runtime::load::STDIN;
use crate::runtime::refresh::Failed;
use crate::runtime::refresh::keep::Choice;
use crate::text::{Address, Clean, Doubt, counted};

/// Addresses that are read from standard input at most.
const MAX_PLACES: usize = 100_000;

/// What begins a command.
const EXEC: &str = "exec:";

/// Adds sources, says what was found, and asks them.
///
/// # Errors
/// Wrong use, a library that cannot be written, and places that are no sources.
pub fn add(args: &Add, sources: &Sources) -> Result<(), Failure> {
    let places = places(&args.places)?;
    if args.name.is_some() && places.len() != 1 {
        return Err(Failure::usage("--name is for one source", "newsdesk add --name NAME ADDRESS"));
    }
    let mut library = library::existing_or_new(sources)?;
    let supplies = Supplies::new(Limits::default());
    let mut client = Client::new(supplies.clone());
    let (mut added, mut n_failed) = (Vec::new(), 0);
    for place in &places {
        let origins = origins(place, args, &mut client);
        match origins {
            Ok(origins) => added.extend(keep(&mut library, origins, args)?),
            Err(Missed::Usage(failure)) => return Err(failure),
            Err(Missed::Place(why)) => {
                notice(&why);
                n_failed += 1;
            }
        }
    }
    if added.is_empty() {
        return Err(Failure::Input("nothing was added".to_owned()));
    }
    ask(&mut library, &Choice::These(added), &supplies)?;
    match n_failed {
        0 => Ok(()),
        n_failed => Err(Failure::SomeUnreadable { n_failed, n_sources: places.len() }),
    }
}

/// Why a place gave no source.
enum Missed {
    /// It cannot have been meant.
    Usage(Failure),
    /// There is none; why.
    Place(String),
}

/// What was typed, and the lines of standard input where that is meant.
fn places(typed: &[String]) -> Result<Vec<String>, Failure> {
    let mut places = Vec::new();
    for place in typed {
        if place != STDIN {
            places.push(place.clone());
            continue;
        }
        for line in io::stdin().lock().lines().take(MAX_PLACES) {
            let line = line.map_err(|error| Failure::Input(format!("standard input: {error}")))?;
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                places.push(line.to_owned());
            }
        }
    }
    Ok(places)
}

/// What a place is.
fn origins(place: &str, args: &Add, client: &mut Client) -> Result<Vec<Origin>, Missed> {
    if let Some(command) = place.strip_prefix(EXEC) {
        let words = args::words(command);
        let usage =
            |what| Missed::Usage(Failure::usage(format!("{place}: {what}"), "newsdesk add 'exec:COMMAND WORDS'"));
        return words.map(|words| vec![Origin::Exec(words.0)]).map_err(usage);
    }
    if place.trim().is_empty() {
        return Err(Missed::Usage(Failure::usage("an empty word is no source", "newsdesk add example.org/feed.xml")));
    }
    let path = Path::new(place);
    if !place.contains("://") && path.exists() {
        let path = std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(place));
        return Ok(vec![if path.is_dir() { Origin::Folder(path) } else { Origin::File(path) }]);
    }
    let address =
        address(place).ok_or_else(|| Missed::Place(format!("{place}: no such file or folder, and no address")))?;
    if address.doubt() == Some(Doubt::User) {
        let what = format!("{}: a login in an address is neither sent nor kept", address.host());
        return Err(Missed::Usage(Failure::usage(
            what,
            "newsdesk add --login-file FILE ADDRESS, with NAME:PASSWORD in FILE",
        )));
    }
    if args.page {
        return Ok(vec![Origin::Page(address)]);
    }
    behind(&address, args, client).map_err(|why| Missed::Place(format!("{address}: {why}")))
}

/// The address that was typed, perhaps without its beginning as people do.
fn address(place: &str) -> Option<Address> {
    let is_host = place.split('/').next().is_some_and(|host| host.contains('.') && !host.starts_with('.'));
    let whole = if place.contains("://") || !is_host { place.to_owned() } else { format!("https://{place}") };
    Address::new(&whole)
}

/// The feeds behind an address, and in words what was found.
fn behind(address: &Address, args: &Add, client: &mut Client) -> Result<Vec<Origin>, String> {
    let settings = args.asking.settings();
    let request = Request { user_agent: settings.user_agent, secret: settings.secret, ..Request::new(address.clone()) };
    match find(client, &request).map_err(|error| Failed::from(&error).to_string())? {
        Found::Feed(feed) => {
            if feed != *address {
                notice(&format!("{address}: moved for good to {feed}"));
            }
            Ok(vec![Origin::Feed(feed)])
        }
        Found::Page { feeds, .. } if feeds.is_empty() => {
            Err("a page without a feed; --page takes the page itself as a source".to_owned())
        }
        Found::Page { feeds, .. } => {
            let n_taken = if args.all { feeds.len() } else { 1 };
            tell_feeds(address, &feeds, n_taken);
            Ok(feeds.into_iter().take(n_taken).map(|feed| Origin::Feed(feed.address)).collect())
        }
    }
}

fn tell_feeds(page: &Address, feeds: &[Feed], n_taken: usize) {
    notice(&format!("{page}: a page with {}", counted(feeds.len(), "feed", "feeds")));
    for (n, Feed { address, title }) in feeds.iter().enumerate() {
        let (sign, title) = (if n < n_taken { "+" } else { " " }, title.as_str());
        notice(format!("{sign} {address}  {title}").trim_end());
    }
    if n_taken < feeds.len() {
        notice("the first is added; --all adds all of them, and each can be added by its address");
    }
}

/// Puts the sources into the library and says which are new; the numbers of all of them.
fn keep(library: &mut Library, origins: Vec<Origin>, args: &Add) -> Result<Vec<SourceId>, Failure> {
    let failed = failed_on(library);
    let now = Timestamp::now().as_second();
    let mut ids = Vec::new();
    for origin in origins {
        let known = library.source_of(&origin).map_err(&failed)?;
        let clean = |text: &str| Clean::from(text).to_string();
        let new = NewSource {
            name: args.name.as_deref().map(clean).unwrap_or_default(),
            folder: clean(&args.folder).trim_matches('/').to_owned(),
            tags: args.tags.iter().map(|tag| clean(tag)).filter(|tag| !tag.is_empty()).collect(),
            settings: args.asking.settings(),
            origin,
        };
        let changed = known.as_ref().and_then(|known| changed(known, &new));
        let added = library.write(|batch| {
            let id = batch.add_source(&new, now)?;
            changed.iter().try_for_each(|changed| batch.update_source(changed))?;
            Ok(id)
        });
        ids.push(added.map_err(&failed)?);
        let what = match (&known, changed) {
            (None, _) => "added",
            (Some(known), _) if known.hidden => "was removed, and is asked again",
            (Some(_), Some(_)) => "is a source already, and has what you say from now on",
            (Some(_), None) => "is a source already, and stays as it is",
        };
        notice(&format!("{}: {what}", new.origin));
    }
    Ok(ids)
}

/// A source that is there already, with what is said of it now; nothing where that is as it was.
fn changed(known: &Source, new: &NewSource) -> Option<Source> {
    let mut source = Source { hidden: false, ..known.clone() };
    let given = |own: &mut String, new: &String| {
        if !new.is_empty() {
            own.clone_from(new);
        }
    };
    given(&mut source.name, &new.name);
    given(&mut source.folder, &new.folder);
    for tag in &new.tags {
        if !source.tags.contains(tag) {
            source.tags.push(tag.clone());
        }
    }
    let (own, new) = (source.settings, new.settings.clone());
    source.settings = Settings {
        interval: new.interval.or(own.interval),
        full_text: new.full_text.or(own.full_text),
        user_agent: new.user_agent.or(own.user_agent),
        secret: new.secret.or(own.secret),
    };
    let is_other = source != Source { hidden: false, ..known.clone() };
    is_other.then_some(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_lack_its_beginning() {
        for (typed, expected) in [
            ("example.org/blog", Some("https://example.org/blog")),
            ("http://example.org", Some("http://example.org")),
            ("./feed.xml", None),
            ("../a.b", None),
            ("notes", None),
            ("ftp://example.org/feed", None),
            ("file:///etc/passwd", None),
        ] {
            assert_eq!(address(typed).as_ref().map(Address::as_str), expected, "{typed}");
        }
    }
}
