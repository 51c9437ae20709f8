//! The dateline of wire copy and press releases: `BRUSSELS, March 3 (Continental Press) — The commission …`.

use crate::import::date::{Order, Stamp};
use crate::import::{Context, names};
use crate::text::Clean;

/// The dash after a dateline stands within this many characters.
const MAX_CHARS: usize = 110;

/// The agency and the day of the dateline that `text` begins with.
pub fn read(text: &str, context: &Context) -> Option<(Option<Clean>, Option<Stamp>)> {
    let dashes = text
        .char_indices()
        .take(MAX_CHARS)
        .filter(|(at, c)| matches!(c, '—' | '–') || (*c == '-' && is_apart(text, *at)));
    let (at, _) = dashes.last()?;
    let line = text[..at].trim();
    let place = line.split([',', '(', '—', '–']).next()?.trim();
    let capitals = place.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let named = !place.is_empty()
        && place.split_whitespace().count() <= 4
        && capitals
        && place.chars().any(char::is_alphabetic);
    let dates = context.words.calendar.find_all(line, Order::MonthFirst);
    let agency = line.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(name, _)| name.trim());
    let agency = agency
        .filter(|name| names::is_name(name) && context.words.calendar.find_all(name, Order::MonthFirst).is_empty());
    let evident = !dates.is_empty() || agency.is_some();
    (named && evident).then(|| (agency.map(Clean::from), dates.first().map(|found| found.stamp)))
}

fn is_apart(text: &str, at: usize) -> bool {
    text[..at].ends_with([' ', '-']) && text[at + 1..].starts_with([' ', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::testing;

    #[test]
    fn datelines_give_agency_and_day() {
        for (text, agency, day) in [
            ("BRUSSELS, March 3 (Continental Press) — The commission said", "Continental Press", "0001-03-03"),
            ("PORTLAND, Maine – Sept. 3, 2026 – Brightwater today", "", "2026-09-03"),
            ("PARIS (AFN) - The ministry", "AFN", ""),
        ] {
            testing::with_context(|context| {
                let (name, stamp) = read(text, context).expect("a dateline");
                assert_eq!(name.as_deref().unwrap_or(""), agency, "{text}");
                assert_eq!(
                    stamp.and_then(|s| s.published(1)).map(|p| p.to_string()).unwrap_or_default(),
                    day,
                    "{text}"
                );
            });
        }
        testing::with_context(|context| {
            assert_eq!(read("NASA said on March 3 that the rover — the third — is fine", context), None);
            assert_eq!(read("The firm — founded in May 2020 — grew", context), None);
        });
    }
}
