//! What prompts and overlays do with actions and with what is typed. `None` leaves an action to the panes.

use super::{
    Action, Desk, Effect, Filter, Go, Move, Notice, Pane, State, added, complete, entity, filter, mentions, navigate,
    share, views,
};
use crate::app::action::Edit;
use crate::app::layer::{Before, Help, Layer, Palette, Prompt, Purpose};
use crate::app::line_edit::LineEdit;
use crate::app::texts::Receiver;
use crate::app::{overlay, scroll};
use crate::text::counted;

/// Lines that a problem takes, roughly: what a page of them is counted by.
const LINES_A_PROBLEM: usize = 2;

/// Opens a prompt with a text to go on from.
pub fn open_prompt(state: &mut State, purpose: Purpose, text: &str) {
    let before = Before {
        query: state.results.query.clone(),
        story: state.selected(),
        needle: state.reader.needle.clone(),
        top: state.reader.top,
    };
    if matches!(purpose, Purpose::Filter(_) | Purpose::Query) {
        state.news.store.prepare_search();
    }
    let edit = LineEdit::new(text);
    state.layers.push(Layer::Prompt(Prompt { purpose, edit, before, completing: None, recalled: None }));
}

/// Opens the command palette.
pub fn open_palette(state: &mut State) {
    state.layers.push(Layer::Palette(Palette::default()));
}

/// Opens the help.
pub fn open_help(state: &mut State) {
    state.layers.push(Layer::Help(Help::default()));
}

/// Opens the list of problems.
pub fn open_problems(state: &mut State) {
    state.layers.push(Layer::Problems(0));
}

/// What is typed or pasted goes to the layer on top, if it takes text.
pub fn typed(state: &mut State, text: &str) -> Vec<Effect> {
    match state.layers.last_mut() {
        Some(Layer::Prompt(prompt)) => {
            prompt.edit.insert(text);
            prompt.completing = None;
            prompt_changed(state);
        }
        Some(Layer::Palette(palette)) => {
            palette.edit.insert(text);
            palette.selected = 0;
        }
        Some(Layer::Help(help)) if help.typing => {
            help.search.insert(text);
            help.sheet.top = 0;
        }
        Some(Layer::Hints(hints)) => {
            let url = text.chars().next().and_then(|letter| hints.url(letter)).map(str::to_owned);
            state.layers.pop();
            return url.map(Effect::OpenUrl).into_iter().collect();
        }
        Some(Layer::Views(_)) => text.chars().take(1).for_each(|c| views::typed(state, c)),
        Some(Layer::Names(names)) => {
            names.edit.insert(text);
            names.selected = 0;
        }
        Some(Layer::Help(_) | Layer::Problems(_) | Layer::Entity(_)) | None => {}
    }
    Vec::new()
}

/// An action while something lies over the panes; `None` if nothing does.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let layer = state.layers.last()?;
    if matches!(action, Action::Desk(Desk::QuitNow | Desk::Redraw | Desk::Suspend)) {
        return None;
    }
    match (layer, action) {
        (Layer::Prompt(_), Action::Edit(edit)) => return Some(edit_prompt(state, edit)),
        (Layer::Palette(_), Action::Edit(edit)) => return Some(edit_palette(state, edit.in_rows())),
        (Layer::Help(Help { typing: true, .. }), Action::Edit(edit)) => edit_help(state, edit.in_rows()),
        (Layer::Names(_), Action::Edit(edit)) => entity::edit_names(state, edit.in_rows()),
        (Layer::Views(_), Action::Edit(edit)) => views::edit(state, edit.in_rows()),
        (Layer::Entity(_), _) => return Some(entity::act(state, action)),
        (Layer::Hints(_), _) => drop(state.layers.pop()),
        (Layer::Problems(selected), Action::Go(Go::Open)) => {
            let selected = *selected;
            show_problem(state, selected);
        }
        (Layer::Help(_) | Layer::Problems(_), _) => sheet(state, action),
        (Layer::Prompt(_) | Layer::Palette(_) | Layer::Names(_) | Layer::Views(_), _) => {}
    }
    Some(Vec::new())
}

