//! From paths to documents, with who and what their articles name.
//!
//! Nothing here fails: what cannot be read is a problem of the document of that path, and the others still open.

use std::io::{self, Read};
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use jiff::civil::Date;

use super::folder;
use super::lines;
use super::read::{self, Content, FOLDER, MAX_BYTES, ReadError};
use super::seeds::seeds;
use crate::entity::{self, Lexicon};
use crate::import::examine::{Findings, examine};
use crate::import::{Document, Format, Importer, Problem, Raw, Severity, Transfer, is_lines};
use crate::text::Clean;
use crate::text::repair::Names;

/// The path that means standard input.
pub const STDIN: &str = "-";

/// How many names of files that are no text are given in a problem.
const MAX_NAMES: usize = 3;

/// What documents are read with. Made once, used for many.
#[derive(Clone, Debug)]
pub struct Loader {
    importer: Importer,
    lexicon: Arc<Lexicon>,
    names: Names,
    today: Date,
}

/// What is known of a document beside its bytes and its name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told<'a> {
    /// What it is, where the user says so.
    pub format: Option<Format>,
    /// How it came here.
    pub transfer: Transfer<'a>,
}

/// What a path gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// A file, a folder that could not be read, or [`STDIN`].
    pub path: PathBuf,
    /// Its articles, and what was wrong; or some of them, in their order.
    pub document: Document,
    /// How many bytes were read for it.
    pub n_bytes: usize,
}

/// Takes what was read, and says whether it wants more.
pub type Take<'t> = dyn FnMut(Loaded) -> bool + 't;

/// Gives `take` what is at `paths`, one after the other. A path that is given twice is read once: standard input has
/// nothing more to give.
pub fn load(paths: &[PathBuf], loader: &Loader, take: &mut Take) {
    let is_first = |n: usize| !paths[..n].contains(&paths[n]);
    let mut once = paths.iter().enumerate().filter(|(n, _)| is_first(*n)).map(|(_, path)| path);
    once.all(|path| {
        let (files, troubles) = find(path);
        troubles.into_iter().all(&mut *take) && files.iter().all(|file| loader.read(file, Told::default(), take))
    });
}

impl Loader {
    /// A loader that names what `lexicon` knows. Dates without a year are of the year of `today`.
    pub fn new(lexicon: Arc<Lexicon>, today: Date) -> Self {
        Self::with(Importer::new(), lexicon, today)
    }

    /// The same with an importer that was made before.
    pub fn with(importer: Importer, lexicon: Arc<Lexicon>, today: Date) -> Self {
        Self { importer, names: lexicon.names(), lexicon, today }
    }

    /// Gives `take` the document in a file or from standard input, one of JSON Lines piece by piece; whether it wants
    /// more. Waits for standard input alone.
    pub fn read(&self, path: &Path, told: Told, take: &mut Take) -> bool {
        let loaded = |document, n_bytes| Loaded { path: path.to_path_buf(), document, n_bytes };
        let is_lines = |head: &[u8]| is_lines(head, &path.to_string_lossy(), told.format);
        let begun = match begin(path) {
            Ok(begun) if is_lines(&begun.head) => {
                return lines::read(begun.stream(), self, |document, n_bytes| take(loaded(document, n_bytes)));
            }
            begun => begun,
        };
        match begun.and_then(read::Begun::whole) {
            Ok(content) => {
                let n_bytes = content.bytes.len();
                take(loaded(self.document(path, &content, told), n_bytes))
            }
            Err(error) => take(loaded(trouble(path, what_went_wrong(&error)), 0)),
        }
    }

    /// The same in one piece.
    pub fn load_file(&self, path: &Path, told: Told) -> Loaded {
        let mut whole = Loaded { path: path.to_path_buf(), document: Document::default(), n_bytes: 0 };
        self.read(path, told, &mut |loaded| {
            whole.add(loaded);
            true
        });
        whole
    }

    /// The document in a file or from standard input, and what was wrong with it before it was read.
    pub fn examine(&self, path: &Path, told: Told) -> (Loaded, Option<Findings>) {
        let (document, findings) = match begin(path).and_then(read::Begun::whole) {
            Ok(content) => {
                let document = self.document(path, &content, told);
                let raw = self.raw(&content.bytes, path.to_str().unwrap_or(""), told);
                let findings = document.taken.and_then(|taken| examine(&raw, taken.format));
                (document, findings)
            }
            Err(error) => (trouble(path, what_went_wrong(&error)), None),
        };
        (Loaded { path: path.to_path_buf(), document, n_bytes: 0 }, findings)
    }

