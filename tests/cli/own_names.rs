//! A user's own names: what is novel, taking it over, and what is wrong in the file.

use std::fs;
use std::path::Path;

use crate::run::{Run, newsdesk_in};

const STORY: &str = "---\ntitle: Corvanta surprises\n---\n\nThe startup Corvanta released Lyrebird-2, an open-weight \
    model, on Tuesday. OpenAI did not comment.\n";

/// Runs in a home folder of its own on the one story.
fn run(home: &Path, args: &[&str]) -> Run {
    let story = home.join("story.md");
    fs::write(&story, STORY).unwrap();
    newsdesk_in(home, &[args, &["--from", story.to_str().unwrap()]].concat())
}

#[test]
fn a_novel_name_is_listed_and_taken_over() {
    let home = tempfile::tempdir().unwrap();
    let listed = run(home.path(), &["entities", "--novel", "--format", "tsv", "--fields", "name,kind,maker,mentions"]);
    assert_eq!(listed.out, "name\tkind\tmaker\tmentions\nCorvanta\tcompany\t\t2\nLyrebird-2\tmodel\tcorvanta\t1\n");
    let text = run(home.path(), &["entities", "--novel", "--kind", "model"]).out;
    assert!(text.starts_with("Lyrebird-2\tmodel\t1\tThe startup Corvanta released Lyrebird-2"), "{text}");

    let taken = run(home.path(), &["entities", "--novel", "--take", "lyrebird"]);
    assert_eq!((taken.code, taken.out.as_str()), (0, ""), "{taken:?}");
    assert_eq!(run(home.path(), &["entities", "--novel"]).out, "");
    assert_eq!(run(home.path(), &["count", "company:corvanta", "model:lyrebird"]).out, "1\n");
    for (name, expected) in [("Nobody", "no novel name"), ("corvanta", "in a lexicon already: it is a company")] {
        let refused = run(home.path(), &["entities", "--novel", "--take", name]);
        assert!(refused.code == 1 && refused.err.contains(expected), "{refused:?}");
    }
}

#[test]
fn a_model_keeps_its_maker_whichever_is_taken_over_first() {
    let home = tempfile::tempdir().unwrap();
    for name in ["Corvanta", "Lyrebird-2"] {
        assert_eq!(run(home.path(), &["entities", "--novel", "--take", name]).code, 0);
    }
    let file = fs::read_to_string(home.path().join(".config/newsdesk/entities.toml")).unwrap();
    assert!(file.contains("\"Lyrebird\" = { maker = \"Corvanta\""), "{file}");
}

#[test]
fn what_is_wrong_with_own_names_is_told_and_the_rest_is_used() {
    let home = tempfile::tempdir().unwrap();
    let add = |args: &[&str]| newsdesk_in(home.path(), &[&["entities", "add"], args].concat());
    assert_eq!(add(&["company", "Harbourline", "--alias", "HBL"]).code, 0);
    for (args, expected) in [
        (&["company", "OpenAI"][..], "already"),
        (&["company", "the"], "everyday word"),
        (&["company", "Moor", "--maker", "OpenAI"], "only a model has a maker"),
        (&["model", "Lyrebird", "--maker", "Corvanta"], "no company is called `Corvanta`: add it first"),
        (&["model", "Harbourline"], "there is a company `Harbourline`"),
    ] {
        let failed = add(args);
        assert!(failed.code == 2 && failed.err.contains(expected), "{failed:?}");
    }
    let path = home.path().join(".config/newsdesk/entities.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text, "[company]\n\"Harbourline\" = { aliases = [\"HBL\"] }\n");
    fs::write(&path, format!("# mine\n{text}\"Moor = {{}}\n\n[firm]\n\"OpenAI\" = {{ hide = true }}\n")).unwrap();
    let counted = run(home.path(), &["count", "company:openai"]);
    assert_eq!(counted.out, "1\n");
    for place in ["line 4: warning", "line 6: warning: unknown kind `firm`"] {
        assert!(counted.err.contains(place), "{counted:?}");
    }
}

#[test]
fn the_example_can_be_used_as_it_is() {
    let home = tempfile::tempdir().unwrap();
    let example = newsdesk_in(home.path(), &["entities", "example"]);
    fs::create_dir_all(home.path().join(".config/newsdesk")).unwrap();
    fs::write(home.path().join(".config/newsdesk/entities.toml"), &example.out).unwrap();
    let counted = run(home.path(), &["count"]);
    assert_eq!((counted.out.as_str(), counted.err.as_str()), ("1\n", ""));
}
