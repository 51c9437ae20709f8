//! Many sources at the same time.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use newsdesk::entity::Lexicon;
use newsdesk::runtime::Loader;
use newsdesk::runtime::fetch::{Limits, Request, Supplies};
use newsdesk::runtime::refresh::{Ending, Order, Patience, Told, What, run};
use newsdesk::text::Address;

use super::fetch::SOUND;
use super::server::{Server, TRAPS};

/// Made once: reading the lexicon takes longer than most tests.
pub static LOADER: LazyLock<Loader> =
    LazyLock::new(|| Loader::new(Arc::new(Lexicon::bundled()), jiff::civil::date(2026, 11, 22)));

fn web(source: i64, address: &str) -> Order {
    let request = Request::new(Address::new(address).expect("an address"));
    Order { source, what: What::Fetch { request, format: Some(newsdesk::import::Format::Feed) } }
}

fn each(orders: &[Order], supplies: &Supplies, mut tell: impl FnMut(Told)) {
    run(orders, &LOADER, supplies, |told| told.into_iter().for_each(&mut tell));
}

/// What became of each source: the titles of its articles, or why there are none.
fn outcomes(orders: &[Order], supplies: &Supplies) -> HashMap<i64, Result<Vec<String>, String>> {
    let mut outcomes = HashMap::new();
    each(orders, supplies, |told| match told {
        Told::Begun(source) => assert!(outcomes.insert(source, Ok(Vec::new())).is_none()),
        Told::Arrived(source, arrived) => {
            let titles = arrived.document.articles.iter().map(|article| article.title.to_string());
            outcomes.get_mut(&source).unwrap().as_mut().unwrap().extend(titles);
        }
        Told::Ended(source, Ending::Failed(failed)) => _ = outcomes.insert(source, Err(failed.why)),
        Told::Ended(..) => {}
    });
    outcomes
}

#[test]
fn traps_are_listed_and_the_others_unharmed() {
    let (server, n_feeds) = (Server::start("127.0.0.1"), 40);
    // each trap is a host of its own, so that the slow ones are waited for at the same time
    let trap = |(path, _): &(&'static str, _)| (Server::start("127.0.0.1"), (*path).to_owned());
    let feeds = (0..n_feeds).map(|n| (server.clone(), format!("/feed/{n}")));
    let sources: Vec<(Server, String)> = TRAPS.iter().map(trap).chain(feeds).collect();
    let orders: Vec<Order> = (0..).zip(&sources).map(|(n, (server, path))| web(n, &server.at(path))).collect();
    let limits = Limits { answer: Duration::from_secs(2), whole: Duration::from_secs(2), ..SOUND };
    let mut outcomes = outcomes(&orders, &Supplies::new(limits));
    for (n, (_, path)) in (0..).zip(&sources) {
        let outcome = outcomes.remove(&n).expect(path);
        match TRAPS.iter().find(|(trap, _)| trap == path) {
            Some((_, expected)) => {
                assert!(outcome.as_ref().is_err_and(|why| why.contains(expected)), "{path}: {outcome:?}")
            }
            None => assert_eq!(outcome.as_ref().map(Vec::len), Ok(3), "{path}: {outcome:?}"),
        }
    }
    assert!(server.most_active() <= 2, "{} requests at a time", server.most_active());
}

#[test]
fn a_feed_may_change_its_encoding() {
    let server = Server::start("127.0.0.1");
    for _ in 0..2 {
        let outcome = outcomes(&[web(1, &server.at("/changing"))], &Supplies::new(SOUND)).remove(&1).unwrap();
        assert_eq!(outcome.unwrap()[0], "Café 5, story 1");
    }
}

#[test]
fn a_page_in_the_place_of_a_feed_is_an_error_that_names_its_feeds() {
    let server = Server::start("127.0.0.1");
    let outcome = outcomes(&[web(1, &server.at("/page"))], &Supplies::new(SOUND)).remove(&1).unwrap();
    let why = outcome.unwrap_err();
    assert!(why.contains("a web page, not a feed") && why.contains(&server.at("/feed/1")), "{why}");
}

#[test]
fn files_folders_and_commands_are_sources() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("a.md"), "# One\n\nWords of a story.\n").unwrap();
    std::fs::write(dir.path().join("b.md"), "# Two\n\nWords of another.\n").unwrap();
    let read = |source, path: std::path::PathBuf, since| Order { source, what: What::Read { path, since } };
    let run =
        |source, words: &[&str]| Order { source, what: What::Run(words.iter().map(|w| (*w).to_owned()).collect()) };
    let file = dir.path().join("a.md");
    let orders = [
        read(1, dir.path().to_owned(), None),
        read(2, file.clone(), None),
        read(3, dir.path().join("no.md"), None),
        read(4, dir.path().to_owned(), Some(i64::MAX)),
        run(5, &["cat", file.to_str().unwrap()]),
        run(6, &["sh", "-c", "echo broken >&2; exit 7"]),
    ];
    let outcomes = outcomes(&orders, &Supplies::new(SOUND));
    let titles = |source| outcomes[&source].as_ref().map(|titles| titles.join(" ")).map_err(String::as_str);
    assert_eq!(titles(1), Ok("One Two".to_owned()));
    assert_eq!(titles(2), Ok("One".to_owned()));
    assert_eq!(titles(3), Err("no such file or folder"));
    assert_eq!(titles(4), Ok(String::new()), "nothing has changed since");
    assert_eq!(titles(5), Ok("One".to_owned()));
    assert_eq!(titles(6), Err("sh: exit status: 7: broken"));
}

#[test]
fn a_server_that_wants_rest_gets_it() {
    let server = Server::start("127.0.0.1");
    let mut patience = None;
    each(&[web(1, &server.at("/busy"))], &Supplies::new(SOUND), |told| {
        if let Told::Ended(_, Ending::Failed(failed)) = told {
            patience = Some(failed.patience);
        }
    });
    assert_eq!(patience, Some(Patience::Asked(Duration::from_secs(600))));
}

#[test]
fn a_stop_ends_all_and_tells_no_failure() {
    let server = Server::start("127.0.0.1");
    let orders: Vec<Order> = (0..20).map(|n| web(n, &server.at("/silent"))).collect();
    let supplies = Supplies::new(SOUND);
    let mut n_begun = 0;
    each(&orders, &supplies, |told| match told {
        Told::Begun(_) => {
            n_begun += 1;
            supplies.stop.ask();
        }
        told => panic!("{told:?}"),
    });
    assert!((1..=2).contains(&n_begun), "{n_begun}");
}
