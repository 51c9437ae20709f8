//! Who and what an article names: candidates are judged, the longest stand, surnames find their persons.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use super::evidence::Context;
use super::id;
use super::judge::{Hit, Judge, Meaning};
use super::lexicon::{Entry, Lexicon};
use super::novel::{Novel, Sight, Writing, discover};
use super::scan::{Candidate, Tail, Text};
use super::settle::{settle, uncover};
use super::vouch::vouch;
use crate::article::{Article, EntityKind, Mention, Named};
use crate::text::Clean;

/// Share of an article in texts without a capital from which on letters' case says nothing in it.
const SMALL_SHARE: f64 = 0.8;

/// Languages that put names into the genitive with an s and nothing between.
const GENITIVE: [&str; 6] = ["de", "lb", "sv", "da", "nb", "no"];

/// Fills `article.entities` with what its texts name, in order of first mention. Mentions never overlap.
pub fn recognize(lexicon: &Lexicon, article: &mut Article) {
    let texts: Vec<Text> = article.texts().map(|(place, clean)| Text::new(place, clean)).collect();
    let candidates: Vec<Vec<Candidate>> = texts.iter().map(|text| text.candidates(&lexicon.patterns)).collect();
    let judge =
        Judge { lexicon, texts: &texts, context: context(lexicon, &texts, &candidates, article.language.as_deref()) };
    let mut hits = judge.hits(&candidates);
    uncover(&mut hits);
    let has_its_words = lexicon.field.iter().any(|pattern| judge.context.seen[*pattern]);
    vouch(lexicon, &texts, &mut hits, has_its_words);
    let mut hits = standing(settle(hits));
    forget_hidden(lexicon, &mut hits);
    let is_of_the_field = names_the_field(&hits) || has_its_words;
    let writing = Writing::new(article.language.as_deref(), judge.context.lower);
    let mut novel = if is_of_the_field { discover(lexicon, &texts, &hits, writing) } else { Vec::new() };
    novel.retain(|sight| !is_hidden(lexicon, &sight.novel));
    article.entities = named(lexicon, &texts, &hits, novel);
}

/// What the article shows as a whole.
fn context(lexicon: &Lexicon, texts: &[Text], candidates: &[Vec<Candidate>], language: Option<&str>) -> Context {
    let mut seen = vec![false; lexicon.patterns.len()];
    let lower = is_small(texts);
    for (text, candidates) in texts.iter().zip(candidates) {
        let is_small =
            |start| text.folded.clean(start).is_some_and(|at| text.clean[at..].starts_with(char::is_lowercase));
        for candidate in candidates.iter().filter(|candidate| candidate.tail != Tail::Open) {
            // A gemini in small letters is no sign of Google's.
            let counts = lower || lexicon.patterns.counts_small(candidate.pattern) || !is_small(candidate.start);
            seen[candidate.pattern] |= counts;
        }
    }
    Context { seen, lower, genitive: language.is_some_and(|language| GENITIVE.contains(&language)) }
}

/// Whether nearly all of the article is in small letters, as a post may be under a headline that is not.
fn is_small(texts: &[Text]) -> bool {
    let length = |texts: &mut dyn Iterator<Item = &Text>| texts.map(|text| text.clean.len()).sum::<usize>();
    let mut small = texts.iter().filter(|text| !text.clean.contains(char::is_uppercase));
    length(&mut small) as f64 >= length(&mut texts.iter()) as f64 * SMALL_SHARE
}

/// Whether somebody or something of the lexicon is named.
fn names_the_field(hits: &[Hit]) -> bool {
    hits.iter().any(|hit| matches!(hit.meaning, Meaning::Entry { .. }))
}

/// The hits that stand: from the left, of those that overlap the first.
fn standing(mut hits: Vec<Hit>) -> Vec<Hit> {
    let mut taken = (usize::MAX, 0);
    hits.retain(|hit| {
        let is_free = taken.0 != hit.text || hit.start >= taken.1;
        if is_free {
            taken = (hit.text, hit.end);
        }
        is_free
    });
    hits
}

/// What the user hides is nobody: it is not named, and no rule takes it for a name that no lexicon has.
fn forget_hidden(lexicon: &Lexicon, hits: &mut [Hit]) {
    for hit in hits {
        if let Meaning::Entry { entry, .. } = hit.meaning
            && lexicon.claimed(entry).hidden
        {
            hit.meaning = Meaning::Nobody;
        }
    }
}

fn is_hidden(lexicon: &Lexicon, novel: &Novel) -> bool {
    lexicon.hides(&id(&novel.name)) || novel.family.as_ref().is_some_and(|family| lexicon.hides(family))
}

