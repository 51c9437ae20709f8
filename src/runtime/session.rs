//! The event loop: what happened goes into `update`, what it asks for is done (`perform`), and the picture is drawn
//! once for all that came together.

mod perform;

use std::collections::VecDeque;
use std::convert::Infallible;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use rustix::io::Errno;

use super::full_text::Teller;
use super::keys::{Begun, Decoder, Input};
use super::library::Keeper;
use super::preferences::Preferences;
use super::signals::{Call, Signals};
use super::surroundings::Surroundings;
use super::terminal::{self, Terminal};
use super::wait::{self, Awaited, Inbox, Post, Ready};
use super::{Draw, ExitReason, Options, RunError, clock};
use crate::app::links::links;
use crate::app::{Event, State, update};
use crate::config::{Chord, Stroke, Strokes};

/// The most that is read before drawing, in reads of what a terminal's queue holds: a held key or a paste is drawn
/// once, and an endless stream of keys still sometimes.
const READS_A_FRAME: usize = 64;

/// What can be nothing but a part of a key or of a report is waited for so long: what came apart on the way is there by then.
const PART_TIME: Duration = Duration::from_secs(1);

/// After a signal to leave, a terminal that takes nothing is waited for so long.
const LEAVE_TIME: Duration = Duration::from_millis(500);

/// While stories come in they are shown this often: to see them come is enough, and each time costs what all of them
/// cost.
const LISTING_TIME: Duration = Duration::from_millis(100);

/// A picture waits so long for a text that was asked for: mostly it is there within one, and no second picture is drawn.
const TEXT_TIME: Duration = Duration::from_millis(10);

/// A terminal queues 4096 bytes on Linux.
const READ_BYTES: usize = 4096;

/// What the system says to writing where nobody is at the other end any more.
const GONE: [Errno; 4] = [Errno::IO, Errno::PIPE, Errno::NXIO, Errno::NOTTY];

/// Everything that a running reader has.
pub struct Session {
    /// What is shown.
    pub state: State,
    /// What the user set.
    pub preferences: Preferences,
    /// What the command line asked for, which goes over the user's files.
    pub options: Options,
    /// How it is drawn.
    pub draw: Draw,
    /// Where it is drawn.
    pub terminal: Terminal,
    /// The user's keys.
    pub keys: Keys,
    /// What comes from the system.
    pub signals: Signals,
    /// What comes from workers.
    pub inbox: Inbox,
    /// Their way to us.
    pub post: Post,
    /// What is around us.
    pub around: Surroundings,
    /// When stories that had come were shown last.
    pub listed: Instant,
    /// What works while the reader reads.
    pub workers: Workers,
}

/// Threads that do what takes longer than a key may.
#[derive(Debug)]
pub struct Workers {
    /// What keeps the reader's marks, and asks sources.
    pub keeper: Option<Keeper>,
    /// What gives stories their full text.
    pub full_texts: Teller,
}

/// Standard input, and what of it is half a key.
#[derive(Debug)]
pub struct Keys {
    /// Standard input, unbuffered.
    pub source: File,
    /// Bytes to keys.
    pub decoder: Decoder,
    /// Keys to sequences.
    pub strokes: Strokes,
    /// When the last ones came.
    pub pressed: Instant,
}

impl Keys {
    /// How long still to wait for what may follow; `None` for as long as it takes.
    fn patience(&self, escape_time: Duration, sequence_time: Duration) -> Option<Duration> {
        let whole = match self.decoder.begun() {
            Some(Begun::MaybeKey) => Some(escape_time),
            Some(Begun::Part) => Some(PART_TIME),
            None => self.strokes.may_settle().then_some(sequence_time),
        };
        whole.map(|time| time.saturating_sub(self.pressed.elapsed()))
    }
}

/// Why the loop ends. It comes up through `?` from wherever it happens.
#[derive(Debug)]
enum End {
    Left(ExitReason),
    Failed(io::Error),
}

impl From<io::Error> for End {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

impl Session {
    /// Tells `first`, then runs until the user leaves or has to.
    ///
    /// # Errors
    /// Where the terminal fails, and has not just been closed; or what was done could not be kept.
    pub fn run(mut self, first: Vec<Event>) -> Result<ExitReason, RunError> {
        let is_gone = |error: &io::Error| Errno::from_io_error(error).is_some_and(|errno| GONE.contains(&errno));
        let Err(end) = self.turns(first);
        self.keep_all();
        let is_signal = matches!(end, End::Left(ExitReason::Signal(_)));
        _ = self.leave_terminal(is_signal.then_some(LEAVE_TIME)); // it may be gone
        let Self { workers, terminal, .. } = self;
        terminal.left(); // what takes longer is waited for in the shell
        match (workers.keeper.and_then(Keeper::close), end) {
            (_, End::Failed(error)) if !is_gone(&error) => Err(error.into()),
            (Some(why), _) => Err(RunError::NotKept(why)),
            (None, End::Failed(_)) => Ok(ExitReason::TerminalGone),
            (None, End::Left(reason)) => Ok(reason),
        }
    }

