//! What is kept on disk: what goes there, and what comes from there.

use super::{Effect, State};
use crate::app::event::Recalled;
use crate::article::{ArticleId, Reading};

/// `effects`, and before them the wish to keep what has changed: leaving must not come first.
pub fn before(state: &mut State, effects: Vec<Effect>) -> Vec<Effect> {
    let deeds = state.history.journal.take_untold().into_iter().map(Effect::Keep);
    let readings = std::mem::take(&mut state.news.untold);
    let readings = readings.into_iter().map(|(article, change)| Effect::KeepReading(article, change));
    deeds.chain(readings).chain(effects).collect()
}

/// Takes in what was kept of articles. The rows stay where they are, whatever the query says of marks.
pub fn take_in(state: &mut State, readings: Vec<(ArticleId, Reading)>) {
    let mut is_any_here = false;
    for (article, reading) in readings {
        is_any_here |= state.news.keep(article, reading);
    }
    if is_any_here {
        state.results.recount(&mut state.news.store);
    }
}

/// Takes in what an earlier session did, so that it can be undone.
pub fn recall(state: &mut State, Recalled { number, what, undone, turns }: Recalled) {
    state.history.journal.recall(number, &what, turns, undone);
}
