//! The only module that waits, spawns, opens and fetches.
//!
//! [`run`] takes the terminal over, starts the readers of documents and hands both to `session`, the event loop. It
//! waits in one place (`wait`) for keys, signals and workers, and sends the terminal nothing while nothing happens.

mod browse;
mod clipboard;
pub mod clock;
mod command;
mod editor;
mod export;
pub mod fetch;
pub mod find;
pub mod folder;
mod full_text;
mod hints;
mod jobs;
mod keys;
pub mod lexicon;
pub mod library;
mod lines;
pub mod load;
mod paint;
mod panics;
mod pipe;
mod preferences;
pub mod read;
pub mod refresh;
pub mod seeds;
mod session;
mod signals;
mod surroundings;
mod terminal;
mod user_file;
mod wait;
pub mod workers;

pub use jobs::Load;
pub use load::{Loaded, Loader, Take, Told, load};

use std::fmt;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use ratatui::buffer::Buffer;

use crate::app::{Event, KnownNames, State};
use crate::config::{Strokes, Theme};
use crate::entity::Lexicon;
use crate::library::Library;
use crate::store::Store;
use jobs::Order;
use keys::Decoder;
use library::{Keeper, Opened, Shows, Writer};
use preferences::Preferences;
use session::{Keys, Session};
use signals::Signals;
pub use signals::outlive_full_files;
pub use surroundings::{Multiplexer, Surroundings};
use terminal::Terminal;
use wait::Post;

/// What the user wants to read, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Files and folders; none: the library, or the bundled briefings where it has no sources.
    pub paths: Vec<PathBuf>,
    /// The library's file; none: where the surroundings say.
    pub library: Option<PathBuf>,
    /// What is shown first; empty: everything.
    pub query: String,
    /// The name of a theme; none: `default`, or `light` where the terminal says so.
    pub theme: Option<String>,
    /// The background is light.
    pub light: bool,
    /// Plain ASCII for all that is drawn. Without it, the locale decides.
    pub ascii: bool,
    /// Columns of running text at most.
    pub text_width: Option<u16>,
    /// The program that opens links, and its arguments before the link.
    pub open: Option<Vec<String>>,
    /// Whether there are colours.
    pub colour: Colour,
    /// Links are links of the terminal; none: as the settings say.
    pub links: Option<bool>,
    /// Clicks and the wheel; none: as the settings say.
    pub mouse: Option<bool>,
}

/// Whether there are colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Unless `NO_COLOR` is set or the terminal has none.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// Bold, underlined and reversed alone.
    Never,
}

/// Why the reader ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// The user wanted it.
    Quit,
    /// A signal of this number asked for it.
    Signal(i32),
    /// Nobody is at the other end any more.
    TerminalGone,
}

impl ExitReason {
    /// The exit code, as shells count: 128 and the signal's number.
    pub fn code(self) -> u8 {
        match self {
            Self::Quit => 0,
            Self::Signal(signal) => u8::try_from(128 + signal).unwrap_or(u8::MAX),
            Self::TerminalGone => 128 + 1, // as by SIGHUP
        }
    }
}

/// Why the reader did not start, or could not go on.
#[derive(Debug)]
pub enum RunError {
    /// Standard input or output is no terminal.
    NoTerminal,
    /// A document is to come from standard input, which is the terminal.
    NothingPiped,
    /// The terminal cannot place text.
    DumbTerminal {
        /// `TERM`.
        term: String,
    },
    /// No theme has this name.
    NoTheme {
        /// The name.
        name: String,
        /// Those that there are.
        known: String,
    },
    /// What was done could not be kept; why.
    NotKept(String),
    /// The system says no.
    Io(io::Error),
}

