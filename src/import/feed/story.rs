//! From the record of an entry to the draft of an article.

use super::base::Bases;
use super::construct::Words;
use super::record::{Record, Texts};
use crate::article::{Block, Image, Link, Origin};
use crate::import::Context;
use crate::import::draft::Draft;
use crate::import::html::Fragment;
use crate::import::limits::MAX_MADE_TITLE;
use crate::import::outline::{self, Content, Part};
use crate::text::width::ellipsis;
use crate::text::{Address, Clean};

/// Signs with which a shortened text ends.
const SHORTENED: [&str; 6] = ["[…]", "[...]", "(…)", "(...)", "…", "..."];

/// The draft of `entry`, whose text begins at `line`; nothing where the entry is empty. `cut`: the document ends in it.
pub fn draft(entry: Record, bases: &Bases, line: usize, cut: bool, context: &Context) -> Option<Draft> {
    let (key, has_id) = (key(&entry), entry.id.get().is_some());
    let Record { mut texts, mut url, mut dates, people, tags, images, links, mut rights, language, mut named, .. } =
        entry;
    let title = texts.title.take().map(|words| words.line()).unwrap_or_default();
    let mut fragment = text(&mut texts, bases, line, context);
    let standfirst = lede(&mut texts, &mut fragment, line);
    let written = || fragment.parts.iter().flat_map(Part::texts).chain(links.iter().map(|link| &link.text));
    let title = if title.is_empty() { made_title(written()) } else { title };
    if cut {
        fragment.parts.push(Part { line, content: Content::Cut });
    }
    let published = dates.published.take();
    let updated = dates.updated.take();
    let origin = Origin {
        source: named.take(),
        url: url.take(),
        authors: people.authors(),
        contributors: people.contributors,
        published: published.or(updated),
        updated: updated.filter(|_| published.is_some()),
        rights: rights.take(),
        via: None,
        also_in: Vec::new(),
    };
    let draft = Draft {
        title,
        origin,
        language: language.as_deref().and_then(primary_language),
        tags,
        images: all_images(fragment.images, images),
        links: all_links(links, fragment.links),
        sections: outline::sections(fragment.parts, standfirst),
        is_peer: true,
        key: Some(key),
        ..Draft::default()
    };
    (has_id || !is_empty(&draft)).then(|| titled(draft))
}

/// Whether an entry says nothing, not even who, when or about what.
fn is_empty(draft: &Draft) -> bool {
    let Draft { title, origin, tags, images, links, sections, .. } = draft;
    let says_nothing = Origin { source: origin.source.clone(), ..Origin::default() } == *origin;
    title.is_empty()
        && says_nothing
        && tags.is_empty()
        && images.is_empty()
        && links.is_empty()
        && sections.iter().all(|section| section.blocks.is_empty())
}

/// With its address for a title, if it has no other.
fn titled(mut draft: Draft) -> Draft {
    if draft.title.is_empty() {
        draft.title = Clean::from(draft.origin.url.as_deref().unwrap_or("Untitled"));
    }
    draft
}

/// What names an entry within its feed: guid, else link, else title and date, else its text.
fn key(entry: &Record) -> String {
    if let Some(id) = entry.id.get().filter(|_| entry.id.rank() == Some(0)) {
        return format!("id\n{id}");
    }
    if let Some(url) = entry.url.get() {
        return format!("link\n{url}");
    }
    let title = entry.texts.title.get().map(|words| words.text.trim()).unwrap_or_default();
    let date = entry.dates.published.get().or(entry.dates.updated.get());
    let date = date.map(|date| date.instant().to_string()).unwrap_or_default();
    let text = entry.texts.summary.get().or(entry.texts.content.get()).filter(|_| title.is_empty());
    format!("title\n{title}\n{date}\n{}", text.map_or("", |words| words.text.trim()))
}

/// The entry's text: the whole, else what there is in short.
fn text(texts: &mut Texts, bases: &Bases, line: usize, context: &Context) -> Fragment {
    let whole = texts.content.take().map(|words| fragment(&words, bases, line, context));
    match whole.filter(|fragment| !fragment.parts.is_empty()) {
        Some(fragment) => fragment,
        None => texts.summary.take().map(|words| fragment(&words, bases, line, context)).unwrap_or_default(),
    }
}

fn fragment(words: &Words, bases: &Bases, line: usize, context: &Context) -> Fragment {
    words.fragment(bases.get(words.base), line, context)
}

