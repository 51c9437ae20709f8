//! Versions of model families: which shapes a family's versions have, and reading one from a text.
//!
//! A shape is written as the canonical name has it, the joiner first: `-#.#` is the `-5.6` of GPT-5.6, ` K#` the
//! ` K2` of Kimi K2, `.#` the `.1` of FLUX.1. A single `#` is one or two digits, a run of them exactly as many. A text
//! may join the parts with a blank, a hyphen or nothing.

use std::sync::Arc;

use super::fold::{Folded, is_boundary};

/// Most parts that follow a family's name: `Qwen` `3` `-Coder` `-480B` `-A35B`.
const MAX_PARTS: usize = 6;

/// What joins the versions of a list.
const LINKS: [&str; 7] = [", and ", ", or ", ", ", " and ", " or ", " & ", "/"];

/// What follows the last version of a list that is no count of something.
const AFTER_LAST: [&str; 10] = [",", ".", ";", ":", ")", "?", "!", "/", " and ", " or "];

/// How the versions of one family are written.
#[derive(Clone, Debug)]
pub(super) struct Shapes {
    /// `-#.#`, `-#o`.
    pub versions: Vec<Shape>,
    /// ` mini`, `-Coder`.
    pub variants: Vec<Shape>,
    /// Variants that any family may have, after a version: ` Pro`.
    pub usual: Vec<Shape>,
    /// Orders and spellings that are another's, as names go on after the family's: ` 4 Opus` is ` Opus 4`.
    pub same: Vec<(String, String)>,
    /// What joins a number of parameters (`7B`) to the name, and whether its letter is small; `None`: it has none.
    pub sizes: Option<(Option<char>, bool)>,
    /// Words that follow a number that counts something: "2 million".
    pub counted: Arc<[String]>,
}

/// One part of a versioned name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    joiner: Option<char>,
    body: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// So many digits; `None`: one or two.
    Digits(Option<usize>),
    /// As the canonical name spells it.
    Char(char),
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

impl Shape {
    /// Reads the notation of a lexicon; an error says what is wrong with it.
    pub fn parse(notation: &str) -> Result<Self, &'static str> {
        let mut chars = notation.chars().peekable();
        let joiner = chars.next_if(|c| matches!(c, ' ' | '-' | '.'));
        let mut body = Vec::new();
        while let Some(c) = chars.next() {
            let mut run = 1;
            while c == '#' && chars.next_if_eq(&'#').is_some() {
                run += 1;
            }
            body.push(match c {
                '#' => Piece::Digits((run > 1).then_some(run)),
                c => Piece::Char(c),
            });
        }
        if notation.contains(['*', '?', '^', '$', '\\', '|']) {
            return Err("not how a version is written: # is a number, and there are no wildcards");
        }
        match body.is_empty() {
            true => Err("a version without digits or letters"),
            false => Ok(Self { joiner, body }),
        }
    }

    /// The shape of `word` joined as this one is.
    pub fn joined_alike(&self, word: &str) -> Self {
        Self { joiner: self.joiner, body: word.chars().map(Piece::Char).collect() }
    }

    fn has_digits(&self) -> bool {
        self.body.iter().any(|piece| matches!(piece, Piece::Digits(_)))
    }

    fn first(&self) -> Piece {
        self.body[0]
    }

    /// The shape's canonical spelling and end, if the folded text has it at `at`.
    fn read(&self, folded: &str, at: usize, hyphened: bool) -> Option<(String, usize)> {
        let (mut name, mut end) = (String::from_iter(self.joiner), at);
        for piece in &self.body {
            let rest = &folded[end..];
            match *piece {
                Piece::Digits(wanted) => {
                    let n = rest.bytes().take_while(u8::is_ascii_digit).count();
                    if wanted.map_or(n == 0 || n > 2, |wanted| n != wanted) {
                        return None;
                    }
                    name.push_str(&rest[..n]);
                    end += n;
                }
                Piece::Char(c) => {
                    let found = rest.chars().next()?;
                    let joined = found == ' ' && (c == '-' || (c == '.' && hyphened));
                    if !(joined || c.to_lowercase().eq([found])) {
                        return None;
                    }
                    name.push(c);
                    end += found.len_utf8();
                }
            }
        }
        Some((name, end))
    }
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
            let Some(part) = self.read_part(text, version.end, numbered) else { break };
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
        let shapes = self.variants.iter().chain(&self.usual).filter(|shape| !shape.has_digits());
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
        let stem = last.name.rfind(self.sizes?.0?)?;
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

    fn read_part(&self, text: Reading, at: usize, numbered: bool) -> Option<Part> {
        let (joint, start) = joint(text, at);
        let shaped = self.shapes(numbered).filter(|(shape, _)| may_join(text, at, joint, shape));
        let parts = shaped.filter_map(|shaped| self.finish(text, start, joint, shaped));
        parts.chain(self.read_size(text, start, joint)).max_by_key(|part| part.end)
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
        let next = text.folded.text[end..].strip_prefix(' ').unwrap_or_default();
        let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        !self.counted.iter().any(|counted| counted == word)
    }

    /// A number of parameters: `7B`, `8x7B`, `A35B`, `E4B`, `1.5B`.
    fn read_size(&self, text: Reading, start: usize, joint: Joint) -> Option<Part> {
        let (joiner, small) = self.sizes?;
        let folded = &text.folded.text;
        let digits = |at: usize| folded[at..].bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        let mut end = start + usize::from(folded[start..].starts_with(['a', 'e']));
        let first = digits(end);
        end += first;
        if folded[end..].starts_with('x') {
            end += 1 + digits(end + 1);
        }
        let unit = folded[end..].chars().next().filter(|c| matches!(c, 'b' | 'm' | 't'))?;
        end += unit.len_utf8();
        if first == 0 || matches!(joint, Joint::None | Joint::Dot) || !ends(folded, end) {
            return None;
        }
        let size =
            if small { folded[start..end].to_owned() } else { folded[start..end].to_uppercase().replace('X', "x") };
        Some(Part { name: String::from_iter(joiner) + &size, end, role: Role::Size })
    }
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

    fn shapes(versions: &[&str], variants: &[&str], sizes: Option<(Option<char>, bool)>) -> Shapes {
        let parse = |notation: &&str| Shape::parse(notation).unwrap();
        let counted = Arc::from(["million".to_owned()]);
        Shapes {
            versions: versions.iter().map(parse).collect(),
            variants: variants.iter().map(parse).collect(),
            usual: Vec::new(),
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
        let qwen = shapes(&["#", " #.#"], &["-Coder"], Some((Some('-'), false)));
        check(&qwen, "Qwen", "3-Coder-480B-A35B", Some("Qwen3-Coder-480B-A35B"));
        check(&qwen, "Qwen", "2.5 72b", Some("Qwen 2.5-72B"));
        check(&qwen, "Qwen", " 7B parameters", Some("Qwen-7B"));
        let mixtral = shapes(&[], &[], Some((Some(' '), false)));
        check(&mixtral, "Mixtral", " 8x22B", Some("Mixtral 8x22B"));
    }

    #[test]
    fn a_notation_needs_something_to_match() {
        assert!(Shape::parse("-").is_err());
        assert!(Shape::parse("").is_err());
        assert!(Shape::parse("-V#.#").is_ok());
    }
}
