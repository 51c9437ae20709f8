//! Dates as pages write them, found in a line: `Nov, 30 2025`, `2026-04-2113 min read`, `7月6日`, `Tuesday, 3 March 2026 at 14:05`.
//!
//! Nothing is invented: a [`Stamp`] holds what the page says. Its year may be missing; [`Stamp::year_near`] guesses it,
//! and the caller says so.

pub mod feed;
mod scan;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use serde::Deserialize;

use crate::article::{Precision, Published};

/// How far past the document's own date an entry of it may lie before its year is taken for the year before.
const FUTURE_DAYS: i64 = 30;

/// The words of dates.
#[derive(Clone, Debug)]
pub struct Calendar {
    months: HashMap<String, i8>,
    weekdays: HashSet<String>,
    joints: HashSet<String>,
    zones: HashMap<String, i32>,
    relative: Vec<String>,
    units: HashSet<String>,
}

/// The words of dates as the asset gives them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateWords {
    months: Vec<Vec<String>>,
    weekdays: HashSet<String>,
    joints: HashSet<String>,
    zones: HashMap<String, i32>,
    relative: Vec<String>,
    units: HashSet<String>,
}

/// A date as far as the page gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Absent in `07/06, 04:26`.
    pub year: Option<i16>,
    /// 1–12. Absent where the page gives a year alone.
    pub month: Option<i8>,
    /// Absent in `November 2025`.
    pub day: Option<i8>,
    /// The time of day, and whether seconds are given.
    pub time: Option<(Time, bool)>,
    /// Offset from UTC.
    pub offset: Option<Offset>,
}

/// A date and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the line: weekday, date, time and zone.
    pub range: Range<usize>,
    /// What they say.
    pub stamp: Stamp,
}

/// Which of two numbers is the month where neither order is impossible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// `07/06` is 6 July.
    #[default]
    MonthFirst,
    /// `07/06` is 7 June.
    DayFirst,
}

impl Calendar {
    /// The calendar of these words.
    pub fn new(words: DateWords) -> Self {
        let numbered = words.months.into_iter().zip(1..);
        Self {
            months: numbered.flat_map(|(names, month)| names.into_iter().map(move |name| (name, month))).collect(),
            weekdays: words.weekdays,
            joints: words.joints,
            zones: words.zones,
            relative: words.relative,
            units: words.units,
        }
    }

    /// All dates in `text`, in order. A date may be jammed against words and counts.
    pub fn find_all(&self, text: &str, order: Order) -> Vec<Found> {
        scan::find_all(self, text, order)
    }

    /// The date that `text` is, if it is nothing else: of front matter.
    pub fn parse(&self, text: &str, order: Order) -> Option<Stamp> {
        let text = text.trim();
        if let [found] = self.find_all(text, order).as_slice() {
            let rest = format!("{}{}", &text[..found.range.start], &text[found.range.end..]);
            return (!rest.contains(char::is_alphanumeric)).then_some(found.stamp);
        }
        scan::year_month(text)
    }

    /// Whether `text` is a time in relation to now: `2 days ago`, `Yesterday`. Such a stamp gives no date.
    pub fn is_relative(&self, text: &str) -> bool {
        let text = super::vocabulary::plain(text);
        let is_sign = |c: char| !c.is_alphanumeric() && c != '\'';
        let count = text.trim_end_matches(char::is_alphabetic);
        let short = matches!(&text[count.len()..], "h" | "hr" | "hrs" | "d" | "w" | "m");
        if short && (1..=2).contains(&count.len()) && count.bytes().all(|b| b.is_ascii_digit()) {
            return true;
        }
        let Some(phrase) = self.relative.iter().filter(|phrase| text.contains(phrase.as_str())).max_by_key(|p| p.len())
        else {
            return false;
        };
        let rest = text.replacen(phrase.as_str(), " ", 1);
        let known = |word: &str| self.units.contains(word) || word.chars().all(|c| c.is_ascii_digit() || is_unit(c));
        let compact = |word: &str| self.units.contains(word.trim_start_matches(|c: char| c.is_ascii_digit()));
        rest.split(is_sign).filter(|word| !word.is_empty()).all(|word| {
            known(word) || compact(word) || self.joints.contains(word) || self.relative.iter().any(|r| r == word)
        })
    }

