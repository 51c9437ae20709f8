//! When an article was published, and how exactly that is known.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// How much of a date the page gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// `2026`
    Year,
    /// `2026-04`
    Month,
    /// `2026-04-21`
    Day,
    /// `2026-07-06T04:26`
    Minute,
    /// `2026-09-03T10:00:00`
    Second,
}

/// A date as far as it is known. Without an offset it is the page's own wall time. In JSON as it is displayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(with = "String")]
pub struct Published {
    /// What is not known is the first of its kind: month 1, day 1, 00:00:00.
    pub civil: DateTime,
    /// Offset from UTC where the page gives one.
    pub offset: Option<Offset>,
    /// How much of `civil` is known.
    pub precision: Precision,
}

impl Published {
    /// A day without a time.
    pub fn day(date: Date) -> Self {
        Self { civil: date.to_datetime(Time::midnight()), offset: None, precision: Precision::Day }
    }

    /// The day it was, on the page's own clock.
    pub fn date(self) -> Date {
        self.civil.date()
    }

    /// The last day that it may have been: of a date known only in part, the end of its month or year.
    pub fn last_date(self) -> Date {
        match self.precision {
            Precision::Year => self.date().last_of_year(),
            Precision::Month => self.date().last_of_month(),
            _ => self.date(),
        }
    }

    /// The month, `2026-07`, if it is known.
    pub fn month(self) -> Option<String> {
        (self.precision >= Precision::Month).then(|| self.civil.strftime("%Y-%m").to_string())
    }

    /// What sorts by time: in UTC where the offset is known, else as written.
    pub fn instant(self) -> DateTime {
        match self.offset.and_then(|offset| offset.to_timestamp(self.civil).ok()) {
            Some(timestamp) => Offset::UTC.to_datetime(timestamp),
            None => self.civil,
        }
    }
}

impl Serialize for Published {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Published {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// Reads what is displayed.
impl FromStr for Published {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let time = text.find('T').map_or("", |at| &text[at..]);
        let (written, offset) = match time.rfind(['+', '-']) {
            Some(at) => text.split_at(text.len() - time.len() + at),
            None => (text, ""),
        };
        let (missing, precision) = match written.len() {
            4 => ("-01-01", Precision::Year),
            7 => ("-01", Precision::Month),
            10 => ("", Precision::Day),
            16 => ("", Precision::Minute),
            _ => ("", Precision::Second),
        };
        let civil = [written, missing].concat().parse()?;
        let offset = if offset.is_empty() { None } else { Some(read_offset(offset)?) };
        Ok(Self { civil, offset, precision })
    }
}

fn read_offset(text: &str) -> Result<Offset, jiff::Error> {
    let minutes: i32 = text[1..].split(':').fold(0, |sum, part| sum * 60 + part.parse::<i32>().unwrap_or(0));
    Offset::from_seconds(if text.starts_with('-') { -minutes } else { minutes } * 60)
}

/// ISO 8601, as long as the date is known.
impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let pattern = match self.precision {
            Precision::Year => "%Y",
            Precision::Month => "%Y-%m",
            Precision::Day => "%Y-%m-%d",
            Precision::Minute => "%Y-%m-%dT%H:%M",
            Precision::Second => "%Y-%m-%dT%H:%M:%S",
        };
        write!(f, "{}", self.civil.strftime(pattern))?;
        match self.offset {
            Some(offset) if self.precision >= Precision::Minute => write_offset(f, offset),
            _ => Ok(()),
        }
    }
}

fn write_offset(f: &mut fmt::Formatter, offset: Offset) -> fmt::Result {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};

    #[test]
    fn a_date_is_written_as_far_as_it_is_known() {
        let at = |precision| Published { civil: datetime(2026, 7, 6, 4, 26, 0, 0), offset: None, precision };
        assert_eq!(at(Precision::Year).to_string(), "2026");
        assert_eq!(at(Precision::Month).to_string(), "2026-07");
        assert_eq!(at(Precision::Minute).to_string(), "2026-07-06T04:26");
        assert_eq!(Published::day(date(2026, 4, 21)).to_string(), "2026-04-21");
    }

    #[test]
    fn an_offset_is_kept_and_sorts_by_utc() {
        let civil = datetime(2026, 9, 3, 1, 0, 0, 0);
        let offset = Offset::from_seconds(2 * 3600).ok();
        let published = Published { civil, offset, precision: Precision::Second };
        assert_eq!(published.to_string(), "2026-09-03T01:00:00+02:00");
        assert_eq!(published.instant(), datetime(2026, 9, 2, 23, 0, 0, 0));
    }

    #[test]
    fn what_is_displayed_can_be_read() {
        for text in [
            "2026",
            "2026-07",
            "2026-07-06",
            "2026-07-06T04:26",
            "2026-07-06T04:26-03:30",
            "2026-09-03T10:00:00",
            "2026-09-03T10:00:00+02:00",
        ] {
            assert_eq!(text.parse::<Published>().unwrap().to_string(), text);
        }
        for text in ["", "soon", "2026-13", "2026-07-06T", "2026-07-06T04:26+99:00"] {
            assert!(text.parse::<Published>().is_err(), "{text}");
        }
    }
}
