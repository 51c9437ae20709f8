//! Who may use whom: the table of the modules, and what is not for every one of them.

use super::source::{Source, Token, is_at, matching, tokens};

/// A row of the table: a module, the modules that it may use, the parts of ratatui that it may use.
struct Row(&'static str, &'static [&'static str], &'static [&'static str]);

/// In reading order, which is dependency order. `a::b` allows that part alone, `*` all.
const TABLE: [Row; 14] = [
    Row("text", &[], &[]),
    Row("article", &["text"], &[]),
    Row("import", &["article", "text"], &[]),
    Row("entity", &["article", "text"], &[]),
    Row("store", &["entity", "article", "text"], &[]),
    Row("insight", &["store", "entity", "import", "article", "text"], &[]),
    Row("library", &["article", "text"], &[]),
    Row("app", &["insight", "store", "entity", "import", "article", "text"], &["layout"]),
    Row("config", &["app"], &["style"]),
    Row("ui", &["config::theme", "app", "insight", "store", "entity", "import", "article", "text"], &["*"]),
    Row(
        "runtime",
        &["ui", "config", "app", "library", "insight", "store", "entity", "import", "article", "text"],
        &["*"],
    ),
    Row("cli", &["*"], &[]),
    Row("lib", &["*"], &[]),
    Row("main", &["cli"], &[]),
];

/// What only some may touch, and who: a path with everything below it, or a word with `!` for a macro.
struct Reserved {
    what: &'static [&'static str],
    /// Modules or files; tests may do all but what nobody may.
    by: &'static [&'static str],
    why: &'static str,
}

const RESERVED: [Reserved; 8] = [
    Reserved { what: &["crossterm"], by: &["runtime"], why: "only runtime knows the terminal" },
    Reserved { what: &["std::thread", "process::Command"], by: &["runtime"], why: "only runtime spawns" },
    Reserved {
        what: &["Instant::now", "SystemTime", "Zoned::now", "Timestamp::now", "TimeZone::system", ".elapsed("],
        by: &["runtime", "cli"],
        why: "time arrives in events and arguments",
    },
    Reserved {
        what: &["std::fs", "std::net", "std::env", "io::stdin", "io::stdout", "io::stderr"],
        by: &["runtime", "cli"],
        why: "only runtime and cli touch the world",
    },
    Reserved {
        what: &["println!", "print!", "eprintln!", "eprint!"],
        by: &["cli", "src/runtime/terminal.rs"],
        why: "only cli prints",
    },
    Reserved {
        what: &["RefCell", "Cell<", "OnceCell", "UnsafeCell", "Mutex", "RwLock", "OnceLock", "LazyLock", "LazyCell"],
        // html5ever gives its orders by shared reference
        by: &["runtime", "src/import/html/tree.rs"],
        why: "no hidden shared state",
    },
    Reserved { what: &["static mut", "thread_local!"], by: &["runtime"], why: "no globals" },
    Reserved { what: &["unsafe", "todo!", "unimplemented!", "dbg!"], by: &[], why: "nobody needs it" },
];

/// The globs that hide nothing: a test sees all of the module it stands in, and proptest's words are its language.
const GLOBS: [&str; 2] = ["super::*", "proptest::prelude::*"];

/// A path as the code uses it, groups taken apart.
struct Used {
    path: Vec<String>,
    line: usize,
    test: bool,
}

/// What `source` uses against the rules, as lines `path:line: rule`.
pub fn violations(source: &Source) -> Vec<String> {
    let used = used(&source.tokens);
    let mut found: Vec<(usize, String)> = Vec::new();
    for used in &used {
        let dependency = if used.test { None } else { dependency(source, used) };
        found.extend(dependency.or_else(|| glob(used)).map(|rule| (used.line, rule)));
    }
    for reserved in &RESERVED {
        found.extend(touched(source, reserved, &used));
    }
    found.sort();
    found.dedup();
    found.into_iter().map(|(line, rule)| format!("{}:{line}: {rule}", source.path)).collect()
}

fn dependency(source: &Source, used: &Used) -> Option<String> {
    let module = source.module();
    let Row(own, modules, screen) = TABLE.iter().find(|row| row.0 == module[0])?;
    let path: Vec<&str> = used.path.iter().map(String::as_str).collect();
    if let ["ratatui", part @ ..] = path.as_slice() {
        return (!allows(screen, part)).then(|| format!("{own} may not use {}", path.join("::")));
    }
    let target = in_crate(&path, module.len())?;
    let is_own = target.first() == Some(own);
    (!is_own && !allows(modules, target)).then(|| format!("{own} may not use {}", path.join("::")))
}

/// Where a path leads, from the top of the crate; `None` where it stays in its own module or is of another crate.
fn in_crate<'a>(path: &'a [&'a str], depth: usize) -> Option<&'a [&'a str]> {
    let n_supers = path.iter().take_while(|part| **part == "super").count();
    match path {
        ["crate" | "newsdesk", target @ ..] => Some(target),
        _ if n_supers >= depth => Some(&path[n_supers..]),
        _ => None,
    }
}

fn allows(allowed: &[&str], target: &[&str]) -> bool {
    allowed.iter().any(|allowed| *allowed == "*" || allowed.split("::").eq(target.iter().copied().take(parts(allowed))))
}

fn parts(path: &str) -> usize {
    path.split("::").count()
}

fn glob(used: &Used) -> Option<String> {
    let path = used.path.join("::");
    (path.ends_with("::*") && !(used.test && GLOBS.contains(&path.as_str()))).then(|| format!("glob import {path}"))
}

/// The lines that touch what is reserved for others.
fn touched(source: &Source, reserved: &Reserved, used: &[Used]) -> Vec<(usize, String)> {
    if reserved.by.contains(&source.path.as_str()) || reserved.by.contains(&source.module()[0]) {
        return Vec::new();
    }
    let exempt = |test: bool| test && !reserved.by.is_empty();
    let mut lines = Vec::new();
    for what in reserved.what {
        let wanted = tokens(what);
        let wanted: Vec<&str> = wanted.iter().map(|token| token.text.as_str()).collect();
        let direct = (0..source.tokens.len()).filter(|at| is_at(&source.tokens, *at, &wanted));
        lines.extend(direct.map(|at| (source.tokens[at].line, source.tokens[at].test, *what)));
        let path: Vec<&str> = what.split("::").collect();
        let through = |used: &&Used| used.path.windows(path.len()).any(|window| window.iter().eq(path.iter()));
        lines.extend(used.iter().filter(through).map(|used| (used.line, used.test, *what)));
    }
    let named = |(line, _, what)| (line, format!("{what}: {}", reserved.why));
    lines.into_iter().filter(|(_, test, _)| !exempt(*test)).map(named).collect()
}

/// Every path that starts somewhere in `tokens`; `use a::{b, c}` gives two.
fn used(tokens: &[Token]) -> Vec<Used> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let in_use = at > 0 && tokens[at - 1].text == "use";
        let starts = is_word(&tokens[at].text) && (in_use || is_at(tokens, at + 1, &["::"]));
        if starts {
            at = path(tokens, at, &[], &mut all);
        } else {
            at += 1;
        }
    }
    all
}

/// Reads the path at `at` below `stem` into `all`, and says where it ends.
fn path(tokens: &[Token], mut at: usize, stem: &[String], all: &mut Vec<Used>) -> usize {
    let mut path = stem.to_vec();
    let start = at;
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "{" => {
                group(tokens, at, &path, all);
                return matching(tokens, at);
            }
            part if is_word(part) || part == "*" => path.push(part.to_owned()),
            _ => break,
        }
        at += 1;
        if !is_at(tokens, at, &["::"]) {
            break;
        }
        at += 1;
    }
    all.push(Used { path, line: tokens[start].line, test: tokens[start].test });
    at.max(start + 1)
}

fn group(tokens: &[Token], open: usize, stem: &[String], all: &mut Vec<Used>) {
    let end = matching(tokens, open) - 1;
    let mut at = open + 1;
    while at < end {
        at = if is_at(tokens, at, &["as"]) { at + 2 } else { at };
        at = if is_at(tokens, at, &[","]) { at + 1 } else { path(tokens, at, stem, all) };
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}