fn edit_prompt(state: &mut State, edit: Edit) -> Vec<Effect> {
    match edit {
        Edit::Accept if complete::take(state) => return Vec::new(),
        Edit::Cancel if complete::leave(state) => return Vec::new(),
        _ => {}
    }
    let Some(Layer::Prompt(prompt)) = state.layers.last_mut() else { return Vec::new() };
    match edit {
        Edit::Accept => return accept(state),
        Edit::Cancel => cancel(state),
        Edit::Complete => complete::complete(state, true),
        Edit::CompleteBack => complete::complete(state, false),
        Edit::Older => complete::recall(state, true),
        Edit::Newer => complete::recall(state, false),
        Edit::DeleteBack if prompt.edit.text().is_empty() => cancel(state),
        Edit::Down => navigate::step_list(state, Move::Down),
        Edit::Up => navigate::step_list(state, Move::Up),
        edit => {
            prompt.completing = None;
            if prompt.edit.edit(edit) {
                prompt_changed(state);
            }
        }
    }
    Vec::new()
}

/// Filters and searches follow what is typed at once.
pub(super) fn prompt_changed(state: &mut State) {
    let Some(Layer::Prompt(prompt)) = state.layers.last() else { return };
    match prompt.purpose {
        Purpose::Filter(_) | Purpose::Query => {
            let text = prompt.query_text();
            filter::ask_text(state, &text);
        }
        Purpose::Search => {
            state.reader.needle = prompt.edit.text().to_owned();
            state.reader.top = prompt.before.top;
            let height = state.height(Pane::Reader);
            state.settle();
            state.reader.go_to_first_match(height);
            let n_matches = state.reader.page.matches.len();
            state.notice = Some(Notice::done(counted(n_matches, "match", "matches")));
        }
        Purpose::Export | Purpose::Pipe | Purpose::SaveView | Purpose::Tags => {}
    }
}

/// Takes what was typed. A query that cannot be read keeps the prompt open: its error says what to mend.
fn accept(state: &mut State) -> Vec<Effect> {
    if let Some(error) = &state.results.error {
        state.notice = Some(Notice::error(error.message.clone()));
        return Vec::new();
    }
    let Some(Layer::Prompt(prompt)) = state.layers.pop() else { return Vec::new() };
    let typed = prompt.edit.text().trim().to_owned();
    if prompt.purpose == Purpose::Tags && !typed.is_empty() {
        if !added::set_tags(state, &typed) {
            state.layers.push(Layer::Prompt(prompt)); // to be mended
        }
        return Vec::new();
    }
    match prompt.purpose {
        Purpose::Filter(_) | Purpose::Query if typed.is_empty() => {}
        Purpose::Filter(_) | Purpose::Query => state.history.ask(typed),
        Purpose::Search => {
            state.reader.walk = None;
            searched(state);
        }
        Purpose::Export | Purpose::Pipe | Purpose::SaveView | Purpose::Tags if typed.is_empty() => {}
        Purpose::Tags => {}
        Purpose::SaveView => return views::save(state, &typed),
        Purpose::Export => return share::give(state, Receiver::File(typed)),
        Purpose::Pipe => return share::give(state, Receiver::Command(typed)),
    }
    Vec::new()
}

fn searched(state: &mut State) {
    if state.reader.needle.is_empty() {
        state.notice = None;
        return;
    }
    let n_matches = state.reader.page.matches.len();
    let found = state.reader.at_match.map(|at| (at + 1, n_matches));
    mentions::tell_match(state, found);
}

/// Leaves everything as it was before the prompt.
fn cancel(state: &mut State) {
    let Some(Layer::Prompt(prompt)) = state.layers.pop() else { return };
    state.results.error = None;
    match prompt.purpose {
        Purpose::Filter(_) | Purpose::Query => {
            state.results.ask(&state.news.store, prompt.before.query);
            let row = prompt.before.story.and_then(|story| state.results.row(story));
            state.list.selected = row.unwrap_or(0);
        }
        Purpose::Search => (state.reader.needle, state.reader.top) = (prompt.before.needle, prompt.before.top),
        Purpose::Export | Purpose::Pipe | Purpose::SaveView | Purpose::Tags => {}
    }
}

