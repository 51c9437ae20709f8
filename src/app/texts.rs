//! The texts of stories that came without them: which of them the screen needs, and what waits for them.
//!
//! Stories of the library come without their texts. After each event it is looked what the screen shows and is about to
//! show, and what of it is missing is asked for, each text once. They stay in memory then: one sees some hundred in a
//! session, of some kilobytes each. A query that looks into texts asks for all of them; it needs all of them again at the
//! next key, so these stay, too.

use std::collections::BTreeSet;

use super::effect::Effect;
use super::list::Under;
use super::news::News;
use super::notice::Notice;
use super::screen::Pane;
use super::state::State;
use super::update::ask_again;
use crate::article::{Article, ArticleId};
use crate::import::{Problem, Severity};
use crate::store::StoryIdx;
use crate::text::{Clean, counted};

/// Which texts are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those of these articles.
    Of(Vec<ArticleId>),
    /// All.
    All,
}

/// Texts that were read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// The articles with their texts.
    pub articles: Vec<Article>,
    /// Those that have none, and why.
    pub lost: Vec<(ArticleId, String)>,
    /// Where all were asked for: how many of them are read, in percent.
    pub percent: Option<u8>,
}

/// What is asked for, and what waits for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    asked: BTreeSet<StoryIdx>,
    /// All are being read: how many of them are, in percent.
    pub percent: Option<u8>,
    /// All have been read once; what came later is asked for by itself.
    are_read: bool,
    later: Option<Later>,
}

/// Stories that are to be given away as soon as their texts are here.
#[derive(Clone, Debug, PartialEq)]
struct Later {
    stories: Vec<StoryIdx>,
    to: Receiver,
}

/// Who gets stories as Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receiver {
    /// The clipboard.
    Clipboard,
    /// A file at this path.
    File(String),
    /// This command.
    Command(String),
}

impl Texts {
    /// Whether the text of a story is on its way.
    pub fn is_asked(&self, story: StoryIdx) -> bool {
        self.asked.contains(&story)
    }
}

/// The wish for texts that the screen needs and that were not asked for yet.
pub fn ask(state: &mut State) -> Option<Effect> {
    if state.news.store.n_bare() == 0 || state.news.held.is_some() && state.news.store.is_empty() {
        return None;
    }
    let looks_into_texts = state.results.query.looks_into_texts();
    // while the rest of the stories is on its way, all texts would not be all
    if looks_into_texts && state.news.held.is_none() && state.news.texts.percent.is_none() {
        state.news.store.search_texts();
        if !state.news.texts.are_read {
            state.news.texts.percent = Some(0);
            return Some(Effect::ReadTexts(Wanted::All));
        }
    }
    let mut needed = needed(state);
    if looks_into_texts && state.news.texts.percent.is_none() && state.news.texts.are_read {
        needed.extend(state.news.store.bare());
    }
    let News { store, texts, .. } = &mut state.news;
    needed.retain(|story| !store.is_whole(*story) && texts.asked.insert(*story));
    let ids = needed.into_iter().map(|story| ArticleId(store.id(story).to_owned())).collect::<Vec<_>>();
    (!ids.is_empty()).then_some(Effect::ReadTexts(Wanted::Of(ids)))
}

/// The stories whose texts the screen shows or is about to show: the one that is read first.
fn needed(state: &State) -> Vec<StoryIdx> {
    let (rows, at) = (&state.results.selection.rows, state.list.selected);
    let near = [Some(at), at.checked_add(1), at.checked_sub(1)].into_iter().flatten();
    let mut needed: Vec<StoryIdx> = near.filter_map(|row| rows.get(row).copied()).collect();
    if state.list.under != Under::Nothing {
        let first = state.list.top.min(rows.len());
        let shown = first..(first + state.height(Pane::List)).min(rows.len());
        needed.extend(&rows[shown]);
    }
    needed.extend(state.news.texts.later.iter().flat_map(|later| &later.stories));
    needed
}

/// Takes in texts that were read.
pub fn take(state: &mut State, read: Read) -> Vec<Effect> {
    let Read { articles, lost, percent } = read;
    for article in articles {
        if let Some((story, is_other)) = state.news.store.supply(&article) {
            state.news.texts.asked.remove(&story);
            state.news.arrived.extend(is_other.then_some(story));
        }
    }
    lost.into_iter().for_each(|(article, why)| lose(state, &article, &why));
    if let Some(percent) = percent {
        state.news.texts.percent = (percent < 100).then_some(percent);
        state.news.texts.are_read |= percent >= 100;
    }
    if state.results.query.looks_into_texts() {
        ask_again(state);
    }
    give_when_whole(state)
}

/// Notes that the text of an article cannot be had, and tells it.
fn lose(state: &mut State, article: &ArticleId, why: &str) {
    let Some(story) = state.news.store.find(article) else { return };
    state.news.texts.asked.remove(&story);
    if state.news.store.is_whole(story) {
        return;
    }
    state.news.store.give_up(story);
    let title = state.news.store.head(story).title.to_owned();
    let what = format!("its text cannot be read: {why}");
    state.notice = Some(Notice::error(format!("{title}: {what}")));
    let problem =
        Problem { severity: Severity::Error, place: Clean::from(title.as_str()), what: Clean::from(what.as_str()) };
    state.news.problems.push((title.clone(), problem));
    state.news.first_stories.entry(title).or_insert_with(|| article.clone());
}

/// Gives stories as Markdown to somebody: at once, or when their texts are here.
pub fn give(state: &mut State, stories: Vec<StoryIdx>, to: Receiver) -> Vec<Effect> {
    if stories.is_empty() {
        return Vec::new();
    }
    state.news.texts.later = Some(Later { stories, to });
    give_when_whole(state)
}

fn give_when_whole(state: &mut State) -> Vec<Effect> {
    let store = &state.news.store;
    let Some(later) = state.news.texts.later.take() else { return Vec::new() };
    let n_missing = later.stories.iter().filter(|story| !store.is_whole(**story)).count();
    if n_missing > 0 {
        let texts = counted(n_missing, "text", "texts");
        state.notice = Some(Notice::done(format!("{texts} to be read first")));
        state.news.texts.later = Some(later);
        return Vec::new();
    }
    let texts: Vec<String> = later.stories.iter().map(|story| store.story(*story).article.to_markdown()).collect();
    let text = texts.join("\n");
    vec![match later.to {
        Receiver::Clipboard => Effect::Copy { text, what: "the story".to_owned() },
        Receiver::File(path) => Effect::Export { path, text },
        Receiver::Command(command) => Effect::Pipe { command, text },
    }]
}
