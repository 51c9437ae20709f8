//! Help, palette and problems: a framed sheet over the panes.

use ratatui::layout::{Margin, Rect};

use super::paint::{Canvas, Names};
use crate::app::State;
use crate::app::ink::{Ink, Line, Role};
use crate::app::layer::{Help, Palette, Sheet, ViewRow, Views};
use crate::app::layout::Layout;
use crate::app::line_edit::LineEdit;
use crate::app::overlay;
use crate::text::width::{clip, width};

/// Columns of the names of actions.
const NAME: u16 = 18;
/// Columns of the palette from which on there is room for all keys of an action, and not only the first.
const ALL_KEYS_FROM: u16 = 56;

/// All keys.
pub fn help(state: &State, help: &Help, layout: &Layout, canvas: &mut Canvas) {
    let content = overlay::content(layout);
    let lines = overlay::help(&state.bindings, canvas.glyphs, help.search.text(), usize::from(content.width));
    let seen = help.sheet.top.min(lines.len()) + usize::from(content.height);
    let percent = (lines.len() > usize::from(content.height)).then(|| seen.min(lines.len()) * 100 / lines.len());
    frame(("Keys", &percent.map(|percent| format!("{percent} %")).unwrap_or_default()), layout, canvas);
    let hint = if help.typing { "a key or a word" } else { "/ searches, Esc closes" };
    typed(&help.search, hint, layout, canvas);
    sheet(&lines, help.sheet, content, canvas);
}

/// What could not be read.
pub fn problems(state: &State, selected: usize, layout: &Layout, canvas: &mut Canvas) {
    let place = place_of(selected, state.news.problems.len());
    frame(("What was guessed, repaired or not read", &place), layout, canvas);
    let content = overlay::content(layout);
    let lines = overlay::problems(&state.news, canvas.glyphs, usize::from(content.width));
    let top = overlay::problems_top(&lines, selected, usize::from(content.height));
    for (row, y) in lines.iter().skip(top).zip(content.y..content.bottom()) {
        canvas.line((content.x, y), content.width, &row.line, Names::InList);
        if row.problem == Some(selected) {
            canvas.lay(Rect { y, height: 1, ..content }, canvas.theme.selection());
        }
    }
}

/// All actions by name, with their keys.
pub fn palette(state: &State, palette: &Palette, layout: &Layout, canvas: &mut Canvas) {
    let content = overlay::content(layout);
    let rows = palette.rows(&state.bindings);
    frame(("Commands", &place_of(palette.selected, rows.len())), layout, canvas);
    typed(&palette.edit, "what to do", layout, canvas);
    let top = overlay::first_row(palette.selected, content);
    for ((at, row), y) in rows.iter().enumerate().skip(top).zip(content.y..content.bottom()) {
        let keys = state.bindings.keys(row.action);
        let keys =
            if content.width < ALL_KEYS_FROM { keys.first().map_or("", |key| key).to_owned() } else { keys.join(" ") };
        let area = Rect { y, height: 1, ..content };
        let columns = u16::try_from(width(&keys)).unwrap_or(u16::MAX).min(area.width);
        canvas.line((area.right() - columns, y), columns, &Line::new(keys, Role::Key), Names::InList);
        let room = area.width.saturating_sub(columns + 2);
        canvas.words((area.x, y), room, row.name, Role::Text);
        if let Some(room) = room.checked_sub(NAME) {
            canvas.words((area.x + NAME, y), room, row.about, Role::Dim);
        }
        if at == palette.selected {
            canvas.lay(area, canvas.theme.selection());
        }
    }
    if rows.is_empty() {
        canvas.words((content.x, content.y), content.width, "Nothing by this name. Backspace widens.", Role::Dim);
    }
}

