//! What the prompt offers while a query or tags are typed: how the last word could go on; and what was asked before.

use super::overlays::prompt_changed;
use super::{Notice, State, added};
use crate::app::layer::{Completing, Layer, Prompt, Purpose};
use crate::app::line_edit::LineEdit;
use crate::store::Query;
use crate::store::complete::{Completion, term_start};

/// Puts the next completion of the term in its place, or the one before; a single one at once.
pub fn complete(state: &mut State, forward: bool) {
    let Some(Layer::Prompt(prompt)) = state.layers.last_mut() else { return };
    if let Some(completing) = &mut prompt.completing {
        completing.step(forward);
        prompt.edit = completing.line();
        return prompt_changed(state);
    }
    let Some((start, choices)) = choices(state) else { return };
    if choices.is_empty() {
        state.notice = Some(Notice::done("nothing begins like this"));
        return;
    }
    let Some(Layer::Prompt(prompt)) = state.layers.last_mut() else { return };
    let is_single = choices.len() == 1;
    let completing = Completing::new(choices, prompt.edit.clone(), start);
    prompt.edit = if is_single { completing.taken() } else { completing.line() };
    prompt.completing = (!is_single).then_some(completing);
    prompt_changed(state);
}

/// Where the term begins that is being typed, and what it could become; `None` where nothing is completed.
fn choices(state: &State) -> Option<(usize, Vec<Completion>)> {
    let Some(Layer::Prompt(prompt)) = state.layers.last() else { return None };
    let (before, after) = prompt.edit.around();
    match prompt.purpose {
        Purpose::Filter(_) | Purpose::Query => {
            let start = term_start(before);
            let others = Prompt { edit: LineEdit::new(format!("{} {after}", &before[..start])), ..prompt.clone() };
            let rest = Query::parse(&others.query_text()).unwrap_or_default();
            Some((start, state.news.store.completions(&rest, &before[start..], state.results.today)))
        }
        Purpose::Tags => Some(added::completions(state, before)),
        Purpose::Search | Purpose::Export | Purpose::Pipe | Purpose::SaveView => None,
    }
}

/// Takes another of the completions that are offered.
pub fn choose(state: &mut State, choice: usize) {
    if let Some(Layer::Prompt(Prompt { completing: Some(completing), .. })) = state.layers.last_mut() {
        completing.chosen = choice;
        take(state);
    }
}

/// Takes the completion that stands in the prompt; false where none is offered.
pub fn take(state: &mut State) -> bool {
    end(state, Completing::taken)
}

/// Goes back to what was typed; false where no completion is offered.
pub fn leave(state: &mut State) -> bool {
    end(state, |completing| completing.typed().clone())
}

fn end(state: &mut State, line: impl Fn(&Completing) -> LineEdit) -> bool {
    let Some(Layer::Prompt(prompt)) = state.layers.last_mut() else { return false };
    let Some(completing) = prompt.completing.take() else { return false };
    prompt.edit = line(&completing);
    prompt_changed(state);
    true
}

/// Puts an earlier query into the prompt, or a later one; past the latest what was typed before.
pub fn recall(state: &mut State, older: bool) {
    let Some(Layer::Prompt(prompt)) = state.layers.last_mut().filter(is_query) else { return };
    let asked = &state.history.asked;
    let last = asked.len();
    let (at, typed) = prompt.recalled.clone().unwrap_or((last, prompt.edit.clone()));
    let next = if older { at.checked_sub(1) } else { Some(at + 1).filter(|next| *next <= last) };
    let Some(next) = next else { return };
    prompt.edit = asked.get(next).map_or_else(|| typed.clone(), LineEdit::new);
    prompt.recalled = (next < last).then_some((next, typed));
    prompt.completing = None;
    prompt_changed(state);
}

fn is_query(layer: &&mut Layer) -> bool {
    matches!(&**layer, Layer::Prompt(prompt) if matches!(prompt.purpose, Purpose::Filter(_) | Purpose::Query))
}