    /// What documents are read by.
    pub(super) fn importer(&self) -> &Importer {
        &self.importer
    }

    /// Who is known.
    pub(super) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The same, for whoever outlives the loader.
    pub(super) fn shared_lexicon(&self) -> Arc<Lexicon> {
        Arc::clone(&self.lexicon)
    }

    /// Names with capitals inside.
    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    /// The day it is.
    pub(super) fn today(&self) -> Date {
        self.today
    }

    fn raw<'a>(&'a self, bytes: &'a [u8], name: &'a str, Told { format, transfer }: Told<'a>) -> Raw<'a> {
        Raw { bytes, name, format, today: self.today, names: &self.names, transfer }
    }

    /// The briefings that come with newsdesk, by name.
    ///
    /// Read on two threads: they are what a first start shows, and it should not wait.
    pub fn load_seeds(&self) -> Vec<Loaded> {
        let seed = |(name, bytes): &(String, &[u8])| {
            let content = Content { bytes: bytes.to_vec(), cut: false };
            let (path, n_bytes) = (PathBuf::from(name), bytes.len());
            Loaded { document: self.document(&path, &content, Told::default()), path, n_bytes }
        };
        let seeds = seeds();
        let (first, second) = seeds.split_at(seeds.len() / 2);
        thread::scope(|scope| {
            let second = scope.spawn(|| second.iter().map(seed).collect::<Vec<_>>());
            let mut loaded: Vec<Loaded> = first.iter().map(seed).collect();
            loaded.extend(second.join().unwrap_or_else(|fault| panic::resume_unwind(fault)));
            loaded
        })
    }

    /// The document of what was read, under the name by which it is known.
    pub fn document(&self, path: &Path, content: &Content, told: Told) -> Document {
        let name = path.to_string_lossy();
        let mut document = self.importer.import(&self.raw(&content.bytes, &name, told));
        document.articles.iter_mut().for_each(|article| entity::recognize(&self.lexicon, article));
        if content.cut {
            let what = format!("longer than {} MB; what comes after is left out", MAX_BYTES / 1024 / 1024);
            document.problems.push(problem(path, Severity::Error, what));
        }
        document
    }
}

impl Loaded {
    /// Nothing of a path, and why.
    pub(super) fn trouble(path: &Path, problems: Vec<Problem>) -> Self {
        Self { path: path.to_path_buf(), document: Document { problems, ..Document::default() }, n_bytes: 0 }
    }

    /// Adds the next piece of the same document.
    pub(super) fn add(&mut self, Loaded { document, n_bytes, .. }: Loaded) {
        self.n_bytes += n_bytes;
        if self.document == Document::default() {
            self.document = document;
        } else {
            self.document.articles.extend(document.articles);
            self.document.problems.extend(document.problems);
        }
    }
}

/// Begins to read a file or standard input.
fn begin(path: &Path) -> Result<read::Begun<Box<dyn Read + Send>>, ReadError> {
    if path == Path::new(STDIN) { read::begin(Box::new(io::stdin())) } else { read::open(path) }
}

/// The files at `path`, which may be a folder, and what was wrong with finding them.
pub fn find(path: &Path) -> (Vec<PathBuf>, Vec<Loaded>) {
    if path == Path::new(STDIN) || !path.is_dir() {
        return (vec![path.to_path_buf()], Vec::new());
    }
    let listing = folder::list(path);
    let mut troubles: Vec<Loaded> = Vec::new();
    for (folder, error) in &listing.unreadable {
        troubles.push(Loaded::trouble(folder, vec![problem(folder, Severity::Error, io_words(error))]));
    }
    let mut problems = Vec::new();
    if listing.files.is_empty() && listing.unreadable.is_empty() {
        problems.push(problem(path, Severity::Error, "no documents in this folder"));
    }
    if listing.cut {
        let what = "more files or deeper folders than are looked at; the rest is left out";
        problems.push(problem(path, Severity::Error, what));
    }
    problems.extend(binaries_problem(path, &listing.binaries));
    if !problems.is_empty() {
        troubles.push(Loaded::trouble(path, problems));
    }
    (listing.files, troubles)
}

fn binaries_problem(folder: &Path, binaries: &[PathBuf]) -> Option<Problem> {
    let inside = |path: &PathBuf| path.strip_prefix(folder).unwrap_or(path).display().to_string();
    let mut names: Vec<String> = binaries.iter().take(MAX_NAMES).map(inside).collect();
    if binaries.len() > MAX_NAMES {
        names.push(format!("{} more", binaries.len() - MAX_NAMES));
    }
    let what = || format!("not text, left out: {}", names.join(", "));
    (!binaries.is_empty()).then(|| problem(folder, Severity::Warning, what()))
}

