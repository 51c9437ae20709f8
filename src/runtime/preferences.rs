//! What the user set, from `config.toml`, `keymap.toml` and the themes, with the options of the command line over it.
//! What is wrong in the files becomes problems, as with any document.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::surroundings::Surroundings;
use super::terminal::Manners;
use super::user_file::{self, shown, users};
use super::{Colour, Options, RunError};
use crate::app::views::View;
use crate::app::{Bindings, Event, Loaded, Notice, Reloaded, Settings};
use crate::config::{Complaint, Config, Keymap, Preset, Theme, keymap, settings, theme};
use crate::entity::own;

/// Nobody notices an Esc that is so much later.
const ESCAPE_TIME_HERE: Duration = Duration::from_millis(25);

/// An Esc that is so much later is noticed, and better than an arrow that falls apart into Esc and letters.
const ESCAPE_TIME_REMOTE: Duration = Duration::from_millis(100);

/// What the user set.
#[derive(Clone, Debug)]
pub struct Preferences {
    /// The settings, those that newsdesk finds out by itself found out.
    pub config: Config,
    /// What keys ask for.
    pub keymap: Keymap,
    /// What text looks like.
    pub theme: Theme,
    /// What was wrong in which file.
    pub complaints: Vec<Loaded>,
}

impl Preferences {
    /// Reads the user's files.
    ///
    /// # Errors
    /// Where there is no theme of the name that the command line wants.
    pub fn read(options: &Options, around: &Surroundings) -> Result<Self, RunError> {
        let mut complaints = Vec::new();
        let mut config = config(around, &mut complaints);
        over(&mut config, options, around);
        let keymap = keymap(config.typing.preset, around, &mut complaints);
        let theme = theme(options, &config, around, &mut complaints)?;
        let colourless = match options.colour {
            Colour::Auto => around.colours.are_unwanted,
            Colour::Always => false,
            Colour::Never => true,
        };
        let theme = if colourless { theme.without_colours() } else { theme.at(around.colours.depth) };
        Ok(Self { config, keymap, theme, complaints })
    }

    /// The picture's part of the settings.
    pub fn settings(&self) -> Settings {
        self.config.settings.clone()
    }

    /// What the terminal is used for besides text and keys.
    pub fn manners(&self, around: &Surroundings) -> Manners {
        Manners {
            links: self.config.hyperlinks.unwrap_or(around.knows_links),
            mouse: self.config.mouse.unwrap_or(!around.is_remote),
        }
    }

    /// How long an escape character waits for what may follow it. The bytes of one key arrive together unless a packet
    /// ends between them, which it does on a network alone.
    pub fn escape_time(&self, around: &Surroundings) -> Duration {
        let usual = if around.is_remote { ESCAPE_TIME_REMOTE } else { ESCAPE_TIME_HERE };
        self.config.typing.escape_time.unwrap_or(usual)
    }

    /// The keys by their names.
    pub fn bindings(&self) -> Bindings {
        if self.config.settings.ascii { self.keymap.ascii_bindings() } else { self.keymap.bindings() }
    }

    /// What is told where these take the place of `before`. The complaints are those of these and `others`.
    pub fn reloaded(&mut self, before: &Self, others: Vec<Loaded>, around: &Surroundings) -> Reloaded {
        let mut changed: Vec<String> = Vec::new();
        for ((_, now), (_, was)) in self.config.values().into_iter().zip(before.config.values()) {
            changed.extend(now.into_iter().filter(|entry| !was.contains(entry)).map(|(name, _)| name));
        }
        if self.config.settings.views.len() < before.config.settings.views.len() {
            changed.push("views".to_owned());
        }
        if self.keymap != before.keymap {
            changed.push("keys".to_owned());
        }
        if self.theme != before.theme && !changed.iter().any(|name| name == "theme") {
            changed.push("colours".to_owned());
        }
        let mut complaints = std::mem::take(&mut self.complaints);
        complaints.extend(others);
        let names = [settings::FILE, keymap::FILE, own::FILE];
        let folder = around.config.as_deref();
        let mut files: Vec<String> =
            folder.into_iter().flat_map(|folder| names.map(|name| shown(&folder.join(name), around))).collect();
        let themes = [&self.config.theme, &before.config.theme].into_iter().flatten();
        files.extend(themes.filter_map(|name| Some(shown(&theme_path(name, around)?, around))));
        Reloaded { settings: self.settings(), bindings: self.bindings(), changed, complaints, files }
    }
}

