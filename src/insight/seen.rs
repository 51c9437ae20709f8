//! How often, and when first and last, the entities of some stories are named.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::article::{Counted, EntityKind, Named, Published};
use crate::store::{EntityKey, Store, StoryIdx};

/// When and how often something was named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Places where it is named.
    pub n_mentions: usize,
    /// The day of the first story with a date.
    pub first: Option<Date>,
    /// The day of the last one.
    pub last: Option<Date>,
}

impl Seen {
    /// Adds what a story of that date has of it.
    pub fn add(&mut self, published: Option<Published>, n_mentions: usize) {
        self.n_mentions += n_mentions;
        let Some(day) = published.map(Published::date) else { return };
        self.first = Some(self.first.map_or(day, |first| first.min(day)));
        self.last = Some(self.last.map_or(day, |last| last.max(day)));
    }
}

/// Who is named in `stories`. As everywhere, a company is seen in its models, a family in its versions.
pub fn seen(store: &Store, stories: &[StoryIdx]) -> HashMap<EntityKey, Seen> {
    let mut found: HashMap<EntityKey, Seen> = HashMap::new();
    for story in stories {
        let published = store.head(*story).published;
        for Counted { named, n_mentions } in store.counted(*story) {
            for key in counted(&named) {
                found.entry(key).or_default().add(published, n_mentions as usize);
            }
        }
    }
    found
}

/// Itself, and what it belongs to.
fn counted(named: &Named) -> impl Iterator<Item = EntityKey> {
    let own = EntityKey::of(named);
    let family = named.family.clone().map(|id| EntityKey { kind: EntityKind::Model, id });
    let maker = named.maker.clone().map(|id| EntityKey { kind: EntityKind::Company, id });
    let family = family.filter(|family| *family != own);
    [Some(own), family, maker].into_iter().flatten()
}
