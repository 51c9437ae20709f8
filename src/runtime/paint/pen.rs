//! What a terminal writes with: colours and attributes, and how it takes others.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

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
pub(super) const VISIBLE_ON_BLANK: Modifier =
    Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// Colours and attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    attributes: Modifier,
}

/// The pen that every terminal has at the start.
pub(super) const PLAIN: Pen = Pen { fg: Color::Reset, bg: Color::Reset, attributes: Modifier::empty() };

impl Pen {
    /// The pen of a cell with ink.
    pub fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, attributes: cell.modifier }
    }

    /// The pen for a blank that is nothing but blank: a blank has no ink, so this one's is kept.
    pub fn blank(self) -> Self {
        Self { bg: Color::Reset, attributes: self.attributes - VISIBLE_ON_BLANK, ..self }
    }

    /// Whether nothing is seen of what it blanks.
    pub fn blanks(self) -> bool {
        self == self.blank()
    }

    /// What turns this pen into another, by the shorter of two ways: what differs, or all anew.
    pub fn turned_into(self, other: Self) -> String {
        let (difference, anew) = (numbers(self, other), numbers(PLAIN, other));
        let anew = if anew.is_empty() { String::new() } else { format!("0;{anew}") };
        let shorter = if anew.len() < difference.len() { anew } else { difference };
        format!("\x1b[{shorter}m")
    }
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
mod tests {
    use super::*;

    #[test]
    fn bold_comes_back_when_dim_takes_it_along() {
        let both = Pen { attributes: Modifier::BOLD | Modifier::DIM, ..PLAIN };
        let bold = Pen { attributes: Modifier::BOLD, ..PLAIN };
        assert_eq!(numbers(both, bold), "22;1");
        assert_eq!(numbers(bold, both), "2");
    }
}
