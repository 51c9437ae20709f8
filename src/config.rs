//! What users may change, as data: keys and colours. Their file goes over ours, and every complaint is collected.
//!
//! `chord` is a key with its modifiers, `keymap` says what it asks for, `theme` what each kind of text looks like.
//! Both files are TOML of sections and strings, which `sections` reads. Finding and opening the files is the
//! runtime's; nothing here touches the disk.

pub mod chord;
mod complaint;
pub mod keymap;
mod sections;
pub mod theme;

pub use chord::{Chord, Key};
pub use complaint::Complaint;
pub use keymap::Keymap;
pub use theme::Theme;
