//! Versions of model families: which shapes a family's versions have, and reading one from a text.
//!
//! A shape is written as the canonical name has it, the joiner first: `-#.#` is the `-5.6` of GPT-5.6, ` K#` the
//! ` K2` of Kimi K2, `.#` the `.1` of FLUX.1. A single `#` is one or two digits, a run of them exactly as many. A text
//! may join the parts with a blank, a hyphen or nothing.

use std::sync::Arc;

use super::evidence::is_title_case;
use super::fold::{Folded, is_boundary};
use super::shape::{Piece, Shape};

/// Most parts that follow a family's name: `Qwen` `3` `-Coder` `-480B` `-A35B`.
const MAX_PARTS: usize = 6;

/// Most letters of a part that no family lists.
const MAX_TAIL: usize = 12;

/// What joins the versions of a list.
const LINKS: [&str; 7] = [", and ", ", or ", ", ", " and ", " or ", " & ", "/"];

/// What follows the last version of a list that is no count of something.
const AFTER_LAST: [&str; 10] = [",", ".", ";", ":", ")", "?", "!", "/", " and ", " or "];

/// How the versions of one family are written.
#[derive(Clone, Debug)]
pub(super) struct Shapes {
    /// `-#.#`, `-#o`.
    pub versions: Arc<[Shape]>,
    /// ` mini`, `-Coder`.
    pub variants: Vec<Shape>,
    /// Variants that any family may have, after a version: ` Pro`.
    pub usual: Arc<[Shape]>,
    /// Orders and spellings that are another's, as names go on after the family's: ` 4 Opus` is ` Opus 4`.
    pub same: Vec<(String, String)>,
    /// How numbers of parameters (`7B`) are written.
    pub sizes: Sizes,
    /// Words that follow a number that counts something: "2 million".
    pub counted: Arc<[String]>,
}

/// How a family writes numbers of parameters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// What joins them to the name.
    pub joiner: Option<char>,
    /// Their letter is small: `120b`.
    pub small: bool,
    /// The lexicon says so; else only billions are read, and with care.
    pub told: bool,
}

/// A text's clean and folded form.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub clean: &'a str,
    pub folded: &'a Folded,
    /// The text is all capitals or has none: case says nothing.
    pub caseless: bool,
}

/// What was read after a family's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    /// As the canonical name goes on: `-5.6 mini`.
    pub name: String,
    /// Bytes of `name` before its number, as of ` Opus` in ` Opus 4`.
    pub lead: usize,
    /// Bytes of `name` before its last variant, as of ` 4` in ` 4 Scout`; all of it without one.
    pub stem: usize,
    /// One past it in the folded text.
    pub end: usize,
}

/// A part that was read.
struct Part {
    name: String,
    end: usize,
    role: Role,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Version,
    Variant,
    Size,
}

/// What stands between two parts in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    None,
    Blank,
    Hyphen,
    Dot,
}

impl Shapes {
    /// The longest version that begins at `at` in the folded text, right after the family's name.
    pub fn read(&self, text: Reading, at: usize) -> Option<Version> {
        self.read_on(text, Version { name: String::new(), lead: 0, stem: 0, end: at }, false)
    }

    /// A version that stands without the family's name, as "R1" does for DeepSeek-R1.
    pub fn read_short(&self, text: Reading, at: usize) -> Option<Version> {
        let shapes = self.shapes(false).filter_map(|shaped| self.finish(text, at, Joint::None, shaped));
        let Part { name, end, role } = shapes.max_by_key(|part| part.end)?;
        let stem = if role == Role::Variant { 0 } else { name.len() };
        self.read_on(text, Version { name, lead: 0, stem, end }, role == Role::Version)
    }

    fn read_on(&self, text: Reading, mut version: Version, mut numbered: bool) -> Option<Version> {
        let at = version.end;
        for _ in 0..MAX_PARTS {
            let begun = !version.name.is_empty();
            let Some(part) = self.read_part(text, version.end, numbered, begun) else { break };
            if part.role == Role::Version {
                (numbered, version.lead) = (true, version.name.len());
            }
            version.stem = if part.role == Role::Variant { version.name.len() } else { usize::MAX };
            version.name.push_str(&part.name);
            version.end = part.end;
        }
        version.stem = version.stem.min(version.name.len());
        if let Some((_, official)) = self.same.iter().find(|(name, _)| *name == version.name) {
            version.name.clone_from(official);
            (version.lead, version.stem) = (0, official.len());
        }
        (version.end > at || !version.name.is_empty()).then_some(version)
    }

