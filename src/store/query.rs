//! What is shown: a query, parsed from text and printed back to the same text.
//!
//! A [`Query`] is plain data. [`Query::parse`] and `Display` are inverse; `store::evaluate` says which stories it means.

mod date;
mod field;
mod parse;
mod print;

pub use date::{Side, Unit, When};
pub use field::{Field, nearest};
pub(super) use field::{KEYS, Key, key};
pub use parse::{MAX_DEPTH, MAX_TERMS, QueryError};

use crate::article::{EntityKind, SectionKind};
use crate::store::fold;

/// Which stories are shown, and in which order. The default shows everything, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// Which stories.
    pub filter: Filter,
    /// In which order; `None` ranks by the fuzzy words, and without any is newest first.
    pub sort: Option<Sort>,
}

/// A condition on a story. Made by [`Filter::all_of`], [`Filter::any_of`] and [`Filter::negate`], it is in normal form:
/// no group of one, no group directly inside one of its own kind, no double negation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Filter {
    /// Every story.
    #[default]
    All,
    /// What a single term says.
    Term(Term),
    /// Not these.
    Not(Box<Filter>),
    /// All of these: two or more.
    And(Vec<Filter>),
    /// Any of these: two or more.
    Or(Vec<Filter>),
}

/// One term of a query.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// Letters in this order in the title, the source or the name of an entity.
    Word(String),
    /// These words next to each other, in the title or the text.
    Phrase(String),
    /// An entity by its canonical name or an alias.
    Entity {
        /// Of which kind; `None` of any.
        kind: Option<EntityKind>,
        /// Canonical name, id or alias.
        name: String,
        /// Without what belongs to it: a company's models, a family's versions.
        exact: bool,
    },
    /// A field that has these words.
    Field(Field, String),
    /// A section of this kind is there.
    Section(SectionKind),
    /// What the reader did with the story.
    Is(State),
    /// What the story has.
    Has(Content),
    /// When it was published.
    Date(Side, When),
}

/// What the reader did with a story, as a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Not opened yet.
    Unread,
    /// Opened, or marked as read.
    Read,
    /// Marked with a star.
    Starred,
    /// Put aside for later.
    Later,
}

/// What a story may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    /// Key points.
    Tldr,
    /// A section on what to watch.
    Watch,
    /// Amounts: a number with %, a currency, million, billion and their like.
    Figures,
    /// Addresses that the text points to, or its own.
    Links,
}

/// The order of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// By date, latest first, undated last.
    Newest,
    /// By date, earliest first, undated last.
    Oldest,
    /// By the fuzzy matcher's score.
    Relevance,
    /// By publisher, latest first inside one.
    Source,
}

/// Whether a query asks for a term or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// `term`
    Included,
    /// `-term`
    Excluded,
}

impl Query {
    /// Reads a query. The empty text is the query for everything.
    ///
    /// # Errors
    /// Says where the first thing stands that cannot be read, and what was expected there.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        parse::query(text)
    }

    /// Whether it shows everything, in the order that nobody asked for.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How `term` stands in the query; only what all results must fulfil counts, not what is inside an `or`.
    pub fn has(&self, term: &Term) -> Option<Polarity> {
        self.filter.conjuncts().iter().find_map(|filter| filter.polarity_of(term))
    }

    /// What no result may be or have, at the top level.
    pub fn excluded(&self) -> impl Iterator<Item = &Term> {
        self.filter.conjuncts().iter().filter_map(|part| match part {
            Filter::Not(inner) => match &**inner {
                Filter::Term(term) => Some(term),
                _ => None,
            },
            _ => None,
        })
    }

    /// Whether it asks for an entity, topic or source at its top level, or against one.
    pub fn has_facets(&self) -> bool {
        let is_facet = |term: &Term| matches!(term, Term::Entity { .. } | Term::Field(Field::Topic | Field::Source, _));
        self.filter.conjuncts().iter().any(|part| match part {
            Filter::Term(term) => is_facet(term),
            Filter::Not(inner) => matches!(&**inner, Filter::Term(term) if is_facet(term)),
            _ => false,
        })
    }

    /// The query that also asks for `term`, or against it; what it said about the term before is replaced.
    pub fn with(&self, term: Term, polarity: Polarity) -> Self {
        let rest = self.without(&term);
        let added = match polarity {
            Polarity::Included => Filter::Term(term),
            Polarity::Excluded => Filter::Term(term).negate(),
        };
        Self { filter: Filter::all_of([rest.filter, added]), sort: self.sort }
    }

    /// The query that no longer says anything about `term` at its top level.
    pub fn without(&self, term: &Term) -> Self {
        let kept = self.filter.conjuncts().iter().filter(|filter| filter.polarity_of(term).is_none());
        Self { filter: Filter::all_of(kept.cloned()), sort: self.sort }
    }

    /// The same stories in another order.
    pub fn with_sort(&self, sort: Option<Sort>) -> Self {
        Self { filter: self.filter.clone(), sort }
    }

    /// The fuzzy words that it asks for, to mark their letters.
    pub fn words(&self) -> Vec<&str> {
        self.wanted(|term| match term {
            Term::Word(word) => Some(word.as_str()),
            _ => None,
        })
    }

    /// The phrases and the words of the text that it asks for, to mark them in the reader.
    pub fn phrases(&self) -> Vec<&str> {
        self.wanted(|term| match term {
            Term::Phrase(words) | Term::Field(Field::Text, words) => Some(words.as_str()),
            _ => None,
        })
    }

    fn wanted<'q>(&'q self, pick: fn(&'q Term) -> Option<&'q str>) -> Vec<&'q str> {
        let mut found = Vec::new();
        self.filter.each_wanted(&mut |term| found.extend(pick(term)));
        found
    }
}

