//! Arithmetic of selections and windows over rows.

use std::ops::Range;

use super::action::Move;

/// The row that `step` leads to from `at`, of `len` rows seen `height` at a time.
pub fn step(at: usize, step: Move, len: usize, height: usize) -> usize {
    let (half, page) = ((height / 2).max(1), height.saturating_sub(1).max(1));
    let to = match step {
        Move::Down => at.saturating_add(1),
        Move::Up => at.saturating_sub(1),
        Move::Top => 0,
        Move::Bottom => len,
        Move::HalfDown => at.saturating_add(half),
        Move::HalfUp => at.saturating_sub(half),
        Move::PageDown => at.saturating_add(page),
        Move::PageUp => at.saturating_sub(page),
    };
    to.min(len.saturating_sub(1))
}

/// The first row to show so that `wanted` is in a window of `height`, moving as little as possible and leaving no
/// empty room at the end.
pub fn follow(top: usize, wanted: Range<usize>, len: usize, height: usize) -> usize {
    let lowest = wanted.end.saturating_sub(height);
    top.clamp(lowest.min(wanted.start), wanted.start.max(lowest.min(wanted.start))).min(len.saturating_sub(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stay_among_the_rows() {
        for (at, move_, expected) in [
            (0, Move::Up, 0),
            (0, Move::Down, 1),
            (9, Move::Down, 9),
            (2, Move::Bottom, 9),
            (5, Move::Top, 0),
            (0, Move::HalfDown, 2),
            (0, Move::PageDown, 4),
            (3, Move::PageUp, 0),
        ] {
            assert_eq!(step(at, move_, 10, 5), expected, "{at} {move_:?}");
        }
        assert_eq!(step(0, Move::Bottom, 0, 5), 0);
    }

    #[test]
    fn a_window_follows_with_the_least_movement() {
        for (top, wanted, expected) in [(0, 3..4, 0), (0, 7..8, 3), (5, 2..3, 2), (9, 9..10, 5), (0, 2..12, 2)] {
            assert_eq!(follow(top, wanted.clone(), 10, 5), expected, "{top} {wanted:?}");
        }
        assert_eq!(follow(3, 0..1, 1, 0), 0);
    }
}
