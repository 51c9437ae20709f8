//! The page of an entity, and the choice of one: framed sheets over the panes.

use ratatui::layout::Rect;

use super::overlay::{frame, place_of, typed};
use super::paint::{Canvas, Names as Look};
use crate::app::State;
use crate::app::entity_page::{self, noun};
use crate::app::ink::{Line, Role};
use crate::app::layer::{EntityPage, Names};
use crate::app::layout::Layout;
use crate::app::overlay;
use crate::store::FacetKind;
use crate::text::width::width;

/// The page.
pub fn page(state: &State, page: &EntityPage, layout: &Layout, canvas: &mut Canvas) {
    frame((&entity_page::title(&page.profile, canvas.glyphs), ""), layout, canvas);
    let inside = overlay::inside(layout);
    let size = (usize::from(inside.width), usize::from(inside.height));
    let lines = entity_page::lines(&page.profile, &state.news.store, size, canvas.glyphs);
    let selected = page.line(&lines);
    for ((at, line), y) in lines.iter().enumerate().skip(page.top).zip(inside.y..inside.bottom()) {
        canvas.line((inside.x, y), inside.width, &line.line, Look::InList);
        if selected == Some(at) {
            canvas.lay(Rect { y, height: 1, ..inside }, canvas.theme.selection());
        }
    }
}

/// Names to choose from, each with what it is and in how many stories.
pub fn names(state: &State, names: &Names, layout: &Layout, canvas: &mut Canvas) {
    let content = overlay::content(layout);
    let rows = names.rows(&state.news.store);
    frame(("Whose page", &place_of(names.selected, rows.len())), layout, canvas);
    typed(&names.edit, "a name of this story, or type any other", layout, canvas);
    let top = overlay::first_row(names.selected, content);
    for ((at, facet), y) in rows.iter().enumerate().skip(top).zip(content.y..content.bottom()) {
        let area = Rect { y, height: 1, ..content };
        let FacetKind::Entity(kind) = facet.kind else { continue };
        let used = canvas.words((area.x, y), area.width, &facet.name, Role::Entity(kind));
        let what = noun(kind).to_lowercase();
        let columns = u16::try_from(width(&what)).unwrap_or(u16::MAX);
        if used.saturating_add(columns).saturating_add(2) <= area.width {
            canvas.line((area.right() - columns, y), columns, &Line::new(what, Role::Dim), Look::InList);
        }
        if at == names.selected {
            canvas.lay(area, canvas.theme.selection());
        }
    }
    if rows.is_empty() {
        canvas.words((content.x, content.y), content.width, "Nobody by this name. Backspace widens.", Role::Dim);
    }
}
