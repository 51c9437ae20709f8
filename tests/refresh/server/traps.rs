//! Answers that no good server gives.

use std::io::{self, Write};
use std::net::TcpStream;

use super::{drip, endless, feed, gzip, redirect, send_packed, wait_for_ever};

/// Every trap: its path, and a part of what is said of it.
pub const TRAPS: [(&str, &str); 46] = [
    ("/drip", "within"),
    ("/drip-head", "within"),
    ("/drip-redirect", "within"),
    ("/silent", "within"),
    ("/longer", "within"),
    ("/endless", "larger than"),
    ("/endless-chunks", "larger than"),
    ("/endless-head", "headers"),
    ("/endless-100", "headers"),
    ("/bomb", "larger than"),
    ("/bomb-twice", "larger than"),
    ("/packed-thrice", "packed again and again"),
    ("/packed-badly", "cannot be unpacked"),
    ("/packed-cut", "ended before"),
    ("/promise", "larger than"),
    ("/length-negative", "not HTTP"),
    ("/length-words", "not HTTP"),
    ("/length-twice", "not HTTP"),
    ("/length-huge", "not HTTP"),
    ("/chunk-huge", "ended before"),
    ("/chunk-negative", "not HTTP"),
    ("/chunk-words", "not HTTP"),
    ("/circle", "circle"),
    ("/chain/9", "more than 5 redirects"),
    ("/chain/6", "more than 5 redirects"),
    ("/to-nowhere", "does not say where"),
    ("/to-file", "file:///etc/passwd"),
    ("/to-data", "not of the web"),
    ("/to-script", "not of the web"),
    ("/to-control", "not HTTP"),
    ("/to-private", "private network"),
    ("/to-link", "private network"),
    ("/to-octal", "private network"),
    ("/to-login", "name or password"),
    ("/shorter", "ended before"),
    ("/cut", "ended before"),
    ("/hang-up", "ended before"),
    ("/headers", "headers"),
    ("/long-header", "headers"),
    ("/noise", "not HTTP"),
    ("/bare", "not HTTP"),
    ("/nothing", "204"),
    ("/part", "206"),
    ("/unasked", "304"),
    ("/denied", "999"),
    ("/fault", "500"),
];

/// Springs a trap; whether there is one at this path.
pub fn spring(path: &str, to: &mut TcpStream) -> io::Result<bool> {
    match path {
        "/silent" => wait_for_ever(to)?,
        "/drip-head" => drip(to, "HTTP/1.1 200 OK\r\nX-Slow: ")?,
        "/drip-redirect" => drip(to, "HTTP/1.1 302 Elsewhere\r\nLocation: /")?,
        "/drip" => drip(to, "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss>")?,
        "/longer" => {
            write!(to, "HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n<rss>")?;
            wait_for_ever(to)?;
        }
        "/endless" => endless(to, "HTTP/1.1 200 OK\r\n\r\n<rss>", &[b'x'; 4096])?,
        "/endless-chunks" => {
            let chunk = format!("1000\r\n{}\r\n", "x".repeat(4096));
            endless(to, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk.as_bytes())?;
        }
        "/endless-head" => endless(to, "HTTP/1.1 200 OK\r\n", b"X-More: of it\r\n")?,
        "/endless-100" => endless(to, "", b"HTTP/1.1 100 Continue\r\n\r\n")?,
        "/hang-up" => {}
        "/noise" => to.write_all(b"220 mail.example ESMTP\r\n")?,
        "/bare" => to.write_all(feed(1).as_bytes())?,
        path if path.starts_with("/bomb") || path.starts_with("/packed-") => return pack(path, to),
        path if path.starts_with("/to-") || path.starts_with("/circle") => return lead_astray(path, to),
        path => return say_wrong(path, to),
    }
    Ok(true)
}

