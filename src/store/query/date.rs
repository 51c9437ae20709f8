//! Dates in queries: `2026`, `2026-06`, `2026-06-15`, `7d`, `2w`, `3m`, `today`, `yesterday`.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

/// On which side of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// On its first day or later.
    After,
    /// Before its first day.
    Before,
    /// Within it.
    On,
}

/// A day, a month, a year, or a day counted back from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// `2026`
    Year(i16),
    /// `2026-06`: the first day of it.
    Month(Date),
    /// `2026-06-15`
    Day(Date),
    /// `7d`, `2w`, `3m`: so many days, weeks or months ago.
    Ago(u16, Unit),
    /// `today`
    Today,
    /// `yesterday`
    Yesterday,
}

/// What a distance in time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// `d`
    Days,
    /// `w`
    Weeks,
    /// `m`
    Months,
}

impl When {
    /// Reads a date; `None` where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "today" => return Some(Self::Today),
            "yesterday" => return Some(Self::Yesterday),
            _ => {}
        }
        let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [year] if digits(year, 4) => Some(Self::Year(year.parse().ok()?)),
            [y, m] if digits(y, 4) && digits(m, 2) => {
                Date::new(y.parse().ok()?, m.parse().ok()?, 1).ok().map(Self::Month)
            }
            [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2) => {
                Date::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?).ok().map(Self::Day)
            }
            [distance] => Self::parse_distance(distance),
            _ => None,
        }
    }

    fn parse_distance(text: &str) -> Option<Self> {
        let unit = match text.chars().next_back()? {
            'd' => Unit::Days,
            'w' => Unit::Weeks,
            'm' => Unit::Months,
            _ => return None,
        };
        let number = &text[..text.len() - 1];
        if number.bytes().all(|b| b.is_ascii_digit()) { Some(Self::Ago(number.parse().ok()?, unit)) } else { None }
    }

    /// The first day of it and the first day after it, seen from `today`.
    pub(in crate::store) fn days(self, today: Date) -> (Date, Date) {
        let first = self.first_day(today);
        let next = match self {
            Self::Year(_) => first.saturating_add(1.year()),
            Self::Month(_) => first.saturating_add(1.month()),
            _ => first.saturating_add(1.day()),
        };
        (first, next)
    }

    fn first_day(self, today: Date) -> Date {
        match self {
            Self::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MIN),
            Self::Month(date) | Self::Day(date) => date,
            Self::Today => today,
            Self::Yesterday => today.saturating_sub(1.day()),
            Self::Ago(n, Unit::Days) => today.saturating_sub(i32::from(n).days()),
            Self::Ago(n, Unit::Weeks) => today.saturating_sub(i32::from(n).weeks()),
            Self::Ago(n, Unit::Months) => today.saturating_sub(i32::from(n).months()),
        }
    }
}

impl Side {
    /// Whether what was published between a first and a last day stands on this side of a time that begins on one day
    /// and has ended on another. Of a date known only in part, the part that is known must lie within for
    /// [`Side::On`].
    pub(in crate::store) fn holds<D: Ord>(self, (from, end): (D, D), (first, last): (D, D)) -> bool {
        match self {
            Self::After => first >= from,
            Self::Before => first < from,
            Self::On => from <= first && last < end,
        }
    }

    /// The field's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::Before => "before",
            Self::On => "on",
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(date) => write!(f, "{}", date.strftime("%Y-%m")),
            Self::Day(date) => write!(f, "{date}"),
            Self::Ago(n, Unit::Days) => write!(f, "{n}d"),
            Self::Ago(n, Unit::Weeks) => write!(f, "{n}w"),
            Self::Ago(n, Unit::Months) => write!(f, "{n}m"),
            Self::Today => f.write_str("today"),
            Self::Yesterday => f.write_str("yesterday"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Precision, Published};
    use jiff::civil::date;

    #[test]
    fn dates_print_as_they_were_read() {
        for text in ["2026", "0099", "2026-06", "2026-06-15", "7d", "2w", "3m", "today", "yesterday"] {
            assert_eq!(When::parse(text).map(|when| when.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "26", "2026-13", "2026-02-30", "2026-6-1", "d", "-7d", "+7d", "99999d", "7y", "2026-06-15-1"] {
            assert_eq!(When::parse(text), None, "{text}");
        }
    }

    fn check(term: &str, published: &str, expected: bool) {
        let (side, when) = term.split_once(':').unwrap();
        let side = [Side::After, Side::Before, Side::On].into_iter().find(|s| s.name() == side).unwrap();
        let day = |text: &str| text.parse::<Date>().unwrap();
        let published = match published.len() {
            4 => Published { precision: Precision::Year, ..Published::day(day(&format!("{published}-01-01"))) },
            7 => Published { precision: Precision::Month, ..Published::day(day(&format!("{published}-01"))) },
            _ => Published::day(day(published)),
        };
        let days = (published.date(), published.last_date());
        let holds = side.holds(When::parse(when).unwrap().days(date(2026, 7, 10)), days);
        assert_eq!(holds, expected, "{term} {published:?}");
    }

    #[test]
    fn after_has_the_first_day_in_it_and_before_has_not() {
        check("after:2026-07-06", "2026-07-06", true);
        check("after:2026-07-06", "2026-07-05", false);
        check("before:2026-07-06", "2026-07-06", false);
        check("before:2026-07-06", "2026-07-05", true);
        check("after:2026", "2026-01-01", true);
        check("before:2026", "2025-12-31", true);
    }

    #[test]
    fn days_are_counted_back_from_today() {
        check("after:7d", "2026-07-03", true);
        check("after:7d", "2026-07-02", false);
        check("on:today", "2026-07-10", true);
        check("on:yesterday", "2026-07-09", true);
        check("on:2w", "2026-06-26", true);
        check("after:3m", "2026-04-10", true);
        check("after:3m", "2026-04-09", false);
    }

    #[test]
    fn a_date_known_in_part_is_on_nothing_finer() {
        check("on:2026", "2026", true);
        check("on:2026-01", "2026", false);
        check("on:2026-07", "2026-07", true);
        check("on:2026-07-01", "2026-07", false);
        check("on:2026-07", "2026-07-31", true);
        check("on:2026-07", "2026-08-01", false);
    }
}
