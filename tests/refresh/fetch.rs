//! One request at a time.

use std::time::{Duration, Instant};

use newsdesk::library::Secret;
use newsdesk::runtime::fetch::{Client, FetchError, Limits, Request, Response, Supplies};
use newsdesk::text::Address;

use super::server::{Server, TRAPS, feed};

/// The traps that end only because time does.
const SLOW: [&str; 5] = ["/drip", "/drip-head", "/drip-redirect", "/silent", "/longer"];

/// Time enough for what is sound, however busy the machine is.
pub const SOUND: Limits = Limits {
    connect: Duration::from_secs(30),
    answer: Duration::from_secs(30),
    whole: Duration::from_secs(60),
    bytes: 1 << 20,
};

/// Little time, for what would never end.
const SHORT: Duration = Duration::from_millis(250);

fn client(limits: Limits) -> Client {
    Client::new(Supplies::new(limits))
}

fn request(address: &str) -> Request {
    Request::new(Address::new(address).expect("an address"))
}

fn get(address: &str) -> Result<(Response, Vec<u8>), FetchError> {
    let mut response = client(SOUND).get(&request(address))?;
    let document = response.take_document()?;
    Ok((response, document))
}

#[test]
fn a_feed_comes_with_what_to_ask_with_the_next_time() {
    let server = Server::start("127.0.0.1");
    let mut client = client(SOUND);
    let mut request = request(&server.at("/feed/4"));
    let mut response = client.get(&request).unwrap();
    assert_eq!(String::from_utf8(response.take_document().unwrap()).unwrap(), feed(4));
    assert_eq!(response.transfer().content_type, Some("application/rss+xml"));
    assert_eq!(response.moved, None);
    request.validators = response.validators.clone();
    let response = client.get(&request).unwrap();
    assert!(response.is_unchanged());
    assert_eq!(response.validators, request.validators);
    let seen = server.seen();
    assert_eq!(seen[1].headers["if-none-match"], "\"v4\"");
    assert_eq!(seen[1].headers["if-modified-since"], "Sun, 22 Nov 2026 08:00:00 GMT");
    assert!(seen[0].headers["user-agent"].starts_with("newsdesk/"));
}

#[test]
fn redirects_are_followed_and_the_lasting_ones_told() {
    let server = Server::start("127.0.0.1");
    for (path, end, moved) in
        [("/moved", "/feed/7", Some("/feed/7")), ("/moved/once", "/feed/7", None), ("/chain/4", "/feed/0", None)]
    {
        let (response, document) = get(&server.at(path)).unwrap();
        assert_eq!(response.address.as_str(), server.at(end), "{path}");
        assert_eq!(response.moved.map(String::from), moved.map(|moved| server.at(moved)), "{path}");
        assert!(document.starts_with(b"<?xml"));
    }
}

#[test]
fn every_trap_ends_within_its_limit() {
    let server = Server::start("127.0.0.1");
    for (path, expected) in TRAPS {
        let limits = if SLOW.contains(&path) { Limits { answer: SHORT, whole: SHORT, ..SOUND } } else { SOUND };
        let started = Instant::now();
        let mut client = client(limits);
        let error = client.get(&request(&server.at(path))).and_then(|mut response| response.take_document());
        let error = error.map(|document| document.len()).expect_err(path);
        assert!(error.to_string().contains(expected), "{path}: {error}");
        assert!(started.elapsed() < limits.whole + Duration::from_secs(20), "{path}");
        // and the client is as good as before
        if limits == SOUND {
            assert!(client.get(&request(&server.at("/feed/1"))).is_ok(), "after {path}");
        }
    }
}

#[test]
fn plain_bytes_where_tls_was_asked_for_are_an_error() {
    let server = Server::start("127.0.0.1");
    let error = get(&server.at("/feed/1").replace("http:", "https:")).unwrap_err();
    assert!(matches!(&error, FetchError::Tls(_)), "{error:?}");
    assert!(error.advice().contains("http://"), "{error}");
}

#[test]
fn a_server_that_says_no_is_heeded() {
    let server = Server::start("127.0.0.1");
    let error = get(&server.at("/busy")).unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(600)));
    assert!(error.may_pass());
    let error = get(&server.at("/gone")).unwrap_err();
    assert_eq!(error, FetchError::Status { code: 410, retry_after: None });
    assert!(!error.may_pass());
    let nobody = format!("http://{}/", closed_port());
    assert!(matches!(get(&nobody), Err(FetchError::Connect(_))));
}

/// An address at which nobody listens any more.
fn closed_port() -> std::net::SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port")
}

#[test]
fn what_a_document_names_is_asked_for_on_the_open_net_alone() {
    let server = Server::start("127.0.0.1");
    let port = server.address.port();
    for host in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1", "0.0.0.0"] {
        let address = Address::new(&format!("http://{host}:{port}/feed/1")).expect(host);
        let error = client(SOUND).get(&Request::linked(address)).expect_err(host);
        assert!(matches!(error, FetchError::Private(_)), "{host}: {error:?}");
    }
    assert!(server.seen().is_empty());
    assert!(matches!(get(&server.at("/away")), Err(FetchError::Private(_))), "to another host of this machine");
    assert!(matches!(get(&format!("http://ada:x@127.0.0.1:{port}/")), Err(FetchError::Login)));
}

#[test]
fn a_secret_stays_at_home() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("login");
    std::fs::write(&path, "ada:lovelace\n").unwrap();
    let server = Server::start("127.0.0.1");
    let secret = Some(Secret::LoginFile(path));
    let mut client = client(SOUND);
    for path in ["/feed/1", "/away"] {
        let _ = client.get(&Request { secret: secret.clone(), ..request(&server.at(path)) });
    }
    let seen = server.seen();
    assert!(seen.iter().all(|seen| seen.headers["authorization"] == "Basic YWRhOmxvdmVsYWNl"), "{seen:?}");
    assert_eq!(seen.len(), 2);
}

#[test]
fn a_request_that_is_stopped_ends_at_once() {
    let server = Server::start("127.0.0.1");
    let supplies = Supplies::new(SOUND);
    let mut client = Client::new(supplies.clone());
    let request = request(&server.at("/silent"));
    let waiting = std::thread::spawn(move || client.get(&request).map(|_| ()));
    while server.seen().is_empty() {
        std::thread::yield_now();
    }
    supplies.stop.ask();
    assert_eq!(waiting.join().unwrap(), Err(FetchError::Stopped));
}
