//! The real program in a pseudo-terminal: keys go in, the screen that a person would see comes out.
//!
//! Its environment is empty but for what a terminal gives, and its home is a folder of its own, so that neither the
//! machine nor the user's files change what is seen.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use newsdesk::app::hints::Hint;
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// No byte for this long: the program waits for a key. Idle, it sends none at all.
const QUIET: Duration = Duration::from_millis(200);
/// A key that changes something is answered in this time on the busiest machine; one that does not costs it.
const ANSWER: Duration = Duration::from_secs(2);
/// Longer than the slowest machine takes for anything; then the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A terminal with newsdesk in it. Dropped, it ends the program.
pub struct Terminal {
    parser: vt100::Parser,
    received: Vec<u8>,
    bytes: Receiver<(Instant, Vec<u8>)>,
    last: Instant,
    keyboard: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    home: TempDir,
}

impl Terminal {
    /// Starts newsdesk with `args` in a window of `(columns, rows)`.
    pub fn start((columns, rows): (u16, u16), args: &[&str]) -> Self {
        Self::start_with((columns, rows), args, &[])
    }

    /// As [`Terminal::start`], with more in the environment.
    pub fn start_with(window: (u16, u16), args: &[&str], env: &[(&str, &str)]) -> Self {
        Self::start_program(Path::new(env!("CARGO_BIN_EXE_newsdesk")), window, args, env)
    }

    /// As [`Terminal::start_with`], with another program.
    pub fn start_program(program: &Path, (columns, rows): (u16, u16), args: &[&str], env: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().expect("a folder for the program's home");
        remember_hints(home.path());
        let pty = native_pty_system().openpty(size(columns, rows)).expect("a pseudo-terminal");
        let child = pty.slave.spawn_command(command(program, home.path(), args, env)).expect("the program starts");
        Self {
            parser: vt100::Parser::new(cells(rows), cells(columns), 0),
            received: Vec::new(),
            last: Instant::now(),
            bytes: reading(pty.master.try_clone_reader().expect("a reader")),
            keyboard: pty.master.take_writer().expect("a writer"),
            master: pty.master,
            child,
            home,
        }
    }

    /// Types, and waits until the program has answered.
    pub fn type_keys(&mut self, keys: &str) {
        self.send(keys.as_bytes());
        self.take_in(ANSWER);
        self.settle();
    }

    /// Types, and says how long it took until the last byte of the answer was there; `None` where there was none.
    pub fn time_keys(&mut self, keys: &str) -> Option<Duration> {
        let (start, before) = (Instant::now(), self.received.len());
        self.send(keys.as_bytes());
        self.take_in(ANSWER);
        self.settle();
        (self.received.len() > before).then(|| self.last - start)
    }

    /// When the last bytes came.
    pub fn last_came(&self) -> Instant {
        self.last
    }

