//! JSON-LD: what a page says of its story for search engines, the fullest source where it is there.

use serde_json::{Map, Value};

use super::facts::{Facts, date, some, topics};
use crate::article::Image;
use crate::import::Context;
use crate::import::html::fragment::inline;
use crate::import::html::tree::Tree;
use crate::import::vocabulary::key;
use crate::text::{Address, Clean};

/// Types of stories, the most particular first.
const STORIES: [&str; 17] = [
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "LiveBlogPosting",
    "BlogPosting",
    "SocialMediaPosting",
    "TechArticle",
    "ScholarlyArticle",
    "Report",
    "Article",
    "Review",
    "CreativeWork",
    "WebPage",
];

/// Objects that are looked at: pages have some dozen.
const MAX_OBJECTS: usize = 2_000;

/// The facts of the story among all that the page describes; `titles` are what the page is called elsewhere.
pub fn read(tree: &Tree, titles: &[&Clean], base: Option<&Address>, context: &Context) -> Facts {
    let values: Vec<Value> = scripts(tree).flat_map(|script| parse(&script)).collect();
    let graph = Graph::new(&values);
    let Some(story) = graph.story(titles) else { return Facts::default() };
    let reader = Reader { graph: &graph, base, context };
    reader.facts(story)
}

fn scripts(tree: &Tree) -> impl Iterator<Item = String> {
    let is = |id: &usize| {
        let kind = tree.attribute(*id, "type").unwrap_or("");
        tree.name(*id) == "script" && kind.trim().to_ascii_lowercase().starts_with("application/ld+json")
    };
    tree.all(Tree::ROOT).filter(is).map(|id| tree.text(id))
}

/// The values of a script; what some systems write wrong is mended.
fn parse(script: &str) -> Vec<Value> {
    let text =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let text =
        text.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    let read = |text: &str| serde_json::Deserializer::from_str(text).into_iter().collect::<Result<Vec<Value>, _>>();
    read(text).or_else(|_| read(&mend(text))).or_else(|_| read(&mend(&inline(text)))).unwrap_or_default()
}

