//! What the overlays say, as lines: help and problems; and where an overlay stands.

mod problems;

use ratatui::layout::Rect;

pub use problems::{ProblemLine, problems, top as problems_top};

use super::action::{ACTIONS, Described, Group};
use super::bindings::Bindings;
use super::ink::{Ink, Line, Role};
use super::layout::Layout;
use super::settings::Glyphs;
use super::signs::{self, Sign};
use crate::text::width::width;
use crate::text::wrap::wrap;

/// Columns of an overlay at most: more would be far for the eye.
const WIDEST: u16 = 92;
/// Columns of the keys in help: in a narrow window, and at most.
const KEYS: (usize, usize) = (9, 18);
/// Columns before what is typed in an overlay's first line: frame, blank, sign, blank.
const TYPED_AT: u16 = 4;

/// Where an overlay stands: in the middle, all of a small screen.
pub fn area(layout: &Layout) -> Rect {
    let middle = layout.middle;
    let width = middle.width.min(WIDEST);
    let margin = if middle.height > 24 { 1 } else { 0 };
    Rect {
        x: middle.x + (middle.width - width) / 2,
        y: middle.y + margin,
        width,
        height: middle.height.saturating_sub(2 * margin),
    }
}

/// The same, no taller than `n_lines` inside of its frame.
pub fn area_for(layout: &Layout, n_lines: usize) -> Rect {
    let area = area(layout);
    let height = u16::try_from(n_lines + 2).unwrap_or(u16::MAX);
    Rect { height: area.height.min(height), ..area }
}

/// The inside of an overlay whose first line is not typed into.
pub fn inside(layout: &Layout) -> Rect {
    from_line(1, layout)
}

/// The line of an overlay that is typed into, after its sign.
pub fn typed_line(layout: &Layout) -> Rect {
    let area = area(layout);
    let x = area.x + TYPED_AT.min(area.width);
    Rect { x, y: area.y + 1.min(area.height), width: area.width.saturating_sub(TYPED_AT + 2), height: 1 }
}

/// The content of an overlay: without its frame, and without the line that is typed into.
pub fn content(layout: &Layout) -> Rect {
    from_line(2, layout)
}

/// The first row in view of those that are chosen from.
pub fn first_row(selected: usize, area: Rect) -> usize {
    selected.saturating_sub(usize::from(area.height).saturating_sub(1))
}

/// An overlay without its frame, from a line below the upper one on.
fn from_line(line: u16, layout: &Layout) -> Rect {
    let area = area(layout);
    Rect {
        x: area.x + 2.min(area.width),
        y: area.y + line.min(area.height),
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(line + 1),
    }
}

/// All keys by group, then the signs; only those whose name, keys or description contain `search`.
pub fn help(bindings: &Bindings, glyphs: &Glyphs, search: &str, columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for group in Group::ALL {
        let rows: Vec<&Described> =
            ACTIONS.iter().filter(|row| row.group == group && matches(row, bindings, search)).collect();
        if rows.is_empty() {
            continue;
        }
        push_heading(group.title(), &mut lines);
        for row in rows {
            lines.extend(help_row(&bindings.keys(row.action).join(" "), row.about, columns));
        }
    }
    let search = search.to_lowercase();
    let shown = |(sign, about): &&Sign| about.contains(&search) || sign(glyphs) == search;
    let shown: Vec<&Sign> = signs::SIGNS.iter().filter(shown).collect();
    if !shown.is_empty() {
        push_heading(signs::TITLE, &mut lines);
        lines.extend(shown.into_iter().flat_map(|(sign, about)| help_row(sign(glyphs), about, columns)));
    }
    if lines.is_empty() {
        lines.push(Line::new("No key or action with this text. Esc shows all again.", Role::Dim));
    }
    lines
}

fn matches(row: &Described, bindings: &Bindings, search: &str) -> bool {
    let search = search.to_lowercase();
    let keys = bindings.keys(row.action);
    row.name.contains(&search) || row.about.to_lowercase().contains(&search) || keys.contains(&search.as_str())
}

fn push_heading(title: &str, lines: &mut Vec<Line>) {
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    lines.push(Line::new(title, Ink { strong: true, ..Role::Accent.into() }));
}

/// Keys, or a sign, and what they say beside them; below them where they are too long for their columns.
fn help_row(keys: &str, about: &str, columns: usize) -> Vec<Line> {
    let before = (columns / 4).clamp(KEYS.0, KEYS.1) + 1;
    let hanging = Line::new(" ".repeat(before), Role::Text);
    let mut lead = Line::new(keys, Role::Key);
    let mut lines = Vec::new();
    match before.checked_sub(width(keys)).filter(|blank| *blank > 0) {
        Some(blank) => lead.push(" ".repeat(blank), Role::Key),
        None => lines.push(std::mem::replace(&mut lead, hanging.clone())),
    }
    for range in wrap(about, columns.saturating_sub(before).max(8)) {
        lines.push(std::mem::replace(&mut lead, hanging.clone()).with(&about[range], Role::Text));
    }
    lines
}
