//! What a source gave, read: each document is told as it is done.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use super::super::fetch::{FetchError, Response, Stop, Validators};
use super::super::load::{self, Loaded, Loader, find, what_went_wrong};
use super::super::read::{self, Content};
use super::{Ending, Failed, Input, Patience};
use crate::import::{Document, Format, Problem, Severity};
use crate::library::{Seconds, Transfer};

/// A file's times may be this much behind the clock, on some file systems and over the net.
const CLOCK_DOUBT: Seconds = 3;

/// A document that came.
#[derive(Debug)]
pub struct Arrived {
    /// The address after all redirects, the path, or the command.
    pub place: String,
    /// What the transfer said of it.
    pub transfer: Transfer,
    /// As it came; of a file nothing, which is where it was.
    pub bytes: Option<Vec<u8>>,
    /// What is in it.
    pub document: Document,
}

/// Reads what a source gave; nothing where it was stopped. `tell` says whether anybody listens.
pub fn import(input: Input, loader: &Loader, stop: &Stop, tell: &mut dyn FnMut(Arrived) -> bool) -> Option<Ending> {
    if stop.is_asked() {
        return None;
    }
    // the panic hook has told what and where
    let read = panic::catch_unwind(AssertUnwindSafe(|| match input {
        Input::Answer(answer, format) => of_answer(*answer, format, loader, tell),
        Input::Written(bytes, name) => Some(of_bytes(bytes, name, loader, tell)),
        Input::Files(path, since) => of_files(&path, since, (loader, stop), tell),
    }));
    let fault = || failed("a fault in newsdesk while reading it; please report it", Patience::Much);
    read.unwrap_or_else(|_| Some(fault()))
}

fn of_answer(
    answer: Result<Response, FetchError>,
    format: Option<Format>,
    loader: &Loader,
    tell: &mut dyn FnMut(Arrived) -> bool,
) -> Option<Ending> {
    let unpacked = answer.and_then(|mut response| Ok((response.take_document()?, response)));
    let (bytes, response) = match unpacked {
        Ok((_, response)) if response.is_unchanged() => return Some(Ending::Unchanged { moved: response.moved }),
        Ok(unpacked) => unpacked,
        Err(FetchError::Stopped) => return None,
        Err(error) => return Some(Ending::Failed(Failed::from(&error))),
    };
    let told = load::Told { format, transfer: response.transfer() };
    let transfer = Transfer {
        content_type: told.transfer.content_type.map(str::to_owned),
        content_location: told.transfer.content_location.map(str::to_owned),
        content_language: told.transfer.content_language.map(str::to_owned),
    };
    let place = response.address.to_string();
    let content = Content { bytes, cut: false };
    let document = loader.document(Path::new(&place), &content, told);
    if let Some(failed) = unreadable(&document) {
        return Some(failed);
    }
    tell(Arrived { place, transfer, bytes: Some(content.bytes), document });
    Some(Ending::Done { moved: response.moved, validators: response.validators, troubles: Vec::new() })
}

fn of_bytes(
    bytes: Result<Vec<u8>, String>,
    place: String,
    loader: &Loader,
    tell: &mut dyn FnMut(Arrived) -> bool,
) -> Ending {
    let whole = |bytes: Vec<u8>| read::begin(bytes.as_slice()).and_then(read::Begun::whole);
    let content = match bytes.map(whole) {
        Ok(Ok(content)) => content,
        Ok(Err(error)) => return failed(what_went_wrong(&error), Patience::None),
        Err(why) => return failed(why, Patience::None),
    };
    let document = loader.document(Path::new(&place), &content, load::Told::default());
    if let Some(failed) = unreadable(&document) {
        return failed;
    }
    tell(Arrived { place, transfer: Transfer::default(), bytes: Some(content.bytes), document });
    done(Vec::new())
}

/// The files at a path that were changed since.
fn of_files(
    path: &Path,
    since: Option<Seconds>,
    (loader, stop): (&Loader, &Stop),
    tell: &mut dyn FnMut(Arrived) -> bool,
) -> Option<Ending> {
    let (files, troubles) = find(path);
    let mut troubles: Vec<Problem> = troubles.into_iter().flat_map(|loaded| loaded.document.problems).collect();
    let is_one = files.iter().eq([path]);
    for file in files.iter().filter(|file| is_changed(file, since)) {
        if stop.is_asked() {
            return None;
        }
        let mut failed = None;
        let is_heard = loader.read(file, load::Told::default(), &mut |Loaded { document, .. }| {
            failed = unreadable(&document);
            match &failed {
                Some(_) if is_one => true,
                Some(_) => {
                    troubles.extend(document.problems);
                    true
                }
                None => {
                    let place = file.to_string_lossy().into_owned();
                    tell(Arrived { place, transfer: Transfer::default(), bytes: None, document })
                }
            }
        });
        if !is_heard {
            return None;
        }
        if let Some(failed) = failed.filter(|_| is_one) {
            return Some(failed);
        }
    }
    Some(done(troubles))
}

/// Whether a file has another content, or another name, than at a time. One that cannot be asked says why when it is
/// read.
fn is_changed(file: &Path, since: Option<Seconds>) -> bool {
    let Some(since) = since else { return true };
    let latest = |metadata: Metadata| metadata.mtime().max(metadata.ctime());
    std::fs::metadata(file).map_or(true, |metadata| latest(metadata) + CLOCK_DOUBT >= since)
}

/// How a source ended in whose document there was nothing to be read.
fn unreadable(document: &Document) -> Option<Ending> {
    let worst = document.problems.iter().find(|problem| problem.severity == Severity::Error)?;
    (document.taken.is_none()).then(|| failed(worst.what.as_str(), Patience::Some))
}

fn done(troubles: Vec<Problem>) -> Ending {
    Ending::Done { moved: None, validators: Validators::default(), troubles }
}

fn failed(why: impl Into<String>, patience: Patience) -> Ending {
    Ending::Failed(Failed { why: why.into(), advice: "", patience })
}