/// JSON with raw line breaks in its strings, with commas before brackets that close, or with backslashes before nothing.
fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                in_string = !in_string;
                out.push(c);
            }
            '\\' if in_string => match chars.next() {
                Some(next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => out.extend(['\\', next]),
                Some(next) => out.push(next),
                None => {}
            },
            '\n' if in_string => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            '}' | ']' if !in_string => {
                out.truncate(out.trim_end().trim_end_matches(',').len());
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// All objects of a page.
struct Graph<'v> {
    objects: Vec<&'v Map<String, Value>>,
}

impl<'v> Graph<'v> {
    fn new(values: &'v [Value]) -> Self {
        let mut objects = Vec::new();
        let mut left: Vec<&Value> = values.iter().rev().collect();
        while let Some(value) = left.pop().filter(|_| objects.len() < MAX_OBJECTS) {
            match value {
                Value::Array(list) => left.extend(list.iter().rev()),
                Value::Object(object) => {
                    objects.push(object);
                    left.extend(object.values().filter(|value| value.is_object() || value.is_array()));
                }
                _ => {}
            }
        }
        Self { objects }
    }

    /// The story that the page is about: of the best type, with the page's title, with most said of it.
    fn story(&self, titles: &[&Clean]) -> Option<&'v Map<String, Value>> {
        let titles: Vec<String> = titles.iter().map(|title| key(title)).collect();
        let score = |object: &Map<String, Value>| {
            let rank = STORIES.iter().position(|story| has_type(object, story))?;
            let headline =
                text_of(object.get("headline").or_else(|| object.get("name"))).map(|headline| key(&inline(headline)));
            let named = headline
                .is_some_and(|headline| !headline.is_empty() && titles.iter().any(|title| title.contains(&headline)));
            let dated = object.contains_key("datePublished");
            let whole = object.contains_key("author") || object.contains_key("articleBody");
            let weak = if rank + 2 >= STORIES.len() { 2 } else { 0 };
            Some(4 * i32::from(named) + 2 * i32::from(dated) + i32::from(whole) - weak)
        };
        let scored = self.objects.iter().filter_map(|object| score(object).map(|score| (score, *object)));
        let best = scored.rev().max_by_key(|(score, _)| *score)?;
        (best.0 > 0).then_some(best.1)
    }

    /// The object that a reference (`{"@id": …}`) points to, else the object itself.
    fn resolved(&self, object: &'v Map<String, Value>) -> &'v Map<String, Value> {
        let id = object.get("@id").filter(|_| object.len() == 1);
        let found = id.and_then(|id| self.objects.iter().find(|known| known.len() > 1 && known.get("@id") == Some(id)));
        found.copied().unwrap_or(object)
    }
}

fn has_type(object: &Map<String, Value>, wanted: &str) -> bool {
    let is = |value: &Value| value.as_str().is_some_and(|kind| kind.rsplit(['/', ':']).next() == Some(wanted));
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

/// A text, also as the first of a list or as `@value`.
fn text_of(value: Option<&Value>) -> Option<&str> {
    match value? {
        Value::String(text) => Some(text.as_str()).filter(|text| !text.trim().is_empty()),
        Value::Array(list) => list.iter().find_map(Value::as_str),
        Value::Object(object) => object.get("@value").and_then(Value::as_str),
        _ => None,
    }
}

struct Reader<'r, 'v> {
    graph: &'r Graph<'v>,
    base: Option<&'r Address>,
    context: &'r Context<'r>,
}

impl<'v> Reader<'_, 'v> {
    fn facts(&self, story: &'v Map<String, Value>) -> Facts {
        let text = |name: &str| text_of(story.get(name));
        let clean = |name: &str| text(name).map(inline).filter(|text| !text.is_empty());
        let source = || {
            let publisher = story.get("publisher");
            let is_person =
                publisher.and_then(Value::as_object).is_some_and(|of| has_type(self.graph.resolved(of), "Person"));
            self.names(publisher).into_iter().next().filter(|_| !is_person)
        };
        Facts {
            title: clean("headline").or_else(|| clean("name").filter(|_| !has_type(story, "WebPage"))),
            source: source(),
            authors: self.authors(story),
            published: text("datePublished")
                .or_else(|| text("dateCreated"))
                .and_then(|date_| date(date_, self.context)),
            updated: text("dateModified").and_then(|text| date(text, self.context)).map(|(date, _)| date),
            url: self.url(story),
            language: text("inLanguage").and_then(super::meta::code_of),
            tags: topics(self.keywords(story).iter().map(Clean::as_str)),
            image: self.image(story.get("image")),
            description: clean("description").or_else(|| clean("alternativeHeadline")),
            body: text("articleBody").or_else(|| text("text")).map(str::to_owned),
        }
    }

    fn authors(&self, story: &'v Map<String, Value>) -> Vec<Clean> {
        let mut authors = self.names(story.get("author"));
        if authors.is_empty() {
            authors = self.names(story.get("creator"));
        }
        authors.retain(|name| !name.contains("://") && !name.starts_with(['@', '/', '.']));
        authors.dedup();
        authors
    }

    /// The names of a person, an organization, or several.
    fn names(&self, value: Option<&'v Value>) -> Vec<Clean> {
        match value {
            Some(Value::String(name)) => some(inline(name)).into_iter().collect(),
            Some(Value::Array(list)) => list.iter().flat_map(|value| self.names_flat(value)).collect(),
            Some(value) => self.names_flat(value),
            None => Vec::new(),
        }
    }

    fn names_flat(&self, value: &'v Value) -> Vec<Clean> {
        let name = match value {
            Value::String(name) => Some(inline(name)),
            Value::Object(object) => {
                let object = self.graph.resolved(object);
                match object.get("name") {
                    Some(Value::Array(names)) => {
                        return names.iter().filter_map(Value::as_str).filter_map(|name| some(inline(name))).collect();
                    }
                    name => text_of(name).map(inline),
                }
            }
            _ => None,
        };
        name.and_then(some).into_iter().collect()
    }

    fn address(&self, text: &str) -> Option<Address> {
        match self.base {
            Some(base) => base.join(text),
            None => Address::new(text),
        }
    }

    fn url(&self, story: &'v Map<String, Value>) -> Option<Address> {
        let page = match story.get("mainEntityOfPage") {
            Some(Value::Object(page)) => text_of(page.get("@id")).or_else(|| text_of(page.get("url"))),
            page => text_of(page),
        };
        let found = [text_of(story.get("url")), page].into_iter().flatten().find_map(|text| self.address(text));
        found.map(|url| url.split('#').next().and_then(Address::new).unwrap_or(url))
    }

    fn keywords(&self, story: &Map<String, Value>) -> Vec<Clean> {
        match story.get("keywords") {
            Some(Value::String(text)) => vec![inline(text)],
            Some(Value::Array(list)) => list
                .iter()
                .filter_map(|value| value.as_str().or_else(|| text_of(value.get("name"))))
                .map(inline)
                .collect(),
            Some(Value::Object(term)) => text_of(term.get("name")).map(inline).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn image(&self, value: Option<&'v Value>) -> Option<Image> {
        match value? {
            Value::String(url) => Some(Image { url: Some(self.address(url)?), ..Image::default() }),
            Value::Array(list) => {
                list.first().filter(|first| !first.is_array()).and_then(|first| self.image(Some(first)))
            }
            Value::Object(object) => {
                let object = self.graph.resolved(object);
                let url = text_of(object.get("url"))
                    .or_else(|| text_of(object.get("contentUrl")))
                    .or_else(|| text_of(object.get("@id")))?;
                let words = |name: &str| text_of(object.get(name)).map(inline).and_then(some);
                Some(Image { caption: words("caption"), credit: words("creditText"), url: Some(self.address(url)?) })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::testing;

    fn check(json: &str, expected: &str) {
        let tree = Tree::parse(&format!("<script type='application/ld+json'>{json}</script>"));
        let facts = testing::with_context(|context| read(&tree, &[&"A title".into()], None, context));
        let date = facts.published.map(|(date, _)| date.to_string()).unwrap_or_default();
        let shown = [
            facts.title.unwrap_or_default().to_string(),
            facts.source.unwrap_or_default().to_string(),
            facts.authors.join("+"),
            date,
        ];
        assert_eq!(shown.join("|"), expected, "{json}");
    }

    #[test]
    fn the_story_is_found_and_read() {
        check(
            r#"{"@type":"NewsArticle","headline":"A &amp; B","author":{"name":"Bo Li"},"publisher":{"name":"P"},"datePublished":"2026-03-03"}"#,
            "A & B|P|Bo Li|2026-03-03",
        );
        check(
            r##"{"@graph":[{"@type":"WebSite","name":"S"},{"@type":["Article"],"headline":"T","datePublished":"2026-03-03","author":[{"@id":"#a"},"Cy"],"publisher":{"@id":"#p"}},{"@id":"#a","name":"Bo"},{"@id":"#p","name":"P"}]}"##,
            "T|P|Bo+Cy|2026-03-03",
        );
        check(
            r#"[{"@type":"NewsArticle","headline":"Other","datePublished":"2026-01-01"},{"@type":"NewsArticle","headline":"A title"}]"#,
            "A title|||",
        );
        check("{\"@type\":\"BlogPosting\",\"headline\":\"A\nb\",\"author\":[\"Bo\",],}", "A b||Bo|");
        check(r#"{"@type":"Organization","name":"P"}"#, "|||");
        check("not json", "|||");
    }
}
