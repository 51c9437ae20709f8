//! The library's folders, watched while somebody reads: a file that is put into one appears.

use std::io;
use std::path::PathBuf;

use crate::runtime::wait::Post;

/// Reads what is put into a folder of the library at `path`, on a thread of its own, for as long as `post` has a reader.
///
/// # Errors
/// Where the system does not tell of changes, or gives no thread.
#[cfg(target_os = "linux")]
pub fn watch(path: PathBuf, post: Post) -> io::Result<()> {
    std::thread::Builder::new().name("folders".to_owned()).spawn(move || {
        // where it cannot go on, the next refresh reads what is new
        let _ = linux::Watch::new(path, post).and_then(linux::Watch::run);
    })?;
    Ok(())
}

/// On other systems the next refresh reads what is new.
#[cfg(not(target_os = "linux"))]
pub fn watch(_path: PathBuf, _post: Post) -> io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::{HashMap, HashSet};
    use std::ffi::OsStr;
    use std::mem::MaybeUninit;
    use std::os::fd::OwnedFd;
    use std::path::Path;
    use std::time::{Duration, Instant};

    use rustix::fs::inotify::{self, CreateFlags, Event, ReadFlags, Reader, WatchFlags};

    use super::{PathBuf, Post, io};
    use crate::library::{Library, Origin, SourceId};
    use crate::runtime::folder::MAX_DEPTH;
    use crate::runtime::refresh::background;
    use crate::runtime::wait;

    /// A copied folder comes in many pieces: it is read when nothing more has come for this time.
    const PAUSE: Duration = Duration::from_millis(400);

    /// So long after the library was written first it is looked at for folders that were added: a refresh writes it
    /// many times.
    const LOOK_TIME: Duration = Duration::from_millis(500);

    /// Folders that are watched, those within others too. The system allows some ten thousand to all programs.
    const MAX_FOLDERS: usize = 2_000;

    /// Folders by the number of their watch.
    pub struct Watch {
        library: PathBuf,
        post: Post,
        told: OwnedFd,
        folders: HashMap<i32, (PathBuf, SourceId, usize)>,
        /// The sources that are watched.
        known: HashSet<SourceId>,
        /// Those in which something has changed, and when they are read.
        changed: HashSet<SourceId>,
        due: Option<Instant>,
        /// When the library is looked at.
        look: Option<Instant>,
    }

    impl Watch {
        /// Watches all folders that there are.
        pub fn new(library: PathBuf, post: Post) -> io::Result<Self> {
            let told = inotify::init(CreateFlags::CLOEXEC)?;
            let (folders, known, changed) = (HashMap::new(), HashSet::new(), HashSet::new());
            let mut watch = Self { library, post, told, folders, known, changed, due: None, look: None };
            let what = WatchFlags::MODIFY | WatchFlags::CREATE | WatchFlags::MOVED_TO | WatchFlags::MASK_ADD;
            if let Some(folder) = watch.library.parent() {
                inotify::add_watch(&watch.told, folder, what)?;
            }
            watch.look();
            Ok(watch)
        }

        /// Watches the folders that were added to the library; what was put into one while nobody watched is read, too.
        fn look(&mut self) {
            let library = Library::open_to_look(&self.library).ok();
            let sources = library.and_then(|library| library.sources().ok()).unwrap_or_default();
            for source in sources.into_iter().filter(|source| !source.hidden) {
                let Origin::Folder(path) = source.origin else { continue };
                if self.known.insert(source.id) {
                    self.add(&path, source.id, 0);
                    self.note(source.id);
                }
            }
        }

        /// Notes that something has changed in a source.
        fn note(&mut self, source: SourceId) {
            self.changed.insert(source);
            self.due = Some(Instant::now() + PAUSE);
        }

        /// Watches a folder with those in it. One that cannot be watched is read by the next refresh.
        fn add(&mut self, folder: &Path, source: SourceId, depth: usize) {
            let what = WatchFlags::CLOSE_WRITE | WatchFlags::MOVED_TO | WatchFlags::CREATE | WatchFlags::ONLYDIR;
            if self.folders.len() >= MAX_FOLDERS || depth > MAX_DEPTH {
                return;
            }
            let Ok(number) = inotify::add_watch(&self.told, folder, what | WatchFlags::MASK_ADD) else { return };
            let is_known = self.folders.insert(number, (folder.to_path_buf(), source, depth)).is_some();
            let inside = std::fs::read_dir(folder).into_iter().flatten().flatten();
            let folders = inside.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
            // a link may lead to where we are
            for entry in folders.filter(|_| !is_known) {
                self.add(&entry.path(), source, depth + 1);
            }
        }

        /// Reads what comes, until nobody wants to know.
        pub fn run(mut self) -> io::Result<()> {
            loop {
                let next = self.due.into_iter().chain(self.look).min();
                if wait::has_input(&self.told, next.map(|due| due.saturating_duration_since(Instant::now())))? {
                    self.take()?;
                }
                let is_over = |due: &mut Instant| *due <= Instant::now();
                if self.look.take_if(is_over).is_some() {
                    self.look();
                }
                if self.due.take_if(is_over).is_some() {
                    let sources = self.changed.drain().collect();
                    if !background::read(&self.library, sources, &self.post) {
                        return Ok(());
                    }
                }
            }
        }

        /// Takes what has come.
        fn take(&mut self) -> io::Result<()> {
            let mut buffer = [MaybeUninit::uninit(); 16 * 1024];
            let (mut sources, mut new, mut is_library) = (Vec::new(), Vec::new(), false);
            let name = self.library.file_name().unwrap_or_default();
            let mut events = Reader::new(&self.told, &mut buffer);
            loop {
                let event = events.next()?;
                let is_own = is_of(&event, name);
                is_library |= is_own;
                // the library may be in one of its folders: what we write there ourselves is nothing new
                if let Some((folder, source, depth)) = self.folders.get(&event.wd()).filter(|_| !is_own) {
                    sources.push(*source);
                    let name = event.file_name().filter(|_| event.events().contains(ReadFlags::ISDIR));
                    new.extend(name.map(|name| (folder.join(name.to_string_lossy().as_ref()), *source, depth + 1)));
                }
                if events.is_buffer_empty() {
                    break;
                }
            }
            new.into_iter().for_each(|(folder, source, depth)| self.add(&folder, source, depth));
            sources.into_iter().for_each(|source| self.note(source));
            if is_library && self.look.is_none() {
                self.look = Some(Instant::now() + LOOK_TIME);
            }
            Ok(())
        }
    }

    /// Whether an event is about the files of that name: those beside a database begin so.
    fn is_of(event: &Event, name: &OsStr) -> bool {
        event.file_name().is_some_and(|file| file.to_bytes().starts_with(name.as_encoded_bytes()))
    }
}
