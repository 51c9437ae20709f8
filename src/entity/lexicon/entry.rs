//! One entry of the lexicon: names, facts, and the rules by which a text's words are taken for it.

use std::sync::Arc;

use crate::article::EntityKind;
use crate::entity::version::Shapes;
use crate::text::Clean;

/// Somebody or something that the lexicon knows. A family of models is one entry; its versions follow its rules.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub kind: EntityKind,
    /// The canonical name.
    pub name: Clean,
    /// [`crate::entity::id`] of the name.
    pub id: Clean,
    /// Other names, as the lexicon spells them; a person's surname is none.
    pub aliases: Vec<Clean>,
    /// Of a model: the id of the company that makes it.
    pub maker: Option<Clean>,
    /// Of a model: the id of its family, its own if it is one.
    pub family: Option<Clean>,
    /// What is known about it.
    pub facts: Facts,
    /// The user wants to hear nothing of it: it is recognized, and left out.
    pub(in crate::entity) hidden: bool,
    /// Every spelling with the evidence it needs.
    pub(in crate::entity) spellings: Vec<Spelling>,
    /// Of a model family: how its versions are written, and the evidence they need; in a box, since few entries are one.
    pub(in crate::entity) versions: Option<Box<(Shapes, Evidence)>>,
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
    /// Where a policy holds, or an organization acts: "EU", "California".
    pub jurisdiction: Option<Clean>,
    /// Of a policy: "in force", "vetoed".
    pub status: Option<Clean>,
    /// Of a policy: the year it was made.
    pub year: Option<u16>,
}

/// A way to write an entity's name.
#[derive(Clone, Debug)]
pub(in crate::entity) struct Spelling {
    /// As the lexicon has it.
    pub text: String,
    /// What it stands for.
    pub role: SpellingRole,
    /// What must hold where it stands.
    pub evidence: Evidence,
}

/// What a spelling stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::entity) enum SpellingRole {
    /// The entity. Of a family: also the stem of its versions.
    Name,
    /// Only the stem of a family's versions: bare it is nobody, or somebody else.
    Stem,
    /// A version without its family's name: the R1 of DeepSeek-R1.
    Short,
    /// A person's surname, once the article has the full name.
    Surname,
    /// A person's surname that is that person wherever its evidence holds.
    SurnameAlone,
}

/// Words of which one will do. Entries share those of a list of cues.
pub(in crate::entity) type Words = Arc<[Arc<str>]>;

/// What must hold for a spelling to be taken for its entity.
#[derive(Clone, Debug, Default)]
pub(in crate::entity) struct Evidence {
    /// How its letters must be written.
    pub case: Case,
    /// At least one of these stands somewhere in the article; empty: nothing is asked.
    pub requires: Vec<Words>,
    /// None of these stands in the article. One that contains the spelling hides it where it stands.
    pub unless: Vec<Arc<str>>,
    /// One of these in the article outweighs `unless` and `given`.
    pub certain_with: Vec<Words>,
    /// People bear it as a first name: a word with a capital after it makes it theirs.
    pub given: bool,
}

/// How much the letters' case says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::entity) enum Case {
    /// Any case will do.
    #[default]
    Any,
    /// An ordinary word unless its first letter is a capital.
    Capital,
    /// A short acronym: letter by letter, but a line of capitals does not make it doubtful.
    Acronym,
    /// Letter by letter, and ambiguous even so.
    Exact,
}