    fn shapes(&self, numbered: bool) -> impl Iterator<Item = (&Shape, Role)> {
        let versions = self.versions.iter().filter(move |_| !numbered).map(|shape| (shape, Role::Version));
        let usual = self.usual.iter().filter(move |_| numbered).map(|shape| (shape, Role::Variant));
        versions.chain(usual).chain(self.variants.iter().map(|shape| (shape, Role::Variant)))
    }

    /// The next version in a list that goes on after `last`, without the family's name: the start and the version of
    /// the `4o` in "GPT-4, 4o and 5", of the `4.5` in "Opus 4 and 4.5", of the `Maverick` in "Llama 4 Scout and Maverick".
    /// A whole number must end its phrase, so that "GPT-4 and 5 rivals" names one model, unless a version stood
    /// `in_list` before it.
    pub fn next_in_list(&self, text: Reading, last: &Version, in_list: bool) -> Option<(usize, Version)> {
        let folded = &text.folded.text;
        let link = LINKS.iter().find(|link| folded[last.end..].starts_with(**link))?;
        let start = last.end + link.len();
        let hyphen = folded[start..].starts_with(' '); // that of "GPT-4 and -5"
        let start = start + usize::from(hyphen);
        let parts =
            self.versions.iter().filter_map(|shape| self.finish(text, start, Joint::None, (shape, Role::Version)));
        let Some(Part { name, end, .. }) = parts.max_by_key(|part| part.end) else {
            let size = || self.next_size(text, last, start).filter(|_| hyphen);
            return self.next_variant(text, last, start).or_else(size).map(|version| (start, version));
        };
        let lead = last.name[..last.lead].to_owned();
        let own = Version { stem: usize::MAX, lead: lead.len(), name: lead + &name, end };
        let version = self.read_on(text, own, true)?;
        let whole = folded[start..version.end].bytes().all(|byte| byte.is_ascii_digit());
        let after = &folded[version.end..];
        let ends = after.is_empty() || AFTER_LAST.iter().any(|next| after.starts_with(next));
        (!whole || ends || in_list || hyphen).then_some((start, version))
    }

    /// Another variant of the same version, with a capital and no number of its own.
    fn next_variant(&self, text: Reading, last: &Version, start: usize) -> Option<Version> {
        if last.stem == last.name.len() || last.stem == 0 {
            return None;
        }
        let shapes = self.variants.iter().chain(self.usual.iter()).filter(|shape| !shape.has_digits());
        let parts = shapes.filter_map(|shape| self.finish(text, start, Joint::Blank, (shape, Role::Variant)));
        let Part { name, end, .. } = parts.max_by_key(|part| part.end)?;
        let capital = text.folded.clean(start).is_some_and(|at| text.clean[at..].starts_with(char::is_uppercase));
        let goes_on = text.folded.text[end..]
            .strip_prefix(' ')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let name = last.name[..last.stem].to_owned() + &name;
        (capital && !goes_on).then_some(Version { lead: last.lead, stem: last.stem, name, end })
    }

    /// Another number of parameters: the `-14B` of "Qwen3-8B and -14B".
    fn next_size(&self, text: Reading, last: &Version, start: usize) -> Option<Version> {
        let stem = last.name.rfind(self.sizes.joiner?)?;
        let is_size =
            last.name[stem + 1..].starts_with(|c: char| c.is_ascii_digit()) && last.name.ends_with(['B', 'b']);
        let Part { name, end, .. } = self.read_size(text, start, Joint::Hyphen).filter(|_| is_size)?;
        let name = last.name[..stem].to_owned() + &name;
        Some(Version { lead: last.lead, stem: name.len(), name, end })
    }

    /// The first of two versions that share what follows the second: the `3.5` of "both Claude 3.5 and 3.7 Sonnet".
    pub fn sharing(first: &Version, second: &Version) -> Option<Version> {
        let variant = second.name.get(second.stem..).filter(|variant| !variant.is_empty())?;
        let bare = first.stem == first.name.len() && second.name[..second.stem].len() == first.name.len();
        let name = first.name.clone() + variant;
        bare.then_some(Version { stem: first.name.len(), name, ..*first })
    }

