//! An article as far as its page gives it, and what is added to every one: id, language, minutes.

use std::collections::HashMap;
use std::hash::Hasher;

use jiff::civil::Date;
use siphasher::sip::SipHasher13;

use super::byline::Byline;
use crate::article::{Article, ArticleId, Image, Link, Origin, Section};
use crate::text::Clean;

/// Keys of the id's hash. They are part of every id that was ever stored: they never change.
const ID_KEYS: (u64, u64) = (0x6e65_7773_6465_736b, 0x6172_7469_636c_6573);

/// Characters of text that the language is told from: more makes no difference, and pages are long.
const LANGUAGE_CHARS: usize = 4_000;

/// ISO 639-1 codes of the languages that are told, by their ISO 639-3 codes.
#[rustfmt::skip]
const LANGUAGES: [(&str, &str); 69] = [
    ("eng", "en"), ("deu", "de"), ("fra", "fr"), ("spa", "es"), ("ita", "it"), ("por", "pt"), ("nld", "nl"),
    ("rus", "ru"), ("ukr", "uk"), ("bel", "be"), ("bul", "bg"), ("mkd", "mk"), ("srp", "sr"), ("hrv", "hr"),
    ("slv", "sl"), ("slk", "sk"), ("ces", "cs"), ("pol", "pl"), ("hun", "hu"), ("ron", "ro"), ("ell", "el"),
    ("tur", "tr"), ("aze", "az"), ("tuk", "tk"), ("uzb", "uz"), ("cmn", "zh"), ("jpn", "ja"), ("kor", "ko"),
    ("vie", "vi"), ("tha", "th"), ("khm", "km"), ("mya", "my"), ("ind", "id"), ("jav", "jv"), ("tgl", "tl"),
    ("ara", "ar"), ("heb", "he"), ("yid", "yi"), ("pes", "fa"), ("urd", "ur"), ("hin", "hi"), ("mar", "mr"),
    ("nep", "ne"), ("ben", "bn"), ("guj", "gu"), ("pan", "pa"), ("ori", "or"), ("tam", "ta"), ("tel", "te"),
    ("kan", "kn"), ("mal", "ml"), ("sin", "si"), ("amh", "am"), ("dan", "da"), ("swe", "sv"), ("nob", "no"),
    ("fin", "fi"), ("est", "et"), ("lav", "lv"), ("lit", "lt"), ("cat", "ca"), ("lat", "la"), ("afr", "af"),
    ("zul", "zu"), ("sna", "sn"), ("aka", "ak"), ("epo", "eo"), ("kat", "ka"), ("hye", "hy"),
];

/// What a page says of one article.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The headline.
    pub title: Clean,
    /// Who published it, when and where.
    pub origin: Origin,
    /// The language where the page names it.
    pub language: Option<Clean>,
    /// Minutes to read where the page says so.
    pub minutes: Option<u32>,
    /// Topics.
    pub tags: Vec<Clean>,
    /// Pictures.
    pub images: Vec<Image>,
    /// Addresses.
    pub links: Vec<Link>,
    /// It stands beside the others of its document, not with the first of them.
    pub is_peer: bool,
    /// The text.
    pub sections: Vec<Section>,
    /// The id that it had before, if newsdesk made it.
    pub given: Option<ArticleId>,
    /// Of a feed's entry: what names it in that feed and no other. A correction has the same.
    pub key: Option<String>,
    /// The date as the page writes it; the guessed year of a stamp is no part of the id.
    pub written_date: String,
}

/// Finishes the drafts of one document: the first is the page's own, the others came with it.
pub fn finish(drafts: Vec<Draft>) -> Vec<Article> {
    let mut ids = HashMap::new();
    let mut articles: Vec<Article> = Vec::new();
    for draft in drafts {
        let id = draft.given.clone().unwrap_or_else(|| distinct_id(&draft, &mut ids));
        let came_along = draft.key.is_none() && !draft.is_peer;
        let mut article = draft.into_article(id);
        if let Some(first) = articles.first().filter(|_| came_along) {
            article.origin.via = Some(first.id.clone());
            article.language = article.language.or_else(|| first.language.clone());
        }
        articles.push(article);
    }
    articles
}

impl Draft {
    /// Takes from a byline what is not known yet.
    pub fn add_byline(&mut self, byline: Byline, today: Date) {
        let origin = &mut self.origin;
        if let Some(date) = byline.date().filter(|_| origin.published.is_none()) {
            origin.published = date.published(date.year_near(None, today));
            self.written_date = format!("{date:?}");
        }
        if origin.authors.is_empty() {
            origin.authors = byline.authors;
        }
        origin.source = origin.source.take().or(byline.source);
        self.minutes = self.minutes.or(byline.minutes);
    }

    fn into_article(self, id: ArticleId) -> Article {
        // a feed's language is told once for all of its entries
        let is_told = self.key.is_some();
        let mut article = Article {
            origin: self.origin,
            language: self.language,
            tags: self.tags,
            images: self.images,
            links: self.links,
            sections: self.sections,
            ..Article::new(id, self.title)
        };
        article.reading_minutes = self.minutes.unwrap_or_else(|| article.count_minutes());
        if article.language.is_none() && !is_told {
            article.language = language(&format!("{}\n{}", article.title, article.text()));
        }
        article
    }
}

/// The id of an entry's key, else of source, title and date; equal ones of a document are told apart by their number in
/// it.
fn distinct_id(draft: &Draft, taken: &mut HashMap<ArticleId, u32>) -> ArticleId {
    let source = draft.origin.source.as_deref().unwrap_or("");
    let parts = match &draft.key {
        Some(key) => vec![key.as_str()],
        None => vec![source, &draft.title, &draft.written_date],
    };
    let id = made_id(&parts, 0);
    let number = taken.entry(id.clone()).or_default();
    *number += 1;
    if *number == 1 { id } else { made_id(&parts, *number - 1) }
}

/// The id that `parts` make, for the article of this number among those of the same parts.
pub fn made_id(parts: &[&str], number: u32) -> ArticleId {
    let mut hasher = SipHasher13::new_with_keys(ID_KEYS.0, ID_KEYS.1);
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(0xff);
    }
    if number > 0 {
        hasher.write(&number.to_le_bytes());
    }
    ArticleId(format!("{:016x}", hasher.finish()))
}

/// The language of `text` as ISO 639-1, where it can be told reliably.
pub fn language(text: &str) -> Option<Clean> {
    let end = text.char_indices().nth(LANGUAGE_CHARS).map_or(text.len(), |(at, _)| at);
    let told = whatlang::detect(&text[..end]).filter(whatlang::Info::is_reliable)?;
    iso_639_1(told.lang()).map(Clean::from)
}

/// The two-letter code of `lang`.
fn iso_639_1(lang: whatlang::Lang) -> Option<&'static str> {
    LANGUAGES.iter().find(|(code, _)| *code == lang.code()).map(|(_, short)| *short)
}
