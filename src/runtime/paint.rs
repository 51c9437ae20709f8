//! From one picture to the next in few bytes: rows that moved, what changed, the shortest cursor moves, attributes as
//! differences.

mod scroll;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use self::scroll::Scroll;

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
const VISIBLE_ON_BLANK: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// Bytes from which on it is worth a look whether rows have moved.
const WORTH_A_SCROLL: usize = 64;

/// Asks for a picture in place of a sign; old terminals do not know it, and draw the sign in one column.
const EMOJI_STYLE: char = '\u{fe0f}';

/// Columns that are crossed by writing what is there: a move takes three bytes at least, and four for two columns.
const LONGEST_BRIDGE: u16 = 4;

/// What a terminal writes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    attributes: Modifier,
}

const PLAIN: Pen = Pen { fg: Color::Reset, bg: Color::Reset, attributes: Modifier::empty() };

/// The bytes that turn the picture `shown` into `next`; none where they are the same. The buffers have the same size.
/// Before and after, the pen is plain.
pub fn paint(shown: &Buffer, next: &Buffer) -> Vec<u8> {
    let in_place = differences(shown, next);
    if in_place.len() < WORTH_A_SCROLL {
        return in_place;
    }
    let Some(scroll) = Scroll::between(shown, next) else { return in_place };
    let moved = moved(scroll, shown, next);
    if moved.len() < in_place.len() { moved } else { in_place }
}

/// The bytes for what is not the same in place.
fn differences(shown: &Buffer, next: &Buffer) -> Vec<u8> {
    let mut brush = Brush { bytes: Vec::new(), pen: PLAIN, at: None };
    (next.area.top()..next.area.bottom()).for_each(|y| paint_row(shown, next, y, &mut brush));
    brush.finish()
}

/// The bytes for a scroll, and for what is not the same after it. The rows that come in are written while the cursor is
/// there.
fn moved(scroll: Scroll, shown: &Buffer, next: &Buffer) -> Vec<u8> {
    let shown = scroll.apply(shown);
    let (begin, at) = scroll.begin(shown.area.height);
    let mut brush = Brush { bytes: begin.into_bytes(), pen: PLAIN, at: Some(at) };
    scroll.blank_rows().for_each(|y| paint_row(&shown, next, y, &mut brush));
    brush.bytes.extend_from_slice(scroll::END);
    brush.at = Some(Position::ORIGIN);
    let others = (next.area.top()..next.area.bottom()).filter(|y| !scroll.blank_rows().contains(y));
    others.for_each(|y| paint_row(&shown, next, y, &mut brush));
    brush.finish()
}

fn paint_row(shown: &Buffer, next: &Buffer, y: u16, brush: &mut Brush) {
    let blank_from = blank_from(next, y);
    let (mut x, mut dirty_to) = (next.area.left(), 0);
    while let (Some(old), Some(new)) = (shown.cell((x, y)), next.cell((x, y))) {
        if x < dirty_to || !(old == new || (is_blank(old) && is_blank(new))) {
            if x >= blank_from {
                return brush.erase(x, y);
            }
            brush.bridge(next, x, y);
            brush.write(x, y, new);
            // what is written over half of a wide character leaves the other half to the terminal's taste
            let covered = (x..x + columns(new)).filter_map(|at| Some(at + columns(shown.cell((at, y))?)));
            dirty_to = covered.fold(dirty_to, u16::max);
        }
        x += columns(new);
    }
}

fn columns(cell: &Cell) -> u16 {
    u16::try_from(cell.symbol().width()).unwrap_or(1).max(1)
}

/// The column from which a row is blank.
fn blank_from(buffer: &Buffer, y: u16) -> u16 {
    let is_blank = |x: &u16| buffer.cell((*x, y)).is_some_and(is_blank);
    let n_blank = (buffer.area.left()..buffer.area.right()).rev().take_while(is_blank).count();
    buffer.area.right() - u16::try_from(n_blank).unwrap_or(0)
}

/// Whether nothing is seen of a cell, whatever the colour of its ink.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && cell.bg == Color::Reset && !cell.modifier.intersects(VISIBLE_ON_BLANK)
}

struct Brush {
    bytes: Vec<u8>,
    pen: Pen,
    /// Where the terminal writes next; `None` where terminals differ.
    at: Option<Position>,
}

impl Brush {
    fn write(&mut self, x: u16, y: u16, cell: &Cell) {
        self.go(x, y);
        let symbol = cell.symbol();
        self.pen(match symbol {
            // a blank has no ink: keep the pen's
            _ if is_blank(cell) => {
                let attributes = self.pen.attributes - VISIBLE_ON_BLANK;
                Pen { bg: Color::Reset, attributes, ..self.pen }
            }
            _ => Pen { fg: cell.fg, bg: cell.bg, attributes: cell.modifier },
        });
        if symbol.contains(EMOJI_STYLE) {
            self.blank(x, y, columns(cell));
        }
        self.bytes.extend_from_slice(symbol.as_bytes());
        self.at = columns_moved(symbol).map(|columns| Position::new(x + columns, y));
    }

