//! Text for the clipboard of the terminal that the user sits at: OSC 52, through tmux and screen too.
//!
//! Nobody answers whether it arrived, so it is "sent to the terminal", never "copied".

use super::surroundings::Multiplexer;

/// Bytes of base64 that terminals take in one sequence: what is left of the 100,000 of xterm's old buffer after
/// encoding; hterm and foot name the same 74,994.
pub const MOST_BASE64: usize = 74_994;

/// GNU screen cuts longer strings.
const SCREEN_PIECE: usize = 512;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text is larger than a terminal takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

/// What makes a terminal take `text` into its clipboard.
pub fn sequence(text: &str, multiplexer: Option<Multiplexer>) -> Result<Vec<u8>, TooLong> {
    let encoded = base64(text.as_bytes());
    if encoded.len() > MOST_BASE64 {
        return Err(TooLong);
    }
    let plain = format!("\x1b]52;c;{encoded}\x07");
    Ok(match multiplexer {
        None => plain,
        // the first for `set-clipboard on`, the second for `allow-passthrough on`; tmux drops what it is not set to
        Some(Multiplexer::Tmux) => format!("{plain}\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")),
        Some(Multiplexer::Screen) => pieces(&plain).map(|piece| format!("\x1bP{piece}\x1b\\")).collect(),
    }
    .into_bytes())
}

/// The sequence is ASCII: any byte is an end.
fn pieces(plain: &str) -> impl Iterator<Item = &str> {
    (0..plain.len()).step_by(SCREEN_PIECE).map(|start| &plain[start..plain.len().min(start + SCREEN_PIECE)])
}

/// RFC 4648, with padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let padded = [0, group[0], group.get(1).copied().unwrap_or(0), group.get(2).copied().unwrap_or(0)];
        let bits = u32::from_be_bytes(padded);
        for place in 0..4 {
            let six = usize::try_from(bits >> (18 - 6 * place) & 63).unwrap_or(0);
            encoded.push(if place <= group.len() { char::from(ALPHABET[six]) } else { '=' });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (text, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
            ("é?>", "w6k/Pg=="),
        ] {
            assert_eq!(base64(text.as_bytes()), expected, "{text}");
        }
    }

    fn check(text: &str, multiplexer: Option<Multiplexer>, expected: &str) {
        let sent = sequence(text, multiplexer).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert_eq!(sent.as_deref(), Ok(expected));
    }

    #[test]
    fn the_sequence_finds_its_way_out() {
        check("foo", None, "\x1b]52;c;Zm9v\x07");
        let tmux = "\x1b]52;c;Zm9v\x07\x1bPtmux;\x1b\x1b]52;c;Zm9v\x07\x1b\\";
        check("foo", Some(Multiplexer::Tmux), tmux);
        check("foo", Some(Multiplexer::Screen), "\x1bP\x1b]52;c;Zm9v\x07\x1b\\");
    }

    #[test]
    fn screen_gets_it_in_pieces_and_nobody_gets_too_much() {
        let text = "x".repeat(600);
        let sent = sequence(&text, Some(Multiplexer::Screen)).unwrap();
        assert_eq!(sent.windows(2).filter(|pair| *pair == b"\x1bP").count(), 2);
        assert!(sequence(&"x".repeat(MOST_BASE64 / 4 * 3), None).is_ok());
        assert_eq!(sequence(&"x".repeat(MOST_BASE64), None), Err(TooLong));
    }
}
