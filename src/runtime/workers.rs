//! Work on the cores that there are: that of the store, for as long as somebody waits for it, and that of loading.

use std::io;
use std::num::NonZero;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;
use std::time::Duration;

use super::wait;
use crate::store::parts::Part;

/// Runs every part at the same time as the others, the first one here. A panic in one of them comes through.
pub fn at_once(parts: &mut [Part]) {
    let Some((first, rest)) = parts.split_first_mut() else { return };
    thread::scope(|scope| {
        rest.iter_mut().for_each(|part| _ = scope.spawn(part));
        first();
    });
}

/// Workers of a load at most: more would wait for the one that takes in what they did.
const MOST_WORKERS: usize = 8;

/// Does `work` on every task, on as many threads as there are cores, and gives `take` what came of each in the order of
/// the tasks, until it wants no more; whether it does. A worker has at most two tasks and two outcomes waiting.
pub fn in_order<T: Send, R: Send>(
    tasks: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> bool,
) -> bool {
    let n_workers = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_WORKERS);
    let work = &work;
    thread::scope(|scope| {
        let (mut inputs, mut outputs): (Vec<SyncSender<T>>, Vec<Receiver<R>>) = (Vec::new(), Vec::new());
        for _ in 0..n_workers {
            let (input, tasks) = mpsc::sync_channel(1);
            let (output, done) = mpsc::sync_channel(1);
            scope.spawn(move || {
                give_way();
                tasks.into_iter().map(work).all(|outcome| output.send(outcome).is_ok())
            });
            inputs.push(input);
            outputs.push(done);
        }
        // in turn, so that what they did comes back in turn
        scope.spawn(move || tasks.zip(inputs.iter().cycle()).all(|(task, input)| input.send(task).is_ok()));
        outputs.iter().cycle().map_while(|done| done.recv().ok()).all(&mut take)
    })
}

/// Lets the thread that draws go first where both want the same core. Where it cannot, nothing is lost.
fn give_way() {
    // elsewhere it is the whole process that would give way
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(5);
}

/// Whether no key waits on standard input. What cannot be told is no key.
pub fn no_key_waits() -> bool {
    !wait::has_input(io::stdin(), Some(Duration::ZERO)).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_come_back_in_order() {
        let slow_at_times = |n: usize| {
            (0..n % 7 * 1000).for_each(|i| _ = std::hint::black_box(i));
            n * n
        };
        let mut done = Vec::new();
        assert!(in_order(0..100, slow_at_times, |square| {
            done.push(square);
            true
        }));
        assert_eq!(done, (0..100).map(|n| n * n).collect::<Vec<_>>());
        let mut n_taken = 0;
        let goes_on = in_order(0.., slow_at_times, |_| {
            n_taken += 1;
            n_taken < 10
        });
        assert!(!goes_on && n_taken == 10);
    }

    #[test]
    fn every_part_is_run_once() {
        let mut runs = [0; 5];
        let mut parts: Vec<_> = runs.iter_mut().map(|n_runs| move || *n_runs += 1).collect();
        let mut parts: Vec<Part> = parts.iter_mut().map(|part| part as Part).collect();
        at_once(&mut parts);
        at_once(&mut []);
        drop(parts);
        assert_eq!(runs, [1; 5]);
    }
}
