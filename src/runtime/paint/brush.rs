//! Cells into bytes, one after the other: the pen, the link and the cursor are what the terminal has them to be.

use ratatui::layout::Position;

use super::link::{self, Link};
use super::pen::{PLAIN, Pen};
use super::picture::{Row, Spot};
use super::signs::{columns, columns_moved};
use super::way::{Margins, way};

/// Columns that are crossed by writing what is there: a move takes three bytes at least, and four for two columns.
const LONGEST_BRIDGE: u16 = 4;

/// Makes the rest of a row blank.
pub(super) const ERASE: &[u8] = b"\x1b[K";

/// Writes cells. Before and after, the pen is plain and no link is open.
pub(super) struct Brush<'p> {
    bytes: Vec<u8>,
    pen: Pen,
    /// Where what is written leads.
    link: Option<&'p Link>,
    /// Where the terminal writes next; `None` where terminals differ.
    at: Option<Position>,
    /// Columns of the screen.
    width: u16,
    margins: Margins,
    /// It writes fewer bytes than so many.
    most: usize,
}

impl<'p> Brush<'p> {
    /// For a screen of so many columns; it writes fewer than `most` bytes.
    pub fn new(width: u16, margins: Margins, most: usize) -> Self {
        Self { bytes: Vec::new(), pen: PLAIN, link: None, at: None, width, margins, most }
    }

    /// Has rows scroll, and leaves the cursor where those come in: in row `y`, before what stands there from column `x` on.
    pub fn scroll(&mut self, margins: Margins, (x, y): (u16, u16), scroll: &str) {
        if margins != self.margins {
            // Most terminals put the cursor at the beginning then, some leave it.
            let (first, last) = (margins.top + 1, margins.bottom);
            let first = if first == 1 { String::new() } else { first.to_string() };
            self.bytes.extend_from_slice(format!("\x1b[{first};{last}r").as_bytes());
            self.at = None;
            self.margins = margins;
        }
        // the column stays as it is
        self.go(if x > LONGEST_BRIDGE { x } else { 0 }, y);
        self.bytes.extend_from_slice(scroll.as_bytes());
    }

    /// Writes a cell.
    pub fn write(&mut self, x: u16, y: u16, spot: Spot<'p>) {
        self.go(x, y);
        let Spot { cell, link } = spot;
        let symbol = cell.symbol();
        self.take(if spot.is_blank() { self.pen.blank() } else { Pen::of(cell) });
        self.lead(link);
        let moved = columns_moved(symbol);
        if moved.is_none() && columns(cell) > 1 {
            self.blank(x, y, columns(cell));
        }
        self.bytes.extend_from_slice(symbol.as_bytes());
        self.at = moved.map(|columns| Position::new(x + columns, y));
    }

    /// Writes what stands between the cursor and a cell once more, where that is no longer than the move.
    pub fn bridge(&mut self, row: Row<'p>, x: u16, y: u16) {
        let Some(at) = self.at.filter(|at| at.y == y && (at.x + 1..=at.x + LONGEST_BRIDGE).contains(&x)) else {
            return;
        };
        let between = || (at.x..x).filter_map(|x| row.spot(x));
        let is_drawn_by = |pen: Pen, spot: Spot| match spot {
            _ if spot.is_blank() => pen.blanks(),
            Spot { cell, .. } => cell.symbol().len() == 1 && pen == Pen::of(cell),
        };
        let link = between().next().and_then(|spot| spot.link);
        let is_due = link == self.link || row.spot(x).is_some_and(|spot| spot.link == link);
        if is_due && between().all(|spot| spot.link == link && is_drawn_by(self.pen, spot)) {
            self.lead(link);
            between().for_each(|spot| self.bytes.extend_from_slice(spot.cell.symbol().as_bytes()));
            self.at = Some(Position::new(x, y));
        }
    }

    /// Makes the rest of a row blank.
    pub fn erase(&mut self, x: u16, y: u16) {
        self.go(x, y);
        self.lead(None);
        self.take(self.pen.blank());
        self.bytes.extend_from_slice(ERASE);
    }

    /// Whether it has written fewer bytes than it may.
    pub fn has_room(&self) -> bool {
        self.bytes.len() < self.most
    }

    /// The bytes, with a plain pen and no link at the end, and which rows scroll from now on; `None` where they are more
    /// than it may write.
    pub fn finish(mut self) -> Option<(Vec<u8>, Margins)> {
        self.lead(None);
        self.take(PLAIN);
        self.has_room().then_some((self.bytes, self.margins))
    }

    /// Blanks under a symbol that some terminals draw narrower than others: nothing old is left beside it.
    fn blank(&mut self, x: u16, y: u16, columns: u16) {
        self.bytes.extend((0..columns).map(|_| b' '));
        self.at = None;
        self.go(x, y);
    }

    fn go(&mut self, x: u16, y: u16) {
        let to = Position::new(x, y);
        if self.at != Some(to) {
            self.bytes.extend_from_slice(way(self.at, to, self.width, self.margins).as_bytes());
            self.at = Some(to);
        }
    }

    /// Makes what is written from here on lead somewhere else, or nowhere.
    fn lead(&mut self, link: Option<&'p Link>) {
        if link != self.link {
            match link {
                Some(link) => self.bytes.extend_from_slice(link.begin().as_bytes()),
                None => self.bytes.extend_from_slice(link::END),
            }
            self.link = link;
        }
    }

    /// Takes another pen.
    fn take(&mut self, pen: Pen) {
        if pen != self.pen {
            self.bytes.extend_from_slice(self.pen.turned_into(pen).as_bytes());
            self.pen = pen;
        }
    }
}
