//! A picture as a terminal shows it: cells, and which of them lead somewhere.

use std::hash::{DefaultHasher, Hash, Hasher};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;

use super::VISIBLE_ON_BLANK;
use super::link::Link;
use crate::app::links::LinkPlace;

/// Cells and their links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The cells.
    pub cells: Buffer,
    /// The links of each row, from left to right; most rows have none.
    links: Vec<Vec<Stretch>>,
}

/// Cells that lead nowhere.
impl From<Buffer> for Picture {
    fn from(cells: Buffer) -> Self {
        let links = vec![Vec::new(); usize::from(cells.area.height)];
        Self { cells, links }
    }
}

/// Neighbouring cells that lead to the same place: the first column, the one after the last.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    from: u16,
    to: u16,
    link: Link,
}

/// A cell and where it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Spot<'p> {
    /// The cell.
    pub cell: &'p Cell,
    /// Where it leads.
    pub link: Option<&'p Link>,
}

impl Spot<'_> {
    /// Whether nothing is seen or to be had here, whatever the colour of its ink.
    pub fn is_blank(self) -> bool {
        let Cell { bg, modifier, .. } = self.cell;
        self.link.is_none()
            && self.cell.symbol() == " "
            && *bg == Color::Reset
            && !modifier.intersects(VISIBLE_ON_BLANK)
    }

    /// Whether both look and do the same.
    pub fn is_like(self, other: Self) -> bool {
        self == other || (self.is_blank() && other.is_blank())
    }
}

impl Picture {
    /// A blank one.
    pub fn empty(area: Rect) -> Self {
        Self::from(Buffer::empty(area))
    }

    /// Makes it blank.
    pub fn reset(&mut self) {
        self.cells.reset();
        self.links.iter_mut().for_each(Vec::clear);
    }

    /// Lays links over the cells.
    pub fn lay(&mut self, places: &[LinkPlace]) {
        for place in places {
            let (cells, link) = (place.cells, Link::new(place.number, &place.url));
            if let (Some(row), Some(link)) = (self.links.get_mut(usize::from(cells.y)), link) {
                row.push(Stretch { from: cells.left(), to: cells.right(), link });
            }
        }
    }

    /// What is at a place.
    pub(super) fn spot(&self, x: u16, y: u16) -> Option<Spot<'_>> {
        let cell = self.cells.cell((x, y))?;
        let row = self.links.get(usize::from(y))?;
        let link = row.iter().find(|stretch| (stretch.from..stretch.to).contains(&x)).map(|stretch| &stretch.link);
        Some(Spot { cell, link })
    }

    /// Each row as numbers that are quick to compare; 0 for blanks.
    pub(super) fn numbers(&self) -> Vec<Vec<u32>> {
        let number = |spot: Spot| {
            if spot.is_blank() {
                return 0;
            }
            let mut hasher = DefaultHasher::new();
            spot.hash(&mut hasher);
            hasher.finish() as u32
        };
        let Rect { width, height, .. } = self.cells.area;
        (0..height).map(|y| (0..width).filter_map(|x| self.spot(x, y)).map(number).collect()).collect()
    }

    /// Moves the rows from `top` to before `bottom` up by so many, around the corner.
    pub(super) fn rotate_up(&mut self, (top, bottom): (u16, u16), by: u16) {
        let [top, bottom, by] = [top, bottom, by].map(usize::from);
        let width = usize::from(self.cells.area.width);
        self.cells.content[top * width..bottom * width].rotate_left(by * width);
        self.links[top..bottom].rotate_left(by);
    }

    /// Makes a row blank.
    pub(super) fn clear_row(&mut self, y: u16) {
        let width = usize::from(self.cells.area.width);
        let start = usize::from(y) * width;
        self.cells.content[start..start + width].iter_mut().for_each(Cell::reset);
        self.links[usize::from(y)].clear();
    }
}
