//! What a story and its site are called: in the page's data, over the story, in the window.

use super::facts::{date, some};
use super::story::{Page, Place};
use crate::article::Published;
use crate::import::byline;
use crate::import::date::Order;
use crate::import::html::tag::Kind;
use crate::import::html::tree::{Content, Id, Tree};
use crate::import::vocabulary::key;
use crate::text::Clean;

/// Signs between a page's title and its site's name.
const DIVIDERS: [&str; 12] = [" | ", " - ", " – ", " — ", " · ", " :: ", " • ", " « ", " » ", ": ", "_", "\u{ff5c}"];

/// Words of the longest name of a site.
const MAX_SITE_WORDS: usize = 6;

/// Bytes of the longest date in a headline.
const MAX_DATE: usize = 40;

/// Elements in a headline that are looked at for a date.
const MAX_INNER: usize = 8;

/// Words of a heading that is a headline without a look at what the page is called.
const MIN_HEADLINE_WORDS: usize = 4;

/// Bytes of the shortest word that two titles share not by chance, and how many of them tell that they are of one story.
const MIN_WORD: usize = 4;
const MIN_SHARED: usize = 2;

/// What the window is called.
pub fn window_title(tree: &Tree) -> Option<Clean> {
    let title = tree.all(Tree::ROOT).find(|id| tree.name(*id) == "title")?;
    some(tree.text(title))
}

/// What a story is called in different places.
#[derive(Debug)]
pub struct Names<'n> {
    /// In the page's data.
    pub named: Option<&'n Clean>,
    /// Over the story.
    pub shown: Option<Clean>,
    /// That is its headline, whatever the data says.
    pub leads: bool,
    /// The title of the window.
    pub written: Option<&'n Clean>,
    /// What the site is called.
    pub source: Option<&'n str>,
}

/// The title: of the page's data, as shown, or of the window without the site's name.
pub fn title(names: Names) -> Option<Clean> {
    let Names { named, shown, leads, written, source } = names;
    let shown = shown.filter(|shown| !shown.is_empty());
    let cut_short = |named: &Clean, shown: &Clean| {
        let start = named.trim_end_matches(['…', '.', ' ']);
        shown.len() > named.len() && shown.starts_with(start)
    };
    let without = named.map(|title| without_site(title, source));
    match (without, shown) {
        (_, Some(shown)) if named == Some(&shown) => Some(shown),
        (Some(named), Some(shown)) if cut_short(&named, &shown) => Some(shown),
        (Some(named), Some(shown)) if key(&named).contains(&key(&shown)) && key(&shown).len() > 10 => Some(shown),
        (Some(named), Some(shown)) if leads && key(&named) != key(&shown) => Some(shown),
        (Some(named), _) => Some(named),
        (None, Some(shown)) => Some(shown),
        (None, None) => written.map(|written| without_site(written, source)),
    }
}

/// The headline as shown, and a date in an element of its own in it.
pub fn shown(page: Page, title: Id) -> (Clean, Option<(Published, String)>) {
    let Page { tree, context, .. } = page;
    let is_date = |id: &Id| {
        let text = tree.text(*id);
        let byline = byline::read(text.trim(), context, Order::MonthFirst).filter(|_| text.len() <= MAX_DATE);
        byline.is_some_and(|byline| byline.published.is_some() && byline.authors.is_empty())
    };
    let inner = tree.children(title).filter(|id| matches!(tree.node(*id).content, Content::Element(..)));
    let Some(stamp) = inner.take(MAX_INNER).find(is_date) else { return (tree.text(title).into(), None) };
    let words: Vec<String> = tree.children(title).filter(|id| *id != stamp).map(|id| tree.text(id)).collect();
    (words.join(" ").into(), date(&tree.text(stamp), context))
}

