//! The real binary: sources added, listed, asked, removed, exchanged.

use std::io::Write;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::server::Server;

pub struct Desk {
    pub home: TempDir,
    pub server: Server,
}

#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Desk {
    pub fn new() -> Self {
        Self { home: tempfile::tempdir().expect("a folder"), server: Server::start("127.0.0.1") }
    }

    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, "")
    }

    fn run_with(&self, args: &[&str], input: &str) -> Run {
        self.start(args, input, &[])
    }

    /// With more in the environment.
    pub fn run_in(&self, args: &[&str], around: &[(&str, &str)]) -> Run {
        self.start(args, "", around)
    }

    fn start(&self, args: &[&str], input: &str, around: &[(&str, &str)]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsdesk"));
        command.args(args).env_clear().env("HOME", self.home.path()).env("TZ", "UTC").current_dir(self.home.path());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).envs(around.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("newsdesk");
        // one that needs no input may have ended
        let _ = child.stdin.take().expect("its input").write_all(input.as_bytes());
        let done = child.wait_with_output().expect("its output");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Run { code: done.status.code(), out: text(done.stdout), err: text(done.stderr) }
    }

    /// The places of all sources, one after the other, without the server's address.
    fn places(&self) -> String {
        let run = self.run(&["sources", "--format", "tsv", "--fields", "place"]);
        run.out.lines().skip(1).collect::<Vec<_>>().join(" ").replace(&self.server.at(""), "")
    }
}

#[test]
fn a_feed_is_added_asked_and_read() {
    let desk = Desk::new();
    let run = desk.run(&["add", "--folder", "Labs/Europe", "--tag", "chips", &desk.server.at("/feed/1")]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.err.contains("/feed/1: added") && run.err.contains("3 new stories"), "{run:?}");
    let run = desk.run(&["list", "--fields", "title"]);
    assert_eq!(run.out.lines().count(), 3, "{run:?}");
    let run = desk.run(&["sources", "--format", "json"]);
    let sources: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(sources[0]["title"], "Feed 1");
    assert_eq!(sources[0]["folder"], "Labs/Europe");
    assert_eq!(sources[0]["tags"], serde_json::json!(["chips"]));
    assert_eq!((&sources[0]["articles"], &sources[0]["failures"]), (&3.into(), &0.into()));
    let run = desk.run(&["refresh"]);
    assert!(run.code == Some(0) && run.err.contains("1 source asked: 0 new stories"), "{run:?}");
    let run = desk.run(&["refresh", "--due"]);
    assert!(run.code == Some(0) && run.err.contains("nothing to ask"), "{run:?}");
    let run = desk.run(&["add", &desk.server.at("/feed/1")]);
    assert!(run.err.contains("is a source already"), "{run:?}");
}