/// What the reader is told of complaints about the user's files: all of them as problems, and how many there are.
pub fn told(complaints: Vec<Loaded>) -> Vec<Event> {
    let Some(first) = complaints.first() else { return Vec::new() };
    let n: usize = complaints.iter().map(|loaded| loaded.document.problems.len()).sum();
    let notice = match first.document.problems.first() {
        Some(problem) if n == 1 => format!("{}, {}: {}", first.path, problem.place, problem.what),
        _ => format!("{n} complaints about your settings are among the problems"),
    };
    vec![Event::Loaded(complaints), Event::Told(Notice::error(notice))]
}

/// The user's file of settings over ours.
pub(super) fn config(around: &Surroundings, complaints: &mut Vec<Loaded>) -> Config {
    let parse = |text: &str| {
        let (mut config, mut found) = Config::with_user(text);
        if let Some(name) = config.theme.take_if(|name| !is_theme(name, around)) {
            let line = settings::line_of(text, "screen", "theme");
            let what = format!("no theme \"{name}\"; there are {}", themes(around));
            found.push(Complaint { line, what });
            found.sort_by_key(|complaint| complaint.line);
        }
        (config, found)
    };
    let path = around.config.as_ref().map(|folder| folder.join(settings::FILE));
    path.and_then(|path| users(&path, around, parse, complaints)).unwrap_or_else(Config::bundled)
}

/// The keys of a preset with the user's over them.
pub(super) fn keymap(preset: Preset, around: &Surroundings, complaints: &mut Vec<Loaded>) -> Keymap {
    let keymap = Keymap::preset(preset);
    let path = around.config.as_ref().map(|folder| folder.join(keymap::FILE));
    let own = path.and_then(|path| users(&path, around, |text| keymap.clone().with_user(text), complaints));
    own.unwrap_or(keymap)
}

/// The names of all themes, the user's own last.
fn themes(around: &Surroundings) -> String {
    let folder = around.config.as_ref().map(|config| config.join(theme::FOLDER));
    let files = folder.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let paths = files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|kind| kind == "toml"));
    let mut own: Vec<String> = paths.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    own.sort_unstable();
    let ours = Theme::names().collect::<Vec<_>>().join(", ");
    match own.is_empty() {
        true => format!("{ours}, and files in the folder themes"),
        false => format!("{ours}, and of yours {}", own.join(", ")),
    }
}

fn is_theme(name: &str, around: &Surroundings) -> bool {
    Theme::named(name).is_some() || theme_path(name, around).is_some_and(|path| path.exists())
}

/// The command line over the file, and what is left to newsdesk decided.
fn over(config: &mut Config, options: &Options, around: &Surroundings) {
    if let Some(width) = options.text_width {
        (config.settings.text_width, config.settings.zen_width) = (width, None);
    }
    if let Some(open) = &options.open {
        config.open = Some(open.clone());
    }
    if let Some(links) = options.links {
        config.hyperlinks = Some(links);
    }
    if let Some(mouse) = options.mouse {
        config.mouse = Some(mouse);
    }
    if options.ascii {
        config.ascii = Some(true);
    }
    config.settings.ascii = config.ascii.unwrap_or(!around.is_utf8());
    if options.light {
        (config.theme, config.light) = (None, Some(true));
    }
    if let Some(theme) = &options.theme {
        config.theme = Some(theme.clone());
    }
}