/// The entities of the hits and of novel names, in reading order.
fn named(lexicon: &Lexicon, texts: &[Text], hits: &[Hit], novel: Vec<Sight>) -> Vec<Named> {
    let known = hits.iter().filter_map(|hit| {
        let Meaning::Entry { entry, version, .. } = &hit.meaning else { return None };
        let (start, end) = texts[hit.text].range(hit.start, hit.end)?;
        Some((hit.text, start, end, name(lexicon.claimed(*entry), version.as_deref())))
    });
    let novel = novel.into_iter().map(|sight| (sight.text, sight.start, sight.end, novel_name(lexicon, sight.novel)));
    let mut all: Vec<(usize, usize, usize, Named)> = known.chain(novel).collect();
    all.sort_by_key(|(text, start, ..)| (*text, *start));
    let mut found: Vec<Named> = Vec::new();
    let mut by_id: HashMap<(EntityKind, Clean), usize> = HashMap::new();
    for (text, start, end, new) in all {
        let at = match by_id.entry((new.kind, new.id.clone())) {
            Slot::Occupied(slot) => *slot.get(),
            Slot::Vacant(slot) => {
                found.push(new);
                *slot.insert(found.len() - 1)
            }
        };
        found[at].mentions.push(Mention { place: texts[text].place, start, end });
    }
    found
}

/// A name that rules found. One that the lexicon has, but asks more evidence for, is its entry's: the rules' is enough.
fn novel_name(lexicon: &Lexicon, novel: Novel) -> Named {
    let Novel { kind, name, family, maker } = novel;
    if let [(_, id)] = lexicon.resolve(Some(kind), &name).as_slice()
        && let Some(entry) = lexicon.entry(kind, id)
    {
        return self::name(entry, None);
    }
    Named { kind, id: id(&name), name, family, maker, novel: true, mentions: Vec::new() }
}

