//! How often something happened, week by week.

use jiff::ToSpan;
use jiff::civil::Date;

/// Weeks that are counted at most, the latest: ten years. A wrong date far away makes no list of a million weeks.
const MOST_WEEKS: usize = 520;

/// Counts by week, without gaps: a week in which nothing happened has a zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weeks {
    /// Monday of the first week.
    pub first: Date,
    /// From the first week to the last.
    pub counts: Vec<usize>,
}

impl Weeks {
    /// Counts what happened on days, each with how often.
    pub fn new(days: impl IntoIterator<Item = (Date, usize)>) -> Self {
        let days: Vec<(Date, usize)> = days.into_iter().map(|(day, count)| (monday(day), count)).collect();
        let mondays = || days.iter().map(|(monday, _)| *monday);
        let (Some(first), Some(last)) = (mondays().min(), mondays().max()) else { return Self::default() };
        let n_weeks = (between(first, last) + 1).min(MOST_WEEKS);
        let mut counts = vec![0; n_weeks];
        for (monday, count) in days {
            if let Some(week) = (n_weeks - 1).checked_sub(between(monday, last)) {
                counts[week] += count;
            }
        }
        Self { first: back(last, n_weeks - 1), counts }
    }

    /// The latest `n` weeks of them.
    pub fn latest(&self, n: usize) -> Self {
        let skipped = self.counts.len().saturating_sub(n);
        Self { first: self.monday(skipped), counts: self.counts[skipped..].to_vec() }
    }

    /// The Monday of the week at a place.
    pub fn monday(&self, week: usize) -> Date {
        let weeks = i64::try_from(week).unwrap_or(0);
        self.first.checked_add(weeks.weeks()).unwrap_or(self.first)
    }

    /// The highest count of a week.
    pub fn most(&self) -> usize {
        self.counts.iter().copied().max().unwrap_or(0)
    }
}

fn monday(day: Date) -> Date {
    let offset = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(offset.days()).unwrap_or(day)
}

/// Whole weeks from one Monday to a later one.
fn between(from: Date, to: Date) -> usize {
    let days = to.duration_since(from).as_hours() / 24;
    usize::try_from(days / 7).unwrap_or(0)
}

fn back(monday: Date, weeks: usize) -> Date {
    let weeks = i64::try_from(weeks).unwrap_or(0);
    monday.checked_sub(weeks.weeks()).unwrap_or(monday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(days: &[(Date, usize)], first: Date, counts: &[usize]) {
        let weeks = Weeks::new(days.iter().copied());
        assert_eq!((weeks.first, weeks.counts.as_slice()), (first, counts));
    }

    #[test]
    fn weeks_begin_on_monday_and_empty_ones_count() {
        let sunday = date(2026, 7, 5);
        check(&[(sunday, 2)], date(2026, 6, 29), &[2]);
        check(&[(date(2026, 7, 6), 1), (sunday, 2)], date(2026, 6, 29), &[2, 1]);
        check(&[(date(2026, 7, 22), 1), (sunday, 2), (date(2026, 7, 1), 1)], date(2026, 6, 29), &[3, 0, 0, 1]);
        check(&[], Date::default(), &[]);
    }

    #[test]
    fn the_latest_weeks_are_kept() {
        let weeks = Weeks::new([(date(1000, 1, 1), 5), (date(2026, 7, 5), 2), (date(2026, 7, 7), 3)]);
        assert_eq!(weeks.counts.len(), MOST_WEEKS);
        assert_eq!(weeks.latest(2), Weeks { first: date(2026, 6, 29), counts: vec![2, 3] });
        assert_eq!((weeks.most(), weeks.monday(MOST_WEEKS - 1)), (3, date(2026, 7, 6)));
        let extremes = Weeks::new([(Date::MIN, 1), (Date::MAX, 1)]);
        assert_eq!((extremes.counts.len(), extremes.most()), (MOST_WEEKS, 1));
    }
}
