//! The keys that come with newsdesk: those of vim's hands, and of others over them.

/// A set of keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// As in vim and less.
    #[default]
    Vim,
    /// As in newsboat.
    Newsboat,
    /// As in Emacs.
    Emacs,
}

/// Name, and what goes over the bundled keymap; that is itself the first.
const PRESETS: [(Preset, &str, &str); 3] = [
    (Preset::Vim, "vim", ""),
    (Preset::Newsboat, "newsboat", include_str!("../../assets/keys/newsboat.toml")),
    (Preset::Emacs, "emacs", include_str!("../../assets/keys/emacs.toml")),
];

impl Preset {
    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        PRESETS.iter().find(|(_, known, _)| *known == name).map(|(preset, ..)| *preset)
    }

    /// All names.
    pub fn names() -> impl Iterator<Item = &'static str> {
        PRESETS.iter().map(|(_, name, _)| *name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// The keys that go over the bundled ones.
    pub(super) fn keys(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> &'static (Self, &'static str, &'static str) {
        PRESETS.iter().find(|(preset, ..)| *preset == self).unwrap_or(&PRESETS[0])
    }
}
