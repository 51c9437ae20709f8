//! Which keys ask for which action, as names to show: made from the user's keymap, so that help never lies.

use super::action::{Action, KeyLayer};

/// Keys by action, in the order of the keymap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bindings {
    rows: Vec<(KeyLayer, Action, String)>,
}

impl Bindings {
    /// Adds one: `key` is its name as shown, `C-d`.
    pub fn push(&mut self, layer: KeyLayer, action: Action, key: impl Into<String>) {
        self.rows.push((layer, action, key.into()));
    }

    /// All keys of an action in the panes and prompts, each once. Those of overlays go without saying.
    pub fn keys(&self, action: Action) -> Vec<&str> {
        let mut keys: Vec<&str> = Vec::new();
        for (layer, bound, key) in &self.rows {
            if *bound == action && *layer != KeyLayer::Overlay && !keys.contains(&key.as_str()) {
                keys.push(key);
            }
        }
        keys
    }

    /// The first key of an action that works in `layer`; empty where there is none.
    pub fn key(&self, layer: KeyLayer, action: Action) -> &str {
        let within = |wanted: KeyLayer| {
            let mut rows = self.rows.iter();
            rows.find(|(at, bound, _)| *at == wanted && *bound == action).map(|(_, _, key)| key.as_str())
        };
        let global = || within(KeyLayer::Global).filter(|_| layer != KeyLayer::Prompt);
        within(layer).or_else(global).unwrap_or("")
    }
}
