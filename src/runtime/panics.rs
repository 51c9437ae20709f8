//! A panic gives the terminal back, unless it is a worker's: that one becomes a notice, and the screen lives on.

use std::panic::{self, PanicHookInfo};
use std::sync::Arc;
use std::thread;

use super::terminal;
use super::wait::Post;
use crate::app::{Event, Notice};

type Hook = Box<dyn Fn(&PanicHookInfo) + Send + Sync>;

/// Our hook, in place of the one before until it is dropped.
pub struct PanicGuard {
    before: Option<Arc<Hook>>,
}

/// Guards the screen of the calling thread. The hook before still prints the message, after the screen is left.
pub fn guard(post: Post) -> PanicGuard {
    let before = Arc::new(panic::take_hook());
    let (screen, print) = (thread::current().id(), Arc::clone(&before));
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == screen {
            terminal::restore();
            print(info);
        } else {
            post.send(Event::Told(Notice::error(told(info))));
        }
    }));
    PanicGuard { before: Some(before) }
}

impl Drop for PanicGuard {
    fn drop(&mut self) {
        if thread::panicking() {
            return; // a hook cannot be changed now, and the process is about to end
        }
        if let Some(before) = self.before.take() {
            panic::set_hook(Box::new(move |info| before(info)));
        }
    }
}

fn told(info: &PanicHookInfo) -> String {
    let message = info.payload_as_str().unwrap_or("no message");
    let place = info.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
    format!("a fault in newsdesk: {message}{place}")
}
