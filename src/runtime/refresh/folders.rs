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
    use std::mem::MaybeUninit;
    use std::os::fd::OwnedFd;
    use std::path::Path;
    use std::time::Duration;

    use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};

    use super::{PathBuf, Post, io};
    use crate::library::{Origin, SourceId};
    use crate::runtime::folder::MAX_DEPTH;
    use crate::runtime::refresh::background;
    use crate::runtime::wait;

    /// A copied folder comes in many pieces: it is read when nothing more has come for this time.
    const PAUSE: Duration = Duration::from_millis(400);

    /// Folders that are watched, those within others too. The system allows some ten thousand to all programs.
    const MAX_FOLDERS: usize = 2_000;

    /// Folders by the number of their watch.
    pub struct Watch {
        library: PathBuf,
        post: Post,
        told: OwnedFd,
        folders: HashMap<i32, (PathBuf, SourceId, usize)>,
    }

    impl Watch {
        /// Watches all folders that there are.
        pub fn new(library: PathBuf, post: Post) -> io::Result<Self> {
            let told = inotify::init(CreateFlags::CLOEXEC)?;
            let mut watch = Self { library, post, told, folders: HashMap::new() };
            for (source, folder) in watch.sources() {
                watch.add(&folder, source, 0);
            }
            Ok(watch)
        }

        /// The folders of the library.
        fn sources(&self) -> Vec<(SourceId, PathBuf)> {
            let library = background::open(&self.library, &self.post).ok();
            let sources = library.and_then(|library| library.sources().ok()).unwrap_or_default();
            let folders = sources.into_iter().filter(|source| !source.hidden);
            let folders = folders.filter_map(|source| match source.origin {
                Origin::Folder(path) => Some((source.id, path)),
                _ => None,
            });
            folders.collect()
        }

        /// Watches a folder with those in it. One that cannot be watched is read by the next refresh.
        fn add(&mut self, folder: &Path, source: SourceId, depth: usize) {
            let what = WatchFlags::CLOSE_WRITE | WatchFlags::MOVED_TO | WatchFlags::CREATE | WatchFlags::ONLYDIR;
            if self.folders.len() >= MAX_FOLDERS || depth > MAX_DEPTH {
                return;
            }
            let Ok(number) = inotify::add_watch(&self.told, folder, what) else { return };
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
            // what was put in while nobody watched, too
            let mut changed: HashSet<SourceId> = self.folders.values().map(|(_, source, _)| *source).collect();
            if changed.is_empty() {
                return Ok(());
            }
            loop {
                let pause = (!changed.is_empty()).then_some(PAUSE);
                if wait::has_input(&self.told, pause)? {
                    changed.extend(self.take()?);
                } else if !changed.is_empty() {
                    let sources = changed.drain().collect();
                    if !background::read(&self.library, sources, &self.post) {
                        return Ok(());
                    }
                }
            }
        }

        /// The sources in which something has changed.
        fn take(&mut self) -> io::Result<Vec<SourceId>> {
            let mut buffer = [MaybeUninit::uninit(); 16 * 1024];
            let mut sources = Vec::new();
            let mut new = Vec::new();
            let mut events = Reader::new(&self.told, &mut buffer);
            loop {
                let event = events.next()?;
                if let Some((folder, source, depth)) = self.folders.get(&event.wd()) {
                    sources.push(*source);
                    let name = event.file_name().filter(|_| event.events().contains(ReadFlags::ISDIR));
                    new.extend(name.map(|name| (folder.join(name.to_string_lossy().as_ref()), *source, depth + 1)));
                }
                if events.is_buffer_empty() {
                    break;
                }
            }
            new.into_iter().for_each(|(folder, source, depth)| self.add(&folder, source, depth));
            Ok(sources)
        }
    }
}
