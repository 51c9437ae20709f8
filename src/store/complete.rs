//! What the term that is being typed could become: fields, names, choices and dates, each with its stories.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::columns::Flag;
use super::evaluate::Evaluation;
use super::fulltext::{Needle, begin_words};
use super::postings::PostingList;
use super::query::{Content, Field, Filter, KEYS, Key, Side, Sort, State, When, key};
use super::{Facet, FacetKind, Facets, Query, Store, StorySet, Term, fold};
use crate::article::{EntityKind, SectionKind};

/// Completions that are offered at most: nobody goes through more.
const MOST: usize = 40;

/// Dates that are offered for nothing typed, before those that stories have.
const NEAR: [&str; 5] = ["today", "yesterday", "7d", "2w", "3m"];

/// What a term could become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What stands in the query then.
    pub text: String,
    /// Stories that have it, of those that the rest of the query finds; `None` where it is no whole term yet, or none
    /// that finds stories.
    pub n_stories: Option<usize>,
}

/// Where the term begins, after its signs, that is being typed at the end of `text`.
pub fn term_start(text: &str) -> usize {
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            c if !quoted && (c.is_whitespace() || matches!(c, '(' | ')')) => start = at + c.len_utf8(),
            _ => {}
        }
    }
    text.len() - text[start..].trim_start_matches('-').len()
}

impl Store {
    /// What `term` could become, best first; the counts are those among the stories of `rest`.
    pub fn completions(&self, rest: &Query, term: &str, today: Date) -> Vec<Completion> {
        let evaluation = Evaluation::new(self, today);
        let found = evaluation.answer(&rest.filter, self.columns.all(Flag::Here)).found;
        let offer = Offer { store: self, evaluation, found };
        let mut completions = match term.split_once(':') {
            Some((name, value)) => key(name).map(|key| offer.values(key, value)).unwrap_or_default(),
            None => offer.beginnings(term),
        };
        completions.truncate(MOST);
        completions
    }
}

/// What completions are made of.
struct Offer<'a> {
    store: &'a Store,
    evaluation: Evaluation<'a>,
    /// The stories of the rest of the query.
    found: StorySet,
}

