//! `newsdesk entities show`: the page of an entity, in every format.

use serde_json::Value;

use crate::run::Desk;

#[test]
fn a_page_is_text_or_an_object() {
    let desk = Desk::new();
    let run = desk.run(&["entities", "show", "openai"]);
    assert_eq!(run.code, 0, "{run:?}");
    for words in [
        "OpenAI\n",
        "Kind          company\n",
        "Stories       2 (4 mentions, 1 without a date)\n",
        "   2  GPT-5.6",
        "OpenAI holds back a model\n",
    ] {
        assert!(run.out.contains(words), "{words} in {}", run.out);
    }
    let run = desk.run(&["entities", "show", "gpt", "5.6", "--format", "json"]);
    let page: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!((page["name"].as_str(), page["maker"].as_str()), (Some("GPT-5.6"), Some("OpenAI")));
    assert_eq!((page["stories"].as_u64(), page["first"].as_str()), (Some(2), Some("2026-06-15")));
    assert_eq!(page["weeks"], serde_json::json!([{"week": "2026-06-15", "mentions": 1}]));
    let fields: Vec<&String> = page.as_object().expect("an object").keys().collect();
    let run = desk.run(&["entities", "show", "openai", "--format", "json", "--fields", "kind,name"]);
    assert_eq!(run.out, "{\n  \"kind\": \"company\",\n  \"name\": \"OpenAI\"\n}\n");
    assert_eq!(fields.len(), 22, "{fields:?}");
    let run = desk.run(&["entities", "show", "openai", "--format", "md"]);
    assert!(run.out.starts_with("# OpenAI\n\n- Kind: company\n"), "{run:?}");
}

#[test]
fn whom_no_story_names_has_what_the_lexicon_knows() {
    let run = Desk::new().run(&["entities", "show", "eu", "ai", "act"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("Jurisdiction  EU\n") && run.out.contains("Stories       0"), "{run:?}");
}

#[test]
fn several_of_one_name_have_a_page_each() {
    let desk = Desk::new();
    let run = desk.run(&["entities", "show", "mistral", "--format", "json", "--fields", "kind"]);
    assert_eq!(run.out.matches("\"kind\"").count(), 2, "{run:?}");
    for args in [&["company:mistral"][..], &["--kind", "company", "mistral"]] {
        let run = desk.run(&[&["entities", "show", "--format", "tsv", "--fields", "name"], args].concat());
        assert_eq!(run.out, "name\nMistral AI\n", "{run:?}");
    }
}

#[test]
fn nobody_of_that_name_is_said_so() {
    let desk = Desk::new();
    for (args, code, expected) in [
        (&["opnai"][..], 1, "nobody is called opnai; did you mean OpenAI?"),
        (&["OpenAI", "--kind", "model"], 1, "no model is called OpenAI, but a company is"),
        (&[""], 2, "a name is missing"),
        (&["company:"], 2, "a name is missing"),
    ] {
        let run = desk.run(&[&["entities", "show"], args].concat());
        assert_eq!((run.code, run.out.as_str()), (code, ""), "{run:?}");
        assert!(run.err.contains(expected), "{run:?}");
    }
}

#[test]
fn nothing_found_is_said_and_told_by_the_exit_code() {
    let desk = Desk::new();
    for (args, words) in [
        (&["entities", "company:nobody"][..], "no story matches"),
        (&["entities", "--kind", "policy", "openai"], "these stories name nobody of that kind"),
        (&["entities", "--novel", "company:nobody"], "no novel name"),
    ] {
        let run = desk.run(args);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{args:?}");
        assert!(run.err.contains(words), "{run:?}");
    }
}
