//! Words that stand beside a name and show what it is a name of: "the startup Sierra", "Sierra raised", "Sierra's CEO".

use super::fields::Fields;
use crate::entity::fold::fold;

/// What may stand beside names of one kind. All folded.
#[derive(Clone, Debug, Default)]
pub(in crate::entity) struct Signs {
    /// Right before it: "startup", "shares of".
    pub before: Vec<String>,
    /// Right after it: "raised", "CEO".
    pub after: Vec<String>,
    /// Right after it, but after a person's name, too: "said".
    pub says: Vec<String>,
    /// What it has: after "'s".
    pub has: Vec<String>,
    /// What it is called after a comma: "Adept, the agent company whose founders left".
    pub is: Vec<String>,
}

impl Signs {
    /// The keys of a table of signs.
    pub(super) const KEYS: [&'static str; 5] = ["before", "after", "says", "has", "is"];

    /// Adds what a table has.
    pub(super) fn read(&mut self, fields: &mut Fields) {
        let lists = [&mut self.before, &mut self.after, &mut self.says, &mut self.has, &mut self.is];
        for (key, list) in Self::KEYS.iter().zip(lists) {
            list.extend(fields.words(key).map(fold));
        }
    }
}
