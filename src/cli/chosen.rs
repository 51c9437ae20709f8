//! Sources as they are named on the command line: by address, path, name or number.

use std::path::Path;

use super::failure::Failure;
use crate::library::{Origin, Source};
use crate::store::query::nearest;

/// The sources that `words` name.
///
/// # Errors
/// [`Failure::Usage`] for a word that names none, or several by the same name.
pub fn chosen<'s>(words: &[String], sources: &'s [Source]) -> Result<Vec<&'s Source>, Failure> {
    let mut chosen: Vec<&Source> = Vec::new();
    for word in words {
        let source = one(word, sources)?;
        if !chosen.contains(&source) {
            chosen.push(source);
        }
    }
    Ok(chosen)
}

fn one<'s>(word: &str, sources: &'s [Source]) -> Result<&'s Source, Failure> {
    let at_path = |source: &&Source| match &source.origin {
        Origin::File(path) | Origin::Folder(path) => {
            std::path::absolute(Path::new(word)).is_ok_and(|typed| typed == *path)
        }
        Origin::Page(address) | Origin::Feed(address) => same_address(address, word),
        Origin::Exec(_) => source.origin.to_string() == word,
    };
    let by_number = |source: &&Source| word.parse() == Ok(source.id);
    let by_name = |source: &&Source| source.shown_name().to_lowercase() == word.to_lowercase();
    let rules: [&dyn Fn(&&Source) -> bool; 3] = [&at_path, &by_number, &by_name];
    for rule in rules {
        let found: Vec<&Source> = sources.iter().filter(rule).collect();
        match found.as_slice() {
            [] => {}
            [source] => return Ok(source),
            several => {
                let message = format!("{} sources are called `{word}`", several.len());
                return Err(Failure::usage(message, several[0].origin.to_string()));
            }
        }
    }
    let names: Vec<String> = sources.iter().map(Source::shown_name).collect();
    let hint = nearest(word, names.iter().map(String::as_str)).unwrap_or("newsdesk sources");
    Err(Failure::usage(format!("there is no source `{word}`"), hint))
}

/// Whether what was typed is an address, but for a slash at its end.
fn same_address(address: &str, typed: &str) -> bool {
    address.trim_end_matches('/') == typed.trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Settings;
    use crate::text::Address;

    fn source(id: i64, origin: Origin, name: &str) -> Source {
        let (name, title, site, folder) = (name.to_owned(), String::new(), String::new(), String::new());
        Source {
            id,
            origin,
            name,
            title,
            site,
            folder,
            tags: Vec::new(),
            settings: Settings::default(),
            hidden: false,
            added: 0,
        }
    }

    #[test]
    fn a_source_is_named_in_several_ways() {
        let feed = |address| Origin::Feed(Address::new(address).unwrap());
        let sources = [
            source(1, feed("https://a.example/feed"), "One"),
            source(2, Origin::Exec(vec!["fetch".to_owned(), "a b".to_owned()]), "Two"),
            source(3, Origin::Folder("/briefings".into()), "Two"),
            source(4, feed("https://b.example/"), ""),
        ];
        for (word, expected) in [
            ("https://a.example/feed", Some(1)),
            ("one", Some(1)),
            ("exec:fetch 'a b'", Some(2)),
            ("/briefings", Some(3)),
            ("/briefings/", Some(3)),
            ("https://b.example", Some(4)),
            ("3", Some(3)),
            ("two", None),
            ("three", None),
        ] {
            let found = chosen(&[word.to_owned()], &sources).ok().map(|found| found[0].id);
            assert_eq!(found, expected, "{word}");
        }
        assert_eq!(chosen(&["one".to_owned(), "1".to_owned()], &sources).unwrap().len(), 1);
    }
}
