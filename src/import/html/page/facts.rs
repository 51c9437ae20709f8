//! What a page says of its story: the first that says something counts.

use crate::article::{Image, Published};
use crate::import::Context;
use crate::import::date::Order;
use crate::text::{Address, Clean};

/// Title, source, date and the like. Lists are empty and the rest absent where nothing is said.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The headline.
    pub title: Option<Clean>,
    /// The site.
    pub source: Option<Clean>,
    /// Who wrote it.
    pub authors: Vec<Clean>,
    /// When it was published, and how that is written.
    pub published: Option<(Published, String)>,
    /// When it was last changed.
    pub updated: Option<Published>,
    /// Its own address.
    pub url: Option<Address>,
    /// Its language.
    pub language: Option<Clean>,
    /// Topics.
    pub tags: Vec<Clean>,
    /// The picture over it.
    pub image: Option<Image>,
    /// What it is about, in a sentence or two.
    pub description: Option<Clean>,
    /// The whole text, where it stands in the data too.
    pub body: Option<String>,
}

impl Facts {
    /// Takes from `other` what is not known yet.
    pub fn or(self, other: Self) -> Self {
        let list = |own: Vec<Clean>, other| if own.is_empty() { other } else { own };
        Self {
            title: self.title.or(other.title),
            source: self.source.or(other.source),
            authors: list(self.authors, other.authors),
            published: self.published.or(other.published),
            updated: self.updated.or(other.updated),
            url: self.url.or(other.url),
            language: self.language.or(other.language),
            tags: list(self.tags, other.tags),
            image: self.image.or(other.image),
            description: self.description.or(other.description),
            body: self.body.or(other.body),
        }
    }
}

/// The date that `text` is, and how it is written.
pub fn date(text: &str, context: &Context) -> Option<(Published, String)> {
    let calendar = &context.words.calendar;
    let found = || calendar.find_all(text, Order::MonthFirst).into_iter().next().map(|found| found.stamp);
    let stamp = calendar.parse(text, Order::MonthFirst).or_else(found).filter(|stamp| stamp.year.is_some())?;
    let year = stamp.year_near(None, context.today);
    stamp.published(year).map(|published| (published, format!("{stamp:?}")))
}

/// `text` unless it is empty.
pub fn some(text: impl Into<Clean>) -> Option<Clean> {
    Some(text.into()).filter(|text: &Clean| !text.is_empty())
}

/// Topics in a row, each once.
pub fn topics<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<Clean> {
    let mut topics: Vec<Clean> = Vec::new();
    for text in texts {
        for topic in
            text.split([',', ';', '\u{ff0c}', '、', '|']).map(|topic| Clean::from(topic.trim().trim_start_matches('#')))
        {
            let known = topics.iter().any(|known| known.eq_ignore_ascii_case(&topic));
            if !topic.is_empty() && !known && topics.len() < MAX_TAGS {
                topics.push(topic);
            }
        }
    }
    topics
}

/// Topics of one story; more are a list of all that the site has.
const MAX_TAGS: usize = 40;
