//! The library: where it is, what is in it, whether all of it is whole. One that is damaged stays where it is, unless it
//! is to be mended.

use serde_json::{Value, json};

use super::super::args::Sources;
use super::super::library::{failed_on, path};
use super::Failure;
use super::around::Fact;
use crate::library::{self, Access, Library, LibraryError, SCHEMA};
use crate::runtime::library::{self as opening, Opened, Refused};
use crate::text::counted;

/// What is wrong with a library, for the last line.
const DAMAGED: &str = "the library is damaged";

/// All that is to be told of it; where it is damaged and `is_mended`, also what could be taken over into a new one.
///
/// # Errors
/// [`Failure::Library`] where it can be opened and not be read, and where it cannot be mended.
pub fn facts(sources: &Sources, is_mended: bool) -> Result<Vec<Fact>, Failure> {
    let Some(path) = path(sources) else {
        return Ok(vec![Fact::new("file", "none: HOME is not set", "file", Value::Null)]);
    };
    let shown = path.display().to_string();
    let mut facts = vec![Fact::new("file", shown.as_str(), "file", shown.as_str())];
    if !path.exists() {
        let none = "none yet: it is made when something is to be kept";
        facts.push(Fact::new("articles", none, "articles", Value::Null));
        return Ok(facts);
    }
    let damage = match opening::open_as_it_is(&path) {
        Ok(opened) => {
            facts.extend(counts(&opened.library).map_err(failed_on(&opened.library))?);
            opened.library.check().unwrap_or_else(|why| vec![in_words(why)])
        }
        Err(Refused { why: LibraryError::Damaged(what), .. }) => vec![what],
        Err(refused) => {
            let (words, why) = (refused.to_string(), json!([refused.why.to_string()]));
            facts
                .push(Fact::new("state", format!("of no use: {words}"), "damage", why).but("the library is of no use"));
            return Ok(facts);
        }
    };
    if let (true, Some(what)) = (is_mended, damage.first()) {
        let mended = opening::set_aside(&path, what);
        let Opened { library, told } = mended.map_err(|why| Failure::Library(format!("the library {shown}: {why}")))?;
        facts.truncate(1);
        facts.extend(counts(&library).map_err(failed_on(&library))?);
        facts.push(Fact::new("mended", told.clone().unwrap_or_default(), "mended", json!(told)));
        return Ok(facts);
    }
    facts.extend(state(&damage));
    Ok(facts)
}

fn in_words(why: LibraryError) -> String {
    match why {
        LibraryError::Damaged(what) => what,
        why => why.to_string(),
    }
}

fn counts(library: &Library) -> library::Result<Vec<Fact>> {
    let sources = library.sources()?;
    let n_hidden = sources.iter().filter(|source| source.hidden).count();
    let hidden = if n_hidden == 0 { String::new() } else { format!(", {n_hidden} of them hidden") };
    let n_articles = library.n_articles()?;
    let shown = counted(usize::try_from(n_articles).unwrap_or(0), "article", "articles");
    let [n_read, n_starred, n_later] = library.count_marks()?;
    let marks = format!("{n_read} read, {n_starred} starred, {n_later} for later");
    let mut facts = vec![
        Fact::new("sources", counted(sources.len(), "source", "sources") + &hidden, "sources", sources.len()),
        Fact::new("articles", shown, "articles", n_articles),
        Fact::new("marks", marks, "marks", json!({ "read": n_read, "starred": n_starred, "later": n_later })),
        Fact::new("schema", SCHEMA.to_string(), "schema", SCHEMA),
    ];
    if library.access() == Access::ReadOnly {
        let words = "for reading alone: nothing can be written there";
        facts.push(Fact::new("access", words, "access", "read-only"));
    }
    Ok(facts)
}

/// Whether it is whole; of one that is not every damage, and what helps.
fn state(damage: &[String]) -> Vec<Fact> {
    let Some((first, others)) = damage.split_first() else {
        return vec![Fact::new("state", "whole: every page and every row was looked at", "damage", json!([]))];
    };
    let first = Fact::new("damage", first.as_str(), "damage", json!(damage));
    let help = "newsdesk doctor --mend: it is set aside, and what can be read of it is taken over into a new one";
    let mut facts = vec![first.but(DAMAGED)];
    facts.extend(others.iter().map(|line| Fact::in_words("", line.as_str())));
    facts.push(Fact::in_words("to do", help));
    facts
}
