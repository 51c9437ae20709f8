//! Bodies and laws, told by a word of their own names: "the Institute for …", "the … Act", "HB 149".

use memchr::memmem;

use super::items::{Item, Known, What};
use super::roster::{Clue, Roster, Sighting};
use super::rules::Discovery;
use super::vocabulary::{Class, Vocabulary};
use crate::article::EntityKind;

/// How much such a name counts: what a body calls itself says what it is.
const WEIGHT: u32 = 4;

/// Most words of such a name to either side of its head.
const MAX_REACH: usize = 9;

/// Notes the bodies and laws of a text.
pub(super) fn find(text: &str, items: &[Item], known: &[Known], discovery: &Discovery, roster: &mut Roster) {
    let vocabulary = &discovery.vocabulary;
    for item in items.iter().filter(|item| matches!(item.what, What::Plain | What::Name(_))) {
        for (start, end) in words(text, item.start, item.end) {
            if !text[start..].starts_with(char::is_uppercase) {
                continue;
            }
            let classes = vocabulary.classes(vocabulary.find(&text[start..end]));
            let kind = match (classes.has(Class::Body), classes.has(Class::Law)) {
                (true, _) => EntityKind::Organization,
                (_, true) => EntityKind::Policy,
                _ => continue,
            };
            let seated = discovery.seated.contains(&text[start..end].to_lowercase());
            let name = Name { text, known, vocabulary, kind, seated };
            if let Some((start, end)) = name.around(start, end) {
                let written = &text[start..end];
                let family = written.len();
                roster.add(
                    Sighting { kind, written, family, weight: WEIGHT, clue: Clue::Look(WEIGHT) },
                    None,
                    vocabulary,
                );
            }
        }
    }
}

/// Notes the laws of a text that have numbers: "HB 149", "Executive Order 14999".
pub(super) fn find_numbered(text: &str, known: &[Known], discovery: &Discovery, roster: &mut Roster) {
    for (prefix, spelled) in &discovery.numbered {
        for at in memmem::find_iter(text.as_bytes(), prefix) {
            let from = at + prefix.len();
            let Some(number) = text[from..].strip_prefix([' ', '-']).map(leading_number) else { continue };
            let end = from + 1 + number.len();
            let inside = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.');
            let taken = known.iter().any(|known| known.start < end && at < known.end);
            if !inside && !taken && (1..=6).contains(&number.len()) {
                let name = format!("{spelled} {number}");
                roster.add_law(name, text[at..end].to_owned());
            }
        }
    }
}

fn leading_number(text: &str) -> &str {
    let length = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let ends = !text[length..].starts_with(|c: char| c.is_alphanumeric() || c == '%');
    if ends { &text[..length] } else { "" }
}

/// The words between two places, as places.
fn words(text: &str, start: usize, end: usize) -> impl Iterator<Item = (usize, usize)> {
    let inside = &text[start..end];
    inside.split(' ').map(move |word| {
        let at = start + (word.as_ptr().addr() - inside.as_ptr().addr());
        (at, at + word.len())
    })
}

/// A name that is being put together around its head.
struct Name<'a> {
    text: &'a str,
    known: &'a [Known],
    vocabulary: &'a Vocabulary,
    kind: EntityKind,
    /// A place tells it from others of its kind: "University of Oslo".
    seated: bool,
}

