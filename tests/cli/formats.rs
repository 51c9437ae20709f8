//! The formats of data: JSON, JSON Lines, TSV, Markdown, fields and limits.

use serde_json::Value;

use crate::run::Desk;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn json_is_an_array_of_whole_articles() {
    let all = json(&Desk::new().run(&["list", "--format", "json"]).out);
    let first = &all[0];
    assert_eq!(first["title"], "Anthropic asks Samsung for chips");
    assert_eq!(first["published"], "2026-07-06");
    assert_eq!(first["precision"], "day");
    assert_eq!(first["authors"], serde_json::json!(["Ana Reyes"]));
    assert_eq!(first["tags"], serde_json::json!(["Chips", "Business"]));
    let state = serde_json::json!({
        "read": false, "starred": false, "later": false, "changed": false, "tags": [], "note": null
    });
    assert_eq!(first["state"], state);
    assert_eq!(first["also_in"], serde_json::json!([]));
    let kinds: Vec<&str> = first["sections"].as_array().unwrap().iter().map(|s| s["kind"].as_str().unwrap()).collect();
    assert!(
        kinds.contains(&"tldr") && kinds.contains(&"why_it_matters") && kinds.contains(&"what_to_watch"),
        "{kinds:?}"
    );
    let keys: Vec<&String> = first.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 22, "{keys:?}");
}

#[test]
fn every_field_can_be_asked_for() {
    let desk = Desk::new();
    let whole = json(&desk.run(&["list", "--format", "json", "--limit", "1"]).out);
    for field in whole[0].as_object().unwrap().keys() {
        let run = desk.run(&["list", "--format", "json", "--limit", "1", "--fields", field]);
        assert_eq!(json(&run.out)[0][field], whole[0][field], "{run:?}");
    }
}

#[test]
fn jsonl_is_an_object_a_line_with_fields_in_their_order() {
    let run = Desk::new().run(&["list", "--format", "jsonl", "--fields", "title,published", "--limit", "2"]);
    assert_eq!(
        run.out,
        "{\"title\":\"Anthropic asks Samsung for chips\",\"published\":\"2026-07-06\"}\n\
         {\"title\":\"OpenAI holds back a model\",\"published\":\"2026-06-15\"}\n"
    );
}

#[test]
fn tsv_has_a_header_and_escapes_what_would_break_a_line() {
    let run = Desk::new().run(&["list", "--format", "tsv", "--fields", "title,tags,text", "samsung"]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 2, "{run:?}");
    assert_eq!(lines[0], "title\ttags\ttext");
    let cells: Vec<&str> = lines[1].split('\t').collect();
    assert_eq!(cells[1], "Chips, Business");
    assert!(cells[2].contains("talks.\\n\\nTL;DR\\n\\nThe order"), "{run:?}");
}

#[test]
fn records_end_with_nul_where_it_is_asked_for() {
    let run = Desk::new().run(&["list", "-0", "--fields", "title", "--limit", "1"]);
    assert_eq!(run.out, "Anthropic asks Samsung for chips\0");
}

#[test]
fn markdown_lists_stories_and_entities() {
    let desk = Desk::new();
    let run = desk.run(&["list", "--format", "md", "--limit", "1"]);
    assert_eq!(
        run.out,
        "- 2026-07-06 · The Wire Desk · [Anthropic asks Samsung for chips](https://example.org/chips)\n"
    );
    let run = desk.run(&["entities", "--format", "md", "--kind", "company", "--limit", "1"]);
    assert_eq!(run.out, "- OpenAI (company, 2 stories)\n");
}

#[test]
fn one_story_is_an_object_and_several_are_an_array() {
    let desk = Desk::new();
    let id = desk.id("samsung");
    assert_eq!(json(&desk.run(&["show", &id, "--format", "json"]).out)["id"], id.as_str());
    assert_eq!(json(&desk.run(&["show", &id, &id, "--format", "json"]).out)[1]["id"], id.as_str());
    assert_eq!(json(&desk.run_with(&["show", "-", "--format", "json"], id.as_bytes()).out)[0]["id"], id.as_str());
}

#[test]
fn parse_prints_the_document() {
    let desk = Desk::new();
    let path = desk.dir.path().join("chips.md");
    let whole = json(&crate::run::on(&path, &["parse", "FILE"]).out);
    assert_eq!(whole["title"], Value::Null);
    assert_eq!(whole["problems"], serde_json::json!([]));
    assert_eq!(whole["articles"][0]["title"], "Anthropic asks Samsung for chips");
    let names: Vec<&str> =
        whole["articles"][0]["entities"].as_array().unwrap().iter().map(|e| e["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Anthropic", "Samsung"]);
    let bytes = std::fs::read(&path).unwrap();
    for args in [&["parse", "-"][..], &["parse"], &["parse", "--type", "markdown", "-"]] {
        assert_eq!(json(&crate::run::run_with(args, &bytes).out), whole, "{args:?}");
    }
    let lines = crate::run::on(&path, &["parse", "FILE", "--format", "jsonl", "--fields", "title"]).out;
    assert_eq!(lines, "{\"title\":\"Anthropic asks Samsung for chips\"}\n");
    let text = crate::run::on(&path, &["parse", "FILE", "--format", "text"]).out;
    assert!(text.starts_with("Anthropic asks Samsung for chips\nThe Wire Desk"), "{text}");
}

#[test]
fn what_is_known_of_a_document_beforehand_can_be_said() {
    let text = "A *plain* word\n==============\n\nSome words.\n";
    let title = |args: &[&str]| {
        let run = crate::run::run_with(&[&["parse", "--fields", "title"][..], args].concat(), text.as_bytes());
        assert_eq!(run.code, 0, "{run:?}");
        json(&run.out)["articles"][0]["title"].clone()
    };
    assert_eq!(title(&[]), "A *plain* word");
    assert_eq!(title(&["-H", "content-type: text/markdown", "--header", "Server: x", "-H", "X-Y: 1"]), "A plain word");
    assert_eq!(title(&["--url", "https://example.org/story.md"]), "A plain word");
}

#[test]
fn chosen_fields_are_a_table_in_markdown() {
    let desk = Desk::new();
    let run = desk.run(&["list", "--format", "md", "--limit", "1", "--fields", "title,tags"]);
    assert_eq!(run.out, "| title | tags |\n| --- | --- |\n| Anthropic asks Samsung for chips | Chips, Business |\n");
    let run = desk.run(&["entities", "--kind", "company", "--format", "md", "--limit", "1", "--fields", "name"]);
    assert_eq!(run.out, "| name |\n| --- |\n| OpenAI |\n");
    let run = desk.run(&["show", &desk.id("samsung"), "--format", "md", "--fields", "title"]);
    assert!(run.out.starts_with("| title |\n"), "{run:?}");
}
