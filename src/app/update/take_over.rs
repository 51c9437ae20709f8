//! Taking names that no lexicon has over into the user's own.

use super::{Effect, Notice, Pane, State, filter};
use crate::app::layer::Layer;
use crate::article::Named;
use crate::entity::id;
use crate::entity::own::{self, NewName};
use crate::store::{EntityKey, StoryIdx};

/// Asks for the chosen name to be added to the user's lexicon, if it is in none; a novel maker comes with its model.
pub fn take_over(state: &mut State) -> Vec<Effect> {
    let Some(key) = chosen(state) else {
        filter::choose_first(state);
        return Vec::new();
    };
    let store = &state.news.store;
    let is_meant = |named: &&Named| named.novel && EntityKey::of(named) == key;
    let names = stories(state).into_iter().find_map(|story| {
        let article = &store.story(story).article;
        let named = article.entities.iter().find(is_meant)?;
        Some(own::taken(article, named, store.lexicon()))
    });
    match names {
        Some(names) => vec![Effect::TakeOver(names)],
        None => {
            state.notice = Some(Notice::done("this name is in a lexicon already"));
            Vec::new()
        }
    }
}

/// Notes that names are known now, and tells it.
pub fn taken(state: &mut State, names: &[NewName], place: &str) {
    let shown: Vec<&str> = names.iter().map(|new| new.name.as_str()).collect();
    for new in names {
        let known = id(&new.name);
        let store = &state.news.store;
        let named = store.find_prefix("").into_iter().flat_map(|story| store.counted(story)).map(|own| own.named);
        let is_it =
            |named: &Named| named.kind == new.kind && (named.id == known || named.family.as_ref() == Some(&known));
        let mut keys: Vec<EntityKey> =
            named.filter(|named| named.novel && is_it(named)).map(|named| EntityKey::of(&named)).collect();
        keys.sort();
        keys.dedup();
        keys.iter().for_each(|key| state.news.store.know(key));
    }
    filter::ask_again(state);
    state.notice =
        Some(Notice::done(format!("{} added to {place}; delete its line there to take it back", shown.join(" and "))));
}

fn chosen(state: &State) -> Option<EntityKey> {
    if let Some(Layer::Entity(page)) = state.layers.last() {
        return Some(page.profile.key.clone());
    }
    let item = match state.screen.focus {
        Pane::Facets => state.facets.item(),
        Pane::Cast => state.cast.item(),
        Pane::List | Pane::Reader => None,
    };
    item.and_then(|item| item.facet.entity())
}

/// Stories that may name it: the one that is read, then those of the list, or of its page.
fn stories(state: &State) -> Vec<StoryIdx> {
    let page = state.layers.last().and_then(|layer| match layer {
        Layer::Entity(page) => Some(page.profile.stories.clone()),
        _ => None,
    });
    let shown = || state.reader.story.into_iter().chain(state.results.selection.rows.iter().copied()).collect();
    page.unwrap_or_else(shown)
}
