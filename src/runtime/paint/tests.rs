//! What is sent, byte by byte, and that it leads where painting anew leads.

use super::*;
use proptest::prelude::{Strategy, proptest};
use proptest::{prop_assert_eq, test_runner::TestCaseError};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthChar;

use crate::app::links::LinkPlace;

fn lines(lines: &[&str]) -> Picture {
    Picture::from(Buffer::with_lines(lines.iter().copied()))
}

fn linked(cells: Buffer, links: &[LinkPlace]) -> Picture {
    let mut picture = Picture::empty(cells.area);
    picture.draw(links, |buffer| *buffer = cells);
    picture
}

fn link(cells: (u16, u16, u16), number: usize) -> LinkPlace {
    let (x, y, width) = cells;
    LinkPlace { cells: Rect { x, y, width, height: 1 }, number, url: format!("https://{number}.example") }
}

fn check(shown: &Picture, next: &Picture, expected: &str) {
    assert_eq!(String::from_utf8_lossy(&Painter::default().paint(shown, next)), expected);
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
    check(&lines(&["abcde", "fghij"]), &blank, "\x1b[H\x1b[K\n\x1b[K");
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
    let mut next = Buffer::with_lines(["abc"]);
    next.set_style(Rect::new(0, 0, 2, 1), Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD));
    next.set_style(Rect::new(1, 0, 1, 1), Style::new().add_modifier(Modifier::UNDERLINED));
    check(&blank, &Picture::from(next.clone()), "\x1b[H\x1b[1;36ma\x1b[4mb\x1b[mc");
    next.set_style(Rect::new(2, 0, 1, 1), Style::new().fg(Color::White).bg(Color::Indexed(9)));
    check(&blank, &Picture::from(next), "\x1b[H\x1b[1;36ma\x1b[4mb\x1b[0;97;48;5;9mc\x1b[m");
}

#[test]
fn links_begin_and_end_with_their_words() {
    let blank = lines(&["        ", "        "]);
    let linked = |links: &[LinkPlace]| linked(Buffer::with_lines(["to a b c", "of      "]), links);
    let next = linked(&[link((3, 0, 3), 1), link((0, 1, 2), 1)]);
    let begin = "\x1b]8;id=1;https://1.example\x1b\\";
    let end = "\x1b]8;;\x1b\\";
    check(&blank, &next, &format!("\x1b[Hto {begin}a b{end} c\r\n{begin}of{end}"));
    check(&next, &linked(&[]), "\x1b[1;4Ha b\r\nof");
    check(&next, &linked(&[link((3, 0, 3), 1), link((0, 1, 1), 1)]), "\x1b[2;2Hf");
    let other = linked(&[link((3, 0, 3), 1), link((0, 1, 1), 1), link((6, 0, 2), 2)]);
    check(
        &lines(&["to a b c", "of      "]),
        &other,
        &format!("\x1b[1;4H{begin}a b\x1b]8;id=2;https://2.example\x1b\\ c\r\n{begin}o{end}"),
    );
}

const WIDTH: u16 = 10;
const HEIGHT: u16 = 7;

/// Cells of all kinds, some of them links of one, two or three columns.
fn picture() -> impl Strategy<Value = Picture> {
    let symbols = proptest::sample::select(vec!["a", "b", " ", "─", "开", "e\u{301}"]);
    let colours = proptest::sample::select(vec![Color::Reset, Color::Red, Color::White, Color::Indexed(7)]);
    let attributes = proptest::sample::select(vec![
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::REVERSED,
        Modifier::ITALIC | Modifier::UNDERLINED,
    ]);
    let cell = (symbols, colours.clone(), colours, attributes);
    let cells = proptest::collection::vec(cell, usize::from(WIDTH * HEIGHT));
    let places = ((0..WIDTH - 3, 0..HEIGHT, 1u16..4), 0usize..3).prop_map(|(cells, number)| link(cells, number));
    (cells, proptest::collection::vec(places, 0..6)).prop_map(|(cells, places)| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
        for (i, (symbol, fg, bg, attributes)) in (0..).zip(cells) {
            let style = Style::new().fg(fg).bg(bg).add_modifier(attributes);
            buffer.set_stringn(i % WIDTH, i / WIDTH, symbol, usize::from(WIDTH - i % WIDTH), style);
        }
        linked(buffer, &places)
    })
}

fn terminal() -> vt100::Parser {
    let size = |n| std::num::NonZero::new(n).unwrap();
    vt100::Parser::new(size(HEIGHT), size(WIDTH), 0)
}

/// What a terminal shows: of each cell what can be seen of it, and where it leads.
type Seen = Vec<(String, vt100::Color, vt100::Color, bool, bool, String)>;

/// A terminal that follows links: the words of a link are sent to a second screen as well, with the link's number in
/// place of every character.
struct Followed {
    screen: vt100::Parser,
    links: vt100::Parser,
}

impl Followed {
    fn new() -> Self {
        Self { screen: terminal(), links: terminal() }
    }

    fn process(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        let text = String::from_utf8_lossy(bytes);
        let mut parts = text.split("\x1b]8;");
        self.links.process(&shape(parts.next().unwrap_or_default(), None));
        for part in parts {
            let (link, rest) = part.split_once("\x1b\\").expect("an end of the link");
            let number = link.strip_prefix("id=").map(|link| link.chars().next().unwrap_or('?'));
            self.links.process(&shape(rest, number));
        }
    }

