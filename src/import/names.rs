//! Names in bylines: where one ends and the next begins, and whether a person or an organization bears it.

use super::vocabulary::{Byline, key};
use crate::text::Clean;

/// Words of the longest name of a person, particles included.
const MAX_NAME_WORDS: usize = 5;

/// Characters of the longest name.
const MAX_NAME_CHARS: usize = 60;

/// Small words inside names.
const PARTICLES: [&str; 23] = [
    "de", "van", "von", "der", "den", "la", "le", "al", "el", "bin", "ibn", "di", "da", "dos", "du", "del", "ter",
    "of", "the", "and", "for", "zu", "&",
];

/// Who stands in a byline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bearers {
    /// Human beings.
    pub people: Vec<Clean>,
    /// Publishers, desks, agencies.
    pub organizations: Vec<Clean>,
}

impl Bearers {
    fn is_empty(&self) -> bool {
        self.people.is_empty() && self.organizations.is_empty()
    }
}

/// The names in `text` (`A, B and C`); nothing if something in it is no name.
pub fn read(text: &str, words: &Byline) -> Option<Bearers> {
    let mut bearers = Bearers::default();
    let mut desk = false;
    for piece in pieces(text) {
        let piece = piece.trim().trim_start_matches('@').trim_end_matches(['.', ':', ';']).trim();
        if is_desk(piece, words) {
            desk = true;
            continue;
        }
        if piece.is_empty() || is_role(piece, words) {
            continue;
        }
        let piece = without_role(piece, words);
        let name = piece.split(" in ").next().unwrap_or(piece);
        let (name, employer) = name.split_once(" for ").or_else(|| name.split_once(" at ")).unwrap_or((name, ""));
        add(name.trim(), words, &mut bearers)?;
        bearers.organizations.extend(read_organization(employer, words));
    }
    (desk || !bearers.is_empty()).then_some(bearers)
}

/// Whether `text` is a desk without a name, with its place or not: `Redaktion Brüssel`.
fn is_desk(text: &str, words: &Byline) -> bool {
    let key = key(text);
    let first = key.split(' ').next().unwrap_or("");
    words.desks.contains(&key) || (words.desks.contains(first) && key.split(' ').count() == 2)
}

/// Whether `text` says what somebody is: `Energy Correspondent`.
pub fn is_role(text: &str, words: &Byline) -> bool {
    let key = key(text);
    let last = key.split(' ').next_back().unwrap_or("");
    words.roles.contains(&key)
        || (jams(text).next().is_none()
            && key.split(' ').count() <= 3
            && !key.contains([',', '、'])
            && words.role_words.contains(last))
}

/// A name without the role in brackets after it or jammed against it: `Jane DoeSenior Reporter`.
fn without_role<'t>(piece: &'t str, words: &Byline) -> &'t str {
    let bracketed = piece.trim_end_matches(')').rsplit_once('(');
    if let Some((name, _)) = bracketed.filter(|(_, role)| is_role(role, words)) {
        return name.trim_end();
    }
    jams(piece).find(|end| is_role(&piece[*end..], words)).map_or(piece, |end| &piece[..end])
}

/// Where a capital stands right after a small letter.
fn jams(text: &str) -> impl Iterator<Item = usize> {
    let pairs = text.char_indices().zip(text.chars().skip(1));
    pairs.filter(|((_, c), next)| c.is_lowercase() && next.is_uppercase()).map(|((at, c), _)| at + c.len_utf8())
}

/// The pieces of a list of names.
fn pieces(text: &str) -> Vec<String> {
    let mut text = text.to_owned();
    for and in [" and ", " & ", " und ", " et ", " y ", " with ", " AND ", " e ", "和", "、", ";", "/", "\u{ff1b}"] {
        text = text.replace(and, ",");
    }
    text.split([',', '\u{ff0c}']).map(str::to_owned).collect()
}

fn add(name: &str, words: &Byline, bearers: &mut Bearers) -> Option<()> {
    if !is_name(name) {
        return None;
    }
    let name = spelled(name);
    if is_person(&name, words) {
        bearers.people.push(name.into());
    } else {
        bearers.organizations.push(name.into());
    }
    Some(())
}

