//! Dates as feeds write them, each the whole content of an element: RFC 822 with its abuses, ISO 8601 in all lengths, and
//! what programs in all languages have put there instead.
//!
//! The two forms that nearly all feeds have go through quick readers; `iso` reads the standard's other forms, `loose`
//! everything that is made of numbers and words. Nothing is invented: a date without a zone is one of the feed's own clock.

mod iso;
mod loose;
mod months;
mod zones;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use crate::article::{Precision, Published};

/// Characters of the longest date; what is longer is something else.
const MAX_CHARS: usize = 80;

/// The date that `text` is, as far as it says.
pub fn parse(text: &str) -> Option<Published> {
    let text = text.trim();
    if text.len() > MAX_CHARS * 4 || text.is_empty() {
        return None;
    }
    mail(text).or_else(|| iso::parse(text)).or_else(|| numeric(text)).or_else(|| loose::parse(text))
}

/// `Fri, 28 May 2004 13:23:45 +0200`, exactly so.
fn mail(text: &str) -> Option<Published> {
    let bytes = text.as_bytes();
    let rest = if bytes.get(3..5) == Some(b", ") { bytes.get(5..)? } else { bytes };
    let (day, rest) = match rest {
        [a, b' ', rest @ ..] => (digits(&[*a])?, rest),
        [a, b, b' ', rest @ ..] => (digits(&[*a, *b])?, rest),
        _ => return None,
    };
    let [name @ .., b' '] = rest.first_chunk::<4>()? else { return None };
    let month = months::english(name)?;
    let rest = &rest[4..];
    let year = digits(rest.get(..4)?)?;
    let [b' ', h1, h2, b':', m1, m2, b':', s1, s2, b' ', zone @ ..] = rest.get(4..)? else { return None };
    let time = (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?, digits(&[*s1, *s2])?);
    let offset = match zone {
        b"GMT" | b"UTC" | b"Z" | b"UT" => Offset::UTC,
        [sign @ (b'+' | b'-'), a, b, c, d] => {
            let minutes = digits(&[*a, *b])? * 60 + digits(&[*c, *d])?;
            offset(if *sign == b'-' { -minutes } else { minutes })?
        }
        _ => return None,
    };
    let date = Date::new(year as i16, month, day as i8).ok()?;
    let time = Time::new(time.0 as i8, time.1 as i8, time.2 as i8, 0).ok()?;
    Some(Published { civil: DateTime::from_parts(date, time), offset: Some(offset), precision: Precision::Second })
}

/// The number that at most nine digits are.
fn digits(bytes: &[u8]) -> Option<i32> {
    bytes.iter().try_fold(0, |number, c| c.is_ascii_digit().then(|| number * 10 + i32::from(c - b'0')))
}

/// An offset from UTC, in minutes; none beyond the ends of the world.
fn offset(minutes: i32) -> Option<Offset> {
    (minutes.abs() <= 15 * 60).then(|| Offset::from_seconds(minutes * 60).ok())?
}

/// Seconds or milliseconds since 1970, or `20040528132345`.
fn numeric(text: &str) -> Option<Published> {
    let whole = text.split('.').next().unwrap_or(text);
    if !text.bytes().all(|c| c.is_ascii_digit() || c == b'.') {
        return None;
    }
    let number = || whole.parse::<i64>().ok();
    let at = |seconds: i64| {
        let civil = Offset::UTC.to_datetime(Timestamp::from_second(seconds).ok()?);
        Some(Published { civil, offset: Some(Offset::UTC), precision: Precision::Second })
    };
    match whole.len() {
        9 | 10 => at(number()?),
        12 | 13 => at(number()? / 1000),
        14 => {
            let of = |from: usize, to: usize| whole.get(from..to)?.parse::<i8>().ok();
            let date = Date::new(whole[..4].parse().ok()?, of(4, 6)?, of(6, 8)?).ok()?;
            let time = Time::new(of(8, 10)?, of(10, 12)?, of(12, 14)?, 0).ok()?;
            Some(Published { civil: DateTime::from_parts(date, time), offset: None, precision: Precision::Second })
        }
        _ => None,
    }
}

/// A date with a time, where there is one: 24:00 is the next day's midnight, a leap second the one before it.
fn assemble(date: Date, time: Option<Clock>, offset: Option<Offset>) -> Option<Published> {
    let Some(Clock { hour, minute, second }) = time else { return Some(Published::day(date)) };
    let date = if hour == 24 { date.tomorrow().ok()? } else { date };
    let time = Time::new((hour % 24) as i8, minute as i8, second.unwrap_or(0).min(59) as i8, 0).ok()?;
    let precision = if second.is_some() { Precision::Second } else { Precision::Minute };
    Some(Published { civil: DateTime::from_parts(date, time), offset, precision })
}

