//! A picture as a terminal shows it: cells, and which of them lead somewhere.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use super::brush::ERASE;
use super::link::Link;
use super::pen::VISIBLE_ON_BLANK;
use super::signs::columns;
use crate::app::links::LinkPlace;

/// Cells and their links.
#[derive(Clone, Debug)]
pub struct Picture {
    cells: Buffer,
    /// A number for each cell: those of the same number look and do the same. 0 for blanks, and under the second half of
    /// a wide one.
    codes: Vec<u64>,
    /// The links of each row, from left to right; most rows have none.
    links: Vec<Vec<Stretch>>,
}

/// Neighbouring cells that lead to the same place: the first column, the one after the last.
#[derive(Clone, Debug)]
struct Stretch {
    from: u16,
    to: u16,
    link: Link,
}

/// Where a column of a row with these links leads.
fn link_at(links: &[Stretch], x: u16) -> Option<&Link> {
    links.iter().find(|stretch| (stretch.from..stretch.to).contains(&x)).map(|stretch| &stretch.link)
}

/// A cell and where it leads.
#[derive(Clone, Copy, Debug)]
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
            && *bg == Color::Reset
            && !modifier.intersects(VISIBLE_ON_BLANK)
            && self.cell.symbol() == " "
    }
}

/// Numbers for cells. Neighbours mostly have the same ink, whose number is kept; that of the plain one is 0.
#[derive(Default)]
struct Encoder {
    ink: (Color, Color, Modifier),
    number: u64,
}

impl Encoder {
    fn code(&mut self, spot: Spot) -> u64 {
        if spot.is_blank() {
            return 0;
        }
        let Cell { fg, bg, modifier, .. } = *spot.cell;
        if self.ink != (fg, bg, modifier) {
            self.ink = (fg, bg, modifier);
            self.number = mix(u64::from(number(fg)) << 32 | u64::from(number(bg)), u64::from(modifier.bits()));
        }
        let symbol = match spot.cell.symbol().as_bytes() {
            [byte] => mix(self.number, u64::from(*byte)),
            bytes => pieces(bytes).fold(self.number, mix),
        };
        spot.link.into_iter().flat_map(|link| link.pieces()).fold(symbol, mix) | 1
    }
}

/// A row of a picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'p> {
    cells: &'p [Cell],
    links: &'p [Stretch],
    /// As [`Picture::codes`].
    pub codes: &'p [u64],
}

impl<'p> Row<'p> {
    /// What is in a column.
    pub fn spot(self, x: u16) -> Option<Spot<'p>> {
        let cell = self.cells.get(usize::from(x))?;
        Some(Spot { cell, link: link_at(self.links, x) })
    }

    /// The first column from `x` on in which it is not as the other.
    pub fn next_unlike(self, other: Self, x: u16) -> Option<u16> {
        let pairs = self.codes.iter().zip(other.codes).skip(usize::from(x));
        pairs.enumerate().find(|(_, (one, other))| one != other).and_then(|(n, _)| u16::try_from(n).ok()).map(|n| x + n)
    }

    /// How many bytes it takes at least to write it over another: one for each cell that is not the same, and for the
    /// blanks at its end those that erase.
    pub fn n_unlike(self, other: Self) -> usize {
        let (ink, blanks) = self.codes.split_at(usize::from(self.blank_from()));
        let (under_ink, under_blanks) = other.codes.split_at(ink.len());
        let n_unlike = ink.iter().zip(under_ink).filter(|(one, other)| one != other).count();
        n_unlike + if blanks == under_blanks { 0 } else { ERASE.len() }
    }

    /// The column in which something stands first; 0 in a blank row.
    pub fn ink_from(self) -> u16 {
        let first = self.codes.iter().position(|code| *code != 0).unwrap_or(0);
        u16::try_from(first).unwrap_or(u16::MAX)
    }

    /// The column from which it is blank.
    pub fn blank_from(self) -> u16 {
        let n_codes = self.codes.iter().rposition(|code| *code != 0).map_or(0, |last| last + 1);
        u16::try_from(n_codes).unwrap_or(u16::MAX)
    }
}

/// Cells that lead nowhere.
impl From<Buffer> for Picture {
    fn from(cells: Buffer) -> Self {
        let (height, n_cells) = (usize::from(cells.area.height), cells.content.len());
        let mut picture = Self { cells, codes: vec![0; n_cells], links: vec![Vec::new(); height] };
        picture.encode();
        picture
    }
}

