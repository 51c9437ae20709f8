//! Sources asked anew: many at the same time, few of one host, each ended within its limits.
//!
//! Workers ask (`queue` says whom next) and hand what they got to as many importers as there are cores, which unpack and
//! read it. Each document is told as it comes, then how its source ended. A source that makes an importer fail costs
//! itself alone.

mod ask;
pub mod background;
pub mod expire;
pub mod folders;
pub mod full;
mod import;
pub mod keep;
mod queue;
pub mod schedule;

pub use ask::{Input, Order, What};
pub use import::Arrived;

use std::fmt;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::fetch::{Client, FetchError, Supplies, Validators};
use super::load::Loader;
use crate::import::Problem;
use crate::library::SourceId;
use crate::text::Address;
use queue::Queue;

/// Requests at the same time. Nearly all of a request's time is waiting, and some servers let one wait long.
const N_WORKERS: usize = 32;

/// What is told and not yet taken: enough that nobody waits while what came before is written to a disk.
const N_TOLD: usize = 64;

/// What is told at a time at most, beside the first.
const MOST_TOLD: usize = 255;

/// When nothing has come for so long, whoever keeps something back may tell it: sooner than a reader becomes impatient.
const QUIET_TIME: Duration = Duration::from_millis(200);

/// What happens to a source.
#[derive(Debug)]
pub enum Told {
    /// It is being asked.
    Begun(SourceId),
    /// One of its documents came.
    Arrived(SourceId, Box<Arrived>),
    /// It was asked, and there is no more to come.
    Ended(SourceId, Ending),
}

/// How asking a source ended.
#[derive(Debug)]
pub enum Ending {
    /// All of its documents came.
    Done {
        /// The address that it has from now on.
        moved: Option<Address>,
        /// What to ask with the next time.
        validators: Validators,
        /// What was wrong beside the documents' own problems.
        troubles: Vec<Problem>,
    },
    /// It is as it was.
    Unchanged {
        /// The address that it has from now on.
        moved: Option<Address>,
    },
    /// It could not be asked, or what it gave could not be read.
    Failed(Failed),
}

/// Why asking a source failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// In words.
    pub why: String,
    /// What the user can do; empty where waiting is all.
    pub advice: &'static str,
    /// When it can be asked again.
    pub patience: Patience,
}

/// When a source that failed can be asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// At any time: nobody was bothered, or nobody else is concerned.
    None,
    /// Seldom: its server has a fault.
    Some,
    /// More seldom: nothing will change by itself.
    Much,
    /// Not before the server says.
    Asked(Duration),
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.advice {
            "" => write!(f, "{}", self.why),
            advice => write!(f, "{}; {advice}", self.why),
        }
    }
}

impl From<&FetchError> for Failed {
    fn from(error: &FetchError) -> Self {
        let patience = match error {
            _ if error.retry_after().is_some() => Patience::Asked(error.retry_after().unwrap_or_default()),
            FetchError::NoHost(_) | FetchError::Connect(_) | FetchError::Secret(_) | FetchError::Stopped => {
                Patience::None
            }
            error if error.may_pass() => Patience::Some,
            _ => Patience::Much,
        };
        Self { why: error.to_string(), advice: error.advice(), patience }
    }
}

/// What all workers share.
struct Round<'r> {
    orders: &'r [Order],
    queue: Mutex<Queue>,
    freed: Condvar,
    supplies: &'r Supplies,
}

/// Asks all of them, and tells what comes of it, as much as has come, until all are done or `supplies.stop` is asked for;
/// those that are stopped are not told to have ended. Nothing is told where for a while nothing has come.
pub fn run(orders: &[Order], loader: &Loader, supplies: &Supplies, mut tell: impl FnMut(Vec<Told>)) {
    let n_importers = thread::available_parallelism().map_or(2, usize::from).min(orders.len().max(1));
    let queue = Queue::new(orders.iter().map(Order::host));
    let round = Round { orders, queue: Mutex::new(queue), freed: Condvar::new(), supplies };
    let (give, got) = mpsc::sync_channel(n_importers);
    let (teller, told) = mpsc::sync_channel(N_TOLD);
    let got = Mutex::new(got);
    thread::scope(|scope| {
        for _ in 0..N_WORKERS.min(orders.len()) {
            let (give, teller, round) = (give.clone(), teller.clone(), &round);
            scope.spawn(move || round.work(&give, &teller));
        }
        for _ in 0..n_importers {
            let (teller, got) = (teller.clone(), &got);
            scope.spawn(move || import_all(got, loader, supplies, &teller));
        }
        drop((give, teller));
        loop {
            match told.recv_timeout(QUIET_TIME) {
                Ok(first) => tell(std::iter::once(first).chain(told.try_iter().take(MOST_TOLD)).collect()),
                Err(RecvTimeoutError::Timeout) => tell(Vec::new()),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
    });
}

impl Round<'_> {
    /// Asks one source after the other.
    fn work(&self, give: &SyncSender<(SourceId, Input)>, teller: &SyncSender<Told>) {
        let mut client = None;
        while let Some(at) = self.next() {
            let order = &self.orders[at];
            // when nobody listens any more, the rest is in vain
            let is_heard = teller.send(Told::Begun(order.source)).is_ok();
            let input = is_heard.then(|| {
                let client = client.get_or_insert_with(|| Client::new(self.supplies.clone()));
                order.ask(client, self.supplies)
            });
            self.queue().done(at);
            self.freed.notify_all();
            let is_taken = input.is_some_and(|input| give.send((order.source, input)).is_ok());
            if !is_taken {
                return;
            }
        }
    }

    /// Whom to ask next; waits while all hosts that are left have enough to do.
    fn next(&self) -> Option<usize> {
        let mut queue = self.queue();
        loop {
            if self.supplies.stop.is_asked() || queue.is_empty() {
                return None;
            }
            if let Some(at) = queue.next() {
                return Some(at);
            }
            queue = self.freed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads what was got until there is no more.
fn import_all(
    got: &Mutex<Receiver<(SourceId, Input)>>,
    loader: &Loader,
    supplies: &Supplies,
    teller: &SyncSender<Told>,
) {
    let next = || got.lock().unwrap_or_else(PoisonError::into_inner).recv().ok();
    while let Some((source, input)) = next() {
        let mut arrived = |arrived| teller.send(Told::Arrived(source, Box::new(arrived))).is_ok();
        let ending = import::import(input, loader, &supplies.stop, &mut arrived);
        let is_heard = ending.is_none_or(|ending| teller.send(Told::Ended(source, ending)).is_ok());
        if !is_heard {
            return;
        }
    }
}
