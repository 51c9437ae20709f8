//! From a path to bytes: never waits for a pipe, never reads without end.

use std::fs::{File, FileType, Metadata};
use std::io::{self, Read};
use std::path::Path;

use crate::text::repair::is_binary;

/// The most that is read of one document: the largest feeds have some 50 MB. What is longer is cut off here and said to
/// be; for pages the importer has a lower limit.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// What a folder is called where a file is wanted.
pub const FOLDER: &str = "a folder";

/// How much of a file tells text from other things.
const HEAD_BYTES: u64 = 8 * 1024;

/// What was read of a document.
#[derive(Debug)]
pub struct Content {
    /// At most [`MAX_BYTES`].
    pub bytes: Vec<u8>,
    /// There was more.
    pub cut: bool,
}

/// Why a document could not be read.
#[derive(Debug)]
pub enum ReadError {
    /// The system says no.
    Io(io::Error),
    /// It is no file: a pipe, a socket, a device.
    Special(&'static str),
    /// It is no text.
    Binary,
    /// There is nothing in it.
    Empty,
}

/// A document of which the first bytes were read, enough to tell what it is.
#[derive(Debug)]
pub struct Begun<R> {
    /// The first bytes.
    pub head: Vec<u8>,
    rest: R,
}

/// Opens the file at `path`. What kind of file it is gets asked before it is opened, since opening a pipe may wait for
/// ever.
///
/// # Errors
/// Where there is no readable text: see [`ReadError`].
pub fn open(path: &Path) -> Result<Begun<Box<dyn Read + Send>>, ReadError> {
    let metadata = std::fs::metadata(path).map_err(ReadError::Io)?;
    check_kind(&metadata)?;
    begin(Box::new(File::open(path).map_err(ReadError::Io)?))
}

/// Begins to read a document from an open stream.
///
/// # Errors
/// Where there is no readable text: see [`ReadError`].
pub fn begin<R: Read>(mut stream: R) -> Result<Begun<R>, ReadError> {
    let mut head = Vec::new();
    stream.by_ref().take(HEAD_BYTES).read_to_end(&mut head).map_err(ReadError::Io)?;
    if is_binary(&head) && !is_markup(&head) {
        return Err(ReadError::Binary);
    }
    Ok(Begun { head, rest: stream })
}

impl<R: Read> Begun<R> {
    /// All of it, to be read bit by bit.
    pub fn stream(self) -> impl Read + use<R> {
        io::Cursor::new(self.head).chain(self.rest)
    }

    /// All of it, if it is not too long.
    ///
    /// # Errors
    /// Where there is no readable text: see [`ReadError`].
    pub fn whole(self) -> Result<Content, ReadError> {
        let Self { head: mut bytes, rest } = self;
        rest.take(MAX_BYTES + 1 - HEAD_BYTES).read_to_end(&mut bytes).map_err(ReadError::Io)?;
        content(bytes)
    }
}

fn content(mut bytes: Vec<u8>) -> Result<Content, ReadError> {
    let cut = bytes.len() as u64 > MAX_BYTES;
    if cut {
        bytes.truncate(MAX_BYTES as usize);
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    if text.trim_ascii().is_empty() { Err(ReadError::Empty) } else { Ok(Content { bytes, cut }) }
}

/// Whether the file at `path` is no text. One that cannot be read counts as text, so that reading it says why.
pub fn is_binary_file(path: &Path) -> bool {
    let special = std::fs::metadata(path).is_ok_and(|metadata| check_kind(&metadata).is_err());
    let mut head = Vec::new();
    let read = || File::open(path)?.take(HEAD_BYTES).read_to_end(&mut head);
    !special && { read }().is_ok() && is_binary(&head) && !is_markup(&head)
}

fn check_kind(metadata: &Metadata) -> Result<(), ReadError> {
    let kind = metadata.file_type();
    if kind.is_file() { Ok(()) } else { Err(ReadError::Special(kind_name(kind))) }
}

fn kind_name(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a named pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    if kind.is_dir() { FOLDER } else { "no file" }
}

/// Whether this is markup or JSON all the same: feeds come in every encoding (the last is EBCDIC),
/// and with characters that they may not have.
fn is_markup(head: &[u8]) -> bool {
    let first = head.iter().find(|b| !matches!(b, 0 | b' ' | b'\t' | b'\r' | b'\n'));
    matches!(first, Some(b'<' | b'{' | b'[')) || head.starts_with(b"\x4c\x6f\xa7\x94")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stream: impl Read) -> Result<Content, ReadError> {
        begin(stream)?.whole()
    }

    #[test]
    fn a_stream_without_end_is_cut() {
        let content = read(io::repeat(b'x')).unwrap();
        assert!(content.cut);
        assert_eq!(content.bytes.len() as u64, MAX_BYTES);
        let whole = read(io::repeat(b'x').take(MAX_BYTES)).unwrap();
        assert!(!whole.cut);
    }

    #[test]
    fn what_is_empty_or_binary_says_so() {
        assert!(matches!(read(&b""[..]), Err(ReadError::Empty)));
        assert!(matches!(read(&b"\xef\xbb\xbf \n\t\n"[..]), Err(ReadError::Empty)));
        assert!(matches!(read(io::repeat(0)), Err(ReadError::Binary)));
        assert!(read(&b"\0<\0r\0s\0s"[..]).is_ok());
        assert!(read(&b"<rss>\0</rss>"[..]).is_ok());
    }
}
