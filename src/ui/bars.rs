//! Small bars made of eighths of a cell.

use crate::app::settings::Glyphs;

/// A bar of at most `columns` cells for `count` of `most`; what is not nothing has at least the smallest piece.
pub fn bar(count: usize, most: usize, columns: usize, glyphs: &Glyphs) -> String {
    let pieces = glyphs.bar;
    let n_pieces = (count * columns * pieces.len()).div_ceil(most.max(1)).min(columns * pieces.len());
    let (full, rest) = (n_pieces / pieces.len(), n_pieces % pieces.len());
    let mut bar = pieces[pieces.len() - 1].repeat(full);
    if rest > 0 {
        bar.push_str(pieces[rest - 1]);
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Settings;

    #[test]
    fn bars_are_in_proportion() {
        let plain = Settings::default();
        let ascii = Settings { ascii: true, ..plain };
        for (count, most, expected, in_ascii) in
            [(8, 8, "████", "===="), (4, 8, "██", "=="), (1, 32, "▏", "="), (0, 8, "", "")]
        {
            assert_eq!(bar(count, most, 4, plain.glyphs()), expected);
            assert_eq!(bar(count, most, 4, ascii.glyphs()), in_ascii);
        }
    }
}