#[test]
fn a_page_gives_its_feeds() {
    let desk = Desk::new();
    let run = desk.run(&["add", &desk.server.at("/page")]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.err.contains("a page with 2 feeds") && run.err.contains("--all"), "{run:?}");
    assert_eq!(desk.places(), "/feed/1");
    desk.run(&["add", "--all", &desk.server.at("/page")]);
    assert_eq!(desk.places(), "/feed/1 /feed/2");
    let run = desk.run(&["add", &desk.server.at("/")]);
    assert!(run.code == Some(3) && run.err.contains("a page without a feed"), "{run:?}");
    let asked: Vec<String> = desk.server.seen().into_iter().map(|seen| seen.path).collect();
    assert!(asked.contains(&"/feed.xml".to_owned()) && asked.contains(&"/atom.xml".to_owned()), "{asked:?}");
    let run = desk.run(&["add", "--page", &desk.server.at("/page")]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(desk.places().ends_with("/page"));
}

#[test]
fn what_fails_is_named_and_the_exit_code_is_4() {
    let desk = Desk::new();
    let list = format!("# mine\n{}\n\n{}\n", desk.server.at("/feed/1"), desk.server.at("/fault"));
    let run = desk.run_with(&["add", "-"], &list);
    assert_eq!(run.code, Some(4), "{run:?}");
    assert!(run.err.contains("/fault: the server says 500"), "{run:?}");
    std::fs::write(
        desk.home.path().join("list.opml"),
        format!("<opml><outline xmlUrl='{}'/></opml>", desk.server.at("/gone")),
    )
    .unwrap();
    desk.run(&["import", "list.opml"]);
    let run = desk.run(&["refresh"]);
    assert_eq!(run.code, Some(4), "{run:?}");
    assert!(run.err.contains("410") && run.err.contains("newsdesk remove"), "{run:?}");
    assert!(run.err.ends_with("newsdesk: 1 of 2 sources could not be read\n"), "{run:?}");
    let run = desk.run(&["refresh"]);
    assert!(run.code == Some(0) && run.err.contains("rests until"), "{run:?}");
    assert_eq!(desk.run(&["refresh", "nobody"]).code, Some(2));
    assert!(desk.run(&["sources"]).out.contains("410"));
}

#[test]
fn files_folders_and_commands_are_added() {
    let desk = Desk::new();
    let at = |name: &str| desk.home.path().join(name);
    std::fs::create_dir(at("notes")).unwrap();
    std::fs::write(at("notes/a.md"), "# One\n\nWords of a story.\n").unwrap();
    std::fs::write(at("b.md"), "# Two\n\nWords of another.\n").unwrap();
    let run = desk.run(&["add", "notes", "b.md", "exec:echo Three words"]);
    assert!(run.code == Some(0) && run.err.contains("3 new stories"), "{run:?}");
    std::fs::write(at("notes/c.md"), "# Four\n\nWords of the last one.\n").unwrap();
    let run = desk.run(&["refresh", "notes"]);
    assert!(run.err.contains("1 source asked: 1 new story"), "{run:?}");
    let mut titles: Vec<String> = desk.run(&["list", "--fields", "title"]).out.lines().map(String::from).collect();
    titles.sort();
    assert_eq!(titles, ["Four", "One", "Three words", "Two"]);
    let run = desk.run(&["add", "no-such-file"]);
    assert!(run.code == Some(3) && run.err.contains("no such file or folder, and no address"), "{run:?}");
    assert_eq!(desk.run(&["add", "exec:'"]).code, Some(2));
    assert_eq!(desk.run(&["add", " "]).code, Some(2));
    let run = desk.run(&["add", "https://somebody:secret@example.org/feed.xml"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("--login-file") && !run.err.contains("secret@"), "{}", run.err);
}

#[test]
fn a_removed_source_comes_back_and_an_erased_one_is_gone() {
    let desk = Desk::new();
    desk.run(&["add", &desk.server.at("/feed/1"), &desk.server.at("/feed/2")]);
    assert_eq!(desk.run(&["remove", "Feed 1"]).code, Some(0));
    assert_eq!(desk.places(), "/feed/2");
    assert_eq!(desk.run(&["count"]).out, "6\n");
    desk.run(&["add", &desk.server.at("/feed/1")]);
    assert_eq!(desk.places(), "/feed/1 /feed/2");
    let run = desk.run(&["remove", "--erase", "Feed 1"]);
    assert!(run.code == Some(2) && run.err.contains("3 stories") && run.err.contains("--yes"), "{run:?}");
    let run = desk.run(&["remove", "--erase", "--yes", "Feed 1"]);
    assert!(run.code == Some(0) && run.err.contains("deleted with 3 stories"), "{run:?}");
    assert_eq!(desk.run(&["count"]).out, "3\n");
}

#[test]
fn subscriptions_go_out_and_come_in_whole() {
    let (desk, other) = (Desk::new(), Desk::new());
    desk.run(&[
        "add",
        "--name",
        "Mine <1>",
        "--folder",
        "Labs/Europe",
        "--tag",
        "a, b",
        "--every",
        "30",
        &desk.server.at("/feed/1"),
    ]);
    desk.run(&["add", &desk.server.at("/feed/2"), "exec:echo '# x'"]);
    let list = desk.run(&["export"]);
    assert!(list.code == Some(0) && list.err.contains("1 source left out"), "{list:?}");
    let run = other.run_with(&["import"], &list.out);
    assert!(run.code == Some(0) && run.err.contains("2 sources added"), "{run:?}");
    assert_eq!(other.run(&["export"]).out, list.out);
    let run = other.run_with(&["import", "-"], &list.out);
    assert!(run.err.contains("0 sources added, 2 known before"), "{run:?}");
    let run = other.run_with(&["import"], "<opml><outline xmlUrl='exec:touch /tmp/x'/></opml>");
    assert!(run.code == Some(3) && run.err.contains("no address of the web"), "{run:?}");
}
