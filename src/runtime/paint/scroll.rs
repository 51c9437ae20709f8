//! Rows that moved up or down as they are: a terminal moves them by itself, in a few bytes.

use std::ops::Range;

use super::picture::Picture;
use super::way::Margins;

/// Cells that a scroll must spare at least to be tried: with what leads to them they cost more than its own bytes.
const LEAST_SPARED: i32 = 8;

/// The part of all that has changed that it must spare: on another page some letters stand where they stood by chance.
const LEAST_PART: i32 = 8;

/// Cells that have changed from which on it is worth a look whether rows have moved.
const WORTH_A_LOOK: i32 = 24;

/// Scrolls that are tried to the byte.
const MOST_TRIED: usize = 2;

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
    /// The scrolls that bring `shown` nearest to `next`, the best first. Panes that stand beside the rows that moved may
    /// yet make each the longer way.
    pub fn candidates(shown: &Picture, next: &Picture) -> impl Iterator<Item = Self> {
        let changed = changed(shown, next);
        let (old, new) = (Numbers::of(shown, changed.clone()), Numbers::of(next, changed.clone()));
        let costs = Costs::new(&old, &new);
        let n_changed = costs.unmoved.iter().sum::<i32>();
        let most = if n_changed < WORTH_A_LOOK { 0 } else { new.height() / 2 };
        let least = LEAST_SPARED.max(n_changed / LEAST_PART);
        let ways = (1..=most).flat_map(|by| [(by, Way::Up), (by, Way::Down)]);
        let mut found: Vec<(i32, Self)> = ways
            .filter_map(|(by, way)| {
                let (spared, rows) = costs.best_run(&old, &new, (by, way));
                let [top, bottom] = [rows.start, rows.end].map(|y| changed.start + row(y));
                (spared > least).then_some((spared, Self { top, bottom, by: row(by), way }))
            })
            .collect();
        found.sort_by_key(|(spared, _)| std::cmp::Reverse(*spared));
        found.into_iter().take(MOST_TRIED).map(|(_, scroll)| scroll)
    }

    /// The rows that a terminal has to keep it to.
    pub fn margins(self) -> Margins {
        Margins { top: self.top, bottom: self.bottom }
    }

    /// The row where it is asked for, and what does it there. Line feeds and reverse indexes scroll on every terminal,
    /// other sequences on some.
    pub fn bytes(self) -> (u16, String) {
        let (y, scroll) = if self.way == Way::Up { (self.bottom - 1, "\n") } else { (self.top, "\x1bM") };
        (y, scroll.repeat(usize::from(self.by)))
    }

    /// The rows that are blank after it.
    pub fn blank_rows(self) -> Range<u16> {
        match self.way {
            Way::Up => self.bottom - self.by..self.bottom,
            Way::Down => self.top..self.top + self.by,
        }
    }

    /// The same with all rows that scroll already: these need not be told again.
    pub fn within(self, Margins { top, bottom }: Margins) -> Option<Self> {
        let is_wider = (top, bottom) != (self.top, self.bottom) && top <= self.top && bottom >= self.bottom;
        is_wider.then_some(Self { top, bottom, ..self })
    }

    /// Where what stands in a row after it stood before; `None` for a blank row.
    pub fn source(self, y: u16) -> Option<u16> {
        match self.way {
            _ if !(self.top..self.bottom).contains(&y) => Some(y),
            _ if self.blank_rows().contains(&y) => None,
            Way::Up => Some(y + self.by),
            Way::Down => Some(y - self.by),
        }
    }
}

/// The rows from the first to the last that is not the same in both.
fn changed(shown: &Picture, next: &Picture) -> Range<u16> {
    let differs = |y: &u16| shown.row(*y).codes != next.row(*y).codes;
    let first = (0..next.height()).find(differs);
    let last = (0..next.height()).rev().find(differs);
    first.zip(last).map_or(0..0, |(first, last)| first..last + 1)
}

/// The cells of some rows as short numbers, which are compared quickly: many thousand times. 0 for blanks.
struct Numbers {
    numbers: Vec<u16>,
    width: usize,
}

impl Numbers {
    fn of(picture: &Picture, rows: Range<u16>) -> Self {
        let codes = rows.flat_map(|y| picture.row(y).codes);
        Self { numbers: codes.map(|code| (*code >> 48) as u16).collect(), width: usize::from(picture.width()) }
    }

