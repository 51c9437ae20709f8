//! What each line is, as far as it says so itself. What depends on its neighbours is decided in `head` and `body`.

use std::collections::HashSet;

use super::caption;
use super::lines::Line;
use crate::article::{Image, SectionKind};
use crate::import::byline::{self, Byline};
use crate::import::date::Order;
use crate::import::vocabulary::{Opening, ends_sentence, key};
use crate::import::{Context, tags};
use crate::text::Clean;

/// Headings and headlines are shorter than this.
const MAX_SHORT: usize = 160;

/// Pieces of other pages in one line are at least this long.
const MIN_EXCERPT_BYTES: usize = 300;

/// Lines of a page that may stand over the way to it.
const MAX_LINES_OVER_WAY: usize = 6;

/// Words of the longest step of such a way, and of the shortest headline under it.
const WAY_WORDS: (usize, usize) = (3, 4);

/// A line with its role.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The line.
    pub line: Line,
    /// What it is.
    pub role: Role,
}

/// What a line is on its own evidence.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// A known heading and nothing else.
    Heading(SectionKind),
    /// A known heading with text after it: kind, heading, text.
    RunIn(SectionKind, Clean, Clean),
    /// A point of a list.
    Item,
    /// Opens a list or box of something else.
    Opening(Opening),
    /// No part of the story.
    Furniture,
    /// Says that the rest is for who pays.
    Paywall,
    /// A picture's words.
    Caption(Image),
    /// The way to the page: its last step.
    Crumbs(Clean),
    /// Who, when, how long.
    Byline(Byline),
    /// Topics.
    Tags(Vec<Clean>),
    /// A few words without a full stop: a heading, a headline, a name.
    Short,
    /// Running text.
    Text,
}

/// Gives every line its role.
pub fn classify(lines: Vec<Line>, context: &Context, order: Order) -> Vec<Entry> {
    let keys: HashSet<String> = lines.iter().map(|line| key(&line.text)).collect();
    let way = |(at, line): (usize, &Line)| {
        let over = lines.get(at + 1).filter(|_| at <= MAX_LINES_OVER_WAY);
        crumbs(line, &keys, context).or_else(|| way_over(line, over?, context, order))
    };
    let crumbs: Vec<Option<Clean>> = lines.iter().enumerate().map(way).collect();
    let entry = |(line, crumbs): (Line, Option<Clean>)| {
        let role = crumbs.map_or_else(|| role(&line, context, order), Role::Crumbs);
        Entry { role, line }
    };
    let mut entries: Vec<Entry> = lines.into_iter().zip(crumbs).map(entry).collect();
    lift_lone_item(&mut entries);
    lift_excerpt_headings(&mut entries, context);
    entries
}

/// What may be a button opens a piece of another page where a long text stands right under it.
fn lift_excerpt_headings(entries: &mut [Entry], context: &Context) {
    for at in 1..entries.len() {
        let (before, text) = entries.split_at_mut(at);
        let (Some(entry), Some(next)) = (before.last_mut(), text.first()) else { continue };
        let long = next.role == Role::Text && next.line.text.len() >= MIN_EXCERPT_BYTES;
        if long && context.words.combined.opens_excerpt(&entry.line.text) {
            entry.role = Role::Heading(SectionKind::Excerpt);
        }
    }
}

/// A headline with a star or a triangle before it is no list: a single short point before the first text.
fn lift_lone_item(entries: &mut [Entry]) {
    let begins = |entry: &Entry| matches!(entry.role, Role::Item | Role::Text | Role::Heading(_) | Role::RunIn(..));
    let Some(at) = entries.iter().position(begins) else { return };
    let alone = entries.get(at + 1).is_some_and(|next| next.role != Role::Item);
    if entries[at].role == Role::Item && alone && is_short(&entries[at].line.text) {
        entries[at].role = Role::Short;
    }
}