    /// Writes what stands between the cursor and a cell once more, where that is no longer than the move.
    fn bridge(&mut self, next: &Buffer, x: u16, y: u16) {
        let Some(at) = self.at.filter(|at| at.y == y && (at.x..=at.x + LONGEST_BRIDGE).contains(&x)) else { return };
        let between = || (at.x..x).filter_map(|x| next.cell((x, y)));
        let is_drawn_by = |pen: Pen, cell: &Cell| match is_blank(cell) {
            true => pen.bg == Color::Reset && !pen.attributes.intersects(VISIBLE_ON_BLANK),
            false => cell.symbol().len() == 1 && pen == Pen { fg: cell.fg, bg: cell.bg, attributes: cell.modifier },
        };
        if between().all(|cell| is_drawn_by(self.pen, cell)) {
            between().for_each(|cell| self.bytes.extend_from_slice(cell.symbol().as_bytes()));
            self.at = Some(Position::new(x, y));
        }
    }

    /// Blanks under a symbol that some terminals draw narrower than others: nothing old is left beside it.
    fn blank(&mut self, x: u16, y: u16, columns: u16) {
        self.bytes.extend((0..columns).map(|_| b' '));
        self.at = None;
        self.go(x, y);
    }

    fn erase(&mut self, x: u16, y: u16) {
        self.go(x, y);
        self.pen(Pen { bg: Color::Reset, attributes: self.pen.attributes - VISIBLE_ON_BLANK, ..self.pen });
        self.bytes.extend_from_slice(b"\x1b[K");
    }

    fn go(&mut self, x: u16, y: u16) {
        let moved = match self.at {
            Some(at) if at == Position::new(x, y) => String::new(),
            Some(at) if at.y == y && x == at.x + 1 => "\x1b[C".to_owned(),
            Some(at) if at.y == y && x > at.x => format!("\x1b[{}C", x - at.x),
            Some(at) if at.y + 1 == y && x == 0 => "\r\n".to_owned(),
            _ if x == 0 && y == 0 => "\x1b[H".to_owned(),
            _ if x == 0 => format!("\x1b[{}H", y + 1),
            _ => format!("\x1b[{};{}H", y + 1, x + 1),
        };
        self.bytes.extend_from_slice(moved.as_bytes());
        self.at = Some(Position::new(x, y));
    }

    fn finish(mut self) -> Vec<u8> {
        self.pen(PLAIN);
        self.bytes
    }

    /// Takes another pen by the shorter of two ways: what differs, or all anew.
    fn pen(&mut self, pen: Pen) {
        if pen == self.pen {
            return;
        }
        let (difference, anew) = (numbers(self.pen, pen), numbers(PLAIN, pen));
        let anew = if anew.is_empty() { String::new() } else { format!("0;{anew}") };
        let shorter = if anew.len() < difference.len() { anew } else { difference };
        self.bytes.extend_from_slice(format!("\x1b[{shorter}m").as_bytes());
        self.pen = pen;
    }
}

