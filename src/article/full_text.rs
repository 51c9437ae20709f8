//! The full text of a story that its feed cuts off: that of its own page, where it tells the same story.

use std::collections::HashSet;
use std::fmt;

use super::{Article, LinkKind, Place};
use crate::text::Clean;

/// Of the words that a feed's text or title has, those that the page must have as well, in hundredths: feeds end with
/// words that are not of the story, and pages change theirs.
const ALIKE: usize = 60;

/// With fewer letters one title is not looked for in another: "AI" is in many.
const MIN_TITLE: usize = 8;

/// Words that a text must have to tell its story from others.
const MIN_WORDS: usize = 12;

/// Words that are taken together: enough for them not to meet by chance.
const SHINGLE: usize = 3;

/// Why a page's text does not take the place of a feed's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// It tells another story: a login, a front page, "not found".
    Other(Clean),
    /// It has no more words than the feed's.
    NoLonger {
        /// Words of the page.
        n_page: usize,
        /// Words of the feed's text.
        n_own: usize,
    },
}

impl fmt::Display for NotTaken {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Other(title) => write!(f, "the page tells another story: {title}"),
            Self::NoLonger { n_page: 0, .. } => write!(f, "there is no text on the page"),
            Self::NoLonger { n_page, n_own } => {
                write!(f, "the page has no more of it: {n_page} words, and the feed {n_own}")
            }
        }
    }
}

/// The article with the text of its page, where that is the same story and longer. Who is named in it is to be found
/// anew.
///
/// # Errors
/// Why the page's text is not taken.
pub fn full(own: &Article, page: &Article) -> Result<Article, NotTaken> {
    let (ours, theirs) = (words(&own.text()), words(&page.text()));
    if !is_same_title(own, page) && !holds(&theirs, &ours) {
        return Err(NotTaken::Other(page.title.clone()));
    }
    if theirs.len() <= ours.len() {
        return Err(NotTaken::NoLonger { n_page: theirs.len(), n_own: ours.len() });
    }
    Ok(Article { entities: Vec::new(), ..with_text_of(own, page) })
}

/// How many words an article's text has; a character of a script without blanks counts as one.
pub fn count_words(article: &Article) -> usize {
    words(&article.text()).len()
}

/// The article with the text of another one, and the names in that; what the feed says of the story comes first.
pub fn with_text_of(own: &Article, page: &Article) -> Article {
    let mut article = Article {
        language: own.language.clone().or_else(|| page.language.clone()),
        images: page.images.clone(),
        links: page.links.clone(),
        sections: page.sections.clone(),
        entities: page.entities.clone(),
        ..own.clone()
    };
    if article.tags.is_empty() {
        article.tags.clone_from(&page.tags);
    }
    if article.origin.authors.is_empty() {
        article.origin.authors.clone_from(&page.origin.authors);
    }
    article.origin.published = own.origin.published.or(page.origin.published);
    // where it is discussed, what can be heard: the page has none of these
    let known: HashSet<_> = page.links.iter().map(|link| &link.url).collect();
    let of_feed = own.links.iter().filter(|link| link.kind != LinkKind::Link && !known.contains(&link.url));
    article.links.extend(of_feed.cloned());
    // places outside of the text may be others now
    for entity in &mut article.entities {
        entity.mentions.retain(|mention| matches!(mention.place, Place::Block { .. } | Place::Heading(_)));
    }
    article.entities.retain(|entity| !entity.mentions.is_empty());
    article.reading_minutes = article.count_minutes();
    article
}

