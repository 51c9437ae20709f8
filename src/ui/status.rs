//! The last line: counts and modes, then the message of the moment or the next useful keys.

use super::paint::{Canvas, Names};
use crate::app::State;
use crate::app::action::{Action, Desk, Edit, Filter, Go, KeyLayer, Mark, Share};
use crate::app::ink::{Ink, Line, Role};
use crate::app::layer::{Layer, Purpose};
use crate::app::layout::Layout;
use crate::app::screen::Pane;
use crate::article::EntityKind;
use crate::import::Severity;
use crate::store::query::Sort;
use crate::text::counted;
use crate::text::width::width;

/// Draws the last line.
pub fn draw(state: &State, layout: &Layout, canvas: &mut Canvas) {
    let area = layout.status;
    let counts = counts(state);
    canvas.line((area.x, area.y), area.width, &counts, Names::InList);
    let used = u16::try_from(counts.width()).unwrap_or(u16::MAX).saturating_add(2);
    let room = area.width.saturating_sub(used);
    if let Some(notice) = &state.notice {
        let role = if notice.is_error { Role::Error } else { Role::Text };
        canvas.words((area.x + used.min(area.width), area.y), room, &notice.text, Ink { strong: true, ..role.into() });
        return;
    }
    let hints = hints(state, usize::from(room));
    let columns = u16::try_from(hints.width()).unwrap_or(0);
    canvas.line((area.right().saturating_sub(columns), area.y), columns, &hints, Names::InList);
}

/// How many stories, how many unread; order, selection, problems where there is something to say.
fn counts(state: &State) -> Line {
    let dot = format!(" {} ", state.settings.glyphs().dot);
    let selection = &state.results.selection;
    let n_stories = selection.rows.len();
    let mut parts = vec![counted(n_stories, "story", "stories"), format!("{} unread", selection.n_unread)];
    parts.extend(state.results.query.sort.map(order).map(str::to_owned));
    if !state.list.picked.is_empty() {
        parts.push(format!("{} selected", state.list.picked.len()));
    }
    if state.news.loading {
        parts.push(state.news.percent.map_or("reading".to_owned(), |percent| format!("reading {percent} %")));
    }
    let mut line = Line::new(format!(" {}", parts.join(&dot)), Role::Dim);
    let n_problems = state.news.problems.len();
    if n_problems > 0 {
        let key = state.bindings.key(state.pane_keys(), Action::Desk(Desk::Problems));
        line.push(&dot, Role::Dim);
        let is_bad = state.news.problems.iter().any(|(_, problem)| problem.severity == Severity::Error);
        let role = if is_bad { Role::Error } else { Role::Dim };
        line.push(counted(n_problems, "problem ", "problems "), role);
        line.push(key, Role::Key);
    }
    line
}

fn order(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest => "newest first",
        Sort::Oldest => "oldest first",
        Sort::Relevance => "by relevance",
        Sort::Source => "by source",
        Sort::Unread => "unread first",
    }
}

/// The next useful keys, as many as there is room for.
fn hints(state: &State, room: usize) -> Line {
    let layer = state.key_layers().first().copied().unwrap_or(KeyLayer::Global);
    let mut line = Line::default();
    for (action, word) in wanted(state, layer) {
        let key = state.bindings.key(layer, action);
        if line.width() + width(key) + width(word) + 3 > room {
            break;
        }
        if key.is_empty() {
            continue;
        }
        line.push(key, Role::Key);
        line.push(format!(" {word}  "), Role::Dim);
    }
    line
}