/// How far a symbol moves the cursor, where all terminals agree: one character, one or two columns.
fn columns_moved(symbol: &str) -> Option<u16> {
    let is_single = symbol.chars().nth(1).is_none();
    let columns = u16::try_from(symbol.width()).ok()?;
    let is_agreed =
        symbol.is_ascii() || columns == 2 || symbol.starts_with(|c: char| ('─'..='▟').contains(&c) || c <= 'ɏ');
    (is_single && is_agreed).then_some(columns)
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
    use proptest::prelude::{Strategy, proptest};
    use proptest::{prop_assert_eq, test_runner::TestCaseError};
    use ratatui::style::Style;

    fn lines(lines: &[&str]) -> Buffer {
        Buffer::with_lines(lines.iter().copied())
    }

    fn check(shown: &Buffer, next: &Buffer, expected: &str) {
        assert_eq!(String::from_utf8_lossy(&paint(shown, next)), expected);
    }

    #[test]
    fn only_what_changed_is_sent() {
        let shown = lines(&["one two", "three  "]);
        check(&shown, &shown, "");
        check(&shown, &lines(&["one too", "three  "]), "\x1b[1;6Ho");
        check(&shown, &lines(&["ore twi", "three  "]), "\x1b[1;2Hre twi");
        check(&lines(&["abcdefgh"]), &lines(&["xbcdefgx"]), "\x1b[Hx\x1b[6Cx");
        check(&shown, &lines(&["one two", "thrice "]), "\x1b[2;4Hice");
    }

    #[test]
    fn moves_are_short_and_blank_ends_are_erased() {
        let blank = lines(&["     ", "     "]);
        check(&lines(&["abcde", "fghij"]), &blank, "\x1b[H\x1b[K\r\n\x1b[K");
        check(&blank, &lines(&["  a  ", "b    "]), "\x1b[1;3Ha\r\nb");
        check(&blank, &lines(&["a b  ", "     "]), "\x1b[Ha b");
        check(&blank, &lines(&["开a  ", "     "]), "\x1b[H开a");
    }

    #[test]
    fn nothing_old_is_left_beside_an_emoji_that_is_drawn_narrow() {
        let shown = lines(&["abc"]);
        check(&shown, &lines(&["❤\u{fe0f}c"]), "\x1b[H  \x1b[H❤\u{fe0f}");
    }

    #[test]
    fn attributes_are_sent_as_differences() {
        let blank = lines(&["   "]);
        let mut next = lines(&["abc"]);
        next.set_style(
            ratatui::layout::Rect::new(0, 0, 2, 1),
            Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD),
        );
        next.set_style(ratatui::layout::Rect::new(1, 0, 1, 1), Style::new().add_modifier(Modifier::UNDERLINED));
        check(&blank, &next, "\x1b[H\x1b[1;36ma\x1b[4mb\x1b[mc");
        next.set_style(ratatui::layout::Rect::new(2, 0, 1, 1), Style::new().fg(Color::White).bg(Color::Indexed(9)));
        check(&blank, &next, "\x1b[H\x1b[1;36ma\x1b[4mb\x1b[0;97;48;5;9mc\x1b[m");
    }

    #[test]
    fn bold_comes_back_when_dim_takes_it_along() {
        let both = Pen { attributes: Modifier::BOLD | Modifier::DIM, ..PLAIN };
        let bold = Pen { attributes: Modifier::BOLD, ..PLAIN };
        assert_eq!(numbers(both, bold), "22;1");
        assert_eq!(numbers(bold, both), "2");
    }

    const WIDTH: u16 = 10;
    const HEIGHT: u16 = 7;

    fn picture() -> impl Strategy<Value = Buffer> {
        let symbols = proptest::sample::select(vec!["a", "b", " ", "─", "开", "e\u{301}"]);
        let colours = proptest::sample::select(vec![Color::Reset, Color::Red, Color::White, Color::Indexed(7)]);
        let attributes = proptest::sample::select(vec![
            Modifier::empty(),
            Modifier::BOLD,
            Modifier::REVERSED,
            Modifier::ITALIC | Modifier::UNDERLINED,
        ]);
        let cell = (symbols, colours.clone(), colours, attributes);
        proptest::collection::vec(cell, usize::from(WIDTH * HEIGHT)).prop_map(|cells| {
            let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, WIDTH, HEIGHT));
            for (i, (symbol, fg, bg, attributes)) in (0..).zip(cells) {
                let style = Style::new().fg(fg).bg(bg).add_modifier(attributes);
                buffer.set_stringn(i % WIDTH, i / WIDTH, symbol, usize::from(WIDTH - i % WIDTH), style);
            }
            buffer
        })
    }

    fn terminal() -> vt100::Parser {
        let size = |n| std::num::NonZero::new(n).unwrap();
        vt100::Parser::new(size(HEIGHT), size(WIDTH), 0)
    }

    /// What a terminal shows after `paint`: of each cell what can be seen.
    fn seen(screen: &vt100::Screen) -> Vec<(String, vt100::Color, vt100::Color, bool, bool)> {
        let cells = (0..HEIGHT).flat_map(|y| (0..WIDTH).filter_map(move |x| screen.cell(y, x)));
        cells
            .map(|cell| {
                let text = if cell.has_contents() { cell.contents() } else { " " };
                let fg = if text == " " { vt100::Color::Default } else { cell.fgcolor() };
                (text.to_owned(), fg, cell.bgcolor(), cell.inverse(), cell.underline())
            })
            .collect()
    }

    /// The rows of `picture`, moved up by `by` and then changed where `other` says so.
    fn moved(picture: &Buffer, by: u16, other: &Buffer) -> Buffer {
        let mut moved = picture.clone();
        moved.content.rotate_left(usize::from(by * picture.area.width));
        let line = usize::from(WIDTH);
        moved.content[..line].clone_from_slice(&other.content[..line]);
        moved
    }

    fn check_steps(first: &Buffer, second: &Buffer) -> Result<(), TestCaseError> {
        let blank = Buffer::empty(first.area);
        let mut stepwise = terminal();
        stepwise.process(&paint(&blank, first));
        stepwise.process(&paint(first, second));
        let mut anew = terminal();
        anew.process(&paint(&blank, second));
        prop_assert_eq!(seen(stepwise.screen()), seen(anew.screen()));
        Ok(())
    }

    proptest! {
        #[test]
        fn differences_lead_where_painting_anew_leads(first in picture(), second in picture()) {
            check_steps(&first, &second)?;
        }

        #[test]
        fn rows_that_moved_lead_where_painting_anew_leads(first in picture(), other in picture(), by in 0..HEIGHT) {
            check_steps(&first, &moved(&first, by, &other))?;
        }
    }
}
