//! The meaning of a filter for one article among others, read off the query language without regard to speed.

use super::*;

/// All articles: a name means one thing where one of them has it, and another where none has.
pub(super) struct Naive<'a>(pub(super) &'a [Arc<Article>]);

impl Naive<'_> {
    pub(super) fn holds(&self, filter: &Filter, story: &Story) -> bool {
        match filter {
            Filter::All => true,
            Filter::Not(inner) => !self.holds(inner, story),
            Filter::And(parts) => parts.iter().all(|part| self.holds(part, story)),
            Filter::Or(parts) => parts.iter().any(|part| self.holds(part, story)),
            Filter::Term(Term::Entity { kind, name, exact }) => self.names(*kind, name, *exact, &story.article),
            Filter::Term(term) => holds(term, &story.article, story.marks),
        }
    }

    fn names(&self, kind: Option<EntityKind>, name: &str, exact: bool, article: &Article) -> bool {
        let is_so_called = |id: &str| id == name;
        let is_known = self.0.iter().any(|article| has(kind, article, false, is_so_called));
        if is_known || exact {
            return has(kind, article, exact, is_so_called);
        }
        let begins = |id: &str| name.split(' ').all(|word| id.split('-').any(|own| own.starts_with(word)));
        has(kind, article, false, begins)
    }
}

/// Whether an article names somebody whose id `is_meant`, or a model that belongs to them.
fn has(kind: Option<EntityKind>, article: &Article, exact: bool, is_meant: impl Fn(&str) -> bool) -> bool {
    let is_of =
        |own: EntityKind, id: Option<&Clean>| kind.is_none_or(|kind| kind == own) && id.is_some_and(|id| is_meant(id));
    article.entities.iter().any(|named| {
        let owner = is_of(EntityKind::Model, named.family.as_ref()) || is_of(EntityKind::Company, named.maker.as_ref());
        is_of(named.kind, Some(&named.id)) || (!exact && owner)
    })
}

fn holds(term: &Term, article: &Article, marks: Marks) -> bool {
    let body = article.text().to_lowercase();
    match term {
        Term::Word(word) => {
            let names = article.entities.iter().map(|e| &e.name).chain(&article.origin.source).chain([&article.title]);
            let has = |text: &str| {
                let mut rest = text.chars().flat_map(char::to_lowercase);
                word.chars().all(|c| rest.any(|d| c == d))
            };
            names.into_iter().any(|name| has(name))
        }
        Term::Phrase(words) => article.title.to_lowercase().contains(words) || body.contains(words),
        Term::Field(Field::Topic, topic) => article.tags.iter().any(|tag| tag.to_lowercase() == *topic),
        Term::Field(Field::Source, source) => article.origin.source.iter().any(|own| own.to_lowercase() == *source),
        Term::Field(Field::Text, word) => body.split(|c: char| !c.is_alphanumeric()).any(|own| own == word),
        Term::Is(State::Starred) => marks.starred,
        Term::Is(State::Unread) => !marks.read,
        Term::Has(Content::Tldr) => article.section(SectionKind::Tldr).is_some(),
        Term::Date(Side::After, When::Ago(days, _)) => {
            article.origin.published.is_some_and(|p| p.date().day() >= 10 - *days as i8)
        }
        other => unreachable!("not generated: {other}"),
    }
}