fn read_organization(text: &str, words: &Byline) -> Option<Clean> {
    (is_name(text) && !is_person(text, words)).then(|| text.into())
}

/// Whether `text` has the shape of a name: few words, all but particles with a capital.
pub fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let shaped = |word: &&str| {
        let first = word.trim_start_matches(['(', '“', '"', '\'']).chars().next();
        first.is_some_and(|c| c.is_uppercase() || is_ideograph(c) || c.is_ascii_digit()) || PARTICLES.contains(word)
    };
    let letters = text
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '&' | '‐' | '·' | '(' | ')' | '+'));
    !words.is_empty()
        && words.len() <= MAX_NAME_WORDS + 1
        && text.chars().count() <= MAX_NAME_CHARS
        && letters
        && words.iter().all(shaped)
        && !PARTICLES.contains(&words[words.len() - 1])
}

/// Whether a human being bears `name`: two to five words, none of them an organization's; in Chinese, two to four
/// characters.
pub fn is_person(name: &str, words: &Byline) -> bool {
    let parts: Vec<&str> = name.split_whitespace().collect();
    if name.chars().any(is_ideograph) {
        let marked =
            words.organization.iter().any(|word| word.chars().all(is_ideograph) && name.ends_with(word.as_str()));
        return !marked && (2..=5).contains(&name.chars().filter(|c| !c.is_whitespace()).count());
    }
    let of_organization = |word: &&str| words.organization.contains(&word.to_lowercase());
    (2..=MAX_NAME_WORDS).contains(&parts.len())
        && !parts[0].eq_ignore_ascii_case("the")
        && !parts.iter().any(of_organization)
        && !parts.iter().any(|word| matches!(*word, "of" | "the" | "and" | "for" | "&"))
        && !name.chars().any(|c| c.is_ascii_digit() || c == '&')
        && parts.iter().all(|word| !is_acronym(word))
}

/// `AI`, `EU`: no human being's, unlike initials with points; a whole name in capitals has been spelled out before.
fn is_acronym(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(|c| c.is_ascii_uppercase())
}

/// `JANE DOE` as `Jane Doe`.
fn spelled(name: &str) -> String {
    let long = name.split_whitespace().filter(|word| word.len() > 2).count() >= 2;
    if !long || name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut start = true;
    let spell = |c: char| {
        let was_start = std::mem::replace(&mut start, !c.is_alphabetic() && c != '\'' && c != '’');
        if was_start { c } else { c.to_lowercase().next().unwrap_or(c) }
    };
    name.chars().map(spell).collect()
}

/// Chinese characters, kana, hangul.
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::vocabulary::Vocabulary;

    #[test]
    fn people_are_told_from_organizations() {
        let words = Vocabulary::default().byline;
        let table = [
            ("Jane Doe", "Jane Doe", ""),
            ("JANE DOE", "Jane Doe", ""),
            ("The Model Lobby", "", "The Model Lobby"),
            ("Acme News Staff", "", "Acme News Staff"),
            ("Ana Ruiz, Bo Li and Cy de la Cruz", "Ana Ruiz|Bo Li|Cy de la Cruz", ""),
            ("Ana Ruiz, Senior Reporter", "Ana Ruiz", ""),
            ("Ana Ruiz, The Courier", "Ana Ruiz", "The Courier"),
            ("Ana Ruiz in Brussels", "Ana Ruiz", ""),
            ("Ana RuizSenior Reporter", "Ana Ruiz", ""),
            ("Ana Ruiz (parish correspondent)", "Ana Ruiz", ""),
            ("Reuters", "", "Reuters"),
            ("李未", "李未", ""),
            ("辰光日报", "", "辰光日报"),
            ("J. R. Smith-Jones", "J. R. Smith-Jones", ""),
        ];
        for (text, people, organizations) in table {
            let bearers = read(text, &words).unwrap_or_default();
            assert_eq!(bearers.people.join("|"), people, "{text}");
            assert_eq!(bearers.organizations.join("|"), organizations, "{text}");
        }
        for text in ["releasing the model", "Meta is pursuing a strategy", "the numbers"] {
            assert_eq!(read(text, &words), None, "{text}");
        }
    }
}