impl Picture {
    /// A blank one.
    pub fn empty(area: Rect) -> Self {
        Self::from(Buffer::empty(area))
    }

    /// Where it is.
    pub fn area(&self) -> Rect {
        self.cells.area
    }

    /// Draws it anew, with links over its cells.
    pub fn draw(&mut self, links: &[LinkPlace], draw: impl FnOnce(&mut Buffer)) {
        self.cells.reset();
        draw(&mut self.cells);
        self.links.iter_mut().for_each(Vec::clear);
        for place in links {
            let (cells, link) = (place.cells, Link::new(place.number, &place.url));
            if let (Some(row), Some(link)) = (self.links.get_mut(usize::from(cells.y)), link) {
                row.push(Stretch { from: cells.left(), to: cells.right(), link });
            }
        }
        self.encode();
    }

    fn encode(&mut self) {
        let width = usize::from(self.width().max(1));
        let mut encoder = Encoder::default();
        let rows = self.cells.content.chunks_exact(width).zip(&self.links);
        for ((cells, links), codes) in rows.zip(self.codes.chunks_exact_mut(width)) {
            let mut covered_to = 0;
            for (x, (cell, code)) in (0..).zip(cells.iter().zip(codes)) {
                if x < covered_to {
                    *code = 0;
                    continue;
                }
                *code = encoder.code(Spot { cell, link: link_at(links, x) });
                covered_to = x + columns(cell);
            }
        }
    }

    /// Rows.
    pub(super) fn height(&self) -> u16 {
        self.cells.area.height
    }

    /// Columns.
    pub(super) fn width(&self) -> u16 {
        self.cells.area.width
    }

    /// One of its rows.
    pub(super) fn row(&self, y: u16) -> Row<'_> {
        let (width, y) = (usize::from(self.width()), usize::from(y));
        let cells = y * width..(y + 1) * width;
        Row {
            cells: self.cells.content.get(cells.clone()).unwrap_or_default(),
            codes: self.codes.get(cells).unwrap_or_default(),
            links: self.links.get(y).map(Vec::as_slice).unwrap_or_default(),
        }
    }
}

/// Bytes as numbers of eight.
pub(super) fn pieces(bytes: &[u8]) -> impl Iterator<Item = u64> {
    let piece = |bytes: &[u8]| bytes.iter().rev().fold(0, |piece, byte| piece << 8 | u64::from(*byte));
    bytes.chunks(8).map(piece)
}

/// Mixes a piece into a number of 64 bits, so well that two that are alike are not met with.
fn mix(code: u64, piece: u64) -> u64 {
    // the golden ratio: odd, and its bits follow no pattern
    let mixed = (code.rotate_left(23) ^ piece).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 32
}

/// Different for different colours.
fn number(colour: Color) -> u32 {
    match colour {
        Color::Reset => 0,
        Color::Black => 1,
        Color::Red => 2,
        Color::Green => 3,
        Color::Yellow => 4,
        Color::Blue => 5,
        Color::Magenta => 6,
        Color::Cyan => 7,
        Color::Gray => 8,
        Color::DarkGray => 9,
        Color::LightRed => 10,
        Color::LightGreen => 11,
        Color::LightYellow => 12,
        Color::LightBlue => 13,
        Color::LightMagenta => 14,
        Color::LightCyan => 15,
        Color::White => 16,
        Color::Indexed(index) => 0x100 | u32::from(index),
        Color::Rgb(red, green, blue) => u32::from_be_bytes([1, red, green, blue]),
    }
}

#[cfg(test)]
impl Picture {
    /// Its cells.
    pub(super) fn cells(&self) -> &Buffer {
        &self.cells
    }

    /// Moves all rows up by so many, around the corner.
    pub(super) fn rotate_up(&mut self, by: u16) {
        let (by, width) = (usize::from(by), usize::from(self.width()));
        self.cells.content.rotate_left(by * width);
        self.codes.rotate_left(by * width);
        self.links.rotate_left(by);
    }

    /// Takes a row from another.
    pub(super) fn take_row(&mut self, other: &Self, y: u16) {
        let (y, width) = (usize::from(y), usize::from(self.width()));
        let cells = y * width..(y + 1) * width;
        self.cells.content[cells.clone()].clone_from_slice(&other.cells.content[cells.clone()]);
        self.codes[cells.clone()].copy_from_slice(&other.codes[cells]);
        self.links[y].clone_from(&other.links[y]);
    }
}
