//! Which key asks for which action in which layer: the bundled table, and a user's over it.

use super::chord::Chord;
use super::complaint::{Complaint, unknown};
use super::preset::Preset;
use super::sections::{self, Entry};
use super::strokes;
use crate::app::action::{ACTIONS, KeyLayer};
use crate::app::{Action, Bindings};

const BUNDLED: &str = include_str!("../../assets/keymap.toml");

/// The file's name in the user's folder.
pub const FILE: &str = "keymap.toml";

/// The value that unbinds a key.
const NONE: &str = "none";

/// Keys by layer, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    bound: Vec<Bound>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Bound {
    layer: KeyLayer,
    /// Pressed one after the other; most are one chord.
    chords: Vec<Chord>,
    /// `None`: unbound on purpose, in the layers below as well.
    action: Option<Action>,
}

/// What keys pressed one after the other mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// What they ask for.
    pub action: Option<Action>,
    /// Some layer knows them, also where it says that they do nothing.
    pub is_bound: bool,
    /// A longer sequence begins with them.
    pub goes_on: bool,
}

impl Keymap {
    /// The keys of `assets/keymap.toml`.
    pub fn bundled() -> Self {
        let mut keymap = Self::default();
        keymap.merge(BUNDLED);
        keymap
    }

    /// The keys of a preset: the bundled ones with its own over them.
    pub fn preset(preset: Preset) -> Self {
        let mut keymap = Self::bundled();
        keymap.merge(preset.keys());
        keymap
    }

    /// The same with a user's file over them, and what was wrong in it. The rest of the file is used.
    pub fn with_user(mut self, text: &str) -> (Self, Vec<Complaint>) {
        let complaints = self.merge(text);
        (self, complaints)
    }

    /// What a key asks for: the first layer that knows the key decides, also that it does nothing.
    pub fn resolve(&self, layers: &[KeyLayer], chord: Chord) -> Option<Action> {
        self.look_up(layers, &[chord]).action
    }

    /// What keys pressed one after the other mean. The first layer that knows them decides, also against longer
    /// sequences of the layers below it.
    pub(super) fn look_up(&self, layers: &[KeyLayer], chords: &[Chord]) -> Found {
        let mut goes_on = false;
        for layer in layers {
            let longer = |bound: &Bound| bound.chords.len() > chords.len() && bound.chords.starts_with(chords);
            goes_on |= self.bound.iter().any(|bound| bound.layer == *layer && bound.action.is_some() && longer(bound));
            if let Some(bound) = self.find(*layer, chords) {
                return Found { action: bound.action, is_bound: true, goes_on };
            }
        }
        Found { goes_on, ..Found::default() }
    }

    /// The keys by their names, for help.
    pub fn bindings(&self) -> Bindings {
        self.named(|chord| chord.to_string())
    }

    /// The keys by names in ASCII, for `--ascii`.
    pub fn ascii_bindings(&self) -> Bindings {
        self.named(Chord::ascii_name)
    }

    fn named(&self, name: impl Fn(Chord) -> String) -> Bindings {
        let mut bindings = Bindings::default();
        for bound in &self.bound {
            if let Some(action) = bound.action {
                bindings.push(bound.layer, action, strokes::shown(&bound.chords, &name));
            }
        }
        bindings
    }

    fn find(&self, layer: KeyLayer, chords: &[Chord]) -> Option<&Bound> {
        self.bound.iter().find(|bound| bound.layer == layer && bound.chords == chords)
    }

    pub(super) fn merge(&mut self, text: &str) -> Vec<Complaint> {
        let (sections, mut complaints) = sections::parse(text);
        for section in sections {
            let Some((layer, _)) = KeyLayer::ALL.iter().find(|(_, name)| *name == section.title) else {
                let what = unknown("section", &section.title, KeyLayer::ALL.map(|(_, name)| name));
                complaints.push(Complaint { line: section.line, what });
                continue;
            };
            let mut seen = Vec::new();
            for entry in &section.entries {
                if let Err(what) = self.bind(*layer, entry, &mut seen) {
                    complaints.push(Complaint { line: entry.line, what });
                }
            }
        }
        complaints.sort_by_key(|complaint| complaint.line);
        complaints
    }

    /// `seen` are the section's keys so far: `G` and `S-g` are one.
    fn bind(&mut self, layer: KeyLayer, entry: &Entry, seen: &mut Vec<Vec<Chord>>) -> Result<(), String> {
        let bound = self.read(layer, entry)?;
        if seen.contains(&bound.chords) {
            return Err(format!("\"{}\" is bound twice in this section", entry.name));
        }
        seen.push(bound.chords.clone());
        match self.bound.iter_mut().find(|old| old.layer == layer && old.chords == bound.chords) {
            Some(old) => *old = bound,
            None => self.bound.push(bound),
        }
        Ok(())
    }

    fn read(&self, layer: KeyLayer, entry: &Entry) -> Result<Bound, String> {
        let chords = strokes::parse(&entry.name).map_err(|error| format!("{error}"))?;
        if layer == KeyLayer::Prompt && chords.iter().any(|chord| chord.typed().is_some()) {
            return Err(format!("\"{}\" is typed in a prompt and cannot be bound there", entry.name));
        }
        let value = entry.text()?;
        if value == NONE {
            let known = [layer, KeyLayer::Global].iter().any(|layer| self.find(*layer, &chords).is_some());
            return match known {
                true => Ok(Bound { layer, chords, action: None }),
                false => Err(format!("\"{}\" is bound to nothing here already", entry.name)),
            };
        }
        let action = Action::named(value).ok_or_else(|| unknown_action(value))?;
        match action {
            Action::Edit(_) if layer != KeyLayer::Prompt => Err(format!("\"{value}\" works in [prompt] only")),
            _ => Ok(Bound { layer, chords, action: Some(action) }),
        }
    }
}

