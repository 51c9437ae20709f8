//! The last line: counts and modes, then the message of the moment or the next useful keys.

use super::paint::{Canvas, Names};
use crate::app::action::{Action, Desk, Edit, Filter, Go, KeyLayer, Mark, Share};
use crate::app::ink::{Ink, Line, Role};
use crate::app::layer::{Layer, Purpose};
use crate::app::layout::Layout;
use crate::app::screen::Pane;
use crate::app::status::{self, Message};
use crate::app::{Notice, State};
use crate::article::EntityKind;
use crate::text::width::width;

/// Draws the last line, and the lines above it that a long message takes.
pub fn draw(state: &State, layout: &Layout, canvas: &mut Canvas) {
    let area = layout.status;
    let counts = status::counts(state);
    canvas.line((area.x, area.y), area.width, &counts, Names::InList);
    if let Some((notice, place)) = state.notice.as_ref().zip(status::message(state, layout)) {
        return message(notice, &place, canvas);
    }
    let free = status::free(layout, &counts);
    let hints = hints(state, usize::from(free.width));
    let columns = u16::try_from(hints.width()).unwrap_or(0);
    canvas.line((area.right().saturating_sub(columns), area.y), columns, &hints, Names::InList);
}

/// The message of the moment; of more than one line under an edge.
fn message(notice: &Notice, place: &Message, canvas: &mut Canvas) {
    let Message { area, over, lines } = place;
    canvas.clear(*over);
    if lines.len() > 1 {
        let rule = canvas.glyphs.lines.1.repeat(usize::from(over.width));
        canvas.line((over.x, over.y), over.width, &Line::new(rule, Role::Border), Names::InList);
    }
    let role = if notice.is_error { Role::Error } else { Role::Text };
    let is_cut = lines.last().is_some_and(|line| line.end < notice.text.len());
    let last = lines.len().saturating_sub(1);
    for ((at, line), y) in lines.iter().enumerate().zip(area.top()..area.bottom()) {
        let words = if at == last && is_cut { &notice.text[line.start..] } else { &notice.text[line.clone()] };
        canvas.words((area.x, y), area.width, words, Ink { strong: true, ..role.into() });
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
            Purpose::Tags => {
                vec![(accept, "tag"), (Action::Edit(Edit::Complete), "complete"), (cancel, "leave")]
            }
        },
        Some(Layer::Views(_)) => vec![(accept, "show it"), (cancel, "close")],
        Some(Layer::Names(_)) => vec![(accept, "its page"), (cancel, "close")],
        Some(Layer::Palette(_)) => vec![(accept, "do it"), (cancel, "close")],
        Some(Layer::Hints(_)) => vec![(cancel, "leave")],
        _ => vec![(accept, "keep"), (cancel, "show all")],
    }
}