/// Whether the titles are one, but for a site's name or an edit.
fn is_same_title(own: &Article, page: &Article) -> bool {
    let letters = |title: &Clean| -> String {
        title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (ours, theirs) = (letters(&own.title), letters(&page.title));
    let is_within = |one: &str, other: &str| one.chars().count() >= MIN_TITLE && other.contains(one);
    if ours == theirs || is_within(&ours, &theirs) || is_within(&theirs, &ours) {
        return true;
    }
    let (ours, theirs): (Vec<String>, HashSet<String>) = (words(&own.title), words(&page.title).into_iter().collect());
    let n_both = ours.iter().filter(|word| theirs.contains(*word)).count();
    n_both > 1 && n_both * 100 >= ours.len() * ALIKE
}

/// Whether a text has most of what another one says.
fn holds(text: &[String], part: &[String]) -> bool {
    let shingles: HashSet<&[String]> = text.windows(SHINGLE).collect();
    let n_both = part.windows(SHINGLE).filter(|words| shingles.contains(words)).count();
    part.len() >= MIN_WORDS && n_both * 100 >= (part.len() + 1 - SHINGLE) * ALIKE
}

fn words(text: &str) -> Vec<String> {
    let is_whole = |c: char| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
    let mut words = Vec::new();
    for run in text.split(|c: char| !c.is_alphanumeric()) {
        let mut rest = String::new();
        for c in run.chars().flat_map(char::to_lowercase) {
            if is_whole(c) {
                words.extend((!rest.is_empty()).then(|| std::mem::take(&mut rest)));
                words.push(c.to_string());
            } else {
                rest.push(c);
            }
        }
        words.extend((!rest.is_empty()).then_some(rest));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleId, Block, Section, SectionKind};

    const SHORT: &str =
        "The harbour asked for a second crane in spring, and the council said that it would think about it until";
    const LONG: &str = "The harbour asked for a second crane in spring, and the council said that it would think about it until \
                        summer. By then the first crane was broken, and nobody had thought of anything. Two boats wait.";

    fn article(title: &str, text: &str) -> Article {
        let mut article = Article::new(ArticleId("x".to_owned()), title);
        article.sections = vec![Section { blocks: vec![Block::paragraph(text)], ..Section::new(SectionKind::Body) }];
        article
    }

    #[test]
    fn a_page_is_taken_where_it_tells_more_of_the_same() {
        for (own, page, expected) in [
            (("A second crane", SHORT), ("A second crane", LONG), None),
            (("A second crane", SHORT), ("A second crane | Harbour News", LONG), None),
            (("A second crane", ""), ("The second crane comes late", LONG), None),
            (("Cranes", SHORT), ("What the harbour waits for", LONG), None),
            (("第二台起重机", "港口要求"), ("第二台起重机", "港口要求第二台起重机"), None),
            (
                ("A second crane", SHORT),
                (
                    "Sign in",
                    "Whoever wants to read on here has to say a name and a password, or to become a member of this paper today.",
                ),
                Some("another story: Sign in"),
            ),
            (("Cranes", ""), ("Harbour News", LONG), Some("another story: Harbour News")),
            (("A second crane", SHORT), ("A second crane", "Subscribe to read on"), Some("4 words, and the feed 20")),
            (("A second crane", SHORT), ("A second crane", ""), Some("no text")),
        ] {
            let found = full(&article(own.0, own.1), &article(page.0, page.1));
            let why = found.as_ref().err().map(ToString::to_string);
            match expected {
                None => assert_eq!(found.map(|full| full.text()), Ok(page.1.to_owned()), "{own:?}"),
                Some(part) => assert!(why.as_ref().is_some_and(|why| why.contains(part)), "{own:?}: {why:?}"),
            }
        }
    }

    #[test]
    fn the_feed_says_who_wrote_it_and_when() {
        let mut own = article("A second crane", SHORT);
        own.origin.authors = vec!["Ana Reyes".into()];
        let mut page = article("A second crane", LONG);
        page.origin.authors = vec!["admin".into()];
        page.origin.published = "2026-03-03".parse().ok();
        page.tags = vec!["Harbour".into()];
        let full = full(&own, &page).unwrap();
        assert_eq!((full.id, full.origin.authors), (own.id, own.origin.authors));
        assert_eq!((full.origin.published, full.tags), (page.origin.published, page.tags));
    }
}
