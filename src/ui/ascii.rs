//! A picture in ASCII alone: other characters are said in the nearest ones, column by column, as in a locale that has no
//! more.

use ratatui::buffer::{Buffer, Cell};

use crate::store::fold::letters;
use crate::text::width::width;

/// What stands for letters and signs that are none with an accent.
const STAND_INS: [(&str, &str); 12] = [
    ("‘’‚‛′", "'"),
    ("“”„‟″«»", "\""),
    ("‐‑‒–—―−", "-"),
    ("•·◦▪", "*"),
    ("→›", ">"),
    ("←‹", "<"),
    ("×", "x"),
    ("€", "E"),
    ("ßſ", "s"),
    ("æå", "a"),
    ("øœ", "o"),
    ("łđı", "ldi"),
];

/// Replaces all that is not ASCII; nothing moves.
pub fn plain(buffer: &mut Buffer) {
    let mut at = 0;
    while at < buffer.content.len() {
        let cell = &buffer.content[at];
        let columns = width(cell.symbol()).max(1);
        if !cell.symbol().is_ascii() {
            let (said, style) = (stand_in(cell.symbol(), columns), cell.style());
            for (cell, c) in buffer.content[at..].iter_mut().zip(said.chars()) {
                *cell = Cell::default();
                cell.set_char(c).set_style(style);
            }
        }
        at += columns;
    }
}

/// So many ASCII characters for a symbol: its letters without accents, or question marks.
fn stand_in(symbol: &str, columns: usize) -> String {
    let said: String = letters(symbol).filter_map(|(letter, _)| ascii(letter)).take(columns).collect();
    let fill = if said.is_empty() { "?" } else { " " };
    let missing = columns.saturating_sub(said.len());
    said + &fill.repeat(missing)
}

fn ascii(letter: char) -> Option<char> {
    let plain = if letter.is_uppercase() { letter.to_lowercase().next()? } else { letter };
    let known = STAND_INS.iter().find(|(letters, _)| letters.contains(plain)).and_then(|(letters, stand_ins)| {
        let at = letters.chars().position(|known| known == plain)?;
        stand_ins.chars().nth(at).or(stand_ins.chars().next())
    });
    let known = known.map(|known| if letter.is_uppercase() { known.to_ascii_uppercase() } else { known });
    known.or(Some(letter).filter(|letter| letter.is_ascii_graphic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_takes_the_same_columns() {
        for (text, expected) in [
            ("naïve “quote” – it’s €5…", "naive \"quote\" - it's E5."),
            ("Øresund, Łódź, straße, İzmir", "Oresund, Lodz, strase, Izmir"),
            ("开AI, ＡＢ", "??AI, A B "),
            ("🇫🇷 ❤️ é ½", "?? ?? e 1"),
            ("شركة", "????"),
        ] {
            let mut buffer = Buffer::with_lines([text]);
            plain(&mut buffer);
            let said: String = buffer.content.iter().map(Cell::symbol).collect();
            assert_eq!(said, expected, "{text}");
        }
    }
}
