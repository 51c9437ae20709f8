//! What users may change, as data: keys and colours. Their file goes over ours, and every complaint is collected.
//!
//! `chord` is a key with its modifiers, `strokes` several of them one after the other, `keymap` says what they ask for, `theme` what each kind of text looks like.
//! Both files are TOML of sections and strings, which `sections` reads. Finding and opening the files is the
//! runtime's; nothing here touches the disk.

pub mod chord;
mod complaint;
pub mod keymap;
mod sections;
mod strokes;
pub mod theme;

pub use chord::{Chord, Key};
pub use complaint::Complaint;
pub use keymap::Keymap;
pub use strokes::{Stroke, Strokes};
pub use theme::Theme;
