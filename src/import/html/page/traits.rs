//! What a box is, by its element, role, class and name.

use crate::import::html::tag::Kind;
use crate::import::html::tree::{Id, Tree};
use crate::import::vocabulary::Markup;

/// Roles of what is no part of a story.
const ROLES: [&str; 13] = [
    "navigation",
    "complementary",
    "contentinfo",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
    "tablist",
    "form",
    "banner",
    "alert",
];

/// Elements that are no part of a story.
const ELEMENTS: [&str; 8] =
    ["nav", "aside", "footer", "amp-sidebar", "amp-ad", "amp-user-notification", "amp-consent", "amp-sticky-ad"];

/// Words for places of a page, which boxes around all of it have in their names: `has-sidebar`.
const PLACES: [&str; 8] = ["sidebar", "nav", "navbar", "menu", "header", "footer", "rail", "ad"];

/// Words beside those in such names.
const LAYOUT: [&str; 9] = ["has", "with", "no", "without", "content", "layout", "page", "main", "sticky"];

/// Characters of the longest class that is looked at; longer ones say nothing.
const MAX_CLASS: usize = 400;

/// What a box is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    /// No part of a story.
    pub furniture: bool,
    /// Written by readers, no part of a story either.
    pub replies: bool,
    /// Holds a story.
    pub story: bool,
    /// Stands between headline and story.
    pub standfirst: bool,
    /// Says who and when.
    pub byline: bool,
    /// The picture that opens a story.
    pub picture: bool,
}

/// The traits of the element at `id`.
pub fn traits(tree: &Tree, id: Id, words: &Markup) -> Traits {
    let name = tree.name(id);
    let mut traits = Traits { furniture: ELEMENTS.contains(&name), story: name == "article", ..Traits::default() };
    traits.furniture |= name == "label" && tree.parent(id).is_none_or(|parent| tree.name(parent) != "li");
    if let Some(role) = tree.attribute(id, "role") {
        traits.furniture |= ROLES.contains(&role);
    }
    if let Some(property) = tree.attribute(id, "itemprop") {
        traits.story |= property == "articleBody" || property == "text";
        traits.standfirst |= property == "description" || property == "alternativeHeadline";
        traits.byline |= matches!(property, "author" | "datePublished" | "dateModified" | "publisher");
        traits.replies |= property == "comment";
        traits.picture |= property == "image";
    }
    let is_text = matches!(tree.tag(id).kind(), Kind::Heading(_) | Kind::Preformatted | Kind::Style(_));
    if !is_text && !matches!(name, "html" | "body" | "main" | "article") {
        for name in ["class", "id", "data-testid", "data-component", "data-hook"] {
            if let Some(value) = tree.attribute(id, name).filter(|value| value.len() <= MAX_CLASS) {
                traits.note(value, words);
            }
        }
        if let Some(id) = tree.attribute(id, "id") {
            traits.note_word(&format!("#{}", id.to_ascii_lowercase()), words);
        }
    }
    traits.furniture &= !(name == "p" && traits.standfirst);
    traits.furniture = (traits.furniture && !traits.story) || traits.replies;
    traits
}

impl Traits {
    /// Notes what the words of a class say, each alone and with the one after it.
    fn note(&mut self, class: &str, words: &Markup) {
        for class in class.split_ascii_whitespace() {
            let split = split(class);
            let lays_out = split.len() > 1 && split.iter().any(|word| LAYOUT.contains(&word.as_str()));
            for (at, word) in split.iter().enumerate() {
                if let Some(next) = split.get(at + 1) {
                    self.note_word(&format!("{word}-{next}"), words);
                }
                if !(lays_out && PLACES.contains(&word.as_str())) {
                    self.note_word(word, words);
                }
            }
        }
    }

    fn note_word(&mut self, word: &str, words: &Markup) {
        self.replies |= words.replies.contains(word);
        self.furniture |= words.furniture.contains(word);
        self.story |= words.story.contains(word);
        self.standfirst |= words.standfirst.contains(word);
        self.picture |= words.picture.contains(word);
        self.byline |= words.byline.contains(word);
    }
}

/// The words of a class: `article__bodyText` is `article`, `body` and `text`.
fn split(class: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut was_small = false;
    for c in class.chars() {
        if !c.is_alphanumeric() || (was_small && c.is_uppercase()) {
            words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
        }
        was_small = c.is_lowercase();
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::vocabulary::Vocabulary;

    #[test]
    fn classes_say_what_boxes_are() {
        let words = Vocabulary::default().markup;
        let check = |class: &str, furniture: bool, story: bool| {
            let mut traits = Traits::default();
            traits.note(class, &words);
            assert_eq!((traits.furniture, traits.story), (furniture, story), "{class}");
        };
        check("article__body", false, true);
        check("articleBody large", false, true);
        check("newsletterSignup", true, false);
        check("rec-cards__head", true, false);
        check("shared-memory additional", false, false);
        check("col-8 px-4 mt-6", false, false);
    }
}
