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
    /// Its text became another one after it was read.
    Changed,
    /// Read, and neither starred nor put aside.
    Archived,
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
    /// A note of the reader's own.
    Note,
    /// Tags of the reader's own.
    Tags,
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
    /// Unread stories before those that were read, latest first.
    Unread,
}

/// Whether a query asks for a term or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// `term`
    Included,
    /// `-term`
    Excluded,
    /// `term or another`
    Either,
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

    /// All its terms, in order, and how each stands in it.
    pub fn terms(&self) -> Vec<(&Term, Polarity)> {
        let mut terms = Vec::new();
        self.filter.each_term(Polarity::Included, &mut |term, polarity| terms.push((term, polarity)));
        terms
    }

    /// The query that also asks for `term`, against it, or for stories of it as well as of the last such term; what it
    /// said about the term before is replaced.
    pub fn with(&self, term: Term, polarity: Polarity) -> Self {
        let Self { filter, sort } = self.without(&term);
        let filter = match polarity {
            Polarity::Included => Filter::all_of([filter, Filter::Term(term)]),
            Polarity::Excluded => Filter::all_of([filter, Filter::Term(term).negate()]),
            Polarity::Either => filter.or_term(term),
        };
        Self { filter, sort }
    }

    /// The query that asks for what both ask for, in the other's order where it has one.
    pub fn and(self, other: Self) -> Self {
        Self { filter: Filter::all_of([self.filter, other.filter]), sort: other.sort.or(self.sort) }
    }

    /// The query that no longer says anything about `terms`, wherever they stand in it.
    pub fn without_terms(&self, terms: &[&Term]) -> Self {
        Self { filter: self.filter.without(terms), sort: self.sort }
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

    /// The phrases that it asks for, to mark them in the reader.
    pub fn phrases(&self) -> Vec<&str> {
        self.wanted(|term| match term {
            Term::Phrase(words) => Some(words.as_str()),
            _ => None,
        })
    }

    /// The words of the text that it asks for, to mark them in the reader.
    pub fn texts(&self) -> Vec<&str> {
        self.wanted(|term| match term {
            Term::Field(Field::Text, words) => Some(words.as_str()),
            _ => None,
        })
    }

    /// Whether its answer depends on the texts of stories.
    pub fn looks_into_texts(&self) -> bool {
        let is_of_texts = |term: &Term| matches!(term, Term::Phrase(_) | Term::Field(Field::Text, _));
        self.terms().iter().any(|(term, _)| is_of_texts(term))
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

    /// With a term that will do as well as the last part about terms of its kind; without such a part it must hold.
    fn or_term(&self, term: Term) -> Self {
        let is_alike = |part: &Self| match part {
            Self::Term(own) => own.is_alike(&term),
            Self::Or(parts) => parts.iter().all(|part| matches!(part, Self::Term(own) if own.is_alike(&term))),
            _ => false,
        };
        let mut parts = self.conjuncts().to_vec();
        match parts.iter_mut().rev().find(|part| is_alike(part)) {
            Some(part) => *part = Self::any_of([std::mem::take(part), Self::Term(term)]),
            None => parts.push(Self::Term(term)),
        }
        Self::all_of(parts)
    }

    /// Without `terms` at any depth; a group of which nothing is left is gone.
    fn without(&self, terms: &[&Term]) -> Self {
        let rest = |parts: &[Self]| -> Vec<Self> {
            parts.iter().map(|part| part.without(terms)).filter(|part| *part != Self::All).collect()
        };
        match self {
            Self::Term(term) if terms.contains(&term) => Self::All,
            Self::Not(inner) => inner.without(terms).negate(),
            Self::And(parts) => Self::all_of(rest(parts)),
            Self::Or(parts) => Self::any_of(rest(parts)),
            other => other.clone(),
        }
    }

    /// Calls `visit` with every term, in order, and how it stands in a query of which this is a part that stands like
    /// `polarity`.
    fn each_term<'q>(&'q self, polarity: Polarity, visit: &mut impl FnMut(&'q Term, Polarity)) {
        match self {
            Self::All => {}
            Self::Term(term) => visit(term, polarity),
            Self::Not(inner) => inner.each_term(Polarity::Excluded, visit),
            Self::And(parts) => parts.iter().for_each(|part| part.each_term(polarity, visit)),
            Self::Or(parts) => {
                let inside = if polarity == Polarity::Excluded { polarity } else { Polarity::Either };
                parts.iter().for_each(|part| part.each_term(inside, visit));
            }
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
    /// Whether two terms ask for names of the same kind.
    fn is_alike(&self, other: &Term) -> bool {
        match (self, other) {
            (Self::Entity { kind, .. }, Self::Entity { kind: others, .. }) => kind == others,
            (Self::Field(field, _), Self::Field(others, _)) => field == others,
            (Self::Date(side, _), Self::Date(others, _)) => side == others,
            _ => false,
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Query {
        Query::parse(text).unwrap()
    }

    fn term(text: &str) -> Term {
        query(text).terms()[0].0.clone()
    }

    #[test]
    fn terms_stand_in_a_query() {
        let found = query("a (b or -c or (d e)) -(f or g) is:read");
        let shown: Vec<String> = found.terms().iter().map(|(term, at)| format!("{term} {at:?}")).collect();
        let expected = "a Included, b Either, c Excluded, d Either, e Either, f Excluded, g Excluded, is:read Included";
        assert_eq!(shown.join(", "), expected);
    }

    #[test]
    fn terms_are_taken_out_of_their_groups() {
        for (text, lifted, expected) in [
            ("a or b", "a", "b"),
            ("a or b or c", "a", "b or c"),
            ("x (a or b)", "a", "x b"),
            ("x (a or -(b a))", "a", "x -b"),
            ("-a", "a", ""),
            ("x", "a", "x"),
        ] {
            assert_eq!(query(text).without_terms(&[&term(lifted)]).to_string(), expected, "{text}");
        }
    }

    #[test]
    fn a_term_joins_the_last_part_of_its_kind() {
        for (text, expected) in [
            ("", "company:b"),
            ("x", "x company:b"),
            ("company:a", "company:a or company:b"),
            ("company:a x (company:c or company:d)", "company:a x (company:c or company:d or company:b)"),
            ("company:a model:m", "(company:a or company:b) model:m"),
            ("company:a or x", "(company:a or x) company:b"),
            ("-company:a", "-company:a company:b"),
            ("company:b company:a", "company:a or company:b"),
        ] {
            assert_eq!(query(text).with(term("company:b"), Polarity::Either).to_string(), expected, "{text}");
        }
    }
}
