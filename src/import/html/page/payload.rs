//! The data that a page's script would write the story from, where the page itself has none of it: an object with the
//! title of the page, and the longest text in it.

use serde_json::{Map, Value};

use super::facts::{Facts, date, some};
use crate::import::Context;
use crate::import::html::fragment::inline;
use crate::import::html::tree::Tree;
use crate::import::vocabulary::key;
use crate::text::Clean;

/// Objects and lists that are looked at.
const MAX_VALUES: usize = 20_000;

/// Bytes without blanks of the shortest text that is a story.
const MIN_TEXT: usize = 110;

/// What such objects call the title, the parts of a text, the date and the authors, in small letters.
const TITLES: [&str; 4] = ["headline", "title", "name", "heading"];
const PARTS: [&str; 5] = ["html", "text", "content", "value", "body"];
const DATES: [&str; 8] = [
    "datepublished",
    "publishedat",
    "published_at",
    "publishedon",
    "publisheddate",
    "publishdate",
    "firstpublished",
    "published",
];
const AUTHORS: [&str; 3] = ["author", "authors", "byline"];

/// The facts of the story that is called one of `titles`, with its text.
pub fn read(tree: &Tree, titles: &[Clean], context: &Context) -> Facts {
    let titles: Vec<String> = titles.iter().map(|title| key(title)).filter(|title| !title.is_empty()).collect();
    let is_data = |id: &usize| tree.name(*id) == "script" && tree.attribute(*id, "type") == Some("application/json");
    let scripts = tree.all(Tree::ROOT).filter(is_data).map(|id| tree.text(id));
    let values: Vec<Value> = scripts.filter_map(|script| serde_json::from_str(&script).ok()).collect();
    let mut left: Vec<&Value> = values.iter().rev().collect();
    let mut best: Option<(String, &Map<String, Value>)> = None;
    for _ in 0..MAX_VALUES {
        let Some(value) = left.pop() else { break };
        if let Value::Object(object) = value
            && let Some(title) = first_text(object, &TITLES)
            && titles.contains(&key(&inline(title)))
            && let Some(text) = text(object, title)
            && best.as_ref().is_none_or(|(known, _)| text.len() > known.len())
        {
            best = Some((text, object));
        }
        left.extend(inner(value));
    }
    let Some((text, object)) = best else { return Facts::default() };
    Facts {
        authors: named(object, &AUTHORS).map(authors).unwrap_or_default(),
        published: first_text(object, &DATES).and_then(|text| date(text, context)),
        body: Some(text),
        ..Facts::default()
    }
}

/// The objects and lists in a value, the first one last.
fn inner(value: &Value) -> Vec<&Value> {
    let is_deep = |value: &&Value| value.is_object() || value.is_array();
    let mut inner: Vec<&Value> = match value {
        Value::Array(list) => list.iter().filter(is_deep).collect(),
        Value::Object(object) => object.values().filter(is_deep).collect(),
        _ => Vec::new(),
    };
    inner.reverse();
    inner
}

fn named<'v>(object: &'v Map<String, Value>, names: &[&str]) -> Option<&'v Value> {
    names.iter().find_map(|name| object.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

fn first_text<'v>(object: &'v Map<String, Value>, names: &[&str]) -> Option<&'v str> {
    let text = |name: &&str| named(object, &[*name]).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    names.iter().find_map(text)
}

/// The longest text in an object: one string, or the paragraphs of a list.
fn text(object: &Map<String, Value>, title: &str) -> Option<String> {
    let whole = |value: &Value| match value {
        Value::String(text) => Some(text.clone()).filter(|text| text != title),
        Value::Array(list) => Some(list.iter().filter_map(paragraph).collect()),
        _ => None,
    };
    let said = |text: &str| inline(text).split_whitespace().map(str::len).sum::<usize>();
    let longest = object.values().filter_map(whole).max_by_key(|text| said(text))?;
    let is_text = said(&longest) >= MIN_TEXT && inline(&longest).contains(' ');
    Some(longest).filter(|_| is_text)
}

fn paragraph(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text,
        Value::Object(object) => first_text(object, &PARTS)?,
        _ => return None,
    };
    Some(if text.trim_start().starts_with('<') { text.to_owned() } else { format!("<p>{text}</p>") })
}

/// The names of persons, at any place in a value.
fn authors(value: &Value) -> Vec<Clean> {
    let of = |value: &Value| match value {
        Value::String(name) => some(inline(name)),
        Value::Object(object) => first_text(object, &["name"]).map(inline).and_then(some),
        _ => None,
    };
    match value {
        Value::Array(list) => list.iter().filter_map(of).collect(),
        Value::Object(object) if named(object, &["name"]).is_none() => {
            named(object, &AUTHORS).filter(|own| own.is_array()).map(authors).unwrap_or_default()
        }
        value => of(value).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::testing;

    #[test]
    fn the_text_of_the_object_with_the_title_is_read() {
        let long = "The first boat left at dawn, with nobody on board but the machine and a cat that had not been asked, \
            and the second one waited for the tide, which was late.";
        let check = |body: &str, expected: Option<&str>| {
            let json = format!(
                r#"{{"props":{{"nav":[{{"title":"Sea"}}],"story":{{"headline":"Boats","byline":{{"authors":[{{"name":"Ana Reyes"}}]}},"publishedAt":"2026-03-03",{body}}}}}}}"#
            );
            let tree = Tree::parse(&format!("<script type='application/json'>{json}</script>"));
            let facts = testing::with_context(|context| read(&tree, &["Boats".into()], context));
            assert_eq!(facts.body.as_deref(), expected, "{json}");
            assert_eq!(facts.authors.len(), usize::from(expected.is_some()), "{json}");
            assert_eq!(facts.published.is_some(), expected.is_some(), "{json}");
        };
        check(&format!(r#""html":"<p>{long}</p>""#), Some(&format!("<p>{long}</p>")));
        check(
            &format!(r#""blocks":[{{"type":"p","text":"{long}"}},"End."]"#),
            Some(&format!("<p>{long}</p><p>End.</p>")),
        );
        check(r#""dek":"Cats.""#, None);
    }
}
