//! Dates made of numbers and words in any order: what each piece is, follows from its size, its signs and its neighbours.

use jiff::civil::Date;
use jiff::tz::Offset;

use super::{Clock, assemble, months, offset, zones};
use crate::article::{Precision, Published};

/// Words for the two halves of the day, as far as they tell them apart: whether it is the second.
const HALVES: [(&str, bool); 14] = [
    ("am", false),
    ("pm", true),
    ("a", false),
    ("p", true),
    ("오전", false),
    ("오후", true),
    ("上午", false),
    ("下午", true),
    ("午前", false),
    ("午後", true),
    ("πμ", false),
    ("μμ", true),
    ("vorm", false),
    ("nachm", true),
];

/// Pieces of the longest date.
const MAX_PIECES: usize = 40;

/// A piece of a date.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Number {
        value: u32,
        n_digits: usize,
    },
    /// In lower case.
    Word(String),
    Sign(char),
}

/// The date that `text` is.
pub fn parse(text: &str) -> Option<Published> {
    let pieces = pieces(text)?;
    let mut reader = Reader { pieces, used: [false; MAX_PIECES] };
    let clock = reader.clock();
    let offset = clock.and_then(|(_, end)| reader.offset(end));
    let (year, month, day) = reader.date()?;
    let date = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    if day.is_none() {
        let precision = if month.is_some() { Precision::Month } else { Precision::Year };
        return clock.is_none().then(|| Published { precision, ..Published::day(date) });
    }
    assemble(date, clock.map(|(clock, _)| clock), offset)
}

fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '0'..='9' => rest.find(|c: char| !c.is_ascii_digit()),
            // units of time in East Asia are signs: they stand against each other
            '年' | '月' | '日' | '时' | '時' | '分' | '秒' | '년' | '월' | '일' | '시' | '분' | '초' => {
                Some(c.len_utf8())
            }
            c if c.is_alphabetic() => rest.find(|c: char| !c.is_alphabetic() && !is_mark(c)),
            _ => Some(c.len_utf8()),
        };
        let (piece, behind) = rest.split_at(length.unwrap_or(rest.len()));
        rest = behind;
        let is_word = c.is_alphabetic() && (piece.chars().count() > 1 || c.is_lowercase() || c.is_uppercase());
        match c {
            '0'..='9' => pieces.push(Piece::Number { value: piece.parse().ok()?, n_digits: piece.len() }),
            _ if is_word => pieces.push(Piece::Word(piece.to_lowercase())),
            c if c.is_whitespace() => {}
            c => pieces.push(Piece::Sign(c)),
        }
        if pieces.len() >= MAX_PIECES {
            return None;
        }
    }
    Some(pieces)
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

struct Reader {
    pieces: Vec<Piece>,
    used: [bool; MAX_PIECES],
}

impl Reader {
    /// The number at `at`, where it has so many digits.
    fn number(&self, at: usize, n_digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        match self.pieces.get(at)? {
            Piece::Number { value, n_digits: n } if n_digits.contains(n) && !self.used[at] => Some(*value),
            _ => None,
        }
    }

    fn is_sign(&self, at: usize, signs: &str) -> bool {
        matches!(self.pieces.get(at), Some(Piece::Sign(c)) if signs.contains(*c))
    }

    fn word(&self, at: usize) -> Option<&str> {
        match self.pieces.get(at)? {
            Piece::Word(word) => Some(word),
            _ => None,
        }
    }

    fn take(&mut self, from: usize, to: usize) {
        self.used[from..to].fill(true);
    }

    /// The time, and the index of the piece behind it.
    fn clock(&mut self) -> Option<(Clock, usize)> {
        // hours alone come second: in `2007-08-09 pm 11:23` the day is none
        let all = 0..self.pieces.len();
        let found = all.clone().find_map(|at| self.clock_at(at)).or_else(|| { all }.find_map(|at| self.hour_at(at)));
        let (clock, start, mut end) = found?;
        self.take(start, end);
        let mut hour = clock.hour;
        if let Some((at, is_second, length)) = self.half_of_day(start, end) {
            self.take(at, at + length);
            end = end.max(at + length);
            hour = hour % 12 + if is_second { 12 } else { 0 };
            if clock.hour > 12 {
                hour = clock.hour;
            }
        }
        Some((Clock { hour, ..clock }, end))
    }

