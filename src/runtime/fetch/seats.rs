//! Room for large bodies: most feeds are small and need none; those that are not take turns, so that memory stays within
//! bounds whatever many servers send at once.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Instant;

/// Bytes that a body may have without a seat. Nine of ten feeds have less.
pub const SMALL: usize = 256 << 10;

/// Bodies that may be large at the same time.
const N_SEATS: usize = 2;

/// Where large bodies wait for their turn.
#[derive(Clone, Debug)]
pub struct Seats {
    room: Arc<Room>,
}

#[derive(Debug)]
struct Room {
    free: Mutex<usize>,
    left: Condvar,
}

/// The right to be large, given back when it is dropped.
#[derive(Debug)]
pub struct Seat {
    room: Arc<Room>,
}

impl Default for Seats {
    fn default() -> Self {
        Self { room: Arc::new(Room { free: Mutex::new(N_SEATS), left: Condvar::new() }) }
    }
}

impl Seats {
    /// A seat, as soon as one is free; none where that is not before `deadline`.
    pub fn take(&self, deadline: Instant) -> Option<Seat> {
        let mut free = self.room.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            let time = deadline.checked_duration_since(Instant::now())?;
            (free, _) = self.room.left.wait_timeout(free, time).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        Some(Seat { room: Arc::clone(&self.room) })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        *self.room.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.room.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_that_is_given_back_is_free() {
        let seats = Seats::default();
        let now = Instant::now();
        let taken: Vec<Seat> = (0..N_SEATS).filter_map(|_| seats.take(now)).collect();
        assert_eq!(taken.len(), N_SEATS);
        assert!(seats.take(now).is_none());
        drop(taken);
        assert!(seats.take(now).is_some());
    }
}
