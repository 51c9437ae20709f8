//! `Retry-After`: how long a server wants to be left alone.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

/// The longest that a server is heeded: a wrong clock must not silence a source for years.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3600);

/// How long from `now`: the header has seconds or a date. What cannot be read says nothing.
pub fn retry_after(header: &str, now: Timestamp) -> Option<Duration> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|b| b.is_ascii_digit()) {
        // more than can be counted is as long as can be
        return Some(header.parse().map_or(LONGEST, Duration::from_secs).min(LONGEST));
    }
    let date = DateTimeParser::new().parse_timestamp(header).ok()?;
    let wait = Duration::try_from(date.duration_since(now)).unwrap_or_default();
    Some(wait.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_read() {
        let now = "2026-11-22T10:00:00Z".parse().unwrap();
        for (header, expected) in [
            (" 120 ", Some(120)),
            ("0", Some(0)),
            ("99999999999", Some(LONGEST.as_secs())),
            ("99999999999999999999999", Some(LONGEST.as_secs())),
            ("Sun, 22 Nov 2026 10:05:00 GMT", Some(300)),
            ("Sun, 22 Nov 2026 09:00:00 GMT", Some(0)),
            ("Wed, 22 Nov 2056 10:00:00 GMT", Some(LONGEST.as_secs())),
            ("-5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(retry_after(header, now).map(|time| time.as_secs()), expected, "{header:?}");
        }
    }
}
