//! When a source is asked again.

use super::Patience;
use crate::library::Seconds;

const MINUTE: Seconds = 60;
const HOUR: Seconds = 60 * MINUTE;
const DAY: Seconds = 24 * HOUR;

/// When a source that failed `n_failures` times in a row may be asked again: after twice the time of the time before.
pub fn due_after_failure(now: Seconds, patience: Patience, n_failures: u32) -> Seconds {
    let doubled = |first: Seconds, most: Seconds| (first << n_failures.saturating_sub(1).min(20)).min(most);
    now + match patience {
        Patience::None => 0,
        Patience::Some => doubled(5 * MINUTE, 12 * HOUR),
        Patience::Much => doubled(HOUR, 7 * DAY),
        Patience::Asked(time) => doubled(5 * MINUTE, 12 * HOUR).max(i64::try_from(time.as_secs()).unwrap_or(DAY)),
    }
}

/// When a source that answered is asked again.
pub fn due_after_success(now: Seconds, interval: Option<u32>) -> Seconds {
    now + interval.map_or(HOUR, |minutes| Seconds::from(minutes) * MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn each_failure_doubles_the_wait_up_to_a_limit() {
        let wait = |patience, n_failures| due_after_failure(1000, patience, n_failures) - 1000;
        for (patience, n_failures, expected) in [
            (Patience::None, 9, 0),
            (Patience::Some, 1, 5 * MINUTE),
            (Patience::Some, 3, 20 * MINUTE),
            (Patience::Some, u32::MAX, 12 * HOUR),
            (Patience::Much, 1, HOUR),
            (Patience::Much, 40, 7 * DAY),
            (Patience::Asked(Duration::from_secs(600)), 1, 600),
            (Patience::Asked(Duration::from_secs(1)), 2, 10 * MINUTE),
        ] {
            assert_eq!(wait(patience, n_failures), expected, "{patience:?} {n_failures}");
        }
    }
}
