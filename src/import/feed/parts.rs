//! Elements that are made of parts: people, pictures, sources, media. Each is read from its own piece of the document.

use std::borrow::Cow;

use super::capture::Inner;
use super::construct::{Form, Words};
use super::entities::Entities;
use super::markup::{Attributes, Token};
use super::people;
use crate::text::Clean;

/// Parts that are looked at: pictures and people have fewer than ten.
const MAX_PARTS: usize = 64;

/// A part: its name without prefix in lower case, its attributes, its text.
#[derive(Clone, Debug)]
pub struct Part<'t> {
    /// `url` of `<media:url>`.
    pub name: String,
    /// What its tag says.
    pub attributes: Attributes<'t>,
    /// References resolved.
    pub text: Cow<'t, str>,
}

/// The parts inside `inner`: its innermost elements and those with attributes, in order.
pub fn parts<'t>(inner: &Inner<'t>, entities: &Entities) -> Vec<Part<'t>> {
    let mut parts: Vec<Part<'t>> = Vec::new();
    let mut open = false;
    for token in inner.tokens("") {
        let text = match token {
            Token::Start(tag) if parts.len() < MAX_PARTS => {
                let name = tag.name.rsplit_once(':').map_or(tag.name, |(_, local)| local).to_ascii_lowercase();
                parts.push(Part { name, attributes: tag.attributes, text: Cow::Borrowed("") });
                open = !tag.empty;
                continue;
            }
            Token::End(_) => {
                open = false;
                continue;
            }
            Token::Text(text) if open => entities.resolve(text),
            Token::Literal(text) if open => Cow::Borrowed(text),
            _ => continue,
        };
        if let Some(part) = parts.last_mut() {
            if part.text.trim().is_empty() { part.text = text } else { part.text.to_mut().push_str(&text) }
        }
    }
    parts
}

/// The text of the first part called `name`.
pub fn text_of<'p>(parts: &'p [Part], name: &str) -> &'p str {
    parts.iter().find(|part| part.name == name && !part.text.trim().is_empty()).map_or("", |part| part.text.trim())
}

/// The line of text of the first part called `name`.
pub fn line_of(parts: &[Part], name: &str) -> Option<Clean> {
    let text = text_of(parts, name);
    Some(Words::new(text, Form::Unsaid, 0).line()).filter(|line| !line.is_empty())
}

/// The person whose name and address are parts.
pub fn person(parts: &[Part]) -> Option<Clean> {
    let name = [text_of(parts, "name"), text_of(parts, "title"), text_of(parts, "fn")];
    let mail = [text_of(parts, "email"), text_of(parts, "mbox")];
    let page = [text_of(parts, "uri"), text_of(parts, "url"), text_of(parts, "homepage")];
    let first =
        |texts: &[&'_ str]| texts.iter().find(|text| !text.is_empty()).map_or(String::new(), |text| (*text).to_owned());
    people::of_parts(&first(&name), &first(&mail), &first(&page))
}
