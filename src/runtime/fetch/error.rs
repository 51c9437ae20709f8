//! Why there is no document, in words, and what the user can do.

use std::fmt;
use std::time::Duration;

/// Why there is no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// Nobody knows the host.
    NoHost(String),
    /// The host takes no connection; why.
    Connect(String),
    /// It took too long.
    Timeout(Stage, Duration),
    /// There is no private connection; why.
    Tls(String),
    /// The server says no.
    Status {
        /// Its number.
        code: u16,
        /// How long the server wants to be left alone.
        retry_after: Option<Duration>,
    },
    /// More redirects than are followed.
    Redirects,
    /// A redirect leads back to where it came from.
    Circle,
    /// A redirect leads to what is no address of the web; empty: it does not say where.
    NotTheWeb(String),
    /// A redirect or a link leads to this machine or a private network; the host.
    Private(String),
    /// More bytes than are taken.
    TooLarge(usize),
    /// More headers than are taken.
    Headers,
    /// The body is packed in a way that cannot be undone; which.
    Encoding(String),
    /// The connection ended before the document did.
    Cut,
    /// The answer is none of HTTP; why.
    Protocol(String),
    /// The address has a name or a password in it.
    Login,
    /// What opens the source cannot be read; why.
    Secret(String),
    /// The user wanted no more.
    Stopped,
}

/// What took too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Finding the host and connecting.
    Connect,
    /// The head of the answer.
    Answer,
    /// The whole.
    Whole,
}

impl FetchError {
    /// How long the server wants to be left alone.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// What the user can do; empty where waiting is all.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::NoHost(_) => "check the address, and whether this machine is on the net",
            Self::Tls(why) if why.contains("speaks no TLS") => "try the address with http://",
            Self::Tls(why) if why.contains("no certificates") => {
                "install ca-certificates, or name a file in SSL_CERT_FILE"
            }
            Self::Tls(_) => "a certificate of your own company belongs into the system's store, or SSL_CERT_FILE",
            Self::Status { code: 407, .. } => "put the login into the proxy's address: http://NAME:PASSWORD@HOST:PORT",
            Self::Status { code: 401 | 403, .. } => "newsdesk add --login-file or --header-file opens it",
            Self::Status { code: 404, .. } => "look for its new address: newsdesk add SITE",
            Self::Status { code: 410, .. } => "it is gone for good: newsdesk remove",
            Self::NotTheWeb(to) if to.is_empty() => "",
            Self::NotTheWeb(_) | Self::Private(_) => "add that address itself if you trust it",
            Self::Login => "keep it in a file: newsdesk add --login-file",
            Self::Secret(_) => "correct the file or the command that the source names",
            Self::Circle | Self::Redirects => "open the address in a browser and add the one it ends at",
            _ => "",
        }
    }

    /// Whether it may be over by itself: a busy server, a broken line.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Status { code, .. } => matches!(code, 408 | 425 | 429 | 500..),
            Self::NotTheWeb(_) | Self::Private(_) | Self::Login | Self::Secret(_) => false,
            _ => true,
        }
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NoHost(host) => write!(f, "no host is called {host}"),
            Self::Connect(why) => write!(f, "no connection: {why}"),
            Self::Timeout(stage, time) => write!(f, "{stage} within {}", seconds(*time)),
            Self::Tls(why) => write!(f, "no secure connection: {why}"),
            Self::Status { code, retry_after } => {
                write!(f, "the server says {code}{}", meaning(*code))?;
                retry_after.map_or(Ok(()), |time| write!(f, "; not before {} from now", seconds(time)))
            }
            Self::Redirects => write!(f, "more than {} redirects", super::limits::MAX_REDIRECTS),
            Self::Circle => write!(f, "its redirects go round in a circle"),
            Self::NotTheWeb(to) if to.is_empty() => write!(f, "it redirects, and does not say where"),
            Self::NotTheWeb(to) => write!(f, "it redirects to {to}, which is not of the web"),
            Self::Private(host) => write!(f, "it leads to {host}, which is on this machine or a private network"),
            Self::TooLarge(bytes) => write!(f, "larger than {} MB", bytes >> 20),
            Self::Headers => write!(f, "more or longer headers than any document needs"),
            Self::Encoding(how) => write!(f, "the document cannot be unpacked: {how}"),
            Self::Cut => write!(f, "the connection ended before the document did"),
            Self::Protocol(why) => write!(f, "the answer is not HTTP: {why}"),
            Self::Login => write!(f, "a name or password stands in the address"),
            Self::Secret(why) => write!(f, "what opens the source cannot be had: {why}"),
            Self::Stopped => write!(f, "stopped"),
        }
    }
}

impl std::error::Error for FetchError {}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "no connection",
            Self::Answer => "no answer",
            Self::Whole => "not all of it came",
        })
    }
}

/// `15 s`, `3 min`, `2 h`; what is less than a second in milliseconds.
fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0 => format!("{} ms", time.as_millis()),
        s @ 1..=119 => format!("{s} s"),
        s @ 120..=7199 => format!("{} min", s.div_ceil(60)),
        s => format!("{} h", s.div_ceil(3600)),
    }
}

/// What a status means, for those that people meet.
fn meaning(code: u16) -> &'static str {
    match code {
        204 | 205 => " (it has nothing to send)",
        206 => " (it sends a part of the document)",
        304 => " (not changed, though it was not asked whether)",
        401 => " (it wants a login)",
        403 => " (it does not let us in)",
        404 => " (there is nothing at this address)",
        407 => " (the proxy wants a login)",
        410 => " (it is gone for good)",
        429 => " (too many requests)",
        503 => " (it is busy)",
        500..=599 => " (it has a fault)",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_sentences() {
        let retry_after = Some(Duration::from_secs(600));
        for (error, expected) in [
            (FetchError::Timeout(Stage::Answer, Duration::from_secs(12)), "no answer within 12 s"),
            (FetchError::Timeout(Stage::Whole, Duration::from_millis(300)), "not all of it came within 300 ms"),
            (
                FetchError::Status { code: 429, retry_after },
                "the server says 429 (too many requests); not before 10 min from now",
            ),
            (FetchError::Status { code: 418, retry_after: None }, "the server says 418"),
            (FetchError::TooLarge(32 << 20), "larger than 32 MB"),
        ] {
            assert_eq!(error.to_string(), expected);
        }
    }
}