/// Bodies that are not packed as they should be.
fn pack(path: &str, to: &mut TcpStream) -> io::Result<bool> {
    let packed = gzip(feed(1).as_bytes())?;
    let (how, body) = match path {
        "/bomb" => ("gzip", gzip(&vec![b' '; 4 << 20])?.repeat(50)),
        "/bomb-twice" => ("gzip, gzip", gzip(&gzip(&vec![b' '; 4 << 20])?.repeat(50))?),
        "/packed-thrice" => ("gzip, gzip, gzip", gzip(&gzip(&packed)?)?),
        "/packed-badly" => ("gzip", b"neither packed nor markup".to_vec()),
        "/packed-cut" => ("gzip", packed[..packed.len() / 2].to_vec()),
        _ => return Ok(false), // `/packed` with its feeds is no trap
    };
    send_packed(to, how, &body).map(|()| true)
}

/// Redirects that nobody should follow.
fn lead_astray(path: &str, to: &mut TcpStream) -> io::Result<bool> {
    match path {
        "/circle" => redirect(to, 302, "/circle/back")?,
        "/circle/back" => redirect(to, 301, "/circle")?,
        "/to-nowhere" => write!(to, "HTTP/1.1 302 Elsewhere\r\nContent-Length: 0\r\n\r\n")?,
        "/to-file" => redirect(to, 301, "file:///etc/passwd")?,
        "/to-data" => redirect(to, 302, "data:text/xml,<rss/>")?,
        "/to-script" => redirect(to, 302, "javascript:alert(1)")?,
        "/to-control" => redirect(to, 302, "/a\x01\x1b[31m")?,
        "/to-private" => redirect(to, 302, "http://127.0.0.1:9/private")?,
        "/to-link" => redirect(to, 302, "http://[::ffff:169.254.169.254]/latest/meta-data")?,
        "/to-octal" => redirect(to, 302, "http://0177.0.0.2/")?,
        "/to-login" => redirect(to, 302, "http://ada:lovelace@example.org/")?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// Heads that are wrong.
fn say_wrong(path: &str, to: &mut TcpStream) -> io::Result<bool> {
    let (line, headers) = match path {
        "/promise" => ("200 OK", "Content-Length: 99999999999"),
        "/shorter" => ("200 OK", "Content-Length: 90000"),
        "/length-negative" => ("200 OK", "Content-Length: -5"),
        "/length-words" => ("200 OK", "Content-Length: many"),
        "/length-twice" => ("200 OK", "Content-Length: 5\r\nContent-Length: 900"),
        "/length-huge" => ("200 OK", "Content-Length: 18446744073709551616"),
        "/cut" => ("200 OK", "Transfer-Encoding: chunked\r\n\r\n1000"),
        "/chunk-huge" => ("200 OK", "Transfer-Encoding: chunked\r\n\r\n8000000000000000"),
        "/chunk-negative" => ("200 OK", "Transfer-Encoding: chunked\r\n\r\n-5"),
        "/chunk-words" => ("200 OK", "Transfer-Encoding: chunked\r\n\r\nmany"),
        "/headers" => ("200 OK", &*(0..10_000).map(|n| format!("X-{n}: a\r\n")).collect::<String>()),
        "/long-header" => ("200 OK", &*format!("X-Long: {}", "x".repeat(1 << 20))),
        "/nothing" => ("204 No Content", "X-A: b"),
        "/part" => ("206 Partial Content", "Content-Range: bytes 0-99/900"),
        "/unasked" => ("304 Not Modified", "X-A: b"),
        "/denied" => ("999 Denied", "Content-Length: 0"),
        "/fault" => ("500 Oops", "Content-Length: 0"),
        _ => return Ok(false),
    };
    let is_bare = matches!(path, "/nothing" | "/unasked" | "/denied" | "/fault");
    let body = if is_bare { String::new() } else { feed(1) };
    let end = if headers.contains("chunked") { "" } else { "\r\n" };
    write!(to, "HTTP/1.1 {line}\r\n{}\r\n{end}{body}", headers.trim_end()).map(|()| true)
}
