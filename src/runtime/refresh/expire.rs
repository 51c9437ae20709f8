//! Stories that are older than they are to be kept, taken out after a refresh, and never without a word.

use jiff::Timestamp;

use crate::library::{self, Library, Seconds};
use crate::runtime;
use crate::text::counted;

const DAY: Seconds = 24 * 60 * 60;

/// What the user knows as a year.
const YEAR_DAYS: u32 = 365;

/// Takes out what is older than `keep` in the user's settings says; how much that is, in words, where it is anything.
///
/// # Errors
/// Where it cannot be written.
pub fn expire(library: &mut Library) -> library::Result<Option<String>> {
    let Some(days) = runtime::config().0.keep else { return Ok(None) };
    let before = Timestamp::now().as_second() - Seconds::from(days) * DAY;
    let n_expired = library.write(|batch| batch.expire(before))?;
    Ok((n_expired > 0).then(|| words(n_expired, days)))
}

fn words(n_expired: usize, days: u32) -> String {
    let count = |n: u32, one, many| counted(usize::try_from(n).unwrap_or(usize::MAX), one, many);
    let age = match days % YEAR_DAYS {
        0 => count(days / YEAR_DAYS, "year", "years"),
        _ => count(days, "day", "days"),
    };
    format!("{} older than {age} taken out", counted(n_expired, "story", "stories"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_told_as_people_say_it() {
        for (n_expired, days, expected) in [
            (1204, 730, "1204 stories older than 2 years taken out"),
            (1, 365, "1 story older than 1 year taken out"),
            (2, 90, "2 stories older than 90 days taken out"),
        ] {
            assert_eq!(words(n_expired, days), expected);
        }
    }
}
