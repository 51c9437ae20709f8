//! How far signs move the cursor, as far as terminals agree.

use std::ops::RangeInclusive;

use ratatui::buffer::Cell;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

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
pub(super) fn columns_moved(symbol: &str) -> Option<u16> {
    if symbol.len() == 1 {
        return Some(1); // ASCII, and no control: pictures are clean
    }
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return None };
    let columns = c.width()?;
    let agreed: &[RangeInclusive<char>] = if columns == 1 { &NARROW } else { &WIDE };
    u16::try_from(columns).ok().filter(|columns| *columns > 0 && agreed.iter().any(|range| range.contains(&c)))
}

/// The columns of a cell with what it covers.
pub(super) fn columns(cell: &Cell) -> u16 {
    let symbol = cell.symbol();
    if symbol.len() == 1 { 1 } else { u16::try_from(symbol.width()).unwrap_or(1).max(1) }
}

/// The most columns that a terminal may take for a symbol: as many as its characters take one by one.
pub(super) fn most_columns(cell: &Cell) -> u16 {
    let symbol = cell.symbol();
    let one_by_one = || symbol.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>();
    columns_moved(symbol).unwrap_or_else(|| u16::try_from(one_by_one()).unwrap_or(u16::MAX).max(columns(cell)))
}