    /// The next part at `at`; of a name that has `begun` also one that the family does not list.
    fn read_part(&self, text: Reading, at: usize, numbered: bool, begun: bool) -> Option<Part> {
        let (joint, start) = joint(text, at);
        let shaped = self.shapes(numbered).filter(|(shape, _)| may_join(text, at, joint, shape));
        let parts = shaped.filter_map(|shaped| self.finish(text, start, joint, shaped));
        let known = self.read_size(text, start, joint).into_iter().chain(parts).max_by_key(|part| part.end);
        known.or_else(|| read_tail(text, start, joint).filter(|_| begun))
    }

    /// The part, if it ends where a word does and what follows does not make it something else.
    fn finish(&self, text: Reading, start: usize, joint: Joint, shaped: (&Shape, Role)) -> Option<Part> {
        let (shape, role) = shaped;
        let folded = text.folded.text.as_str();
        let (name, end) = shape.read(folded, start, joint == Joint::Hyphen)?;
        if !ends(folded, end) {
            return None;
        }
        if joint == Joint::Blank && !self.may_stand_apart(text, start, end, shape) {
            return None;
        }
        Some(Part { name, end, role })
    }

    /// Whether a part after a blank is one: "Mistral Large" and not "Mistral large models", "Llama 2" and not
    /// "Llama 2 million times".
    fn may_stand_apart(&self, text: Reading, start: usize, end: usize, shape: &Shape) -> bool {
        if let Piece::Char(c) = shape.first() {
            let numbered = matches!(shape.body.get(1), Some(Piece::Digits(_)));
            let capital = |at| text.folded.clean(at).and_then(|at| text.clean[at..].chars().next());
            return text.caseless || numbered || !c.is_uppercase() || capital(start).is_some_and(char::is_uppercase);
        }
        !self.counts(text, end)
    }

    /// Whether what ends at `end` counts the word after it.
    fn counts(&self, text: Reading, end: usize) -> bool {
        let next = text.folded.text[end..].strip_prefix(' ').unwrap_or_default();
        let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        self.counted.iter().any(|counted| counted == word)
    }

    /// A number of parameters: `7B`, `8x7B`, `A35B`, `E4B`, `1.5B`.
    fn read_size(&self, text: Reading, start: usize, joint: Joint) -> Option<Part> {
        let Sizes { joiner, small, told } = self.sizes;
        let folded = &text.folded.text;
        let digits = |at: usize| folded[at..].bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        let mut end = start + usize::from(folded[start..].starts_with(['a', 'e']));
        let first = digits(end);
        end += first;
        if folded[end..].starts_with('x') {
            end += 1 + digits(end + 1);
        }
        let unit = folded[end..].chars().next().filter(|c| *c == 'b' || (told && matches!(c, 'm' | 't')))?;
        end += unit.len_utf8();
        let counts = !told && self.counts(text, end);
        if first == 0 || matches!(joint, Joint::None | Joint::Dot) || !ends(folded, end) || counts {
            return None;
        }
        let size =
            if small { folded[start..end].to_owned() } else { folded[start..end].to_uppercase().replace('X', "x") };
        Some(Part { name: String::from_iter(joiner) + &size, end, role: Role::Size })
    }
}

/// A part after a hyphen that no family lists: the `-Animate` of Wan2.2-Animate, with a capital of its own.
fn read_tail(text: Reading, start: usize, joint: Joint) -> Option<Part> {
    let at = text.folded.clean(start).filter(|_| joint == Joint::Hyphen && !text.caseless)?;
    let rest = &text.clean[at..];
    let word = &rest[..rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(rest.len())];
    let word = word.trim_end_matches('.');
    let headline = !text.clean.ends_with(['.', '!', '?']) && is_title_case(text.clean);
    let capital = word.starts_with(|c: char| c.is_ascii_uppercase()) && !headline;
    let end = start + word.len();
    let fits = (2..=MAX_TAIL).contains(&word.len()) && capital && ends(&text.folded.text, end);
    fits.then(|| Part { name: format!("-{word}"), end, role: Role::Size })
}

