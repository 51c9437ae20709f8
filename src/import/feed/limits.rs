//! How much of a feed is read. What is over a limit is left out, and a problem says so.

/// Bytes of a feed. Archives of a whole blog in one feed have some 30 MB; what is larger is no feed to be read at once.
pub const MAX_FEED_BYTES: usize = 64 << 20;

/// Entries of a feed: twenty years of a post a day are fewer.
pub const MAX_ENTRIES: usize = 10_000;

/// Bytes that all entries of a feed may keep: more text than a person reads in a year.
pub const MAX_KEPT: usize = 32 << 20;

/// Bytes of one entry's text: that of a novel.
pub const MAX_ENTRY_TEXT: usize = 1 << 20;

/// What a paragraph, a topic, a link or a picture is counted as beside its text, in bytes: so much it takes in memory.
pub const PIECE_BYTES: usize = 128;

/// Bytes of a title, name, topic or address as written.
pub const MAX_LINE: usize = 8 << 10;

/// Attributes of an element; the longest of real feeds declare some 40 namespaces on their root.
pub const MAX_ATTRIBUTES: usize = 256;

/// Elements inside each other, those of the text not counted: real feeds have 6.
pub const MAX_DEPTH: usize = 64;

/// Topics, pictures, links, names of one entry, each.
pub const MAX_LISTED: usize = 200;

/// Addresses that relative ones are resolved against, by `xml:base`; further ones are those before them.
pub const MAX_BASES: usize = 10_000;

/// Namespaces declared at once: those of every prefix in use and some.
pub const MAX_NAMESPACES: usize = 256;

/// Entities that a document may define, and bytes of one's text. None may name another, so that nothing grows.
pub const MAX_ENTITIES: usize = 256;

/// Bytes of one entity's text.
pub const MAX_ENTITY_TEXT: usize = 256;

/// Values of a JSON document: objects, lists, strings, numbers.
pub const MAX_VALUES: usize = 1 << 20;
