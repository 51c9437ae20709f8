//! Which names the query asks for, wherever they stand in its text and whatever they are called there.

use crate::store::{Facet, FacetKind, Polarity, Query, Store, Term};

/// The names of a query: text and sidebars show the same ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    names: Vec<Name>,
}

/// A name, and the term that asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    facet: Facet,
    term: Term,
    polarity: Polarity,
}

impl Asked {
    /// The names that `query` asks for, as far as stories have them. An alias is the name it stands for.
    pub fn new(store: &Store, query: &Query) -> Self {
        let names = query.terms().into_iter().flat_map(|(term, polarity)| {
            let name = move |facet| Name { facet, term: term.clone(), polarity };
            facets(store, term).into_iter().map(name)
        });
        Self { names: names.collect() }
    }

    /// How the query asks for a name.
    pub fn of(&self, facet: &Facet) -> Option<Polarity> {
        self.names.iter().find(|name| is_same(&name.facet, facet)).map(|name| name.polarity)
    }

    /// The names of a kind, with counts of nothing.
    pub fn facets(&self, kind: FacetKind) -> impl Iterator<Item = &Facet> {
        self.names.iter().map(|name| &name.facet).filter(move |facet| facet.kind == kind)
    }

    /// `query` without what it says about a name.
    pub fn lift(&self, query: &Query, facet: &Facet) -> Query {
        let terms: Vec<&Term> =
            self.names.iter().filter(|name| is_same(&name.facet, facet)).map(|name| &name.term).collect();
        query.without_terms(&terms)
    }
}

fn is_same(one: &Facet, other: &Facet) -> bool {
    one.kind == other.kind && one.id == other.id
}

fn facets(store: &Store, term: &Term) -> Vec<Facet> {
    match term {
        Term::Entity { kind, name, .. } => {
            store.named(*kind, name).iter().filter_map(|key| store.facet(&key.term())).collect()
        }
        other => store.facet(other).into_iter().collect(),
    }
}
