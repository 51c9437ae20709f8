//! From one picture to the next in few bytes: rows that moved, what changed, the shortest cursor moves, attributes as
//! differences, links where they begin and end.

mod brush;
mod link;
mod pen;
mod picture;
mod scroll;
mod signs;
mod way;

use ratatui::layout::Rect;

use self::brush::Brush;
pub use self::picture::Picture;
use self::picture::{Row, Spot};
use self::scroll::Scroll;
use self::signs::{columns, most_columns};
use self::way::Margins;

/// What makes every row of the screen scroll, as [`Painter::default`] has it.
pub const ALL_SCROLL: &str = "\x1b[r";

/// What colours and moves of the cursor may add to one way and not to another, at most, besides an eighth.
const MAY_DIFFER: usize = 32;

/// Paints pictures on one terminal, and knows which of its rows scroll: they stay so until others have to, which a story
/// that is read line by line never asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Painter {
    /// `None` for all of them.
    margins: Option<Margins>,
}

impl Painter {
    /// The bytes that turn the picture `shown` into `next`; none where they are the same. The pictures have the same size.
    /// Before and after, the pen is plain and no link is open.
    pub fn paint(&mut self, shown: &Picture, next: &Picture) -> Vec<u8> {
        let margins = self.margins.unwrap_or(Margins { top: 0, bottom: next.height() });
        let scrolls = Scroll::candidates(shown, next).flat_map(|scroll| [Some(scroll), scroll.within(margins)]);
        let ways = scrolls.flatten().map(Some).chain([None]);
        let ways: Vec<_> = ways.map(|scroll| (n_unlike(scroll, shown, next), scroll)).collect();
        let least = ways.iter().map(|(n_unlike, _)| *n_unlike).min().unwrap_or(0);
        let may_be_best = |n_unlike: usize| n_unlike <= least + least / 8 + MAY_DIFFER;
        let mut best: Option<(Vec<u8>, Margins)> = None;
        for (_, scroll) in ways.into_iter().filter(|(n_unlike, _)| may_be_best(*n_unlike)) {
            let most = best.as_ref().map_or(usize::MAX, |(bytes, _)| bytes.len());
            let shorter = painted(scroll, (shown, next), Brush::new(next.width(), margins, most));
            best = shorter.or(best);
        }
        let (bytes, margins) = best.unwrap_or_default();
        self.margins = Some(margins);
        bytes
    }
}

/// About how many bytes are written after a scroll, colours and moves of the cursor aside.
fn n_unlike(scroll: Option<Scroll>, shown: &Picture, next: &Picture) -> usize {
    let blank = Picture::empty(Rect { height: 1, ..next.area() });
    let source = |y| scroll.map_or(Some(y), |scroll| scroll.source(y));
    let rows = (0..next.height()).map(|y| next.row(y).n_unlike(source(y).map_or(blank.row(0), |y| shown.row(y))));
    rows.sum()
}

/// The bytes for a scroll, if any, and for what is not the same after it; which rows scroll then. `None` where the brush
/// has not room enough. The rows that come in are written while the cursor is there.
fn painted<'p>(
    scroll: Option<Scroll>,
    (shown, next): (&Picture, &'p Picture),
    mut brush: Brush<'p>,
) -> Option<(Vec<u8>, Margins)> {
    let blank = Picture::empty(Rect { height: 1, ..next.area() });
    let source = |y| scroll.map_or(Some(y), |scroll| scroll.source(y));
    let incoming = scroll.map_or(0..0, Scroll::blank_rows);
    if let Some(scroll) = scroll {
        let (y, bytes) = scroll.bytes();
        brush.scroll(scroll.margins(), (next.row(incoming.start).ink_from(), y), &bytes);
    }
    let others = (0..next.height()).filter(|y| !incoming.contains(y));
    for y in incoming.clone().chain(others) {
        if !brush.has_room() {
            return None;
        }
        paint_row(source(y).map_or(blank.row(0), |y| shown.row(y)), next.row(y), y, &mut brush);
    }
    brush.finish()
}

fn paint_row<'p>(old: Row, new: Row<'p>, y: u16, brush: &mut Brush<'p>) {
    let blank_from = new.blank_from();
    let (mut x, mut dirty_to) = (0, 0);
    while let Some(at) = if x < dirty_to { Some(x) } else { new.next_unlike(old, x) }
        && let Some(spot) = new.spot(at)
    {
        if at >= blank_from {
            return brush.erase(at, y);
        }
        brush.bridge(new, at, y);
        brush.write(at, y, spot);
        dirty_to = dirty_to.max(dirty_after(old, spot, at));
        x = at + columns(spot.cell);
    }
}

/// The column from which on a row is again as it was before a cell was written.
fn dirty_after(old: Row, written: Spot, x: u16) -> u16 {
    // what is written over half of a wide character leaves the other half to the terminal's taste
    let covered = (x..x + columns(written.cell)).filter_map(|at| Some(at + columns(old.spot(at)?.cell)));
    // and a symbol that is taken for a wider one covers what stands after it
    covered.fold(x.saturating_add(most_columns(written.cell)), u16::max)
}

#[cfg(test)]
mod tests;
