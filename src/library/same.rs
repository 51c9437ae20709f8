//! When two articles are one: from two sources, under another id, at an address with tracking in it, with small edits.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::article::Article;
use crate::text::Address;

/// Parts of a query that say where a reader came from and not what is read; those that begin so.
const TRACKING: [&str; 12] =
    ["utm_", "at_", "mc_", "fbclid", "gclid", "dclid", "msclkid", "igshid", "cmpid", "ncid", "_hs", "ref_src"];

/// Words that are taken together when two texts are compared: enough for them not to meet by chance.
const SHINGLE: usize = 3;

/// Of the stretches of words that either text has, those that both have, in hundredths: texts of which every twentieth
/// word is another have two thirds.
const ALIKE: usize = 60;

/// Texts of fewer words are compared word by word.
const SHORT: usize = 8;

/// What two articles have in common that are one, to be looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Likeness {
    /// The address without what differs from reader to reader; empty where it names no single article.
    pub address: String,
    /// The title's letters and digits, in lower case.
    pub title: String,
}

impl Likeness {
    /// Of an article.
    pub(super) fn of(article: &Article) -> Self {
        let title = article.title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Self { address: article.origin.url.as_ref().map(address).unwrap_or_default(), title }
    }
}

/// Whether two articles with the same address or the same title are one.
pub(super) fn is_same(one: &Article, other: &Article) -> bool {
    let (ours, theirs) = (Likeness::of(one), Likeness::of(other));
    let is_same_place = !ours.address.is_empty() && ours.address == theirs.address;
    if is_same_place && ours.title == theirs.title {
        return true;
    }
    (is_same_place || is_same_time(one, other)) && are_alike(&one.text(), &other.text())
}

/// Whether both may be of one day, or the next: the clocks of publishers differ.
fn is_same_time(one: &Article, other: &Article) -> bool {
    let (Some(one), Some(other)) = (one.origin.published, other.origin.published) else { return true };
    let days = one.date().until(other.date()).map_or(i32::MAX, |span| span.get_days().abs());
    days <= 1
}

fn are_alike(one: &str, other: &str) -> bool {
    let (one, other) = (shingles(one), shingles(other));
    let n_both = one.intersection(&other).count();
    let n_either = one.len() + other.len() - n_both;
    n_either > 0 && n_both * 100 >= n_either * ALIKE
}

fn shingles(text: &str) -> HashSet<u64> {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let n_words = if words.len() < SHORT { 1 } else { SHINGLE };
    let hash = |words: &[String]| {
        let mut hasher = DefaultHasher::new();
        words.hash(&mut hasher);
        hasher.finish()
    };
    words.windows(n_words).map(hash).collect()
}

/// An address without its scheme, `www.`, tracking, fragment and last slash.
fn address(address: &Address) -> String {
    let text = address.as_str();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let text = text.split_once('#').map_or(text, |(before, _)| before);
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let path = path.strip_prefix("www.").unwrap_or(path).trim_end_matches('/');
    let is_tracking = |part: &&str| TRACKING.iter().any(|start| part.starts_with(start));
    let query: Vec<&str> = query.split('&').filter(|part| !part.is_empty() && !is_tracking(part)).collect();
    match (path.contains('/'), query.is_empty()) {
        (false, true) => String::new(), // a whole site
        (_, true) => path.to_owned(),
        (_, false) => format!("{path}?{}", query.join("&")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleId, Block, Section, SectionKind};

    fn article(title: &str, url: &str, day: &str, text: &str) -> Article {
        let mut article = Article::new(ArticleId("x".to_owned()), title);
        article.origin.url = Address::new(url);
        article.origin.published = day.parse().ok();
        let blocks = vec![Block::paragraph(text)];
        article.sections = vec![Section { blocks, ..Section::new(SectionKind::Body) }];
        article
    }

    #[test]
    fn addresses_lose_what_differs_from_reader_to_reader() {
        for (url, expected) in [
            ("https://www.example.org/a/?utm_source=x&id=7&fbclid=y#top", "example.org/a?id=7"),
            ("http://example.org/a", "example.org/a"),
            ("https://example.org/a/?utm_medium=rss", "example.org/a"),
            ("https://example.org/", ""),
            ("https://example.org/?p=12", "example.org?p=12"),
        ] {
            assert_eq!(address(&Address::new(url).unwrap()), expected, "{url}");
        }
    }

    #[test]
    fn articles_are_one_by_place_and_title_or_by_their_words() {
        let text = "The laboratory has asked the foundry for chips of its own, and the first of them are due in spring \
                    next year, as two people say who know of the talks but may not speak of them in public.";
        let edited = text.replace("next year", "of next year");
        let other = "Nothing of this is in the other story, which is about a bill on the export of weights and has as \
                     many words as the first one so that it is not told apart by its length alone.";
        let one = article("Chips", "https://example.org/chips?utm_source=a", "2026-07-06", text);
        for (title, url, day, text, expected) in [
            ("Chips", "https://example.org/chips", "2026-07-06", other, true),
            ("Chips, corrected", "https://example.org/chips/", "2026-07-06", edited.as_str(), true),
            ("Another story of the page", "https://example.org/chips", "2026-07-06", other, false),
            ("Chips", "https://example.com/42", "2026-07-07", edited.as_str(), true),
            ("Chips", "https://example.com/42", "2026-07-06", other, false),
            ("Chips", "https://example.com/42", "2026-03-01", text, false),
        ] {
            assert_eq!(is_same(&one, &article(title, url, day, text)), expected, "{title} {url} {day}");
        }
    }
}
