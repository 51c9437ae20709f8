//! The table of settings: where each stands in the file, how it is read, how it is said.

use std::fmt::Debug;
use std::ops::RangeInclusive;
use std::time::Duration;

use super::super::complaint::unknown;
use super::super::preset::Preset;
use super::{Config, Value};
use crate::app::layout::Arrangement;
use crate::app::list::DateStyle;
use crate::app::settings::{Column, Icons};

/// A setting.
pub struct Row {
    /// Its section of the file.
    pub section: &'static str,
    /// Its name there.
    pub name: &'static str,
    /// Takes a value, or says what it has to be, after the setting's name.
    pub read: fn(&mut Config, &Value) -> Result<(), String>,
    /// The value it has.
    pub value: fn(&Config) -> Value,
}

/// Stands where newsdesk finds out by itself.
const AUTO: &str = "auto";

/// Stands where nothing is taken out.
const FOREVER: &str = "forever";

/// Days of the units of a time.
const UNITS: [(char, u32); 4] = [('d', 1), ('w', 7), ('m', 30), ('y', 365)];

/// Widths of text that can be read.
pub const TEXT_WIDTHS: RangeInclusive<u16> = 20..=400;

const SIDEBAR_WIDTHS: RangeInclusive<u16> = 16..=40;
const LIST_PERCENTS: RangeInclusive<u16> = 20..=80;
/// Milliseconds; what is longer looks stuck.
const WAITS: RangeInclusive<u16> = 1..=5000;

const ARRANGEMENTS: Names<Arrangement> = &[
    (AUTO, Arrangement::Auto),
    ("stacked", Arrangement::Stacked),
    ("beside", Arrangement::Beside),
    ("single", Arrangement::Single),
];
const COLUMNS: Names<Column> = &[("marks", Column::Marks), ("date", Column::Date), ("source", Column::Source)];
const DATES: Names<DateStyle> =
    &[("iso", DateStyle::Iso), ("short", DateStyle::Short), ("relative", DateStyle::Relative)];
const ICONS: Names<Icons> = &[("plain", Icons::Plain), ("nerd", Icons::Nerd)];
const BACKGROUNDS: Names<Option<bool>> = &[(AUTO, None), ("dark", Some(false)), ("light", Some(true))];

/// What can be chosen, by name.
type Names<T> = &'static [(&'static str, T)];

/// All settings but the views, in the order of the bundled file.
pub const ROWS: &[Row] = &[
    Row {
        section: "screen",
        name: "theme",
        read: |config, value| {
            let name = value.text().ok_or("is the name of a theme, or \"auto\"")?;
            config.theme = Some(name.to_owned()).filter(|name| name != AUTO);
            Ok(())
        },
        value: |config| config.theme.as_deref().unwrap_or(AUTO).into(),
    },
    Row {
        section: "screen",
        name: "background",
        read: |config, value| set(&mut config.light, choice(value, BACKGROUNDS)),
        value: |config| name(config.light, BACKGROUNDS),
    },
    Row {
        section: "screen",
        name: "ascii",
        read: |config, value| set(&mut config.ascii, or_auto(value, switch)),
        value: |config| config.ascii.map_or(AUTO.into(), Value::Switch),
    },
    Row {
        section: "screen",
        name: "icons",
        read: |config, value| set(&mut config.settings.icons, choice(value, ICONS)),
        value: |config| name(config.settings.icons, ICONS),
    },
    Row {
        section: "screen",
        name: "layout",
        read: |config, value| set(&mut config.settings.shape.arrangement, choice(value, ARRANGEMENTS)),
        value: |config| name(config.settings.shape.arrangement, ARRANGEMENTS),
    },
    Row {
        section: "screen",
        name: "list-width",
        read: |config, value| set(&mut config.settings.shape.list_percent, number(value, LIST_PERCENTS)),
        value: |config| Value::Number(config.settings.shape.list_percent.into()),
    },
    Row {
        section: "screen",
        name: "sidebars",
        read: |config, value| set(&mut config.settings.sidebars, switch(value)),
        value: |config| Value::Switch(config.settings.sidebars),
    },
    Row {
        section: "screen",
        name: "sidebar-width",
        read: |config, value| {
            set(&mut config.settings.shape.sidebar_columns, or_auto(value, |value| number(value, SIDEBAR_WIDTHS)))
        },
        value: |config| config.settings.shape.sidebar_columns.map_or(AUTO.into(), |n| Value::Number(n.into())),
    },
    Row {
        section: "screen",
        name: "hints",
        read: |config, value| set(&mut config.hints, switch(value)),
        value: |config| Value::Switch(config.hints),
    },
    Row {
        section: "screen",
        name: "mouse",
        read: |config, value| set(&mut config.mouse, or_auto(value, switch)),
        value: |config| config.mouse.map_or(AUTO.into(), Value::Switch),
    },
    Row {
        section: "list",
        name: "columns",
        read: |config, value| set(&mut config.settings.columns, columns(value)),
        value: |config| {
            let names = config.settings.columns.iter().filter_map(|column| named(*column, COLUMNS));
            Value::List(names.map(str::to_owned).collect())
        },
    },
    Row {
        section: "list",
        name: "dates",
        read: |config, value| set(&mut config.settings.dates, choice(value, DATES)),
        value: |config| name(config.settings.dates, DATES),
    },
    Row {
        section: "reader",
        name: "text-width",
        read: |config, value| set(&mut config.settings.text_width, number(value, TEXT_WIDTHS)),
        value: |config| Value::Number(config.settings.text_width.into()),
    },
    Row {
        section: "reader",
        name: "zen-width",
        read: |config, value| set(&mut config.settings.zen_width, or_auto(value, |value| number(value, TEXT_WIDTHS))),
        value: |config| config.settings.zen_width.map_or(AUTO.into(), |n| Value::Number(n.into())),
    },
    Row {
        section: "reader",
        name: "justify",
        read: |config, value| set(&mut config.settings.justified, switch(value)),
        value: |config| Value::Switch(config.settings.justified),
    },
    Row {
        section: "reader",
        name: "hyphenate",
        read: |config, value| set(&mut config.settings.hyphenated, switch(value)),
        value: |config| Value::Switch(config.settings.hyphenated),
    },
    Row {
        section: "links",
        name: "open",
        read: |config, value| set(&mut config.open, or_auto(value, command)),
        value: |config| config.open.clone().map_or(AUTO.into(), Value::List),
    },
    Row {
        section: "links",
        name: "hyperlinks",
        read: |config, value| set(&mut config.hyperlinks, or_auto(value, switch)),
        value: |config| config.hyperlinks.map_or(AUTO.into(), Value::Switch),
    },
    Row {
        section: "links",
        name: "clipboard",
        read: |config, value| set(&mut config.clipboard, switch(value)),
        value: |config| Value::Switch(config.clipboard),
    },
    Row {
        section: "library",
        name: "keep",
        read: |config, value| set(&mut config.keep, days(value)),
        value: |config| config.keep.map_or(Value::from(FOREVER), |days| Value::Text(format!("{days}d"))),
    },
    Row {
        section: "keys",
        name: "preset",
        read: |config, value| {
            let name = value.text().ok_or("is the name of a preset")?;
            let preset = Preset::named(name).ok_or_else(|| told(unknown("value", name, Preset::names())));
            set(&mut config.typing.preset, preset)
        },
        value: |config| config.typing.preset.name().into(),
    },
    Row {
        section: "keys",
        name: "escape-time",
        read: |config, value| set(&mut config.typing.escape_time, or_auto(value, milliseconds)),
        value: |config| config.typing.escape_time.map_or(AUTO.into(), in_milliseconds),
    },
    Row {
        section: "keys",
        name: "sequence-time",
        read: |config, value| set(&mut config.typing.sequence_time, milliseconds(value)),
        value: |config| in_milliseconds(config.typing.sequence_time),
    },
];

