//! `newsdesk count`: how many stories a query has.

use super::args::{Count, Sources};
use super::desk::{self, Desk};
use super::failure::Failure;
use super::output::Output;

/// Prints a number, also when it is 0.
///
/// # Errors
/// A bad query, or sources that cannot be read.
pub fn count(count: &Count, sources: &Sources, out: &mut Output) -> Result<(), Failure> {
    let query = desk::query_within(count.view.as_deref(), &count.query)?;
    let mut desk = Desk::open(sources)?;
    out.write(&format!("{}\n", desk.select(&query).rows.len()))?;
    desk.end()
}
