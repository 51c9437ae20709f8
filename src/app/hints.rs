//! Hints for who is new: one at the start and one at each kind of pane, each told once. The next key takes it away.

use super::action::{Action, Desk, Filter, Go, Move};
use super::screen::Pane;
use super::state::State;

/// Something that is told once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// How to move, open and filter.
    Start,
    /// How to read on.
    Reader,
    /// What can be done with a name.
    Sidebar,
}

impl Hint {
    /// All of them.
    pub const ALL: [Hint; 3] = [Self::Start, Self::Reader, Self::Sidebar];

    /// Its name, to be remembered by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Reader => "reader",
            Self::Sidebar => "sidebar",
        }
    }

    /// What it says: keys that are bound, and what they do.
    pub fn words(self, state: &State) -> String {
        let told: &[(Action, &str)] = match self {
            Self::Start => &[
                (Action::Move(Move::Down), "moves"),
                (Action::Go(Go::Open), "opens"),
                (Action::Filter(Filter::Search), "filters"),
                (Action::Desk(Desk::Help), "shows all keys"),
            ],
            Self::Reader => &[
                (Action::Go(Go::ReadOn), "pages"),
                (Action::Go(Go::NextStory), "next story"),
                (Action::Go(Go::Back), "goes back"),
            ],
            Self::Sidebar => &[
                (Action::Go(Go::Open), "filters by it"),
                (Action::Filter(Filter::Exclude), "leaves it out"),
                (Action::Go(Go::Entity), "its page"),
            ],
        };
        let layer = state.pane_keys();
        let words = told.iter().map(|(action, words)| (state.bindings.key(layer, *action), *words));
        words
            .filter(|(key, _)| !key.is_empty())
            .map(|(key, words)| format!("{key} {words}"))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// Hints that were not told yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    untold: [bool; Hint::ALL.len()],
}

impl Hints {
    /// All but those that were told.
    pub fn without(told: impl Fn(Hint) -> bool) -> Self {
        Self { untold: Hint::ALL.map(|hint| !told(hint)) }
    }

    /// Whether a hint is still to be told; afterwards it is not.
    pub fn take(&mut self, hint: Hint) -> bool {
        let at = Hint::ALL.iter().position(|known| *known == hint).unwrap_or(0);
        std::mem::take(&mut self.untold[at])
    }
}

/// The hint that belongs to where the user is.
pub fn here(state: &State) -> Hint {
    match state.screen.focus {
        Pane::List => Hint::Start,
        Pane::Reader => Hint::Reader,
        Pane::Facets | Pane::Cast => Hint::Sidebar,
    }
}
