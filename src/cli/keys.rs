//! `newsdesk keys`: the keys of the reader, from the table of actions and the keymap.

use serde::Serialize;

use super::args::{Format, KeysArgs, Shape};
use super::columns;
use super::desk::tell_problems;
use super::failure::Failure;
use super::output::{Output, Style};
use super::record::Fields;
use crate::app::action::{ACTIONS, Described, Group};
use crate::config::{Keymap, Preset};
use crate::runtime;
use crate::store::query::nearest;

const KEY: Fields =
    Fields { known: &["action", "keys", "about", "group"], usual: &["action", "keys", "about", "group"] };

#[derive(Debug, Serialize)]
struct KeyRecord {
    action: &'static str,
    keys: Vec<String>,
    about: &'static str,
    group: &'static str,
}

/// Prints every action with its keys, in the order of the help: those in force, or those of a preset.
///
/// # Errors
/// A preset that is none, or where it cannot be written.
pub fn keys(args: &KeysArgs, shape: &Shape, out: &mut Output) -> Result<(), Failure> {
    let keymap = match &args.preset {
        Some(name) => Keymap::preset(preset(name)?),
        None => {
            let (keymap, complaints) = runtime::keymap();
            complaints.iter().for_each(tell_problems);
            keymap
        }
    };
    let bindings = keymap.bindings();
    let record = |row: &Described| KeyRecord {
        action: row.name,
        keys: bindings.keys(row.action).into_iter().map(String::from).collect(),
        about: row.about,
        group: row.group.title(),
    };
    let records = ACTIONS.iter().map(record);
    match shape.format.unwrap_or(Format::Text) {
        Format::Text => write_text(&records.collect::<Vec<_>>(), shape, out),
        Format::Md => write_table(&records.collect::<Vec<_>>(), out),
        format => Ok(KEY.write(records, format, shape, out)?),
    }
}

fn preset(name: &str) -> Result<Preset, Failure> {
    Preset::named(name).ok_or_else(|| {
        let hint = match nearest(name, Preset::names()) {
            Some(near) => format!("--preset {near}"),
            None => format!("one of {}", Preset::names().collect::<Vec<_>>().join(", ")),
        };
        Failure::usage(format!("there is no preset `{name}`"), hint)
    })
}

fn write_text(records: &[KeyRecord], shape: &Shape, out: &mut Output) -> Result<(), Failure> {
    for (n, group) in Group::ALL.iter().enumerate() {
        if n > 0 {
            out.write("\n")?;
        }
        out.write_styled(group.title(), Style::Bold)?;
        out.write("\n")?;
        let of_group = records.iter().filter(|record| record.group == group.title());
        let rows =
            of_group.map(|record| vec![record.keys.join(" "), record.action.to_owned(), record.about.to_owned()]);
        columns::write(rows.collect(), &[Style::Plain, Style::Dim], shape, out)?;
    }
    Ok(())
}

fn write_table(records: &[KeyRecord], out: &mut Output) -> Result<(), Failure> {
    out.write("| keys | action | what it does |\n| --- | --- | --- |\n")?;
    for KeyRecord { action, keys, about, .. } in records {
        let keys: Vec<String> = keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
        out.write(&format!("| {} | {action} | {about} |\n", keys.join(" ")))?;
    }
    Ok(())
}
