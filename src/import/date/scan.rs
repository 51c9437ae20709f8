//! Finds dates in a line: a cursor over the text and one function per way of writing.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::{Calendar, Found, Order, Stamp};

/// Years that dates of news may have.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// All dates in `text`, in order.
pub fn find_all(calendar: &Calendar, text: &str, order: Order) -> Vec<Found> {
    let mut found = Vec::new();
    let mut next = 0;
    for (at, c) in text.char_indices() {
        if at < next || !may_start(&text[..at], c) {
            continue;
        }
        let mut cursor = Cursor { calendar, order, text, at };
        if let Some(stamp) = cursor.date_and_time().filter(is_possible) {
            next = cursor.at;
            found.push(Found { range: at..cursor.at, stamp });
        }
    }
    found
}

/// `2026-04` or `2026`, where that is all there is.
pub fn year_month(text: &str) -> Option<Stamp> {
    let (year, month) = text.split_once(['-', '/']).unwrap_or((text, ""));
    let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
    let month = if month.is_empty() { None } else { Some(month.parse().ok().filter(|m| (1..=12).contains(m))?) };
    Some(Stamp { year: Some(year), month, day: None, time: None, offset: None })
}

/// Whether `line` has a date in numbers whose first can only be a day.
pub fn has_day_first(line: &str) -> bool {
    let numbers: Vec<&str> = line.split(|c: char| !c.is_ascii_digit() && c != '/').collect();
    numbers.iter().any(|word| {
        let mut parts = word.split('/');
        let (first, second) = (parts.next().and_then(number), parts.next().and_then(number));
        matches!((first, second), (Some(13..=31), Some(1..=12)))
    })
}

fn number(digits: &str) -> Option<u32> {
    (1..=2).contains(&digits.len()).then(|| digits.parse().ok()).flatten()
}

/// Whether a date may start with `c` after `before`: at the start of a number or word, also of a jammed one.
fn may_start(before: &str, c: char) -> bool {
    let last = before.chars().next_back();
    match last {
        _ if c.is_ascii_digit() => {
            let in_number = last.is_some_and(|l| l.is_ascii_digit())
                || (last.is_some_and(|l| matches!(l, '.' | '/' | '-' | ':' | ','))
                    && before[..before.len() - 1].ends_with(|l: char| l.is_ascii_digit()));
            let in_version = matches!(last, Some('v' | 'V' | '$' | '€' | '£'));
            !in_number && !in_version
        }
        Some(last) if c.is_alphabetic() => !last.is_alphabetic() || (last.is_lowercase() && c.is_uppercase()),
        _ => c.is_alphabetic(),
    }
}

fn is_possible(stamp: &Stamp) -> bool {
    let year = stamp.year.unwrap_or(2024);
    YEARS.contains(&year) && Date::new(year, stamp.month.unwrap_or(1), stamp.day.unwrap_or(1)).is_ok()
}

