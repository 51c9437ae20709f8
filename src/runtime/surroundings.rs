//! What the environment says about the terminal, the place and the user: read once, at the start.

mod links;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::config::Depth;

/// Terminals of this name show text and nothing else, as do those without a name.
const DUMB: [&str; 3] = ["", "dumb", "unknown"];

/// Starts of the names of terminals that never had colours.
const COLOURLESS: [&str; 3] = ["vt1", "vt2", "vt52"];

/// What stands between us and the terminal that has the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multiplexer {
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
}

/// The colours of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// How many there are.
    pub depth: Depth,
    /// The user wants none, or the terminal has none.
    pub are_unwanted: bool,
    /// Whether the background is light; none: the terminal does not say.
    pub background_is_light: Option<bool>,
}

/// The environment, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// `TERM`.
    pub term: String,
    /// The keyboard is elsewhere.
    pub is_remote: bool,
    /// A browser can open a window here.
    pub has_desktop: bool,
    /// What wraps the sequences for the clipboard.
    pub multiplexer: Option<Multiplexer>,
    /// Its colours.
    pub colours: Colours,
    /// What names the encoding: `LC_ALL`, `LC_CTYPE` or `LANG`.
    pub locale: Option<String>,
    /// The terminal is known to follow links.
    pub knows_links: bool,
    /// The command that edits texts: `VISUAL`, else `EDITOR`.
    pub editor: Option<String>,
    /// `HOME`.
    pub home: Option<PathBuf>,
    /// The user's folder for newsdesk's settings.
    pub config: Option<PathBuf>,
    /// Where the library is, or would be: `NEWSDESK_LIBRARY`, else in the user's folder for data.
    pub library: Option<PathBuf>,
}

impl Surroundings {
    /// Those of this process.
    pub fn here() -> Self {
        Self::of(|name| std::env::var_os(name))
    }

    /// Those that `variable` tells. An empty variable is none.
    pub fn of(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let path = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let text = |name: &str| path(name).map(|value| value.to_string_lossy().into_owned());
        let has = |name: &str| text(name).is_some();
        let term = text("TERM").unwrap_or_default();
        let home = path("HOME");
        let folder = |name: &str, usual: &str| {
            let named = path(name).filter(|path| path.is_absolute());
            let folder = named.or_else(|| home.as_ref().map(|home| home.join(usual)));
            folder.map(|folder| folder.join("newsdesk"))
        };
        let data = || folder("XDG_DATA_HOME", ".local/share").map(|folder| folder.join("library.db"));
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(text);
        let multiplexer = multiplexer(&term, has("TMUX"), has("STY"));
        Self {
            is_remote: has("SSH_CONNECTION") || has("SSH_TTY"),
            has_desktop: cfg!(target_os = "macos")
                || ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME"].into_iter().any(has),
            knows_links: links::knows_links(&term, multiplexer, text),
            multiplexer,
            colours: Colours {
                depth: depth(&term, &text("COLORTERM").unwrap_or_default()),
                are_unwanted: has("NO_COLOR") || COLOURLESS.iter().any(|start| term.starts_with(start)),
                background_is_light: text("COLORFGBG").and_then(|colours| has_light_background(&colours)),
            },
            locale,
            editor: ["VISUAL", "EDITOR"].into_iter().find_map(text),
            config: folder("XDG_CONFIG_HOME", ".config"),
            library: path("NEWSDESK_LIBRARY").or_else(data),
            term,
            home,
        }
    }

    /// The terminal can place text.
    pub fn has_screen(&self) -> bool {
        !DUMB.contains(&self.term.as_str())
    }

    /// The locale's encoding has more than ASCII.
    pub fn is_utf8(&self) -> bool {
        self.locale.as_deref().is_none_or(is_utf8)
    }

    /// A path as the user types it: `~/` is the home folder.
    pub fn expand(&self, path: &str) -> PathBuf {
        match (path.strip_prefix("~/"), &self.home) {
            (Some(rest), Some(home)) => home.join(rest),
            (None, Some(home)) if path == "~" => home.clone(),
            _ => PathBuf::from(path),
        }
    }

    /// A path as the user would type it.
    pub fn shorten(&self, path: &Path) -> String {
        let inside = self.home.as_ref().and_then(|home| path.strip_prefix(home).ok());
        inside.map_or_else(|| path.display().to_string(), |rest| format!("~/{}", rest.display()))
    }
}