    fn seen(&self) -> Seen {
        let cells = (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (y, x)));
        let seen = cells.filter_map(|(y, x)| {
            let (cell, link) = (self.screen.screen().cell(y, x)?, self.links.screen().cell(y, x)?);
            let text = if cell.has_contents() { cell.contents() } else { " " };
            let fg = if text == " " { vt100::Color::Default } else { cell.fgcolor() };
            Some((
                text.to_owned(),
                fg,
                cell.bgcolor(),
                cell.inverse(),
                cell.underline(),
                link.contents().trim().to_owned(),
            ))
        });
        seen.collect()
    }
}

/// The bytes with every character that is written replaced by the number of its link, wide ones by two; by blanks where
/// there is none. What moves the cursor stays.
fn shape(bytes: &str, number: Option<char>) -> Vec<u8> {
    let mut shaped = String::new();
    let mut chars = bytes.chars();
    while let Some(c) = chars.next() {
        match c {
            '\x1b' => shaped.extend(sequence(&mut chars)),
            '\r' | '\n' | '\x08' => shaped.push(c),
            c => shaped.extend(std::iter::repeat_n(number.unwrap_or(' '), c.width().unwrap_or(0))),
        }
    }
    shaped.into_bytes()
}

#[test]
fn the_rows_that_scroll_stay_so() {
    let texts = ["the head", "line one", "two more", "and three", "then four", "five is it", "six in all", "the foot"];
    let mut painter = Painter::default();
    let shown = |at: usize| {
        let rows: Vec<String> = (0..5).map(|row| format!("{:<30}{row}", texts[1 + (at + row) % 6].repeat(3))).collect();
        let rows: Vec<&str> =
            [texts[0]].into_iter().chain(rows.iter().map(|row| &row[..30])).chain([texts[7]]).collect();
        lines(&rows)
    };
    let sent = String::from_utf8(painter.paint(&shown(0), &shown(1))).unwrap();
    assert!(sent.starts_with("\x1b[2;6r\x1b[6H\nsix in all"), "{sent:?}");
    let sent = String::from_utf8(painter.paint(&shown(1), &shown(2))).unwrap();
    assert!(sent.starts_with("\x1b[6H\nline one"), "{sent:?}");
}

/// The sequence that an escape character has begun: to its last letter.
fn sequence(chars: &mut impl Iterator<Item = char>) -> Vec<char> {
    let mut sequence = vec!['\x1b'];
    sequence.extend(chars.next());
    while sequence[1] == '[' && !sequence[2..].iter().any(|c| ('@'..='~').contains(c)) {
        sequence.push(chars.next().expect("an end of the sequence"));
    }
    sequence
}

/// The rows of `picture`, moved up by `by` and then changed where `other` says so.
fn moved(picture: &Picture, by: u16, other: &Picture) -> Picture {
    let mut moved = picture.clone();
    moved.rotate_up(by);
    moved.take_row(other, 0);
    moved
}

fn check_steps(first: &Picture, second: &Picture) -> Result<(), TestCaseError> {
    let blank = Picture::empty(first.area());
    let (mut stepwise, mut painter) = (Followed::new(), Painter::default());
    stepwise.process(&painter.paint(&blank, first));
    stepwise.process(&painter.paint(first, second));
    stepwise.process(&painter.paint(second, first));
    stepwise.process(&painter.paint(first, second));
    let mut anew = Followed::new();
    anew.process(&Painter::default().paint(&blank, second));
    prop_assert_eq!(stepwise.seen(), anew.seen());
    Ok(())
}

/// Symbols that terminals take for more columns or fewer than they should, and some that stay in theirs.
fn wild() -> impl Strategy<Value = Picture> {
    let symbols = proptest::sample::select(vec![
        "a",
        "b",
        " ",
        " ",
        "开",
        "👩\u{200d}👩\u{200d}👧",
        "🇫🇷",
        "❤\u{fe0f}",
        "नि",
        "أ",
        "🫨",
    ]);
    proptest::collection::vec(symbols, usize::from(WIDTH * HEIGHT)).prop_map(|symbols| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
        for (i, symbol) in (0..).zip(symbols) {
            // at the edge it takes a mode that this terminal does not have
            let symbol = if i % WIDTH > 3 && !symbol.is_ascii() { "c" } else { symbol };
            buffer.set_stringn(i % WIDTH, i / WIDTH, symbol, usize::from(WIDTH - i % WIDTH), Style::new());
        }
        Picture::from(buffer)
    })
}

fn check_columns(pictures: &[&Picture]) -> Result<(), TestCaseError> {
    let mut shown = &Picture::empty(pictures[0].area());
    let (mut terminal, mut painter) = (terminal(), Painter::default());
    for next in pictures {
        terminal.process(&painter.paint(shown, next));
        shown = next;
        let mut free_from = 0;
        for (i, cell) in (0..).zip(&next.cells().content) {
            let (x, y) = (i % WIDTH, i / WIDTH);
            free_from = if x == 0 { 0 } else { free_from };
            if cell.symbol().is_ascii() && x >= free_from {
                let seen = terminal.screen().cell(y, x).map(vt100::Cell::contents).unwrap_or_default();
                prop_assert_eq!(seen.trim(), cell.symbol().trim(), "{},{} of {:?}", x, y, next.cells());
            }
            free_from = free_from.max(x + columns(cell));
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn text_stays_in_its_columns_whatever_a_terminal_makes_of_signs(first in wild(), second in wild(), third in wild()) {
        check_columns(&[&first, &second, &third])?;
    }

    #[test]
    fn differences_lead_where_painting_anew_leads(first in picture(), second in picture()) {
        check_steps(&first, &second)?;
    }

    #[test]
    fn rows_that_moved_lead_where_painting_anew_leads(first in picture(), other in picture(), by in 0..HEIGHT) {
        check_steps(&first, &moved(&first, by, &other))?;
    }
}