struct Cursor<'t> {
    calendar: &'t Calendar,
    order: Order,
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn date_and_time(&mut self) -> Option<Stamp> {
        if let Some(stamp) = self.attempt(Self::time_then_date) {
            return Some(stamp);
        }
        self.weekday();
        let mut stamp = self.attempt(Self::date)?;
        if let Some((time, seconds, offset)) = stamp.day.and_then(|_| self.attempt(Self::time_after)) {
            stamp.time = Some((time, seconds));
            stamp.offset = offset;
        }
        Some(stamp)
    }

    /// Runs `parse`; where it finds nothing, the cursor stays.
    fn attempt<T>(&mut self, parse: impl Fn(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let result = parse(self);
        if result.is_none() {
            self.at = start;
        }
        result
    }

    fn time_then_date(&mut self) -> Option<Stamp> {
        let (time, seconds, offset) = self.time()?;
        self.skip(", ·|-–");
        self.joint();
        self.weekday();
        let stamp = self.date()?;
        Some(Stamp { time: Some((time, seconds)), offset, ..stamp }).filter(|stamp| stamp.day.is_some())
    }

    fn date(&mut self) -> Option<Stamp> {
        self.attempt(Self::year_first)
            .or_else(|| self.attempt(Self::ideographic))
            .or_else(|| self.attempt(Self::numbers))
            .or_else(|| self.attempt(Self::day_month))
            .or_else(|| self.attempt(Self::month_day))
            .or_else(|| self.attempt(Self::short_numbers))
    }

    /// `2026-04-21`, `2026/4/21`, `2026.04.21`.
    fn year_first(&mut self) -> Option<Stamp> {
        let year = self.year()?;
        let sign = self.one_of("-/.")?;
        let month = self.digits(2)?;
        self.exactly(sign)?;
        let day = self.digits(2)?;
        Some(Stamp::day(year, month, day))
    }

    /// `2026年7月6日`, `7月6日`, `2026년 7월 6일`.
    fn ideographic(&mut self) -> Option<Stamp> {
        let year = self.attempt(|c| {
            let year = c.year()?;
            c.skip(" ");
            c.one_of("年년").map(|_| year)
        });
        self.skip(" ");
        let month = self.digits(2)?;
        self.skip(" ");
        self.one_of("月월")?;
        let day = self.attempt(|c| {
            c.skip(" ");
            let day = c.digits(2)?;
            c.skip(" ");
            c.one_of("日号일").map(|_| day)
        });
        (year.is_some() || day.is_some()).then_some(Stamp { year, month: Some(month), day, time: None, offset: None })
    }

    /// `30.11.2025`, `11/30/2025`.
    fn numbers(&mut self) -> Option<Stamp> {
        let first = self.digits(2)?;
        let sign = self.one_of("./-")?;
        if sign == '.' {
            self.skip(" ");
        }
        let second = self.digits(2)?;
        self.exactly(sign)?;
        if sign == '.' {
            self.skip(" ");
        }
        let year = self.year()?;
        let (month, day) = self.in_order(first, second, sign);
        Some(Stamp::day(year, month, day))
    }

    /// `07/06`, `06.07.` alone or before a time.
    fn short_numbers(&mut self) -> Option<Stamp> {
        if !self.text[..self.at].trim().is_empty() {
            return None;
        }
        let first = self.digits(2)?;
        let sign = self.one_of("/.")?;
        let second = self.digits(2)?;
        if sign == '.' {
            self.exactly('.')?;
        }
        let rest = self.text[self.at..].trim_start_matches([',', ' ', '·', '|']);
        let time = Cursor { at: self.text.len() - rest.len(), ..*self }.time();
        let (month, day) = self.in_order(first, second, sign);
        (rest.is_empty() || time.is_some()).then_some(Stamp {
            year: None,
            month: Some(month),
            day: Some(day),
            time: None,
            offset: None,
        })
    }

    /// `30 November 2025`, `3rd of March`, `3. März 2026`, `3 de marzo de 2026`.
    fn day_month(&mut self) -> Option<Stamp> {
        let day = self.digits(2)?;
        self.ordinal();
        self.skip(". -");
        self.joint();
        let month = self.month()?;
        let year = self.attempt(Self::year_after);
        Some(Stamp { year, month: Some(month), day: Some(day), time: None, offset: None })
    }

    /// `Nov, 30 2025`, `March 3rd, 2026`, `November 2025`, `Jul 6`.
    fn month_day(&mut self) -> Option<Stamp> {
        let capital = self.text[self.at..].starts_with(char::is_uppercase);
        let month = self.month()?;
        self.skip(",. -");
        if let Some(year) = self.attempt(Self::whole_year) {
            return Some(Stamp { year: Some(year), month: Some(month), day: None, time: None, offset: None });
        }
        let day = self.digits(2)?;
        self.ordinal();
        let year = self.attempt(Self::year_after);
        let ends = !self.text[self.at..].starts_with(|c: char| c.is_ascii_digit());
        (year.is_some() || (capital && ends)).then_some(Stamp {
            year,
            month: Some(month),
            day: Some(day),
            time: None,
            offset: None,
        })
    }

    fn year_after(&mut self) -> Option<i16> {
        self.skip(",. -");
        self.joint();
        self.year()
    }

    fn whole_year(&mut self) -> Option<i16> {
        let year = self.year()?;
        let rest = &self.text[self.at..];
        let goes_on = rest.starts_with(|c: char| c.is_ascii_digit() || c == ':');
        (!goes_on).then_some(year)
    }

    fn in_order(&self, first: i8, second: i8, sign: char) -> (i8, i8) {
        let day_first = first > 12 || (second <= 12 && (sign != '/' || self.order == Order::DayFirst));
        if day_first { (second, first) } else { (first, second) }
    }

    fn time_after(&mut self) -> Option<(Time, bool, Option<Offset>)> {
        if self.exactly('T').is_none() {
            self.skip(", ·•|-–—(");
            self.joint();
        }
        self.time()
    }

    /// `14:05`, `2:05 p.m.`, `14.05 Uhr`, `14h05`, `10:00:00.5+02:00`, `下午3:07`.
    fn time(&mut self) -> Option<(Time, bool, Option<Offset>)> {
        let afternoon = self.word_of(&["下午", "午後", "오후"]).is_some();
        let _ = self.word_of(&["上午", "午前", "오전"]);
        let hour = self.digits(2)?;
        self.skip("\u{3000}");
        self.attempt(Self::blank_before_h);
        let sign = self.one_of(":.h\u{ff1a}时時点시")?;
        self.skip(" ");
        let minute = self.two_digits()?;
        let mut second = None;
        if sign == ':' {
            second = self.attempt(|c| {
                c.exactly(':')?;
                let second = c.two_digits()?;
                c.attempt(|c| c.one_of(".,").and_then(|_| c.digits(9).map(|_: i32| ())));
                Some(second)
            });
        }
        let after = self.text[self.at..].trim_start();
        if sign == '.' && !after.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("uhr")) {
            return None;
        }
        self.one_of("分분");
        let half = self.attempt(Self::half_of_day);
        self.attempt(|c| {
            c.skip(" ");
            c.word_of(&["Uhr", "uhr"])
        });
        let hour = match half {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            None if afternoon && hour < 12 => hour + 12,
            _ => hour,
        };
        let time = Time::new(hour, minute, second.unwrap_or(0), 0).ok()?;
        Some((time, second.is_some(), self.attempt(Self::zone)))
    }

    /// The blank in `14 h 20`.
    fn blank_before_h(&mut self) -> Option<()> {
        self.skip(" \u{a0}\u{202f}");
        let minutes = self.text[self.at..].strip_prefix('h')?.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        minutes.starts_with(|c: char| c.is_ascii_digit()).then_some(())
    }

    /// Whether it is the second half of the day.
    fn half_of_day(&mut self) -> Option<bool> {
        self.skip(" ");
        let word = self.word_of(&["a.m.", "A.M.", "am", "AM", "a.m", "p.m.", "P.M.", "pm", "PM", "p.m"])?;
        Some(word.starts_with(['p', 'P']))
    }

    fn zone(&mut self) -> Option<Offset> {
        self.skip(" (");
        if let Some(sign) = self.one_of("+-−") {
            let hours: i32 = self.two_digits()?.into();
            self.exactly(':');
            let minutes: i32 = self.two_digits()?.into();
            let seconds = (hours * 60 + minutes) * 60;
            return Offset::from_seconds(if sign == '+' { seconds } else { -seconds }).ok();
        }
        let word = self.word();
        let hours = self.calendar.zones.get(&word.to_lowercase())?;
        self.exactly(')');
        Offset::from_seconds(hours * 3600).ok()
    }

    fn weekday(&mut self) {
        self.attempt(|c| {
            let word = c.word();
            c.skip(",. ");
            let next = c.text[c.at..].starts_with(|c: char| c.is_alphanumeric());
            (next && c.calendar.weekdays.contains(&word.to_lowercase())).then_some(())
        });
    }

    fn joint(&mut self) {
        while self
            .attempt(|c| {
                let word = c.word();
                c.skip(" ,");
                c.calendar.joints.contains(&word.to_lowercase()).then_some(())
            })
            .is_some()
        {}
    }

    fn month(&mut self) -> Option<i8> {
        let word = self.word();
        self.calendar.months.get(&word.to_lowercase()).copied()
    }

    fn ordinal(&mut self) {
        self.attempt(|c| c.word_of(&["st", "nd", "rd", "th", "er", "ST", "ND", "RD", "TH", "º"]));
    }

    fn year(&mut self) -> Option<i16> {
        let digits = self.text.get(self.at..self.at + 4).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
        self.at += 4;
        digits.parse().ok().filter(|year| YEARS.contains(year))
    }

    fn two_digits(&mut self) -> Option<i8> {
        let digits = self.text.get(self.at..self.at + 2).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
        self.at += 2;
        digits.parse().ok()
    }

    /// A number of at most `most` digits.
    fn digits<N: std::str::FromStr>(&mut self, most: usize) -> Option<N> {
        let rest = &self.text[self.at..];
        let count = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        self.at += count;
        rest[..count].parse().ok()
    }

    /// Letters up to the next sign, or to a capital after a small letter.
    fn word(&mut self) -> &'t str {
        let rest = &self.text[self.at..];
        let mut last_small = false;
        let end = rest.char_indices().find(|(_, c)| {
            let ends = !c.is_alphabetic() || (last_small && c.is_uppercase());
            last_small = c.is_lowercase();
            ends
        });
        let word = &rest[..end.map_or(rest.len(), |(at, _)| at)];
        self.at += word.len();
        word
    }

    fn word_of(&mut self, words: &[&'static str]) -> Option<&'static str> {
        let rest = &self.text[self.at..];
        let word = words.iter().find(|word| rest.starts_with(**word))?;
        self.at += word.len();
        Some(word)
    }

    fn one_of(&mut self, signs: &str) -> Option<char> {
        let c = self.text[self.at..].chars().next().filter(|c| signs.contains(*c))?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn exactly(&mut self, sign: char) -> Option<char> {
        self.one_of(sign.encode_utf8(&mut [0; 4]))
    }

    fn skip(&mut self, signs: &str) {
        let rest = self.text[self.at..].trim_start_matches(|c| signs.contains(c));
        self.at = self.text.len() - rest.len();
    }
}
