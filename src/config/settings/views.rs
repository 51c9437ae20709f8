//! The section of views: a name and a query each. A view of one's own is written into the file without touching the
//! rest of it.

use crate::app::views::View;

use super::super::complaint::Complaint;
use super::super::sections::{self, Entry, Section};
use super::super::value::{Value, quoted};

/// The section of the file.
pub const SECTION: &str = "views";

/// What the file says of them over those that are there: a query of the same name is replaced, `false` takes it out.
pub fn merge(views: &mut Vec<View>, section: &Section) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for entry in &section.entries {
        match read(views, entry) {
            Ok(()) => {}
            Err(what) => complaints.push(Complaint { line: entry.line, what }),
        }
    }
    complaints
}

fn read(views: &mut Vec<View>, entry: &Entry) -> Result<(), String> {
    let name = entry.name.as_str();
    let at = views.iter().position(|view| view.name.as_str() == name);
    match (&entry.value, at) {
        (Value::Switch(false), Some(at)) => drop(views.remove(at)),
        (Value::Switch(false), None) => return Err(format!("there is no view \"{name}\" to take out")),
        (Value::Text(text), at) => {
            let view = View::new(name, text).map_err(|error| {
                let (column, message, expected) = (error.column, error.message, error.expected);
                format!("the query of \"{name}\", column {column}: {message}; expected {expected}")
            })?;
            if view.name.trim().is_empty() {
                return Err("a view needs a name".to_owned());
            }
            match at {
                Some(at) => views[at] = view,
                None => views.push(view),
            }
        }
        _ => return Err(format!("\"{name}\" is a query in quotes, or false for no such view")),
    }
    Ok(())
}

/// The views as values of the file.
pub fn values(views: &[View]) -> Vec<(String, Value)> {
    views.iter().map(|view| (view.name.to_string(), Value::Text(view.query.to_string()))).collect()
}

/// A name left of a `=`.
pub fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { quoted(name) }
}

/// A user's file with one view more, or with another query for the one of that name. Everything else stays as it is,
/// also what is wrong in it.
///
/// # Errors
/// What speaks against it, in a sentence without a full stop.
pub fn with_view(text: &str, name: &str, query: &str) -> Result<String, String> {
    let view = View::new(name, query).map_err(|error| error.to_string())?;
    if view.name.trim().is_empty() {
        return Err("a view needs a name".to_owned());
    }
    let changed = insert(text, &view.name, query);
    let (_, before) = sections::parse(text);
    let (sections, after) = sections::parse(&changed);
    let is_it = |entry: &Entry| entry.name == view.name.as_str() && entry.value == Value::from(query);
    let is_there = of_views(&sections).is_some_and(|section| section.entries.iter().any(is_it));
    let is_sound = after.iter().all(|new| before.iter().any(|old| old.what == new.what));
    if is_there && is_sound { Ok(changed) } else { Err("the file cannot be added to: see its complaints".to_owned()) }
}

fn of_views(sections: &[Section]) -> Option<&Section> {
    sections.iter().find(|section| section.title == SECTION)
}

/// In place of the value that is there, else after the last view, else as a section at the end.
fn insert(text: &str, name: &str, query: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let (sections, _) = sections::parse(text);
    let section = of_views(&sections);
    let entries = section.map_or(&[][..], |section| &section.entries);
    if let Some(entry) = entries.iter().find(|entry| entry.name == name) {
        return format!("{}{}{}", &text[..entry.place.start], quoted(query), &text[entry.place.end..]);
    }
    let line = format!("{} = {}", key(name), quoted(query));
    let Some(section) = section else {
        let gap = if text.is_empty() { "" } else { end };
        let gap = if text.is_empty() || text.ends_with('\n') { gap.to_owned() } else { format!("{end}{gap}") };
        return format!("{text}{gap}[{SECTION}]{end}{line}{end}");
    };
    let last = entries.iter().map(|entry| entry.place.end).max();
    let start = last.unwrap_or_else(|| line_start(text, section.line));
    let at = text[start..].find('\n').map_or(text.len(), |at| start + at + 1);
    let gap = if text[..at].ends_with('\n') { "" } else { end };
    format!("{}{gap}{line}{end}{}", &text[..at], &text[at..])
}

/// The first byte of a line, counted from 1.
fn line_start(text: &str, line: usize) -> usize {
    text.split_inclusive('\n').take(line - 1).map(str::len).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::settings::Config;

    fn check(text: &str, (name, query): (&str, &str), expected: &str) {
        let changed = with_view(text, name, query).unwrap();
        assert_eq!(changed, expected);
        let (config, _) = Config::with_user(&changed);
        let view = config.settings.views.iter().find(|view| view.name.as_str() == name).unwrap();
        assert_eq!(view.query.to_string(), query);
    }

    #[test]
    fn a_view_is_added_and_comments_stay() {
        let new = ("mine", "is:unread");
        check("", new, "[views]\nmine = \"is:unread\"\n");
        check("# x", new, "# x\n\n[views]\nmine = \"is:unread\"\n");
        check("[list]\ndates = 'iso'\n", new, "[list]\ndates = 'iso'\n\n[views]\nmine = \"is:unread\"\n");
        check("[views]", new, "[views]\nmine = \"is:unread\"\n");
        check(
            "[views] # my own\r\na = \"b\" # first\r\n\r\n[list]\r\n",
            new,
            "[views] # my own\r\na = \"b\" # first\r\nmine = \"is:unread\"\r\n\r\n[list]\r\n",
        );
        check("[views]\nmine = 'old' # keep\nb = 'c'\n", new, "[views]\nmine = \"is:unread\" # keep\nb = 'c'\n");
        check("[views]\n", ("big news", "\"export control\""), "[views]\n\"big news\" = '\"export control\"'\n");
    }

    #[test]
    fn what_cannot_be_added_is_said() {
        assert!(with_view("", " ", "x").is_err());
        assert!(with_view("", "a", "compny:x").unwrap_err().contains("no field"));
        assert!(with_view("views = 3\n", "a", "x").unwrap_err().contains("cannot be added"));
    }
}
