//! The one place where the program waits: for keys, signals and what workers have to tell, all in one `poll`.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::app::Event;

/// Events that wait to be taken at most; who tells more waits, so that a load is never far ahead of the screen.
const MOST_WAITING: usize = 16;

/// What is ready.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ready {
    /// Keys can be read.
    pub keys: bool,
    /// The terminal is gone, and no keys are left to read.
    pub gone: bool,
    /// Signals have come.
    pub signals: bool,
    /// Workers have told something.
    pub events: bool,
    /// More can be written.
    pub output: bool,
}

/// Where events of workers arrive.
#[derive(Debug)]
pub struct Inbox {
    events: Receiver<Event>,
    woken: PipeReader,
}

/// Tells events from any thread.
#[derive(Clone, Debug)]
pub struct Post {
    events: SyncSender<Event>,
    wake: Arc<PipeWriter>,
}

/// An inbox and the post that brings things there.
pub fn channel() -> io::Result<(Post, Inbox)> {
    let (sender, events) = mpsc::sync_channel(MOST_WAITING);
    let (woken, wake) = io::pipe()?;
    Ok((Post { events: sender, wake: Arc::new(wake) }, Inbox { events, woken }))
}

impl Post {
    /// Tells an event, which may wait for others to be taken; whether anybody still listens.
    pub fn send(&self, event: Event) -> bool {
        self.events.send(event).is_ok() && (&*self.wake).write_all(&[0]).is_ok()
    }
}

impl Inbox {
    /// The first event that has arrived. Call it when [`Ready::events`].
    pub fn take(&mut self) -> io::Result<Option<Event>> {
        // one byte for each event
        let _woken = self.woken.read(&mut [0])?;
        Ok(self.events.try_recv().ok())
    }

    /// The next event, for tests that have nothing else to wait for.
    #[cfg(test)]
    pub fn next(&self) -> Event {
        self.events.recv_timeout(Duration::from_secs(10)).expect("an event")
    }
}

/// What is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Awaited<'f> {
    /// What the keys come from.
    pub keys: BorrowedFd<'f>,
    /// What signals come from.
    pub signals: &'f UnixStream,
    /// What workers tell.
    pub inbox: &'f Inbox,
    /// What is to be written to, if anything is.
    pub output: Option<BorrowedFd<'f>>,
}

/// Sleeps until something is ready, or for `at_most`.
pub fn wait(awaited: Awaited, at_most: Option<Duration>) -> io::Result<Ready> {
    let Awaited { keys, signals, inbox, output } = awaited;
    let out = output.map_or((keys, PollFlags::empty()), |output| (output, PollFlags::OUT));
    let input = |fd| (fd, PollFlags::IN);
    let fds = [input(keys), input(signals.as_fd()), input(inbox.woken.as_fd()), out];
    let [keys, signals, woken, out] = poll_all(fds, at_most)?;
    let has_keys = keys.contains(PollFlags::IN);
    Ok(Ready {
        keys: has_keys,
        gone: !has_keys && keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
        signals: signals.contains(PollFlags::IN),
        events: woken.contains(PollFlags::IN),
        output: output.is_some() && !out.is_empty(),
    })
}

/// Sleeps until `out` takes more, a signal has come, or for `at_most`; whether it is the first.
pub fn takes_more(out: BorrowedFd, signals: &UnixStream, at_most: Option<Duration>) -> io::Result<bool> {
    let [out, _] = poll_all([(out, PollFlags::OUT), (signals.as_fd(), PollFlags::IN)], at_most)?;
    Ok(!out.is_empty())
}

/// Sleeps until `one` can be read, or has ended, or a signal has come; whether it is the former.
pub fn is_readable(one: impl AsFd, signals: &UnixStream) -> io::Result<bool> {
    let [one, _] = poll_all([(one.as_fd(), PollFlags::IN), (signals.as_fd(), PollFlags::IN)], None)?;
    Ok(!one.is_empty())
}

/// Whether `one` can be read within a time, or at all.
pub fn has_input(one: impl AsFd, at_most: Option<Duration>) -> io::Result<bool> {
    let [one] = poll_all([(one.as_fd(), PollFlags::IN)], at_most)?;
    Ok(one.contains(PollFlags::IN))
}

/// What is up with each; nothing where a signal came in between.
fn poll_all<const N: usize>(
    fds: [(BorrowedFd, PollFlags); N],
    at_most: Option<Duration>,
) -> io::Result<[PollFlags; N]> {
    let timeout = at_most.and_then(|time| Timespec::try_from(time).ok());
    let mut fds = fds.map(|(fd, flags)| PollFd::from_borrowed_fd(fd, flags));
    match poll(&mut fds, timeout.as_ref()) {
        Ok(_) => Ok(fds.map(|fd| fd.revents())),
        Err(rustix::io::Errno::INTR) => Ok([PollFlags::empty(); N]),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Notice;

    const SOON: Option<Duration> = Some(Duration::from_secs(10));

    #[test]
    fn a_worker_wakes_the_sleeper() {
        let (post, mut inbox) = channel().unwrap();
        let (keys, _user) = UnixStream::pair().unwrap();
        let (signals, _kernel) = UnixStream::pair().unwrap();
        let teller = std::thread::spawn(move || post.send(Event::Told(Notice::done("done"))));
        let awaited = |inbox| wait(Awaited { keys: keys.as_fd(), signals: &signals, inbox, output: None }, SOON);
        let ready = awaited(&inbox).unwrap();
        assert_eq!(ready, Ready { events: true, ..Ready::default() });
        assert!(teller.join().unwrap());
        assert_eq!(inbox.take().unwrap(), Some(Event::Told(Notice::done("done"))));
        let output = Some(signals.as_fd());
        let ready = wait(Awaited { keys: keys.as_fd(), signals: &signals, inbox: &inbox, output }, SOON).unwrap();
        assert_eq!(ready, Ready { output: true, ..Ready::default() });
    }

    #[test]
    fn a_lost_terminal_is_noticed_after_its_last_keys() {
        let (_post, inbox) = channel().unwrap();
        let (keys, mut user) = UnixStream::pair().unwrap();
        let (signals, _kernel) = UnixStream::pair().unwrap();
        user.write_all(b"j").unwrap();
        drop(user);
        let awaited = Awaited { keys: keys.as_fd(), signals: &signals, inbox: &inbox, output: None };
        let ready = || wait(awaited, SOON).unwrap();
        assert!(ready().keys && !ready().gone);
    }
}
