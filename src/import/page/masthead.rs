//! The name of the site over its page: jammed with a slogan or divided from it.

use super::classify::{Entry, Role};
use crate::import::vocabulary::Byline;
use crate::import::{Context, names, tags};

/// Lines of a page that a name is looked for in again.
const MAX_LINES: usize = 200;

/// Words of the shortest headline.
const MIN_HEADLINE_WORDS: usize = 4;

/// Letters of the shortest name of one word that is told by what stands around it.
const MIN_NAME: usize = 4;

/// The publisher's name where it is jammed with a slogan: `Lattice WireEvery model launch, in plain words`.
pub fn jammed<'t>(text: &'t str, page: &[Entry], context: &Context) -> Option<&'t str> {
    let name = *tags::split(text, context).first()?;
    let slogan = text.get(name.len()..).filter(|slogan| !slogan.is_empty())?;
    let words = slogan.split(' ').count();
    let small_words = slogan.split(' ').filter(|word| word.starts_with(char::is_lowercase)).count();
    let single = !name.contains(' ');
    let opens_word =
        slogan.chars().nth(1).is_some_and(|c| c.is_lowercase() || c == ' ' || (single && c.is_alphabetic()));
    let acronym = slogan.split(' ').next().is_some_and(|word| word.len() > 1 && word.chars().all(char::is_uppercase));
    let opens_word = opens_word || (!single && acronym);
    let evident = !single || is_organization(name, &context.words.byline) || stands_alone(text, name, page);
    (names::is_name(name) && evident && opens_word && words >= 3 && small_words >= 1).then_some(name)
}

/// The publisher's name before a dash and a slogan: `Signal Ledger - markets, hour by hour`.
pub fn divided<'t>(text: &'t str, page: &[Entry], context: &Context) -> Option<&'t str> {
    if let Some((name, rest)) = text.split_once(" · ").or_else(|| text.split_once(" | ")) {
        return (names::is_name(name) && (names::is_name(rest) || is_slogan(rest))).then_some(name);
    }
    let (name, slogan) = [" - ", " – ", " — ", ": "].iter().find_map(|sign| text.split_once(sign))?;
    let organization = name.split(' ').any(|word| is_organization(word, &context.words.byline));
    let evident = organization || is_named_again(text, name, page) || is_over_headline(text, page);
    (names::is_name(name) && evident && is_slogan(slogan)).then_some(name)
}

/// A row of mostly small words, as no headline in capitals is.
fn is_slogan(text: &str) -> bool {
    text.split(' ').filter(|word| word.starts_with(char::is_lowercase)).count() >= 2
}

fn is_organization(name: &str, words: &Byline) -> bool {
    words.organization.contains(&name.to_lowercase())
}

/// Whether a name of one word is evident by the page: it comes again, or topics or a menu stand right under it.
fn stands_alone(text: &str, name: &str, page: &[Entry]) -> bool {
    let own = page.iter().position(|entry| entry.line.text == *text);
    let next = own.and_then(|at| page.get(at + 1));
    let over_furniture =
        next.is_some_and(|next| matches!(next.role, Role::Furniture | Role::Tags(_) | Role::Crumbs(_)));
    let single = name.chars().count() >= MIN_NAME && name.chars().all(char::is_alphanumeric);
    single && (over_furniture || is_named_again(text, name, page))
}

/// Whether `name` stands in another line of the page, as words of its own.
fn is_named_again(text: &str, name: &str, page: &[Entry]) -> bool {
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    page.iter().take(MAX_LINES).filter(|entry| entry.line.text != *text).any(|entry| {
        let line = entry.line.text.as_str();
        line.match_indices(name)
            .any(|(at, name)| ends(line[..at].chars().next_back()) && ends(line[at + name.len()..].chars().next()))
    })
}

/// Whether a headline in capitals, with a byline under it, stands right under `text`.
fn is_over_headline(text: &str, page: &[Entry]) -> bool {
    let own = page.iter().position(|entry| entry.line.text == *text);
    let [next, byline] = own.and_then(|at| page.get(at + 1..at + 3)).unwrap_or(&[]) else { return false };
    let words: Vec<&str> = next.line.text.split(' ').collect();
    let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    next.role == Role::Short
        && matches!(byline.role, Role::Byline(_))
        && words.len() >= MIN_HEADLINE_WORDS
        && capitals * 3 >= words.len() * 2
}
