//! Signals as bytes on a socket, to be waited for together with keys and documents.

use std::io;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rustix::process::{self, Signal};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use signal_hook::{flag, low_level};

/// The signals that mean something to a program on a screen.
const CAUGHT: [i32; 7] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH];

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// Leave: the signal's number.
    Leave(i32),
    /// To the shell, asked for from outside.
    Stop,
    /// Back from there.
    Continue,
    /// The window has another size.
    Resize,
}

/// Catches signals from its making on.
pub struct Signals {
    delivery: SignalDelivery<UnixStream, SignalOnly>,
}

impl Signals {
    /// Starts to catch.
    pub fn new() -> io::Result<Self> {
        let (read, write) = UnixStream::pair()?;
        Ok(Self { delivery: SignalDelivery::with_pipe(read, write, SignalOnly, CAUGHT)? })
    }

    /// Readable when a signal has come.
    pub fn socket(&self) -> &UnixStream {
        self.delivery.get_read()
    }

    /// What has come since the last time.
    pub fn calls(&mut self) -> Vec<Call> {
        self.delivery.pending().map(call).collect()
    }

    /// Stops the program as the terminal's own suspend key would, and returns when it goes on.
    pub fn stop(&mut self) {
        // those that wait for us (cargo, a script) stop too, else no shell gets the terminal
        _ = process::kill_current_process_group(Signal::TSTP);
        self.stop_alone();
    }

    /// The same where the sender has stopped the others.
    pub fn stop_alone(&mut self) {
        _ = low_level::emulate_default_handler(SIGTSTP);
        // our own call to stop and the one to go on have done their work
        let left: Vec<i32> = self.delivery.pending().filter(|signal| matches!(call(*signal), Call::Leave(_))).collect();
        left.into_iter().for_each(Self::again);
    }

    /// Whether a signal ends us also while another program has the terminal: not those that its keys send.
    pub fn is_final(signal: i32) -> bool {
        !matches!(signal, SIGINT | SIGQUIT)
    }

    /// Lets a signal come once more, for who waits next.
    pub fn again(signal: i32) {
        _ = low_level::raise(signal);
    }
}

/// From now on a file that may not become any larger (`ulimit -f`) is a failed write, which is told, and not our end.
pub fn outlive_full_files() {
    // where it cannot be caught, it ends us as before
    let _ = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

fn call(signal: i32) -> Call {
    match signal {
        SIGTSTP => Call::Stop,
        SIGCONT => Call::Continue,
        SIGWINCH => Call::Resize,
        signal => Call::Leave(signal),
    }
}

/// Whether a shell waits in front of us: else nobody would notice that we have stopped. It is the parent of our
/// process group, in the same session. Where that cannot be known, there is one.
pub fn has_shell() -> bool {
    let Some(ours) = Process::read("self") else { return true };
    let mut parent = ours.parent;
    while let Some(process) = Process::read(&parent.to_string()) {
        if process.session != ours.session || process.group != ours.group {
            return process.session == ours.session;
        }
        parent = process.parent;
    }
    false
}

/// A line of Linux's table of processes. Not by `getsid` and the like: in a container those answer 0 for what is
/// outside of it, which rustix takes for impossible.
#[derive(Debug, PartialEq, Eq)]
struct Process {
    parent: u32,
    group: u32,
    session: u32,
}

impl Process {
    /// `None` where there is no such process, or no such table.
    fn read(id: &str) -> Option<Self> {
        Self::parse(&std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?)
    }

    /// From the fourth field on; the second, in parentheses, may hold anything.
    fn parse(stat: &str) -> Option<Self> {
        let (_, rest) = stat.rsplit_once(')')?;
        let mut numbers = rest.split_whitespace().skip(1).map_while(|field| field.parse().ok());
        Some(Self { parent: numbers.next()?, group: numbers.next()?, session: numbers.next()? })
    }
}

#[cfg(test)]
mod tests {
    use super::Process;

    #[test]
    fn a_name_may_look_like_fields_and_what_is_outside_a_container_is_zero() {
        let stat = "33 (a) S 1 (x) S 0 33 0 34816 33 4194304";
        assert_eq!(Process::parse(stat), Some(Process { parent: 0, group: 33, session: 0 }));
        assert_eq!(Process::parse("33 (sh) S"), None);
    }
}
