//! A short message in the status line. It stays until the next key.

use crate::text::Clean;

/// A short message for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// A sentence without a full stop.
    pub text: Clean,
    /// Something went wrong.
    pub is_error: bool,
    /// The address in the text that leads somewhere.
    pub url: Option<String>,
}

impl Notice {
    /// Something was done.
    pub fn done(text: impl Into<String>) -> Self {
        Self { text: Clean::from(text.into()), is_error: false, url: None }
    }

    /// Something went wrong.
    pub fn error(text: impl Into<String>) -> Self {
        Self { text: Clean::from(text.into()), is_error: true, url: None }
    }

    /// The same with an address at its end.
    pub fn with_url(self, url: &str) -> Self {
        Self { text: Clean::from(format!("{} {url}", self.text)), url: Some(url.to_owned()), ..self }
    }
}
