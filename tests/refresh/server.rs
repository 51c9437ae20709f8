//! A web server on loopback: some of its paths are feeds, the others are traps.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

#[path = "server/traps.rs"]
mod traps;

pub use traps::TRAPS;

/// A request, as it came.
#[derive(Clone, Debug)]
pub struct Seen {
    pub path: String,
    /// By names in small letters.
    pub headers: HashMap<String, String>,
}

/// A server that runs until the test ends.
#[derive(Clone, Debug)]
pub struct Server {
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    active: Arc<AtomicUsize>,
    most_active: Arc<AtomicUsize>,
}

impl Server {
    /// A server on `ip`, on a port that is free.
    pub fn start(ip: &str) -> Self {
        let listener = TcpListener::bind((ip, 0)).expect("a port");
        let server = Self {
            address: listener.local_addr().expect("an address"),
            seen: Arc::default(),
            active: Arc::default(),
            most_active: Arc::default(),
        };
        let here = server.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let here = here.clone();
                thread::spawn(move || here.serve(stream));
            }
        });
        server
    }

    /// The address of a path.
    pub fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked for so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("requests").clone()
    }

    /// How many requests for feeds were under way at the same time at most.
    pub fn most_active(&self) -> usize {
        self.most_active.load(Ordering::SeqCst)
    }

    fn serve(&self, mut stream: TcpStream) {
        let Some(seen) = read_head(&stream) else {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
            return;
        };
        self.seen.lock().expect("requests").push(seen.clone());
        // whoever asked may have gone: then there is nobody to tell
        let _ = self.answer(&seen, &mut stream);
        let _ = stream.shutdown(Shutdown::Both);
    }

    fn answer(&self, seen: &Seen, to: &mut TcpStream) -> io::Result<()> {
        let path = seen.path.as_str();
        if let Some(rest) = path.strip_prefix("/chain/") {
            let left: usize = rest.parse().unwrap_or(0);
            return redirect(to, 302, &if left == 0 { "/feed/0".to_owned() } else { format!("/chain/{}", left - 1) });
        }
        if traps::spring(path, to)? { Ok(()) } else { self.answer_well(seen, to) }
    }

    /// The paths that are no traps.
    fn answer_well(&self, seen: &Seen, to: &mut TcpStream) -> io::Result<()> {
        let asked = |path: &str| self.seen().iter().filter(|seen| seen.path == path).count();
        match seen.path.as_str() {
            "/busy" => write!(to, "HTTP/1.1 429 Slow down\r\nRetry-After: 600\r\nContent-Length: 0\r\n\r\n"),
            "/gone" => write!(to, "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"),
            "/moved" => redirect(to, 301, "/moved/again"),
            "/moved/again" => redirect(to, 308, "/feed/7"),
            "/moved/once" => redirect(to, 302, "/moved"),
            "/packed" => packed(to, feed(3).as_bytes()),
            "/away" => redirect(to, 302, "http://127.0.0.2:9/feed/1"),
            "/changing" if asked("/changing") % 2 == 1 => ok(to, "application/rss+xml", feed(5).as_bytes()),
            "/changing" => {
                let text = feed(5).replace("UTF-8", "ISO-8859-1");
                let latin: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
                ok(to, "application/rss+xml; charset=iso-8859-1", &latin)
            }
            "/teasers" => ok(to, "application/rss+xml", self.teasers().as_bytes()),
            "/story/1" => ok(to, "text/html", story("A second crane for the harbour").as_bytes()),
            "/story/2" => {
                ok(to, "text/html", b"<!DOCTYPE html><title>Sign in</title><h1>Sign in</h1><p>A name, please.</p>")
            }
            "/page" => ok(to, "text/html", page().as_bytes()),
            "/" => ok(to, "text/html", b"<!DOCTYPE html><html><head><title>No feeds here</title></head></html>"),
            path => self.feed(path, seen, to),
        }
    }

    /// A feed that cuts its stories off: the page of the first has the whole, that of the second wants a login, the third
    /// is not there, the fourth is on another host of this machine.
    fn teasers(&self) -> String {
        let item = |n: usize, title: &str, link: &str| {
            format!(
                "<item><title>{title}</title><link>{link}</link><guid>{n}</guid>\
                 <pubDate>Sun, 22 Nov 2026 0{n}:00:00 GMT</pubDate><description>{TEASER}</description></item>"
            )
        };
        let items = [
            item(1, "A second crane for the harbour", &self.at("/story/1")),
            item(2, "What members read", &self.at("/story/2")),
            item(3, "A story that is gone", &self.at("/story/3")),
            item(4, "A story next door", "http://127.0.0.2:9/story"),
        ];
        format!("<rss version='2.0'><channel><title>Teasers</title>{}</channel></rss>", items.concat())
    }

    /// `/feed/N`, and 404 for all else.
    fn feed(&self, path: &str, seen: &Seen, to: &mut TcpStream) -> io::Result<()> {
        let number = path.strip_prefix("/feed/").and_then(|number| number.parse().ok());
        let Some(number) = number else {
            return write!(to, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        };
        let active = self.active.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_active.fetch_max(active, Ordering::SeqCst);
        thread::yield_now();
        // before the answer: who has it may ask again at once
        self.active.fetch_sub(1, Ordering::SeqCst);
        let tag = format!("\"v{number}\"");
        if seen.headers.get("if-none-match") == Some(&tag) {
            return write!(to, "HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n");
        }
        let body = feed(number);
        write!(to, "HTTP/1.1 200 OK\r\nETag: {tag}\r\nContent-Type: application/rss+xml\r\n")?;
        write!(to, "Last-Modified: Sun, 22 Nov 2026 08:00:00 GMT\r\nContent-Length: {}\r\n\r\n{body}", body.len())
    }
}