/// Puts the summary before the text, if it is not what the text begins with. Whether it did.
fn lede(texts: &mut Texts, fragment: &mut Fragment, line: usize) -> bool {
    let Some(summary) = texts.summary.take().map(|words| words.line()).filter(|summary| !summary.is_empty()) else {
        return false;
    };
    let mut short = summary.trim();
    for sign in SHORTENED {
        short = short.strip_suffix(sign).unwrap_or(short).trim_end();
    }
    if begins_with(&fragment.parts, short) {
        return false;
    }
    fragment.parts.insert(0, Part::block(line, Block::paragraph(summary)));
    true
}

/// Whether the text of `parts` begins with `short`, whatever the blanks.
fn begins_with(parts: &[Part], short: &str) -> bool {
    let mut rest = short.chars().filter(|c| !c.is_whitespace());
    for part in parts {
        for c in part.texts().flat_map(|text| text.chars()).filter(|c| !c.is_whitespace()) {
            match rest.next() {
                Some(wanted) if wanted == c => {}
                Some(_) => return false,
                None => return true,
            }
        }
    }
    rest.next().is_none()
}

/// A title for what has none: the first sentence of the first of `texts` that says something.
pub fn made_title<'t>(mut texts: impl Iterator<Item = &'t Clean>) -> Clean {
    let Some(text) = texts.find(|text| !text.is_empty()) else { return Clean::default() };
    let end = text.char_indices().find_map(|(at, c)| {
        let next = text[at + c.len_utf8()..].chars().next();
        let ends =
            matches!(c, '。' | '！' | '？') || (matches!(c, '.' | '!' | '?') && next.is_none_or(char::is_whitespace));
        // an initial or a number before a point ends no sentence
        (ends && at > 15).then_some(at + if c == '.' || c == '。' { 0 } else { c.len_utf8() })
    });
    ellipsis(&text[..end.unwrap_or(text.len())], MAX_MADE_TITLE, "…").as_ref().into()
}

/// `en` of `en-US`.
pub fn primary_language(tag: &str) -> Option<Clean> {
    let primary = tag.trim().split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    let is_code = (2..=3).contains(&primary.len()) && primary.bytes().all(|c| c.is_ascii_lowercase());
    is_code.then(|| Clean::from(primary))
}

/// The pictures of the text, which figures point to, then those beside it.
fn all_images(mut images: Vec<Image>, beside: Vec<Image>) -> Vec<Image> {
    for image in beside {
        match images.iter_mut().find(|known| known.url.is_some() && known.url == image.url) {
            Some(known) => {
                known.caption = known.caption.take().or(image.caption);
                known.credit = known.credit.take().or(image.credit);
            }
            None => images.push(image),
        }
    }
    images
}

/// The links of the entry, then those of its text.
fn all_links(mut links: Vec<Link>, in_text: Vec<Link>) -> Vec<Link> {
    if links.is_empty() {
        return in_text;
    }
    links.extend(in_text);
    links
}

/// The identity of a feed, of all that it may be known by the most lasting.
pub fn identity(transfer: Option<&str>, feed: &Record) -> String {
    let own =
        || feed.links.iter().find(|link| link.kind == crate::article::LinkKind::Source).map(|link| link.url.as_str());
    let address = transfer.or_else(own).map(str::to_owned);
    address.or_else(|| feed.id.get().cloned()).unwrap_or_else(|| {
        let site = feed.url.get().map(Address::as_str).unwrap_or_default();
        let title = feed.texts.title.get().map(|words| words.text.trim()).unwrap_or_default();
        format!("{site}\n{title}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_told_from_the_beginning_of_the_text() {
        let parts =
            [Part::block(1, Block::paragraph("The crane is red.")), Part::block(2, Block::paragraph("It is big."))];
        for (short, expected) in [("The crane is red. It", true), ("The crane", true), ("A crane", false), ("", true)] {
            assert_eq!(begins_with(&parts, short), expected, "{short}");
        }
    }

    #[test]
    fn a_title_is_made_of_the_first_sentence() {
        for (text, expected) in [
            ("A red crane came in. It is big.", "A red crane came in"),
            ("Is it here, the crane? Yes", "Is it here, the crane?"),
            ("No sentence", "No sentence"),
        ] {
            assert_eq!(made_title([&Clean::from(text)].into_iter()), expected);
        }
    }
}