impl RunError {
    /// What to do instead.
    pub fn hint(&self) -> String {
        match self {
            Self::NoTerminal | Self::DumbTerminal { .. } => {
                "`newsdesk list` and `newsdesk show` need no screen".to_owned()
            }
            Self::NothingPiped => "pipe a document in: curl -s ADDRESS | newsdesk -".to_owned(),
            Self::NoTheme { known, .. } => format!("there are {known}"),
            Self::NotKept(_) | Self::Io(_) => String::new(),
        }
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NoTerminal => write!(f, "the reader needs a terminal for its input and its output"),
            Self::NothingPiped => write!(f, "- is standard input, which is the terminal"),
            Self::DumbTerminal { term } if term.is_empty() => {
                write!(f, "the reader needs a terminal that can place text, and TERM names none")
            }
            Self::DumbTerminal { term } => {
                write!(f, "the reader needs a terminal that can place text, and TERM is {term}")
            }
            Self::NoTheme { name, .. } => write!(f, "no theme \"{name}\""),
            Self::NotKept(why) => write!(f, "what was marked last is not kept: {why}"),
            Self::Io(error) => write!(f, "the terminal: {error}"),
        }
    }
}

impl std::error::Error for RunError {}

impl From<io::Error> for RunError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Columns and rows of the terminal that standard output is.
pub fn window() -> Option<(u16, u16)> {
    io::stdout().is_terminal().then(terminal::size).map(|size| (size.width, size.height))
}

/// Columns of the terminal; 80 where it does not say.
pub fn columns() -> usize {
    usize::from(terminal::size().width)
}

/// The user's settings, and what was wrong in their file.
pub fn config() -> (crate::config::Config, Vec<Loaded>) {
    let mut complaints = Vec::new();
    let config = preferences::config(&Surroundings::here(), &mut complaints);
    (config, complaints.into_iter().map(Loaded::from).collect())
}

/// The keys in force, and what was wrong in the user's files.
pub fn keymap() -> (crate::config::Keymap, Vec<Loaded>) {
    let around = Surroundings::here();
    let mut complaints = Vec::new();
    let config = preferences::config(&around, &mut complaints);
    let keymap = preferences::keymap(config.typing.preset, &around, &mut complaints);
    (keymap, complaints.into_iter().map(Loaded::from).collect())
}

/// What was wrong in the user's files for newsdesk, and the terminal as far as the environment tells.
pub fn check_settings() -> (Surroundings, Vec<crate::app::Loaded>) {
    let around = Surroundings::here();
    let complaints = Preferences::read(&Options::default(), &around).map(|preferences| preferences.complaints);
    let mut complaints = complaints.unwrap_or_default();
    complaints.extend(lexicon::read(&around).1);
    (around, complaints)
}

/// How a state is drawn.
pub type Draw = fn(&State, &Theme, &mut Buffer);

/// What a test may replace: the reader's own parts that could fail.
#[derive(Clone, Copy)]
pub struct Parts {
    /// Draws the state.
    pub draw: Draw,
    /// Reads a document.
    pub load: Load,
}

impl Default for Parts {
    fn default() -> Self {
        Self { draw: crate::ui::draw, load: |loader, path, take| loader.read(path, Told::default(), take) }
    }
}

/// Runs the reader until the user leaves it. The terminal is given back in any case.
///
/// # Errors
/// Where there is no terminal that can show it, no theme of the wanted name, or the system fails us.
pub fn run(options: Options) -> Result<ExitReason, RunError> {
    run_with(options, Parts::default())
}

