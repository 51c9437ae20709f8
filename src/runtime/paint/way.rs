//! The cursor's way to another place, in the fewest bytes: absolute, or by steps that every terminal takes alike.

use ratatui::layout::Position;

/// Backspaces that are no longer than the sequence for as many columns.
const MOST_BACKSPACES: u16 = 3;

/// The rows that scroll: the first, and the one after the last. A terminal keeps to them until it is told others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Margins {
    /// The first row.
    pub top: u16,
    /// The row after the last.
    pub bottom: u16,
}

impl Margins {
    /// Whether steps lead from one row to another. Steps to and from rows that do not scroll, terminals take differently.
    fn allow(self, from: u16, to: u16) -> bool {
        from == to || [from, to].iter().all(|y| (self.top..self.bottom).contains(y))
    }
}

/// What brings the cursor from one place to another; from `None`, wherever it is. A column at or beyond `width` is the
/// edge, where terminals differ.
pub(super) fn way(from: Option<Position>, to: Position, width: u16, margins: Margins) -> String {
    let absolute = match (to.x, to.y) {
        (0, 0) => "\x1b[H".to_owned(),
        (0, y) => format!("\x1b[{}H", y + 1),
        (x, y) => format!("\x1b[{};{}H", y + 1, x + 1),
    };
    let Some(from) = from.filter(|from| margins.allow(from.y, to.y)) else { return absolute };
    let across = rows(from.y, to.y);
    let by_the_start = format!("\r{across}{}", columns(0, to.x));
    let shorter = if by_the_start.len() < absolute.len() { by_the_start } else { absolute };
    if from.x >= width {
        return shorter;
    }
    let steps = format!("{across}{}", columns(from.x, to.x));
    if steps.len() < shorter.len() { steps } else { shorter }
}

/// Up or down. A line feed keeps the column: the terminal is in raw mode.
fn rows(from: u16, to: u16) -> String {
    match (from, to) {
        _ if from == to => String::new(),
        _ if from > to => steps(from - to, 'A'),
        _ => {
            let feeds = "\n".repeat(usize::from(to - from));
            let down = steps(to - from, 'B');
            if feeds.len() <= down.len() { feeds } else { down }
        }
    }
}

/// Left or right.
fn columns(from: u16, to: u16) -> String {
    match (from, to) {
        _ if from == to => String::new(),
        _ if from < to => steps(to - from, 'C'),
        _ if from - to <= MOST_BACKSPACES => "\x08".repeat(usize::from(from - to)),
        _ => steps(from - to, 'D'),
    }
}

fn steps(n: u16, letter: char) -> String {
    if n == 1 { format!("\x1b[{letter}") } else { format!("\x1b[{n}{letter}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way_is_taken() {
        let margins = Margins { top: 3, bottom: 20 };
        for (from, to, expected) in [
            ((5, 5), (5, 5), ""),
            ((5, 5), (6, 5), "\x1b[C"),
            ((5, 5), (25, 5), "\x1b[20C"),
            ((5, 5), (4, 5), "\x08"),
            ((50, 5), (0, 5), "\r"),
            ((50, 5), (0, 6), "\r\n"),
            ((50, 5), (0, 7), "\r\n\n"),
            ((50, 5), (0, 8), "\x1b[9H"),
            ((50, 15), (0, 12), "\x1b[13H"),
            ((50, 5), (50, 6), "\n"),
            ((50, 5), (50, 4), "\x1b[A"),
            ((50, 5), (40, 6), "\n\x1b[10D"),
            ((50, 5), (9, 6), "\r\n\x1b[9C"),
            ((50, 5), (60, 15), "\x1b[16;61H"),
            ((0, 5), (0, 7), "\n\n"),
        ] {
            let way = way(Some(Position::from(from)), Position::from(to), 80, margins);
            assert_eq!(way, expected, "{from:?} {to:?}");
        }
    }

    #[test]
    fn no_step_leads_over_an_edge() {
        let margins = Margins { top: 3, bottom: 20 };
        for (from, to, expected) in [
            ((5, 2), (0, 3), "\x1b[4H"),
            ((5, 19), (0, 20), "\x1b[21H"),
            ((5, 20), (5, 19), "\x1b[20;6H"),
            ((5, 20), (0, 21), "\x1b[22H"),
            ((5, 0), (0, 1), "\x1b[2H"),
            ((5, 20), (6, 20), "\x1b[C"),
            ((80, 5), (79, 5), "\r\x1b[79C"),
        ] {
            let way = way(Some(Position::from(from)), Position::from(to), 80, margins);
            assert_eq!(way, expected, "{from:?} {to:?}");
        }
        assert_eq!(way(None, Position::new(0, 0), 80, margins), "\x1b[H");
    }
}
