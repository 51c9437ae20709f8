//! Libraries of every schema there was are opened with all that is in them.

use std::path::Path;

use newsdesk::article::{Block, Head, Marker, Marks};
use newsdesk::library::{Library, SCHEMA};

use super::id;

/// The library of a fixture, as a file.
fn library(folder: &Path, schema: i64) -> Library {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/library/schema-{schema}.sql"));
    let path = folder.join(format!("{schema}.db"));
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch(&std::fs::read_to_string(fixture).unwrap()).unwrap();
    drop(raw);
    Library::open(&path).unwrap()
}

#[test]
fn each_schema_keeps_what_it_held() {
    let folder = tempfile::tempdir().unwrap();
    for schema in 1..=SCHEMA {
        let library = library(folder.path(), schema);
        let [feed, command] = &library.sources().unwrap()[..] else { panic!("two sources") };
        assert_eq!((feed.name.as_str(), feed.folder.as_str(), feed.tags.len()), ("Mine", "Labs/Europe", 1));
        assert_eq!((feed.settings.interval, feed.hidden), (Some(30), false));
        assert_eq!((command.origin.to_string().as_str(), command.hidden), ("exec:fetch '--all it'", true));
        assert_eq!(library.validators(1).unwrap().due, 3610);
        assert_eq!(library.faults(1).unwrap()[0].what, "no end");
        assert_eq!(library.document(1).unwrap().unwrap().bytes, b"<one/>");

        let [stored] = &library.newest(9).unwrap()[..] else { panic!("one article") };
        assert_eq!((stored.article.title.as_str(), stored.lexicon), ("A story", 5));
        assert_eq!(stored.article.origin.published.unwrap().to_string(), "2026-07-06T04:26");
        let blocks = &stored.article.sections[0].blocks;
        assert!(matches!(blocks[1], Block::Item { marker: Marker::Number(7), .. }), "{blocks:?}");
        let openai = &stored.article.entities[0];
        assert_eq!((openai.id.as_str(), openai.mentions[0].end), ("openai", 6));
        let starred = Marks { read: true, starred: true, ..Marks::default() };
        assert_eq!((stored.state.marks, stored.state.position), (starred, 512));
        assert_eq!((stored.state.tags.join(" ").as_str(), stored.state.note.as_str()), ("mine", "two\nlines"));
        let [head] = &library.newest_heads(9).unwrap()[..] else { panic!("one head") };
        assert_eq!((head.row, &head.head, &head.state), (1, &Head::of(&stored.article), &stored.state));
        let full = (schema >= 3).then_some(false);
        assert_eq!(library.shows_full_text(&id("a")).unwrap(), full, "none of an older schema, and none is shown here");
        assert!(library.state(&id("elsewhere")).unwrap().marks.later);

        let journal = library.journal().unwrap();
        assert_eq!(journal.iter().map(|entry| entry.undone).collect::<Vec<_>>(), [false, true]);
        assert_eq!(journal[1].turns[0].after().starred, Some(true));
        assert_eq!(library.changes_since(3).unwrap().erased, [id("gone")]);
        assert_eq!(library.check().unwrap(), Vec::<String>::new());
    }
}
