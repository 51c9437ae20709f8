//! The settings of `config.toml`: ours, a user's over them, and what is in force as such a file again.

mod rows;
mod views;

use std::time::Duration;

use super::complaint::{Complaint, unknown};
use super::preset::Preset;
use super::sections::{self, Section};
use super::value::Value;
use crate::app::Settings;

pub use views::with_view;

/// The file's name in the user's folder.
pub const FILE: &str = "config.toml";

/// The file that says all settings there are, with the values that they have without a user's file.
pub const BUNDLED: &str = include_str!("../../assets/config.toml");

/// What a file of settings says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The picture.
    pub settings: Settings,
    /// The name of a theme; none: by the background.
    pub theme: Option<String>,
    /// Whether the background is light; none: as the terminal says.
    pub light: Option<bool>,
    /// Plain ASCII; none: as the locale says.
    pub ascii: Option<bool>,
    /// Hints are told to who is new.
    pub hints: bool,
    /// Clicks and the wheel; none: where the user sits at the machine.
    pub mouse: Option<bool>,
    /// The program that opens links, and its arguments before the link; none: the system's.
    pub open: Option<Vec<String>>,
    /// Links are links of the terminal; none: where it is known to follow them.
    pub hyperlinks: Option<bool>,
    /// Text may be sent to the terminal's clipboard.
    pub clipboard: bool,
    /// Days that stories are kept; none: for ever.
    pub keep: Option<u32>,
    /// How keys are read.
    pub typing: Typing,
}

/// How keys are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typing {
    /// The keys that the user's go over.
    pub preset: Preset,
    /// How long an escape character waits for what may follow it; none: by where the keyboard is.
    pub escape_time: Option<Duration>,
    /// How long the first key of a sequence waits for the next.
    pub sequence_time: Duration,
}

/// What the settings are where no file says otherwise.
impl Default for Config {
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            theme: None,
            light: None,
            ascii: None,
            hints: true,
            mouse: None,
            open: None,
            hyperlinks: None,
            clipboard: true,
            keep: None,
            typing: Typing::default(),
        }
    }
}

impl Default for Typing {
    fn default() -> Self {
        Self {
            preset: Preset::Vim,
            escape_time: None,
            // As long as slow fingers need, and short enough not to look stuck.
            sequence_time: Duration::from_millis(500),
        }
    }
}

impl Config {
    /// The settings of `assets/config.toml`.
    pub fn bundled() -> Self {
        let mut config = Self::default();
        config.merge(BUNDLED);
        config
    }

    /// The bundled settings with a user's file over them, and what was wrong in it. The rest of the file is used.
    pub fn with_user(text: &str) -> (Self, Vec<Complaint>) {
        let mut config = Self::bundled();
        let complaints = config.merge(text);
        (config, complaints)
    }

    /// All settings by section and name, in the order of the bundled file.
    pub fn values(&self) -> Vec<(&'static str, Vec<(String, Value)>)> {
        let mut sections: Vec<(&'static str, Vec<(String, Value)>)> = Vec::new();
        for row in rows::ROWS {
            let entry = (row.name.to_owned(), (row.value)(self));
            match sections.last_mut().filter(|(section, _)| *section == row.section) {
                Some((_, entries)) => entries.push(entry),
                None => sections.push((row.section, vec![entry])),
            }
        }
        sections.push((views::SECTION, views::values(&self.settings.views)));
        sections
    }

    /// As a file of settings.
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        for (section, entries) in self.values() {
            let gap = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{gap}[{section}]\n"));
            entries.iter().for_each(|(name, value)| text.push_str(&format!("{} = {value}\n", views::key(name))));
        }
        text
    }

    fn merge(&mut self, text: &str) -> Vec<Complaint> {
        let (sections, mut complaints) = sections::parse(text);
        for complaint in &mut complaints {
            if let Some(row) = rows::ROWS.iter().find(|row| complaint.what == sections::loose(row.name)) {
                complaint.what.push_str(&format!("; it belongs to [{}]", row.section));
            }
        }
        for section in &sections {
            if section.title == views::SECTION {
                complaints.extend(views::merge(&mut self.settings.views, section));
            } else if rows::ROWS.iter().any(|row| row.section == section.title) {
                complaints.extend(self.merge_section(section));
            } else {
                let known = rows::ROWS.iter().map(|row| row.section).chain([views::SECTION]);
                let what = unknown("section", &section.title, known);
                complaints.push(Complaint { line: section.line, what });
            }
        }
        complaints.sort_by_key(|complaint| complaint.line);
        complaints
    }