fn edit_palette(state: &mut State, edit: Edit) -> Vec<Effect> {
    let Some(Layer::Palette(palette)) = state.layers.last_mut() else { return Vec::new() };
    let rows = palette.rows(&state.bindings);
    match edit {
        Edit::Accept => {
            let chosen = rows.get(palette.selected).map(|row| row.action);
            state.layers.pop();
            return chosen.map(|action| super::act(state, action)).unwrap_or_default();
        }
        Edit::Cancel => drop(state.layers.pop()),
        Edit::Down => palette.selected = scroll::step(palette.selected, Move::Down, rows.len(), 1),
        Edit::Up => palette.selected = scroll::step(palette.selected, Move::Up, rows.len(), 1),
        edit => {
            if palette.edit.edit(edit) {
                palette.selected = 0;
            }
        }
    }
    Vec::new()
}

fn edit_help(state: &mut State, edit: Edit) {
    let Some(Layer::Help(help)) = state.layers.last_mut() else { return };
    match edit {
        Edit::Accept => help.typing = false,
        Edit::Cancel => (help.typing, help.search) = (false, LineEdit::default()),
        Edit::Down => scroll_sheet(state, Move::Down),
        Edit::Up => scroll_sheet(state, Move::Up),
        edit => {
            help.search.edit(edit);
            help.sheet.top = 0;
        }
    }
}

/// Opens the first story of the document that has the problem; a filter that hides it is lifted.
fn show_problem(state: &mut State, problem: usize) {
    let Some((path, _)) = state.news.problems.get(problem) else { return drop(state.layers.pop()) };
    let Some(story) = state.news.first_stories.get(path).and_then(|id| state.news.store.find(id)) else {
        state.notice = Some(Notice::done(format!("no story came from {path}")));
        return;
    };
    state.layers.pop();
    navigate::show_story(state, story);
}

/// Points at the problem in a line of the window.
pub fn point_at_problem(state: &mut State, line: usize) {
    let content = overlay::content(&state.layout());
    let lines = overlay::problems(&state.news, state.settings.glyphs(), usize::from(content.width));
    let Some(Layer::Problems(selected)) = state.layers.last_mut() else { return };
    let top = overlay::problems_top(&lines, *selected, usize::from(content.height));
    if let Some(problem) = lines.get(top + line).and_then(|line| line.problem) {
        *selected = problem;
    }
}

/// Help and problems: scrolled, searched, closed.
fn sheet(state: &mut State, action: Action) {
    match (action, state.layers.last_mut()) {
        (Action::Move(step), _) => scroll_sheet(state, step),
        (Action::Go(Go::ReadOn), _) => scroll_sheet(state, Move::PageDown),
        (Action::Go(Go::ReadBack), _) => scroll_sheet(state, Move::PageUp),
        (Action::Filter(Filter::Search), Some(Layer::Help(help))) => help.typing = true,
        (Action::Go(Go::Back), Some(Layer::Help(help))) if !help.search.text().is_empty() => {
            help.search = LineEdit::default()
        }
        (Action::Go(Go::Back | Go::Open) | Action::Desk(_), _) => drop(state.layers.pop()),
        _ => {}
    }
}

/// Scrolls the help, or moves among the problems.
pub fn scroll_sheet(state: &mut State, step: Move) {
    let content = overlay::content(&state.layout());
    let (columns, height) = (usize::from(content.width), usize::from(content.height));
    let (sheet, len) = match state.layers.last_mut() {
        Some(Layer::Help(help)) => {
            let len = overlay::help(&state.bindings, state.settings.glyphs(), help.search.text(), columns).len();
            (&mut help.sheet, len)
        }
        Some(Layer::Problems(selected)) => {
            *selected = scroll::step(*selected, step, state.news.problems.len(), height / LINES_A_PROBLEM);
            return;
        }
        _ => return,
    };
    let last = len.saturating_sub(height);
    sheet.top = scroll::step(sheet.top, step, len, height).min(last);
}
