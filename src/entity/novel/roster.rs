//! The names that rules found in an article, until it is clear what each of them is.

use super::version::{joined, joiner};
use super::vocabulary::{Class, Vocabulary};
use crate::article::EntityKind;
use crate::entity::id;
use crate::text::Clean;

/// How much a law's number counts.
const LAW_WEIGHT: u32 = 4;

/// A name that rules found.
#[derive(Clone, Debug)]
pub(in crate::entity) struct Found {
    pub kind: EntityKind,
    /// The canonical name; of a model without its version.
    pub name: String,
    /// Of a model: what joins versions to it.
    pub joiner: Option<char>,
    /// Of a model: the id of the company that makes it.
    pub maker: Option<Clean>,
    /// How sure the rules are.
    pub weight: u32,
    /// Other ways in which the text writes it.
    pub others: Vec<String>,
}

/// What a rule found at one place.
#[derive(Clone, Copy, Debug)]
pub(in crate::entity) struct Sighting<'a> {
    pub kind: EntityKind,
    /// As written, the version of a model included.
    pub written: &'a str,
    /// Bytes of `written` before a version.
    pub family: usize,
    pub weight: u32,
}

/// All names that rules found in one article.
#[derive(Debug, Default)]
pub(in crate::entity) struct Roster {
    found: Vec<Found>,
}

impl Roster {
    /// Notes a name, and says whether it is new.
    pub fn add(&mut self, sighting: Sighting, maker: Option<Clean>, vocabulary: &Vocabulary) -> bool {
        let Sighting { kind, written, family, weight } = sighting;
        let (name, joiner) = match kind {
            EntityKind::Model => (written[..family].to_owned(), joiner(&written[family..])),
            EntityKind::Company => (without(written, Class::Legal, vocabulary).to_owned(), None),
            _ => (written.to_owned(), None),
        };
        match self.found.iter_mut().find(|found| found.kind == kind && same(&found.name, &name, vocabulary)) {
            Some(found) => {
                found.weight += weight;
                let better = found.maker.is_none() && maker.is_some();
                found.maker = found.maker.take().or(maker);
                if name.len() > found.name.len() {
                    found.name = name;
                }
                better
            }
            None => {
                self.found.push(Found { kind, name, joiner, maker, weight, others: Vec::new() });
                true
            }
        }
    }

    /// Notes a law by its canonical name and what the text calls it.
    pub fn add_law(&mut self, name: String, written: String) {
        let kind = EntityKind::Policy;
        let at = self.found.iter().position(|found| found.kind == kind && found.name == name);
        let at = at.unwrap_or_else(|| {
            self.found.push(Found { kind, name, joiner: None, maker: None, weight: LAW_WEIGHT, others: Vec::new() });
            self.found.len() - 1
        });
        self.found[at].others.push(written);
    }

    /// The name of this kind that goes by `written`.
    pub fn find(&self, kind: EntityKind, written: &str, vocabulary: &Vocabulary) -> Option<&Found> {
        self.found.iter().find(|found| found.kind == kind && same(&found.name, written, vocabulary))
    }

    /// The names, each as the kind that most speaks for.
    pub fn into_names(self, vocabulary: &Vocabulary) -> Vec<Found> {
        let loses = |found: &Found| {
            self.found.iter().any(|other| {
                let rank = |found: &Found| (found.weight, std::cmp::Reverse(found.kind));
                other.kind != found.kind && same(&other.name, &found.name, vocabulary) && rank(other) > rank(found)
            })
        };
        self.found.iter().filter(|found| !loses(found)).cloned().collect()
    }
}

impl Found {
    /// The ways to write it, the longest first.
    pub fn spellings(&self, vocabulary: &Vocabulary) -> Vec<String> {
        let mut spellings = vec![self.name.clone()];
        spellings.extend(self.others.iter().cloned());
        spellings.dedup();
        if self.kind == EntityKind::Company {
            let short = without(&self.name, Class::Tail, vocabulary);
            let plain = vocabulary.classes(vocabulary.find(short)) != Default::default();
            if short != self.name && short.len() > 3 && !plain {
                spellings.push(short.to_owned());
            }
        }
        spellings
    }

    /// The canonical name with a version as the text has it.
    pub fn versioned(&self, version: &str) -> String {
        match version.is_empty() {
            true => self.name.clone(),
            false => format!("{}{}", self.name, joined(version, self.joiner)),
        }
    }
}

/// `name` without what ends it that is of a class.
fn without<'n>(name: &'n str, class: Class, vocabulary: &Vocabulary) -> &'n str {
    let mut rest = name;
    while let Some((before, last)) = rest.rsplit_once(' ') {
        let word = vocabulary.find(last.trim_end_matches(['.', ',']));
        if !vocabulary.classes(word).has(class) {
            break;
        }
        rest = before.trim_end_matches(',');
    }
    rest
}

/// Whether two names are one: "Lumora", "Lumora AI" and "Lumora Inc."
fn same(a: &str, b: &str, vocabulary: &Vocabulary) -> bool {
    let core = |name| {
        let legal = without(name, Class::Legal, vocabulary);
        id(without(legal, Class::Tail, vocabulary))
    };
    a == b || core(a) == core(b)
}
