//! The names that may be in an article, until it is clear which of them are and what each of them is.
//!
//! Every clue adds to what speaks for a name as one of a kind. A name is one when enough speaks for it.

use super::version::{joined, joiner};
use super::vocabulary::{Class, Vocabulary};
use crate::article::EntityKind;
use crate::entity::id;
use crate::text::Clean;

/// Most names of one article: what has more is a list of names, and every one is looked for in all of the text.
const MAX_NAMES: usize = 400;

/// In how many places rules count that are too weak alone and may be told twice.
const MAX_PLACES: usize = 2;

/// How much must speak for a firm that has the name of a model.
const FIRM_WEIGHT: u32 = 4;

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
    /// Other ways in which the text writes it.
    pub others: Vec<String>,
    /// It was seen with a version: a model, whoever else has the name.
    versioned: bool,
    /// How much speaks for it.
    weight: u32,
    /// How much speaks against it: it stands where places stand.
    doubt: u32,
    /// What spoke for it so far.
    clues: Vec<Clue>,
    core: Core,
}

/// By which spellings of one name are told to be one: "Lumora", "Lumora AI" and "Lumora Inc.", but not "Lumora AI" and
/// "Lumora Energy".
#[derive(Clone, Debug, PartialEq, Eq)]
struct Core {
    /// Without what law asks for.
    whole: Clean,
    /// Without what may be left out.
    short: Clean,
}

/// What speaks for a name. Each counts once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::entity) enum Clue {
    /// How it looks, with how much that says; of several looks the one that says most counts.
    Look(u32),
    /// The names that it stands in a row with.
    Row,
    /// Rules of this group, at this byte of this text: the first few places count.
    Weak(usize, usize, usize),
    /// Rules of this group, wherever in the article they found it.
    Group(usize),
    /// Rules of this group, at this byte of this text.
    Place(usize, usize, usize),
}

/// What speaks for a name at one place.
#[derive(Clone, Copy, Debug)]
pub(in crate::entity) struct Sighting<'a> {
    pub kind: EntityKind,
    /// As written, the version of a model included.
    pub written: &'a str,
    /// Bytes of `written` before a version.
    pub family: usize,
    pub weight: u32,
    pub clue: Clue,
}

/// All names of one article that something speaks for.
#[derive(Debug, Default)]
pub(in crate::entity) struct Roster {
    found: Vec<Found>,
    /// How much must speak for a name.
    enough: u32,
}

impl Roster {
    /// No names yet. One is a name when `enough` speaks for it.
    pub fn new(enough: u32) -> Self {
        Self { found: Vec::new(), enough }
    }

    /// Notes what speaks for a name, and says whether that makes it one or gives it its maker.
    pub fn add(&mut self, sighting: Sighting, maker: Option<Clean>, vocabulary: &Vocabulary) -> bool {
        let Sighting { kind, written, family, weight, clue } = sighting;
        let (name, joiner) = match kind {
            EntityKind::Model => (written[..family].to_owned(), joiner(&written[family..])),
            EntityKind::Company => (without(written, Class::Legal, vocabulary).to_owned(), None),
            _ => (written.to_owned(), None),
        };
        let core = core(&name, vocabulary);
        let versioned = kind == EntityKind::Model && family < written.len();
        let Some(found) = self.found.iter_mut().find(|found| found.kind == kind && found.core.is_of(&core)) else {
            if self.found.len() >= MAX_NAMES {
                return false;
            }
            let (others, clues) = (Vec::new(), vec![clue]);
            self.found.push(Found { kind, name, joiner, maker, others, versioned, weight, doubt: 0, clues, core });
            return weight >= self.enough;
        };
        let better = found.maker.is_none() && maker.is_some();
        found.maker = found.maker.take().or(maker);
        if name.len() > found.name.len() {
            found.name = name;
        }
        if versioned && !found.versioned {
            (found.versioned, found.joiner) = (true, joiner);
        }
        let was_one = found.is_one(self.enough);
        found.note(clue, weight);
        better || (!was_one && found.is_one(self.enough))
    }

