//! The head of a story in the markup: headline, byline, date, topics, standfirst.

use super::facts::{Facts, date, some};
use super::naming;
use super::story::{Page, Place};
use crate::article::{Block, Image, Prose, Published};
use crate::import::Context;
use crate::import::byline::{self, Byline};
use crate::import::date::{Order, Stamp};
use crate::import::draft::Draft;
use crate::import::html::tree::{Id, Tree};
use crate::import::outline::{self, Content, Part};
use crate::import::tags;
use crate::import::vocabulary::{ends_sentence, key};
use crate::text::{Address, Clean};

/// Parts at the start of a text that may be a byline or topics.
const HEAD_PARTS: usize = 8;

/// Lines around a headline that are looked at.
const MAX_HEAD_LINES: usize = 60;

/// Characters of the longest byline.
const MAX_BYLINE: u32 = 200;

/// Bytes of the longest name of an author.
const MAX_AUTHOR: usize = 60;

/// Characters of a sentence that may be a byline all the same: `By Jane Doe.`
const MAX_SHORT_SENTENCE: usize = 50;

/// Characters of a line with a date that has other things in it too.
const MAX_MIXED: usize = 120;

/// Words of the longest piece of such a line.
const MAX_PIECE: usize = 4;

/// Words of the longest name of an author.
const MAX_NAME_WORDS: usize = 6;

/// What the markup around the story says: properties first, then lines of the head.
pub fn read(page: Page, place: Place, base: Option<&Address>) -> Facts {
    let Page { tree, measures, .. } = page;
    let mut facts = Facts::default();
    let mut time_ = None;
    for id in tree.all(outer(page, place)).filter(|id| !measures[*id].hidden && !measures[*id].in_replies) {
        note_property(page, id, base, &mut facts);
        if tree.name(id) == "time" && time_.is_none() && !measures[id].in_furniture {
            time_ = written_date(page, id);
        }
    }
    facts.published = facts.published.or(time_);
    if facts.published.is_none() || facts.authors.is_empty() {
        head_lines(page, place, &mut facts);
    }
    facts
}

/// The box of the story with its head.
fn outer(page: Page, place: Place) -> Id {
    let tree = page.tree;
    tree.ancestors(place.zone).find(|id| matches!(tree.name(*id), "article" | "main" | "body")).unwrap_or(place.zone)
}

/// What `itemprop`, `rel` and the classes of microformats name.
fn note_property(page: Page, id: Id, base: Option<&Address>, facts: &mut Facts) {
    let Page { tree, measures, .. } = page;
    let property = tree.attribute(id, "itemprop").unwrap_or("");
    let rel = tree.attribute(id, "rel").unwrap_or("");
    let class = tree.attribute(id, "class").unwrap_or("");
    let is = |word: &str| property == word || class.split_ascii_whitespace().any(|class| class == word);
    let is_card = is("vcard") && is("author") && facts.authors.is_empty();
    if (property == "author" || rel == "author" || is_card) && facts.authors.len() < 20 && measures[id].text < 60 {
        note_author(tree, id, is_card, facts);
    }
    match () {
        () if property == "datePublished" || is("published") || is("dt-published") || is("entry-date") => {
            facts.published = facts.published.take().or_else(|| written_date(page, id));
        }
        () if property == "dateModified" || is("dt-updated") => {
            facts.updated = facts.updated.or_else(|| written_date(page, id).map(|(date, _)| date));
        }
        () if property == "publisher" => {
            let name = tree.all(id).find(|id| tree.attribute(*id, "itemprop") == Some("name"));
            facts.source = facts.source.take().or_else(|| some(value(tree, name?)));
        }
        () if property == "image" && facts.image.is_none() => facts.image = image(tree, id, base),
        () if rel.split_ascii_whitespace().any(|rel| rel == "tag") && measures[id].text < 40 => {
            let tag = Clean::from(tree.text(id).trim().trim_start_matches('#'));
            if !tag.is_empty() && !facts.tags.contains(&tag) {
                facts.tags.push(tag);
            }
        }
        () => {}
    }
}