/// Queries with a name: the letter and the number that choose one, name, query, how many stories.
pub fn views(views: &Views, layout: &Layout, canvas: &mut Canvas) {
    let area = overlay::area_for(layout, views.rows.len());
    framed(("Views", ""), area, layout, canvas);
    let content = overlay::inside(layout).intersection(area.inner(Margin::new(2, 1)));
    let top = overlay::first_row(views.selected, content);
    let names = views.rows.iter().map(|row| width(&row.view.name)).max().unwrap_or(0).min(usize::from(NAME));
    let counts: Vec<String> = views.rows.iter().map(counts).collect();
    for ((at, row), y) in views.rows.iter().enumerate().skip(top).zip(content.y..content.bottom()) {
        let area = Rect { y, height: 1, ..content };
        let number = if at < 9 { (at + 1).to_string() } else { " ".to_owned() };
        let keys = Line::new(number, Role::Key).with(" ", Role::Text);
        let mut line = keys.with(row.letter.unwrap_or(' ').to_string(), Role::Key).with("  ", Role::Text);
        let name = clip(&row.view.name, names, canvas.glyphs.ellipsis);
        line.push(format!("{name}{:1$}", "", names + 2 - width(&name).min(names)), Role::Text);
        line.push(row.view.query.to_string(), Role::Dim);
        let columns = u16::try_from(width(&counts[at])).unwrap_or(u16::MAX).min(area.width);
        canvas.line((area.x, y), area.width.saturating_sub(columns + 1), &line, Names::InList);
        canvas.words((area.right() - columns, y), columns, &counts[at], Role::Dim);
        if at == views.selected {
            canvas.lay(area, canvas.theme.selection());
        }
    }
}

/// `12, 3 unread`
fn counts(row: &ViewRow) -> String {
    match row.n_unread {
        0 => row.n_stories.to_string(),
        n_unread if n_unread == row.n_stories => format!("{n_unread} unread"),
        n_unread => format!("{}, {n_unread} unread", row.n_stories),
    }
}

fn sheet(lines: &[Line], sheet: Sheet, content: Rect, canvas: &mut Canvas) {
    let last = lines.len().saturating_sub(usize::from(content.height));
    for (line, y) in lines.iter().skip(sheet.top.min(last)).zip(content.y..content.bottom()) {
        canvas.line((content.x, y), content.width, line, Names::InList);
    }
}

/// What is typed in the sheet's first line, or what could be.
pub(super) fn typed(edit: &LineEdit, hint: &str, layout: &Layout, canvas: &mut Canvas) {
    let area = overlay::area(layout);
    let line = overlay::typed_line(layout);
    if area.height < 3 {
        return;
    }
    canvas.words((area.x + 2, line.y), 1, ">", Role::Key);
    let seen = edit.window(usize::from(line.width)).0;
    let (words, role) = if edit.text().is_empty() { (hint, Role::Dim) } else { (seen, Role::Text) };
    canvas.words((line.x, line.y), line.width, words, role);
}

/// `3/17`: which row of how many is selected.
pub(super) fn place_of(selected: usize, n_rows: usize) -> String {
    if n_rows == 0 { String::new() } else { format!("{}/{n_rows}", selected + 1) }
}

/// An empty sheet with a thin frame, a title in it, and a word at its right end.
pub(super) fn frame(title: (&str, &str), layout: &Layout, canvas: &mut Canvas) {
    framed(title, overlay::area(layout), layout, canvas);
}

fn framed((title, right): (&str, &str), area: Rect, layout: &Layout, canvas: &mut Canvas) {
    let around = Rect { x: area.x.saturating_sub(1), width: area.width + 2, ..area };
    canvas.clear(around.intersection(layout.middle));
    if area.width < 4 || area.height < 2 {
        return;
    }
    canvas.edge(area, (0, 1));
    canvas.edge(Rect { y: area.bottom() - 1, ..area }, (2, 3));
    canvas.sides(Rect { y: area.y + 1, height: area.height - 2, ..area });
    let ink = Ink { strong: true, ..Role::Focus.into() };
    let title = clip(title, usize::from(area.width).saturating_sub(6), canvas.glyphs.ellipsis);
    let used = canvas.words((area.x + 2, area.y), area.width - 4, &format!(" {title} "), ink);
    let columns = u16::try_from(width(right) + 2).unwrap_or(u16::MAX);
    if !right.is_empty() && used.saturating_add(columns) < area.width - 4 {
        canvas.words((area.right() - 2 - columns, area.y), columns, &format!(" {right} "), Role::Dim);
    }
}