fn theme(
    options: &Options,
    config: &Config,
    around: &Surroundings,
    complaints: &mut Vec<Loaded>,
) -> Result<Theme, RunError> {
    let name = match &config.theme {
        Some(name) => name,
        None if config.light.or(around.colours.background_is_light).unwrap_or(false) => "light",
        None => "default",
    };
    let own = || users(&theme_path(name, around)?, around, Theme::parse, complaints);
    match Theme::named(name).or_else(own) {
        Some(theme) => Ok(theme),
        None if options.theme.is_some() => Err(RunError::NoTheme { name: name.to_owned(), known: themes(around) }),
        None => Ok(Theme::default()), // a file that cannot be read, which is among the complaints
    }
}

fn theme_path(name: &str, around: &Surroundings) -> Option<PathBuf> {
    let is_name = Path::new(name).file_name().is_some_and(|file| file == name);
    let folder = around.config.as_ref().filter(|_| is_name)?.join(theme::FOLDER);
    Some(folder.join(format!("{name}.toml")))
}

/// Adds a view to the user's settings, and says which file that is.
///
/// # Errors
/// What speaks against it, or what the system says.
pub fn save_view(view: &View, around: &Surroundings) -> Result<PathBuf, String> {
    let folder = around.config.as_ref().ok_or("there is no folder for settings: HOME is not set")?;
    let path = folder.join(settings::FILE);
    user_file::edit(&path, |text| settings::with_view(text, &view.name, &view.query.to_string()))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::super::surroundings::tests::with;
    use super::*;
    use crate::app::Action;
    use crate::app::action::{Desk, KeyLayer};
    use std::fs;

    #[test]
    fn a_users_files_are_read_and_what_is_wrong_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join("newsdesk").join(name);
        let around = with(&[("XDG_CONFIG_HOME", &folder.path().display().to_string())]);
        let mine = Options { theme: Some("mine".to_owned()), ..Options::default() };
        assert!(matches!(Preferences::read(&mine, &around), Err(RunError::NoTheme { .. })));
        assert_eq!(Preferences::read(&Options::default(), &around).unwrap().complaints, []);

        fs::create_dir_all(at("themes")).unwrap();
        fs::write(at("keymap.toml"), "[global]\n\"X\" = \"help\"\n\"Z\" = \"hlp\"\n").unwrap();
        fs::write(at("themes/mine.toml"), "[text]\ntitle = \"blue\"\n").unwrap();
        let preferences = Preferences::read(&mine, &around).unwrap();
        let key = "X".parse().unwrap();
        assert_eq!(preferences.keymap.resolve(&[KeyLayer::Global], key), Some(Action::Desk(Desk::Help)));
        let [loaded] = &preferences.complaints[..] else { panic!("{:?}", preferences.complaints) };
        assert!(loaded.path.ends_with("keymap.toml"));
        assert_eq!(loaded.document.problems[0].place.as_str(), "line 3");

        fs::write(at("keymap.toml"), b"[global]\n# caf\xe9\n").unwrap();
        let complaints = Preferences::read(&Options::default(), &around).unwrap().complaints;
        let problem = &complaints[0].document.problems[0];
        assert_eq!(problem.place.as_str(), "line 2");
        assert!(problem.what.contains("not in UTF-8"), "{problem:?}");
    }

    #[test]
    fn the_theme_follows_the_options_and_the_terminal() {
        let named = |name: &str| Theme::named(name).unwrap();
        let light = Options { light: true, ..Options::default() };
        let never = Options { colour: Colour::Never, ..Options::default() };
        let always = Options { colour: Colour::Always, ..Options::default() };
        for (options, variables, expected) in [
            (&Options::default(), &[][..], named("default")),
            (&light, &[], named("light")),
            (&Options::default(), &[("COLORFGBG", "0;15")], named("light")),
            (&never, &[], named("default").without_colours()),
            (&Options::default(), &[("NO_COLOR", "1")], named("default").without_colours()),
            (&always, &[("NO_COLOR", "1")], named("default")),
        ] {
            assert_eq!(Preferences::read(options, &with(variables)).unwrap().theme, expected, "{variables:?}");
        }
    }

    #[test]
    fn an_escape_waits_longer_over_ssh_unless_it_is_set() {
        let ssh = with(&[("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")]);
        let mut preferences = Preferences::read(&Options::default(), &ssh).unwrap();
        assert_eq!(preferences.escape_time(&with(&[])), ESCAPE_TIME_HERE);
        assert_eq!(preferences.escape_time(&ssh), ESCAPE_TIME_REMOTE);
        preferences.config = Config::with_user("[keys]\nescape-time = 70").0;
        assert_eq!(preferences.escape_time(&ssh), Duration::from_millis(70));
    }

    #[test]
    fn a_users_settings_lie_between_ours_and_the_command_line() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("newsdesk");
        let around = with(&[("XDG_CONFIG_HOME", &folder.path().display().to_string())]);
        fs::create_dir_all(&own).unwrap();
        let text = "[screen]\ntheme = 'mono'\nascii = true\n[reader]\ntext-width = 60\nzen-width = 70\n[keys]\npreset = 'emacs'\n";
        fs::write(own.join("config.toml"), text).unwrap();
        let preferences = Preferences::read(&Options::default(), &around).unwrap();
        let settings = preferences.settings();
        assert_eq!((settings.text_width, settings.zen_width, settings.ascii), (60, Some(70), true));
        assert_eq!(preferences.theme, Theme::named("mono").unwrap());
        assert_eq!(preferences.keymap, Keymap::preset(Preset::Emacs));
        let options = Options { light: true, text_width: Some(50), ..Options::default() };
        let preferences = Preferences::read(&options, &around).unwrap();
        let settings = preferences.settings();
        assert_eq!((settings.text_width, settings.zen_width), (50, None));
        assert_eq!(preferences.theme, Theme::named("light").unwrap());
    }

    #[test]
    fn settings_read_again_say_what_is_new_and_what_is_wrong() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("newsdesk");
        let around = with(&[("XDG_CONFIG_HOME", &folder.path().display().to_string())]);
        fs::create_dir_all(&own).unwrap();
        let read = || Preferences::read(&Options::default(), &around).unwrap();
        let before = read();
        assert_eq!(read().reloaded(&before, Vec::new(), &around).changed, [""; 0]);
        let text = "[screen]\ntheme = 'non'\nlayout = 'single'\n[views]\nmine = 'is:read'\ninbox = 'is:starred'\ntoday = false\n";
        fs::write(own.join("config.toml"), text).unwrap();
        fs::write(own.join("keymap.toml"), "[global]\n'F2' = 'help'\n").unwrap();
        let reloaded = read().reloaded(&before, Vec::new(), &around);
        assert_eq!(reloaded.changed, ["layout", "inbox", "mine", "keys"]);
        let [complaint] = &reloaded.complaints[..] else { panic!("{:?}", reloaded.complaints) };
        assert_eq!(complaint.document.problems[0].place.as_str(), "line 2");
        assert!(complaint.document.problems[0].what.contains("no theme \"non\"; there are default"));
        assert!(reloaded.files.contains(&complaint.path));
    }

    #[test]
    fn a_view_is_kept_for_the_next_time() {
        let folder = tempfile::tempdir().unwrap();
        let around = with(&[("XDG_CONFIG_HOME", &folder.path().display().to_string())]);
        let path = save_view(&View::new("mine", "is:unread company:meta").unwrap(), &around).unwrap();
        fs::write(&path, format!("# my own\n{}", fs::read_to_string(&path).unwrap())).unwrap();
        save_view(&View::new("mine", "is:read").unwrap(), &around).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "# my own\n[views]\nmine = \"is:read\"\n");
        let mine = config(&around, &mut Vec::new()).settings.views.pop().unwrap();
        assert_eq!(mine, View::new("mine", "is:read").unwrap());
    }

    #[test]
    fn a_themes_name_is_no_path() {
        let around = with(&[("HOME", "/h")]);
        assert_eq!(theme_path("mine", &around), Some(PathBuf::from("/h/.config/newsdesk/themes/mine.toml")));
        for name in ["../mine", "/etc/passwd", "..", ""] {
            assert_eq!(theme_path(name, &around), None, "{name}");
        }
    }
}
