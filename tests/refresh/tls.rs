//! Secure connections: to whom one is made, and to whom not. The certificates are in `tests/fixtures/tls`.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use newsdesk::runtime::fetch::{Client, Limits, Request, Supplies};
use newsdesk::text::Address;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};

use super::cli::Desk;
use super::fetch::SOUND;
use super::server::feed;

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tls").join(name)
}

/// A server that shows this certificate and has one feed.
fn server(certificate: &str) -> SocketAddr {
    let chain = vec![CertificateDer::from_pem_file(fixture(certificate)).expect("a certificate")];
    let key = PrivateKeyDer::from_pem_file(fixture("key.pem")).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().expect("versions");
    let config = Arc::new(config.with_no_client_auth().with_single_cert(chain, key).expect("a sound pair"));
    listen(move |mut stream| {
        let mut connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
        let mut secure = Stream::new(&mut connection, &mut stream);
        let mut head = [0; 4096];
        // whoever does not trust us goes away
        if secure.read(&mut head).is_ok_and(|n| n > 0) {
            let body = feed(1);
            let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            let _ = secure.write_all(answer.as_bytes());
            connection.send_close_notify();
            let _ = connection.complete_io(&mut stream);
        }
    })
}

fn listen(serve: impl Fn(std::net::TcpStream) + Send + Sync + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || listener.incoming().flatten().for_each(&serve));
    address
}

#[test]
fn certificates_are_checked_against_those_of_the_machine() {
    let roots = fixture("roots.pem").display().to_string();
    for (certificate, roots, expected) in [
        ("good.pem", roots.as_str(), "added"),
        ("other-host.pem", &roots, "the certificate is of another host"),
        ("expired.pem", &roots, "the certificate has expired"),
        ("not-yet.pem", &roots, "the certificate is not valid yet"),
        ("self-signed.pem", &roots, "nobody this machine trusts has signed the certificate"),
        ("good.pem", "/dev/null", "this machine has no certificates to check others by; install ca-certificates"),
    ] {
        let desk = Desk::new();
        let address = format!("https://{}/feed", server(certificate));
        let run = desk.run_in(&["add", &address], &[("SSL_CERT_FILE", roots), ("SSL_CERT_DIR", "/nonexistent")]);
        assert!(run.err.contains(expected), "{certificate}: {run:?}");
    }
}

#[test]
fn a_handshake_that_does_not_end_is_ended() {
    let short = Duration::from_millis(250);
    let limits = Limits { connect: short, answer: short, whole: short, ..SOUND };
    let silent = listen(|mut stream| _ = std::io::copy(&mut stream, &mut std::io::sink()));
    let drip = listen(|mut stream| {
        // a record of 16 kB, byte by byte
        let _ = stream.write_all(&[22, 3, 3, 0x40, 0]);
        while stream.write_all(&[2]).is_ok() {
            thread::sleep(Duration::from_millis(20));
        }
    });
    let broken = listen(|mut stream| _ = stream.read(&mut [0; 16]));
    for (address, expected) in [(silent, "within"), (drip, "within"), (broken, "ended before")] {
        let address = Address::new(&format!("https://{address}/feed")).unwrap();
        let error = Client::new(Supplies::new(limits)).get(&Request::new(address)).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
}
