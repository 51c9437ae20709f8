//! Several who write the same library at once.

use newsdesk::library::Library;

use super::{child, id, read, role};

const WRITERS: usize = 8;
const MARKS: usize = 300;

/// Marks that are written together; the rest of the time another one writes.
const TOGETHER: usize = 10;

/// A child's work: its share of the marks.
#[test]
fn marks_its_share() {
    let Some((mut library, writer)) = role() else { return };
    for start in (0..MARKS).step_by(TOGETHER) {
        let marks = start..start + TOGETHER;
        let mut marked = marks.map(|n| id(format!("{writer}-{n}")));
        library.write(|batch| marked.try_for_each(|article| batch.set_state(&article, &read()))).unwrap();
    }
}

#[test]
fn of_eight_writers_no_mark_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let start = |writer: usize| child("many::marks_its_share", &path, &writer.to_string()).spawn().unwrap();
    // all of them find no library, and one makes it
    let writers: Vec<_> = (0..WRITERS).map(start).collect();
    for writer in writers {
        let ended = writer.wait_with_output().unwrap();
        assert!(ended.status.success(), "{ended:?}");
    }
    let library = Library::open(&path).unwrap();
    assert_eq!(library.count_marks().unwrap(), [(WRITERS * MARKS) as i64, 0, 0]);
    assert_eq!(library.check().unwrap(), Vec::<String>::new());
}