    fn merge_section(&mut self, section: &Section) -> Vec<Complaint> {
        let of_section = || rows::ROWS.iter().filter(|row| row.section == section.title);
        let mut complaints = Vec::new();
        for entry in &section.entries {
            let read = match of_section().find(|row| row.name == entry.name) {
                Some(row) => (row.read)(self, &entry.value).map_err(|what| format!("\"{}\" {what}", entry.name)),
                None => Err(misplaced(&entry.name, &section.title)
                    .unwrap_or_else(|| unknown("setting", &entry.name, of_section().map(|row| row.name)))),
            };
            complaints.extend(read.err().map(|what| Complaint { line: entry.line, what }));
        }
        complaints
    }
}

/// The line of a setting in a file, counted from 1; the first where it is not there.
pub fn line_of(text: &str, section: &str, name: &str) -> usize {
    let (sections, _) = sections::parse(text);
    let entries = sections.iter().filter(|own| own.title == section).flat_map(|own| &own.entries);
    entries.into_iter().find(|entry| entry.name == name).map_or(1, |entry| entry.line)
}

/// That a setting of this name stands in another section.
fn misplaced(name: &str, section: &str) -> Option<String> {
    let row = rows::ROWS.iter().find(|row| row.name == name)?;
    Some(format!("\"{name}\" belongs to [{}], not to [{section}]", row.section))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::layout::Arrangement;
    use crate::app::list::DateStyle;
    use crate::app::settings::Column;

    #[test]
    fn the_bundled_file_says_every_setting_and_changes_none() {
        let mut config = Config::default();
        assert_eq!(config.merge(BUNDLED), []);
        let views = std::mem::take(&mut config.settings.views);
        assert_eq!(config, Config::default());
        assert_eq!(views[0].name.as_str(), "inbox");
        let (sections, _) = sections::parse(BUNDLED);
        let told: Vec<_> =
            sections.iter().flat_map(|s| s.entries.iter().map(|e| (s.title.as_str(), e.name.as_str()))).collect();
        for row in rows::ROWS {
            assert!(told.contains(&(row.section, row.name)), "{} is not in the bundled file", row.name);
        }
    }

    #[test]
    fn what_is_in_force_can_be_read_again() {
        let (mine, complaints) = Config::with_user(include_str!("../../tests/fixtures/config/config.toml"));
        assert_eq!(complaints, []);
        assert_eq!(Config::with_user(&mine.to_toml()), (mine.clone(), Vec::new()));
        let bundled = Config::bundled();
        for ((section, own), (_, ours)) in mine.values().into_iter().zip(bundled.values()) {
            for ((name, value), (_, bundled)) in own.into_iter().zip(ours) {
                assert!(section == views::SECTION || value != bundled, "{name} is not in the test's file");
            }
        }
        assert_eq!(mine.settings.columns, [Column::Source, Column::Marks]);
        assert_eq!(mine.settings.dates, DateStyle::Relative);
        assert_eq!(mine.settings.shape.arrangement, Arrangement::Beside);
        assert_eq!(mine.open, Some(vec!["w3m".to_owned(), "-N".to_owned()]));
        assert_eq!(mine.typing.escape_time, Some(Duration::from_millis(100)));
        assert_eq!(mine.keep, Some(180));
    }

    #[test]
    fn a_setting_before_any_section_is_told_where_it_belongs() {
        let (_, complaints) = Config::with_user("keep = '2y'");
        let told: Vec<String> = complaints.iter().map(Complaint::to_string).collect();
        assert_eq!(told, ["line 1: \"keep\" stands in no [section]; it belongs to [library]"]);
    }

    #[test]
    fn every_complaint_is_collected_and_the_rest_is_used() {
        let (config, complaints) = Config::with_user(include_str!("../../tests/fixtures/config/config-wrong.toml"));
        let complaints: Vec<String> = complaints.iter().map(Complaint::to_string).collect();
        let expected = include_str!("../../tests/fixtures/config/config-wrong.txt");
        assert_eq!(complaints.join("\n"), expected.trim_end());
        assert_eq!(config.settings.text_width, 66);
    }
}
