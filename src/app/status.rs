//! The last line: counts on its left, and where the message of the moment has room.

use std::ops::Range;

use ratatui::layout::Rect;

use super::action::{Action, Desk};
use super::ink::{Line, Role};
use super::layout::Layout;
use super::refresh::Round;
use super::state::State;
use crate::import::Severity;
use crate::store::query::Sort;
use crate::text::counted;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// Where a message stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its lines.
    pub area: Rect,
    /// All cells that it takes; of more than one line with an edge above them.
    pub over: Rect,
    /// The lines, as bytes of its text.
    pub lines: Vec<Range<usize>>,
}

/// How many stories, how many unread; order, selection, problems where there is something to say.
pub fn counts(state: &State) -> Line {
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
    if let Some(percent) = state.news.texts.percent {
        parts.push(format!("reading texts {percent} %"));
    }
    if let Some(Round { n_done, n_all, pages, .. }) = &state.news.refreshing {
        parts.push(match pages.n_all {
            0 => format!("asking {n_done}/{n_all}"),
            n_pages => format!("full text {}/{n_pages}", pages.n_done),
        });
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

/// Where the rest of the last line is free, after the counts.
pub fn free(layout: &Layout, counts: &Line) -> Rect {
    let used = u16::try_from(counts.width()).unwrap_or(u16::MAX).saturating_add(2).min(layout.status.width);
    Rect { x: layout.status.x + used, width: layout.status.width - used, ..layout.status }
}

/// Where the message of the moment stands: beside the counts, in place of them where it is longer, and on as many lines
/// above as it needs: it is never cut before the screen is full.
pub fn message(state: &State, layout: &Layout) -> Option<Message> {
    let text = &*state.notice.as_ref()?.text;
    let inside = Rect { x: 1, width: layout.status.width.saturating_sub(2), ..layout.status };
    let free = free(layout, &counts(state));
    let columns = width(text);
    let fits = |(area, _): &(Rect, Rect)| columns <= usize::from(area.width);
    if let Some((area, over)) = [(free, free), (inside, layout.status)].into_iter().find(fits) {
        return Some(Message { area, over, lines: std::iter::once(0..text.len()).collect() });
    }
    let mut lines = wrap(text, usize::from(inside.width));
    lines.truncate(usize::from(layout.middle.height));
    let height = u16::try_from(lines.len()).unwrap_or(1);
    let area = Rect { y: layout.status.bottom() - height, height, ..inside };
    let over = Rect { y: area.y - 1, height: height + 1, ..layout.status };
    Some(Message { area, over, lines })
}