    fn row(&self, y: usize) -> &[u16] {
        &self.numbers[y * self.width..(y + 1) * self.width]
    }

    fn height(&self) -> usize {
        self.numbers.len() / self.width.max(1)
    }
}

/// How many cells of each row have to be written.
struct Costs {
    /// Where nothing is moved.
    unmoved: Vec<i32>,
    /// How many fewer than on a blank row, over all rows before this one.
    unblanked: Vec<i32>,
}

impl Costs {
    fn new(old: &Numbers, new: &Numbers) -> Self {
        let unmoved: Vec<i32> = (0..new.height()).map(|y| n_differences(old.row(y), new.row(y))).collect();
        let mut unblanked = vec![0];
        for (y, unmoved) in unmoved.iter().enumerate() {
            let ink: i32 = new.row(y).iter().map(|number| i32::from(*number != 0)).sum();
            unblanked.push(unblanked[y] + unmoved - ink);
        }
        Self { unmoved, unblanked }
    }

    /// What is spared by blank rows.
    fn blanks(&self, rows: Range<usize>) -> i32 {
        self.unblanked[rows.end] - self.unblanked[rows.start]
    }

    /// The rows for which a scroll spares most, and how many cells that is.
    fn best_run(&self, old: &Numbers, new: &Numbers, (by, way): (usize, Way)) -> (i32, Range<usize>) {
        let (mut best, mut sum, mut first) = ((0, 0..0), i32::MIN, 0);
        for at in 0..new.height() - by {
            let (from, to) = if way == Way::Up { (at + by, at) } else { (at, at + by) };
            // blank rows come before those that move down, and after those that move up
            let (before, after) =
                if way == Way::Up { (0, self.blanks(at + 1..at + 1 + by)) } else { (self.blanks(at..to), 0) };
            if sum <= before {
                (sum, first) = (before, at);
            }
            sum += self.unmoved[to] - n_differences(old.row(from), new.row(to));
            if sum + after > best.0 {
                best = (sum + after, first..at + 1 + by);
            }
        }
        best
    }
}

fn n_differences(old: &[u16], new: &[u16]) -> i32 {
    // rows have fewer cells than the number can count; so small, many are compared at once
    i32::from(old.iter().zip(new).fold(0_u16, |sum, (old, new)| sum + u16::from(old != new)))
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

    fn check(shown: &[&str], next: &[&str], expected: Option<(Range<u16>, &str)>) {
        let (shown, next) = (lines(shown), lines(next));
        let scroll = Scroll::candidates(&shown, &next).next();
        let found = scroll.map(|scroll| (scroll.top..scroll.bottom, scroll.bytes().1));
        assert_eq!(found, expected.map(|(rows, bytes)| (rows, bytes.to_owned())));
    }

    #[test]
    fn rows_that_moved_are_found() {
        let text = ["head of it", "first line", "second one", "third line", "and fourth", "the foot  "];
        let [head, first, second, third, fourth, foot] = text;
        let up = [head, second, third, fourth, "fifth line", foot];
        check(&text, &up, Some((1..5, "\n")));
        check(&up, &text, Some((1..5, "\x1bM")));
        check(&text, &[second, third, fourth, foot, "", ""], Some((0..6, "\n\n")));
        check(&[head, first, second], &["new", head, first], Some((0..3, "\x1bM")));
    }

    #[test]
    fn a_row_that_comes_in_between_is_not_written_twice() {
        let shown = ["one row here", "two rows here", "three of them", "the fourth is"];
        check(&shown, &["one row here", "two", "two rows here", "three of them"], Some((1..4, "\x1bM")));
        check(&shown, &["one row here", "two rows", "here", "three of them"], Some((2..4, "\x1bM")));
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
        let scroll = Scroll { top: 1, bottom: 4, by: 2, way: Way::Up };
        let sources = |scroll: Scroll| (0..5).map(|y| scroll.source(y)).collect::<Vec<_>>();
        assert_eq!(sources(scroll), [Some(0), Some(3), None, None, Some(4)]);
        assert_eq!(sources(Scroll { way: Way::Down, ..scroll }), [Some(0), None, None, Some(1), Some(4)]);
    }
}
