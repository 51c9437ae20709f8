//! Where an article appears besides: of what several sources have, the names of the others, and their addresses.

use std::collections::HashMap;

use serde::Deserialize;

use super::{Library, Result};
use crate::article::{Article, Head, Link, LinkKind, Origin};
use crate::text::{Address, Clean};

/// A column on the table `articles a`: the appearances of an article that several sources have, or that stands at several
/// addresses, as a JSON list of [`Appearance`]. An article that is in one place, as most are, costs a look at the index.
pub(super) const ELSEWHERE: &str = "(SELECT json_group_array(json_array(
        coalesce(nullif(o.name, ''), nullif(o.title, ''), iif(o.kind = 'exec', 'exec', CAST(o.place AS TEXT))),
        p.url, p.source, p.key = a.key))
    FROM appearances p JOIN sources o ON o.id = p.source
    WHERE p.article = a.id AND (p.url NOT IN ('', a.url)
        OR EXISTS (SELECT 1 FROM appearances q WHERE q.article = a.id AND q.source <> p.source)))";

/// Where an article appears: the source's name, the address there, the source's number, and whether it has the article's
/// own id there, which the source has that had it first.
#[derive(Debug, Deserialize)]
struct Appearance(String, String, i64, i64);

impl Appearance {
    fn name(&self) -> String {
        Address::new(&self.0).map_or_else(|| self.0.clone(), |address| address.host().to_owned())
    }
}

impl Library {
    /// By the number of an article that appears more than once: its [`ELSEWHERE`].
    pub(super) fn elsewhere(&self) -> Result<HashMap<i64, String>> {
        let query = format!(
            "SELECT a.id, {ELSEWHERE} FROM articles a
             WHERE a.id IN (SELECT article FROM appearances GROUP BY article HAVING count(*) > 1)"
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// The article with where else it appears, as [`ELSEWHERE`] gives it.
pub(super) fn with_others(mut article: Article, others: &str) -> Article {
    for link in add_others(&mut article.origin, others) {
        if article.links.iter().all(|own| own.url != link.url) {
            article.links.push(link);
        }
    }
    article
}

/// The head of the same.
pub(super) fn head_with_others(mut head: Head, others: &str) -> Head {
    if !add_others(&mut head.origin, others).is_empty() {
        head.contents = head.contents.with_links();
    }
    head
}

/// Notes which other sources have an article; links to where it stands besides.
fn add_others(origin: &mut Origin, others: &str) -> Vec<Link> {
    if others == "[]" {
        return Vec::new();
    }
    let appearances: Vec<Appearance> = serde_json::from_str(others).unwrap_or_default();
    let first = appearances.iter().min_by_key(|one| (one.3 == 0, one.2)).map(|first| first.2);
    for appearance in appearances.iter().filter(|one| Some(one.2) != first) {
        let name = Clean::from(appearance.name());
        if origin.source.as_ref() != Some(&name) && !origin.also_in.contains(&name) {
            origin.also_in.push(name);
        }
    }
    let link = |appearance: &Appearance| {
        let url = Address::new(&appearance.1).filter(|url| origin.url.as_ref() != Some(url))?;
        Some(Link { kind: LinkKind::Alternate, ..Link::new(appearance.name(), url) })
    };
    appearances.iter().filter_map(link).collect()
}
