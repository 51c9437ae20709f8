//! An article as somebody wrote it in JSON: the shape of `list --format jsonl`, of which little has to be there.

use std::borrow::Cow;

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::article::{Block, Image, Link, Published};
use crate::import::date;
use crate::text::{Address, Clean};

/// What is read of an article. What is computed of one (`summary`, `entities`, counts) is computed anew.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Written<'a> {
    #[serde(borrow)]
    pub id: Option<Words<'a>>,
    #[serde(borrow)]
    pub title: Option<Words<'a>>,
    pub source: Option<Clean>,
    pub url: Option<Address>,
    #[serde(deserialize_with = "or_none")]
    pub authors: Vec<Clean>,
    #[serde(deserialize_with = "or_none")]
    pub contributors: Vec<Clean>,
    #[serde(deserialize_with = "published")]
    pub published: Option<Published>,
    #[serde(deserialize_with = "published")]
    pub updated: Option<Published>,
    pub rights: Option<Clean>,
    pub reading_minutes: Option<u32>,
    pub language: Option<Clean>,
    #[serde(deserialize_with = "or_none")]
    pub tags: Vec<Clean>,
    #[serde(deserialize_with = "or_none")]
    pub images: Vec<Image>,
    /// Counts where there are no sections.
    #[serde(borrow)]
    pub text: Option<Words<'a>>,
    #[serde(borrow, deserialize_with = "or_none")]
    pub sections: Vec<Part<'a>>,
    #[serde(deserialize_with = "or_none")]
    pub links: Vec<Link>,
    #[serde(borrow)]
    pub via: Option<Words<'a>>,
}

/// A section. Of what says the same thing twice the first counts: blocks, paragraphs and bullets, text.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Part<'a> {
    #[serde(borrow)]
    pub kind: Option<Words<'a>>,
    pub heading: Option<Clean>,
    #[serde(deserialize_with = "or_none")]
    pub blocks: Vec<Block>,
    #[serde(borrow, deserialize_with = "or_none")]
    pub paragraphs: Vec<Words<'a>>,
    #[serde(borrow, deserialize_with = "or_none")]
    pub bullets: Vec<Words<'a>>,
    #[serde(borrow)]
    pub text: Option<Words<'a>>,
    pub cut: bool,
}

/// A text that is copied only where it has escapes: most of an article's are given twice, and read once.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Words<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// Whether a value is what a field should be.
type Check = fn(&Value) -> bool;

/// The fields that may be something else than they should be, and what they should be.
const FIELDS: [(&str, &str, Check); 17] = [
    ("id", "a text", is::<String>),
    ("title", "a text", is::<String>),
    ("source", "a text", is::<String>),
    ("url", "an address of the web", is::<Address>),
    ("authors", "a list of texts", is::<Vec<String>>),
    ("contributors", "a list of texts", is::<Vec<String>>),
    ("published", "a date", is_date),
    ("updated", "a date", is_date),
    ("rights", "a text", is::<String>),
    ("reading_minutes", "a number", is::<u32>),
    ("language", "a text", is::<String>),
    ("tags", "a list of texts", is::<Vec<String>>),
    ("images", "a list of pictures", is::<Vec<Image>>),
    ("text", "a text", is::<String>),
    ("sections", "a list of sections", |value| Vec::<Part>::deserialize(value).is_ok()),
    ("links", "a list of links", is::<Vec<Link>>),
    ("via", "a text", is::<String>),
];

/// Where a list is wanted, one text is a list of it.
const LISTS: [&str; 3] = ["authors", "contributors", "tags"];

/// Takes the fields out of `fields` that are not what they should be, and says what is wrong with each. What is left is
/// a [`Written`].
pub fn settle(fields: &mut Map<String, Value>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, wanted, is_wanted) in FIELDS {
        let Some(value) = fields.get_mut(name) else { continue };
        match value {
            Value::Number(number) if matches!(wanted, "a text" | "a date") => *value = number.to_string().into(),
            Value::String(text) if LISTS.contains(&name) => *value = vec![std::mem::take(text)].into(),
            _ => {}
        }
        if !value.is_null() && !is_wanted(value) {
            wrong.push(format!("`{name}` is not {wanted}; it is left out"));
        }
        if value.is_null() || !is_wanted(value) {
            fields.remove(name);
        }
    }
    wrong
}

fn is<T: for<'de> Deserialize<'de>>(value: &Value) -> bool {
    T::deserialize(value).is_ok()
}

fn is_date(value: &Value) -> bool {
    published(value).is_ok()
}

/// `null` is a list of nothing.
fn or_none<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

fn published<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Published>, D::Error> {
    match Option::<Words>::deserialize(deserializer)? {
        Some(Words(text)) if !text.trim().is_empty() => {
            date::feed::parse(&text).map(Some).ok_or_else(|| D::Error::custom("no date"))
        }
        _ => Ok(None),
    }
}