/// Notes the author that an element names: as a whole, or the name or the link in it where it is a card.
fn note_author(tree: &Tree, id: Id, is_card: bool, facts: &mut Facts) {
    let is_fn = |id: &Id| tree.attributes(*id).has_class(|class| class == "fn");
    let link = || tree.all(id).find(|id| tree.name(*id) == "a").filter(|_| is_card);
    let inner = tree.all(id).find(|id| tree.attribute(*id, "itemprop") == Some("name") || is_fn(id));
    let name = value(tree, inner.or_else(link).unwrap_or(id));
    let name: Clean = name.strip_prefix("By ").unwrap_or(&name).into();
    let is_path = name.contains("://") || name.starts_with(['/', '.', '@']);
    if !name.is_empty() && !is_path && !facts.authors.contains(&name) {
        facts.authors.push(name);
    }
}

/// What a property says: its attribute, else its words.
fn value(tree: &Tree, id: Id) -> String {
    let attribute = ["content", "datetime", "title"].iter().find_map(|name| tree.attribute(id, name));
    let own = attribute.filter(|_| matches!(tree.name(id), "meta" | "time" | "abbr" | "data"));
    own.map_or_else(|| tree.text(id).trim().to_owned(), str::to_owned)
}

fn written_date(page: Page, id: Id) -> Option<(Published, String)> {
    let Page { tree, context, .. } = page;
    let attribute = ["datetime", "content", "title"].iter().find_map(|name| tree.attribute(id, name));
    attribute.and_then(|text| date(text, context)).or_else(|| date(&tree.text(id), context))
}

/// The picture in an element with the properties of one.
fn image(tree: &Tree, id: Id, base: Option<&Address>) -> Option<Image> {
    let named = |name: &str| tree.all(id).find(|id| tree.attribute(*id, "itemprop") == Some(name));
    let address = |text: &str| base.map_or_else(|| Address::new(text), |base| base.join(text));
    let url = |id: Id| ["content", "href", "src"].iter().find_map(|name| tree.attribute(id, name)).and_then(address);
    let words = |name: &str| named(name).and_then(|id| some(value(tree, id)));
    let url = url(id).or_else(|| named("url").or_else(|| named("contentUrl")).and_then(url))?;
    Some(Image { caption: words("caption"), credit: words("creditText"), url: Some(url) })
}

/// Lines around the headline that read like bylines, or are called so.
fn head_lines(page: Page, place: Place, facts: &mut Facts) {
    let Page { tree, measures, context } = page;
    let mut past_title = place.title.is_none();
    let mut left = MAX_HEAD_LINES;
    for id in tree.all(place.zone) {
        let measure = &measures[id];
        past_title |= Some(id) == place.title;
        if past_title && measure.starts_story() {
            return;
        }
        let is_line = page.is_box(id) || measure.traits.byline || page.tree.name(id) == "small";
        if measure.hidden || !is_line || !(1..=MAX_BYLINE).contains(&measure.text) || Some(id) == place.title {
            continue;
        }
        if left == 0 {
            return;
        }
        left -= 1;
        let text = Clean::from(spaced(tree, id));
        let byline = line(&text, context).filter(|byline| byline.certain || measure.traits.byline).unwrap_or_default();
        if facts.authors.is_empty() {
            facts.authors.clone_from(&byline.authors);
        }
        if facts.authors.is_empty() {
            named_author(page, id, &text, facts);
        }
        if facts.published.is_none() {
            let stamp = byline.published.filter(|stamp| stamp.year.is_some());
            let published =
                |stamp: Stamp| Some((stamp.published(stamp.year_near(None, context.today))?, format!("{stamp:?}")));
            facts.published = stamp.and_then(published);
        }
    }
}

/// `text` as a byline: as a whole, or piece by piece where a date is one of them.
fn line(text: &str, context: &Context) -> Option<Byline> {
    if ends_sentence(text) && text.chars().count() > MAX_SHORT_SENTENCE {
        return None;
    }
    if let Some(whole) = byline::read(text, context, Order::MonthFirst) {
        return Some(whole);
    }
    if text.chars().count() > MAX_MIXED || ends_sentence(text) || text.ends_with(':') {
        return None;
    }
    let date = context.words.calendar.find_all(text, Order::MonthFirst).into_iter().next()?;
    // what is labelled otherwise is no day of publication: `Joined: 3 March 2020`
    if text[..date.range.start].trim_end().ends_with(':') {
        return None;
    }
    let mut mixed = Byline { published: Some(date.stamp), certain: date.stamp.day.is_some(), ..Byline::default() };
    let around = [&text[..date.range.start], &text[date.range.end..]];
    for piece in around.into_iter().flat_map(|part| part.split([',', '|', '·', '•', ';'])) {
        if piece.split_whitespace().count() > MAX_PIECE {
            return None;
        }
        let piece = byline::read(piece.trim(), context, Order::MonthFirst);
        mixed.authors.extend(piece.map(|piece| piece.authors).unwrap_or_default());
    }
    Some(mixed)
}