    /// `1 pm`, `13시` at `at`: the time, its first piece and the one behind it.
    fn hour_at(&self, at: usize) -> Option<(Clock, usize, usize)> {
        let hour = self.number(at, 1..=2)?;
        let is_half = || self.half_of_day(at, at + 1).is_some_and(|(half, ..)| half == at + 1);
        let is_whole = self.is_sign(at + 1, "時时시") || is_half();
        is_whole.then(|| Clock::new(hour, 0, None)).flatten().map(|clock| (clock, at, at + 1))
    }

    /// `13:23:45`, `13시 23분`, `13h23` at `at`: the time, its first piece and the one behind it.
    fn clock_at(&self, at: usize) -> Option<(Clock, usize, usize)> {
        let hour = self.number(at, 1..=2)?;
        let colon = |at| self.is_sign(at, ":时時시") || self.word(at) == Some("h");
        let minute = self.number(at + 2, 1..=2).filter(|_| colon(at + 1))?;
        let mut end = at + 3;
        let mut second = None;
        if self.is_sign(end, ":分분.") {
            if let Some(found) = self.number(end + 1, 1..=2) {
                second = Some(found);
                end += 2;
            } else if self.is_sign(end, "分분") {
                end += 1;
            }
        }
        if self.is_sign(end, "秒초") {
            end += 1;
        } else if second.is_some() && self.is_sign(end, ".,") && self.number(end + 1, 1..=9).is_some() {
            end += 2;
        }
        Clock::new(hour, minute, second).map(|clock| (clock, at, end))
    }

    /// The word for the half of the day beside a time: where it stands, whether it is the second, its pieces.
    fn half_of_day(&self, start: usize, end: usize) -> Option<(usize, bool, usize)> {
        let half = |at: usize| {
            let word = self.word(at)?;
            // `a.m.`: a letter, a point, a letter
            let dotted = self.is_sign(at + 1, ".") && matches!(self.word(at + 2), Some("m" | "μ"));
            let known = HALVES.iter().find(|(name, _)| *name == word).map(|(_, second)| *second);
            match (word, known) {
                ("a" | "π" | "p", _) if dotted => Some((at, word == "p", 3)),
                ("μ", _) if dotted => Some((at, true, 3)),
                ("a" | "p", _) => None,
                (_, known) => known.map(|second| (at, second, 1)),
            }
        };
        half(end).or_else(|| half(start.checked_sub(1)?))
    }

    /// The offset that stands at `from` or behind it.
    fn offset(&mut self, from: usize) -> Option<Offset> {
        let named = (from..self.pieces.len()).find_map(|at| Some((at, zones::zone(self.word(at)?)?)));
        let signed = (from..self.pieces.len()).find(|at| self.is_sign(*at, "+-−") && self.is_offset(*at));
        if let Some(at) = signed {
            let value = self.number(at + 1, 1..=4)?;
            let n_digits = match self.pieces[at + 1] {
                Piece::Number { n_digits, .. } => n_digits,
                _ => 0,
            };
            let mut minutes = if n_digits <= 2 { value * 60 } else { value / 100 * 60 + value % 100 };
            let mut end = at + 2;
            if self.is_sign(end, ":") {
                minutes += self.number(end + 1, 2..=2).unwrap_or(0);
                end = (end + 2).min(self.pieces.len());
            }
            let minutes = i32::try_from(minutes).ok()?;
            let minutes = if self.is_sign(at, "+") { minutes } else { -minutes };
            self.take(at, end);
            return offset(minutes);
        }
        named.map(|(at, zone)| {
            self.take(at, at + 1);
            zone
        })
    }

    /// Whether the sign at `at` begins an offset, and not the end of a date like `-2004`.
    fn is_offset(&self, at: usize) -> bool {
        let is_last = self.number(at + 1, 1..=4).is_some();
        let joins_numbers = self.is_sign(at, "-") && at > 0 && self.number(at - 1, 1..=4).is_some();
        is_last && !joins_numbers
    }