/// A feed of three articles.
pub fn feed(number: usize) -> String {
    let item = |n: usize| {
        format!(
            "<item><title>Café {number}, story {n}</title><link>https://example.org/{number}/{n}</link>\
             <guid>tag:example.org,{number}:{n}</guid><pubDate>Sun, 22 Nov 2026 0{n}:00:00 GMT</pubDate>\
             <description>OpenAI and Mistral AI met in café number {number} to talk about story {n}.</description></item>"
        )
    };
    let items: String = (1..=3).map(item).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>Feed {number}</title>\
         <link>https://example.org/</link><description>A feed</description>{items}</channel></rss>"
    )
}

/// What a feed gives of a story.
const TEASER: &str = "OpenAI asked for a second crane in spring …";

/// The page of a story.
fn story(title: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav><article>\
         <h1>{title}</h1><p>OpenAI asked for a second crane in spring, and the council of the harbour said that it would \
         think about it until summer.</p><p>By then the first crane was broken, Mistral AI had bought the only boat that \
         could carry another one, and nobody had thought of anything.</p></article></body></html>"
    )
}

fn page() -> String {
    "<!DOCTYPE html><html><head><title>A site</title>\
     <link rel='alternate' type='application/rss+xml' title='All stories' href='/feed/1'>\
     <link rel='alternate' type='application/atom+xml' title='Comments' href='/feed/2'></head>\
     <body><h1>A site</h1><p>Words of its front page.</p></body></html>"
        .to_owned()
}

fn read_head(stream: &TcpStream) -> Option<Seen> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers = lines.take_while(|line| !line.is_empty()).filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    });
    Some(Seen { path, headers: headers.collect() })
}

fn ok(to: &mut TcpStream, content_type: &str, body: &[u8]) -> io::Result<()> {
    write!(to, "HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n", body.len())?;
    to.write_all(body)
}

fn packed(to: &mut TcpStream, body: &[u8]) -> io::Result<()> {
    send_packed(to, "gzip", &gzip(body)?)
}

fn gzip(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(body)?;
    packed.finish()
}

fn send_packed(to: &mut TcpStream, how: &str, packed: &[u8]) -> io::Result<()> {
    write!(to, "HTTP/1.1 200 OK\r\nContent-Encoding: {how}\r\nContent-Length: {}\r\n\r\n", packed.len())?;
    to.write_all(packed)
}

fn redirect(to: &mut TcpStream, status: u16, location: &str) -> io::Result<()> {
    write!(to, "HTTP/1.1 {status} Elsewhere\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n")
}

/// A byte now and then, until the other side goes.
fn drip(to: &mut TcpStream, head: &str) -> io::Result<()> {
    to.write_all(head.as_bytes())?;
    loop {
        to.write_all(b"x")?;
        thread::sleep(Duration::from_millis(20));
    }
}

fn endless(to: &mut TcpStream, head: &str, piece: &[u8]) -> io::Result<()> {
    to.write_all(head.as_bytes())?;
    loop {
        to.write_all(piece)?;
    }
}

/// Says nothing more until the other side goes.
fn wait_for_ever(to: &mut TcpStream) -> io::Result<()> {
    io::copy(to, &mut io::sink()).map(|_| ())
}