fn trouble(path: &Path, what: impl AsRef<str>) -> Document {
    Document { problems: vec![problem(path, Severity::Error, what)], ..Document::default() }
}

fn problem(path: &Path, severity: Severity, what: impl AsRef<str>) -> Problem {
    Problem { severity, place: shown(path), what: Clean::from(what.as_ref()) }
}

/// A path as it is shown.
pub fn shown(path: &Path) -> Clean {
    if path == Path::new(STDIN) { Clean::from("standard input") } else { Clean::from(path.display().to_string()) }
}

/// Why a document could not be read, in words.
pub fn what_went_wrong(error: &ReadError) -> String {
    match error {
        ReadError::Io(error) => io_words(error),
        ReadError::Special(FOLDER) => "a folder; give one of its documents".to_owned(),
        ReadError::Special(kind) => format!("{kind}, which is never opened by name; give - and pipe it in"),
        ReadError::Binary => "not text".to_owned(),
        ReadError::Empty => "empty".to_owned(),
    }
}

fn io_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::fs;

    fn loader() -> Loader {
        Loader::new(Arc::new(Lexicon::bundled()), date(2026, 7, 10))
    }

    /// File names of what is found in the folder, and what is wrong with it.
    fn check(folder: &Path, files: &[&str], problems: &[&str]) {
        let (found, troubles) = find(folder);
        let inside = |path: &PathBuf| path.strip_prefix(folder).unwrap().display().to_string();
        assert_eq!(found.iter().map(inside).collect::<Vec<_>>(), files);
        let whats: Vec<_> =
            troubles.iter().flat_map(|loaded| &loaded.document.problems).map(|p| p.what.as_str()).collect();
        assert_eq!(whats, problems);
    }

    #[test]
    fn a_folder_gives_its_documents_by_name() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        check(dir.path(), &[], &["no documents in this folder"]);
        fs::create_dir_all(at("b/deep")).unwrap();
        for name in ["c.md", "a.txt", "b/deep/x.md", ".hidden.md", "notes"] {
            fs::write(at(name), "words").unwrap();
        }
        check(dir.path(), &["a.txt", "b/deep/x.md", "c.md", "notes"], &[]);
        for name in ["p.png", "q.bin", "r.bin", "s.bin"] {
            fs::write(at(name), b"\0\x01\x02").unwrap();
        }
        let left_out = "not text, left out: p.png, q.bin, r.bin, 1 more";
        check(dir.path(), &["a.txt", "b/deep/x.md", "c.md", "notes"], &[left_out]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_folder_itself_is_no_loop() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.md"), "words").unwrap();
        std::os::unix::fs::symlink(dir.path(), dir.path().join("again")).unwrap();
        check(dir.path(), &["a.md"], &[]);
    }

    #[test]
    fn folders_end_at_the_depth_limit() {
        let dir = tempfile::tempdir().unwrap();
        let deep: PathBuf = std::iter::repeat_n("d", folder::MAX_DEPTH + 1).collect();
        fs::create_dir_all(dir.path().join(&deep)).unwrap();
        fs::write(dir.path().join(deep).join("a.md"), "words").unwrap();
        let (none, deep) =
            ("no documents in this folder", "more files or deeper folders than are looked at; the rest is left out");
        check(dir.path(), &[], &[none, deep]);
    }

    #[test]
    fn what_cannot_be_read_is_a_problem_of_its_path() {
        let dir = tempfile::tempdir().unwrap();
        let (missing, empty, zeros) =
            (dir.path().join("no.md"), dir.path().join("empty.md"), dir.path().join("zeros.md"));
        fs::write(&empty, "\n").unwrap();
        fs::File::create(&zeros).unwrap().set_len(100 * 1024 * 1024).unwrap();
        let paths = [missing, empty, zeros];
        let mut loaded = Vec::new();
        load(&paths, &loader(), &mut |one| {
            loaded.push(one);
            true
        });
        for (loaded, (path, what)) in
            loaded.iter().zip(paths.iter().zip(["no such file or folder", "empty", "not text"]))
        {
            assert_eq!(&loaded.path, path);
            let [problem] = &loaded.document.problems[..] else { panic!("{loaded:?}") };
            assert_eq!((problem.severity, problem.what.as_str()), (Severity::Error, what));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_is_never_opened() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let loaded = loader().load_file(&path, Told::default());
        assert!(loaded.document.problems[0].what.starts_with("a socket"), "{loaded:?}");
    }
}
