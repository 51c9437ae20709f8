//! From bytes to text: byte order marks, UTF-8, else windows-1252.

use std::borrow::Cow;

/// `bytes` as text, and whether something in them could not be read and was replaced.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes),
    }
}
