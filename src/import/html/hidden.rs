//! What a page has but does not show.

use super::attributes::Attributes;
use super::tag::{Kind, Tag};

/// Classes of words for screen readers alone: they repeat what a sign or a picture shows.
const UNSEEN: [&str; 8] = [
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screen-reader-only",
    "element-invisible",
    "u-visually-hidden",
    "a11y-hidden",
];

/// Whether an element says of itself that it is not shown.
pub fn is_hidden(tag: Tag, attributes: Attributes) -> bool {
    if !attributes.mentions("hid") && !attributes.mentions("none") && !attributes.mentions("sr-only") {
        return false;
    }
    let is = |name: &str, value: &str| attributes.get(name).is_some_and(|found| found.eq_ignore_ascii_case(value));
    let decorates = matches!(tag.kind(), Kind::Plain | Kind::Style(_) | Kind::Marked(_) | Kind::Link);
    attributes.get("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || attributes.get("style").is_some_and(|style| hides(&style))
        || (decorates && is("aria-hidden", "true"))
        || attributes.has_class(|class| UNSEEN.contains(&class))
}

/// Whether a style says `display: none` or `visibility: hidden`.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
        let value = value.trim().trim_end_matches("!important").trim_end();
        let is =
            |wanted: &str, unseen: &str| name.trim().eq_ignore_ascii_case(wanted) && value.eq_ignore_ascii_case(unseen);
        is("display", "none") || is("visibility", "hidden")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_shown_is_told() {
        for (name, attributes, expected) in [
            ("p", " hidden", true),
            ("p", " hidden=until-found", false),
            ("div", " style='color: red; DISPLAY : none !important'", true),
            ("div", " style='display:block'", false),
            ("span", " aria-hidden=true", true),
            ("div", " aria-hidden=true", false),
            ("a", " class='btn sr-only'", true),
            ("p", " class='hidden md:block'", false),
        ] {
            assert_eq!(is_hidden(Tag::new(name), Attributes::Raw(attributes)), expected, "{name}{attributes}");
        }
    }
}
