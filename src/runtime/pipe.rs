//! Stories for another program, which has the terminal to itself meanwhile.

use std::io::{self, PipeReader, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;

use rustix::process::{Pid, Signal, kill_process};

use super::signals::{Call, Signals};
use super::wait;

/// Why a command could not be run.
#[derive(Debug)]
pub enum PipeError {
    /// It is no command: a quote without its other, or nothing at all.
    Words(String),
    /// The system says no.
    Start(String, io::Error),
}

impl std::fmt::Display for PipeError {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::Words(reason) => write!(f, "{reason}"),
            Self::Start(program, error) if error.kind() == io::ErrorKind::NotFound => {
                write!(f, "there is no command {program}")
            }
            Self::Start(program, error) => write!(f, "{program}: {error}"),
        }
    }
}

/// Splits what was typed into words as a shell would, and nothing more: no variables, no pipes, no shell.
pub fn words(command: &str) -> Result<Vec<String>, PipeError> {
    match shell_words::split(command) {
        Ok(words) if words.is_empty() => Err(PipeError::Words("no command".to_owned())),
        Ok(words) => Ok(words),
        Err(_) => Err(PipeError::Words("a quote without its other".to_owned())),
    }
}

/// Runs a command with `text` on its standard input until it ends, then waits for Enter on `keys`. The terminal is in
/// its usual mode.
pub fn run(words: &[String], text: String, keys: &mut impl KeySource, signals: &mut Signals) -> Result<(), PipeError> {
    let [program, arguments @ ..] = words else { return Ok(()) };
    let start = |error| PipeError::Start(program.clone(), error);
    let child = Command::new(program).args(arguments).stdin(Stdio::piped()).spawn().map_err(start)?;
    let ended = follow(child, text).map_err(start)?;
    let Some(status) = until_ended(ended, signals) else { return Ok(()) };
    let how = if status.success() { String::new() } else { format!("{program}: {status}. ") };
    _ = write!(io::stdout(), "\n[{how}Press Enter to return to newsdesk] ").and_then(|()| io::stdout().flush());
    until_enter(keys, signals);
    Ok(())
}

/// Where the user's keys come from.
pub trait KeySource: Read + std::os::fd::AsFd {}

impl<T: Read + std::os::fd::AsFd> KeySource for T {}

/// A child on its own threads: its end closes the pipe.
#[derive(Debug)]
pub struct Followed {
    child: Pid,
    ended: PipeReader,
    thread: thread::JoinHandle<io::Result<ExitStatus>>,
}

/// Gives `text` to a child that reads its standard input from us, and sees its end.
pub fn follow(mut child: Child, text: String) -> io::Result<Followed> {
    let (ended, alive) = io::pipe()?;
    let process = Pid::from_child(&child);
    if let Some(mut input) = child.stdin.take() {
        // one that reads nothing is not to be waited for: writing has a thread of its own, which ends with the child
        thread::Builder::new().name("pipe".to_owned()).spawn(move || input.write_all(text.as_bytes()))?;
    }
    let wait = move || {
        let _closed_at_the_end = alive;
        child.wait()
    };
    Ok(Followed { child: process, ended, thread: thread::Builder::new().name("pipe-end".to_owned()).spawn(wait)? })
}

/// Waits for the child's end; `None` if we have to leave before. Then it is told that its terminal is gone, for which it
/// would else contend with the shell.
pub fn until_ended(followed: Followed, signals: &mut Signals) -> Option<ExitStatus> {
    loop {
        let has_ended = wait::is_readable(&followed.ended, signals.socket()).ok()?;
        // also a ctrl-c that has just ended it is taken note of, lest it is taken for an answer to our question
        if asked_to_leave(signals).is_some_and(Signals::is_final) {
            _ = kill_process(followed.child, Signal::HUP); // it may have ended just now
            return None;
        }
        if has_ended {
            return followed.thread.join().ok()?.ok();
        }
    }
}

/// Waits for a line, the end of the input or a signal, ctrl-c included.
fn until_enter(keys: &mut impl KeySource, signals: &mut Signals) {
    let mut bytes = [0; 256];
    loop {
        let is_over = match wait::is_readable(&*keys, signals.socket()) {
            Ok(true) => !matches!(keys.read(&mut bytes), Ok(n) if n > 0 && !bytes[..n].contains(&b'\n')),
            Ok(false) => asked_to_leave(signals).is_some(),
            Err(_) => true,
        };
        if is_over {
            return;
        }
    }
}

/// The signal that asks us to leave, if one has come; one that ends us in any case comes again to who waits next.
/// Ctrl-c is the other program's to understand; ctrl-z stops us with it, since no shell would get the terminal else.
fn asked_to_leave(signals: &mut Signals) -> Option<i32> {
    let mut asked = None;
    for call in signals.calls() {
        match call {
            Call::Stop => signals.stop_alone(),
            Call::Leave(signal) => asked = Some(signal),
            Call::Continue | Call::Resize => {}
        }
    }
    asked.inspect(|signal| {
        if Signals::is_final(*signal) {
            Signals::again(*signal);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_split_into_words_and_no_shell_sees_it() {
        for (command, expected) in [
            ("less -R", Ok(vec!["less", "-R"])),
            ("mail -s 'a story' ada", Ok(vec!["mail", "-s", "a story", "ada"])),
            ("echo $HOME; rm *", Ok(vec!["echo", "$HOME;", "rm", "*"])),
            ("  ", Err("no command")),
            ("say 'a", Err("a quote without its other")),
        ] {
            match (words(command), expected) {
                (Ok(words), Ok(expected)) => assert_eq!(words, expected),
                (Err(PipeError::Words(reason)), Err(expected)) => assert_eq!(reason, expected),
                (found, _) => panic!("{command}: {found:?}"),
            }
        }
    }

    #[test]
    fn one_that_reads_nothing_is_not_waited_for() {
        let child = Command::new("true").stdin(Stdio::piped()).spawn().unwrap();
        let followed = follow(child, "x".repeat(1_000_000)).unwrap();
        assert!(followed.thread.join().unwrap().unwrap().success());
    }
}
