//! From one picture to the next in few bytes: rows that moved, what changed, the shortest cursor moves, attributes as
//! differences, links where they begin and end.

mod link;
mod picture;
mod scroll;

use std::ops::RangeInclusive;

use ratatui::buffer::Cell;
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use self::link::Link;
pub use self::picture::Picture;
use self::picture::Spot;
use self::scroll::Scroll;

/// Attributes, the number that turns each on, and the one that turns it off. Bold and dim go off together.
const ATTRIBUTES: [(Modifier, u8, u8); 7] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Attributes that show on a blank.
const VISIBLE_ON_BLANK: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// Bytes from which on it is worth a look whether rows have moved.
const WORTH_A_SCROLL: usize = 64;

/// Columns that are crossed by writing what is there: a move takes three bytes at least, and four for two columns.
const LONGEST_BRIDGE: u16 = 4;

/// What a terminal writes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    attributes: Modifier,
}

impl Pen {
    fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, attributes: cell.modifier }
    }
}

const PLAIN: Pen = Pen { fg: Color::Reset, bg: Color::Reset, attributes: Modifier::empty() };

/// The bytes that turn the picture `shown` into `next`; none where they are the same. The pictures have the same size.
/// Before and after, the pen is plain and no link is open.
pub fn paint(shown: &Picture, next: &Picture) -> Vec<u8> {
    let in_place = differences(shown, next);
    if in_place.len() < WORTH_A_SCROLL {
        return in_place;
    }
    let Some(scroll) = Scroll::between(shown, next) else { return in_place };
    let moved = moved(scroll, shown, next);
    if moved.len() < in_place.len() { moved } else { in_place }
}

/// The bytes for what is not the same in place.
fn differences(shown: &Picture, next: &Picture) -> Vec<u8> {
    let mut brush = Brush { bytes: Vec::new(), pen: PLAIN, link: None, at: None };
    (0..next.cells.area.height).for_each(|y| paint_row(shown, next, y, &mut brush));
    brush.finish()
}

/// The bytes for a scroll, and for what is not the same after it. The rows that come in are written while the cursor is
/// there.
fn moved(scroll: Scroll, shown: &Picture, next: &Picture) -> Vec<u8> {
    let shown = scroll.apply(shown);
    let (begin, at) = scroll.begin(shown.cells.area.height);
    let mut brush = Brush { bytes: begin.into_bytes(), pen: PLAIN, link: None, at: Some(at) };
    scroll.blank_rows().for_each(|y| paint_row(&shown, next, y, &mut brush));
    brush.bytes.extend_from_slice(scroll::END);
    // most terminals put the cursor at the beginning then, some leave it
    brush.at = None;
    let others = (0..next.cells.area.height).filter(|y| !scroll.blank_rows().contains(y));
    others.for_each(|y| paint_row(&shown, next, y, &mut brush));
    brush.finish()
}

fn paint_row<'p>(shown: &Picture, next: &'p Picture, y: u16, brush: &mut Brush<'p>) {
    let blank_from = blank_from(next, y);
    let (mut x, mut dirty_to) = (0, 0);
    while let (Some(old), Some(new)) = (shown.spot(x, y), next.spot(x, y)) {
        if x < dirty_to || !old.is_like(new) {
            if x >= blank_from {
                return brush.erase(x, y);
            }
            brush.bridge(next, x, y);
            brush.write(x, y, new);
            // what is written over half of a wide character leaves the other half to the terminal's taste
            let covered = (x..x + columns(new.cell)).filter_map(|at| Some(at + columns(shown.spot(at, y)?.cell)));
            // and a symbol that is taken for a wider one covers what stands after it
            dirty_to = covered.fold(dirty_to.max(x.saturating_add(most_columns(new.cell))), u16::max);
        }
        x += columns(new.cell);
    }
}

fn columns(cell: &Cell) -> u16 {
    u16::try_from(cell.symbol().width()).unwrap_or(1).max(1)
}

/// The column from which a row is blank.
fn blank_from(picture: &Picture, y: u16) -> u16 {
    let is_blank = |x: &u16| picture.spot(*x, y).is_some_and(Spot::is_blank);
    let width = picture.cells.area.width;
    let n_blank = (0..width).rev().take_while(is_blank).count();
    width - u16::try_from(n_blank).unwrap_or(0)
}

struct Brush<'p> {
    bytes: Vec<u8>,
    pen: Pen,
    /// Where what is written leads.
    link: Option<&'p Link>,
    /// Where the terminal writes next; `None` where terminals differ.
    at: Option<Position>,
}

impl<'p> Brush<'p> {
    fn write(&mut self, x: u16, y: u16, spot: Spot<'p>) {
        self.go(x, y);
        let Spot { cell, link } = spot;
        let symbol = cell.symbol();
        self.pen(match symbol {
            // a blank has no ink: keep the pen's
            _ if spot.is_blank() => {
                let attributes = self.pen.attributes - VISIBLE_ON_BLANK;
                Pen { bg: Color::Reset, attributes, ..self.pen }
            }
            _ => Pen::of(cell),
        });
        self.lead(link);
        let moved = columns_moved(symbol);
        if moved.is_none() && columns(cell) > 1 {
            self.blank(x, y, columns(cell));
        }
        self.bytes.extend_from_slice(symbol.as_bytes());
        self.at = moved.map(|columns| Position::new(x + columns, y));
    }

