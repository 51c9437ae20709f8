//! The end of a document type declaration, whose entities may have any sign in their texts.

use memchr::{memchr, memmem};

/// Where a declaration with definitions in brackets ends: at `]>` outside quotes and comments, else, where a quote is not
/// closed, at any.
pub fn subset_end(window: &[u8]) -> Option<usize> {
    let end_at = |at: usize| {
        let blanks = window[at + 1..].iter().take_while(|c| c.is_ascii_whitespace()).count();
        (window.get(at + 1 + blanks) == Some(&b'>')).then_some(at + 1 + blanks)
    };
    let mut at = 0;
    while let Some(found) = window[at..].iter().position(|c| matches!(c, b']' | b'"' | b'\'' | b'<')).map(|on| at + on)
    {
        let rest = &window[found + 1..];
        let skipped = match window[found] {
            b']' => match end_at(found) {
                Some(end) => return Some(end),
                None => Some(0),
            },
            b'<' if rest.starts_with(b"!--") => memmem::find(rest, b"-->"),
            b'<' => Some(0),
            quote => memchr(quote, rest).map(|close| close + 1),
        };
        let Some(skipped) = skipped else { break };
        at = found + 1 + skipped;
    }
    memmem::find_iter(window, b"]").find_map(end_at)
}
