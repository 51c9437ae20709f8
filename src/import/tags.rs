//! Lines of topics: `Tags: a, b`, `#ai #policy`, `Chips · Trade`, and jams like `ChipsTradeNvidiaOpenAI`.

use super::Context;
use super::vocabulary::{divided, key};
use crate::text::Clean;

/// Lines of tags are shorter than this.
const MAX_CHARS: usize = 240;

/// Words of the longest tag.
const MAX_TAG_WORDS: usize = 4;

/// Letters of the shortest jam in capitals.
const MIN_CAPITALS: usize = 7;

/// Boundaries inside words that make a jam without known names.
const MIN_BOUNDARIES: usize = 2;

/// The topics that `line` consists of, if it does.
pub fn read(line: &str, context: &Context) -> Option<Vec<Clean>> {
    if line.chars().count() > MAX_CHARS {
        return None;
    }
    labelled(line, context)
        .or_else(|| hashed(line))
        .or_else(|| capitals(line, context))
        .or_else(|| jammed(line, context))
        .or_else(|| listed(line, context))
}

/// `Tags: a, b, c`.
fn labelled(line: &str, context: &Context) -> Option<Vec<Clean>> {
    let (at, colon) = line.char_indices().find(|(_, c)| matches!(c, ':' | '\u{ff1a}'))?;
    let label = key(&line[..at]);
    let rest = line[at + colon.len_utf8()..].trim();
    if rest.is_empty() || !context.words.tags.before.contains(&label) {
        return None;
    }
    let parts = rest.split([',', ';', '|', '·', '•', '、', '\u{ff0c}', '\u{ff1b}', '/', '#']);
    Some(parts.map(str::trim).filter(|part| !part.is_empty()).map(Clean::from).collect())
}

/// `#ai #open-source`.
fn hashed(line: &str) -> Option<Vec<Clean>> {
    let words: Vec<&str> = line.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let tag = |word: &&str| word.strip_prefix('#').map(Clean::from).filter(|tag| !tag.is_empty());
    words.iter().map(tag).collect::<Option<Vec<Clean>>>().filter(|tags| !tags.is_empty())
}

/// `AI · Policy · Chips`: short names with signs between them, at least one of them a known topic.
fn listed(line: &str, context: &Context) -> Option<Vec<Clean>> {
    let parts: Vec<&str> =
        if line.contains(['|', '·', '•']) { divided(line) } else { line.split(',').map(str::trim).collect() };
    let is_known = |part: &&str| is_known(part, context);
    let known = parts.iter().filter(|part| is_known(part)).count();
    let enough = if line.contains(',') { known == parts.len() } else { known > 0 };
    (parts.len() >= 2 && enough && parts.iter().all(|part| is_tag(part)))
        .then(|| parts.into_iter().map(Clean::from).collect())
}

/// `POLICYCHIPSENERGY`: topics that the site knows, in capitals, without anything between.
fn capitals(line: &str, context: &Context) -> Option<Vec<Clean>> {
    let single = line.chars().count() >= MIN_CAPITALS && line.chars().all(char::is_uppercase);
    let parts = if single { known_parts(line, context)? } else { return None };
    let title = |part: &str| {
        let end = part.chars().next().map_or(0, char::len_utf8);
        let spelled = part.chars().count() > 2;
        if spelled { Clean::from(format!("{}{}", &part[..end], part[end..].to_lowercase())) } else { Clean::from(part) }
    };
    (parts.len() >= 2).then(|| parts.into_iter().map(title).collect())
}

/// `text` as a row of names of topics, the longest first.
fn known_parts<'t>(text: &'t str, context: &Context) -> Option<Vec<&'t str>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let mut ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1).collect();
    ends.reverse();
    ends.into_iter().filter(|end| context.words.furniture.is_rubric(&text[..*end])).find_map(|end| {
        let mut parts = known_parts(&text[end..], context)?;
        parts.insert(0, &text[..end]);
        Some(parts)
    })
}

fn jammed(line: &str, context: &Context) -> Option<Vec<Clean>> {
    let parts = split(line, context);
    let is_known = |part: &&str| is_known(part, context);
    let evident = parts.len() > MIN_BOUNDARIES || parts.iter().filter(|part| is_known(part)).count() == parts.len();
    (parts.len() >= 2 && evident && parts.iter().all(|part| is_tag(part)))
        .then(|| parts.into_iter().map(Clean::from).collect())
}

