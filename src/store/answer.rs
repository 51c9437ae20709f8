//! Which stories fulfil a part of a query, and how well.

use super::StorySet;

/// The stories that a part of a query finds.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) found: StorySet,
    /// Where fuzzy words are part of it.
    pub(super) tiers: Option<Tiers>,
}

/// For each quality in the order of [`Quality`](super::fuzzy::Quality) the stories that match that well or better. All
/// words of a query must be that good, or any of those of which any will do.
#[derive(Clone, Debug)]
pub(super) struct Tiers(pub(super) [StorySet; 4]);

impl From<StorySet> for Answer {
    fn from(found: StorySet) -> Self {
        Self { found, tiers: None }
    }
}

impl Answer {
    /// What is found by this and by `other`, which has looked among `found` alone.
    pub(super) fn and(self, other: Self) -> Self {
        let tiers = match (&self.tiers, &other.tiers) {
            (Some(own), Some(others)) => Some(own.both(&self.untiered(), others, &other.untiered())),
            (own, others) => own.as_ref().or(others.as_ref()).cloned(),
        };
        Self { found: other.found, tiers }
    }

    /// What is found by this or by `other`.
    pub(super) fn or(mut self, other: Self) -> Self {
        self.found.add_all(&other.found);
        let tiers = match (self.tiers, other.tiers) {
            (Some(own), Some(others)) => Some(own.either(&others)),
            (own, others) => own.or(others),
        };
        Self { found: self.found, tiers }
    }

    /// What is found, but not by a fuzzy word.
    fn untiered(&self) -> StorySet {
        let mut rest = self.found.clone();
        self.tiers.iter().for_each(|tiers| rest.remove(&tiers.0[3]));
        rest
    }
}

impl Tiers {
    /// From the stories of each quality to those of each or better.
    pub(super) fn from_each(mut each: [StorySet; 4]) -> Self {
        for quality in 1..each.len() {
            let (better, own) = each.split_at_mut(quality);
            own[0].add_all(&better[quality - 1]);
        }
        Self(each)
    }

    /// As good as the worse of the two; as the one where the other says nothing.
    fn both(&self, untiered: &StorySet, other: &Self, other_untiered: &StorySet) -> Self {
        let mut neither = untiered.clone();
        neither.keep(other_untiered);
        let both = |quality: usize| {
            let (mut own, mut others) = (self.0[quality].clone(), other.0[quality].clone());
            own.add_all(untiered);
            others.add_all(other_untiered);
            own.keep(&others);
            own.remove(&neither);
            own
        };
        Self(std::array::from_fn(both))
    }

    fn either(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| own.add_all(other));
        self
    }
}
