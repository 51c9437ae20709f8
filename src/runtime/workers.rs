//! Work of the store on the cores that there are, for as long as somebody waits for it.

use std::io;
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

/// Whether no key waits on standard input. What cannot be told is no key.
pub fn no_key_waits() -> bool {
    !wait::has_input(io::stdin(), Duration::ZERO).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

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