fn set<T>(setting: &mut T, value: Result<T, String>) -> Result<(), String> {
    *setting = value?;
    Ok(())
}

fn or_auto<T>(value: &Value, read: impl Fn(&Value) -> Result<T, String>) -> Result<Option<T>, String> {
    match value.text() {
        Some(AUTO) => Ok(None),
        _ => read(value).map(Some).map_err(|what| format!("{what}, or \"{AUTO}\"")),
    }
}

fn switch(value: &Value) -> Result<bool, String> {
    match value {
        Value::Switch(switch) => Ok(*switch),
        _ => Err("is true or false".to_owned()),
    }
}

fn number(value: &Value, range: RangeInclusive<u16>) -> Result<u16, String> {
    let number = match value {
        Value::Number(number) => u16::try_from(*number).ok(),
        _ => None,
    };
    let wrong = || format!("is a number from {} to {}", range.start(), range.end());
    number.filter(|number| range.contains(number)).ok_or_else(wrong)
}

fn milliseconds(value: &Value) -> Result<Duration, String> {
    Ok(Duration::from_millis(number(value, WAITS)?.into()))
}

fn in_milliseconds(time: Duration) -> Value {
    Value::Number(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
}

/// A number of days; none for ever.
fn days(value: &Value) -> Result<Option<u32>, String> {
    let wrong = || "is a time as 90d, 12w, 6m or 2y, or \"forever\"".to_owned();
    let text = value.text().ok_or_else(wrong)?;
    if text == FOREVER {
        return Ok(None);
    }
    let unit = UNITS.iter().find_map(|(unit, days)| Some((text.strip_suffix(*unit)?, days)));
    let days = unit.and_then(|(n, days)| n.parse::<u32>().ok()?.checked_mul(*days));
    days.filter(|days| *days > 0).map(Some).ok_or_else(wrong)
}

fn choice<T: Copy>(value: &Value, names: Names<T>) -> Result<T, String> {
    let known = || names.iter().map(|(name, _)| *name);
    let text = value.text().ok_or_else(|| format!("is one of {}", listed(known())))?;
    let found = names.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    found.ok_or_else(|| told(unknown("value", text, known())))
}

/// Columns that stand once each.
fn columns(value: &Value) -> Result<Vec<Column>, String> {
    let known = || COLUMNS.iter().map(|(name, _)| *name);
    let Value::List(names) = value else { return Err(format!("is a list of {}", listed(known()))) };
    let mut columns = Vec::new();
    for name in names {
        let column = choice(&Value::Text(name.clone()), COLUMNS)?;
        if columns.contains(&column) {
            return Err(format!("has \"{name}\" twice"));
        }
        columns.push(column);
    }
    Ok(columns)
}

/// A program and its arguments.
fn command(value: &Value) -> Result<Vec<String>, String> {
    match value {
        Value::List(words) if words.first().is_some_and(|program| !program.is_empty()) => Ok(words.clone()),
        _ => Err("is a list of a program and its arguments, [\"firefox\", \"--new-tab\"]".to_owned()),
    }
}

/// The complaint that a name is unknown, after the setting's own.
fn told(unknown: String) -> String {
    format!("has {unknown}")
}

fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

fn named<T: Copy + PartialEq>(value: T, names: Names<T>) -> Option<&'static str> {
    names.iter().find(|(_, known)| *known == value).map(|(name, _)| *name)
}

fn name<T: Copy + PartialEq + Debug>(value: T, names: Names<T>) -> Value {
    named(value, names).map_or_else(|| Value::Text(format!("{value:?}")), Value::from)
}
