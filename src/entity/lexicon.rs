//! The names that newsdesk knows: entries with aliases, facts and rules, and the look-up by name.

use std::fmt;

use crate::article::EntityKind;
use crate::text::Clean;
use crate::text::repair::Names;

/// All known entities with their aliases and rules. Built once, shared by `Arc`.
#[derive(Debug, Default)]
pub struct Lexicon {
    entries: Vec<Entry>,
}

/// Somebody or something that the lexicon knows. A family of models is one entry; its versions follow its rules.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub kind: EntityKind,
    /// The canonical name.
    pub name: Clean,
    /// [`super::id`] of the name.
    pub id: Clean,
    /// Other names, as the lexicon spells them; a person's surname is none.
    pub aliases: Vec<Clean>,
    /// Of a model: the id of the company that makes it.
    pub maker: Option<Clean>,
    /// Of a model: the id of its family, its own if it is one.
    pub family: Option<Clean>,
    /// What is known about it.
    pub facts: Facts,
}

/// What the lexicon says about an entity besides its names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What a person is, or an organization is for: "chief executive".
    pub role: Option<Clean>,
    /// Where a person works: a company's or organization's name.
    pub affiliation: Option<Clean>,
    /// ISO 3166 code of the seat: "US".
    pub country: Option<Clean>,
    /// Where a policy holds: "EU", "California".
    pub jurisdiction: Option<Clean>,
    /// Of a policy: "in force", "vetoed".
    pub status: Option<Clean>,
    /// Of a policy: the year it was made.
    pub year: Option<u16>,
}

/// Something in a lexicon's file that cannot be used. The rest is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconProblem {
    /// The file's name.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// What is wrong and what was done, in a sentence without a full stop.
    pub what: String,
}

impl fmt::Display for LexiconProblem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.file, self.line, self.what)
    }
}

impl Lexicon {
    /// The lexicon that comes with newsdesk.
    pub fn bundled() -> Self {
        Self::parse(&[]).0
    }

    /// A lexicon from TOML files, each given as its name and text; a later file overrides an earlier one.
    /// What cannot be used is in the list of problems.
    pub fn parse(_files: &[(&str, &str)]) -> (Self, Vec<LexiconProblem>) {
        (Self::default(), Vec::new())
    }

    /// The entry with this id. A version of a model has none of its own: ask for its family.
    pub fn entry(&self, kind: EntityKind, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.kind == kind && entry.id == id)
    }

    /// All entries, by kind and name.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The ids that go by `name`, in any case, with hyphens or spaces: canonical names, aliases, surnames, versions
    /// of a family ("gpt 5.6" → model `gpt-5.6`).
    pub fn resolve(&self, kind: Option<EntityKind>, name: &str) -> Vec<(EntityKind, Clean)> {
        let id = super::id(name);
        let wanted = |entry: &&Entry| kind.is_none_or(|kind| kind == entry.kind) && entry.id == id;
        self.entries.iter().filter(wanted).map(|entry| (entry.kind, entry.id.clone())).collect()
    }

    /// Names with capitals or blanks inside: evidence for taking jammed words apart.
    pub fn names(&self) -> Names {
        let names = self.entries.iter().flat_map(|entry| std::iter::once(&entry.name).chain(&entry.aliases));
        names.map(|name| name.to_string()).collect()
    }
}
