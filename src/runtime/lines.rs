//! JSON Lines of any length: cut into pieces of whole lines, which workers read, and handed on in their order. No more
//! than a few pieces are in memory.

use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};

use super::load::Loader;
use super::workers::in_order;
use crate::entity;
use crate::import::{Document, Joined, Lines, MAX_LINE, Piece, Problem, Severity};
use crate::text::Clean;

/// Bytes of a piece: the first ones are there at once, later ones make little ado. Taking one into the store is a matter
/// of milliseconds, so that keys get through between two.
const PIECE_BYTES: (usize, usize) = (32 << 10, 256 << 10);

/// Some lines of a stream.
#[derive(Debug, Default, PartialEq, Eq)]
struct Cut {
    /// Whole lines; none where a single one was too long.
    bytes: Vec<u8>,
    /// The number of the first one.
    first: usize,
    /// How many bytes were read for it.
    n_read: usize,
    /// Why there will be no more.
    error: Option<String>,
}

/// Cuts a stream into pieces.
struct Cutter<R> {
    stream: R,
    /// Of the last line, what has come so far.
    rest: Vec<u8>,
    /// Its number.
    line: usize,
    /// It is too long already.
    skips: bool,
    piece_bytes: usize,
    ended: bool,
}

/// Reads the articles of `stream`, a document of JSON Lines, and gives them to `take` with the bytes that were read for
/// them, until it wants no more; whether it does.
pub fn read(stream: impl Read + Send, loader: &Loader, mut take: impl FnMut(Document, usize) -> bool) -> bool {
    let cutter = Cutter { stream, rest: Vec::new(), line: 1, skips: false, piece_bytes: PIECE_BYTES.0, ended: false };
    let mut joined = Joined::default();
    let work = |cut: Cut| (read_cut(loader, &cut), cut.n_read, cut.error);
    let goes_on = in_order(cutter, work, |(pieces, n_read, error)| {
        let mut document = Document::default();
        for piece in pieces {
            let next = joined.add(piece);
            document.articles.extend(next.articles);
            document.problems.extend(next.problems);
            document.taken = next.taken;
        }
        document.problems.extend(error.map(broken_off));
        take(document, n_read)
    });
    let last = joined.finish().map(|problem| Document { problems: vec![problem], ..Document::default() });
    goes_on && last.is_none_or(|last| take(last, 0))
}

/// Reads some lines. Where that fails, by a fault of ours, they are read one by one, and the one that did it is told.
fn read_cut(loader: &Loader, cut: &Cut) -> Vec<Piece> {
    if cut.bytes.is_empty() && cut.error.is_none() {
        return vec![Joined::too_long(cut.first)];
    }
    let read = |bytes: &[u8], first| {
        let lines = Lines { bytes, first, names: loader.names(), today: loader.today() };
        panic::catch_unwind(AssertUnwindSafe(|| {
            let mut piece = loader.importer().lines(&lines);
            piece.articles.iter_mut().for_each(|article| entity::recognize(loader.lexicon(), article));
            piece
        }))
    };
    if let Ok(piece) = read(&cut.bytes, cut.first) {
        return vec![piece];
    }
    let lines = cut.bytes.split(|byte| *byte == b'\n').zip(cut.first..);
    lines.map(|(line, number)| read(line, number).unwrap_or_else(|_| Joined::fault(number))).collect()
}

fn broken_off(error: String) -> Problem {
    let what = Clean::from(format!("reading broke off: {error}"));
    Problem { severity: Severity::Error, place: Clean::default(), what }
}

impl<R: Read> Cutter<R> {
    /// Reads on, and gives the whole lines that are there now.
    fn cut(&mut self) -> Option<Cut> {
        let start = self.rest.len();
        self.rest.resize(start + self.piece_bytes, 0);
        let read = self.stream.read(&mut self.rest[start..]);
        let n_read = *read.as_ref().unwrap_or(&0);
        self.rest.truncate(start + n_read);
        let error = match read {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return None,
            Err(error) => Some(error.to_string()),
            Ok(_) => None,
        };
        self.ended = n_read == 0;
        let end = match memchr::memrchr(b'\n', &self.rest[start..]) {
            _ if self.ended => self.rest.len(),
            Some(at) => start + at + 1,
            None => {
                let is_too_long = self.rest.len() > MAX_LINE;
                return is_too_long.then(|| self.skip(n_read)).flatten();
            }
        };
        self.piece_bytes = (2 * self.piece_bytes).min(PIECE_BYTES.1);
        let rest = self.rest.split_off(end);
        let mut bytes = std::mem::replace(&mut self.rest, rest);
        let mut first = self.line;
        self.line += memchr::memchr_iter(b'\n', &bytes).count();
        if std::mem::take(&mut self.skips) {
            // the end of the line that was told before
            let after = memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |at| at + 1);
            bytes.drain(..after);
            first += 1;
        }
        (!bytes.is_empty() || error.is_some()).then_some(Cut { bytes, first, n_read, error })
    }

    /// Forgets the beginning of a line that is too long, and tells it once.
    fn skip(&mut self, n_read: usize) -> Option<Cut> {
        self.rest.clear();
        let is_told = std::mem::replace(&mut self.skips, true);
        (!is_told).then(|| Cut { first: self.line, n_read, ..Cut::default() })
    }
}

impl<R: Read> Iterator for Cutter<R> {
    type Item = Cut;

    fn next(&mut self) -> Option<Cut> {
        while !self.ended {
            if let Some(cut) = self.cut() {
                return Some(cut);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time, as a pipe may.
    struct Drip<'b>(&'b [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let n = self.1.min(self.0.len()).min(buffer.len());
            buffer[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    fn cuts(text: &[u8], n_bytes: usize) -> Vec<Cut> {
        let stream = Drip(text, n_bytes);
        Cutter { stream, rest: Vec::new(), line: 1, skips: false, piece_bytes: PIECE_BYTES.0, ended: false }.collect()
    }

    #[test]
    fn a_stream_is_cut_between_lines() {
        let text = b"one\ntwo\n\nthree\nfour";
        for n_bytes in 1..=text.len() {
            let cuts = cuts(text, n_bytes);
            assert_eq!(cuts.iter().flat_map(|cut| cut.bytes.clone()).collect::<Vec<u8>>(), text, "{n_bytes}");
            let is_whole = |cut: &Cut| cut.bytes.ends_with(b"\n") || cut.bytes.ends_with(b"four");
            assert!(cuts.iter().all(is_whole), "{n_bytes}: {cuts:?}");
            for cut in &cuts {
                let before = text.windows(cut.bytes.len()).position(|bytes| bytes == cut.bytes).unwrap();
                let line = text[..before].iter().filter(|byte| **byte == b'\n').count() + 1;
                assert!(cut.first == line || cut.bytes == b"\n", "{n_bytes}: {cut:?}");
            }
        }
        assert_eq!(cuts(b"", 1), []);
    }

    #[test]
    fn a_line_without_end_is_left_out() {
        let mut text = b"one\n".to_vec();
        text.extend(std::iter::repeat_n(b'x', 3 * MAX_LINE));
        text.extend(b"\nthree\n");
        let cuts = cuts(&text, usize::MAX);
        let told: Vec<(usize, usize)> = cuts.iter().map(|cut| (cut.first, cut.bytes.len())).collect();
        assert_eq!(told, [(1, 4), (2, 0), (3, 6)]);
    }
}
