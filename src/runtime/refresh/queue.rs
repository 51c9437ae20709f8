//! Whom to ask next: each host in turn, and at most two requests at a time of one.

use std::collections::{HashMap, VecDeque};

/// Requests at the same time to one host: what is polite, and what browsers did when servers were small.
pub const MOST_AT_ONCE: usize = 2;

/// Orders by their positions, and which of them wait for whom.
#[derive(Debug)]
pub struct Queue {
    hosts: Vec<Host>,
    host_of: Vec<usize>,
    /// Hosts that have something to ask and few enough under way.
    ready: VecDeque<usize>,
    n_waiting: usize,
}

#[derive(Debug, Default)]
struct Host {
    waiting: VecDeque<usize>,
    n_active: usize,
}

impl Queue {
    /// All orders, by the host of each.
    pub fn new(hosts_of: impl Iterator<Item = String>) -> Self {
        let mut known = HashMap::new();
        let (mut hosts, mut host_of): (Vec<Host>, Vec<usize>) = (Vec::new(), Vec::new());
        for (at, name) in hosts_of.enumerate() {
            let host = *known.entry(name).or_insert(hosts.len());
            if host == hosts.len() {
                hosts.push(Host::default());
            }
            hosts[host].waiting.push_back(at);
            host_of.push(host);
        }
        Self { ready: (0..hosts.len()).collect(), n_waiting: host_of.len(), hosts, host_of }
    }

    /// Whether nobody is left to be asked.
    pub fn is_empty(&self) -> bool {
        self.n_waiting == 0
    }

    /// Whom to ask now; nobody while all hosts that are left have enough to do.
    pub fn next(&mut self) -> Option<usize> {
        let at = self.ready.pop_front()?;
        let host = &mut self.hosts[at];
        let order = host.waiting.pop_front()?;
        host.n_active += 1;
        self.n_waiting -= 1;
        if host.is_ready() {
            self.ready.push_back(at);
        }
        Some(order)
    }

    /// The order was asked.
    pub fn done(&mut self, order: usize) {
        let at = self.host_of[order];
        let host = &mut self.hosts[at];
        let was_ready = host.is_ready();
        host.n_active -= 1;
        if host.is_ready() && !was_ready {
            self.ready.push_back(at);
        }
    }
}

impl Host {
    fn is_ready(&self) -> bool {
        self.n_active < MOST_AT_ONCE && !self.waiting.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_take_turns_and_have_two_at_a_time() {
        let mut queue = Queue::new(["a", "a", "a", "b", "a"].into_iter().map(str::to_owned));
        let taken: Vec<_> = std::iter::from_fn(|| queue.next()).collect();
        assert_eq!(taken, [0, 3, 1]);
        assert!(!queue.is_empty());
        queue.done(3);
        assert_eq!(queue.next(), None);
        queue.done(0);
        assert_eq!((queue.next(), queue.next()), (Some(2), None));
        queue.done(1);
        queue.done(2);
        assert_eq!((queue.next(), queue.next()), (Some(4), None));
        assert!(queue.is_empty());
        queue.done(4);
        assert_eq!(queue.next(), None);
    }
}
