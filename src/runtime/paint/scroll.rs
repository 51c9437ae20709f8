//! Rows that moved up or down as they are: a terminal moves them by itself, in a few bytes.

use std::ops::Range;

use ratatui::layout::Position;

use super::picture::Picture;

/// The whole screen scrolls again. Where the cursor is then, terminals do not agree.
pub(super) const END: &[u8] = b"\x1b[r";

/// Cells that a scroll must spare at least to be tried: with what leads to them they cost more than its own bytes.
const LEAST_SPARED: i32 = 8;

/// Whole rows of the screen that move together. Those that they leave are blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The first row.
    top: u16,
    /// The row after the last.
    bottom: u16,
    by: u16,
    way: Way,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

impl Scroll {
    /// The scroll that brings `shown` nearest to `next`, if one spares anything. Panes that stand beside the rows that
    /// moved may yet make it the longer way.
    pub fn between(shown: &Picture, next: &Picture) -> Option<Self> {
        let (old, new) = (shown.numbers(), next.numbers());
        let unmoved: Vec<i32> = old.iter().zip(&new).map(|(old, new)| n_differences(old, new)).collect();
        let mut best = (LEAST_SPARED, None);
        for by in 1..=new.len() / 2 {
            for way in [Way::Up, Way::Down] {
                let (from, to) = if way == Way::Up { (by, 0) } else { (0, by) };
                let moved = old[from..].iter().zip(&new[to..]).map(|(old, new)| n_differences(old, new));
                let spared = unmoved[to..].iter().zip(moved).map(|(unmoved, moved)| unmoved - moved);
                let (sum, first, after) = best_run(spared);
                if sum > best.0 {
                    best = (sum, Some(Self { top: row(first), bottom: row(after + by), by: row(by), way }));
                }
            }
        }
        best.1
    }

    /// What a terminal is sent for it before [`END`], and where the cursor is then: where the rows come in.
    pub fn begin(self, height: u16) -> (String, Position) {
        let first = if self.top == 0 { String::new() } else { (self.top + 1).to_string() };
        let last = if self.bottom == height { String::new() } else { format!(";{}", self.bottom) };
        // Line feeds and reverse indexes scroll on every terminal, other sequences on some.
        let (y, scroll) = if self.way == Way::Up { (self.bottom - 1, "\n") } else { (self.top, "\x1bM") };
        let bytes = format!("\x1b[{first}{last}r\x1b[{}H{}", y + 1, scroll.repeat(usize::from(self.by)));
        (bytes, Position::new(0, y))
    }

    /// The rows that are blank after it.
    pub fn blank_rows(self) -> Range<u16> {
        match self.way {
            Way::Up => self.bottom - self.by..self.bottom,
            Way::Down => self.top..self.top + self.by,
        }
    }

    /// `shown` after it.
    pub fn apply(self, shown: &Picture) -> Picture {
        let mut scrolled = shown.clone();
        let by = if self.way == Way::Up { self.by } else { self.bottom - self.top - self.by };
        scrolled.rotate_up((self.top, self.bottom), by);
        self.blank_rows().for_each(|y| scrolled.clear_row(y));
        scrolled
    }
}

fn n_differences(old: &[u32], new: &[u32]) -> i32 {
    old.iter().zip(new).map(|(old, new)| i32::from(old != new)).sum()
}

/// The neighbours with the greatest sum: the sum, the first, and the one after the last.
fn best_run(numbers: impl Iterator<Item = i32>) -> (i32, usize, usize) {
    let (mut best, mut sum, mut first) = ((0, 0, 0), 0, 0);
    for (at, number) in numbers.enumerate() {
        if sum <= 0 {
            (sum, first) = (0, at);
        }
        sum += number;
        if sum > best.0 {
            best = (sum, first, at + 1);
        }
    }
    best
}

fn row(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::buffer::Buffer;

    fn lines(lines: &[&str]) -> Picture {
        Picture::from(Buffer::with_lines(lines.iter().copied()))
    }

    fn check(shown: &[&str], next: &[&str], expected: Option<&str>) {
        let (shown, next) = (lines(shown), lines(next));
        let scroll = Scroll::between(&shown, &next);
        assert_eq!(scroll.map(|scroll| scroll.begin(shown.cells.area.height).0).as_deref(), expected);
    }

    #[test]
    fn rows_that_moved_are_found() {
        let text = ["head of it", "first line", "second one", "third line", "and fourth", "the foot  "];
        let [head, first, second, third, fourth, foot] = text;
        let up = [head, second, third, fourth, "fifth line", foot];
        check(&text, &up, Some("\x1b[2;5r\x1b[5H\n"));
        check(&up, &text, Some("\x1b[2;5r\x1b[2H\x1bM"));
        check(&text, &[second, third, fourth, foot, "", ""], Some("\x1b[r\x1b[6H\n\n"));
        check(&[head, first, second], &["new", head, first], Some("\x1b[r\x1b[1H\x1bM"));
    }

    #[test]
    fn rows_that_stay_are_not_moved() {
        let text = ["one line", "two line", "one more", "and more"];
        check(&text, &text, None);
        check(&text, &["one line", "two line", "one more", "the last"], None);
        check(&["           ", "", ""], &["first words", "more words", "third words"], None);
    }

    #[test]
    fn what_scrolls_in_is_blank() {
        let shown = lines(&["a", "b", "c", "d"]);
        let scroll = Scroll { top: 1, bottom: 4, by: 2, way: Way::Up };
        assert_eq!(scroll.apply(&shown), lines(&["a", "d", " ", " "]));
        assert_eq!(Scroll { way: Way::Down, ..scroll }.apply(&shown), lines(&["a", " ", " ", "b"]));
    }
}
