//! The program as a pure machine: `State`, what happens to it ([`Event`]), what is asked of the outside ([`Effect`]).
//!
//! A key becomes an [`Action`] in `config::keymap`; [`update`] does what the action says; `ui` draws the state.

pub mod action;
pub mod advice;
pub mod asked;
pub mod bars;
pub mod bindings;
mod effect;
pub mod entity_page;
mod event;
pub mod hints;
pub mod ink;
pub mod jumps;
pub mod layer;
pub mod layout;
pub mod line_edit;
pub mod links;
pub mod list;
pub mod marks;
pub mod news;
mod notice;
pub mod overlay;
pub mod ranked;
pub mod reader;
pub mod refresh;
pub mod results;
pub mod screen;
mod scroll;
pub mod settings;
pub mod signs;
pub mod state;
pub mod status;
pub mod tally;
pub mod texts;
mod update;
pub mod views;

pub use action::Action;
pub use bindings::Bindings;
pub use effect::Effect;
pub use event::{Event, FromLibrary, Gesture, KnownNames, Loaded, Mouse, Recalled, Reloaded, Stock};
pub use notice::Notice;
pub use settings::Settings;
pub use state::State;
pub use update::update;
