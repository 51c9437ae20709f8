//! Bodies as they were before the server packed them, up to a limit: a small body may be packed from a very large one.
//!
//! Some servers say that they have packed what they have not, and the other way round: a body that begins as gzip does is
//! unpacked in any case, and markup or JSON that cannot be unpacked is taken as it is.

use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use flate2::bufread::GzDecoder;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;

use super::FetchError;

/// What servers are told that they may use.
pub const ACCEPTED: &str = "gzip, br, zstd";

/// Packings inside each other. More than one is a mistake that is met, more than two an attack.
const MAX_LAYERS: usize = 2;

/// The window of zstd that servers may use on the web (RFC 9659).
const MAX_WINDOW: u64 = 8 << 20;

/// How gzip begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Bytes that are read ahead.
const BUFFER: usize = 16 << 10;

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// gzip.
    Gzip,
    /// zlib, which HTTP calls deflate.
    Zlib,
    /// Brotli.
    Brotli,
    /// Zstandard.
    Zstd,
}

/// The packings that a `Content-Encoding` names, in the order in which they were applied.
pub fn packings(header: &str) -> Result<Vec<Packing>, FetchError> {
    let names = header.split(',').map(str::trim).filter(|name| !name.is_empty());
    let packings: Result<Vec<_>, _> =
        { names }.filter(|name| !name.eq_ignore_ascii_case("identity")).map(packing).collect();
    packings.and_then(
        |packings| {
            if packings.len() > MAX_LAYERS { Err(unknown("packed again and again")) } else { Ok(packings) }
        },
    )
}

fn packing(name: &str) -> Result<Packing, FetchError> {
    match name.to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" => Ok(Packing::Gzip),
        "deflate" => Ok(Packing::Zlib),
        "br" => Ok(Packing::Brotli),
        "zstd" => Ok(Packing::Zstd),
        other => Err(unknown(other.chars().take(20).collect::<String>())),
    }
}

/// Takes the packings off again. What comes out may have `limit` bytes, after each of them.
pub fn unpacked(mut bytes: Vec<u8>, packings: &[Packing], limit: usize) -> Result<Vec<u8>, FetchError> {
    if packings.is_empty() && bytes.starts_with(&GZIP) {
        return unpacked_gzip(&bytes, limit);
    }
    for packing in packings.iter().rev() {
        let unpacked = match packing {
            Packing::Gzip => unpacked_gzip(&bytes, limit),
            Packing::Zlib => unpacked_zlib(&bytes, limit),
            Packing::Brotli => read(Decompressor::new(bytes.as_slice(), BUFFER), limit),
            Packing::Zstd => unpacked_zstd(&bytes, limit),
        };
        match unpacked {
            Err(FetchError::Encoding(_) | FetchError::Cut) if is_markup(&bytes) => return Ok(bytes),
            unpacked => bytes = unpacked?,
        }
    }
    Ok(bytes)
}

/// Whether bytes that cannot be unpacked were not packed.
fn is_markup(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    matches!(start, [b'<', b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..] | [b'{', b'"' | b' ' | b'\r' | b'\n', ..])
}

/// What comes after the last member is left alone: some servers fill up with zeros.
fn unpacked_gzip(bytes: &[u8], limit: usize) -> Result<Vec<u8>, FetchError> {
    let all = read(MultiGzDecoder::new(bytes), limit);
    if !matches!(all, Err(FetchError::Encoding(_) | FetchError::Cut)) {
        return all;
    }
    let mut first = GzDecoder::new(bytes);
    let unpacked = read(&mut first, limit)?;
    if first.into_inner().starts_with(&GZIP) { all } else { Ok(unpacked) }
}

/// Some servers leave out what zlib puts around deflate.
fn unpacked_zlib(bytes: &[u8], limit: usize) -> Result<Vec<u8>, FetchError> {
    let wrapped = read(ZlibDecoder::new(bytes), limit);
    if let Err(FetchError::Encoding(_)) = wrapped { read(DeflateDecoder::new(bytes), limit) } else { wrapped }
}

fn unpacked_zstd(bytes: &[u8], limit: usize) -> Result<Vec<u8>, FetchError> {
    let decoder = StreamingDecoder::new_with_max_window_size(bytes, MAX_WINDOW);
    read(decoder.map_err(|error| unknown(error.to_string()))?, limit)
}

fn read(from: impl Read, limit: usize) -> Result<Vec<u8>, FetchError> {
    let mut out = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    match from.take(most).read_to_end(&mut out) {
        Ok(_) if out.len() > limit => Err(FetchError::TooLarge(limit)),
        Ok(_) => Ok(out),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(FetchError::Cut),
        Err(error) => Err(unknown(error.to_string())),
    }
}

fn unknown(how: impl Into<String>) -> FetchError {
    FetchError::Encoding(how.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::Write;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn packed_bodies_are_unpacked() {
        let text = b"a feed, a feed, a feed".as_slice();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(text).unwrap();
        let zlib = zlib.finish().unwrap();
        // a part of three bytes as they are, and an empty last one
        let brotli = vec![0x0b, 0x01, 0x80, b'x', b'y', b'z', 0x03];
        for (header, body, expected) in [
            ("", text.to_vec(), text),
            ("identity", text.to_vec(), text),
            ("GZIP", gzip(text), text),
            ("x-gzip, identity", gzip(text), text),
            ("gzip, gzip", gzip(&gzip(text)), text),
            ("", gzip(text), text),
            ("gzip", [gzip(text), vec![0; 9]].concat(), text),
            ("deflate", zlib.clone(), text),
            ("deflate", zlib[2..zlib.len() - 4].to_vec(), text),
            ("zstd", compress_to_vec(text, CompressionLevel::Fastest), text),
            ("br", brotli, b"xyz".as_slice()),
        ] {
            assert_eq!(unpacked(body, &packings(header).unwrap(), 100).as_deref(), Ok(expected), "{header}");
        }
    }

    #[test]
    fn bombs_broken_and_unknown_packings_are_errors() {
        let bomb = gzip(&vec![0; 10 << 20]);
        assert!(bomb.len() < 100 << 10);
        assert_eq!(unpacked(bomb, &[Packing::Gzip], 1 << 20), Err(FetchError::TooLarge(1 << 20)));
        let bomb = compress_to_vec(vec![0; 10 << 20].as_slice(), CompressionLevel::Fastest);
        assert_eq!(unpacked(bomb, &[Packing::Zstd], 1 << 20), Err(FetchError::TooLarge(1 << 20)));
        let mut cut = gzip(b"some more words than one, so that there is something to cut");
        cut.truncate(cut.len() - 12);
        assert_eq!(unpacked(cut, &[Packing::Gzip], 1 << 20), Err(FetchError::Cut));
        for packing in [Packing::Gzip, Packing::Zlib, Packing::Brotli, Packing::Zstd] {
            let read = unpacked(b"no packing at all".to_vec(), &[packing], 1 << 20);
            assert!(read.is_err(), "{packing:?}: {read:?}");
            let markup = b"<rss>no packing at all</rss>".to_vec();
            assert_eq!(unpacked(markup.clone(), &[packing], 1 << 20), Ok(markup), "{packing:?}");
        }
        assert_eq!(packings("gzip, br, br"), Err(unknown("packed again and again")));
        assert_eq!(packings("lzma"), Err(unknown("lzma")));
    }
}
