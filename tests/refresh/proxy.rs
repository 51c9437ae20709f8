//! Proxies of the environment, spoken to by the real binary.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use super::cli::Desk;

/// A proxy for http and SOCKS 5 that leads to one server, whatever it is asked for.
struct Proxy {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    fn start(to: SocketAddr, answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let proxy = Self { address: listener.local_addr().expect("an address"), asked: Arc::default() };
        let asked = Arc::clone(&proxy.asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let asked = Arc::clone(&asked);
                thread::spawn(move || serve(&stream, to, answer, &asked));
            }
        });
        proxy
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("what was asked").clone()
    }
}

fn serve(stream: &TcpStream, to: SocketAddr, answer: &str, asked: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let is_socks = reader.fill_buf()?.first() == Some(&5);
    let host = if is_socks { greet(&mut reader, stream)? } else { head(&mut reader)? };
    asked.lock().expect("what was asked").push(host);
    if !is_socks {
        write!(&mut &*stream, "HTTP/1.1 {answer}\r\n\r\n")?;
    }
    let server = TcpStream::connect(to)?;
    let (mut from, mut back) = (server.try_clone()?, stream.try_clone()?);
    thread::spawn(move || {
        let _ = io::copy(&mut from, &mut back);
        let _ = back.shutdown(Shutdown::Both);
    });
    io::copy(&mut reader, &mut &server)?;
    server.shutdown(Shutdown::Write)
}

/// The host of `CONNECT host:port`.
fn head(reader: &mut impl BufRead) -> io::Result<String> {
    let lines: Vec<String> = reader.lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    Ok(lines.first().map(|line| line.split(' ').nth(1).unwrap_or_default().to_owned()).unwrap_or_default())
}

/// The host of a SOCKS 5 request, given by its name.
fn greet(reader: &mut impl Read, mut to: &TcpStream) -> io::Result<String> {
    let mut hello = [0; 2];
    reader.read_exact(&mut hello)?;
    reader.read_exact(&mut vec![0; usize::from(hello[1])])?;
    to.write_all(&[5, 0])?;
    let mut request = [0; 5];
    reader.read_exact(&mut request)?;
    let mut name = vec![0; usize::from(request[4]) + 2];
    reader.read_exact(&mut name)?;
    to.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])?;
    Ok(String::from_utf8_lossy(&name[..name.len() - 2]).into_owned())
}

#[test]
fn feeds_come_through_the_proxy_of_the_environment() {
    let desk = Desk::new();
    let proxy = Proxy::start(desk.server.address, "200 Connected");
    for (n, (variable, scheme)) in (1..).zip([("http_proxy", "http"), ("ALL_PROXY", "http"), ("all_proxy", "socks5h")])
    {
        let (url, value) = (format!("http://feeds.example/feed/{n}"), format!("{scheme}://{}", proxy.address));
        let run = desk.run_in(&["add", &url], &[(variable, &value)]);
        assert!(run.code == Some(0) && run.err.contains("3 new stories"), "{variable} {scheme}: {run:?}");
    }
    let asked = proxy.asked();
    assert_eq!(asked.len(), 6, "each was looked at and then asked: {asked:?}");
    assert!(asked.iter().all(|host| host.starts_with("feeds.example")), "{asked:?}");
    // and some without it
    let around = [("http_proxy", &*format!("http://{}", proxy.address)), ("no_proxy", "127.0.0.0/8")];
    let run = desk.run_in(&["add", &desk.server.at("/feed/9")], &around);
    assert!(run.code == Some(0), "{run:?}");
    assert_eq!(proxy.asked().len(), asked.len());
}

#[test]
fn a_proxy_that_says_no_or_is_none_is_told() {
    let desk = Desk::new();
    let proxy = Proxy::start(desk.server.address, "407 Who are you");
    let address = format!("http://{}", proxy.address);
    let run = desk.run_in(&["add", "http://feeds.example/feed/1"], &[("http_proxy", &address)]);
    assert!(run.err.contains("407 (the proxy wants a login); put the login into"), "{run:?}");
    let run = desk.run_in(&["add", &desk.server.at("/feed/1")], &[("http_proxy", "gopher://ada:lovelace@x")]);
    assert!(run.err.contains("http_proxy in the environment is no address of a proxy"), "{run:?}");
    assert!(!run.err.contains("lovelace") && desk.server.seen().is_empty(), "{run:?}");
}
