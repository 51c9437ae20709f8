//! Work on many stories in parts, which may run at the same time.
//!
//! The store starts no threads: it cuts its work into parts that know nothing of each other, and hands them to a [`Run`].
//! Who owns threads (`runtime`) gives one that runs them at the same time; the result is the same either way.

use std::ops::Range;

/// Runs every part, in any order or at the same time, and comes back when all have ended.
pub type Run = fn(&mut [Part]);

/// Tells whether an answer is still wanted; where it is asked for while somebody types, the next key makes it worthless.
/// Once it is not, it stays so until the question has been given up.
pub type IsWanted = fn() -> bool;

/// A piece of work.
pub type Part<'a> = &'a mut (dyn FnMut() + Send);

/// One after the other, here.
pub fn one_by_one(parts: &mut [Part]) {
    parts.iter_mut().for_each(|part| part());
}

/// Parts of any work: more threads than two are rare where a reader runs, and each costs its start.
const N_PARTS: usize = 2;

/// Work of fewer nanoseconds is done here: another thread saves half of them, and takes some 50 µs to start, more where
/// other programs run.
const WORTH_A_THREAD: usize = 200_000;

/// How parts are run, and until when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Workers {
    pub(super) run: Run,
    pub(super) is_wanted: IsWanted,
}

impl Workers {
    pub(super) fn new(run: Run) -> Self {
        Self { run, is_wanted: || true }
    }

    /// What `work` gives for the parts of `0..n`, in order, which takes about so many nanoseconds in all. Parts begin at
    /// multiples of 64, where words of sets begin.
    pub(super) fn map<T: Send>(self, n: usize, nanoseconds: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
        if nanoseconds < WORTH_A_THREAD {
            return vec![work(0..n)];
        }
        let size = n.div_ceil(N_PARTS).next_multiple_of(64).max(64);
        let ranges = (0..n).step_by(size).map(|start| start..(start + size).min(n));
        let mut results: Vec<(Range<usize>, Option<T>)> = ranges.map(|range| (range, None)).collect();
        let work = &work;
        let mut parts: Vec<_> =
            results.iter_mut().map(|(range, result)| move || *result = Some(work(range.clone()))).collect();
        let mut parts: Vec<Part> = parts.iter_mut().map(|part| part as Part).collect();
        (self.run)(&mut parts);
        results.into_iter().filter_map(|(_, result)| result).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_all_of_it_in_order() {
        for n in [0, 1, 64, 1000, 30_007] {
            for nanoseconds in [0, WORTH_A_THREAD] {
                let parts = Workers::new(one_by_one).map(n, nanoseconds, |range| range);
                assert_eq!(parts.iter().cloned().flatten().collect::<Vec<_>>(), (0..n).collect::<Vec<_>>());
                assert!(parts.iter().all(|part| part.start % 64 == 0), "{parts:?}");
                assert!(nanoseconds > 0 || parts.len() == 1);
            }
        }
    }
}