impl Name<'_> {
    /// The whole name around the head, if it says enough.
    fn around(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let right = self.right(end);
        let left = if right > end && self.kind == EntityKind::Organization {
            self.left_plain(start)
        } else {
            self.left(start)
        };
        let overlaps = |known: &Known| known.start < right && known.end > left;
        let content = self.text[left..start].split(' ').chain(self.text[end..right].split(' '));
        let telling: usize = content.map(|word| self.telling(word)).sum();
        let led = self.text[..left].ends_with("the ")
            || self.text[..left].ends_with("The ")
            || self.text[..left].ends_with("’s ")
            || self.text[..left].ends_with("'s ");
        let opens = self.text[..left].trim_end().is_empty() || self.text[..left].trim_end().ends_with(['.', '!', '?']);
        let enough = match self.seated {
            true if right > end => 0,
            true if !opens => 2,
            _ if right > end || led => 2,
            _ => 3,
        };
        (telling >= enough && !self.known.iter().any(overlaps)).then_some((left, right))
    }

    /// How much a word says which body or law it is.
    fn telling(&self, word: &str) -> usize {
        let odd = [Class::Never, Class::Place, Class::Body, Class::Law, Class::Role];
        match self.classes(word) {
            _ if word == "AI" => 2,
            _ if !word.starts_with(char::is_uppercase) => 0,
            classes if classes.has_any(&odd) => 0,
            classes if classes.has_any(&[Class::Ordinary, Class::Nation]) => 1,
            _ => 2,
        }
    }

    fn classes(&self, word: &str) -> super::vocabulary::Classes {
        self.vocabulary.classes(self.vocabulary.find(word))
    }

    /// Whether a word with a capital may stand inside.
    fn is_part(&self, word: &str) -> bool {
        let plain = word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '&'));
        let never = self.classes(word).has(Class::Never) && word != "AI";
        word.starts_with(char::is_uppercase) && plain && !never
    }

    /// Capitals before the head, joined by "and" or "of".
    fn left(&self, head: usize) -> usize {
        let mut start = self.left_plain(head);
        for _ in 0..MAX_REACH {
            let link = ["and ", "& ", "of ", "in ", "for ", "on ", "in the ", "of the "];
            let joined = link.iter().find_map(|link| self.text[..start].strip_suffix(link));
            let Some(before) = joined.filter(|_| self.kind == EntityKind::Policy && start < head) else { break };
            let further = self.left_plain(before.len());
            if further == before.len() {
                break;
            }
            start = further;
        }
        start
    }

    /// Capitals before the head without a link between them.
    fn left_plain(&self, head: usize) -> usize {
        let mut start = head;
        for _ in 0..MAX_REACH {
            let Some(before) = self.text[..start].strip_suffix(' ') else { break };
            let word = before.rsplit([' ', '“', '(', '"']).next().unwrap_or_default();
            let at = before.len() - word.len();
            let opens = at == 0 || self.text[..at].trim_end().ends_with(['.', '!', '?', ':', '“']);
            let ordinary = opens && self.classes(word).has(Class::Ordinary);
            if ordinary || !self.is_part(word) || self.known.iter().any(|known| known.end > at && known.start <= at) {
                break;
            }
            start = at;
        }
        start
    }

    /// "for Responsible Compute and the Public" after the head.
    fn right(&self, head: usize) -> usize {
        let links: &[&str] = match self.kind {
            EntityKind::Organization => &[
                " for the ",
                " for ",
                " of the ",
                " of ",
                " on ",
                " against ",
                " für ",
                " der ",
                " des ",
                " de la ",
                " de l’",
                " de ",
                " pour la ",
                " pour ",
                " para la ",
                " para ",
            ],
            _ => &[" on the ", " on "],
        };
        let Some(link) = links.iter().find(|link| self.text[head..].starts_with(**link)) else { return head };
        let mut end = self.capitals(head + link.len());
        if end == head + link.len() {
            return head;
        }
        for _ in 0..MAX_REACH {
            let inner = [" and the ", " and ", " & ", " of the ", " of ", " in ", " for "];
            let Some(link) = inner.iter().find(|link| self.text[end..].starts_with(**link)) else { break };
            let further = self.capitals(end + link.len());
            let seat = &self.text[end + link.len()..further];
            let place = *link == " in " && !seat.contains(' ') && !self.classes(seat).has(Class::Ordinary);
            if place || further == end + link.len() {
                break;
            }
            end = further;
        }
        end
    }

    /// Where the capitals end that begin at `at`.
    fn capitals(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            let from = if end == at { at } else { end + 1 };
            if end > at && !self.text[end..].starts_with(' ') {
                return end;
            }
            let rest = &self.text[from..];
            let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(rest.len());
            if length == 0 || !self.is_part(&rest[..length]) || self.classes(&rest[..length]).has(Class::Role) {
                return end;
            }
            end = from + length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::items::items;
    use super::*;

    #[test]
    fn bodies_and_laws_are_told_by_their_heads() {
        let discovery = Discovery::bundled();
        let check = |text: &str, expected: &[&str]| {
            let mut roster = Roster::default();
            find(text, &items(text, &[], &discovery.vocabulary, false), &[], &discovery, &mut roster);
            let found: Vec<String> = roster.into_names().into_iter().map(|found| found.name).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("a report by the Institute for Responsible Compute says so", &["Institute for Responsible Compute"]);
        check("backed by the Vestergaard Foundation and others", &["Vestergaard Foundation"]);
        check("under the Model Transparency and Audit Act of 2026", &["Model Transparency and Audit Act"]);
        check("In this Act the Ministry has a say, and so has the Institute", &[]);
        check("The Foundation of Paris is old", &[]);
        check(
            "She studied at the University of Oslo and at Carrowmore University.",
            &["University of Oslo", "Carrowmore University"],
        );
        check("from the Institute of Tidal Research in Bergen", &["Institute of Tidal Research"]);
    }
}
