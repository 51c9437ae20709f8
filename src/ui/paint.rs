//! Putting lines of ink into cells.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::ink::{Ink, Line, Role};
use crate::app::settings::Glyphs;
use crate::config::theme::Theme;
use crate::text::sanitize::is_showable;
use crate::text::width::{ellipsis, is_char_by_char, prefix, width};

/// A buffer and the theme to draw in.
pub struct Canvas<'a> {
    /// The cells.
    pub buffer: &'a mut Buffer,
    /// Styles by role.
    pub theme: &'a Theme,
    /// The signs to draw with.
    pub glyphs: &'static Glyphs,
}

/// Columns that are left to a pane's title before the word at its right end has to go.
const LEAST_TITLE: u16 = 5;

/// How the names of entities look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// In running text: in their colour and underlined.
    InText,
    /// In a list: in their colour alone.
    InList,
}

impl Canvas<'_> {
    /// Draws a line from (x, y) on, `columns` wide at most.
    pub fn line(&mut self, (x, y): (u16, u16), columns: u16, line: &Line, names: Names) {
        let mut left = usize::from(columns);
        let mut x = x;
        for piece in &line.pieces {
            debug_assert!(is_showable(&piece.text), "text that is not clean: {:?}", piece.text);
            let text = prefix(&piece.text, left);
            let style = match names {
                Names::InText => self.theme.style(piece.ink),
                Names::InList => self.theme.label(piece.ink),
            };
            self.put((x, y), text, left, style);
            let used = width(text);
            left -= used.min(left);
            x = x.saturating_add(u16::try_from(used).unwrap_or(u16::MAX));
        }
    }

    /// Puts text into cells. Most of it needs no look at graphemes.
    fn put(&mut self, (x, y): (u16, u16), text: &str, columns: usize, style: Style) {
        if !is_char_by_char(text) {
            self.buffer.set_stringn(x, y, text, columns, style);
            return;
        }
        let area = self.buffer.area;
        if area.contains(Position::new(x, y)) {
            let first = self.buffer.index_of(x, y);
            let cells = &mut self.buffer.content[first..first + usize::from(area.right() - x)];
            for (cell, c) in cells.iter_mut().zip(text.chars()) {
                cell.set_char(c).set_style(style);
            }
        }
    }

    /// Draws words in one ink; what is too long ends in an ellipsis. Returns the columns used.
    pub fn words(&mut self, (x, y): (u16, u16), columns: u16, words: &str, ink: impl Into<Ink>) -> u16 {
        let shown = ellipsis(words, usize::from(columns), self.glyphs.ellipsis);
        self.line((x, y), columns, &Line::new(shown.as_ref(), ink), Names::InList);
        u16::try_from(width(&shown)).unwrap_or(columns).min(columns)
    }

    /// A cell of a line between panes.
    pub fn border(&mut self, x: u16, y: u16, sign: &str) {
        debug_assert!(is_showable(sign), "a sign that is not clean: {sign:?}");
        let style = self.theme.style(Role::Border.into());
        self.buffer.set_stringn(x, y, sign, 1, style);
    }

    /// The upper or lower edge of a sheet, in the first line of `area`, with two of the corners.
    pub fn edge(&mut self, area: Rect, (left, right): (usize, usize)) {
        let rule = self.glyphs.lines.1.repeat(usize::from(area.width.saturating_sub(2)));
        let [left, right] = [left, right].map(|corner| self.glyphs.corners[corner]);
        let line = Line::new(format!("{left}{rule}{right}"), Role::Border);
        self.line((area.x, area.y), area.width, &line, Names::InList);
    }

    /// Empty lines of a sheet between its edges.
    pub fn sides(&mut self, area: Rect) {
        self.clear(area);
        for y in area.top()..area.bottom() {
            self.border(area.x, y, self.glyphs.lines.0);
            self.border(area.right().saturating_sub(1), y, self.glyphs.lines.0);
        }
    }

    /// Lays a style over cells.
    pub fn lay(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area, style);
    }

    /// Empties cells, what was under them gone.
    pub fn clear(&mut self, area: Rect) {
        for position in area.intersection(self.buffer.area).positions() {
            self.buffer[position].reset();
        }
    }

    /// A pane's title with a rule after it, in colour where the pane has the keys, and a word at its right end: in the ink
    /// of the rule, since it changes with most keys and another ink is as long as the word.
    pub fn head(&mut self, area: Rect, (title, focused): (&str, bool), right: &str) {
        let rule = self.glyphs.lines.1.repeat(usize::from(area.width));
        self.line(
            (area.x, area.y),
            area.width,
            &Line::new(rule, if focused { Role::Accent } else { Role::Border }),
            Names::InList,
        );
        if area.width < 6 {
            return;
        }
        let role = if focused { Role::Focus } else { Role::Dim };
        let ink = Ink { strong: focused, ..role.into() };
        let columns = u16::try_from(width(right) + 2).unwrap_or(u16::MAX);
        let has_right = !right.is_empty() && columns.saturating_add(LEAST_TITLE + 4) <= area.width;
        let room = area.width - 4 - if has_right { columns } else { 0 };
        let shown = ellipsis(title, usize::from(room), self.glyphs.ellipsis);
        self.line((area.x + 1, area.y), area.width - 2, &Line::new(format!(" {shown} "), ink), Names::InList);
        if has_right {
            let x = area.right() - columns - 1;
            self.line((x, area.y), columns, &Line::new(format!(" {right} "), Role::Text), Names::InList);
        }
    }
}

/// What a window too small for anything says.
pub fn card(buffer: &mut Buffer, area: Rect, theme: &Theme) {
    if area.is_empty() {
        return;
    }
    let style = theme.style(Role::Text.into());
    let words =
        ["too small: 20x5 at least", "too small"].into_iter().find(|words| words.len() <= usize::from(area.width));
    let words = words.unwrap_or_default();
    let y = area.y + area.height / 2;
    let x = area.x + (area.width - u16::try_from(words.len()).unwrap_or(0)) / 2;
    buffer.set_stringn(x, y, words, usize::from(area.width), style);
}
