//! JSON Feed 1.0 and 1.1. The whole document is read at once: its entries are small, and their number is limited.

mod reader;

use super::construct::{Form, Words};
use super::fields::Role;
use super::links::{Pointer, rank};
use super::record::Record;
use super::{Bases, Shelf, finish};
use crate::article::{Image, Link, LinkKind};
use crate::import::date;
use crate::import::draft::Draft;
use crate::import::report::Report;
use crate::import::{About, Context, Raw};
use crate::text::{Address, Clean};
use reader::Value;

/// Whether `text` is JSON rather than XML.
pub fn is_json(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').starts_with(['{', '['])
}

/// Reads a JSON Feed.
pub fn read(text: &str, raw: &Raw, context: &Context, report: &mut Report) -> Option<(About, Vec<Draft>)> {
    let read = reader::read(text.trim_start_matches('\u{feff}'));
    let root = &read.value;
    let is_feed = root.get("version").text().contains("jsonfeed") || !root.get("items").list().is_empty();
    if !is_feed {
        report.error(1, "this is JSON, but not a feed: it has neither a version of JSON Feed nor items");
        return None;
    }
    let (mut bases, base) = Bases::new(&raw.transfer);
    for name in ["feed_url", "home_page_url"] {
        Address::new(root.get(name).text()).iter().for_each(|address| bases.set_last_resort(address));
    }
    let maker = Maker { bases, base };
    let mut shelf = Shelf::new("", context);
    let items = root.get("items").list();
    for (number, item) in items.iter().enumerate() {
        let is_last = read.cut && number + 1 == items.len();
        if matches!(item, Value::Object(_)) && !shelf.add(maker.entry(item), &maker.bases, is_last) {
            break;
        }
    }
    if read.cut {
        let line = text.trim_end().matches('\n').count() + 1;
        report.warn(line, "the feed ends in the middle; what had arrived is shown");
    }
    if read.full {
        report.warn(1, "the feed has more values than are read; the rest is left out");
    }
    shelf.limits.report(report);
    Some(finish(maker.feed(root), shelf.drafts, raw, true))
}

/// Makes records of objects.
struct Maker {
    bases: Bases,
    base: Option<usize>,
}

impl Maker {
    fn feed<'t>(&self, root: &'t Value<'t>) -> Record<'t> {
        let mut record = Record::default();
        self.common(root, &mut record);
        record.texts.title.put_some(0, words(root.get("title"), Form::Unsaid));
        record.texts.summary.put_some(0, words(root.get("description"), Form::Unsaid));
        record.url.put_some(rank::LINK, self.bases.resolve(self.base, root.get("home_page_url").text()));
        if let Some(url) = self.bases.resolve(self.base, root.get("feed_url").text()) {
            record.add_link(Link { kind: LinkKind::Source, ..Link::new("", url) });
        }
        for name in ["icon", "favicon"] {
            self.image(root.get(name), &mut record);
        }
        record
    }

    fn entry<'t>(&self, item: &'t Value<'t>) -> Record<'t> {
        let mut record = Record::default();
        self.common(item, &mut record);
        let id = item.get("id").text();
        if !id.is_empty() {
            record.id.put(0, id.to_owned());
        }
        record.texts.title.put_some(0, words(item.get("title"), Form::Plain));
        let html = words(item.get("content_html"), Form::Markup).map(|words| Words { base: self.base, ..words });
        record.texts.content.put_some(0, html);
        record.texts.content.put_some(1, words(item.get("content_text"), Form::Plain));
        record.texts.summary.put_some(0, words(item.get("summary"), Form::Plain));
        record.url.put_some(rank::LINK, self.bases.resolve(self.base, item.get("url").text()));
        let external = self.bases.resolve(self.base, item.get("external_url").text());
        if let Some(url) = external.clone() {
            record.add_link(Link { kind: LinkKind::Related, ..Link::new("", url) });
        }
        record.url.put_some(rank::OTHER_FORM, external);
        if id.starts_with("http://") || id.starts_with("https://") {
            record.url.put_some(rank::GUID, self.bases.resolve(self.base, id));
        }
        record.dates.published.put_some(0, date::feed::parse(item.get("date_published").text()));
        record.dates.updated.put_some(0, date::feed::parse(item.get("date_modified").text()));
        for name in ["image", "banner_image"] {
            self.image(item.get(name), &mut record);
        }
        item.get("attachments").list().iter().for_each(|attachment| self.attachment(attachment, &mut record));
        item.get("tags").list().iter().for_each(|tag| record.add_tag(Clean::from(tag.text())));
        record
    }

    /// What feeds and entries have in common: people and language.
    fn common(&self, value: &Value, record: &mut Record) {
        let authors = value.get("authors").list();
        let authors = if authors.is_empty() { value.get("author").list() } else { authors };
        for author in authors {
            let parts = [author.get("name").text(), "", author.get("url").text()];
            let name = if author.text().is_empty() { parts[0] } else { author.text() };
            if let Some(name) = super::people::of_parts(name, parts[1], parts[2]) {
                record.people.add(Role::Author, 0, name);
            }
        }
        let language = value.get("language").text();
        record.language = Some(Clean::from(language)).filter(|language| !language.is_empty());
    }

    fn image(&self, value: &Value, record: &mut Record) {
        let url = self.bases.resolve(self.base, value.text());
        if url.is_some() {
            record.add_image(Image { url, ..Image::default() });
        }
    }

    fn attachment(&self, value: &Value, record: &mut Record) {
        let media_type = Clean::from(value.get("mime_type").text());
        let pointer = Pointer {
            address: self.bases.resolve(self.base, value.get("url").text()),
            media_type: Some(media_type).filter(|kind| !kind.is_empty()),
            title: Clean::from(value.get("title").text()),
            bytes: value.get("size_in_bytes").text().parse().ok(),
            relation: String::new(),
        };
        record.enclose(pointer, None);
    }
}

/// A text that is not empty.
fn words<'t>(value: &'t Value<'t>, form: Form) -> Option<Words<'t>> {
    match value {
        Value::Text(text) if !text.trim().is_empty() => Some(Words::new(text.as_ref(), form, 0)),
        _ => None,
    }
}