/// Screen inside tmux and the other way round are told by what was started last, which names the terminal.
fn multiplexer(term: &str, in_tmux: bool, in_screen: bool) -> Option<Multiplexer> {
    match (in_tmux || term.starts_with("tmux"), in_screen || term.starts_with("screen")) {
        (true, _) => Some(Multiplexer::Tmux),
        (false, true) => Some(Multiplexer::Screen),
        (false, false) => None,
    }
}

/// What `COLORTERM` says counts, also through multiplexers; else the name, as terminfo has it.
fn depth(term: &str, colorterm: &str) -> Depth {
    if ["truecolor", "24bit"].contains(&colorterm) || term.ends_with("-direct") {
        Depth::True
    } else if term.contains("256color") || term.contains("kitty") || term.contains("ghostty") {
        Depth::Indexed
    } else {
        Depth::Sixteen
    }
}

/// `15;0` or `15;default;0`: the last is the background; 7 and the bright ones but for bright black are light.
fn has_light_background(colours: &str) -> Option<bool> {
    let background: u8 = colours.rsplit(';').next()?.parse().ok()?;
    (background <= 15).then_some(background == 7 || background >= 9)
}

fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Surroundings made of `NAME=value` pairs alone.
    pub(crate) fn with(pairs: &[(&str, &str)]) -> Surroundings {
        Surroundings::of(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into()))
    }

    #[test]
    fn the_locale_decides_on_ascii() {
        for (pairs, expected) in [
            (&[][..], true),
            (&[("LANG", "de_DE.UTF-8")], true),
            (&[("LANG", "C.utf8")], true),
            (&[("LANG", "C")], false),
            (&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "POSIX")], false),
            (&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "")], true),
            (&[("LANG", "C"), ("LC_CTYPE", "en_US.UTF-8")], true),
        ] {
            assert_eq!(with(pairs).is_utf8(), expected, "{pairs:?}");
        }
    }

    #[test]
    fn the_terminal_is_known_by_its_name() {
        for (pairs, has_screen, multiplexer) in [
            (&[][..], false, None),
            (&[("TERM", "dumb")], false, None),
            (&[("TERM", "xterm-256color")], true, None),
            (&[("TERM", "screen"), ("TMUX", "/tmp/tmux")], true, Some(Multiplexer::Tmux)),
            (&[("TERM", "tmux-256color")], true, Some(Multiplexer::Tmux)),
            (&[("TERM", "screen.xterm"), ("STY", "1.pts")], true, Some(Multiplexer::Screen)),
        ] {
            let around = with(pairs);
            assert_eq!((around.has_screen(), around.multiplexer), (has_screen, multiplexer), "{pairs:?}");
        }
    }

    #[test]
    fn colours_are_wanted_or_not() {
        assert!(with(&[("NO_COLOR", "1")]).colours.are_unwanted);
        assert!(!with(&[("NO_COLOR", "")]).colours.are_unwanted);
        assert!(with(&[("TERM", "vt100")]).colours.are_unwanted);
        for (term, colorterm, expected) in [
            ("xterm", "", Depth::Sixteen),
            ("linux", "", Depth::Sixteen),
            ("screen.xterm-256color", "", Depth::Indexed),
            ("tmux-256color", "truecolor", Depth::True),
            ("xterm-direct", "", Depth::True),
        ] {
            assert_eq!(with(&[("TERM", term), ("COLORTERM", colorterm)]).colours.depth, expected, "{term} {colorterm}");
        }
        for (colours, expected) in [
            ("0;15", Some(true)),
            ("15;0", Some(false)),
            ("0;default;7", Some(true)),
            ("0;8", Some(false)),
            ("15;default", None),
            ("0;231", None),
        ] {
            assert_eq!(with(&[("COLORFGBG", colours)]).colours.background_is_light, expected, "{colours}");
        }
    }

    #[test]
    fn paths_are_the_users() {
        let around = with(&[("HOME", "/home/ada")]);
        assert_eq!(around.config, Some(PathBuf::from("/home/ada/.config/newsdesk")));
        for (typed, path) in [("~/a.md", "/home/ada/a.md"), ("~", "/home/ada"), ("a~/b", "a~/b"), ("~eve/x", "~eve/x")]
        {
            assert_eq!(around.expand(typed), PathBuf::from(path), "{typed}");
        }
        assert_eq!(around.shorten(Path::new("/home/ada/x/y")), "~/x/y");
        assert_eq!(around.shorten(Path::new("/etc/x")), "/etc/x");
        assert_eq!(with(&[("HOME", "/h"), ("XDG_CONFIG_HOME", "/c")]).config, Some(PathBuf::from("/c/newsdesk")));
        assert_eq!(with(&[("XDG_CONFIG_HOME", "here")]).config, None, "relative ones are to be ignored");
    }
}
