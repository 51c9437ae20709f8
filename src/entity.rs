//! Who and what an article names: the lexicon, the scan over the text, canonical names.
//!
//! [`recognize`] fills `Article::entities`. It is a pure function of the article and the lexicon. What is an entity,
//! how it is spelled and which evidence an ambiguous word needs is data in `assets/entities/`, never code per name.

mod evidence;
mod fold;
mod judge;
pub mod lexicon;
mod novel;
mod order;
pub mod own;
mod quote;
mod recognize;
mod salience;
mod scan;
mod settle;
mod shape;
mod version;
mod vouch;

pub use lexicon::{Entry, Facts, Lexicon, LexiconProblem};
pub use order::by_version;
pub use quote::quote;
pub use recognize::recognize;
pub use salience::{Salience, by_salience, salience};

use unicode_normalization::UnicodeNormalization;

use crate::text::Clean;

/// The name by which an entity is kept apart within its kind: lower case, every run of what is neither letter, digit,
/// dot nor plus becomes one hyphen (`GPT-5.6` → `gpt-5.6`, `Command R+` → `command-r+`, `Z.ai` → `z.ai`).
pub fn id(name: &str) -> Clean {
    if name.is_ascii() { slug(name.chars(), name.len()) } else { slug(name.nfkc(), name.len()) }
}

/// The name of a model without its version, by the id of its family; `None` if that does not begin it.
pub fn without_version<'n>(name: &'n str, family: &str) -> Option<&'n str> {
    let ends = name.char_indices().map(|(at, _)| at).skip(1).chain([name.len()]);
    ends.map(|end| &name[..end]).find(|start| id(start) == family)
}

fn slug(chars: impl Iterator<Item = char>, capacity: usize) -> Clean {
    let mut id = String::with_capacity(capacity);
    for c in chars.flat_map(char::to_lowercase).filter(|c| !matches!(c, '\'' | '’')) {
        if c.is_alphanumeric() || matches!(c, '.' | '+') || unicode_normalization::char::is_combining_mark(c) {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    Clean::from(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_keeps_what_tells_names_apart() {
        let check = |name: &str, expected: &str| assert_eq!(id(name).as_str(), expected, "{name}");
        check("OpenAI", "openai");
        check("GPT-5.6", "gpt-5.6");
        check("Command R+", "command-r+");
        check("Z.ai", "z.ai");
        check("Linux Foundation AI & Data", "linux-foundation-ai-data");
        check("Biden’s order", "bidens-order");
        check("智谱", "智谱");
        check(" — ", "");
    }
}