    /// Gives the terminal back, for which one that takes nothing is waited for: no longer than `at_most`, nor after a signal.
    fn leave_terminal(&mut self, at_most: Option<Duration>) -> io::Result<()> {
        self.terminal.leave()?;
        while self.terminal.is_busy() {
            if !wait::takes_more(self.terminal.output(), self.signals.socket(), at_most)? {
                let is_over =
                    at_most.is_some() || self.signals.calls().into_iter().any(|call| matches!(call, Call::Leave(_)));
                if is_over {
                    break;
                }
            }
            self.terminal.flush()?;
        }
        Ok(())
    }

    /// Keeps what nobody has asked to be kept yet: how far the story is read that is left now.
    fn keep_all(&mut self) {
        self.state.note_place();
        if let Some(keeper) = &self.workers.keeper {
            let untold = std::mem::take(&mut self.state.news.untold);
            untold.into_iter().for_each(|(article, change)| keeper.writer().keep_reading(article, change));
        }
    }

    fn turns(&mut self, first: Vec<Event>) -> Result<Infallible, End> {
        self.tell_all(first)?;
        loop {
            if self.state.results.late.is_some() {
                self.tell(Event::Unanswered)?;
            }
            if self.until_listing() == Some(Duration::ZERO) {
                self.tell(Event::Loaded(Vec::new()))?;
                self.listed = Instant::now();
            }
            self.await_text()?;
            self.show()?;
            self.look_ahead()?;
            self.turn()?;
        }
    }

    /// Waits a moment for the text of the story in the reader, if it is on its way and no key waits.
    fn await_text(&mut self) -> Result<(), End> {
        let until = Instant::now() + TEXT_TIME;
        loop {
            let State { reader, news, .. } = &self.state;
            let left = until.saturating_duration_since(Instant::now());
            if !reader.story.is_some_and(|story| news.texts.is_asked(story)) || left.is_zero() {
                return Ok(());
            }
            let ready = self.wait(Some(left))?;
            if ready.keys || ready.signals || ready.gone {
                return Ok(());
            }
            self.take(ready)?;
        }
    }

    fn show(&mut self) -> io::Result<()> {
        let (state, theme, draw) = (&self.state, &self.preferences.theme, self.draw);
        let links = if self.terminal.manners().links { links(state) } else { Vec::new() };
        self.terminal.show(state.screen.size, state.cursor(), &links, |buffer| draw(state, theme, buffer))
    }

    /// Does beforehand what the next key may ask for, as long as nobody waits.
    fn look_ahead(&mut self) -> io::Result<()> {
        while self.wait(Some(Duration::ZERO))? == Ready::default() && self.state.look_ahead() {}
        Ok(())
    }

    /// How long until stories that have come are to be shown; the first ones are at once.
    fn until_listing(&self) -> Option<Duration> {
        let news = &self.state.news;
        let waits = if news.store.is_empty() { Duration::ZERO } else { LISTING_TIME };
        (!news.arrived.is_empty()).then(|| waits.saturating_sub(self.listed.elapsed()))
    }

    /// Waits, and does all that has come; what a key asks for is drawn before more stories are taken in.
    fn turn(&mut self) -> Result<(), End> {
        let patience = self.patience();
        let mut ready = self.wait(patience.into_iter().chain(self.until_listing()).min())?;
        if !ready.keys && self.patience() == Some(Duration::ZERO) {
            self.settle()?;
        }
        if ready == Ready::default() {
            return Ok(());
        }
        self.tell_the_day()?;
        let (mut is_answered, mut has_news) = (false, false);
        for _ in 0..READS_A_FRAME {
            if ready.keys && has_news {
                break; // a key is meant for what is seen: "all read" for those rows and no others
            }
            is_answered |= ready.keys || ready.signals;
            has_news |= ready.events;
            self.take(ready)?;
            let more = if is_answered { Duration::ZERO } else { self.until_listing().unwrap_or_default() };
            ready = self.wait(Some(more))?;
            let is_load = !ready.keys && !ready.signals && !ready.gone;
            if ready == Ready::default() || is_answered && is_load {
                break;
            }
        }
        Ok(())
    }

    fn patience(&self) -> Option<Duration> {
        self.keys.patience(self.preferences.escape_time(&self.around), self.preferences.config.typing.sequence_time)
    }

    fn wait(&self, at_most: Option<Duration>) -> io::Result<Ready> {
        let Self { keys, signals, inbox, terminal, .. } = self;
        let output = terminal.is_busy().then(|| terminal.output());
        wait::wait(Awaited { keys: keys.source.as_fd(), signals: signals.socket(), inbox, output }, at_most)
    }

