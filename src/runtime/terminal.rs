//! The terminal taken over and given back, and frames on it: one write each, and none before the last one is through.
//!
//! A terminal that takes nothing (a line that hangs, C-s) is not waited for: what it has not taken yet is kept
//! ([`Terminal::is_busy`]), so that keys and signals are heard meanwhile.
//!
//! [`restore`] is the one way back for return, error, panic and signals, and does nothing the second time. Between
//! [`Terminal::enter`] and it the terminal is in raw mode on its alternate screen, with bracketed paste and without a
//! cursor. Nothing is asked of the terminal that it would have to answer.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, BorrowedFd};

use crossterm::terminal;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use rustix::fs::{Mode, OFlags, open};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr, ttyname};

use super::paint::{ALL_SCROLL, Painter, Picture};
use crate::app::links::LinkPlace;

/// A screen of its own, no line that goes on in the next by itself, pastes marked as such, no cursor.
const ENTER: &str = "\x1b[?1049h\x1b[?7l\x1b[?2004h\x1b[?25l";
/// Ends what may have been cut off (a string, a frame), plain pen, all rows scroll, the last line where there is no
/// screen to come back to, no reports of the mouse, paste as keys, lines, cursor, the screen as it was.
const LEAVE: &str =
    "\x1b\\\x1b[?2026l\x1b[m\x1b[r\x1b[999H\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l";
/// Buttons and the wheel, not every movement; places in decimal numbers, which have no limit.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";
const BEGIN_FRAME: &[u8] = b"\x1b[?2026h";
const END_FRAME: &[u8] = b"\x1b[?2026l";
const CLEAR: &str = "\x1b[m\x1b[2J";
const SHOW_CURSOR: &str = "\x1b[?25h";
const HIDE_CURSOR: &str = "\x1b[?25l";

/// A picture of more cells is not drawn, whatever a terminal says about its size: 1000 × 1000.
const MOST_CELLS: u32 = 1_000_000;

/// What the terminal is used for besides text and keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manners {
    /// It follows links.
    pub links: bool,
    /// It reports clicks and the wheel.
    pub mouse: bool,
}

/// The terminal while it is ours.
#[derive(Debug)]
pub struct Terminal {
    /// Without the buffer of `std`, which would cut a frame at its line breaks.
    out: File,
    /// What it has not taken yet.
    unsent: Vec<u8>,
    manners: Manners,
    painter: Painter,
    shown: Picture,
    next: Picture,
    cursor: Option<Position>,
    /// Nothing is known about what the terminal shows.
    is_stale: bool,
}

/// What the terminal's keys come from, if standard output is one: standard input, or where a document is piped into
/// that, the terminal by its name.
pub fn keyboard(is_piped: bool) -> Option<File> {
    let keys = match is_piped {
        true => File::open("/dev/tty").ok()?,
        false => File::from(io::stdin().as_fd().try_clone_to_owned().ok()?),
    };
    (keys.is_terminal() && io::stdout().is_terminal()).then_some(keys)
}

/// The terminal's size, at least 1 × 1; 80 × 24 where it does not say.
pub fn size() -> Size {
    let (columns, rows) = terminal::size().ok().filter(|size| *size != (0, 0)).unwrap_or((80, 24));
    let (columns, rows) = (columns.max(1), rows.max(1));
    let most = u16::try_from(MOST_CELLS / u32::from(columns)).unwrap_or(u16::MAX);
    Size::new(columns, rows.min(most))
}

/// Standard output in a description of our own, which does not block: that of `std` is shared with the shell.
fn own_output() -> io::Result<File> {
    let stdout = io::stdout();
    let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let name = ttyname(&stdout, Vec::new());
    match name.and_then(|name| open(name, flags, Mode::empty())) {
        Ok(own) => Ok(File::from(own)),
        // another user's terminal, or that of another container
        Err(_) => Ok(File::from(stdout.as_fd().try_clone_to_owned()?)),
    }
}

/// Gives the terminal back as it was before [`Terminal::enter`]. Errors are of no use here: the terminal may be gone.
pub fn restore() {
    if terminal::is_raw_mode_enabled().unwrap_or(false) {
        let mut out = io::stdout();
        _ = out.write_all(LEAVE.as_bytes()).and_then(|()| out.flush());
        _ = terminal::disable_raw_mode();
    }
}

/// Gives the terminal back while `run` runs another program on it, and puts right afterwards what that one left of its
/// modes: one that crashes leaves it raw.
pub fn lend<K: AsFd, T>(keys: &mut K, run: impl FnOnce(&mut K) -> T) -> T {
    restore();
    let modes = tcgetattr(&*keys);
    let came = run(keys);
    if let Ok(modes) = modes {
        _ = tcsetattr(&*keys, OptionalActions::Now, &modes); // it may be gone
    }
    came
}