fn wanted(state: &State, layer: KeyLayer) -> Vec<(Action, &'static str)> {
    let help = (Action::Desk(Desk::Help), "help");
    let open = Action::Go(Go::Open);
    match layer {
        KeyLayer::Prompt => return typing(state),
        KeyLayer::Overlay => return overlay(state),
        KeyLayer::Page => {
            let filter = (Action::Filter(Filter::Entity), "filter by it");
            let back = (Action::Go(Go::JumpBack), "where you were");
            let close = (Action::Go(Go::Back), "close");
            return [close, (open, "open")].into_iter().chain(take_over(state)).chain([filter, back]).collect();
        }
        _ => {}
    }
    let quit = (Action::Desk(Desk::Quit), if state.screen.zen { "leave zen" } else { "quit" });
    match layer {
        KeyLayer::Reader => vec![
            help,
            (Action::Go(Go::ReadOn), "page"),
            (Action::Go(Go::NextSection), "section"),
            (Action::Go(Go::NextStory), "next story"),
            (Action::Go(Go::Back), "back"),
            (Action::Mark(Mark::Star), "star"),
        ],
        KeyLayer::Sidebar => {
            let more = [
                (Action::Filter(Filter::Exclude), "exclude"),
                (Action::Go(Go::Entity), "page"),
                (Action::Filter(Filter::NextMatch), "in the text"),
                (Action::Go(Go::Back), "back"),
            ];
            [help, (open, "filter")].into_iter().chain(take_over(state)).chain(more).collect()
        }
        _ => vec![
            help,
            (open, "open"),
            (Action::Filter(Filter::Search), "filter"),
            (Action::Filter(Filter::Facets(EntityKind::Company)), "companies"),
            (Action::Filter(Filter::Facets(EntityKind::Model)), "models"),
            (Action::Mark(Mark::Star), "star"),
            quit,
        ],
    }
}

/// Where the name that is chosen is in no lexicon: what to do with it.
fn take_over(state: &State) -> Option<(Action, &'static str)> {
    let is_novel = match (state.layers.last(), state.screen.focus) {
        (Some(Layer::Entity(page)), _) => page.profile.novel,
        (_, Pane::Facets) => state.facets.item().is_some_and(|item| item.facet.novel),
        (_, Pane::Cast) => state.cast.item().is_some_and(|item| item.facet.novel),
        (_, Pane::List | Pane::Reader) => false,
    };
    is_novel.then_some((Action::Share(Share::TakeOver), "take over"))
}

fn overlay(state: &State) -> Vec<(Action, &'static str)> {
    let searched = matches!(state.layers.last(), Some(Layer::Help(_)));
    let search = searched.then_some((Action::Filter(Filter::Search), "search"));
    let shown = matches!(state.layers.last(), Some(Layer::Problems(_)));
    let show = shown.then_some((Action::Go(Go::Open), "show the story"));
    [(Action::Go(Go::Back), "close")].into_iter().chain(search).chain(show).collect()
}

fn typing(state: &State) -> Vec<(Action, &'static str)> {
    let (accept, cancel) = (Action::Edit(Edit::Accept), Action::Edit(Edit::Cancel));
    match state.layers.last() {
        Some(Layer::Prompt(prompt)) => match prompt.purpose {
            Purpose::Filter(_) | Purpose::Query => {
                let (complete, older) = (Action::Edit(Edit::Complete), Action::Edit(Edit::Older));
                vec![(cancel, "as before"), (accept, "keep"), (complete, "complete"), (older, "last query")]
            }
            Purpose::Search => vec![(cancel, "as before"), (accept, "keep")],
            Purpose::Export => vec![(accept, "write"), (cancel, "leave")],
            Purpose::Pipe => vec![(accept, "run"), (cancel, "leave")],
            Purpose::SaveView => vec![(accept, "keep the view"), (cancel, "leave")],
        },
        Some(Layer::Views(_)) => vec![(accept, "show it"), (cancel, "close")],
        Some(Layer::Names(_)) => vec![(accept, "its page"), (cancel, "close")],
        Some(Layer::Palette(_)) => vec![(accept, "do it"), (cancel, "close")],
        Some(Layer::Hints(_)) => vec![(cancel, "leave")],
        _ => vec![(accept, "keep"), (cancel, "show all")],
    }
}
