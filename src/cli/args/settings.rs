//! What was typed after `config` and `keys`.

use clap::{Args as Group, ValueEnum};

/// Arguments of `config`.
#[derive(Debug, Group)]
#[command(after_help = "\
Examples:
  newsdesk config                          what is in force, as a file of settings
  newsdesk config default                  the settings that come with newsdesk, with what they mean
  newsdesk config default > ~/.config/newsdesk/config.toml
  newsdesk config path                     where your own files are looked for
What is wrong in your file goes to standard error, by line; the rest of it is used.")]
pub struct ConfigArgs {
    /// effective, default or path
    #[arg(value_enum, default_value_t = ConfigPart::Effective, hide_possible_values = true, hide_default_value = true)]
    pub part: ConfigPart,
}

/// What of the settings is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ConfigPart {
    /// Those in force.
    Effective,
    /// Those that come with newsdesk.
    Default,
    /// The files.
    Path,
}

/// Arguments of `keys`.
#[derive(Debug, Group)]
#[command(after_help = "\
Examples:
  newsdesk keys                            the keys in force: a preset, and your keymap.toml over it
  newsdesk keys --preset emacs             the keys of a preset alone
  newsdesk keys --format json")]
pub struct KeysArgs {
    /// The keys of a preset alone: vim, newsboat or emacs
    #[arg(long, value_name = "NAME")]
    pub preset: Option<String>,
}