/// The same with other parts.
///
/// # Errors
/// As [`run`].
pub fn run_with(options: Options, parts: Parts) -> Result<ExitReason, RunError> {
    let around = Surroundings::here();
    if !around.has_screen() {
        return Err(RunError::DumbTerminal { term: around.term });
    }
    let is_piped = options.paths.iter().any(|path| path == Path::new(load::STDIN));
    if is_piped && io::stdin().is_terminal() {
        return Err(RunError::NothingPiped);
    }
    let source = terminal::keyboard(is_piped).ok_or(RunError::NoTerminal)?;
    let mut preferences = Preferences::read(&options, &around)?;
    let (post, inbox) = wait::channel()?;
    let signals = Signals::new()?;
    let _guard = panics::guard(post.clone());
    let terminal = Terminal::enter(preferences.manners(&around))?;
    let today = clock::today();
    // The first picture waits for nobody: not for who is known by name, and not for a story.
    let known = {
        let around = around.clone();
        move |post: &Post| known(&around, post)
    };
    let mut first = preferences::told(std::mem::take(&mut preferences.complaints));
    let (library, keeper, shows) = library(&options, &around, &post, &mut first)?;
    let reader = keeper.as_ref().and_then(|keeper| keeper.reader().cloned());
    let awaited = keeper.as_ref().filter(|_| shows == Shows::Briefings);
    let awaited = awaited.map(|keeper| (keeper.path().to_path_buf(), keeper.writer().clone()));
    let paths = options.paths.clone();
    let order = Order { paths, library, reader, awaited, today, lexicon: lexicon::version };
    jobs::start(order, known, parts.load, post.clone())?;
    let store = Store::new(Arc::default()).with_workers(workers::at_once).while_wanted(workers::no_key_waits);
    let mut state = State::new(store, preferences.settings(), preferences.bindings(), today, terminal::size());
    if preferences.config.hints {
        state.screen.hints = hints::untold(&around);
    }
    state.results.ask_text(&state.news.store, &options.query);
    let now = Instant::now();
    let keys = Keys { source, decoder: Decoder::default(), strokes: Strokes::default(), pressed: now };
    let draw = parts.draw;
    let place = keeper.as_ref().map(|keeper| keeper.path().to_path_buf());
    let workers = session::Workers { keeper, full_texts: full_text::Teller::new(place, post.clone()) };
    let session = Session {
        state,
        preferences,
        options,
        draw,
        terminal,
        keys,
        signals,
        inbox,
        post,
        around,
        listed: now,
        workers,
    };
    session.run(first)
}

/// The library for reading, and the way to whoever writes it.
type Kept = (Library, Writer);

/// The library for reading, if there is one, and the threads that write it and read texts from it. What is wrong with it is
/// told first.
fn library(
    options: &Options,
    around: &Surroundings,
    post: &Post,
    first: &mut Vec<Event>,
) -> io::Result<(Option<Kept>, Option<Keeper>, Shows)> {
    let Some(path) = options.library.as_ref().or(around.library.as_ref()).map(|path| library::file(path)) else {
        return Ok((None, None, Shows::States));
    };
    let mut own = None;
    match library::open_existing(&path) {
        Ok(opened) => {
            if let Some(Opened { library, told }) = opened {
                first.extend(told.into_iter().flat_map(|told| library::trouble(&path, told)));
                own = Some(library);
            }
        }
        Err(refused) => first.extend(library::trouble(&path, refused.to_string())),
    }
    // the same once more: one reads while the other writes
    let reading = own.as_ref().and_then(|_| library::open(&path).ok()).map(|opened| opened.library.read_once());
    let shows = shows(options, own.as_ref());
    let keeper = Keeper::start(path, own, shows, post.clone())?;
    Ok((reading.map(|library| (library, keeper.writer().clone())), Some(keeper), shows))
}

/// What of the library the reader opens on.
fn shows(options: &Options, library: Option<&Library>) -> Shows {
    match library.is_some_and(|library| library.is_in_use().unwrap_or(false)) {
        _ if !options.paths.is_empty() => Shows::States,
        true => Shows::Articles,
        false => Shows::Briefings,
    }
}

/// Who is known by name, which is told.
fn known(around: &Surroundings, post: &Post) -> Arc<Lexicon> {
    let (lexicon, complaints) = lexicon::read(around);
    let lexicon = Arc::new(lexicon);
    post.send(Event::Known(KnownNames(Arc::clone(&lexicon))));
    preferences::told(complaints).into_iter().for_each(|event| _ = post.send(event));
    lexicon
}