    /// Year, month and day as far as they are there.
    fn date(&self) -> Option<(i16, Option<i8>, Option<i8>)> {
        if let Some(found) = self.with_units() {
            return Some(found);
        }
        let numbers: Vec<usize> = (0..self.pieces.len()).filter(|at| self.number(*at, 1..=4).is_some()).collect();
        match self.month() {
            Some((at, month)) => self.around_month(&numbers, at, month),
            None => self.in_numbers(&numbers),
        }
    }

    /// `2004年5月28日`, `2004년 5월 28일`.
    fn with_units(&self) -> Option<(i16, Option<i8>, Option<i8>)> {
        let of = |signs: &str| {
            (1..self.pieces.len()).find(|at| self.is_sign(*at, signs)).and_then(|at| self.number(at - 1, 1..=4))
        };
        let small = |signs: &str| of(signs).and_then(|value| i8::try_from(value).ok());
        let year = of("年년")?;
        Some((full_year(year, 4)?, small("月월"), small("日일")))
    }

    /// The word that names a month: the one after a number, else the last.
    fn month(&self) -> Option<(usize, i8)> {
        let named = (0..self.pieces.len()).filter(|at| !self.used[*at]);
        let found: Vec<(usize, i8)> = named.filter_map(|at| Some((at, months::month(self.word(at)?)?))).collect();
        let follows = |at: usize| (at.saturating_sub(3)..at).any(|before| self.number(before, 1..=4).is_some());
        found.iter().find(|(at, _)| follows(*at)).or(found.last()).copied()
    }

    fn around_month(&self, numbers: &[usize], _month_at: usize, month: i8) -> Option<(i16, Option<i8>, Option<i8>)> {
        let value = |at: usize| match self.pieces[at] {
            Piece::Number { value, n_digits } => (value, n_digits),
            _ => (0, 0),
        };
        let values: Vec<(u32, usize)> = numbers.iter().map(|at| value(*at)).collect();
        let year_at = values.iter().position(|(value, n_digits)| *n_digits > 2 || *value > 31);
        let (year, day) = match (values.as_slice(), year_at) {
            ([_], Some(0)) => (values[0], None),
            ([first, second, ..], Some(0)) => (*first, Some(second.0)),
            ([first, ..], Some(at)) => (values[at], Some(first.0)),
            ([first, second, ..], None) => (*second, Some(first.0)),
            _ => return None,
        };
        Some((full_year(year.0, year.1)?, Some(month), day.map(i8::try_from).transpose().ok()?))
    }

    fn in_numbers(&self, numbers: &[usize]) -> Option<(i16, Option<i8>, Option<i8>)> {
        let &[a_at, b_at, c_at, ..] = numbers else { return None };
        // three numbers with the same sign between them, and nothing else
        let sign =
            (b_at == a_at + 2 && c_at == b_at + 2 && self.pieces[a_at + 1] == self.pieces[b_at + 1]).then_some(());
        sign?;
        let Piece::Sign(sign @ ('/' | '-' | '.' | ',')) = self.pieces[a_at + 1] else { return None };
        let of = |at: usize| match self.pieces[at] {
            Piece::Number { value, n_digits } => (value, n_digits),
            _ => (0, 0),
        };
        let ((a, a_digits), (b, b_digits), (c, c_digits)) = (of(a_at), of(b_at), of(c_at));
        if b_digits > 2 {
            return None;
        }
        let small = |value: u32| i8::try_from(value).ok();
        let (year, month, day) = match (a_digits > 2 || a > 31, sign) {
            (true, _) => (full_year(a, a_digits)?, b, c),
            (false, '/') if a <= 12 => (full_year(c, c_digits)?, a, b),
            (false, '-') if a <= 12 && b > 12 => (full_year(c, c_digits)?, a, b),
            (false, _) => (full_year(c, c_digits)?, b, a),
        };
        Some((year, Some(small(month)?), Some(small(day)?)))
    }
}

/// A year of two or three digits in full.
pub fn full_year(year: u32, n_digits: usize) -> Option<i16> {
    let year = match (n_digits, year) {
        (1 | 2, 0..=69) => year + 2000,
        (1 | 2, _) | (3, 100..=199) => year + 1900,
        _ => year,
    };
    i16::try_from(year).ok().filter(|year| (1000..=9999).contains(year))
}