impl Offer<'_> {
    /// Fields, then names of any kind; for nothing typed the fields alone.
    fn beginnings(&self, typed: &str) -> Vec<Completion> {
        if typed.starts_with('"') {
            return Vec::new();
        }
        let lower = fold::lower(typed);
        // of two names of one key the first is the one that is printed
        let is_first = |at: &usize| KEYS[..*at].iter().all(|(_, key)| *key != KEYS[*at].1);
        let fields = (0..KEYS.len()).filter(is_first).map(|at| KEYS[at].0).filter(|name| name.starts_with(&lower));
        let mut completions: Vec<Completion> =
            fields.map(|name| Completion { text: format!("{name}:"), n_stories: None }).collect();
        if !typed.is_empty() {
            let facets = self.store.facets(&self.found);
            let all = FacetKind::ALL.into_iter().flat_map(|kind| of_kind(&facets, kind)).collect();
            completions.extend(named(all, typed, Facet::term));
        }
        completions
    }

    fn values(&self, key: Key, typed: &str) -> Vec<Completion> {
        let value = typed.trim_start_matches(['=', '"']);
        match key {
            Key::Entity(kind) => self.entities(kind, value, typed.starts_with('=')),
            Key::Field(Field::Topic) => self.facets(FacetKind::Topic, value),
            Key::Field(Field::Tag) => self.facets(FacetKind::Tag, value),
            Key::Field(Field::Source) => self.facets(FacetKind::Source, value),
            Key::Field(Field::Author) => self.authors(value),
            Key::Field(Field::Title | Field::Text | Field::Note) => Vec::new(),
            Key::Section => self.choices(&SectionKind::ALL, value, SectionKind::name, Term::Section),
            Key::Is => self.choices(&State::ALL, value, State::name, Term::Is),
            Key::Has => self.choices(&Content::ALL, value, Content::name, Term::Has),
            Key::Date(side) => self.dates(side, value),
            Key::Sort => {
                let names = Sort::ALL.into_iter().map(Sort::name).filter(|name| name.starts_with(value));
                names.map(|name| Completion { text: format!("sort:{name}"), n_stories: None }).collect()
            }
        }
    }

    fn entities(&self, kind: Option<EntityKind>, value: &str, exact: bool) -> Vec<Completion> {
        let facets = self.store.facets(&self.found);
        let kinds = EntityKind::ALL.into_iter().filter(|own| kind.is_none_or(|kind| kind == *own));
        let all = kinds.flat_map(|kind| of_kind(&facets, FacetKind::Entity(kind))).collect();
        let mut names = named(all, value, |facet| Term::Entity { kind, name: facet.id.to_string(), exact });
        if exact {
            // what belongs to a name is in its facet's count
            names.truncate(MOST);
            let term = |name: &Completion| Query::parse(&name.text).unwrap_or_default().filter;
            names.iter_mut().for_each(|name| name.n_stories = Some(self.count(&term(name))));
        }
        names
    }

    fn facets(&self, kind: FacetKind, value: &str) -> Vec<Completion> {
        named(of_kind(&self.store.facets(&self.found), kind), value, Facet::term)
    }

    fn authors(&self, value: &str) -> Vec<Completion> {
        let words = Needle::new(value).words();
        let count = |(author, stories): (&str, &PostingList)| {
            let n_stories = stories.len_with(&self.found);
            (n_stories > 0 && begin_words(&words, author)).then(|| (n_stories, author.to_owned()))
        };
        let mut authors: Vec<(usize, String)> = self.store.authors.iter().filter_map(count).collect();
        authors.sort_by(|a, b| (Reverse(a.0), &a.1).cmp(&(Reverse(b.0), &b.1)));
        let completion = |(n_stories, author)| completion(Term::Field(Field::Author, author), n_stories);
        authors.into_iter().map(completion).collect()
    }

    fn choices<T: Copy>(
        &self,
        all: &[T],
        value: &str,
        name: fn(T) -> &'static str,
        term: fn(T) -> Term,
    ) -> Vec<Completion> {
        let matching = all.iter().filter(|one| name(**one).starts_with(&value.to_lowercase().replace('-', "_")));
        matching.map(|one| self.counted(term(*one))).collect()
    }

    /// Years, months or days that stories have, latest first: one step finer than what is typed.
    fn dates(&self, side: Side, value: &str) -> Vec<Completion> {
        let value = value.to_lowercase();
        // Nobody asks for the one day that was a week ago.
        let is_usual = |when: &&&str| side != Side::On || !when.starts_with(|c: char| c.is_ascii_digit());
        let near = NEAR.iter().filter(is_usual).map(|when| (*when).to_owned());
        let published = self.found.iter().filter_map(|idx| self.store.columns.published(idx));
        let len = match value.len() {
            1..4 => 4,
            0 | 4..7 => 7,
            _ => 10,
        };
        let dates: BTreeSet<String> =
            published.map(|published| published.date().to_string().chars().take(len).collect()).collect();
        let all = near.chain(dates.into_iter().rev()).filter(|when| when.starts_with(&value)).take(MOST);
        let mut dates: Vec<Completion> =
            all.filter_map(|when| When::parse(&when)).map(|when| self.counted(Term::Date(side, when))).collect();
        dates.sort_by_key(|date| date.n_stories == Some(0));
        dates
    }

    fn counted(&self, term: Term) -> Completion {
        let n_stories = self.count(&Filter::Term(term.clone()));
        completion(term, n_stories)
    }

    fn count(&self, filter: &Filter) -> usize {
        self.evaluation.answer(filter, &self.found).found.len()
    }
}

fn completion(term: Term, n_stories: usize) -> Completion {
    Completion { text: term.to_string(), n_stories: Some(n_stories) }
}

/// The facets of a kind, and families of models.
fn of_kind(facets: &Facets, kind: FacetKind) -> Vec<Facet> {
    let families = if kind == FacetKind::Entity(EntityKind::Model) { facets.families() } else { &[] };
    let is_family = |facet: &Facet| families.iter().any(|family| family.id == facet.id);
    families.iter().cloned().chain(facets.of(kind).filter(|facet| !is_family(facet))).collect()
}

/// Those with words that begin like the words of `typed`, most frequent first.
fn named(mut facets: Vec<Facet>, typed: &str, term: impl Fn(&Facet) -> Term) -> Vec<Completion> {
    let words = Needle::new(typed).words();
    facets.retain(|facet| begin_words(&words, &fold::lower(&facet.name)) || begin_words(&words, &facet.id));
    facets.sort_by(|a, b| (Reverse(a.n_stories), &a.name).cmp(&(Reverse(b.n_stories), &b.name)));
    facets.iter().map(|facet| completion(term(facet), facet.n_stories)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_term_that_is_typed_begins_after_blanks_signs_and_parentheses() {
        for (text, expected) in [
            ("", ""),
            ("open sou", "sou"),
            ("open ", ""),
            ("-comp", "comp"),
            ("a or (b -topic:\"open s", "topic:\"open s"),
            ("\"a b\" c", "c"),
            ("source:\"say \\\" x\" y", "y"),
            ("开源 模", "模"),
        ] {
            assert_eq!(&text[term_start(text)..], expected, "{text}");
        }
    }
}