    /// A reader may be left open overnight.
    fn tell_the_day(&mut self) -> Result<(), End> {
        let today = clock::today();
        if today == self.state.results.today {
            return Ok(());
        }
        self.tell(Event::Today(today))
    }

    fn take(&mut self, ready: Ready) -> Result<(), End> {
        if ready.gone {
            return Err(End::Left(ExitReason::TerminalGone));
        }
        if ready.signals {
            self.take_signals()?;
        }
        if ready.keys {
            self.take_keys()?;
        }
        if ready.output {
            self.terminal.flush()?;
        }
        if ready.events {
            let event = self.inbox.take()?;
            self.tell_all(event)?;
        }
        Ok(())
    }

    fn take_signals(&mut self) -> Result<(), End> {
        for call in self.signals.calls() {
            match call {
                Call::Leave(signal) => return Err(End::Left(ExitReason::Signal(signal))),
                Call::Stop => self.suspend(Signals::stop_alone)?,
                Call::Continue => self.come_back()?,
                Call::Resize => self.tell(Event::Resized(terminal::size()))?,
            }
        }
        Ok(())
    }

    fn take_keys(&mut self) -> Result<(), End> {
        let mut bytes = [0; READ_BYTES];
        match self.keys.source.read(&mut bytes) {
            Ok(0) => Err(End::Left(ExitReason::TerminalGone)),
            Ok(n) => {
                self.keys.pressed = Instant::now();
                let inputs = self.keys.decoder.feed(&bytes[..n]);
                self.press(inputs)
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock) => Ok(()),
            Err(_) => Err(End::Left(ExitReason::TerminalGone)),
        }
    }

    /// Nothing more came: an escape was the key, the first key of a sequence stands alone.
    fn settle(&mut self) -> Result<(), End> {
        if self.keys.decoder.begun().is_some() {
            let inputs = self.keys.decoder.settle();
            return self.press(inputs);
        }
        let action = self.keys.strokes.settle(&self.preferences.keymap, &self.state.key_layers());
        action.map_or(Ok(()), |action| self.tell(Event::Act(action)))
    }

    /// Each key is looked up when its turn has come: the one before may have opened a prompt.
    fn press(&mut self, inputs: Vec<Input>) -> Result<(), End> {
        for input in inputs {
            match input {
                Input::Key(chord) => self.press_key(chord)?,
                Input::Mouse(mouse) if self.terminal.manners().mouse => self.tell(Event::Mouse(mouse))?,
                Input::Mouse(_) => {}
                Input::Paste(text) if self.state.takes_text() => self.tell(Event::Pasted(text))?,
                Input::Paste(_) => {}
            }
        }
        Ok(())
    }

    fn press_key(&mut self, chord: Chord) -> Result<(), End> {
        loop {
            let action = match self.keys.strokes.press(&self.preferences.keymap, &self.state.key_layers(), chord) {
                Stroke::Waits => return Ok(()),
                Stroke::Whole(Some(action)) => return self.tell(Event::Act(action)),
                Stroke::Whole(None) => break,
                Stroke::Before(action) => action,
            };
            action.map_or(Ok(()), |action| self.tell(Event::Act(action)))?;
        }
        match chord.typed().filter(|_| self.state.takes_text()) {
            Some(typed) => self.tell(Event::Typed(typed)),
            None => Ok(()),
        }
    }

    fn tell_all(&mut self, events: impl IntoIterator<Item = Event>) -> Result<(), End> {
        events.into_iter().try_for_each(|event| self.tell(event))
    }

    /// Tells the state an event, and does what it asks for, the outcomes of which it is told as well.
    fn tell(&mut self, event: Event) -> Result<(), End> {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            for effect in update(&mut self.state, event) {
                events.extend(self.perform(effect)?);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_key_waits_as_long_as_is_set() {
        let source = File::open("/dev/null").unwrap();
        let pressed = Instant::now() + Duration::from_secs(60); // nothing of the wait is over
        let mut keys = Keys { source, decoder: Decoder::default(), strokes: Strokes::default(), pressed };
        let [escape, sequence] = [70, 800].map(Duration::from_millis);
        assert_eq!(keys.patience(escape, sequence), None);
        let keymap = crate::config::Keymap::bundled();
        keys.strokes.press(&keymap, &[crate::app::action::KeyLayer::Global], "g".parse().unwrap());
        assert_eq!(keys.patience(escape, sequence), Some(sequence));
        keys.decoder.feed(b"\x1b");
        assert_eq!(keys.patience(escape, sequence), Some(escape));
        keys.decoder.feed(b"[");
        assert_eq!(keys.patience(escape, sequence), Some(PART_TIME));
    }
}
