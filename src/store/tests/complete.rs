//! What a term that is being typed could become.

use super::{TODAY, newsroom};
use crate::store::Query;

#[test]
fn a_term_is_completed_with_what_stories_have() {
    let store = newsroom();
    for (rest, term, expected) in [
        ("", "comp", "company:"),
        ("", "o", "org: on: topic:\"Open Source\"=2 company:openai=2"),
        ("", "company:", "company:openai=2 company:anthropic=1 company:samsung=1"),
        ("source:reuters", "company:", "company:anthropic=1 company:samsung=1"),
        ("", "company:s", "company:samsung=1"),
        ("", "company:=op", "company:=openai=1"),
        ("", "model:g", "model:glm=2 model:glm-5.2=1 model:gpt-5.6=1"),
        ("", "topic:sour", "topic:\"Open Source\"=2"),
        ("", "topic:\"open s", "topic:\"Open Source\"=2"),
        ("", "source:lob", "source:\"The Lobby\"=2"),
        ("", "author:ziz", "author:\"ana zizic\"=6"),
        ("", "is:un", "is:unread=6"),
        ("", "has:", "has:tldr=0 has:watch=0 has:figures=1 has:links=0 has:note=0 has:tags=0"),
        ("", "on:2026-07-0", "on:2026-07-09=1 on:2026-07-08=2 on:2026-07-07=1 on:2026-07-06=1"),
        ("", "on:y", "on:yesterday=1"),
        ("", "on:", "on:yesterday=1 on:2026-07=5 on:today=0"),
        ("", "before:", "before:today=5 before:yesterday=4 before:7d=0 before:2w=0 before:3m=0 before:2026-07=0"),
        ("", "after:2026", "after:2026-07=5"),
        ("", "sort:o", "sort:oldest"),
        ("", "nofield:x", ""),
        ("", "\"open", ""),
    ] {
        let rest = Query::parse(rest).unwrap();
        let offered = store.completions(&rest, term, TODAY).into_iter().map(|own| match own.n_stories {
            Some(n_stories) => format!("{}={n_stories}", own.text),
            None => own.text,
        });
        assert_eq!(offered.collect::<Vec<_>>().join(" "), expected, "{rest} {term}");
    }
}
