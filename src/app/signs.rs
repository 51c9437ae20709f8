//! What the signs beside stories and names mean: one table for the help, the README and the manual.

use super::settings::Glyphs;

/// A sign, in the way that the screen is drawn with, and what it says.
pub type Sign = (fn(&Glyphs) -> &'static str, &'static str);

/// The heading of the table.
pub const TITLE: &str = "Signs";

/// Every sign that is no letter, bar or line, from the list to the sidebars.
pub const SIGNS: [Sign; 13] = [
    (|glyphs| glyphs.unread, "before a story: unread"),
    (|glyphs| glyphs.star, "before a story: starred"),
    (|glyphs| glyphs.later, "before a story: put aside for later"),
    (|glyphs| glyphs.changed, "before a story: its text has changed since you read it"),
    (|glyphs| glyphs.note, "before a title: you have a note on it"),
    (|glyphs| glyphs.picked, "before a story: selected for the next mark or export"),
    (|glyphs| glyphs.main, "before a name: what the story is about"),
    (|glyphs| glyphs.polarity[0], "before a name: the query asks for it"),
    (|glyphs| glyphs.polarity[2], "before a name: the query asks for it or for another"),
    (|glyphs| glyphs.polarity[1], "before a name: the query leaves it out"),
    (|glyphs| glyphs.novel, "after a name: novel, it is in no lexicon yet"),
    (|glyphs| glyphs.folded, "folded: the versions of a model, an excerpt"),
    (|glyphs| glyphs.unfolded, "unfolded"),
];
