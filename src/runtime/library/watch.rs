//! Waiting for others to write the library, without a wakeup while nobody does.

use std::io;
use std::path::Path;

/// Calls `changed` on a thread of its own after each change of a library's files, until it says that nobody listens, or
/// the folder is gone. A folder that is not there yet is waited for.
#[cfg(target_os = "linux")]
pub use linux::start;

/// On other systems a change of others is seen when something is written here.
#[cfg(not(target_os = "linux"))]
pub fn start(_path: &Path, _changed: impl Fn() -> bool + Send + 'static) -> io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use std::mem::MaybeUninit;
    use std::os::fd::OwnedFd;
    use std::thread;
    use std::time::{Duration, Instant};

    use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};

    use super::{Path, io};
    use crate::runtime::wait::has_input;

    /// How long after somebody has begun to write one looks, and how long after that again. What is written can be seen
    /// when the disk has it, and nothing tells when that is; mostly it is some milliseconds later.
    const PAUSES: [Duration; 4] =
        [Duration::from_millis(50), Duration::from_millis(250), Duration::from_secs(1), Duration::from_secs(5)];

    pub fn start(path: &Path, changed: impl Fn() -> bool + Send + 'static) -> io::Result<()> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (folder, name) = (folder.to_path_buf(), path.file_name().unwrap_or_default().as_encoded_bytes().to_vec());
        let what = WatchFlags::MODIFY | WatchFlags::CREATE | WatchFlags::DELETE | WatchFlags::MOVE;
        let begun = if folder.exists() { Some(begin(&folder, what)?) } else { None };
        let watch = move || -> io::Result<()> {
            let waiting = begun.map_or_else(|| appeared(&folder, what), Ok)?;
            watch(&waiting, &name, changed)
        };
        // where it cannot wait any more, nobody is told
        thread::Builder::new().name("library watch".to_owned()).spawn(move || drop(watch()))?;
        Ok(())
    }

    fn begin(folder: &Path, what: WatchFlags) -> io::Result<OwnedFd> {
        let waiting = inotify::init(CreateFlags::CLOEXEC)?;
        inotify::add_watch(&waiting, folder, what | WatchFlags::DELETE_SELF)?;
        Ok(waiting)
    }

    /// Waits for a folder, in the last one on the way to it that there is.
    fn appeared(folder: &Path, what: WatchFlags) -> io::Result<OwnedFd> {
        loop {
            let last = last_there(folder);
            let waiting = begin(last, what)?;
            if last == folder {
                return Ok(waiting);
            }
            // it may have come before it was waited for
            if last == last_there(folder) {
                has_input(&waiting, None)?;
            }
        }
    }

    fn last_there(folder: &Path) -> &Path {
        folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."))
    }

    fn watch(waiting: &OwnedFd, name: &[u8], changed: impl Fn() -> bool) -> io::Result<()> {
        let mut buffer = [MaybeUninit::uninit(); 16 * 1024];
        let mut events = Reader::new(waiting, &mut buffer);
        // once for what came before it was watched
        let (mut n_looks, mut due) = (PAUSES.len(), Some(Instant::now()));
        loop {
            let left = due.map(|due: Instant| due.saturating_duration_since(Instant::now()));
            if has_input(waiting, left)? {
                let is_waited_for = due.is_some() && n_looks == 0;
                // whoever writes without end does not put off the look
                if is_ours(&mut events, name)? && !is_waited_for {
                    (n_looks, due) = (0, Some(Instant::now() + PAUSES[0]));
                }
            } else if left == Some(Duration::ZERO) || due.is_some_and(|due| due <= Instant::now()) {
                if !changed() {
                    return Ok(());
                }
                n_looks += 1;
                due = PAUSES.get(n_looks).map(|pause| Instant::now() + *pause);
            }
        }
    }

    /// Takes what has come, and whether it is about the files of that name.
    fn is_ours(events: &mut Reader<&OwnedFd>, name: &[u8]) -> io::Result<bool> {
        let mut is_ours = false;
        loop {
            let event = events.next()?;
            if event.events().contains(ReadFlags::IGNORED) {
                return Err(io::ErrorKind::NotFound.into());
            }
            is_ours |= event.file_name().is_none_or(|file| file.to_bytes().starts_with(name));
            if events.is_buffer_empty() {
                return Ok(is_ours);
            }
        }
    }
}
