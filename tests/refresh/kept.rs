//! Sources of a library asked anew.

use std::collections::BTreeMap;

use newsdesk::library::{Library, NewSource, Origin, SourceId};
use newsdesk::runtime::fetch::Supplies;
use newsdesk::runtime::refresh::keep::{Choice, Kept, Plan, Reader, Report};
use newsdesk::text::Address;
use tempfile::TempDir;

use super::fetch::SOUND;
use super::many::LOADER;
use super::server::{Server, TRAPS};

pub struct Desk {
    _folder: TempDir,
    pub library: Library,
    pub server: Server,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let library = Library::open(&folder.path().join("library.db")).expect("a library");
        Self { library, _folder: folder, server: Server::start("127.0.0.1") }
    }

    fn add(&mut self, path: &str) -> SourceId {
        let address = Address::new(&self.server.at(path)).expect("an address");
        let new = NewSource::new(Origin::Feed(address));
        self.library.write(|batch| batch.add_source(&new, 1)).expect("a source")
    }

    pub fn refresh(&mut self, choice: &Choice) -> BTreeMap<SourceId, Kept> {
        let plan = Plan::new(&self.library, choice).expect("a plan");
        let reader = Reader { loader: &LOADER, lexicon: 1 };
        let mut kept = BTreeMap::new();
        let tell = |report| {
            if let Report::Ended(source, outcome) = report {
                kept.insert(source, outcome);
            }
        };
        plan.run(&mut self.library, reader, &Supplies::new(SOUND), tell).expect("a library that can be written");
        kept
    }
}

fn read(n_new: usize) -> Kept {
    Kept::Read { n_new, n_changed: 0, moved: None }
}

#[test]
fn what_comes_is_kept_once() {
    let mut desk = Desk::new();
    let (one, two, gone) = (desk.add("/feed/1"), desk.add("/feed/2"), desk.add("/gone"));
    let kept = desk.refresh(&Choice::All);
    assert_eq!((&kept[&one], &kept[&two]), (&read(3), &read(3)));
    assert!(matches!(&kept[&gone], Kept::Failed(failed) if failed.why.contains("410")));
    assert_eq!(desk.library.n_articles().unwrap(), 6);
    let source = &desk.library.sources().unwrap()[0];
    assert_eq!((source.title.as_str(), source.site.as_str()), ("Feed 1", "https://example.org/"));
    let article = &desk.library.newest(1).unwrap()[0].article;
    assert!(article.entities.iter().any(|entity| entity.name.as_str() == "OpenAI"), "{:?}", article.entities);
    // asked again: what is as it was is not sent, and what failed wants rest
    let kept = desk.refresh(&Choice::All);
    assert_eq!(kept, [(one, Kept::Unchanged), (two, Kept::Unchanged)].into());
    assert_eq!(desk.refresh(&Choice::Due), [].into());
    assert_eq!(desk.refresh(&Choice::These(vec![gone])).len(), 1);
    let validators = desk.library.validators(gone).unwrap();
    assert_eq!(validators.n_failures, 2);
    assert!(validators.due > validators.asked && validators.error.contains("410"));
}

#[test]
fn a_source_that_moved_for_good_is_asked_there() {
    let mut desk = Desk::new();
    let (moved, once) = (desk.add("/moved"), desk.add("/chain/2"));
    let kept = desk.refresh(&Choice::All);
    let to = Address::new(&desk.server.at("/feed/7")).unwrap();
    assert_eq!(kept[&moved], Kept::Read { n_new: 3, n_changed: 0, moved: Some(to.clone()) });
    assert_eq!(kept[&once], read(3));
    let origins: Vec<Origin> = desk.library.sources().unwrap().into_iter().map(|source| source.origin).collect();
    assert_eq!(origins[0], Origin::Feed(to));
    assert!(origins[1].to_string().ends_with("/chain/2"));
    // where another source is there already, both stay
    let mut desk = Desk::new();
    desk.add("/feed/7");
    desk.add("/moved");
    desk.refresh(&Choice::All);
    assert!(desk.library.sources().unwrap()[1].origin.to_string().ends_with("/moved"));
}

#[test]
fn a_trap_leaves_what_was_there() {
    let mut desk = Desk::new();
    desk.add("/feed/1");
    desk.refresh(&Choice::All);
    let before = desk.library.newest(9).unwrap();
    let fast = TRAPS.iter().filter(|(_, expected)| *expected != "within");
    let traps: Vec<SourceId> = fast.map(|(path, _)| desk.add(path)).collect();
    let kept = desk.refresh(&Choice::These(traps.clone()));
    assert_eq!(kept.len(), traps.len());
    assert!(kept.values().all(|kept| matches!(kept, Kept::Failed(_))), "{kept:?}");
    assert_eq!(desk.library.newest(9).unwrap(), before);
    assert_eq!(desk.library.check().unwrap(), [""; 0]);
}

#[test]
fn a_file_that_is_put_into_a_folder_comes_with_the_next_refresh() {
    let mut desk = Desk::new();
    let folder = tempfile::tempdir().unwrap();
    let write =
        |name: &str| std::fs::write(folder.path().join(name), format!("# {name}\n\nWords of a story.\n")).unwrap();
    write("a.md");
    let new = NewSource::new(Origin::Folder(folder.path().to_owned()));
    let source = desk.library.write(|batch| batch.add_source(&new, 1)).unwrap();
    assert_eq!(desk.refresh(&Choice::All), [(source, read(1))].into());
    assert_eq!(desk.refresh(&Choice::All), [(source, read(0))].into());
    write("b.md");
    assert_eq!(desk.refresh(&Choice::All), [(source, read(1))].into());
    assert_eq!(desk.library.n_articles().unwrap(), 2);
}
