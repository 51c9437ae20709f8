//! The library from the command line.

use std::path::Path;
use std::process::{Command, Output};

use newsdesk::article::{Block, Section, SectionKind};
use newsdesk::library::{Arrival, Library};

use super::{id, library_of};

/// Exit code, standard output, standard error.
pub fn run(library: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsdesk"));
    command.args(args).env_clear().env("HOME", "/nonexistent").env("TZ", "UTC").env("NEWSDESK_LIBRARY", library);
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

pub fn count(library: &Path, query: &str) -> String {
    run(library, &["count", query]).1.trim().to_owned()
}

#[test]
fn what_is_marked_stays_marked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/library.db");
    assert_eq!(count(&path, "is:read"), "0");
    assert!(!path.exists(), "looking makes no library");
    let told = |args: &[&str]| run(&path, args).2;
    assert_eq!(told(&["mark", "read", "company:openai"]), "8 stories marked: read\n");
    assert_eq!(told(&["mark", "starred", "company:openai", "sort:oldest"]), "8 stories marked: starred\n");
    assert_eq!(told(&["mark", "read", "company:openai"]), "0 stories marked: read, 8 were so before\n");
    assert_eq!(told(&["mark", "unread", "is:starred", "model:gpt"]).split(' ').next(), Some("3"));
    assert_eq!((count(&path, "is:read"), count(&path, "is:starred")), ("5".to_owned(), "8".to_owned()));
    let (_, out, _) = run(&path, &["list", "is:read", "--limit", "1", "--format", "jsonl", "--fields", "state"]);
    let state = "{\"changed\":false,\"later\":false,\"note\":null,\"read\":true,\"starred\":true,\"tags\":[]}";
    assert_eq!(out, format!("{{\"state\":{state}}}\n"));
    assert_eq!(run(&path, &["mark", "read", "nobody-writes-this"]).0, 1);
    assert_eq!(run(&path, &["mark", "red", "openai"]).0, 2);
    assert_eq!(run(&path, &["mark", "read"]).0, 2);
    assert_eq!(run(&path, &["mark", "read", " "]).0, 2);
}

#[test]
fn subcommands_read_the_library() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(library_of(&path, 30));
    assert_eq!(count(&path, ""), "30");
    let (code, out, _) = run(&path, &["list", "--limit", "2", "--fields", "title"]);
    assert_eq!((code, out.as_str()), (0, "Story 30\nStory 29\n"));
    assert_eq!(
        run(&path, &["show", "000000000000001e", "--format", "tsv", "--fields", "title"]).1,
        "title\nStory 30\n"
    );
    // the place may be given, and may be the folder
    let place = folder.path().display().to_string();
    assert_eq!(run(Path::new("/nonexistent/x"), &["count", "--library", &place]).1, "30\n");
    // other sources have states as well, and stay out of the library
    let file = folder.path().join("a.md");
    std::fs::write(&file, "# A title\n\nWords.\n").unwrap();
    let file = file.display().to_string();
    assert_eq!(run(&path, &["mark", "later", "--from", &file, "title"]).0, 0);
    assert_eq!(run(&path, &["count", "--from", &file, "is:later"]).1, "1\n");
    assert_eq!(count(&path, ""), "30");
}

#[test]
fn a_library_of_the_future_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(Library::open(&path).unwrap());
    let newer = rusqlite::Connection::open(&path).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    let (code, _, told) = run(&path, &["mark", "read", "openai"]);
    assert_eq!(code, 3);
    assert!(told.contains("a newer newsdesk made it: it has schema 99"), "{told}");
}

#[test]
fn texts_are_read_where_a_query_or_a_format_needs_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut library = library_of(&path, 3);
    let mut article = library.article(&id("0000000000000002")).unwrap().unwrap().article;
    article.sections = vec![Section { blocks: vec![Block::paragraph("A zebra.")], ..Section::new(SectionKind::Body) }];
    let arrival = Arrival { source: 1, document: None, at: 2, lexicon: 0 };
    library.write(|batch| batch.keep_articles(&arrival, &[article])).unwrap();
    drop(library);
    assert_eq!((count(&path, "text:zebra"), count(&path, "-\"a zebra\"")), ("1".to_owned(), "2".to_owned()));
    assert_eq!(count(&path, "section:body"), "1");
    assert_eq!(run(&path, &["list", "section:body", "--fields", "title,summary"]).1, "Story 2\tA zebra.\n");
    assert!(run(&path, &["list", "section:body", "--format", "jsonl"]).1.contains("\"text\":\"A zebra.\""));
    assert!(run(&path, &["show", "0000000000000002"]).1.contains("A zebra."));
}

#[test]
fn a_damaged_library_is_told_of_mended_and_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(library_of(&path, 300));
    assert_eq!(run(&path, &["mark", "starred", "title:30"]).0, 0);
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() - 9000]).unwrap();
    let (code, out, told) = run(&path, &["doctor"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("newsdesk doctor --mend") && told.contains("the library is damaged"), "{out}{told}");
    assert_eq!(std::fs::metadata(&path).unwrap().len() as usize, bytes.len() - 9000);
    let (_, out, _) = run(&path, &["doctor", "--mend"]);
    assert!(out.contains("library.db.damaged-1; taken over from it: 1 source, "), "{out}");
    let (_, out, told) = run(&path, &["doctor"]);
    assert!(out.contains("whole: every page") && !told.contains("damaged"), "{out}{told}");
    assert!(count(&path, "is:starred").parse::<usize>().unwrap() > 0);
}

#[test]
fn a_limit_on_files_is_told_and_tears_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(library_of(&path, 300));
    let limited = |blocks: u32, args: &str| {
        let script = format!("ulimit -f {blocks}; exec {} {args}", env!("CARGO_BIN_EXE_newsdesk"));
        let mut command = Command::new("sh");
        command.args(["-c", &script]).env_clear().env("HOME", "/nonexistent").env("NEWSDESK_LIBRARY", &path);
        let Output { status, stderr, .. } = command.output().unwrap();
        (status.code(), String::from_utf8(stderr).unwrap())
    };
    for blocks in [0, 8, 80] {
        let (code, told) = limited(blocks, "mark read Story");
        assert_eq!(code, Some(3), "{blocks}: {told}");
        assert!(told.contains("limit on the size of files") || told.contains("is full"), "{blocks}: {told}");
    }
    assert_eq!(count(&path, "is:read"), "0");
    assert_eq!(run(&path, &["mark", "read", "Story"]).2, "300 stories marked: read\n");
}
