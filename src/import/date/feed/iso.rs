//! ISO 8601 and W3CDTF: calendar, ordinal and week dates, basic and extended, cut anywhere, with and without a time.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::tz::Offset;

use super::loose::full_year;
use super::{Clock, assemble, offset};
use crate::article::{Precision, Published};

/// Years that are taken for years.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=9999;

/// The date that `text` is, if it is one of the standard.
pub fn parse(text: &str) -> Option<Published> {
    let mut cursor = Cursor { rest: text.as_bytes() };
    let (date, precision) = cursor.date().or_else(|| {
        cursor.rest = text.as_bytes();
        cursor.date_of_century()
    })?;
    if cursor.rest.is_empty() {
        return Some(Published { precision, ..Published::day(date) });
    }
    if precision != Precision::Day || !cursor.separator() {
        return None;
    }
    let clock = cursor.clock()?;
    cursor.blanks();
    let offset = cursor.zone()?;
    cursor.rest.is_empty().then(|| assemble(date, Some(clock), offset))?
}

struct Cursor<'t> {
    rest: &'t [u8],
}

impl Cursor<'_> {
    /// Exactly `count` digits.
    fn number(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(count)?;
        let number = super::digits(digits)?;
        self.rest = rest;
        u32::try_from(number).ok()
    }

    /// One or two digits.
    fn short(&mut self) -> Option<u32> {
        self.number(2).or_else(|| self.number(1))
    }

    fn skip(&mut self, signs: &[u8]) -> bool {
        match self.rest.split_first() {
            Some((c, rest)) if signs.contains(c) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn blanks(&mut self) {
        while self.skip(b" ") {}
    }

    fn n_digits(&self) -> usize {
        self.rest.iter().take_while(|c| c.is_ascii_digit()).count()
    }

    fn date(&mut self) -> Option<(Date, Precision)> {
        let length = self.n_digits();
        let is_basic = matches!(length, 7 | 8);
        if !is_basic && length != 4 && length != 6 {
            return None;
        }
        let year = i16::try_from(self.number(4)?).ok().filter(|year| YEARS.contains(year))?;
        let day = |date: Option<Date>| date.map(|date| (date, Precision::Day));
        if is_basic {
            return match length {
                7 => day(ordinal(year, self.number(3)?)),
                _ => day(calendar(year, self.number(2)?, self.number(2)?)),
            };
        }
        if length == 6 {
            return calendar(year, self.number(2)?, 1).map(|date| (date, Precision::Month));
        }
        if self.skip(b"W") {
            return day(week(year, self));
        }
        if !self.skip(b"-/.") {
            return self.rest.is_empty().then(|| calendar(year, 1, 1))?.map(|date| (date, Precision::Year));
        }
        if self.skip(b"Ww") {
            return day(week(year, self));
        }
        if self.n_digits() == 3 {
            return day(ordinal(year, self.number(3)?));
        }
        let month = self.short()?;
        if !self.skip(b"-/.") {
            return calendar(year, month, 1).map(|date| (date, Precision::Month));
        }
        day(calendar(year, month, self.short()?))
    }

    /// A date whose year has two digits: `03-12-31`, `031231`, `03-365`, `03365`, `-03-12`, `-0312`.
    fn date_of_century(&mut self) -> Option<(Date, Precision)> {
        let is_cut = self.skip(b"-");
        let length = self.n_digits();
        let year = full_year(self.number(2)?, 2)?;
        let dashed = self.skip(b"-");
        let day = |date: Option<Date>| date.map(|date| (date, Precision::Day));
        match (is_cut, dashed, length, self.n_digits()) {
            (true, true, 2, 2) | (true, false, 4, _) => {
                calendar(year, self.number(2)?, 1).map(|date| (date, Precision::Month))
            }
            (false, true, 2, 3) | (false, false, 5, _) => day(ordinal(year, self.number(3)?)),
            (false, false, 6, _) => day(calendar(year, self.number(2)?, self.number(2)?)),
            (false, true, 2, 2) => {
                let (month, last) = (self.number(2)?, if self.skip(b"-") { self.number(2)? } else { return None });
                // `28-05-04` has its year at the end: of two readings the earlier is meant
                let is_first = full_year(last, 2).is_none_or(|other| year <= other);
                day(calendar(year, month, last).filter(|_| is_first))
            }
            _ => None,
        }
    }

    /// What stands between date and time.
    fn separator(&mut self) -> bool {
        let found = self.skip(b"Tt ,_");
        self.blanks();
        found
    }

    fn clock(&mut self) -> Option<Clock> {
        let is_basic = matches!(self.n_digits(), 4 | 6);
        let hour = self.short()?;
        if !is_basic && !self.skip(b":") {
            return Clock::new(hour, 0, None);
        }
        let minute = self.number(2)?;
        let has_second = if is_basic { self.n_digits() >= 2 } else { self.skip(b":") };
        let second = if has_second { Some(self.short()?) } else { None };
        if self.skip(b".,") {
            self.rest = &self.rest[self.n_digits()..];
        }
        Clock::new(hour, minute, second)
    }

    /// The zone; the outer option says whether what stands there is one at all.
    fn zone(&mut self) -> Option<Option<Offset>> {
        let sign = match self.rest {
            [] => return Some(None),
            [b'Z' | b'z'] | [b'U', b'T'] | [b'U', b'T', b'C'] | [b'G', b'M', b'T'] => {
                self.rest = &[];
                return Some(Some(Offset::UTC));
            }
            [b'+', ..] => 1,
            [b'-', ..] => -1,
            _ => return None,
        };
        self.rest = &self.rest[1..];
        let hours = if self.n_digits() == 3 { self.number(1)? } else { self.short()? };
        self.skip(b":");
        let minutes = if self.n_digits() >= 2 { self.number(2)? } else { 0 };
        Some(offset(sign * i32::try_from(hours * 60 + minutes).ok()?))
    }
}

fn calendar(year: i16, month: u32, day: u32) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day with a number in its year.
fn ordinal(year: i16, day: u32) -> Option<Date> {
    let first = Date::new(year, 1, 1).ok()?;
    let day = i16::try_from(day).ok().filter(|day| (1..=first.days_in_year()).contains(day))?;
    first.checked_add(jiff::Span::new().days(day - 1)).ok()
}

/// `W22-5`, `W225`, `W22`, without its letter.
fn week(year: i16, cursor: &mut Cursor) -> Option<Date> {
    let week = i8::try_from(cursor.number(2)?).ok()?;
    cursor.skip(b"-");
    let day = cursor.number(1).unwrap_or(1);
    let weekday = Weekday::from_monday_one_offset(i8::try_from(day).ok()?).ok()?;
    ISOWeekDate::new(year, week, weekday).ok().map(ISOWeekDate::date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_two_digits_are_those_of_the_standard() {
        for (text, expected) in [
            ("03-12-31", Some("2003-12-31")),
            ("99-12-31T10:14Z", Some("1999-12-31T10:14+00:00")),
            ("031231", Some("2003-12-31")),
            ("03-365", Some("2003-12-31")),
            ("03365", Some("2003-12-31")),
            ("-03-12", Some("2003-12")),
            ("-0312", Some("2003-12")),
            ("200312", Some("2003-12")),
            ("28-05-04", None),
            ("--12-31", None),
            ("03-13-31", None),
        ] {
            assert_eq!(parse(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }
}