/// Whether what stands over the story is its headline although the page's data calls it something else: both share
/// words, or it is a heading of the first level in the story's box and no site's name.
pub fn leads(page: Page, place: Place, named: Option<&Clean>, source: Option<&str>) -> bool {
    let (Some(id), Some(named)) = (place.title, named) else { return false };
    let text = page.tree.text(id);
    let is_site = source.is_some_and(|source| key(source) == key(&text)) || page.context.words.furniture.is(&text);
    let level = match page.tree.tag(id).kind() {
        Kind::Heading(level) => level,
        _ => return false,
    };
    let is_inside = page.tree.ancestors(id).any(|outer| outer == place.core);
    let stands_alone = level == 1 && is_inside && text.split_whitespace().count() >= MIN_HEADLINE_WORDS;
    !is_site && level <= 2 && (stands_alone || share_words(&text, named))
}

/// Whether two titles share some words that are no small ones.
pub fn share_words(one: &str, other: &str) -> bool {
    let (one, other) = (key(one), key(other));
    let words: Vec<&str> = other.split(|c: char| !c.is_alphanumeric()).collect();
    let is_shared = |word: &&str| word.len() >= MIN_WORD && words.contains(word);
    one.split(|c: char| !c.is_alphanumeric()).filter(is_shared).count() >= MIN_SHARED
}

/// The parts of a title that has the site's name in it.
pub fn pieces(title: &str) -> impl Iterator<Item = &str> {
    let mut rests = vec![title];
    for divider in DIVIDERS {
        rests = rests.into_iter().flat_map(|rest| rest.split(divider)).collect();
    }
    rests.into_iter().map(str::trim).filter(move |piece| !piece.is_empty() && *piece != title)
}

/// `title` without the site's name after it or before it.
fn without_site(title: &Clean, source: Option<&str>) -> Clean {
    let is_site =
        |name: &str| source.is_some_and(|source| key(source) == key(name) || key(name).contains(&key(source)));
    let ends = DIVIDERS.iter().filter_map(|divider| title.rsplit_once(divider));
    let starts = DIVIDERS.iter().filter_map(|divider| title.split_once(divider));
    let last = ends.filter(|(_, last)| is_site(last)).map(|(rest, _)| rest).next();
    let first = starts.filter(|(first, _)| is_site(first)).map(|(_, rest)| rest).next();
    last.or(first).map_or_else(|| title.clone(), Clean::from)
}

/// The site's name: from the window's title, where it stands beside the headline, or from the link to its first page.
pub fn source(page: Page, written: Option<&Clean>, shown: Option<&Clean>, named: Option<&Clean>) -> Option<Clean> {
    let titles: Vec<String> = shown.into_iter().chain(named).map(|title| key(title)).collect();
    let is_short = |name: &str| name.split(' ').count() <= MAX_SITE_WORDS;
    let beside = || {
        let pieces: Vec<&str> = pieces(written?).collect();
        let at = pieces.iter().position(|piece| titles.contains(&key(piece)))?;
        let other = if at == 0 { pieces.last() } else { pieces.first() };
        other.filter(|other| pieces.len() > 1 && is_short(other)).map(|other| Clean::from(*other))
    };
    let around = || {
        let (written, title) = (written?, shown?);
        let rest = written.strip_prefix(title.as_str()).or_else(|| written.strip_suffix(title.as_str()))?;
        let name = rest.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '.' | '!' | '?'));
        some(name).filter(|name| is_short(name))
    };
    beside().or_else(around).or_else(|| home(page))
}

/// The words of the first link to the site's first page.
fn home(page: Page) -> Option<Clean> {
    let Page { tree, .. } = page;
    let is_home = |id: &Id| tree.name(*id) == "a" && tree.attribute(*id, "href") == Some("/");
    let words = |id: Id| {
        let alt = || tree.all(id).find_map(|id| tree.attribute(id, "alt")).map(str::to_owned);
        some(tree.text(id)).or_else(|| alt().and_then(some))
    };
    let name = tree.all(Tree::ROOT).filter(is_home).filter_map(words).next()?;
    let is_word = page.context.words.furniture.is_menu_word(&name) || page.context.words.furniture.is(&name);
    Some(name).filter(|name| name.split(' ').count() <= MAX_SITE_WORDS && !is_word)
}