    /// Writes what stands between the cursor and a cell once more, where that is no longer than the move.
    fn bridge(&mut self, next: &'p Picture, x: u16, y: u16) {
        let Some(at) = self.at.filter(|at| at.y == y && (at.x..=at.x + LONGEST_BRIDGE).contains(&x)) else { return };
        let between = || (at.x..x).filter_map(|x| next.spot(x, y));
        let is_drawn_by = |pen: Pen, spot: Spot| match spot {
            _ if spot.is_blank() => pen.bg == Color::Reset && !pen.attributes.intersects(VISIBLE_ON_BLANK),
            Spot { cell, .. } => cell.symbol().len() == 1 && pen == Pen::of(cell),
        };
        let link = between().next().and_then(|spot| spot.link);
        let is_due = link == self.link || next.spot(x, y).is_some_and(|spot| spot.link == link);
        if is_due && between().all(|spot| spot.link == link && is_drawn_by(self.pen, spot)) {
            self.lead(link);
            between().for_each(|spot| self.bytes.extend_from_slice(spot.cell.symbol().as_bytes()));
            self.at = Some(Position::new(x, y));
        }
    }

    /// Blanks under a symbol that some terminals draw narrower than others: nothing old is left beside it.
    fn blank(&mut self, x: u16, y: u16, columns: u16) {
        self.bytes.extend((0..columns).map(|_| b' '));
        self.at = None;
        self.go(x, y);
    }

    fn erase(&mut self, x: u16, y: u16) {
        self.go(x, y);
        self.lead(None);
        self.pen(Pen { bg: Color::Reset, attributes: self.pen.attributes - VISIBLE_ON_BLANK, ..self.pen });
        self.bytes.extend_from_slice(b"\x1b[K");
    }

    fn go(&mut self, x: u16, y: u16) {
        let moved = match self.at {
            Some(at) if at == Position::new(x, y) => String::new(),
            Some(at) if at.y == y && x == at.x + 1 => "\x1b[C".to_owned(),
            Some(at) if at.y == y && x > at.x => format!("\x1b[{}C", x - at.x),
            Some(at) if at.y + 1 == y && x == 0 => "\r\n".to_owned(),
            _ if x == 0 && y == 0 => "\x1b[H".to_owned(),
            _ if x == 0 => format!("\x1b[{}H", y + 1),
            _ => format!("\x1b[{};{}H", y + 1, x + 1),
        };
        self.bytes.extend_from_slice(moved.as_bytes());
        self.at = Some(Position::new(x, y));
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

    fn finish(mut self) -> Vec<u8> {
        self.lead(None);
        self.pen(PLAIN);
        self.bytes
    }

    /// Takes another pen by the shorter of two ways: what differs, or all anew.
    fn pen(&mut self, pen: Pen) {
        if pen == self.pen {
            return;
        }
        let (difference, anew) = (numbers(self.pen, pen), numbers(PLAIN, pen));
        let anew = if anew.is_empty() { String::new() } else { format!("0;{anew}") };
        let shorter = if anew.len() < difference.len() { anew } else { difference };
        self.bytes.extend_from_slice(format!("\x1b[{shorter}m").as_bytes());
        self.pen = pen;
    }
}

/// Characters of one column on which terminals agree, in any locale in which they agree on lines: Latin, Greek and
/// Cyrillic, punctuation, currencies, lines and blocks.
const NARROW: [RangeInclusive<char>; 5] =
    ['\u{20}'..='\u{52f}', '\u{2010}'..='\u{2027}', '\u{2030}'..='\u{205e}', '\u{20a0}'..='\u{20bf}', '─'..='▟'];

/// The same of two columns: what has been wide for as long as there have been such terminals. Emoji have not.
const WIDE: [RangeInclusive<char>; 6] = [
    '\u{2e80}'..='\u{a4cf}',
    '\u{ac00}'..='\u{d7a3}',
    '\u{f900}'..='\u{faff}',
    '\u{ff01}'..='\u{ff60}',
    '\u{ffe0}'..='\u{ffe6}',
    '\u{20000}'..='\u{3fffd}',
];

/// How far a symbol moves the cursor, where all terminals agree: one character, one or two columns.
fn columns_moved(symbol: &str) -> Option<u16> {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return None };
    let columns = c.width()?;
    let agreed: &[RangeInclusive<char>] = if columns == 1 { &NARROW } else { &WIDE };
    u16::try_from(columns).ok().filter(|columns| *columns > 0 && agreed.iter().any(|range| range.contains(&c)))
}

/// The most columns that a terminal may take for a symbol: as many as its characters take one by one.
fn most_columns(cell: &Cell) -> u16 {
    let symbol = cell.symbol();
    let one_by_one = || symbol.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>();
    columns_moved(symbol).unwrap_or_else(|| u16::try_from(one_by_one()).unwrap_or(u16::MAX).max(columns(cell)))
}

/// The parameters of `CSI … m` that turn one pen into another.
fn numbers(from: Pen, to: Pen) -> String {
    let mut numbers: Vec<String> = Vec::new();
    let mut kept = from.attributes;
    for (attribute, _, off) in ATTRIBUTES {
        if kept.contains(attribute) && !to.attributes.contains(attribute) {
            numbers.push(off.to_string());
            kept -= ATTRIBUTES.iter().filter(|(_, _, same)| *same == off).map(|(a, ..)| *a).collect();
        }
    }
    let added = ATTRIBUTES.iter().filter(|(a, ..)| to.attributes.contains(*a) && !kept.contains(*a));
    numbers.extend(added.map(|(_, on, _)| on.to_string()));
    if from.fg != to.fg {
        numbers.push(colour(to.fg, 30));
    }
    if from.bg != to.bg {
        numbers.push(colour(to.bg, 40));
    }
    numbers.join(";")
}

/// `base` is 30 for text, 40 for the background.
fn colour(colour: Color, base: u8) -> String {
    let number = match colour {
        Color::Reset => 9,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        Color::Indexed(index) => return format!("{};5;{index}", base + 8),
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", base + 8),
    };
    (base + number).to_string()
}

#[cfg(test)]
mod tests;
