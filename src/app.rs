//! The program as a pure machine: `State`, what happens to it ([`Event`]), what is asked of the outside ([`Effect`]).

pub mod action;
pub mod bindings;
mod effect;
mod event;
pub mod ink;
mod notice;

pub use action::Action;
pub use bindings::Bindings;
pub use effect::Effect;
pub use event::{Event, Loaded};
pub use notice::Notice;
