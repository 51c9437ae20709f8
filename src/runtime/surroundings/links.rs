//! Which terminals follow links (OSC 8), as far as the environment tells. What is not known to follow them is sent none:
//! some would show the sequence as text.

use super::Multiplexer;

/// Starts of `TERM` that name one terminal alone.
const TERMS: [&str; 7] = ["xterm-kitty", "xterm-ghostty", "foot", "alacritty", "wezterm", "contour", "rio"];

/// Names that terminals give in `TERM_PROGRAM`.
const PROGRAMS: [&str; 9] =
    ["iTerm.app", "WezTerm", "ghostty", "vscode", "Hyper", "rio", "mintty", "Tabby", "WarpTerminal"];

/// Variables that one terminal alone sets, whatever is in them.
const SIGNS: [&str; 5] = ["KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "GHOSTTY_RESOURCES_DIR"];

/// From VTE 0.50 on, as `VTE_VERSION` has it.
const FIRST_VTE: u32 = 5000;

/// tmux passes links on from this version on.
const FIRST_TMUX: (u32, u32) = (3, 4);

/// Whether the terminal is known to follow links. Inside a multiplexer only what that one says of itself counts: the
/// rest is of the terminal that it was started in.
pub(super) fn knows_links(term: &str, multiplexer: Option<Multiplexer>, text: impl Fn(&str) -> Option<String>) -> bool {
    let program = text("TERM_PROGRAM").unwrap_or_default();
    match multiplexer {
        Some(Multiplexer::Screen) => false,
        Some(Multiplexer::Tmux) => {
            let version = text("TERM_PROGRAM_VERSION").and_then(|version| tmux_version(&version));
            program == "tmux" && version.is_some_and(|version| version >= FIRST_TMUX)
        }
        None => {
            let vte = text("VTE_VERSION").and_then(|version| version.parse::<u32>().ok());
            TERMS.iter().any(|start| term.starts_with(start))
                || PROGRAMS.contains(&program.as_str())
                || SIGNS.iter().any(|sign| text(sign).is_some())
                || vte.is_some_and(|version| version >= FIRST_VTE)
        }
    }
}

/// `3.4`, `3.5a`, `next-3.6`.
fn tmux_version(version: &str) -> Option<(u32, u32)> {
    let (major, minor) = version.trim_start_matches("next-").split_once('.')?;
    let digits = minor.find(|c: char| !c.is_ascii_digit()).unwrap_or(minor.len());
    Some((major.parse().ok()?, minor[..digits].parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::super::tests::with;

    #[test]
    fn links_are_for_terminals_that_follow_them() {
        let xterm = ("TERM", "xterm-256color");
        let tmux = ("TERM", "tmux-256color");
        for (pairs, expected) in [
            (&[xterm][..], false),
            (&[("TERM", "linux")], false),
            (&[("TERM", "vt100")], false),
            (&[("TERM", "screen.xterm-256color"), ("STY", "1"), ("VTE_VERSION", "7600")], false),
            (&[("TERM", "xterm-kitty")], true),
            (&[("TERM", "foot-extra")], true),
            (&[xterm, ("VTE_VERSION", "7600")], true),
            (&[xterm, ("VTE_VERSION", "4205")], false),
            (&[xterm, ("TERM_PROGRAM", "iTerm.app")], true),
            (&[xterm, ("TERM_PROGRAM", "Apple_Terminal")], false),
            (&[xterm, ("WT_SESSION", "x")], true),
            (&[tmux, ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "3.4")], true),
            (&[tmux, ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "3.5a")], true),
            (&[tmux, ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "next-3.6")], true),
            (&[tmux, ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "3.3a")], false),
            (&[tmux, ("KITTY_WINDOW_ID", "1")], false),
        ] {
            assert_eq!(with(pairs).knows_links, expected, "{pairs:?}");
        }
    }
}
