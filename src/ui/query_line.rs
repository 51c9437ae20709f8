//! The first line: what is shown, or what is being typed; under it, why that is no query.

use ratatui::layout::Rect;

use super::paint::{Canvas, Names};
use crate::app::State;
use crate::app::action::{Action, Filter};
use crate::app::ink::{Ink, Line, Role};
use crate::app::layer::{Completing, Layer, PROMPT_START, Prompt};
use crate::app::layout::Layout;
use crate::app::views::name_of;
use crate::store::complete::Completion;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// Draws the first line.
pub fn draw(state: &State, layout: &Layout, canvas: &mut Canvas) {
    let area = layout.query;
    let prompt = state.layers.iter().rev().find_map(|layer| match layer {
        Layer::Prompt(prompt) => Some(prompt),
        _ => None,
    });
    match prompt {
        Some(prompt) => typing(prompt, area, canvas),
        None => shown(state, area, canvas),
    }
}

/// The program's name and the query.
fn shown(state: &State, area: Rect, canvas: &mut Canvas) {
    let mut line = Line::new(" newsdesk  ", Ink { strong: true, ..Role::Accent.into() });
    let query = state.results.query.to_string();
    if query.is_empty() {
        let key = state.bindings.key(state.pane_keys(), Action::Filter(Filter::Search));
        line.push("all stories", Role::Text);
        let hint = format!("  {key} filters");
        let has_room = line.width() + width(&hint) <= usize::from(area.width);
        if !key.is_empty() && has_room && state.screen.focus != crate::app::screen::Pane::Reader {
            line.push(hint, Role::Dim);
        }
    } else {
        let name = name_of(&state.settings.views, &state.results.query);
        if let Some(name) = name {
            line.push(name, Ink { strong: true, ..Role::Text.into() });
            line.push("  ", Role::Text);
        }
        let ink = if name.is_some() { Role::Dim.into() } else { Ink { strong: true, ..Role::Text.into() } };
        line.push(query, ink);
    }
    canvas.line((area.x, area.y), area.width, &line, Names::InList);
}

/// The label and what is typed; the part around the cursor where it is longer than the line.
fn typing(prompt: &Prompt, area: Rect, canvas: &mut Canvas) {
    let mut line = Line::new(" ".repeat(usize::from(PROMPT_START)), Role::Text);
    line.push(prompt.label(), Ink { strong: true, ..Role::Key.into() });
    if prompt.edit.text().is_empty() {
        line.push(" ", Role::Text);
        line.push(prompt.hint(), Role::Dim);
    } else {
        line.push(prompt.edit.window(prompt.room(area.width)).0, Role::Text);
    }
    canvas.line((area.x, area.y), area.width, &line, Names::InList);
}

/// What is said under the line that is typed into: how the term could go on, or why this is no query.
pub fn below(prompt: &Prompt, state: &State, layout: &Layout, canvas: &mut Canvas) {
    match &prompt.completing {
        Some(completing) => completions(completing, layout, canvas),
        None => error(prompt, state, layout, canvas),
    }
}

/// The ways to complete the term, around the one chosen, each with its stories: a sheet that hangs from the prompt.
fn completions(completing: &Completing, layout: &Layout, canvas: &mut Canvas) {
    let count = |choice: &Completion| choice.n_stories.map_or(String::new(), |n| n.to_string());
    let area = completing.area(layout);
    let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    // a blank column beside the edge
    let over = Rect { width: area.width + 1, height: area.height + 1, ..area };
    canvas.clear(over.intersection(layout.middle));
    let rows = completing.choices.iter().enumerate().skip(completing.top(area));
    for ((at, choice), y) in rows.zip(area.top()..area.bottom()) {
        let row = Rect { y, height: 1, ..inside };
        canvas.sides(Rect { y, height: 1, ..area });
        let room = row.width.saturating_sub(2);
        let used = canvas.words((row.x + 1, y), room, &choice.text, Role::Text);
        let count = count(choice);
        let count_columns = u16::try_from(width(&count)).unwrap_or(u16::MAX);
        if used.saturating_add(count_columns) < room {
            canvas.words((row.right() - 1 - count_columns, y), count_columns, &count, Role::Dim);
        }
        if at == completing.chosen {
            canvas.lay(row, canvas.theme.selection());
        }
    }
    canvas.edge(Rect { y: area.bottom(), height: 1, ..area }, (2, 3));
}

/// Why what is typed is no query, under a caret where it goes wrong: beside it where there is room, else below.
fn error(prompt: &Prompt, state: &State, layout: &Layout, canvas: &mut Canvas) {
    let Some(error) = &state.results.error else { return };
    let area = layout.middle;
    let at = prompt.column_of(error.column, area.width).unwrap_or(usize::from(PROMPT_START));
    let words = format!("{}; expected {}", error.message, error.expected);
    let caret = format!("{:at$}^ ", "");
    let room = usize::from(area.width).saturating_sub(1);
    let lines = if width(&caret) + width(&words) <= room {
        vec![format!("{caret}{words}")]
    } else {
        let below = wrap(&words, room - usize::from(PROMPT_START)).into_iter();
        [caret].into_iter().chain(below.map(|range| format!(" {}", &words[range]))).collect()
    };
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        canvas.clear(Rect { y, height: 1, ..area });
        canvas.words((area.x, y), area.width, line, Role::Error);
    }
}
