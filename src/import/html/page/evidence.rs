//! The text that a page's data holds (`articleBody`) beside the one that was read: what the data has is story, and where
//! it has nearly all of what was read, what it does not have is none.

use crate::article::Block;
use crate::import::html::inline;
use crate::import::outline::{Content, Part};

/// Of the sentences that a page's data holds, its body has at least one in so many; else the data has the story.
const MIN_BODY_SHARE: usize = 2;

/// Sentences of the data that are looked for in the body.
const SAMPLE: usize = 20;

/// Letters of a sentence that stands in no other text by chance.
const MIN_SENTENCE: usize = 20;

/// Of what was read, this share is in the data where that is complete.
const MIN_KNOWN_SHARE: f32 = 0.85;

/// Letters of the beginning of a paragraph that is looked for in the data.
const BEGINNING: usize = 48;

/// Letters of the longest paragraph that is none of the story although it was taken for some.
const MAX_FOREIGN: usize = 300;

/// Paragraphs that are looked for; each costs a look through all of the data.
const MAX_PARTS: usize = 300;

/// Whether the sentences of `body` stand in `parts`. Data that breaks off is a teaser, and no reason to drop what says more.
pub fn holds(parts: &[Part], body: &str) -> bool {
    let text: String = parts.iter().filter(|part| matches!(part.content, Content::Block(_))).map(letters).collect();
    let body = inline(body);
    let is_cut = body.trim_end().ends_with('…') || body.trim_end().ends_with("...");
    if is_cut && bare(&body).len() < text.len() {
        return true;
    }
    let sentences = body
        .split_inclusive(['.', '!', '?', '。', '।', '؟', '۔'])
        .map(bare)
        .filter(|sentence| sentence.len() >= MIN_SENTENCE);
    let sample: Vec<String> = sentences.take(SAMPLE).collect();
    let found = sample.iter().filter(|sentence| text.contains(sentence.as_str())).count();
    found * MIN_BODY_SHARE >= sample.len()
}

/// Drops paragraphs and points that are not in `body`, where nearly all others are. What stands under a known heading
/// (`TL;DR`) is of the story also where the data leaves it out.
pub fn drop_others(parts: &mut Vec<Part>, body: &str) {
    if parts.len() > MAX_PARTS {
        return;
    }
    let body = bare(&inline(body));
    let mut is_under_known = false;
    let (mut known, mut all) = (0, 0);
    let mut foreign = Vec::with_capacity(parts.len());
    for part in parts.iter() {
        if let Content::Heading { kind, .. } = &part.content {
            is_under_known = kind.is_some();
        }
        let text = letters(part);
        let start = text.char_indices().nth(BEGINNING).map_or(text.len(), |(at, _)| at);
        let is_known = body.contains(&text[..start]);
        let is_prose = matches!(part.content, Content::Block(Block::Paragraph(_) | Block::Item { .. }));
        all += text.len();
        known += if is_known { text.len() } else { 0 };
        foreign.push(is_prose && !is_known && !is_under_known && text.len() <= MAX_FOREIGN);
    }
    if known as f32 >= all as f32 * MIN_KNOWN_SHARE {
        let mut foreign = foreign.into_iter();
        parts.retain(|_| !foreign.next().unwrap_or(false));
    }
}

/// The letters and digits of a part.
fn letters(part: &Part) -> String {
    part.texts().map(|text| bare(text)).collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::html::fragment;
    use crate::import::testing;

    const STORY: &str = "The night train now carries a clock that is always right, and nobody on it wants to know the \
        time. It was paid for by the mayor of a town at which the train has not stopped since 1988.";
    const MORE: &str = "The guard has hung his coat over it. A coat, he says, is right once a year, in the first cold \
        week, and that is enough for a night train.";

    fn check(markup: &str, body: &str, expected: &[&str]) {
        testing::with_context(|context| {
            let mut parts = fragment(markup, None, 1, context).parts;
            drop_others(&mut parts, body);
            let texts = parts.iter().flat_map(|part| part.texts().map(|text| text.to_string()).collect::<Vec<_>>());
            assert_eq!(texts.collect::<Vec<_>>(), expected, "{markup}");
        });
    }

    #[test]
    fn what_the_data_lacks_is_no_story_where_it_has_all_else() {
        let body = format!("{STORY} {MORE}");
        let foreign = "Ride with us on Sundays.";
        check(&format!("<p>{STORY}<p>{foreign}<p>{MORE}"), &body, &[STORY, MORE]);
        check(
            &format!("<h2>TL;DR</h2><ul><li>A clock</ul><h2>Nights</h2><p>{STORY}<p>{MORE}"),
            &body,
            &["TL;DR", "A clock", "Nights", STORY, MORE],
        );
        check(&format!("<p>{STORY}<p>{foreign}<p>{MORE}"), STORY, &[STORY, foreign, MORE]);
    }
}
