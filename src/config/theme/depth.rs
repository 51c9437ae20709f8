//! Colours on terminals that have fewer: the nearest of 256.

use ratatui::style::Color;

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// The sixteen of its scheme.
    #[default]
    Sixteen,
    /// xterm's 256.
    Indexed,
    /// Red, green and blue, of 256 levels each.
    True,
}

/// Levels of red, green and blue in xterm's cube of colours, which starts at 16.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The greys after the cube: how many, the darkest, from one to the next.
const GREYS: (u8, u8, u8) = (24, 8, 10);

/// The nearest of the 256 colours that are the same on every terminal: the first sixteen are not.
pub fn nearest(red: u8, green: u8, blue: u8) -> Color {
    let cube = (0..216_u8).map(|n| (16 + n, [n / 36, n / 6 % 6, n % 6].map(|level| LEVELS[usize::from(level)])));
    let greys = (0..GREYS.0).map(|n| (232 + n, [GREYS.1 + GREYS.2 * n; 3]));
    let distance = |rgb: [u8; 3]| -> u32 {
        let parts = rgb.into_iter().zip([red, green, blue]);
        parts.map(|(own, wanted)| u32::from(own.abs_diff(wanted)).pow(2)).sum()
    };
    let found = cube.chain(greys).min_by_key(|(_, rgb)| distance(*rgb));
    found.map_or(Color::Reset, |(index, _)| Color::Indexed(index))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_colour_is_found() {
        for ((red, green, blue), expected) in [
            ((0, 0, 0), 16),
            ((255, 255, 255), 231),
            ((255, 0, 0), 196),
            ((0x6e, 0xcf, 0xf5), 81),
            ((120, 120, 122), 243),
        ] {
            assert_eq!(nearest(red, green, blue), Color::Indexed(expected), "{red} {green} {blue}");
        }
    }
}
