//! A story written as Markdown reads back as the same story.

use serde_json::Value;

use crate::run::{newsdesk, run_with};

#[test]
fn every_bundled_briefing_reads_back_from_its_markdown() {
    let ids = newsdesk(&["list", "--fields", "id"]).out;
    for id in ids.lines() {
        let markdown = newsdesk(&["show", id, "--format", "md"]).out;
        let story: Value = serde_json::from_str(&newsdesk(&["show", id, "--format", "json"]).out).unwrap();
        let parsed: Value = serde_json::from_str(&run_with(&["parse", "-"], markdown.as_bytes()).out).unwrap();
        assert_eq!(parsed["problems"], Value::Array(Vec::new()), "{markdown}");
        let [again] = &parsed["articles"].as_array().unwrap()[..] else { panic!("one article: {markdown}") };
        for (field, value) in story.as_object().unwrap() {
            assert_eq!(&again[field], value, "{field} of\n{markdown}");
        }
    }
}