impl Terminal {
    /// Takes the terminal over; dropping the value gives it back.
    pub fn enter(manners: Manners) -> io::Result<Self> {
        let out = own_output()?;
        let empty = Picture::empty(Rect::ZERO);
        let mut terminal = Self {
            out,
            unsent: Vec::new(),
            manners,
            painter: Painter::default(),
            shown: empty.clone(),
            next: empty,
            cursor: None,
            is_stale: true,
        };
        terminal.resume()?;
        Ok(terminal)
    }

    /// Takes the terminal over again after [`restore`], whoever had it in between. The next frame is drawn whole.
    pub fn resume(&mut self) -> io::Result<()> {
        terminal::disable_raw_mode()?; // forgets what was the mode before, which may have changed
        terminal::enable_raw_mode()?;
        self.cursor = None;
        self.is_stale = true;
        self.unsent.clear(); // what was cut off ends with the next escape
        self.send(ENTER.as_bytes())?;
        if self.manners.mouse { self.send(MOUSE_ON) } else { Ok(()) }
    }

    /// What it is used for.
    pub fn manners(&self) -> Manners {
        self.manners
    }

    /// Uses it for other things from here on.
    pub fn set_manners(&mut self, manners: Manners) -> io::Result<()> {
        let before = std::mem::replace(&mut self.manners, manners);
        match (before.mouse, manners.mouse) {
            (false, true) => self.send(MOUSE_ON),
            (true, false) => self.send(MOUSE_OFF),
            _ => Ok(()),
        }
    }

    /// Draws the next frame whole.
    pub fn forget(&mut self) {
        self.is_stale = true;
    }

    /// Shows what `draw` draws with `links` in it, if it differs from what is shown, and the cursor. Nothing while a frame
    /// is on its way: the next one is the latest then.
    pub fn show(
        &mut self,
        size: Size,
        cursor: Option<Position>,
        links: &[LinkPlace],
        draw: impl FnOnce(&mut Buffer),
    ) -> io::Result<()> {
        if self.is_busy() {
            return Ok(());
        }
        self.fit(size);
        self.next.draw(links, draw);
        let cursor = cursor.filter(|at| self.next.area().contains(*at));
        let mut frame = Vec::new();
        if self.is_stale {
            self.shown = Picture::empty(self.next.area());
            self.painter = Painter::default();
            frame.extend_from_slice([ALL_SCROLL, CLEAR].concat().as_bytes());
        }
        frame.extend_from_slice(&self.painter.paint(&self.shown, &self.next));
        let is_painted = !frame.is_empty();
        frame.extend_from_slice(self.cursor_bytes(cursor, is_painted).as_bytes());
        if frame.is_empty() {
            return Ok(());
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        (self.cursor, self.is_stale) = (cursor, false);
        self.send(&[BEGIN_FRAME, &frame, END_FRAME].concat())
    }

    /// Sends what is not for the screen: the clipboard's sequences.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.unsent.extend_from_slice(bytes);
        self.flush()
    }

    /// Sends what the terminal takes now of what is still to be sent.
    pub fn flush(&mut self) -> io::Result<()> {
        let mut n_sent = 0;
        let sent = loop {
            let rest = &self.unsent[n_sent..];
            if rest.is_empty() {
                break Ok(());
            }
            match self.out.write(rest) {
                Ok(0) => break Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => n_sent += written,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        self.unsent.drain(..n_sent);
        sent
    }

    /// Whether something is still to be sent: [`Terminal::flush`] does it when [`Terminal::output`] takes more.
    pub fn is_busy(&self) -> bool {
        !self.unsent.is_empty()
    }

    /// Where it goes.
    pub fn output(&self) -> BorrowedFd<'_> {
        self.out.as_fd()
    }

    /// Begins to give the terminal back, in place of what it has not taken yet. It is ours until [`Terminal::left`].
    pub fn leave(&mut self) -> io::Result<()> {
        self.unsent.clear();
        self.send(LEAVE.as_bytes())
    }

    /// Ends that, whether or not the terminal has taken it.
    pub fn left(self) {
        _ = terminal::disable_raw_mode(); // it may be gone
    }

    fn fit(&mut self, size: Size) {
        let area = Rect::from((Position::ORIGIN, size));
        if self.shown.area() != area {
            self.shown = Picture::empty(area);
            self.next = Picture::empty(area);
            self.is_stale = true; // terminals move lines about when they are resized
        }
    }

    /// The cursor stands where something is typed; painting has moved it.
    fn cursor_bytes(&self, cursor: Option<Position>, is_painted: bool) -> String {
        let place = cursor.map(|at| format!("\x1b[{};{}H", at.y + 1, at.x + 1));
        match (self.cursor, cursor, place) {
            (None, Some(_), Some(place)) => format!("{place}{SHOW_CURSOR}"),
            (Some(was), Some(at), Some(place)) if was != at || is_painted => place,
            (Some(_), None, _) => HIDE_CURSOR.to_owned(),
            _ => String::new(),
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}
