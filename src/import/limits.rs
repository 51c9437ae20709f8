//! How much is read. What is over a limit is left out, and a problem says so.

/// Bytes of a document. A long novel has 3 MB; what is larger is no news page, and a page in memory costs several times
/// its bytes.
pub const MAX_BYTES: usize = 16 << 20;

/// Lines of a page: more than a year of a ticker.
pub const MAX_LINES: usize = 100_000;

/// Bytes of one line, which is one paragraph: a whole book chapter jammed into a line has less.
pub const MAX_LINE_BYTES: usize = 1 << 20;

/// Articles of one document: several months of a busy ticker.
pub const MAX_ARTICLES: usize = 1_000;

/// Characters of a title that is made from a first sentence: what fits a row of the list.
pub const MAX_MADE_TITLE: usize = 90;

/// Characters of a title: the longest real headlines have some 250.
pub const MAX_TITLE: usize = 400;

/// Problems listed for one document: who has read these has understood.
pub const MAX_PROBLEMS: usize = 100;

/// Elements of HTML inside each other that are told apart. Real pages have up to 60; deeper ones are read as if they stood side by
/// side.
pub const MAX_HTML_DEPTH: usize = 256;

/// Cells of a table, those that are spanned included: a table of 100 columns and 500 rows.
pub const MAX_TABLE_CELLS: usize = 50_000;

/// Pictures of one text: the largest galleries have some hundred.
pub const MAX_IMAGES: usize = 500;

/// Links of one text: the longest lists of references have some thousand.
pub const MAX_LINKS: usize = 5_000;

/// Nodes of a page: its elements and the texts between them. A novel on one page has 60,000.
pub const MAX_HTML_NODES: usize = 400_000;

/// Attributes of one element: the most diligent frameworks write some dozen.
pub const MAX_ATTRIBUTES: usize = 256;