/// An entry, or a version of it, without mentions yet.
fn name(entry: &Entry, version: Option<&str>) -> Named {
    let (name, id) = match version.map(|version| Clean::from(format!("{}{version}", entry.name))) {
        Some(name) => (name.clone(), id(&name)),
        None => (entry.name.clone(), entry.id.clone()),
    };
    Named {
        kind: entry.kind,
        name,
        id,
        family: entry.family.clone(),
        maker: entry.maker.clone(),
        novel: false,
        mentions: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleId, Block, Section, SectionKind};
    use proptest::prelude::*;
    use proptest::test_runner::TestRunner;

    #[test]
    fn what_the_user_hides_is_not_named_nor_found_again() {
        let text = "The startup Tessaly raised $5 million from OpenAI. OpenAI, the maker of GPT-5.6, said the startup \
                    Corvanta will use Qwen3-Max and Quillon-2, a model from Tessaly.";
        let named = |own: &str| -> Vec<String> {
            let (lexicon, problems) = Lexicon::with(&[("own.toml", own)]);
            assert_eq!(problems, []);
            let mut article = article("A test", text, &[]);
            recognize(&lexicon, &mut article);
            article.entities.iter().map(|named| named.name.to_string()).collect()
        };
        assert_eq!(named(""), ["Tessaly", "OpenAI", "GPT-5.6", "Corvanta", "Qwen3-Max", "Quillon-2"]);
        let own = "[company]\nOpenAI = { hide = true }\nTessaly = { hide = true }\n\
                   [model]\nGPT = { hide = true }\nQwen = { hide = true }\nQuillon = { hide = true }";
        assert_eq!(named(own), ["Corvanta"]);
    }

    fn article(title: &str, body: &str, tags: &[&str]) -> Article {
        let mut section = Section::new(SectionKind::Body);
        section.blocks = body.lines().map(Block::paragraph).collect();
        Article {
            tags: tags.iter().map(|tag| Clean::from(*tag)).collect(),
            sections: vec![section],
            ..Article::new(ArticleId("test".to_owned()), title)
        }
    }

    /// `name: mention|mention` of each entity of an article.
    fn check(title: &str, body: &str, tags: &[&str], expected: &[&str]) {
        let mut article = article(title, body, tags);
        recognize(&Lexicon::bundled(), &mut article);
        let words = |named: &Named| -> Vec<&str> {
            named.mentions.iter().map(|m| &article.text_at(m.place).unwrap()[m.start..m.end]).collect()
        };
        let found: Vec<String> =
            article.entities.iter().map(|named| format!("{}: {}", named.name, words(named).join("|"))).collect();
        assert_eq!(found, expected, "{title} / {body}");
    }

    #[test]
    fn mentions_stand_in_reading_order_and_without_what_follows_the_name() {
        let body = "Meta’s plan, says Zuckerberg, rests on LLaMA 4.\nMark Zuckerberg runs Meta.";
        let expected = ["Meta: Meta|Meta|Meta", "Mark Zuckerberg: Zuckerberg|Mark Zuckerberg", "LLaMA 4: LLaMA 4"];
        check("The plan", body, &["Meta"], &expected);
    }

    #[test]
    fn a_longer_name_hides_the_shorter() {
        check(
            "Google DeepMind hires",
            "Alibaba Cloud is not Alibaba.",
            &[],
            &["Google DeepMind: Google DeepMind", "Alibaba Cloud: Alibaba Cloud", "Alibaba: Alibaba"],
        );
    }

    #[test]
    fn jammed_tags_come_apart() {
        let tags = ["PolicyTrumpOpen SourceOpenAIAnthropic", "METAL"];
        check("News", "", &tags, &["Donald Trump: Trump", "OpenAI: OpenAI", "Anthropic: Anthropic"]);
    }

    #[test]
    fn a_surname_belongs_to_the_last_full_name_before_it() {
        let body = "Amodei is a name of two people, Dario Amodei and Daniela Amodei. Amodei hires.";
        check("Who", body, &[], &["Dario Amodei: Amodei|Dario Amodei", "Daniela Amodei: Daniela Amodei|Amodei"]);
        check(
            "Who",
            "The cook met Tim Cook, and Cook smiled at Michael Fine. Fine.",
            &[],
            &["Tim Cook: Tim Cook|Cook", "Michael Fine: Michael Fine"],
        );
    }

    #[test]
    fn families_and_makers_are_named() {
        let mut article = article("GPT-5.6 is late", "", &[]);
        recognize(&Lexicon::bundled(), &mut article);
        let named = &article.entities[0];
        assert_eq!((named.name.as_str(), named.id.as_str()), ("GPT-5.6", "gpt-5.6"));
        assert_eq!((named.family.as_deref(), named.maker.as_deref()), (Some("gpt"), Some("openai")));
        assert!(!named.novel);
    }

    #[test]
    fn german_puts_names_into_the_genitive() {
        let check = |language: Option<&str>, expected: &[&str]| {
            let mut article = article("Nvidias Partner und Aleph Alphas Kunden", "", &[]);
            article.language = language.map(Clean::from);
            recognize(&Lexicon::bundled(), &mut article);
            let found: Vec<&str> = article.entities.iter().map(|named| named.name.as_str()).collect();
            assert_eq!(found, expected, "{language:?}");
        };
        check(Some("de"), &["Nvidia", "Aleph Alpha"]);
        check(Some("en"), &[]);
    }

    #[test]
    fn capitals_say_nothing_in_a_line_of_capitals() {
        check("APPLE PIE AND CHERRY TART", "A recipe.", &[], &[]);
        check("META SUES", "Meta has sued.", &[], &["Meta: META|Meta"]);
    }

    #[test]
    fn a_character_of_several_bytes_after_a_name_is_passed_whole() {
        let text = "DeepSeekClaude R1\u{fffc}";
        recognize(&Lexicon::bundled(), &mut article(text, text, &[text]));
    }

    #[test]
    fn mentions_are_bounds_and_never_overlap() {
        let lexicon = Lexicon::bundled();
        let word = "OpenAI|GPT|-4o|Meta’s|5\\.6|ﬁ|Ａ|İ|DeepSeek|R1|特朗普|Claude|[ -]|, |\\PC";
        let texts = prop::collection::vec(word, 0..30).prop_map(|words| words.concat());
        let outcome = TestRunner::default().run(&texts, |text| {
            let mut article = article(&text, &text, &[&text]);
            recognize(&lexicon, &mut article);
            let found = article.entities.clone();
            let mut mentions: Vec<Mention> = found.iter().flat_map(|named| named.mentions.clone()).collect();
            mentions.sort();
            for Mention { place, start, end } in &mentions {
                prop_assert!(start < end && article.text_at(*place).unwrap().get(*start..*end).is_some());
            }
            let apart = |pair: &[Mention]| pair[0].place != pair[1].place || pair[0].end <= pair[1].start;
            prop_assert!(mentions.windows(2).all(apart));
            recognize(&lexicon, &mut article);
            prop_assert_eq!(found, article.entities);
            Ok(())
        });
        outcome.unwrap();
    }
}
