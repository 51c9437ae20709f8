//! What users may change, as data: settings, keys and colours. Their file goes over ours, and every complaint is collected.
//!
//! `settings` are those of `config.toml`. `chord` is a key with its modifiers, `strokes` several of them one after the
//! other, `keymap` says what they ask for, `preset` names whole sets of keys, `theme` what each kind of text looks like.
//! All files are TOML of sections and values, which `sections` reads. Finding and opening the files is the runtime's;
//! nothing here touches the disk.

pub mod chord;
mod complaint;
pub mod keymap;
mod preset;
mod sections;
pub mod settings;
mod strokes;
pub mod theme;
mod value;

pub use chord::{Chord, Key};
pub use complaint::Complaint;
pub use keymap::Keymap;
pub use preset::Preset;
pub use settings::Config;
pub use strokes::{Stroke, Strokes};
pub use theme::{Depth, Theme};
pub use value::Value;
