//! Ten thousand sources asked anew, a hundred of them traps, from a server on this machine: how long it takes, and how
//! much memory. The server is a process of its own. Linux alone has all of 127.0.0.0/8 for hosts.

#![allow(clippy::print_stdout, reason = "what is measured is told")]

#[allow(dead_code, reason = "the tests use more of it")]
#[path = "../tests/refresh/server.rs"]
mod server;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use newsdesk::entity::Lexicon;
use newsdesk::library::{Library, NewSource, Origin};
use newsdesk::runtime::Loader;
use newsdesk::runtime::fetch::{Limits, Supplies};
use newsdesk::runtime::refresh::keep::{Choice, Kept, Plan, Reader, Report};
use newsdesk::text::Address;
use server::{Server, TRAPS};

const N_SOURCES: usize = 10_000;
const N_TRAPS: usize = 100;

/// What makes this the server.
const SERVE: &str = "--serve";

fn main() {
    if std::env::args().any(|arg| arg == SERVE) {
        println!("{}", Server::start("0.0.0.0").address.port());
        // until whoever wants it ends it
        std::thread::park();
    }
    let (mut child, port) = server();
    let folder = tempfile::tempdir().expect("a folder");
    let mut library = Library::open(&folder.path().join("library.db")).expect("a library");
    let added = library.write(|batch| {
        addresses(port).try_for_each(|address| {
            let address = Address::new(&address).expect("an address");
            batch.add_source(&NewSource::new(Origin::Feed(address)), 0).map(|_| ())
        })
    });
    added.expect("sources");
    let loader = Loader::new(Arc::new(Lexicon::bundled()), jiff::civil::date(2026, 11, 22));
    println!("{N_SOURCES} sources, {N_TRAPS} of them traps; {:.0} MB before", resident("VmRSS"));
    for what in ["first", "again"] {
        refresh(what, &mut library, &loader);
    }
    child.kill().expect("the server");
    let _ = child.wait();
}

fn refresh(what: &str, library: &mut Library, loader: &Loader) {
    let started = Instant::now();
    let plan = Plan::new(library, &Choice::All).expect("a plan");
    let (mut n_read, mut n_new, mut n_unchanged, mut n_failed) = (0, 0, 0, 0);
    let tell = |report| match report {
        Report::Begun(_) | Report::FullText { .. } | Report::Quiet => {}
        Report::Ended(_, Kept::Read { n_new: n, .. }) => (n_read, n_new) = (n_read + 1, n_new + n),
        Report::Ended(_, Kept::Unchanged) => n_unchanged += 1,
        Report::Ended(_, Kept::Failed(_)) => n_failed += 1,
    };
    let supplies = Supplies::new(Limits::default());
    plan.run(library, Reader { loader, lexicon: 1 }, &supplies, tell).expect("a library that can be written");
    println!(
        "{what}: {:.1} s, at most {:.0} MB; {n_read} read with {n_new} new articles, {n_unchanged} unchanged, {n_failed} failed",
        started.elapsed().as_secs_f64(),
        resident("VmHWM"),
    );
}

/// Ten feeds of each host; each trap is a host of its own, somewhere among them.
fn addresses(port: u16) -> impl Iterator<Item = String> {
    (0..N_SOURCES).map(move |n| {
        let each = N_SOURCES / N_TRAPS;
        if n % each == 0 {
            let at = n / each;
            return format!("http://127.9.{}.{}:{port}{}", at / 250, at % 250 + 1, TRAPS[at % TRAPS.len()].0);
        }
        format!("http://127.1.{}.{}:{port}/feed/{n}", n % 1000 / 250, n % 250 + 1)
    })
}

fn server() -> (Child, u16) {
    let own = std::env::current_exe().expect("our own path");
    let mut child = Command::new(own).arg(SERVE).stdout(Stdio::piped()).spawn().expect("a server");
    let mut line = String::new();
    let out = child.stdout.take().expect("its output");
    BufReader::new(out).read_line(&mut line).expect("its port");
    (child, line.trim().parse().expect("a port"))
}

/// Megabytes of this process in memory.
fn resident(what: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(what));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}
