//! When a story was published, as the list tells it.

use jiff::civil::Date;

use crate::article::{Precision, Published};
use crate::text::width::prefix;

/// How the list tells when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateStyle {
    /// `2026-07-06`
    #[default]
    Iso,
    /// `6 Jul`, in other years `Jul 2025`
    Short,
    /// `yesterday`, `3 days`, `5 weeks`
    Relative,
}

/// Days of the units that are counted in, the largest first, and how one and several are called.
const UNITS: [(i64, &str, &str); 4] =
    [(365, "year", "years"), (30, "month", "months"), (7, "week", "weeks"), (1, "day", "days")];

impl DateStyle {
    /// Columns of the longest date.
    pub fn columns(self) -> usize {
        match self {
            Self::Iso => "2026-07-06".len(),
            Self::Short => "Jul 2025".len(),
            Self::Relative => "11 months".len(),
        }
    }

    /// A date as seen on a day. What is known of it less exactly than to the day is said as it is.
    pub fn show(self, published: Published, today: Date) -> String {
        let date = published.date();
        match self {
            Self::Short if published.precision == Precision::Month => date.strftime("%b %Y").to_string(),
            Self::Iso => prefix(&published.to_string(), self.columns()).to_owned(),
            _ if published.precision < Precision::Day => published.to_string(),
            Self::Short if date.year() == today.year() => date.strftime("%-d %b").to_string(),
            Self::Short => date.strftime("%b %Y").to_string(),
            Self::Relative => since(date, today),
        }
    }
}

/// How long ago; a day that is still to come is said as a date.
fn since(date: Date, today: Date) -> String {
    let days = i64::from((today - date).get_days());
    let counted = || {
        let (unit, one, several) = UNITS.iter().find(|(unit, ..)| days >= *unit)?;
        let n = days / unit;
        Some(format!("{n} {}", if n == 1 { one } else { several }))
    };
    match days {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2.. => counted().unwrap_or_default(),
        ..0 => date.strftime("%-d %b").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::width;
    use jiff::civil::date;

    fn check(published: Published, expected: [&str; 3]) {
        let styles = [DateStyle::Iso, DateStyle::Short, DateStyle::Relative];
        let shown = styles.map(|style| style.show(published, date(2026, 7, 8)));
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_date_is_told_in_three_ways() {
        let day = |y, m, d| Published::day(date(y, m, d));
        check(day(2026, 7, 8), ["2026-07-08", "8 Jul", "today"]);
        check(day(2026, 7, 7), ["2026-07-07", "7 Jul", "yesterday"]);
        check(day(2026, 7, 1), ["2026-07-01", "1 Jul", "1 week"]);
        check(day(2026, 5, 20), ["2026-05-20", "20 May", "1 month"]);
        check(day(2024, 5, 20), ["2024-05-20", "May 2024", "2 years"]);
        check(day(2026, 12, 24), ["2026-12-24", "24 Dec", "24 Dec"]);
        check(Published { precision: Precision::Month, ..day(2026, 6, 1) }, ["2026-06", "Jun 2026", "2026-06"]);
        check(Published { precision: Precision::Year, ..day(2026, 1, 1) }, ["2026", "2026", "2026"]);
    }

    #[test]
    fn a_date_keeps_to_its_column() {
        let today = date(2026, 7, 8);
        for days in -400..2000 {
            let day = Published::day(today.saturating_sub(jiff::Span::new().days(days)));
            for style in [DateStyle::Iso, DateStyle::Short, DateStyle::Relative] {
                assert!(width(&style.show(day, today)) <= style.columns(), "{style:?} {days}");
            }
        }
    }
}
