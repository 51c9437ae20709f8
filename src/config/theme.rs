//! What each kind of text looks like: typed roles, styles from TOML, a parent for each role that has no style.

mod depth;
mod style;

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};

pub use self::depth::Depth;
use super::complaint::{Complaint, unknown};
use super::sections::{self, Entry};
use crate::app::ink::{EntityKind, Ink, Role, SectionKind};

/// Where the user's own are, in their folder.
pub const FOLDER: &str = "themes";

const BUNDLED: [(&str, &str); 6] = [
    ("default", include_str!("../../assets/themes/default.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("high-contrast", include_str!("../../assets/themes/high-contrast.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
    ("dusk", include_str!("../../assets/themes/dusk.toml")),
    ("dawn", include_str!("../../assets/themes/dawn.toml")),
];

/// What can have a style of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Of(Role),
    /// All headings that have none of their own.
    Headings,
    /// All names that have none of their own.
    Entities,
    /// On top of any role: the selected row of a sidebar or an overlay.
    Selected,
    /// Found by the query or the search.
    Matched,
}

/// Section of the file, name in it, what it styles. Headings and entities are added by their kinds.
const SLOTS: [(&str, &str, Slot); 18] = [
    ("text", "text", Slot::Of(Role::Text)),
    ("text", "dim", Slot::Of(Role::Dim)),
    ("text", "title", Slot::Of(Role::Title)),
    ("text", "unread", Slot::Of(Role::Unread)),
    ("text", "selected-row", Slot::Of(Role::Selected)),
    ("text", "lede", Slot::Of(Role::Lede)),
    ("text", "quote", Slot::Of(Role::Quote)),
    ("text", "code", Slot::Of(Role::Code)),
    ("text", "link", Slot::Of(Role::Link)),
    ("headings", "heading", Slot::Headings),
    ("entities", "entity", Slot::Entities),
    ("screen", "accent", Slot::Of(Role::Accent)),
    ("screen", "star", Slot::Of(Role::Star)),
    ("screen", "border", Slot::Of(Role::Border)),
    ("screen", "focus", Slot::Of(Role::Focus)),
    ("screen", "key", Slot::Of(Role::Key)),
    ("screen", "error", Slot::Of(Role::Error)),
    ("marks", "selected", Slot::Selected),
];

/// The section of a theme file on terminals with fewer colours, and what stands there.
const TERMINAL: &str = "terminal";
const SIXTEEN: &str = "sixteen";

const MATCHED: (&str, &str, Slot) = ("marks", "matched", Slot::Matched);

/// Every place of a theme file.
fn slots() -> impl Iterator<Item = (&'static str, &'static str, Slot)> {
    let headings = SectionKind::ALL.map(|kind| ("headings", kind.name(), Slot::Of(Role::Heading(kind))));
    let entities = EntityKind::ALL.map(|kind| ("entities", kind.name(), Slot::Of(Role::Entity(kind))));
    SLOTS.into_iter().chain([MATCHED]).chain(headings).chain(entities)
}

/// Whose style a slot takes that has none.
fn parent(slot: Slot) -> Option<Slot> {
    match slot {
        Slot::Of(Role::Text) | Slot::Selected | Slot::Matched => None,
        Slot::Of(Role::Heading(_)) => Some(Slot::Headings),
        Slot::Of(Role::Entity(_)) => Some(Slot::Entities),
        Slot::Of(Role::Unread | Role::Selected | Role::Focus) | Slot::Headings => Some(Slot::Of(Role::Title)),
        Slot::Of(Role::Link | Role::Key | Role::Star) => Some(Slot::Of(Role::Accent)),
        Slot::Of(Role::Border) => Some(Slot::Of(Role::Dim)),
        Slot::Of(_) | Slot::Entities => Some(Slot::Of(Role::Text)),
    }
}

/// Styles by role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    styles: BTreeMap<Slot, Style>,
    /// The bundled theme whose styles stand in for those in true colour on a terminal with sixteen colours.
    sixteen: &'static str,
}

