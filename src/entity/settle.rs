//! Which hits stand: what is certain in an article settles what is in doubt.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::judge::{Doubt, Hit, Meaning};

/// Drops what lies within a longer hit that is certain. `hits` are by text and start, the longer first.
pub(super) fn uncover(hits: &mut Vec<Hit>) {
    let mut cover = (usize::MAX, 0, 0);
    hits.retain(|hit| {
        let covered = hit.text == cover.0 && hit.end <= cover.2 && (hit.start, hit.end) != (cover.1, cover.2);
        if hit.is_certain() && !covered && (hit.text != cover.0 || hit.end > cover.2) {
            cover = (hit.text, hit.start, hit.end);
        }
        !covered
    });
}

/// Settles every doubt with what is certain in the article.
pub(super) fn settle(hits: Vec<Hit>) -> Vec<Hit> {
    let certain = Certain::new(&hits);
    let mut ranked: Vec<(Hit, Rank)> = Vec::with_capacity(hits.len());
    for hit in hits {
        let rank = match hit.meaning {
            Meaning::Nobody => Some(Rank::Certain),
            Meaning::Entry { doubt: Doubt::None, .. } => Some(Rank::Certain),
            Meaning::Entry { doubt: Doubt::Word, .. } => None,
            Meaning::Entry { doubt: Doubt::Case, .. } => (!certain.0.is_empty()).then_some(Rank::Alone),
            Meaning::Entry { entry, doubt: Doubt::Surname { alone }, .. } => {
                certain.whose(&hit, entry).or(alone.then_some(Rank::Alone))
            }
        };
        ranked.extend(rank.map(|rank| (hit, rank)));
    }
    ranked.sort_by(|(a, x), (b, y)| (a.text, a.start, b.end).cmp(&(b.text, b.start, a.end)).then(y.cmp(x)));
    ranked.into_iter().map(|(hit, _)| hit).collect()
}

/// How well a hit is supported; the greatest of several for the same words stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Nothing in the article speaks against it.
    Alone,
    /// The full name comes later: the nearer the better.
    NamedLater(Reverse<(usize, usize)>),
    /// The full name stands before, there.
    Named(usize, usize),
    Certain,
}

/// Where each entry is named for certain, as text and start, in order.
struct Certain(HashMap<usize, Vec<(usize, usize)>>);

impl Certain {
    /// `hits` are by text and start.
    fn new(hits: &[Hit]) -> Self {
        let mut places: HashMap<usize, Vec<(usize, usize)>> = HashMap::new();
        for hit in hits {
            if let Meaning::Entry { entry, doubt: Doubt::None, .. } = hit.meaning {
                places.entry(entry).or_default().push((hit.text, hit.start));
            }
        }
        Self(places)
    }

    /// How the full name supports a surname: the last one before it most.
    fn whose(&self, hit: &Hit, person: usize) -> Option<Rank> {
        let places = self.0.get(&person)?;
        let n_before = places.partition_point(|place| *place < (hit.text, hit.start));
        match n_before.checked_sub(1).map(|last| places[last]) {
            Some((text, start)) => Some(Rank::Named(text, start)),
            None => places.first().map(|place| Rank::NamedLater(Reverse(*place))),
        }
    }
}