impl Filter {
    /// Stories that fulfil all of `filters`.
    pub fn all_of(filters: impl IntoIterator<Item = Filter>) -> Self {
        let mut parts = Vec::new();
        for filter in filters {
            match filter {
                Self::All => {}
                Self::And(inner) => parts.extend(inner),
                other => parts.push(other),
            }
        }
        Self::group(parts, Self::And).unwrap_or_default()
    }

    /// Stories that fulfil any of `filters`; of none of them, everything.
    pub fn any_of(filters: impl IntoIterator<Item = Filter>) -> Self {
        let mut parts = Vec::new();
        for filter in filters {
            match filter {
                Self::All => return Self::All,
                Self::Or(inner) => parts.extend(inner),
                other => parts.push(other),
            }
        }
        Self::group(parts, Self::Or).unwrap_or_default()
    }

    /// Stories that do not fulfil this. There is no query for nothing: the negation of everything is everything.
    pub fn negate(self) -> Self {
        match self {
            Self::All => Self::All,
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    fn group(mut parts: Vec<Filter>, make: fn(Vec<Filter>) -> Filter) -> Option<Self> {
        if parts.len() > 1 { Some(make(parts)) } else { parts.pop() }
    }

    /// What all results must fulfil.
    fn conjuncts(&self) -> &[Filter] {
        match self {
            Self::All => &[],
            Self::And(parts) => parts,
            other => std::slice::from_ref(other),
        }
    }

    fn polarity_of(&self, term: &Term) -> Option<Polarity> {
        match self {
            Self::Term(own) if own.means(term) => Some(Polarity::Included),
            Self::Not(inner) => match &**inner {
                Self::Term(own) if own.means(term) => Some(Polarity::Excluded),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether fuzzy words are part of it.
    pub(super) fn has_words(&self) -> bool {
        let mut has_words = false;
        self.each_wanted(&mut |term| has_words |= matches!(term, Term::Word(_)));
        has_words
    }

    /// Calls `visit` with every term that is not negated.
    pub(super) fn each_wanted<'q>(&'q self, visit: &mut impl FnMut(&'q Term)) {
        match self {
            Self::All | Self::Not(_) => {}
            Self::Term(term) => visit(term),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.each_wanted(visit)),
        }
    }
}

impl Term {
    /// Whether two terms say the same, whatever the case and the accents of their names.
    pub(super) fn means(&self, other: &Term) -> bool {
        match (self, other) {
            (Self::Entity { kind, name, exact }, Self::Entity { kind: k, name: n, exact: e }) => {
                kind == k && exact == e && fold::key(name) == fold::key(n)
            }
            (Self::Field(field, value), Self::Field(f, v)) => field == f && fold::key(value) == fold::key(v),
            _ => self == other,
        }
    }
}
