//! What a command of the user's writes: by argument vector, without a shell, in a time and up to a size.

use std::io::{self, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

/// Bytes of what a command says of its failure.
const MAX_SAID: u64 = 4 << 10;

/// How often a command that runs is asked whether it is still wanted.
const LOOK: Duration = Duration::from_millis(50);

/// What a command may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Until it ends.
    pub time: Duration,
    /// Bytes that it writes.
    pub bytes: usize,
}

/// What came of a part of the command.
enum Came {
    Output(io::Result<Vec<u8>>),
    Said(String),
    Ended(io::Result<ExitStatus>),
}

/// Runs a command and gives what it writes to its standard output.
///
/// # Errors
/// A sentence: it is not there, fails, writes too much, takes too long, or is not wanted any more.
pub fn output(words: &[String], bounds: Bounds, is_wanted: &dyn Fn() -> bool) -> Result<Vec<u8>, String> {
    let [program, arguments @ ..] = words else { return Err("no command".to_owned()) };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.process_group(0); // what it starts ends with it, and ctrl-c is not meant for it
    let child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => format!("there is no command {program}"),
        _ => format!("{program}: {error}"),
    })?;
    let group = Pid::from_child(&child);
    let result = follow(child, bounds.bytes)
        .map_err(|error| format!("{program}: {error}"))
        .and_then(|came| gather(&came, bounds, is_wanted).map_err(|why| format!("{program}: {why}")));
    if result.is_err() {
        // it may have ended by itself: then there is nobody to end
        let _ = kill_process_group(group, Signal::KILL);
    }
    result
}

fn follow(mut child: Child, most: usize) -> io::Result<Receiver<Came>> {
    let (tell, came) = mpsc::channel();
    let (output, errors) = (child.stdout.take(), child.stderr.take());
    let spawn = |work: Box<dyn FnOnce() + Send>| thread::Builder::new().name("command".to_owned()).spawn(work);
    let told = tell.clone();
    spawn(Box::new(move || _ = told.send(Came::Output(read(output, most as u64 + 1)))))?;
    let told = tell.clone();
    spawn(Box::new(move || {
        let said = read(errors, MAX_SAID).unwrap_or_default();
        let said = String::from_utf8_lossy(&said);
        let last = said.lines().rev().find(|line| !line.trim().is_empty());
        _ = told.send(Came::Said(last.unwrap_or_default().to_owned()));
    }))?;
    spawn(Box::new(move || _ = tell.send(Came::Ended(child.wait()))))?;
    Ok(came)
}

fn read(from: Option<impl Read>, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.map_or(Ok(0), |from| from.take(most).read_to_end(&mut bytes))?;
    Ok(bytes)
}

fn gather(came: &Receiver<Came>, bounds: Bounds, is_wanted: &dyn Fn() -> bool) -> Result<Vec<u8>, String> {
    let deadline = Instant::now() + bounds.time;
    let (mut output, mut said, mut status) = (None, None, None);
    while output.is_none() || said.is_none() || status.is_none() {
        if !is_wanted() {
            return Err("stopped".to_owned());
        }
        let left = deadline.saturating_duration_since(Instant::now());
        match came.recv_timeout(LOOK.min(left)) {
            Ok(Came::Output(bytes)) => {
                let bytes = bytes.map_err(|error| error.to_string())?;
                if bytes.len() > bounds.bytes {
                    return Err(format!("writes more than {} MB", bounds.bytes >> 20));
                }
                output = Some(bytes);
            }
            Ok(Came::Said(line)) => said = Some(line),
            Ok(Came::Ended(ended)) => status = Some(ended.map_err(|error| error.to_string())?),
            Err(RecvTimeoutError::Timeout) if left.is_zero() => {
                return Err(format!("not done within {} s", bounds.time.as_secs_f32()));
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err("ended in an unknown way".to_owned()),
        }
    }
    match status.filter(|status| !status.success()) {
        Some(status) => {
            Err([status.to_string(), said.unwrap_or_default()].join(": ").trim_end_matches(": ").to_owned())
        }
        None => Ok(output.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[&str], time: Duration, expected: Result<&str, &str>) {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let written = output(&words, Bounds { time, bytes: 1 << 20 }, &|| true);
        let written = written.map(|bytes| String::from_utf8(bytes).unwrap());
        match expected {
            Ok(expected) => assert_eq!(written.as_deref(), Ok(expected), "{words:?}"),
            Err(part) => assert!(written.as_ref().is_err_and(|why| why.contains(part)), "{words:?}: {written:?}"),
        }
    }

    #[test]
    fn a_command_gives_what_it_writes_and_no_shell_sees_it() {
        let time = Duration::from_secs(30);
        check(&["printf", "%s", "a; b $HOME"], time, Ok("a; b $HOME"));
        check(&["newsdesk-has-no-such-program"], time, Err("there is no command"));
        check(&[], time, Err("no command"));
        check(&["sh", "-c", "echo out; echo no such feed >&2; exit 3"], time, Err("exit status: 3: no such feed"));
        check(&["head", "-c", "2000000", "/dev/zero"], time, Err("more than 1 MB"));
    }

    #[test]
    fn a_command_without_end_is_ended() {
        check(&["sleep", "1000"], Duration::from_millis(80), Err("not done within"));
        check(&["sh", "-c", "sleep 1000 & wait"], Duration::from_millis(80), Err("not done within"));
        let words = ["sleep".to_owned(), "1000".to_owned()];
        let bounds = Bounds { time: Duration::from_secs(1000), bytes: 10 };
        assert_eq!(output(&words, bounds, &|| false), Err("sleep: stopped".to_owned()));
    }
}
