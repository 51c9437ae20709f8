//! The library: where it is, what is in it, whether all of it is whole. One that is damaged stays where it is.

use serde_json::{Value, json};

use super::super::args::Sources;
use super::super::failure::Failure;
use super::super::library::{failed_on, path};
use super::around::Fact;
use crate::library::{self, Access, Library, SCHEMA};
use crate::text::counted;

/// What can be told of the library.
///
/// # Errors
/// Where it opens and cannot be read.
pub(super) fn facts(sources: &Sources) -> Result<Vec<Fact>, Failure> {
    let Some(path) = path(sources) else {
        return Ok(vec![Fact::new("file", "none: HOME is not set", "path", Value::Null)]);
    };
    let mut facts = vec![Fact::new("file", path.display().to_string(), "path", path.display().to_string())];
    if !path.exists() {
        facts.push(Fact::new("articles", "none yet: it is made when something is to be kept", "articles", 0));
        return Ok(facts);
    }
    match Library::open(&path).or_else(|_| Library::open_read_only(&path)) {
        Ok(library) => {
            facts.extend(content(&library).map_err(failed_on(&library))?);
            facts.push(state(&library));
        }
        Err(why) => facts.push(damaged(format!("of no use: {why}"), json!([why.to_string()]))),
    }
    Ok(facts)
}

fn content(library: &Library) -> library::Result<Vec<Fact>> {
    let sources = library.sources()?;
    let n_hidden = sources.iter().filter(|source| source.hidden).count();
    let hidden = if n_hidden == 0 { String::new() } else { format!(", {n_hidden} of them hidden") };
    let n_articles = library.n_articles()?;
    let articles = counted(usize::try_from(n_articles).unwrap_or(0), "article", "articles");
    let [n_read, n_starred, n_later] = library.count_marks()?;
    let marks = json!({ "read": n_read, "starred": n_starred, "later": n_later });
    let (access, words) = match library.access() {
        Access::Full => ("full", "reading and writing"),
        Access::ReadOnly => ("read", "for reading alone: nothing can be written there"),
    };
    Ok(vec![
        Fact::new("sources", counted(sources.len(), "source", "sources") + &hidden, "sources", sources.len()),
        Fact::new("articles", articles, "articles", n_articles),
        Fact::new("marks", format!("{n_read} read, {n_starred} starred, {n_later} for later"), "marks", marks),
        Fact::new("schema", SCHEMA.to_string(), "schema", SCHEMA),
        Fact::new("access", words, "access", access),
    ])
}

fn state(library: &Library) -> Fact {
    let wrong = library.check().unwrap_or_else(|why| vec![why.to_string()]);
    if wrong.is_empty() {
        return Fact::new("state", "whole: every page and every row was looked at", "damage", json!([]));
    }
    let words =
        format!("damaged: {}; open it: it is set aside, and what can be read of it is taken over", wrong.join("; "));
    damaged(words, json!(wrong))
}

fn damaged(words: String, what: Value) -> Fact {
    let mut fact = Fact::new("state", words, "damage", what);
    fact.failure = Some("the library is damaged");
    fact
}
