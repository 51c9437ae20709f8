//! Inputs that mean harm, and those that the fuzzer found: what must hold of every input holds of them.
//!
//! `tests/fixtures/hostile/` has a folder per fuzz target; every finding becomes a file there.

#[path = "fuzz/src/lib.rs"]
mod must;

use std::fs;
use std::path::{Path, PathBuf};

use newsdesk::import::Format;
use proptest::prelude::{ProptestConfig, any, proptest};
use proptest::strategy::Strategy;

const FORMATS: [(&str, Format); 5] = [
    ("parse_feed", Format::Feed),
    ("parse_html", Format::Html),
    ("parse_json", Format::Json),
    ("parse_markdown", Format::Markdown),
    ("parse_text", Format::Text),
];

/// Pieces that documents are made of, and pieces that break them.
#[rustfmt::skip]
const PIECES: [&str; 74] = [
    "<", ">", "&", ";", "/", "\"", "'", "\n", "\r\n", " ", "\t", "=", "-", "#", "*", "_", "[", "]", "(", ")", "!", "|", ":", "`",
    "---\n", "+++\n", "# ", "\n\n", "    ", "- [x] ", "1. ", "> ", "[^1]", "[^1]: ", "```\n", "|-|-|\n", "title: ", "date: ",
    "<rss>", "<channel>", "<item>", "<title>", "</title>", "<description>", "<![CDATA[", "]]>", "<!--", "-->", "<?xml ",
    "encoding=\"utf-16\"", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "<p>", "<div>", "<table><tr><td>", "<a href=\"javascript:x\">",
    "{\"title\": \"x\"", ", \"text\": \"", "\"}\n", "\", \"sections\": [", "{\"blocks\": [{\"type\": \"item\", \"depth\": 255, \"text\": \"",
    "{\"type\": \"table\", \"header\": true, \"rows\": [[", "{", "}", "\\u0000", ",",
    "&amp;lt;", "&#x1b;[31m", "\u{1b}]0;x\u{7}", "\u{202e}", "\u{fffd}", "\u{0}", "2026-07-06", "By Ana Reyes", "OpenAI",
];

/// A document of a few pieces, with a few bytes of any kind among them.
fn documents() -> impl Strategy<Value = Vec<u8>> {
    let piece = (0..PIECES.len()).prop_map(|at| PIECES[at].as_bytes().to_vec());
    let word = "[a-zA-Z]{1,8}".prop_map(String::into_bytes);
    let bytes = proptest::collection::vec(any::<u8>(), 1..3);
    let part = proptest::prop_oneof![6 => piece, 4 => word, 1 => bytes];
    proptest::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

fn findings(target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/hostile").join(target);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.expect("an entry of the folder").path()).collect()
}

fn check(target: &str, must: impl Fn(&[u8])) {
    for path in findings(target) {
        eprintln!("{}", path.display());
        must(&fs::read(&path).expect("a file that can be read"));
    }
}

#[test]
fn what_the_fuzzer_found_is_read() {
    for (target, format) in FORMATS {
        check(target, |bytes| must::document(bytes, format));
    }
    check("repair", must::repaired);
    check("sanitize", must::sanitized);
    check("query", |bytes| must::query(&String::from_utf8_lossy(bytes)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_document(bytes in documents()) {
        FORMATS.iter().for_each(|(_, format)| must::document(&bytes, *format));
    }

    #[test]
    fn any_bytes_are_repaired_and_cleaned(bytes in documents()) {
        must::repaired(&bytes);
        must::sanitized(&bytes);
    }

    #[test]
    fn any_text_is_a_query_or_an_error(text in "[a-z:\"() \\-|>&=7dñ中\u{1b}]{0,40}") {
        must::query(&text);
    }
}