/// A time of day as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Clock {
    hour: u32,
    minute: u32,
    second: Option<u32>,
}

impl Clock {
    /// A time that a day has.
    fn new(hour: u32, minute: u32, second: Option<u32>) -> Option<Self> {
        let whole = hour < 24 || (hour == 24 && minute == 0 && second.unwrap_or(0) == 0);
        (whole && minute < 60 && second.unwrap_or(0) <= 60).then_some(Self { hour, minute, second })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::proptest;

    fn check(table: &[(&str, &str)]) {
        for (text, expected) in table {
            assert_eq!(parse(text).map_or(String::new(), |date| date.to_string()), *expected, "{text}");
        }
    }

    #[test]
    fn dates_of_mail() {
        check(&[
            ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21+00:00"),
            ("Thu, 1 Jan 2004 19:48:21 -0330", "2004-01-01T19:48:21-03:30"),
            ("Mon, 01 January 2004 19:48 EST", "2004-01-01T19:48-05:00"),
            ("1 Jan 04 19:48:21 PDT", "2004-01-01T19:48:21-07:00"),
            ("Thu,01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21+00:00"),
            ("Thu,01 Jan 2004 19:48:21", "2004-01-01T19:48:21"),
            ("Thu, 01 Jan 2004", "2004-01-01"),
            ("Thu, 31 Dec 1999 24:00:00 GMT", "2000-01-01T00:00:00+00:00"),
            ("Thu, 01 Jan 2004 19:48:60 Z", "2004-01-01T19:48:59+00:00"),
            ("Thu, 01-Jan-2004 7:48:21 PM GMT+1", "2004-01-01T19:48:21+01:00"),
            ("Thu, 01 Jan 2004 19:48:21 QQT", "2004-01-01T19:48:21"),
            ("Thu, 32 Jan 2004 19:48:21 GMT", ""),
        ]);
    }

    #[test]
    fn dates_of_the_standard() {
        check(&[
            ("2003-12-31T10:14:55Z", "2003-12-31T10:14:55+00:00"),
            ("2003-12-31T10:14:55.25-08:00", "2003-12-31T10:14:55-08:00"),
            ("2003-12-31T10:14+0530", "2003-12-31T10:14+05:30"),
            ("2003-12-31T10Z", "2003-12-31T10:00+00:00"),
            ("2003-12-31 10:14:55", "2003-12-31T10:14:55"),
            ("20031231T101455Z", "2003-12-31T10:14:55+00:00"),
            ("2003-12-31", "2003-12-31"),
            ("20031231", "2003-12-31"),
            ("2003-365", "2003-12-31"),
            ("2003-W01-1", "2002-12-30"),
            ("2003-12", "2003-12"),
            ("2003", "2003"),
            ("2003-12-31T24:00:00Z", "2004-01-01T00:00:00+00:00"),
            ("2003-13-31", ""),
        ]);
    }

    #[test]
    fn dates_of_programs() {
        check(&[
            ("Thu Jan  1 19:48:21 2004", "2004-01-01T19:48:21"),
            ("Fri, 2004/01/02 19:48:21 EDT", "2004-01-02T19:48:21-04:00"),
            ("1/31/2004 7:48:21 PM", "2004-01-31T19:48:21"),
            ("31.1.2004", "2004-01-31"),
            ("1085750625", "2004-05-28T13:23:45+00:00"),
            ("1085750625000", "2004-05-28T13:23:45+00:00"),
            ("20040528132345", "2004-05-28T13:23:45"),
        ]);
    }

    #[test]
    fn dates_in_other_languages() {
        check(&[
            ("2004년 05월 28일  01:31:15", "2004-05-28T01:31:15"),
            ("2004-05-25 오후 11:23:17", "2004-05-25T23:23:17"),
            ("2007-08-09 오전 09:08:07", "2007-08-09T09:08:07"),
            ("2007-08-09 오후 12:23:17", "2007-08-09T12:23:17"),
            ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T12:00:00-05:00"),
            ("2004-július-13T9:15-05:00", "2004-07-13T09:15-05:00"),
            ("mar., 28 mai 2004 13:23:45 +0200", "2004-05-28T13:23:45+02:00"),
            ("12 października 2004", "2004-10-12"),
            ("28 de diciembre de 2004", "2004-12-28"),
            ("Пт, 28 мая 2004 13:23:45 +0400", "2004-05-28T13:23:45+04:00"),
            ("2004年5月28日 13时23分45秒", "2004-05-28T13:23:45"),
        ]);
    }

    #[test]
    fn what_is_no_date_is_none() {
        check(&[("", ""), ("yesterday", ""), ("version 2", ""), ("12:30", ""), ("a 1 b 2 c 3", ""), ("-", "")]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "[0-9A-Za-z:+.,/ TZ年월é-]{0,40}") {
            let _ = parse(&text);
        }
    }
}