    /// The order of numbers in a page: as its unambiguous dates have it.
    pub fn order_of<'t>(&self, lines: impl IntoIterator<Item = &'t str>) -> Order {
        let day_first = lines.into_iter().any(scan::has_day_first);
        if day_first { Order::DayFirst } else { Order::MonthFirst }
    }
}

/// Chinese and Japanese units of time, and what stands between number and unit.
fn is_unit(c: char) -> bool {
    matches!(c, '分' | '钟' | '秒' | '小' | '时' | '時' | '間' | '天' | '日' | '周' | '个' | '月' | '年')
}

impl Stamp {
    /// A day of a year.
    pub fn day(year: i16, month: i8, day: i8) -> Self {
        Self { year: Some(year), month: Some(month), day: Some(day), time: None, offset: None }
    }

    /// The date with `year` where the page gives none; nothing for a day that the year does not have.
    pub fn published(self, year: i16) -> Option<Published> {
        let date = Date::new(self.year.unwrap_or(year), self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()?;
        let precision = match (self.month, self.day, self.time) {
            (None, ..) => Precision::Year,
            (_, None, _) => Precision::Month,
            (.., None) => Precision::Day,
            (.., Some((_, false))) => Precision::Minute,
            (.., Some((_, true))) => Precision::Second,
        };
        let time = self.time.map_or(Time::midnight(), |(time, _)| time);
        let offset = self.offset.filter(|_| precision >= Precision::Minute);
        Some(Published { civil: DateTime::from_parts(date, time), offset, precision })
    }

    /// The year of a stamp without one: that of the document's date, or of today; the year before where the day would
    /// lie ahead of both.
    pub fn year_near(self, document: Option<Date>, today: Date) -> i16 {
        let near = document.unwrap_or(today);
        let latest = match document {
            Some(date) => date.checked_add(jiff::Span::new().days(FUTURE_DAYS)).unwrap_or(date),
            None => today,
        };
        let date = Date::new(near.year(), self.month.unwrap_or(1), self.day.unwrap_or(1));
        if date.is_ok_and(|date| date <= latest) { near.year() } else { near.year() - 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::vocabulary::Vocabulary;
    use jiff::civil::date;

    fn check(line: &str, expected: &str) {
        let calendar = Vocabulary::default().calendar;
        let found = calendar.find_all(line, Order::MonthFirst);
        let dates: Vec<String> = found.iter().filter_map(|f| f.stamp.published(1)).map(|p| p.to_string()).collect();
        assert_eq!(dates.join(" "), expected, "{line}");
    }

    #[test]
    fn dates_are_found_in_the_styles_of_pages() {
        for (line, expected) in [
            ("Nov, 30 2025", "2025-11-30"),
            ("30 November 2025", "2025-11-30"),
            ("3 Mar 2026", "2026-03-03"),
            ("March 3rd, 2026", "2026-03-03"),
            ("the 3rd of March 2026", "2026-03-03"),
            ("2025/11/30", "2025-11-30"),
            ("2025.11.30", "2025-11-30"),
            ("30.11.2025", "2025-11-30"),
            ("30/11/2025", "2025-11-30"),
            ("11/30/2025", "2025-11-30"),
            ("Sept. 3, 2026", "2026-09-03"),
            ("November 2025", "2025-11"),
            ("2026-09-03T10:00:00Z", "2026-09-03T10:00:00+00:00"),
            ("2026-09-03T10:00:00+02:00", "2026-09-03T10:00:00+02:00"),
            ("2026-09-03 10:00 -0700", "2026-09-03T10:00-07:00"),
            ("2026-09-03T10:00:00.123Z", "2026-09-03T10:00:00+00:00"),
            ("Tuesday, 3 March 2026 at 14:05", "2026-03-03T14:05"),
            ("Mar 3, 2026, 2:05 p.m. EST", "2026-03-03T14:05-05:00"),
            ("March 3, 2026 | 2:05 PM ET", "2026-03-03T14:05"),
            ("10:22 AM, March 3, 2026", "2026-03-03T10:22"),
            ("2026年7月6日", "2026-07-06"),
            ("2026年7月6日 04:26", "2026-07-06T04:26"),
            ("2026/03/12 10:22  来源:新报", "2026-03-12T10:22"),
            ("2026년 7월 6일", "2026-07-06"),
            ("2026年5月8日 7時30分", "2026-05-08T07:30"),
            ("6 June 2026 • 7:00am", "2026-06-06T07:00"),
            ("3. März 2026, 14.05 Uhr", "2026-03-03T14:05"),
            ("le 3 mars 2026 à 14h05", "2026-03-03T14:05"),
            ("3 de marzo de 2026", "2026-03-03"),
            ("Fri, 06 Mar 2026 08:00:00 GMT", "2026-03-06T08:00:00+00:00"),
            ("MARCH 3, 2026", "2026-03-03"),
            ("12:30 AM March 3 2026", "2026-03-03T00:30"),
            ("31 February 2026", "2026-02"),
        ] {
            check(line, expected);
        }
    }

    #[test]
    fn dates_are_found_in_jams() {
        for (line, expected) in [
            ("By The AI Desk2026-04-2113 min read", "2026-04-21"),
            ("By Jane DoeMarch 3, 20268 min read", "2026-03-03"),
            ("Ana RuizMay 14, 202648117Share", "2026-05-14"),
            ("Ana Ruiz3 March 20265 min", "2026-03-03"),
            ("Published2026-04-21Updated2026-04-22", "2026-04-21 2026-04-22"),
        ] {
            check(line, expected);
        }
    }

    #[test]
    fn dates_without_a_year_are_found() {
        for (line, expected) in [
            ("07/06, 04:26", "0001-07-06T04:26"),
            ("Jul 6, 3:07 PM", "0001-07-06T15:07"),
            ("7月6日", "0001-07-06"),
            ("6 July", "0001-07-06"),
            ("06.07., 04:26", "0001-07-06T04:26"),
        ] {
            let calendar = Vocabulary::default().calendar;
            let dates = calendar.find_all(line, Order::MonthFirst);
            let years: Vec<_> = dates.iter().map(|found| found.stamp.year).collect();
            assert_eq!(years, [None], "{line}");
            check(line, expected);
        }
    }

    #[test]
    fn what_is_no_date_is_left() {
        for line in [
            "2 days ago",
            "GLM-5.2",
            "We may see 10 of them",
            "v1.2.2026",
            "10.1.2.3",
            "GB/Z 185—2026",
            "in the mar 40000",
            "13/45/2026",
            "Section 3.1.4",
            "March of the penguins",
            "5.1 percent",
            "1/2 of the firms",
        ] {
            check(line, "");
        }
    }

    #[test]
    fn a_relative_stamp_is_told_from_text() {
        let calendar = Vocabulary::default().calendar;
        for (line, expected) in [
            ("2 days ago", true),
            ("Yesterday", true),
            ("an hour ago", true),
            ("5h ago", true),
            ("3h", true),
            ("3d printing", false),
            ("3小时前", true),
            ("vor 2 Stunden", true),
            ("Today, 14:05", true),
            ("Stories from last week that matter", false),
            ("Replit Lets Agents Ask", false),
        ] {
            assert_eq!(calendar.is_relative(line), expected, "{line}");
        }
    }

    #[test]
    fn a_missing_year_is_the_nearest_one_that_has_been() {
        let stamp = |month, day| Stamp { year: None, month: Some(month), day: Some(day), time: None, offset: None };
        assert_eq!(stamp(7, 6).year_near(None, date(2026, 11, 22)), 2026);
        assert_eq!(stamp(12, 6).year_near(None, date(2026, 11, 22)), 2025);
        assert_eq!(stamp(7, 6).year_near(Some(date(2025, 7, 6)), date(2026, 11, 22)), 2025);
        assert_eq!(stamp(12, 30).year_near(Some(date(2026, 1, 2)), date(2026, 11, 22)), 2025);
        assert_eq!(stamp(2, 29).year_near(None, date(2025, 3, 3)), 2024);
    }
}