/// The words of a line that is called the author's, where they are no byline: also a single name in small letters.
fn named_author(page: Page, id: Id, text: &Clean, facts: &mut Facts) {
    let class = page.tree.attribute(id, "class").unwrap_or("").to_ascii_lowercase();
    if !(class.contains("author") || class.contains("byline")) {
        return;
    }
    let first = text.split(['|', '·', '•']).next().unwrap_or("").trim();
    let by = ["By ", "by ", "Author: ", "Author "].iter().find_map(|label| first.strip_prefix(label));
    let name = by.unwrap_or(first);
    let n_words = name.split(' ').count();
    let is_short = by.is_some() && n_words <= MAX_NAME_WORDS && name.starts_with(char::is_uppercase);
    let is_nick = n_words == 1 && name.len() > 2 && class.contains("name") && name.chars().all(char::is_alphanumeric);
    let is_name = is_short || is_nick || crate::import::names::is_name(name);
    if is_name && name.len() <= MAX_AUTHOR && !page.context.words.furniture.is(name) {
        facts.authors.push(name.into());
    }
}

/// The text of an element, its boxes apart; where words of two elements are jammed together, a sign for the end of one.
fn spaced(tree: &Tree, id: Id) -> String {
    let mut text = String::new();
    let mut is_new = false;
    for id in tree.all(id) {
        if let crate::import::html::tree::Content::Text(piece) = &tree.node(id).content {
            let is_jammed = text.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
                && piece.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
            if is_new && is_jammed {
                text.push_str(" | ");
            }
            text.push_str(piece);
            is_new = false;
        } else {
            text.push_str(if tree.tag(id).is_block() { " " } else { "" });
            is_new = true;
        }
    }
    text
}

/// Takes the headline off the start of the text, where it stands in no element of its own: it is a piece of the window's
/// title.
pub fn take_title(parts: &mut Vec<Part>, written: Option<&Clean>) -> Option<Clean> {
    let part = parts.first_mut()?;
    let (Content::Block(Block::Paragraph(text)) | Content::Heading { text, .. }) = &mut part.content else {
        return None;
    };
    let pieces = naming::pieces(written?).chain(written.map(Clean::as_str));
    let title = pieces.filter(|piece| text.text.starts_with(*piece)).max_by_key(|piece| piece.len())?;
    let rest = text.text[title.len()..].trim_start();
    let start = text.text.len() - rest.len();
    *text = outline::tail(text, start);
    if start > 0 && text.text.is_empty() {
        parts.remove(0);
    }
    Some(title.into())
}

/// Whether a line is nothing but the names of authors and site.
fn is_names(text: &str, facts: &Facts) -> bool {
    let mut rest = text.to_owned();
    for name in facts.authors.iter().chain(&facts.source) {
        rest = rest.replacen(name.as_str(), "", 1);
    }
    rest.len() < text.len() && rest.split_whitespace().all(|word| word.len() <= 3 && !word.ends_with('.'))
}

/// Takes bylines and topics off the start of the text.
pub fn take_bylines(parts: &mut Vec<Part>, facts: &Facts, draft: &mut Draft, context: &Context) {
    let mut at = 0;
    for _ in 0..HEAD_PARTS {
        let Some(part) = parts.get(at) else { return };
        let Content::Block(Block::Paragraph(prose)) = &part.content else {
            at += 1;
            continue;
        };
        let text = prose.text.clone();
        if is_names(&text, facts) {
            parts.remove(at);
        } else if let Some(byline) = line(&text, context).filter(|byline| byline.certain) {
            draft.add_byline(byline, context.today);
            parts.remove(at);
        } else if let Some(tags) = tags::read(&text, context) {
            draft.tags.extend(tags);
            parts.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Whether the first paragraph is the page's description, which stands under the headline.
pub fn is_standfirst(parts: &[Part], facts: &Facts) -> bool {
    let Some(Part { content: Content::Block(Block::Paragraph(Prose { text, .. })), .. }) = parts.first() else {
        return false;
    };
    facts.description.as_ref().is_some_and(|description| key(description) == key(text))
}
