//! What opens a source that is not for everybody: kept in a file of the user's or given by a command, never in settings.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use super::FetchError;
use crate::library::Secret;
use crate::runtime::clipboard::base64;
use crate::runtime::command::{self, Bounds};

/// Bytes of a header with what opens a source.
const MAX_BYTES: usize = 16 << 10;

/// A keyring that asks its user has this time.
const COMMAND_TIME: Duration = Duration::from_secs(30);

/// What the first line of a secret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Login,
    Header,
}

/// The header to send: name and value.
///
/// # Errors
/// [`FetchError::Secret`] where it cannot be read, or is not what it should be.
pub fn header(secret: &Secret, is_wanted: &dyn Fn() -> bool) -> Result<(String, String), FetchError> {
    let read = |words: &[String]| command::output(words, Bounds { time: COMMAND_TIME, bytes: MAX_BYTES }, is_wanted);
    let (kind, bytes) = match secret {
        Secret::LoginFile(path) => (Kind::Login, read_file(path)),
        Secret::LoginCommand(words) => (Kind::Login, read(words)),
        Secret::HeaderFile(path) => (Kind::Header, read_file(path)),
        Secret::HeaderCommand(words) => (Kind::Header, read(words)),
    };
    let text = String::from_utf8(bytes.map_err(FetchError::Secret)?).unwrap_or_default();
    of_line(kind, text.lines().next().unwrap_or_default()).map_err(|why| FetchError::Secret(why.to_owned()))
}

fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let told = |error: std::io::Error| format!("{}: {error}", path.display());
    let is_file = std::fs::metadata(path).map_err(told)?.is_file();
    if !is_file {
        return Err(format!("{} is no file", path.display()));
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(told)?.take(MAX_BYTES as u64).read_to_end(&mut bytes).map_err(told)?;
    Ok(bytes)
}

/// The header of a secret's first line. What is wrong with it is told without it.
fn of_line(kind: Kind, line: &str) -> Result<(String, String), &'static str> {
    let line = line.trim();
    if line.chars().any(char::is_control) {
        return Err("its first line has control characters");
    }
    let (first, rest) = line.split_once(':').ok_or(match kind {
        Kind::Login => "its first line is not NAME:PASSWORD",
        Kind::Header => "its first line is not NAME: VALUE",
    })?;
    match kind {
        Kind::Login => Ok(("Authorization".to_owned(), format!("Basic {}", base64(line.as_bytes())))),
        Kind::Header if is_token(first) => Ok((first.to_owned(), rest.trim().to_owned())),
        Kind::Header => Err("before the colon stands no name of a header"),
    }
}

/// The name of a header.
fn is_token(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_a_login_or_a_header() {
        let pair = |name: &str, value: &str| Ok((name.to_owned(), value.to_owned()));
        for (kind, line, expected) in [
            (Kind::Login, "ada:love:lace ", pair("Authorization", "Basic YWRhOmxvdmU6bGFjZQ==")),
            (Kind::Login, "ada", Err("its first line is not NAME:PASSWORD")),
            (Kind::Header, "X-Key: a b", pair("X-Key", "a b")),
            (Kind::Header, "X Key: a", Err("before the colon stands no name of a header")),
            (Kind::Header, "X-Key: a\rb: c", Err("its first line has control characters")),
        ] {
            assert_eq!(of_line(kind, line), expected, "{line}");
        }
    }

    #[test]
    fn a_secret_comes_from_a_file_or_a_command() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("login");
        std::fs::write(&path, "X-Key: one\nsecond line\n").unwrap();
        let of = |secret| header(&secret, &|| true);
        let expected = Ok(("X-Key".to_owned(), "one".to_owned()));
        assert_eq!(of(Secret::HeaderFile(path)), expected);
        assert_eq!(of(Secret::HeaderCommand(["echo", "X-Key: one"].map(str::to_owned).to_vec())), expected);
        assert!(of(Secret::LoginFile(dir.path().to_owned())).is_err());
        assert!(of(Secret::LoginCommand(vec!["false".to_owned()])).is_err());
    }
}
