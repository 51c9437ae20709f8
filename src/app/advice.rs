//! What to do where no story matches, in words.

use super::action::{Action, Edit, Filter, KeyLayer, Mark};
use super::state::State;
use crate::store::query::State as Is;
use crate::store::{Polarity, Term};

/// Why no story matches, as far as the query tells, and the key that helps.
pub fn nothing_matches(state: &State) -> String {
    let query = &state.results.query;
    let key = |action| state.bindings.key(state.pane_keys(), action);
    let asks_for = |is| query.has(&Term::Is(is)) == Some(Polarity::Included);
    let reason = if asks_for(Is::Starred) {
        format!("Nothing here is starred yet: {} stars a story.", key(Action::Mark(Mark::Star)))
    } else if asks_for(Is::Later) {
        format!("Nothing here is put aside yet: {} keeps a story for later.", key(Action::Mark(Mark::Later)))
    } else if asks_for(Is::Unread) && query.terms().len() == 1 {
        "Everything is read.".to_owned()
    } else if let Some(word) = query.words().first() {
        format!("No story matches. Words look at titles, sources and names; text:{word} looks at what stories say.")
    } else {
        "No story matches.".to_owned()
    };
    let way_out = if state.takes_text() {
        format!("{} goes back.", state.bindings.key(KeyLayer::Prompt, Action::Edit(Edit::Cancel)))
    } else {
        format!("{} shows all again.", key(Action::Filter(Filter::Clear)))
    };
    format!("{reason} {way_out}")
}
