//! How much a story is about somebody, by where and how often it names them.

use super::id;
use crate::article::{Article, EntityKind, Mention, Named, Place, SectionKind};

/// How much a story is about an entity. The greater one comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Salience {
    /// The story is about it; otherwise it is merely mentioned.
    pub is_main: bool,
    /// Points: for the headline, for the start, for each mention.
    pub points: usize,
}

/// Points for a name in the headline: what an editor puts there is what it is about.
const TITLE: usize = 8;
/// For a name in the standfirst, or in the first paragraph where there is none.
const LEDE: usize = 4;
/// For a name that the publisher put among the tags.
const TAG: usize = 3;
/// For a name in a heading or among the key points.
const HEADING: usize = 2;
/// Mentions that count, one point each: what is named more often is not more a subject.
const MOST_MENTIONS: usize = 12;
/// Points from which on a story is about it: lede and two mentions, or six mentions.
const MAIN: usize = 6;

/// How much `article` is about what it names.
pub fn salience(article: &Article, named: &Named) -> Salience {
    let has = |place: fn(&Article, &Mention) -> bool| named.mentions.iter().any(|mention| place(article, mention));
    let in_title = has(|_, mention| mention.place == Place::Title);
    if !in_title && is_publisher(article, named) {
        return Salience::default();
    }
    let n_mentions = named.mentions.iter().filter(|mention| !is_around(mention)).count();
    let points = [
        (in_title, TITLE),
        (has(is_in_lede), LEDE),
        (has(|_, mention| matches!(mention.place, Place::Tag(_))), TAG),
        (has(is_in_heading), HEADING),
    ];
    let points: usize = points.iter().filter(|(is_there, _)| *is_there).map(|(_, points)| points).sum();
    let points = points + n_mentions.min(MOST_MENTIONS);
    Salience { is_main: in_title || points >= MAIN, points }
}

/// Publishers name themselves in every story, which is hardly about them.
fn is_publisher(article: &Article, named: &Named) -> bool {
    article.origin.source.as_ref().is_some_and(|source| id(source) == named.id)
}

/// Not in the text: a byline says who wrote it, a tag has points of its own.
fn is_around(mention: &Mention) -> bool {
    matches!(mention.place, Place::Author(_) | Place::Tag(_))
}

fn is_in_lede(article: &Article, mention: &Mention) -> bool {
    let Place::Block { section, block, .. } = mention.place else { return false };
    let kind = |at: usize| article.sections.get(at).map(|section| section.kind);
    let has_lede = article.section(SectionKind::Lede).is_some();
    kind(section) == Some(SectionKind::Lede) || (!has_lede && (section, block) == (0, 0))
}

fn is_in_heading(article: &Article, mention: &Mention) -> bool {
    match mention.place {
        Place::Heading(_) => true,
        Place::Block { section, .. } => {
            article.sections.get(section).is_some_and(|section| section.kind == SectionKind::Tldr)
        }
        _ => false,
    }
}

/// What an article names of a kind, what it is about first, then in order of first mention.
pub fn by_salience(article: &Article, kind: EntityKind) -> Vec<(&Named, Salience)> {
    let named = article.entities.iter().filter(|named| named.kind == kind);
    let mut named: Vec<(&Named, Salience)> = named.map(|named| (named, salience(article, named))).collect();
    named.sort_by_key(|(_, salience)| std::cmp::Reverse(*salience));
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleId, Block, Section};
    use crate::entity::{Lexicon, recognize};
    use crate::text::Clean;

    fn check(title: &str, blocks: &[&str], tags: &[&str], expected: (&[&str], &[&str])) {
        check_from(None, title, blocks, tags, expected);
    }

    /// Those whom the story of a publisher is about, then those merely mentioned.
    fn check_from(source: Option<&str>, title: &str, blocks: &[&str], tags: &[&str], expected: (&[&str], &[&str])) {
        let mut section = Section::new(SectionKind::Body);
        section.blocks = blocks.iter().map(|text| Block::paragraph(*text)).collect();
        let mut article = Article {
            sections: vec![section],
            tags: tags.iter().map(|tag| Clean::from(*tag)).collect(),
            ..Article::new(ArticleId("a".to_owned()), title)
        };
        article.origin.source = source.map(Clean::from);
        recognize(&Lexicon::bundled(), &mut article);
        let found = by_salience(&article, EntityKind::Company);
        let names = |main: bool| -> Vec<&str> {
            found.iter().filter(|(_, salience)| salience.is_main == main).map(|(named, _)| &*named.name).collect()
        };
        assert_eq!((names(true).as_slice(), names(false).as_slice()), expected);
    }

    #[test]
    fn a_story_is_about_its_headline_and_what_it_comes_back_to() {
        check(
            "OpenAI hires",
            &["Nvidia and OpenAI agree.", "Anthropic waits."],
            &[],
            (&["OpenAI"], &["Nvidia", "Anthropic"]),
        );
        check("A deal", &["Nvidia buys. Nvidia sells.", "OpenAI."], &[], (&["Nvidia"], &["OpenAI"]));
        check("A list", &["A table.", "Nvidia, OpenAI, Anthropic."], &[], (&[], &["Nvidia", "OpenAI", "Anthropic"]));
        check("A week", &["News.", "Nvidia: Nvidia, Nvidia."], &["Nvidia"], (&["Nvidia"], &[]));
    }

    #[test]
    fn a_story_is_about_its_publisher_only_in_its_headline() {
        let blocks = ["OpenAI tells news of OpenAI.", "Nvidia sells."];
        check_from(Some("OpenAI"), "A deal", &blocks, &[], (&[], &["Nvidia", "OpenAI"]));
        check_from(Some("OpenAI"), "OpenAI hires", &blocks, &[], (&["OpenAI"], &["Nvidia"]));
    }
}
