//! From bytes of the document to lines and columns, without counting from the start each time.

use memchr::{memchr_iter, memrchr};

/// Counts the lines of a text up to the place that was asked for last.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    /// The lines of `text`.
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line of the byte `at`, from 1.
    pub fn line(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let at = at.min(bytes.len());
        if at >= self.at {
            self.line += memchr_iter(b'\n', &bytes[self.at..at]).count();
        } else {
            self.line -= memchr_iter(b'\n', &bytes[at..self.at]).count();
        }
        self.at = at;
        self.line
    }

    /// The column of the byte `at`, in characters, from 1.
    pub fn column(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let at = at.min(bytes.len());
        let start = memrchr(b'\n', &bytes[..at]).map_or(0, |newline| newline + 1);
        String::from_utf8_lossy(&bytes[start..at]).chars().count() + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_both_ways() {
        let mut lines = Lines::new("a\nbé c\nd");
        for (at, expected) in [(0, (1, 1)), (2, (2, 1)), (6, (2, 4)), (8, (3, 1)), (1, (1, 2)), (99, (3, 2))] {
            assert_eq!((lines.line(at), lines.column(at)), expected, "{at}");
        }
    }
}
