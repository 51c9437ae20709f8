//! Sources asked anew while one reads: what is asked for, and how far it has come.

use std::collections::HashSet;

use super::action::{Action, Desk};
use super::effect::Effect;
use super::notice::Notice;
use super::state::State;
use crate::article::ArticleId;
use crate::import::{Problem, Severity};
use crate::text::{Clean, counted};

/// Which sources are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// All of them.
    All,
    /// Those that have an article.
    Of(ArticleId),
    /// None any more.
    Stop,
}

/// How far it has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refreshed {
    /// Sources that were asked.
    pub n_done: usize,
    /// Sources that are asked in all; none where this tells how it was left.
    pub n_all: usize,
    /// Articles that nobody knew.
    pub n_new: usize,
    /// Sources that ended since this was told last, each with why it failed.
    pub ended: Vec<(Clean, Option<String>)>,
    /// Pages asked for after the sources, for the full text of articles.
    pub pages: Pages,
    /// Articles whose page gave no text since this was told last, by their titles, each with why.
    pub missed: Vec<(Clean, String)>,
    /// What was too old to be kept, in words.
    pub expired: Option<String>,
    /// It is over.
    pub end: Option<End>,
}

/// How far pages were asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// Those that were asked for.
    pub n_done: usize,
    /// All of them.
    pub n_all: usize,
    /// Those that gave no text.
    pub n_missed: usize,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// All were asked.
    Done,
    /// The user wanted no more.
    Stopped,
    /// It could not go on; why.
    Failed(String),
}

/// The wish to ask sources, or, while that is being done, to stop.
pub fn ask(state: &State, ask: Ask) -> Vec<Effect> {
    vec![Effect::Refresh(if state.news.refreshing.is_some() { Ask::Stop } else { ask })]
}

/// Those that have the selected story; all where there is none.
pub fn ask_selected(state: &State) -> Vec<Effect> {
    let selected = state.selected().map(|story| ArticleId(state.news.store.id(story).to_owned()));
    ask(state, selected.map_or(Ask::All, Ask::Of))
}

/// Notes how far it has come. Sources that failed are among the problems until they answer.
pub fn take(state: &mut State, refreshed: Refreshed) {
    let ended: HashSet<&str> = refreshed.ended.iter().map(|(name, _)| name.as_str()).collect();
    state.news.problems.retain(|(path, _)| !ended.contains(path.as_str()));
    for (name, why) in &refreshed.ended {
        let problem =
            |why: &String| Problem { severity: Severity::Error, place: name.clone(), what: Clean::from(why.as_str()) };
        state.news.problems.extend(why.as_ref().map(|why| (name.to_string(), problem(why))));
    }
    for (title, why) in &refreshed.missed {
        state.news.problems.retain(|(path, _)| path != title.as_str());
        let what = Clean::from(format!("no full text: {why}").as_str());
        state
            .news
            .problems
            .push((title.to_string(), Problem { severity: Severity::Warning, place: title.clone(), what }));
    }
    let failed = refreshed.ended.iter().filter(|(_, why)| why.is_some()).count();
    let n_failed = failed + state.news.refreshing.as_ref().map_or(0, |round| round.n_failed);
    let Refreshed { n_done, n_all, n_new, pages, expired, end, .. } = refreshed;
    state.news.refreshing = (n_all > 0).then_some(Round { n_done, n_all, n_failed, pages });
    let Some(end) = end else { return };
    state.news.refreshing = None;
    let new = counted(n_new, "new story", "new stories");
    let sources = counted(n_done, "source", "sources");
    let full = match pages {
        Pages { n_done: 0, .. } => String::new(),
        Pages { n_done, n_missed, .. } => format!("; {} of {n_done} in full", n_done - n_missed),
    };
    let old = expired.map(|expired| format!("; {expired}")).unwrap_or_default();
    let key = state.bindings.key(state.pane_keys(), Action::Desk(Desk::Problems));
    let bad = if n_failed > 0 { format!("; {n_failed} failed, {key} says why") } else { String::new() };
    state.notice = Some(match end {
        End::Done => Notice { is_error: n_failed > 0, ..Notice::done(format!("{new} from {sources}{full}{old}{bad}")) },
        End::Stopped => Notice::done(format!("stopped after {n_done} of {n_all} sources: {new}{bad}")),
        End::Failed(why) => Notice::error(format!("not refreshed: {why}")),
    });
}

/// What is being asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Sources that were asked.
    pub n_done: usize,
    /// Sources that are asked in all.
    pub n_all: usize,
    /// Sources that failed.
    pub n_failed: usize,
    /// Pages of their articles.
    pub pages: Pages,
}