fn role(line: &Line, context: &Context, order: Order) -> Role {
    let words = context.words;
    let text = line.text.as_str();
    let spaced = line.spaced.as_deref().unwrap_or(text);
    if let Some(kind) = words.heading(text) {
        return Role::Heading(kind);
    }
    if words.furniture.is_paywall(text) {
        return Role::Paywall;
    }
    if let Some(opening) = words.furniture.opening(text) {
        return Role::Opening(opening);
    }
    if words.combined.opens_nearby(text) {
        return Role::Opening(Opening::Nearby);
    }
    if words.combined.is_offer(text) {
        return Role::Opening(Opening::Box);
    }
    if line.marker.is_some() {
        return if words.furniture.is(text) && !ends_sentence(text) { Role::Furniture } else { Role::Item };
    }
    if let Some((kind, label, rest)) = words.run_in(text) {
        return Role::RunIn(kind, label.into(), rest.into());
    }
    if words.furniture.is(text) || words.furniture.is(spaced) || words.combined.is_count_bar(text) {
        return Role::Furniture;
    }
    if let Some(image) = caption::read(text, &words.captions) {
        return Role::Caption(image);
    }
    let names_source = || words.byline.source.starts(&key(text));
    let is_byline = |byline: &Byline| byline.certain || (byline.source.is_some() && names_source());
    if let Some(byline) = byline::read(spaced, context, order).filter(is_byline) {
        return Role::Byline(byline);
    }
    if let Some(tags) = tags::read(spaced, context) {
        return Role::Tags(tags);
    }
    if is_short(text) { Role::Short } else { Role::Text }
}

/// Whether `text` is no sentence by its length and end.
pub fn is_short(text: &str) -> bool {
    let shout = text.chars().count() <= MAX_SHORT / 2 && !text.chars().any(char::is_lowercase) && !text.contains(". ");
    let open_end = !ends_sentence(text) || text.ends_with(['?', '!', '\u{ff1f}', '\u{ff01}']);
    let ideographs = text.chars().filter(|c| crate::import::names::is_ideograph(*c)).count();
    let sentences = text.contains(". ") && text.chars().count() > MAX_SHORT / 2;
    text.chars().count() + ideographs <= MAX_SHORT
        && !text.contains("。")
        && !sentences
        && ((open_end && !text.ends_with([',', ':', '\u{ff1a}', '\u{ff0c}', '-'])) || (shout && text.ends_with('.')))
}

/// The last step of a way like `Home › Analysis › Title`.
fn crumbs(line: &Line, keys: &HashSet<String>, context: &Context) -> Option<Clean> {
    let text = line.text.as_str();
    if text.chars().count() > MAX_SHORT * 2 || line.marker.is_some() {
        return None;
    }
    let signs = ["›", "»", "→", "❯", " > ", " / ", "\u{ff1e}", ">", "/"];
    signs.iter().filter(|sign| text.contains(**sign)).find_map(|sign| {
        let steps: Vec<&str> = text.split(sign).map(str::trim).filter(|step| !step.is_empty()).collect();
        let (first, last) = (steps.first()?, steps.last().filter(|_| steps.len() > 1)?);
        let named = |step: &str| context.words.furniture.is_rubric(step) || context.words.furniture.is_menu_word(step);
        let own = key(text);
        let last_key = key(last);
        let repeated = last_key != own && keys.contains(&last_key);
        let short = steps[..steps.len() - 1].iter().all(|step| step.split_whitespace().count() <= 4);
        let whole = steps.len() >= 3 || named(first);
        let way = short && (repeated || (whole && named(first) && !matches!(*sign, "/")));
        way.then(|| Clean::from(*last))
    })
}

/// The last step of a way of names that nothing but its arrows tells, right over a headline: `Institute → Commentary`.
fn way_over(line: &Line, next: &Line, context: &Context, order: Order) -> Option<Clean> {
    let (most, least) = WAY_WORDS;
    let headline = is_short(&next.text)
        && byline::read(&next.text, context, order).is_none()
        && next.text.split_whitespace().count() >= least;
    let is_step = |step: &&str| {
        step.split_whitespace().count() <= most && step.starts_with(char::is_uppercase) && !ends_sentence(step)
    };
    ["›", "»", "→", "❯", " > "].into_iter().find_map(|sign| {
        let steps: Vec<&str> = line.text.split(sign).map(str::trim).collect();
        let way = headline
            && line.marker.is_none()
            && steps.len() > 1 + usize::from(sign == " > ")
            && steps.iter().all(is_step);
        steps.last().filter(|_| way).map(|last| Clean::from(*last))
    })
}
