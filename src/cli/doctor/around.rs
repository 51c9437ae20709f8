//! The terminal, the place, the user's files and the library as far as they can be told without asking the terminal: one list of
//! facts, as text and as JSON.

use std::io;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::super::args::Sources;
use super::{Failure, Output, Sheet, kept};
use crate::app::Loaded;
use crate::config::{Depth, keymap, settings, theme};
use crate::entity::own;
use crate::runtime::{self, Multiplexer, Surroundings};
use crate::text::counted;
use crate::text::width::width;

/// Signs that terminals differ about, with what newsdesk takes them for.
const SAMPLES: [&str; 7] = ["é", "e\u{301}", "中", "…", "👍", "❤\u{fe0f}", "👩\u{200d}🚀"];

/// Something that is so.
pub struct Fact {
    /// In the text.
    name: &'static str,
    text: String,
    /// In JSON; where it has no name, it is for people alone.
    key: &'static str,
    value: Value,
    /// What is wrong with it.
    pub(super) failure: Option<&'static str>,
}

/// Facts under a heading.
type Group = (&'static str, Vec<Fact>);

impl Fact {
    /// A fact in words, and as a value with a name in JSON.
    pub fn new(name: &'static str, text: impl Into<String>, key: &'static str, value: impl Into<Value>) -> Self {
        Self { name, text: text.into(), key, value: value.into(), failure: None }
    }

    /// The same, with what is wrong about it.
    pub fn but(self, failure: &'static str) -> Self {
        Self { failure: Some(failure), ..self }
    }

    /// What only people want to know.
    pub fn in_words(name: &'static str, text: impl Into<String>) -> Self {
        Self::new(name, text, "", Value::Null)
    }
}

/// Tells all of it; a damaged library `is_mended` before.
///
/// # Errors
/// [`Failure::Unwell`] where something is wrong: the terminal cannot show the reader, a file has complaints, the
/// library is damaged.
pub fn tell(sources: &Sources, is_mended: bool, is_json: bool, out: &mut Output) -> Result<(), Failure> {
    let (around, complaints) = runtime::check_settings();
    let groups = [
        ("Terminal", terminal(&around)),
        ("Place", place(&around)),
        ("Files", files(&around)),
        ("Library", kept::facts(sources, is_mended)?),
    ];
    let facts = groups.iter().flat_map(|(_, facts)| facts);
    let mut failures: Vec<String> = facts.filter_map(|fact| fact.failure.map(str::to_owned)).collect();
    let n_wrong: usize = complaints.iter().map(|loaded| loaded.document.problems.len()).sum();
    if n_wrong > 0 {
        failures.push(counted(n_wrong, "complaint about your files", "complaints about your files"));
    }
    if is_json {
        out.write(&format!("{:#}\n", to_json(&groups, &complaints, &failures)))?;
    } else {
        to_text(&groups, &complaints, &mut Sheet { out })?;
    }
    if failures.is_empty() { Ok(()) } else { Err(Failure::Unwell(failures.join("; "))) }
}

fn to_text(groups: &[Group], complaints: &[Loaded], sheet: &mut Sheet) -> io::Result<()> {
    for (at, (title, facts)) in groups.iter().enumerate() {
        if at > 0 {
            sheet.title(title)?;
        } else {
            sheet.heading(title)?;
        }
        facts.iter().try_for_each(|fact| sheet.fact(fact.name, &fact.text))?;
    }
    for complaint in complaints {
        let problems = &complaint.document.problems;
        sheet.title(&format!("{}: {}", complaint.path, counted(problems.len(), "complaint", "complaints")))?;
        sheet.points(Path::new(&complaint.path), problems)?;
    }
    Ok(())
}

fn to_json(groups: &[Group], complaints: &[Loaded], failures: &[String]) -> Value {
    let told = complaints.iter().flat_map(|loaded| {
        let problems = loaded.document.problems.iter();
        problems.map(|problem| json!({ "file": loaded.path, "where": problem.place, "what": problem.what }))
    });
    let group = |(title, facts): &Group| {
        let named = facts.iter().filter(|fact| !fact.key.is_empty());
        let facts: Map<String, Value> = named.map(|fact| (fact.key.to_owned(), fact.value.clone())).collect();
        (title.to_lowercase(), facts.into())
    };
    let mut all: Map<String, Value> = groups.iter().map(group).collect();
    all.insert("complaints".to_owned(), told.collect());
    all.insert("failures".to_owned(), json!(failures));
    all.into()
}

fn terminal(around: &Surroundings) -> Vec<Fact> {
    let term = if around.term.is_empty() { "TERM is not set" } else { &around.term };
    let mut terminal = Fact::new("terminal", term, "term", around.term.as_str());
    if !around.has_screen() {
        terminal.text.push_str("; it cannot place text: use list and show");
        terminal.failure = Some("the terminal cannot show the reader");
    }
    let (colours, n_colours) = match (around.colours.are_unwanted, around.colours.depth) {
        (true, _) => ("none: bold, underlined and reversed alone", 0),
        (false, Depth::Sixteen) => ("the terminal's own sixteen", 16),
        (false, Depth::Indexed) => ("256; true colour if COLORTERM says so", 256),
        (false, Depth::True) => ("true colour", 16_777_216),
    };
    let (background, why) = match around.colours.background_is_light {
        Some(true) => ("light", "says COLORFGBG"),
        Some(false) => ("dark", "says COLORFGBG"),
        None => ("dark", "unless your settings or --light say otherwise"),
    };
    let locale = around.locale.as_deref();
    let signs = if around.is_utf8() { "Unicode" } else { "ASCII: the locale has no more" };
    vec![
        terminal,
        size(),
        Fact::new("colours", colours, "colours", n_colours),
        Fact::new("background", format!("{background}, {why}"), "background", background),
        Fact::new("locale", locale.unwrap_or("not set; UTF-8 is assumed"), "locale", json!(locale)),
        Fact::new("signs", signs, "unicode", around.is_utf8()),
        widths(),
    ]
}

fn size() -> Fact {
    match runtime::window() {
        Some((columns, rows)) => {
            let value = json!({ "columns": columns, "rows": rows });
            Fact::new("size", format!("{columns} columns, {rows} rows"), "size", value)
        }
        None => Fact::new("size", "unknown: standard output is no terminal", "size", Value::Null),
    }
}

fn widths() -> Fact {
    let shown = SAMPLES.map(|sample| format!("{sample} {}", width(sample))).join(", ");
    let value: Map<String, Value> = SAMPLES.iter().map(|sample| ((*sample).to_owned(), width(sample).into())).collect();
    Fact::new("widths", format!("{shown} columns, if your terminal agrees"), "widths", value)
}

fn place(around: &Surroundings) -> Vec<Fact> {
    let place = match (around.is_remote, around.has_desktop) {
        (true, _) => "remote: addresses go to the terminal at your end",
        (false, true) => "here, with a desktop: addresses open in the browser",
        (false, false) => "here, without a desktop: addresses go to the terminal",
    };
    let (between, clipboard) = match around.multiplexer {
        Some(Multiplexer::Tmux) => (Some("tmux"), "if tmux has `set-clipboard on` or `allow-passthrough on`"),
        Some(Multiplexer::Screen) => (Some("screen"), "passed through screen, if the terminal allows it"),
        None => (None, "if the terminal allows it"),
    };
    let links = match around.knows_links {
        true => "by OSC 8, unless your settings say otherwise",
        false => "none: the terminal is not known to follow them; if it does, set hyperlinks = true",
    };
    let mouse = match around.is_remote {
        true => "not over SSH, unless your settings say otherwise",
        false => "clicks and the wheel, unless your settings say otherwise",
    };
    vec![
        Fact::new("place", place, "remote", around.is_remote),
        Fact::new("within", between.unwrap_or("no multiplexer"), "multiplexer", json!(between)),
        Fact::new("clipboard", format!("by OSC 52, {clipboard}"), "clipboard", "OSC 52"),
        Fact::new("hyperlinks", links, "hyperlinks", around.knows_links),
        Fact::new("mouse", mouse, "mouse", !around.is_remote),
    ]
}

/// The files of the user, there or not.
fn files(around: &Surroundings) -> Vec<Fact> {
    let Some(folder) = &around.config else {
        return vec![Fact::new("folder", "none: HOME is not set", "folder", Value::Null)];
    };
    let file = |what: &'static str, name: &str| {
        let path = folder.join(name);
        let is_there = path.exists();
        let text = if is_there { name.to_owned() } else { format!("no {name}: as newsdesk comes") };
        Fact::new(what, text, what, json!({ "path": path.display().to_string(), "exists": is_there }))
    };
    vec![
        Fact::new("folder", around.shorten(folder), "folder", folder.display().to_string()),
        file("settings", settings::FILE),
        file("keys", keymap::FILE),
        file("names", own::FILE),
        file("themes", theme::FOLDER),
    ]
}
