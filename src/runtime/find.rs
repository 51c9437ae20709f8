//! The feeds behind an address: it may be one itself, be the page of some, or be of a site that has one where it usually
//! is.

use super::fetch::{Client, FetchError, Request, Response};
use crate::import::discover::{self, Feed};
use crate::text::{Address, Clean};

/// What is at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A feed; where it is, which may be elsewhere by now.
    Feed(Address),
    /// A page and its feeds, the main one first; there may be none.
    Page {
        /// Where it is.
        address: Address,
        /// What it names, or where they were found.
        feeds: Vec<Feed>,
    },
}

/// Asks for `request`, and where that gives a page without feeds, at the places where its feed may be.
///
/// # Errors
/// Where there is no document. That there is none at any other place is no error.
pub fn find(client: &mut Client, request: &Request) -> Result<Found, FetchError> {
    let (response, document) = get(client, request)?;
    let address = response.moved.clone().unwrap_or_else(|| request.address.clone());
    if discover::is_feed(&document) {
        return Ok(Found::Feed(address));
    }
    let mut feeds = discover::feeds(&document, &response.transfer());
    feeds.retain(|feed| may_be_added(client, &response.address, feed));
    if feeds.is_empty() {
        feeds.extend(at_usual_place(client, request, &response.address)?);
    }
    Ok(Found::Page { address, feeds })
}

/// The first of the usual places where there is a feed.
fn at_usual_place(client: &mut Client, request: &Request, page: &Address) -> Result<Option<Feed>, FetchError> {
    for place in discover::usual_places(page) {
        // the places are of the page's host: whoever may ask for the one may ask for the others
        match get(client, &Request { address: place.clone(), ..request.clone() }) {
            Ok((response, document)) if discover::is_feed(&document) => {
                let address = response.moved.unwrap_or(place);
                return Ok(Some(Feed { address, title: Clean::default() }));
            }
            Err(FetchError::Stopped) => return Err(FetchError::Stopped),
            _ => {}
        }
    }
    Ok(None)
}

/// Whether a feed that a page names may be asked for. One of another host is asked for as what a document names, so that no
/// page of the net adds a source on this machine.
fn may_be_added(client: &mut Client, page: &Address, feed: &Feed) -> bool {
    page.host().eq_ignore_ascii_case(feed.address.host())
        || get(client, &Request::linked(feed.address.clone())).is_ok_and(|(_, document)| discover::is_feed(&document))
}

fn get(client: &mut Client, request: &Request) -> Result<(Response, Vec<u8>), FetchError> {
    let mut response = client.get(request)?;
    let document = response.take_document()?;
    Ok((response, document))
}
