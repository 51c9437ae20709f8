//! Links for the user's browser: by argument vector, never through a shell, and only of the web.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::thread;

use super::surroundings::Surroundings;
use super::wait::Post;
use crate::app::{Event, Notice};

/// What opens a link in the browser that the user chose.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// Whether a link leads to the web: the only kind that is opened.
pub fn is_web(url: &str) -> bool {
    let starts = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts("https://") || starts("http://")
}

/// Whether a browser can show itself here: not over SSH, where the user sits elsewhere.
pub fn opens_here(around: &Surroundings) -> bool {
    around.has_desktop && !around.is_remote
}

/// The system's way to open a link.
pub fn usual() -> Vec<String> {
    vec![OPENER.to_owned()]
}

/// Starts a program on `url`, its last argument, away from our terminal; `post` hears if it fails later.
pub fn open(command: &[String], url: &str, post: Post) -> io::Result<()> {
    let child = detached(command, url)?;
    let told = format!("{} could not open {url}", command.join(" "));
    // without the thread the child would stay a zombie; it ends with the child
    thread::Builder::new().name("browser".to_owned()).spawn(move || {
        if !succeeds(child) {
            post.send(Event::Told(Notice::error(told)));
        }
    })?;
    Ok(())
}

fn detached(words: &[String], url: &str) -> io::Result<Child> {
    let (program, arguments) = words.split_first().ok_or_else(|| io::Error::other("no program is named"))?;
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.process_group(0); // ctrl-c and a closed terminal are not meant for the browser
    command.spawn()
}

fn succeeds(mut child: Child) -> bool {
    child.wait().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_opened() {
        for (url, expected) in [
            ("https://example.org/a?b#c", true),
            ("HTTP://example.org", true),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("--version", false),
            ("https:/", false),
            ("", false),
            ("ä", false),
        ] {
            assert_eq!(is_web(url), expected, "{url}");
        }
    }

    #[test]
    fn a_browser_opens_where_the_user_sits() {
        use super::super::surroundings::tests::with;
        let desktop = ("WAYLAND_DISPLAY", "wayland-0");
        assert!(opens_here(&with(&[desktop])));
        assert!(!opens_here(&with(&[desktop, ("SSH_TTY", "/dev/pts/3")])));
        assert!(cfg!(target_os = "macos") || !opens_here(&with(&[])));
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        let start = |words: &[&str], url| detached(&words.iter().map(ToString::to_string).collect::<Vec<_>>(), url);
        assert!(start(&["newsdesk-has-no-such-program"], "https://example.org").is_err());
        assert!(start(&[], "https://example.org").is_err());
        assert!(succeeds(start(&["true"], "https://example.org").unwrap()));
        assert!(!succeeds(start(&["false"], "https://example.org").unwrap()));
        assert!(succeeds(start(&["test", "a b", "="], "a b").unwrap()), "each word is one argument, the link the last");
    }
}
