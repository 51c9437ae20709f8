//! What is asked of a source, and asking it.

use std::path::PathBuf;

use super::super::command::{self, Bounds};
use super::super::fetch::{Client, FetchError, Request, Response, Supplies};
use crate::import::Format;
use crate::library::{Seconds, SourceId};

/// A source to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Whose documents they are.
    pub source: SourceId,
    /// Where they are.
    pub what: What,
}

/// Where documents are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// On the net.
    Fetch {
        /// How they are asked for.
        request: Request,
        /// What they must be. A feed's address that gives a page, as a hotel's login does, has no news.
        format: Option<Format>,
    },
    /// In a file, or in all of a folder's.
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Files of a folder that were changed before this time were read then.
        since: Option<Seconds>,
    },
    /// A command writes them, given as words.
    Run(Vec<String>),
}

/// What a source gave, to be read.
#[derive(Debug)]
pub enum Input {
    /// What a server sent.
    Answer(Box<Result<Response, FetchError>>, Option<Format>),
    /// What a command wrote.
    Written(Result<Vec<u8>, String>, String),
    /// Files, which are read one by one.
    Files(PathBuf, Option<Seconds>),
}

impl Order {
    /// Whom too many requests at a time would bother.
    pub fn host(&self) -> String {
        match &self.what {
            What::Fetch { request, .. } => {
                let rest = request.address.split_once("://").map_or("", |(_, rest)| rest);
                rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase()
            }
            What::Read { .. } => "/".to_owned(),
            What::Run(_) => "exec:".to_owned(),
        }
    }

    /// Asks, and waits for the answer.
    pub fn ask(&self, client: &mut Client, supplies: &Supplies) -> Input {
        match &self.what {
            What::Fetch { request, format } => Input::Answer(Box::new(client.get(request)), *format),
            What::Read { path, since } => Input::Files(path.clone(), *since),
            What::Run(words) => {
                // one that fetches itself has the same time as we have
                let bounds = Bounds { time: supplies.limits.whole, bytes: supplies.limits.bytes };
                let written = command::output(words, bounds, &|| !supplies.stop.is_asked());
                Input::Written(written, format!("exec:{}", shell_words::join(words)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Address;

    #[test]
    fn a_host_is_known_by_its_name_and_port() {
        for (address, host) in [
            ("https://A.example/x?y", "a.example"),
            ("http://a.example:81/x@b", "a.example:81"),
            ("http://a.example?q", "a.example"),
        ] {
            let request = Request::new(Address::new(address).unwrap());
            let order = Order { source: 1, what: What::Fetch { request, format: None } };
            assert_eq!(order.host(), host);
        }
    }
}
