//! What comes from the library: stories without their texts, texts, what others have changed there.

use super::{Effect, Notice, State, filter, keep, load, refresh};
use crate::app::event::{FromLibrary, Stock};
use crate::app::jumps::Jumps;
use crate::app::layer::Layer;
use crate::app::reader::Reader;
use crate::app::texts::{self, Texts};
use crate::article::{Article, ArticleId, Head};
use crate::store::Store;

/// Takes in what the library tells.
pub fn take(state: &mut State, told: FromLibrary) -> Vec<Effect> {
    if let Some(held) = &mut state.news.held
        && matches!(told, FromLibrary::Heads(_) | FromLibrary::Named(_) | FromLibrary::Gone(_))
    {
        held.push(told);
        return Vec::new();
    }
    match told {
        FromLibrary::InUse => start_over(state),
        FromLibrary::Top(heads) => {
            state.news.held = Some(Vec::new());
            take_heads(state, &heads);
            load(state, Vec::new());
        }
        FromLibrary::Stocked(Stock(store)) => {
            stock(state, *store);
            release(state);
        }
        FromLibrary::Heads(heads) => take_heads(state, &heads),
        FromLibrary::Named(articles) => articles.iter().for_each(|article| rename(state, article)),
        FromLibrary::Texts(read) => return texts::take(state, read),
        FromLibrary::Gone(articles) => {
            state.news.store.remove(&articles);
            filter::ask_again(state);
        }
        FromLibrary::Recalled(change) => keep::recall(state, change),
        FromLibrary::Refreshed(refreshed) => refresh::take(state, *refreshed),
    }
    Vec::new()
}

/// Takes in what was held back until all stories are here.
pub fn release(state: &mut State) {
    state.news.held.take().into_iter().flatten().for_each(|told| _ = take(state, told));
}

/// Takes the briefings out that have stood in for the library's stories, which are about to come.
fn start_over(state: &mut State) {
    state.note_place();
    state.reader = Reader::default();
    let mut store = Store::new(state.news.store.lexicon().clone());
    store.succeed(&state.news.store);
    state.news.store = store;
    state.news.arrived.clear();
    state.news.first_stories.clear();
    state.news.texts = Texts::default();
    state.history.jumps = Jumps::default();
    state.layers.retain(|layer| matches!(layer, Layer::Prompt(_) | Layer::Palette(_) | Layer::Help(_)));
    (state.news.loading, state.news.percent) = (true, None);
    state.list.picked.clear();
    filter::ask_again(state);
    state.notice = Some(Notice::done("the library has its first source: its stories come instead of the briefings"));
}

fn take_heads(state: &mut State, heads: &[Head]) {
    let known: Vec<ArticleId> = state.news.expected(heads.iter().map(|head| &head.id));
    let placed = state.news.store.take_in_heads(heads);
    state.news.arrived.extend(placed);
    state.news.welcome(known);
}

/// All stories are here, in a store in which those that were here have the places that they had.
fn stock(state: &mut State, mut store: Store) {
    let old = &state.news.store;
    let is_new = |id: &&ArticleId| old.find(id).is_none() && store.find(id).is_some();
    let known: Vec<ArticleId> = state.news.readings.keys().filter(is_new).cloned().collect();
    store.succeed(old);
    state.news.store = store;
    state.news.arrived.clear();
    state.news.welcome(known);
    load(state, Vec::new());
}

/// Takes in an article whose names were recognized anew.
fn rename(state: &mut State, article: &Article) {
    let store = &mut state.news.store;
    let Some(story) = store.find(&article.id) else { return };
    let head = Head::of(article);
    if store.is_whole(story) {
        let is_other = store.supply(article).is_some_and(|(_, is_other)| is_other);
        state.news.arrived.extend(is_other.then_some(story));
    } else if !store.has(&head) {
        state.news.arrived.extend(store.take_in_heads([&head]));
    }
}
