//! The program without a terminal: keys in, picture out.

use jiff::civil::date;
use newsdesk::app::{Action, Bindings, Effect, Event, Loaded, Settings, State, update};
use newsdesk::config::chord::{Chord, Key};
use newsdesk::config::keymap::Keymap;
use newsdesk::config::theme::Theme;
use newsdesk::config::{Config, Stroke, Strokes};
use newsdesk::entity::Lexicon;
use newsdesk::import::Document;
use newsdesk::store::Store;
use newsdesk::ui;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::sync::Arc;

use super::stories;

/// A state, the bundled keys and the default theme.
pub struct Desk {
    pub state: State,
    pub theme: Theme,
    keymap: Keymap,
    strokes: Strokes,
}

impl Desk {
    /// A screen of this size with the test stories loaded.
    pub fn new(width: u16, height: u16) -> Self {
        Self::with(width, height, Config::bundled().settings, stories::all())
    }

    /// A screen with other settings and stories.
    pub fn with(width: u16, height: u16, settings: Settings, documents: Vec<Document>) -> Self {
        Self::knowing(Arc::new(Lexicon::default()), (width, height), settings, documents)
    }

    /// A screen whose lexicon knows what stories name.
    pub fn knowing(
        lexicon: Arc<Lexicon>,
        (width, height): (u16, u16),
        settings: Settings,
        documents: Vec<Document>,
    ) -> Self {
        let keymap = Keymap::bundled();
        let bindings: Bindings = if settings.ascii { keymap.ascii_bindings() } else { keymap.bindings() };
        let store = Store::new(lexicon);
        let mut state = State::new(store, settings, bindings, date(2026, 7, 8), Size { width, height });
        let loaded = documents.into_iter().map(|document| Loaded { path: "stories.md".to_owned(), document });
        update(&mut state, Event::Loaded(loaded.collect()));
        update(&mut state, Event::LoadEnded);
        Self { state, theme: Theme::default(), keymap, strokes: Strokes::default() }
    }

    /// Types keys by their names, separated by blanks; `"words"` are typed letter by letter. Returns the effects.
    pub fn keys(&mut self, keys: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        for (at, part) in keys.split('"').enumerate() {
            let is_text = at % 2 == 1;
            if is_text {
                part.chars().for_each(|c| effects.extend(self.press(Chord::new(Key::Char(c)))));
            } else {
                for name in part.split_whitespace() {
                    effects.extend(self.press(name.parse().expect("a key")));
                }
            }
        }
        let settled = self.strokes.settle(&self.keymap, &self.state.key_layers());
        effects.extend(settled.into_iter().flat_map(|action| update(&mut self.state, Event::Act(action))));
        effects
    }

    fn press(&mut self, chord: Chord) -> Vec<Effect> {
        match self.strokes.press(&self.keymap, &self.state.key_layers(), chord) {
            Stroke::Waits => Vec::new(),
            Stroke::Whole(action) => self.act(action, chord),
            Stroke::Before(action) => {
                let mut effects = self.act(action, chord);
                effects.extend(self.press(chord));
                effects
            }
        }
    }

    fn act(&mut self, action: Option<Action>, chord: Chord) -> Vec<Effect> {
        match (action, chord.typed()) {
            (Some(action), _) => update(&mut self.state, Event::Act(action)),
            (None, Some(c)) if self.state.takes_text() => update(&mut self.state, Event::Typed(c)),
            _ => Vec::new(),
        }
    }

    /// The window gets another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        update(&mut self.state, Event::Resized(Size { width, height }));
    }

    /// The cells as they are drawn.
    pub fn buffer(&self) -> Buffer {
        let Size { width, height } = self.state.screen.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        ui::draw(&self.state, &self.theme, &mut buffer);
        buffer
    }

    /// The screen as text.
    pub fn picture(&self) -> String {
        let buffer = self.buffer();
        let width = usize::from(buffer.area.width).max(1);
        let mut text = String::new();
        for row in buffer.content.chunks(width) {
            let mut line = String::new();
            let mut skip = 0;
            for cell in row {
                if skip == 0 {
                    line.push_str(cell.symbol());
                    skip = newsdesk::text::width::width(cell.symbol()).max(1);
                }
                skip -= 1;
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}
