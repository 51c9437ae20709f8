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
    // of all texts, each hundredth is looked at: to ask costs what all stories cost
    let is_step = percent.is_none_or(|percent| state.news.texts.percent != Some(percent));
    if let Some(percent) = percent {
        state.news.texts.percent = (percent < 100).then_some(percent);
        state.news.texts.are_read |= percent >= 100;
    }
    if is_step && state.results.query.looks_into_texts() {
        ask_again(state);
    }
    give_when_whole(state)
}

/// Notes that the text of an article cannot be had, and tells whoever reads it.
fn lose(state: &mut State, article: &ArticleId, why: &str) {
    let Some(story) = state.news.store.find(article) else { return };
    state.news.texts.asked.remove(&story);
    if state.news.store.is_whole(story) {
        return;
    }
    state.news.store.give_up(story);
    let title = state.news.store.head(story).title.to_owned();
    let what = format!("its text cannot be read: {why}");
    // of one that was read ahead, the list of problems is soon enough
    if state.reader.story == Some(story) {
        state.notice = Some(Notice::error(format!("{title}: {what}")));
    }
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
    let markdown = |story: &StoryIdx| store.story(*story).article.to_markdown_with(&store.reading(*story));
    let text = later.stories.iter().map(markdown).collect::<Vec<_>>().join("\n");
    vec![match later.to {
        Receiver::Clipboard => Effect::Copy { text, what: "the story".to_owned() },
        Receiver::File(path) => Effect::Export { path, text },
        Receiver::Command(command) => Effect::Pipe { command, text },
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::{Action, Move};
    use crate::app::event::{FromLibrary, Stock};
    use crate::app::{Bindings, Event, Settings, update};
    use crate::article::{Block, Head, Section, SectionKind};
    use crate::store::{Query, Store};
    use jiff::civil::date;
    use ratatui::layout::Size;
    use std::sync::Arc;

    /// Stories `5` to `1`, the latest first, each with its number as a word of its text.
    fn articles() -> Vec<Article> {
        let article = |n: usize| {
            let mut article = Article::new(ArticleId(n.to_string()), format!("Story {n}"));
            article.origin.published = format!("2026-07-0{n}").parse().ok();
            let text = Block::paragraph(format!("word{n} and more"));
            article.sections = vec![Section { blocks: vec![text], ..Section::new(SectionKind::Body) }];
            article
        };
        (1..=5).rev().map(article).collect()
    }

    fn heads(articles: &[Article]) -> Vec<Head> {
        articles.iter().map(Head::of).collect()
    }

    fn told(state: &mut State, told: FromLibrary) -> Vec<Effect> {
        update(state, Event::Library(told))
    }

    /// A screen on the first two of them.
    fn begun() -> (State, Vec<Effect>) {
        let size = Size { width: 120, height: 30 };
        let store = Store::new(Arc::default());
        let mut state = State::new(store, Settings::default(), Bindings::default(), date(2026, 7, 8), size);
        let effects = told(&mut state, FromLibrary::Top(heads(&articles()[..2])));
        (state, effects)
    }

    fn all_of_them() -> FromLibrary {
        let mut store = Store::new(Arc::default()).without_search();
        let placed = store.take_in_heads(&heads(&articles()));
        store.list(placed);
        FromLibrary::Stocked(Stock(Box::new(store)))
    }

    fn texts(numbers: &[usize]) -> FromLibrary {
        let articles = articles().into_iter().filter(|one| numbers.iter().any(|n| one.id.0 == n.to_string()));
        FromLibrary::Texts(Read { articles: articles.collect(), ..Read::default() })
    }

    fn of(ids: &[&str]) -> Vec<Effect> {
        let ids = ids.iter().map(|id| ArticleId((*id).to_owned())).collect();
        vec![Effect::ReadTexts(Wanted::Of(ids))]
    }

    fn shown(state: &State) -> String {
        let rows = state.results.selection.rows.iter();
        rows.map(|story| state.news.store.id(*story)).collect()
    }

    #[test]
    fn what_is_shown_and_comes_next_is_asked_for_once() {
        let (mut state, effects) = begun();
        assert_eq!(effects, of(&["5", "4"]));
        assert_eq!(told(&mut state, texts(&[5])), []);
        assert_eq!(told(&mut state, all_of_them()), []);
        assert!(state.news.store.is_whole(state.selected().unwrap()), "what was read stays");
        assert_eq!(shown(&state), "54321");
        let down = || Event::Act(Action::Move(Move::Down));
        assert_eq!(update(&mut state, down()), of(&["3"]));
        assert_eq!(told(&mut state, texts(&[4, 3])), []);
        assert_eq!(update(&mut state, down()), of(&["2"]));
    }

    #[test]
    fn a_query_that_looks_into_texts_asks_for_all_of_them() {
        let (mut state, _) = begun();
        let query = Query::parse("text:word2 or text:word4").unwrap();
        state.results.ask(&state.news.store, query);
        assert_eq!(told(&mut state, FromLibrary::Heads(Vec::new())), [], "as long as not all stories are here");
        assert_eq!(told(&mut state, all_of_them()), [Effect::ReadTexts(Wanted::All)]);
        assert_eq!((shown(&state).as_str(), state.news.texts.percent), ("", Some(0)));
        let half = Read { articles: articles()[1..4].to_vec(), percent: Some(60), lost: Vec::new() };
        told(&mut state, FromLibrary::Texts(half));
        assert_eq!((shown(&state).as_str(), state.news.texts.percent), ("42", Some(60)));
        // one that was missed, and one that came meanwhile, are asked for by themselves
        let rest = Read { articles: articles()[..1].to_vec(), percent: Some(100), lost: Vec::new() };
        assert_eq!(told(&mut state, FromLibrary::Texts(rest)), of(&["1"]));
        assert_eq!(state.news.texts.percent, None);
        let lost = vec![(ArticleId("1".to_owned()), "gone".to_owned())];
        assert_eq!(told(&mut state, FromLibrary::Texts(Read { lost, ..Read::default() })), []);
        assert_eq!((state.news.store.n_bare(), state.news.problems.len()), (0, 1));
    }

    #[test]
    fn what_others_do_waits_until_all_stories_are_here() {
        let (mut state, _) = begun();
        let mut edited = articles().remove(4);
        edited.title = "Another title".into();
        told(&mut state, FromLibrary::Heads(heads(&[edited])));
        told(&mut state, FromLibrary::Gone(vec![ArticleId("3".to_owned())]));
        assert_eq!(state.news.store.len(), 2);
        told(&mut state, all_of_them());
        update(&mut state, Event::LoadEnded);
        assert_eq!(shown(&state), "5421");
        let last = state.news.store.find(&ArticleId("1".to_owned())).unwrap();
        assert_eq!(state.news.store.head(last).title, "Another title");
    }

    #[test]
    fn a_story_is_given_away_with_its_text() {
        let (mut state, _) = begun();
        let stories = state.results.selection.rows.clone();
        assert_eq!(give(&mut state, stories, Receiver::Clipboard), []);
        told(&mut state, texts(&[5]));
        let given = told(&mut state, texts(&[4]));
        let [Effect::Copy { text, .. }] = &given[..] else { panic!("{given:?}") };
        assert!(text.contains("word5 and more") && text.contains("word4 and more"));
        assert_eq!(give(&mut state, Vec::new(), Receiver::Clipboard), []);
    }
}