    /// Notes what speaks against a name being one of this kind. It must be known before what speaks for it is.
    pub fn doubt(&mut self, kind: EntityKind, written: &str, doubt: u32, vocabulary: &Vocabulary) {
        let core = core(written, vocabulary);
        match self.found.iter().position(|found| found.kind == kind && found.core.is_of(&core)) {
            Some(at) => self.found[at].doubt = self.found[at].doubt.max(doubt),
            None if self.found.len() < MAX_NAMES => {
                let (name, others, clues) = (written.to_owned(), Vec::new(), Vec::new());
                let (joiner, maker) = (None, None);
                self.found.push(Found {
                    kind,
                    name,
                    joiner,
                    maker,
                    others,
                    versioned: false,
                    weight: 0,
                    doubt,
                    clues,
                    core,
                });
            }
            None => {}
        }
    }

    /// Notes a law by its canonical name and what the text calls it.
    pub fn add_law(&mut self, name: String, written: String) {
        let kind = EntityKind::Policy;
        let at = self.found.iter().position(|found| found.kind == kind && found.name == name);
        let at = at.unwrap_or_else(|| {
            let (weight, clues, core) = (LAW_WEIGHT, Vec::new(), Core::plain(&name));
            self.found.push(Found {
                kind,
                name,
                joiner: None,
                maker: None,
                others: Vec::new(),
                versioned: false,
                weight,
                doubt: 0,
                clues,
                core,
            });
            self.found.len() - 1
        });
        self.found[at].others.push(written);
    }

    /// The name of this kind that goes by `written`.
    pub fn find(&self, kind: EntityKind, written: &str, vocabulary: &Vocabulary) -> Option<&Found> {
        let core = core(written, vocabulary);
        self.found.iter().find(|found| found.kind == kind && found.is_one(self.enough) && found.core.is_of(&core))
    }

    /// The names, each as the kind that most speaks for.
    pub fn into_names(self) -> Vec<Found> {
        let loses = |found: &Found| {
            self.found.iter().any(|other| {
                let rank = |found: &Found| (found.weight, std::cmp::Reverse(found.kind));
                let beside = found.versioned && other.kind == EntityKind::Company || found.is_firm_beside(other);
                !beside && other.kind != found.kind && other.core.is_of(&found.core) && rank(other) > rank(found)
            })
        };
        let stands = |found: &&Found| found.is_one(self.enough) && !loses(found);
        self.found.iter().filter(stands).cloned().collect()
    }
}

impl Found {
    /// Counts what speaks for it.
    fn note(&mut self, clue: Clue, weight: u32) {
        let old = self.clues.iter().position(|clue| matches!(clue, Clue::Look(_)));
        match (clue, old.map(|at| (at, self.clues[at]))) {
            (Clue::Look(new), Some((at, Clue::Look(old)))) => {
                self.weight += new.saturating_sub(old);
                self.clues[at] = Clue::Look(new.max(old));
            }
            _ if self.clues.contains(&clue) || self.is_told_twice(clue) => {}
            _ => {
                self.clues.push(clue);
                self.weight += weight;
            }
        }
    }

    /// Whether a weak clue has been found in as many places as count.
    fn is_told_twice(&self, clue: Clue) -> bool {
        let Clue::Weak(group, ..) = clue else { return false };
        let same = |clue: &&Clue| matches!(clue, Clue::Weak(other, ..) if *other == group);
        self.clues.iter().filter(same).count() >= MAX_PLACES
    }

    /// Whether enough speaks for it, given what speaks against it.
    fn is_one(&self, enough: u32) -> bool {
        self.weight >= enough + self.doubt
    }

    /// Whether a firm goes by its own name beside a model called after it: "Osprey Labs" and "Osprey-7B".
    fn is_firm_beside(&self, model: &Found) -> bool {
        let firm = self.kind == EntityKind::Company && model.kind == EntityKind::Model && model.versioned;
        firm && (self.core.whole != self.core.short || self.weight >= FIRM_WEIGHT)
    }

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
        if before.ends_with('&') || !vocabulary.classes(word).has(class) {
            break;
        }
        rest = before.trim_end_matches(',');
    }
    rest
}

impl Core {
    fn plain(name: &str) -> Self {
        Self { whole: id(name), short: id(name) }
    }

    /// Whether both may be one name.
    fn is_of(&self, other: &Core) -> bool {
        let bare = self.whole == self.short || other.whole == other.short;
        self.whole == other.whole || (bare && self.short == other.short)
    }
}

fn core(name: &str, vocabulary: &Vocabulary) -> Core {
    let legal = without(name, Class::Legal, vocabulary);
    Core { whole: id(legal), short: id(without(legal, Class::Tail, vocabulary)) }
}