/// What stands at `at` before the next part, and where that begins.
fn joint(text: Reading, at: usize) -> (Joint, usize) {
    let folded = &text.folded.text;
    match folded[at..].chars().next() {
        Some(' ') => {
            let blank = text.folded.clean(at).is_some_and(|at| text.clean[at..].starts_with(char::is_whitespace));
            (if blank { Joint::Blank } else { Joint::Hyphen }, at + 1)
        }
        Some('.') => (Joint::Dot, at + 1),
        _ => (Joint::None, at),
    }
}

/// Whether a text may join a part this way: nothing between only before a part that has a number, a dot only where the
/// shape has it.
fn may_join(text: Reading, at: usize, joint: Joint, shape: &Shape) -> bool {
    let before = text.folded.text[..at].chars().next_back();
    match joint {
        Joint::Blank | Joint::Hyphen => true,
        Joint::Dot => shape.joiner == Some('.'),
        Joint::None => {
            let digits_meet = before.is_some_and(|c| c.is_ascii_digit()) && matches!(shape.first(), Piece::Digits(_));
            (shape.has_digits() && !digits_meet) || matches!(shape.first(), Piece::Char(c) if !c.is_alphanumeric())
        }
    }
}

/// Whether a part may end at `end`: at a word's end or before a plural s, and not within a number.
fn ends(folded: &str, end: usize) -> bool {
    let rest = &folded[end..];
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (Some('s'), next) => next.is_none_or(|c| !c.is_alphanumeric()),
        (Some('.' | ','), Some(digit)) => !digit.is_ascii_digit(),
        (Some('%'), _) => false,
        _ => is_boundary(folded, end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(versions: &[&str], variants: &[&str], sizes: Option<Sizes>) -> Shapes {
        let parse = |notation: &&str| Shape::parse(notation).unwrap();
        let sizes = sizes.unwrap_or(Sizes { joiner: None, small: false, told: false });
        let counted = Arc::from(["million".to_owned()]);
        Shapes {
            versions: versions.iter().map(parse).collect(),
            variants: variants.iter().map(parse).collect(),
            usual: Arc::default(),
            same: Vec::new(),
            sizes,
            counted,
        }
    }

    /// What is read after the first word of `text`, which is the family's name.
    fn check(shapes: &Shapes, stem: &str, rest: &str, expected: Option<&str>) {
        let clean = format!("{stem}{rest}");
        let folded = Folded::new(&clean);
        let text = Reading { clean: &clean, folded: &folded, caseless: false };
        let version = shapes.read(text, stem.len());
        assert_eq!(version.map(|version| format!("{stem}{}", version.name)).as_deref(), expected, "{clean}");
    }

    #[test]
    fn joiners_of_the_text_become_the_familys() {
        let gpt = shapes(&["-#", "-#.#", "-#o"], &[" mini"], None);
        check(&gpt, "GPT", " 5.6", Some("GPT-5.6"));
        check(&gpt, "GPT", "-5.6-mini", Some("GPT-5.6 mini"));
        check(&gpt, "GPT", "4o", Some("GPT-4o"));
        check(&gpt, "GPT", "-4-level", Some("GPT-4"));
        check(&gpt, "GPT", "-5.", Some("GPT-5"));
        check(&gpt, "GPT", " - 5", None);
        check(&gpt, "GPT", "s", None);
    }

    #[test]
    fn what_counts_something_is_no_version() {
        let llama = shapes(&[" #", " #.#"], &[" Large"], None);
        check(&llama, "Llama", " 2 million times", None);
        check(&llama, "Llama", " 4,000", None);
        check(&llama, "Llama", " 40%", None);
        check(&llama, "Llama", " 2024", None);
        check(&llama, "Llama", " large models", None);
        check(&llama, "Llama", " 3x faster", None);
    }

    #[test]
    fn sizes_follow_versions_and_variants() {
        let qwen = shapes(&["#", " #.#"], &["-Coder"], Some(Sizes { joiner: Some('-'), small: false, told: true }));
        check(&qwen, "Qwen", "3-Coder-480B-A35B", Some("Qwen3-Coder-480B-A35B"));
        check(&qwen, "Qwen", "2.5 72b", Some("Qwen 2.5-72B"));
        check(&qwen, "Qwen", " 7B parameters", Some("Qwen-7B"));
        let mixtral = shapes(&[], &[], Some(Sizes { joiner: Some(' '), small: false, told: true }));
        check(&mixtral, "Mixtral", " 8x22B", Some("Mixtral 8x22B"));
    }
}