fn is_known(part: &str, context: &Context) -> bool {
    context.words.furniture.is_rubric(part)
        || context.words.tags.names.iter().any(|name| name == part)
        || context.names.prefix(part).is_some_and(|name| name.len() == part.len())
}

/// Whether `part` has the shape of a topic: few words, each but the small ones with a capital.
fn is_tag(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || !c.is_ascii());
    let small = ["of", "and", "the", "in", "for", "to", "&"];
    let named = ["xAI", "iOS", "macOS", "iPhone", "eBay"];
    (1..=MAX_TAG_WORDS).contains(&words.len())
        && !part.ends_with(['.', '!', '?', ':', ','])
        && !part.contains([',', '“', '"', '(', '$', '%'])
        && words.iter().all(|word| capital(word) || small.contains(word) || named.contains(word))
}

/// The pieces of a jammed line: cut before a capital after a small letter, and before the last capital of a run that a
/// small letter follows (`TSMCCloud`), but never inside a known name.
pub fn split<'t>(line: &'t str, context: &Context) -> Vec<&'t str> {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let mut cuts = vec![0];
    let mut name_end = 0;
    for (i, (at, c)) in chars.iter().copied().enumerate() {
        let after_sign = i == 0 || !chars[i - 1].1.is_alphanumeric();
        let jammed = at >= name_end
            && !after_sign
            && (is_boundary(&chars, i) || (at == name_end && opens_word(line, at, context)));
        if jammed {
            cuts.push(at);
        }
        if (jammed || after_sign) && at >= name_end && c.is_alphanumeric() {
            name_end = known_name(&line[at..], context).map_or(name_end, |length| at + length);
        }
    }
    cuts.push(line.len());
    cuts.windows(2).map(|cut| line[cut[0]..cut[1]].trim()).filter(|piece| !piece.is_empty()).collect()
}

/// Whether a word starts at `at`, right after a known name: a capital and a small letter, or another known name.
fn opens_word(line: &str, at: usize, context: &Context) -> bool {
    let mut chars = line[at..].chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    capital && (chars.next().is_some_and(char::is_lowercase) || known_name(&line[at..], context).is_some())
}

fn is_boundary(chars: &[(usize, char)], i: usize) -> bool {
    let (before, this) = (chars[i - 1].1, chars[i].1);
    let next = chars.get(i + 1).map(|(_, c)| *c);
    let before_before = i.checked_sub(2).map(|i| chars[i].1);
    let after_small = (before.is_lowercase() || before == ')') && this.is_uppercase();
    let after_digit = before.is_ascii_digit() && this.is_uppercase() && next.is_some_and(char::is_lowercase);
    let after_run = before.is_uppercase()
        && before_before.is_some_and(char::is_uppercase)
        && this.is_uppercase()
        && next.is_some_and(char::is_lowercase);
    after_small || after_digit || after_run
}

/// Bytes of the longest known name at the start of `text`.
pub fn known_name(text: &str, context: &Context) -> Option<usize> {
    let may_end = |end: usize| !text[end..].starts_with(char::is_lowercase);
    let listed = context.words.tags.names.iter().filter(|name| text.starts_with(name.as_str()) && may_end(name.len()));
    let known = context.names.prefix(text).map(str::len);
    listed.map(String::len).chain(known).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::testing;

    #[test]
    fn jammed_tags_are_taken_apart() {
        for (line, expected) in [
            ("PolicyTrumpOpen SourceOpenAIAnthropic", "Policy|Trump|Open Source|OpenAI|Anthropic"),
            ("Open SourceCompaniesAnalysis", "Open Source|Companies|Analysis"),
            ("ChipsTradeNvidiaTSMCCloud", "Chips|Trade|Nvidia|TSMC|Cloud"),
            ("AgentsInsuranceLong Read", "Agents|Insurance|Long Read"),
            ("AIPolicyEU", "AI|Policy|EU"),
            ("POLICYCHIPSENERGY", "Policy|Chips|Energy"),
            ("Tags: chips, open source", "chips|open source"),
            ("#ai #policy", "ai|policy"),
            ("AI · Policy · Chips", "AI|Policy|Chips"),
            ("Lattice WireEvery model launch, in plain words", ""),
            ("OpenAI and DeepMind Sign YouTube Deal", ""),
            ("The EU Approach", ""),
        ] {
            testing::with_context(|context| {
                let tags = read(line, context).unwrap_or_default();
                assert_eq!(tags.join("|"), expected, "{line}");
            });
        }
    }
}
