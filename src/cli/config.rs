//! `newsdesk config`: the settings in force, those that come with newsdesk, and where one's own are looked for.

use serde_json::{Map, Value as Json, json};

use super::args::{ConfigArgs, ConfigPart, Format, Shape};
use super::desk::tell_problems;
use super::failure::Failure;
use super::output::Output;
use crate::app::views::{View, named};
use crate::config::{Config, Value, keymap, settings, theme};
use crate::entity::own;
use crate::runtime::load::shown;
use crate::runtime::{self, Surroundings};
use crate::store::query::nearest;

/// What may lie in the user's folder.
const FILES: [(&str, &str); 4] =
    [("config", settings::FILE), ("keymap", keymap::FILE), ("entities", own::FILE), ("themes", theme::FOLDER)];

/// Prints settings as TOML or JSON, or paths.
///
/// # Errors
/// Where it cannot be written.
pub fn config(args: &ConfigArgs, shape: &Shape, out: &mut Output) -> Result<(), Failure> {
    let is_json = shape.format == Some(Format::Json);
    let text = match args.part {
        ConfigPart::Effective => {
            let (config, complaints) = runtime::config();
            complaints.iter().for_each(tell_problems);
            if is_json { pretty(&settings_json(&config)) } else { format!("{}{}", origin(), config.to_toml()) }
        }
        ConfigPart::Default if is_json => pretty(&settings_json(&Config::bundled())),
        ConfigPart::Default => settings::BUNDLED.to_owned(),
        ConfigPart::Path => paths(is_json),
    };
    Ok(out.write(&text)?)
}

/// Where the settings in force come from, as a comment.
fn origin() -> String {
    let path = Surroundings::here().config.map(|folder| folder.join(settings::FILE));
    match path {
        Some(path) if path.exists() => format!("# {} over what comes with newsdesk\n", shown(&path)),
        Some(path) => format!("# as newsdesk comes: {} is not there\n", shown(&path)),
        None => "# as newsdesk comes: HOME is not set\n".to_owned(),
    }
}

/// One line a file, or an object of them; a file that is not there yet is named as well.
fn paths(is_json: bool) -> String {
    let folder = Surroundings::here().config;
    let files = FILES.map(|(what, name)| (what, folder.as_ref().map(|folder| folder.join(name).display().to_string())));
    if is_json {
        return pretty(
            &files.into_iter().map(|(what, path)| (what.to_owned(), json!(path))).collect::<Map<_, _>>().into(),
        );
    }
    let first = files[0].1.as_deref().unwrap_or("there is no folder for settings: HOME is not set");
    format!("{first}\n")
}

fn settings_json(config: &Config) -> Json {
    let sections = config.values().into_iter().map(|(section, entries)| {
        let entries: Map<String, Json> = entries.into_iter().map(|(name, value)| (name, of(value))).collect();
        (section.to_owned(), entries.into())
    });
    sections.collect::<Map<_, _>>().into()
}

fn of(value: Value) -> Json {
    match value {
        Value::Text(text) => text.into(),
        Value::Number(number) => number.into(),
        Value::Switch(switch) => switch.into(),
        Value::List(texts) => texts.into(),
    }
}

fn pretty(json: &Json) -> String {
    format!("{json:#}\n")
}

/// The view of this name.
///
/// # Errors
/// There is none; the hint names the nearest, or those there are.
pub fn view(name: &str) -> Result<View, Failure> {
    let (config, complaints) = runtime::config();
    complaints.iter().for_each(tell_problems);
    let views = &config.settings.views;
    if let Some(view) = named(views, name) {
        return Ok(view.clone());
    }
    let names = || views.iter().map(|view| view.name.as_str());
    let hint = match nearest(name, names()) {
        Some(near) => format!("--view '{near}'"),
        None => format!("one of {}", names().collect::<Vec<_>>().join(", ")),
    };
    Err(Failure::usage(format!("there is no view `{name}`"), hint))
}