fn unknown_action(name: &str) -> String {
    unknown("action", name, ACTIONS.iter().map(|row| row.name).chain([NONE]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::{Desk, Edit, Filter, Go, Move};

    const LIST: [KeyLayer; 2] = [KeyLayer::List, KeyLayer::Global];
    const SIDEBAR: [KeyLayer; 2] = [KeyLayer::Sidebar, KeyLayer::Global];

    fn resolve(keymap: &Keymap, layers: &[KeyLayer], key: &str) -> Option<Action> {
        keymap.resolve(layers, key.parse().unwrap())
    }

    #[test]
    fn the_bundled_keys_are_sound() {
        let mut keymap = Keymap::default();
        assert_eq!(keymap.merge(BUNDLED), []);
        assert_eq!(keymap, Keymap::bundled());
    }

    fn presets() -> impl Iterator<Item = Preset> {
        Preset::names().filter_map(Preset::named)
    }

    #[test]
    fn the_keys_of_presets_are_sound() {
        for preset in presets() {
            assert_eq!(Keymap::bundled().merge(preset.keys()), [], "{}", preset.name());
        }
        assert_eq!(Keymap::preset(Preset::Vim), Keymap::bundled());
    }

    #[test]
    fn each_action_has_a_key_in_each_preset() {
        for preset in presets() {
            let bindings = Keymap::preset(preset).bindings();
            for row in ACTIONS {
                assert!(!bindings.keys(row.action).is_empty(), "no key for {} in {}", row.name, preset.name());
            }
        }
    }

    /// What nobody may be without, wherever the focus is: an action that a preset binds in one pane alone is not enough.
    #[test]
    fn each_preset_moves_opens_helps_and_quits_everywhere() {
        let needed = ["down", "up", "open", "back", "next-pane", "search", "help", "palette", "quit", "quit-now"];
        let layers = [KeyLayer::List, KeyLayer::Reader, KeyLayer::Sidebar, KeyLayer::Overlay, KeyLayer::Page];
        for (preset, layer) in presets().flat_map(|preset| layers.map(|layer| (preset, layer))) {
            let keymap = Keymap::preset(preset);
            for action in needed.map(|name| Action::named(name).unwrap()) {
                let bound = keymap.bound.iter().filter(|bound| bound.action == Some(action));
                let works = bound
                    .into_iter()
                    .any(|b| keymap.look_up(&[layer, KeyLayer::Global], &b.chords).action == Some(action));
                assert!(works, "{action:?} in {layer:?} of {}", preset.name());
            }
        }
    }

    #[test]
    fn the_first_layer_that_knows_a_key_decides() {
        let keymap = Keymap::bundled();
        for (layers, key, expected) in [
            (&LIST[..], "j", Some(Action::Move(Move::Down))),
            (&LIST, "Space", Some(Action::Go(Go::ReadOn))),
            (&[KeyLayer::Overlay, KeyLayer::Global], "Space", Some(Action::Move(Move::PageDown))),
            (&LIST, "F9", None),
            (&LIST, "x", Some(Action::Filter(Filter::Exclude))),
            (&SIDEBAR, "x", Some(Action::Filter(Filter::Exclude))),
            (&[KeyLayer::Prompt], "j", None),
            (&[KeyLayer::Prompt], "C-c", Some(Action::Edit(Edit::Cancel))),
            (&LIST, "C-c", Some(Action::Desk(Desk::QuitNow))),
        ] {
            assert_eq!(resolve(&keymap, layers, key), expected, "{key} in {layers:?}");
        }
    }

    #[test]
    fn a_users_keys_go_over_ours() {
        let (keymap, complaints) = Keymap::bundled().with_user(
            "[global]\n\"C-n\" = \"down\"\n\"j\" = \"none\"\n[list]\n\"J\" = \"none\"\n[reader]\n\"S-g\" = \"top\"",
        );
        assert_eq!(complaints, []);
        assert_eq!(resolve(&keymap, &LIST, "C-n"), Some(Action::Move(Move::Down)));
        assert_eq!(resolve(&keymap, &LIST, "j"), None);
        assert_eq!(resolve(&keymap, &LIST, "J"), None, "unbound here, though bound below");
        assert_eq!(resolve(&keymap, &SIDEBAR, "J"), Some(Action::Go(Go::NextStory)));
        assert_eq!(resolve(&keymap, &[KeyLayer::Reader, KeyLayer::Global], "G"), Some(Action::Move(Move::Top)));
        assert_eq!(keymap.bindings().key(KeyLayer::List, Action::Move(Move::Down)), "↓");
        assert_eq!(keymap.ascii_bindings().key(KeyLayer::List, Action::Move(Move::Down)), "Down");
    }

    #[test]
    fn every_complaint_is_collected_and_the_rest_is_used() {
        let (keymap, complaints) =
            Keymap::bundled().with_user(include_str!("../../tests/fixtures/config/keymap-wrong.toml"));
        let complaints: Vec<String> = complaints.iter().map(Complaint::to_string).collect();
        let expected = include_str!("../../tests/fixtures/config/keymap-wrong.txt");
        assert_eq!(complaints.join("\n"), expected.trim_end());
        assert_eq!(resolve(&keymap, &LIST, "X"), Some(Action::Desk(Desk::Help)));
    }
}