impl Default for Theme {
    fn default() -> Self {
        Self::parse(BUNDLED[0].1).0
    }
}

impl Theme {
    /// A theme of `assets/themes`; `None` where there is none with this name.
    pub fn named(name: &str) -> Option<Self> {
        BUNDLED.iter().find(|(bundled, _)| *bundled == name).map(|(_, text)| Self::parse(text).0)
    }

    /// The names of all bundled themes.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUNDLED.iter().map(|(name, _)| *name)
    }

    /// Reads a theme file. What it leaves out is styled as its parent; what is wrong in it is left out.
    pub fn parse(text: &str) -> (Self, Vec<Complaint>) {
        let (sections, mut complaints) = sections::parse(text);
        let mut styles = BTreeMap::from([
            (Slot::Selected, Style::new().add_modifier(Modifier::REVERSED)),
            (Slot::Matched, Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)),
        ]);
        let mut sixteen = BUNDLED[0].0;
        for section in &sections {
            if section.title == TERMINAL {
                for entry in &section.entries {
                    match stand_in(entry) {
                        Ok(name) => sixteen = name,
                        Err(what) => complaints.push(Complaint { line: entry.line, what }),
                    }
                }
                continue;
            }
            if !slots().any(|(title, ..)| title == section.title) {
                let what = unknown("section", &section.title, slots().map(|(title, ..)| title).chain([TERMINAL]));
                complaints.push(Complaint { line: section.line, what });
                continue;
            }
            for entry in &section.entries {
                match read(&section.title, entry) {
                    Ok((slot, style)) => drop(styles.insert(slot, style)),
                    Err(what) => complaints.push(Complaint { line: entry.line, what }),
                }
            }
        }
        complaints.sort_by_key(|complaint| complaint.line);
        (Self { styles, sixteen }, complaints)
    }

    /// The same for a terminal that may have fewer colours.
    pub fn at(self, depth: Depth) -> Self {
        let is_true = |colour: Option<Color>| matches!(colour, Some(Color::Rgb(..)));
        let stand_in = (depth == Depth::Sixteen).then(|| Self::named(self.sixteen)).flatten();
        let mut styles = BTreeMap::new();
        for (slot, style) in self.styles {
            match &stand_in {
                Some(theme) if is_true(style.fg) || is_true(style.bg) => {
                    styles.extend(theme.styles.get(&slot).map(|style| (slot, *style)));
                }
                _ if depth == Depth::Indexed => drop(styles.insert(slot, with_index(style))),
                _ => drop(styles.insert(slot, style)),
            }
        }
        Self { styles, ..self }
    }

    /// The same with attributes alone, for `NO_COLOR`: what a colour alone shows to be chosen is reversed.
    pub fn without_colours(mut self) -> Self {
        for (slot, style) in &mut self.styles {
            let shows_by_colour = match slot {
                Slot::Selected => style.bg.is_some(),
                Slot::Of(Role::Selected | Role::Focus) => style.fg.is_some(),
                _ => false,
            };
            *style = Style { fg: None, bg: None, ..*style };
            if shows_by_colour {
                *style = style.add_modifier(Modifier::REVERSED);
            }
        }
        self
    }

    /// The style of text in an ink.
    pub fn style(&self, ink: Ink) -> Style {
        let on_top = [
            (ink.strong, Style::new().add_modifier(Modifier::BOLD)),
            (ink.emphasis, Style::new().add_modifier(Modifier::ITALIC)),
            (ink.struck, Style::new().add_modifier(Modifier::CROSSED_OUT)),
            (ink.matched, self.resolve(Slot::Matched)),
        ];
        let on_top = on_top.into_iter().filter(|(applies, _)| *applies);
        on_top.fold(self.resolve(Slot::Of(ink.role)), |style, (_, more)| style.patch(more))
    }

    /// The same for a name in a list of names, where a line under each would be noise.
    pub fn label(&self, ink: Ink) -> Style {
        let style = self.style(ink);
        if ink.matched { style } else { style.remove_modifier(Modifier::UNDERLINED) }
    }

    /// What goes over the selected row of a sidebar or an overlay.
    pub fn selection(&self) -> Style {
        self.resolve(Slot::Selected)
    }

    fn resolve(&self, slot: Slot) -> Style {
        match (self.styles.get(&slot), parent(slot)) {
            (Some(style), _) => *style,
            (None, Some(parent)) => self.resolve(parent),
            (None, None) => Style::new(),
        }
    }
}