    /// Types without waiting.
    pub fn send(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).and_then(|()| self.keyboard.flush()).expect("the program reads keys");
    }

    /// Takes in what the program sends, from its first byte on, until it sends no more.
    pub fn settle(&mut self) {
        let start = Instant::now();
        if self.received.is_empty() {
            self.take_in(PATIENCE);
        }
        while start.elapsed() < PATIENCE && self.take_in(QUIET) {}
    }

    /// Waits until `text` is on the screen and nothing moves any more.
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(&format!("\"{text}\""), |screen| screen.contains(text));
    }

    /// Waits until the screen's text is as wanted and nothing moves any more. `what` is missed where it never comes.
    pub fn wait_until(&mut self, what: &str, is_wanted: impl Fn(&str) -> bool) {
        let start = Instant::now();
        while !is_wanted(&self.text()) {
            assert!(start.elapsed() < PATIENCE, "no {what} on the screen:\n{}", self.text());
            self.take_in(QUIET);
        }
        self.settle();
    }

    /// Gives the window another size; the program learns of it.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.master.resize(size(columns, rows)).expect("a new size");
        self.parser.screen_mut().set_size(cells(rows), cells(columns));
        self.settle();
    }

    /// Waits for the end of the program.
    pub fn wait(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            self.take_in(QUIET / 10);
            if let Some(status) = self.child.try_wait().expect("the program can be waited for") {
                self.settle();
                return status;
            }
            assert!(start.elapsed() < PATIENCE, "the program does not end:\n{}", self.text());
        }
    }

    /// What is on the screen, with colours.
    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// What is on the screen, as lines of text.
    pub fn text(&self) -> String {
        self.screen().contents()
    }

    /// Every byte that the program has sent so far.
    pub fn received(&self) -> &[u8] {
        &self.received
    }

    /// The program's process, for signals.
    pub fn process(&self) -> Option<u32> {
        self.child.process_id()
    }

    /// Whether the terminal hands on every key as it is, without echo.
    pub fn is_raw(&self) -> bool {
        let modes = self.master.get_termios().map(|modes| format!("{:?}", modes.local_flags));
        !modes.expect("the terminal's modes").contains("ICANON")
    }

    /// Takes in what comes within `time`; how many bytes.
    pub fn listen(&mut self, time: Duration) -> usize {
        let (start, before) = (Instant::now(), self.received.len());
        while let Some(left) = time.checked_sub(start.elapsed()) {
            self.take_in(left);
        }
        self.received.len() - before
    }

    /// Takes in what comes until `is_so`.
    pub fn until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !is_so(self) {
            assert!(start.elapsed() < PATIENCE, "not {what}:\n{}", self.text());
            self.take_in(QUIET / 20);
        }
    }

    /// The same, as soon as it comes.
    pub fn until_quickly(&mut self, is_so: impl Fn(&Self) -> bool) {
        while !is_so(self) && self.take_in(PATIENCE) {}
    }

    /// Gives the window another size, and does not wait for what the program makes of it.
    pub fn resize_at_once(&mut self, columns: u16, rows: u16) {
        self.master.resize(size(columns, rows)).expect("a new size");
        self.parser.screen_mut().set_size(cells(rows), cells(columns));
    }

    /// The exit code, once the program has ended by itself.
    pub fn ended(&mut self) -> Option<u32> {
        self.child.try_wait().expect("the program can be waited for").map(|status| status.exit_code())
    }

    /// The home folder that the program sees.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Takes in one piece; false where none came in time or none will.
    fn take_in(&mut self, limit: Duration) -> bool {
        match self.bytes.recv_timeout(limit) {
            Ok((time, piece)) => {
                self.last = time;
                self.parser.process(&piece);
                self.received.extend(piece);
                true
            }
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(limit.min(QUIET));
                false
            }
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Both fail where the program has ended already, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads on a thread of its own: a pseudo-terminal has no read with a time limit.
fn reading(mut reader: Box<dyn Read + Send>) -> Receiver<(Instant, Vec<u8>)> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        while let Ok(n_read @ 1..) = reader.read(&mut buffer) {
            if sender.send((Instant::now(), buffer[..n_read].to_vec())).is_err() {
                break;
            }
        }
    });
    receiver
}

fn command(program: &Path, home: &Path, args: &[&str], env: &[(&str, &str)]) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.args(args);
    command.cwd(home);
    command.env_clear();
    command.env("HOME", home);
    for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("TZ", "UTC"), ("PATH", "/usr/bin:/bin")] {
        command.env(name, value);
    }
    for (name, value) in env {
        command.env(name, value);
    }
    command
}

/// Hints were told to this user: each key costs what it always costs.
fn remember_hints(home: &Path) {
    let folder = home.join(".local/state/newsdesk");
    std::fs::create_dir_all(&folder).expect("a folder for the program's state");
    let told: Vec<String> = Hint::ALL.iter().map(|hint| format!("{}\n", hint.name())).collect();
    std::fs::write(folder.join("hints"), told.concat()).expect("a file of hints");
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn cells(n_cells: u16) -> NonZeroU16 {
    NonZeroU16::new(n_cells).unwrap_or(NonZeroU16::MIN)
}