fn with_index(style: Style) -> Style {
    let index = |colour| match colour {
        Color::Rgb(red, green, blue) => depth::nearest(red, green, blue),
        other => other,
    };
    Style { fg: style.fg.map(index), bg: style.bg.map(index), ..style }
}

/// The theme that stands in where there are sixteen colours: one of ours that needs no more.
fn stand_in(entry: &Entry) -> Result<&'static str, String> {
    if entry.name != SIXTEEN {
        return Err(unknown("entry", &entry.name, [SIXTEEN]));
    }
    let name = entry.text()?;
    let plain = || BUNDLED.iter().filter(|(_, text)| !text.contains(&format!("[{TERMINAL}]"))).map(|(name, _)| *name);
    plain().find(|known| *known == name).ok_or_else(|| unknown("theme of sixteen colours", name, plain()))
}

fn read(section: &str, entry: &Entry) -> Result<(Slot, Style), String> {
    let mut here = slots().filter(|(title, ..)| *title == section);
    let Some((.., slot)) = here.find(|(_, name, _)| *name == entry.name) else {
        let known = slots().filter(|(title, ..)| *title == section).map(|(_, name, _)| name);
        return Err(unknown("role", &entry.name, known));
    };
    let style = style::parse(entry.text()?)?;
    let may_fill = matches!(slot, Slot::Selected | Slot::Matched);
    if style.bg.is_some() && !may_fill {
        return Err(format!("\"{}\" keeps the terminal's background; only [marks] have one", entry.name));
    }
    Ok((slot, style))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn themes() -> impl Iterator<Item = (&'static str, Theme)> {
        Theme::names().map(|name| (name, Theme::named(name).unwrap()))
    }

    #[test]
    fn the_bundled_themes_are_sound() {
        for (name, text) in BUNDLED {
            assert_eq!(Theme::parse(text).1, [], "{name}");
        }
        assert_eq!(Theme::named("none"), None);
    }

    #[test]
    fn every_role_can_be_told_from_running_text() {
        let plain =
            [Role::Text, Role::Title, Role::Lede, Role::Quote, Role::Code, Role::Dim, Role::Border, Role::Accent];
        for (name, theme) in themes() {
            for (_, label, slot) in slots() {
                let may_be_plain = matches!(slot, Slot::Of(role) if plain.contains(&role));
                let style = theme.resolve(slot);
                assert!(may_be_plain || style != theme.resolve(Slot::Of(Role::Text)), "{label} in {name}");
            }
        }
    }

    #[test]
    fn names_are_underlined_in_the_text_and_not_in_lists() {
        for (name, theme) in themes().flat_map(|(name, theme)| [(name, theme.clone()), (name, theme.without_colours())])
        {
            for kind in EntityKind::ALL {
                let ink = Ink::from(Role::Entity(kind));
                assert!(theme.style(ink).add_modifier.contains(Modifier::UNDERLINED), "{name}");
                assert!(!theme.label(ink).add_modifier.contains(Modifier::UNDERLINED), "{name}");
            }
        }
    }

    /// The colours of the terminal that the sixteen come from, the VGA: red, green, blue.
    fn vga(colour: Color) -> [f64; 3] {
        if let Color::Rgb(red, green, blue) = colour {
            return [red, green, blue].map(f64::from);
        }
        let bright = [(Color::LightRed, 4), (Color::LightGreen, 2), (Color::LightYellow, 6), (Color::LightBlue, 1)];
        let bright = bright.into_iter().chain([(Color::LightMagenta, 5), (Color::LightCyan, 3), (Color::White, 7)]);
        let dark = [(Color::Red, 4), (Color::Green, 2), (Color::Yellow, 6), (Color::Blue, 1), (Color::Magenta, 5)];
        let dark = dark.into_iter().chain([(Color::Cyan, 3), (Color::Gray, 7)]);
        let levels = bright.map(|row| (row, (85.0, 255.0))).chain(dark.map(|row| (row, (0.0, 170.0))));
        let of = |((known, bits), (low, high)): ((Color, u8), (f64, f64))| {
            (known == colour).then_some([4, 2, 1].map(|bit| if bits & bit > 0 { high } else { low }))
        };
        levels.into_iter().find_map(of).unwrap_or_default()
    }

    /// WCAG 2: the relative luminance of a colour.
    fn luminance(rgb: [f64; 3]) -> f64 {
        let linear = rgb.map(|part| part / 255.0).map(|part| match part <= 0.04045 {
            true => part / 12.92,
            false => ((part + 0.055) / 1.055).powf(2.4),
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// WCAG 2: from 1 to 21.
    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let levels = [luminance(one) + 0.05, luminance(other) + 0.05];
        levels[0].max(levels[1]) / levels[0].min(levels[1])
    }

    fn of_hex(rgb: u32) -> [f64; 3] {
        let [_, red, green, blue] = rgb.to_be_bytes();
        [red, green, blue].map(f64::from)
    }

    /// On backgrounds that people have: black, and what popular schemes call dark or light.
    #[test]
    fn true_colours_can_be_read_on_the_backgrounds_they_are_for() {
        let grounds = [("dusk", [0x00_00_00, 0x1e_1e_2e, 0x28_2c_34]), ("dawn", [0xff_ff_ff, 0xfd_f6_e3, 0xf2_f2_f2])];
        for (name, grounds) in grounds {
            let theme = Theme::named(name).unwrap();
            for (_, label, slot) in slots() {
                let style = theme.resolve(slot);
                let least = if slot == Slot::Of(Role::Border) { 2.5 } else { 4.5 };
                let grounds = style.bg.map_or(grounds.map(of_hex).to_vec(), |bg| vec![vga(bg)]);
                for contrast in style.fg.into_iter().flat_map(|fg| grounds.iter().map(move |g| contrast(vga(fg), *g))) {
                    assert!(contrast >= least, "{label} of {name}: {contrast:.1}");
                }
            }
        }
    }

    #[test]
    fn fewer_colours_are_the_nearest_or_those_of_another_theme() {
        let of = |theme: &Theme, slot| theme.resolve(slot).fg;
        let company = Slot::Of(Role::Entity(EntityKind::Company));
        let dusk = || Theme::named("dusk").unwrap();
        assert_eq!(dusk().at(Depth::True), dusk());
        assert_eq!(of(&dusk().at(Depth::Indexed), company), Some(Color::Indexed(81)));
        for (name, stand_in) in [("dusk", "default"), ("dawn", "light")] {
            let theme = Theme::named(name).unwrap().at(Depth::Sixteen);
            for (_, label, slot) in slots() {
                let style = theme.resolve(slot);
                let is_true = [style.fg, style.bg].iter().any(|colour| matches!(colour, Some(Color::Rgb(..))));
                assert!(!is_true, "{label} of {name}");
            }
            assert_eq!(of(&theme, company), of(&Theme::named(stand_in).unwrap(), company));
        }
        for (name, theme) in themes().filter(|(name, _)| !["dusk", "dawn"].contains(name)) {
            assert_eq!(theme.clone().at(Depth::Sixteen), theme, "{name}");
        }
        let (_, complaints) = Theme::parse("[terminal]\nsixteen = 'dawn'\nsixten = 'light'");
        let complaints: Vec<String> = complaints.iter().map(Complaint::to_string).collect();
        let no_theme = "line 2: no theme of sixteen colours \"dawn\"";
        assert_eq!(complaints, [no_theme, "line 3: no entry \"sixten\"; did you mean \"sixteen\"?"]);
    }

    #[test]
    fn kinds_have_a_hue_each_and_bold_is_left_for_what_a_story_is_about() {
        for (name, theme) in themes() {
            let styles = EntityKind::ALL.map(|kind| theme.style(Role::Entity(kind).into()));
            assert!(styles.iter().all(|style| !style.add_modifier.contains(Modifier::BOLD)), "{name}");
            let hues: Vec<Color> = styles.iter().filter_map(|style| style.fg).collect();
            let n_hues = hues.iter().collect::<std::collections::HashSet<_>>().len();
            assert_eq!((hues.len(), n_hues), if name == "mono" { (0, 0) } else { (5, 5) }, "{name}");
            let ground = if name == "light" || name == "dawn" { [255.0; 3] } else { [0.0; 3] };
            for hue in hues {
                let contrast = contrast(vga(hue), ground);
                assert!(contrast > 2.8, "{hue} on the background of {name}: {contrast:.1}");
            }
        }
    }

    #[test]
    fn light_has_no_light_colours_and_dark_none_that_drown() {
        let readable_on_white = [Color::Black, Color::Red, Color::Blue, Color::Magenta, Color::DarkGray, Color::Reset];
        let too_dark = [Color::Black, Color::Blue, Color::Red];
        for (_, label, slot) in slots() {
            let colour = |name| Theme::named(name).and_then(|theme| theme.resolve(slot).fg);
            let is_name = matches!(slot, Slot::Of(Role::Entity(_)));
            let is_readable =
                |fg| readable_on_white.contains(&fg) || is_name && [Color::Green, Color::Cyan].contains(&fg);
            assert!(colour("light").is_none_or(is_readable), "{label} in light");
            assert!(colour("default").is_none_or(|fg| !too_dark.contains(&fg)), "{label} in default");
            let is_secondary = matches!(slot, Slot::Of(Role::Dim | Role::Border));
            assert!(colour("default") != Some(Color::DarkGray) || is_secondary, "{label} in default");
        }
    }

    #[test]
    fn mono_and_no_color_have_attributes_alone() {
        let without = themes().map(|(_, theme)| theme.without_colours());
        for theme in without.chain(Theme::named("mono")) {
            for (_, label, slot) in slots() {
                let style = theme.resolve(slot);
                assert_eq!((style.fg, style.bg), (None, None), "{label}");
            }
            assert!(theme.selection().add_modifier.contains(Modifier::REVERSED));
        }
    }

    #[test]
    fn what_stands_on_top_is_added() {
        let (theme, _) = Theme::parse("[headings]\nheading = 'cyan'\ntldr = 'green'\n[marks]\nmatched = 'reversed'");
        let heading = |kind| Ink::from(Role::Heading(kind));
        assert_eq!(theme.style(heading(SectionKind::Body)), Style::new().fg(Color::Cyan));
        let strong = Ink { strong: true, matched: true, ..heading(SectionKind::Tldr) };
        let expected = Style::new().fg(Color::Green).add_modifier(Modifier::BOLD | Modifier::REVERSED);
        assert_eq!(theme.style(strong), expected);
    }

    #[test]
    fn every_complaint_is_collected() {
        let (theme, complaints) = Theme::parse(
            "[txt]\ndim = 'bold'\n[text]\ntitel = 'bold'\ntitle = 'bld'\nlede = 'italic'\nquote = 'black on red'",
        );
        let complaints: Vec<String> = complaints.iter().map(Complaint::to_string).collect();
        let expected = [
            "line 1: no section \"txt\"; did you mean \"text\"?",
            "line 4: no role \"titel\"; did you mean \"title\"?",
            "line 5: no colour or attribute \"bld\"; did you mean \"bold\"?",
            "line 7: \"quote\" keeps the terminal's background; only [marks] have one",
        ];
        assert_eq!(complaints, expected);
        assert_eq!(theme.style(Role::Lede.into()), Style::new().add_modifier(Modifier::ITALIC));
    }
}
