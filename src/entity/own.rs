//! The user's own names over those that come with newsdesk, and adding one to their file without touching the rest.

use super::{Lexicon, LexiconProblem, id, without_version};
use crate::article::{Article, EntityKind, Named};

/// The file's name in the user's folder.
pub const FILE: &str = "entities.toml";

/// A file that shows all that there is, everything in it commented out.
pub const EXAMPLE: &str = include_str!("../../assets/entities.example.toml");

/// A name to be added to the user's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewName {
    /// What it is.
    pub kind: EntityKind,
    /// The canonical name; of a model that of its family.
    pub name: String,
    /// Of a model: what joins its versions, a hyphen, a blank or nothing.
    pub joiner: Option<char>,
    /// Of a model: who makes it, as the lexicon names them.
    pub maker: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
}

/// What to add so that a novel name of `article` is known from then on: itself, and before it the maker of a model who
/// is novel, too.
pub fn taken(article: &Article, named: &Named, lexicon: &Lexicon) -> Vec<NewName> {
    let company = EntityKind::Company;
    let maker = named.maker.as_ref();
    let known = maker.and_then(|id| lexicon.entry(company, id)).map(|entry| entry.name.to_string());
    let is_maker = |other: &&Named| other.kind == company && Some(&other.id) == maker;
    let beside = article.entities.iter().find(is_maker);
    let maker_name = known.or(beside.map(|maker| maker.name.to_string()));
    let new = |named: &Named, (name, joiner): (&str, Option<char>), maker| NewName {
        kind: named.kind,
        name: name.to_owned(),
        joiner,
        maker,
        aliases: Vec::new(),
    };
    let first = beside.filter(|maker| maker.novel).map(|maker| new(maker, (&maker.name, None), None));
    first.into_iter().chain([new(named, family(named), maker_name)]).collect()
}

/// The name of a model without its version, and what joins the two.
fn family(named: &Named) -> (&str, Option<char>) {
    let name = named.name.as_str();
    let Some(family) = &named.family else { return (name, None) };
    let end = without_version(name, family).unwrap_or(name).len();
    let usual = if end == name.len() { Some('-') } else { None };
    (&name[..end], name[end..].chars().next().filter(|c| matches!(c, ' ' | '-')).or(usual))
}

/// The names that come with newsdesk with a user's file over them, and what was wrong in it. The rest of it is used.
pub fn with_user(text: &str) -> (Lexicon, Vec<LexiconProblem>) {
    let (lexicon, mut problems) = Lexicon::with(&[(FILE, text)]);
    problems.retain(|problem| problem.file == FILE);
    problems.sort_by_key(|problem| problem.line);
    (lexicon, problems)
}

/// The user's file with one more entry, at the end of the table of its kind. Everything else stays as it is, also what
/// is wrong in it.
///
/// # Errors
/// What speaks against it, in a sentence without a full stop: the name is there already, or would not be used.
pub fn add(text: &str, new: &NewName) -> Result<String, String> {
    let (before, problems) = with_user(text);
    if before.entry(new.kind, &id(&new.name)).is_some() {
        return Err(format!("there is a {} `{}` already", new.kind.name(), new.name));
    }
    if let Some(maker) = &new.maker
        && before.resolve(Some(EntityKind::Company), maker).is_empty()
    {
        return Err(format!("no company is called `{maker}`: add it first"));
    }
    if new.aliases.iter().chain([&new.name]).any(|name| name.contains(char::is_control)) {
        return Err("a name is one line of text".to_owned());
    }
    let added = insert(text, new.kind, &line(new));
    let (after, now) = with_user(&added);
    let is_new = |problem: &&LexiconProblem| !problems.iter().any(|old| old.what == problem.what);
    match now.iter().find(is_new) {
        Some(problem) => Err(namesake(&before, new).unwrap_or(problem.what.clone())),
        None if after.entry(new.kind, &id(&new.name)).is_none() => Err("it would not be used".to_owned()),
        None => Ok(added),
    }
}

/// That somebody of another kind has the name.
fn namesake(lexicon: &Lexicon, new: &NewName) -> Option<String> {
    let other = EntityKind::ALL.into_iter().find(|kind| lexicon.entry(*kind, &id(&new.name)).is_some())?;
    Some(format!("there is a {} `{}`; in the file, `requires` can tell the two apart", other.name(), new.name))
}

/// The entry as a line of TOML.
fn line(new: &NewName) -> String {
    let mut fields = Vec::new();
    fields.extend(new.maker.iter().map(|maker| format!("maker = {}", quoted(maker))));
    if new.kind == EntityKind::Model {
        let joiner: String = new.joiner.into_iter().collect();
        let versions = ["#", "#.#"].map(|digits| quoted(format!("{joiner}{digits}"))).join(", ");
        fields.push(format!("versions = [{versions}], sizes = {}", quoted(format!("{joiner}B"))));
    }
    if !new.aliases.is_empty() {
        fields.push(format!("aliases = [{}]", new.aliases.iter().map(quoted).collect::<Vec<_>>().join(", ")));
    }
    let fields = if fields.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", fields.join(", ")) };
    format!("{} = {fields}", quoted(&new.name))
}

/// A basic string of TOML.
fn quoted(text: impl AsRef<str>) -> String {
    let mut quoted = String::from("\"");
    for c in text.as_ref().chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// `line` at the end of the table of `kind`, which is made where there is none. Line ends are those of the file.
fn insert(text: &str, kind: EntityKind, line: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let header = |line: &str| {
        let line = line.split('#').next().unwrap_or_default().trim();
        line.strip_prefix('[').and_then(|line| line.strip_suffix(']')).map(|name| name.trim().to_owned())
    };
    let (mut at, mut own, mut table_end) = (0, false, None);
    for each in text.split_inclusive('\n') {
        let is_header = each.starts_with('[').then(|| header(each)).flatten();
        own = is_header.map_or(own, |name| name == kind.name());
        at += each.len();
        if own && !each.trim().is_empty() {
            table_end = Some(at);
        }
    }
    let (before, after) = text.split_at(table_end.unwrap_or(text.len()));
    let break_before = if before.is_empty() || before.ends_with('\n') { "" } else { end };
    let table = match table_end {
        Some(_) => String::new(),
        None if before.trim().is_empty() => format!("[{}]{end}", kind.name()),
        None => format!("{end}[{}]{end}", kind.name()),
    };
    format!("{before}{break_before}{table}{line}{end}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;

    fn company(name: &str) -> NewName {
        NewName {
            kind: EntityKind::Company,
            name: name.to_owned(),
            joiner: Some('-'),
            maker: None,
            aliases: Vec::new(),
        }
    }

    #[test]
    fn an_entry_goes_to_its_table_and_nothing_else_changes() {
        let check = |text: &str, new: &NewName, expected: &str| {
            assert_eq!(add(text, new).as_deref(), Ok(expected), "{text:?}");
        };
        let corvanta = company("Corvanta");
        check("", &corvanta, "[company]\n\"Corvanta\" = {}\n");
        check("# mine\n", &corvanta, "# mine\n\n[company]\n\"Corvanta\" = {}\n");
        check(
            "[company] # mine\n\"Quillon\" = {} # b\n\n[person]\n",
            &corvanta,
            "[company] # mine\n\"Quillon\" = {} # b\n\"Corvanta\" = {}\n\n[person]\n",
        );
        check("[company]\r\n\"Quillon\" = {}", &corvanta, "[company]\r\n\"Quillon\" = {}\r\n\"Corvanta\" = {}\r\n");
        check("[company]\n\"Quillon = {}\n", &corvanta, "[company]\n\"Quillon = {}\n\"Corvanta\" = {}\n");
        let quoted = NewName { aliases: vec!["a \"b\" \\".to_owned()], ..company("Corvanta") };
        check("", &quoted, "[company]\n\"Corvanta\" = { aliases = [\"a \\\"b\\\" \\\\\"] }\n");
    }

    #[test]
    fn what_would_not_be_used_is_refused() {
        let check = |text: &str, new: &NewName, expected: &str| {
            let error = add(text, new).unwrap_err();
            assert!(error.contains(expected), "{error}");
        };
        check("", &company("OpenAI"), "there is a company `OpenAI` already");
        check("[company]\n\"Quillon\" = {}\n", &company("quillon"), "already");
        check("[company]\n\"Quillon\" = { hide = true }\n", &company("Quillon"), "duplicate key");
        check("", &company("the"), "everyday word");
        check("", &company("—"), "neither letter nor digit");
        check("", &NewName { aliases: vec!["OpenAI".to_owned()], ..company("Corvanta") }, "names `OpenAI` already");
        let model = NewName { kind: EntityKind::Model, maker: Some("Nobody".to_owned()), ..company("Lyrebird") };
        check("", &model, "no company is called `Nobody`: add it first");
        check(
            "[company]\n\"Corvanta\" = {}",
            &NewName { kind: EntityKind::Model, ..company("Corvanta") },
            "there is a company `Corvanta`",
        );
        check("", &company("Cor\nvanta"), "one line");
        check("company = 3\n", &company("Corvanta"), "");
    }

    #[test]
    fn a_model_is_added_with_the_usual_versions() {
        let model = NewName { kind: EntityKind::Model, maker: Some("OpenAI".to_owned()), ..company("Lyrebird") };
        let (lexicon, problems) = with_user(&add("", &model).unwrap());
        assert_eq!(problems, []);
        let found = lexicon.resolve(Some(EntityKind::Model), "lyrebird 2");
        assert_eq!(found.iter().map(|(_, id)| id.as_str()).collect::<Vec<_>>(), ["lyrebird-2"]);
    }

    #[test]
    fn a_model_is_taken_over_with_its_maker_also_after_it() {
        let named = |kind, name: &str, novel| Named {
            kind,
            id: id(name),
            name: name.into(),
            family: None,
            maker: (kind == EntityKind::Model).then(|| id("Corvanta")),
            novel,
            mentions: Vec::new(),
        };
        let check = |is_maker_novel: bool, expected: &[(&str, Option<&str>)]| {
            let model = named(EntityKind::Model, "Lyrebird", true);
            let entities = vec![named(EntityKind::Company, "Corvanta", is_maker_novel), model.clone()];
            let article = Article { entities, ..Article::new(ArticleId("a".to_owned()), "A") };
            let taken = taken(&article, &model, &Lexicon::default());
            let taken: Vec<_> = taken.iter().map(|new| (new.name.as_str(), new.maker.as_deref())).collect();
            assert_eq!(taken, expected);
        };
        check(true, &[("Corvanta", None), ("Lyrebird", Some("Corvanta"))]);
        check(false, &[("Lyrebird", Some("Corvanta"))]);
    }

    #[test]
    fn the_example_is_all_comments_and_its_entries_are_sound() {
        assert!(EXAMPLE.lines().all(|line| line.is_empty() || line.starts_with('#')));
        let entries = EXAMPLE.lines().filter_map(|line| line.strip_prefix("#: ")).collect::<Vec<_>>().join("\n");
        let (_, problems) = with_user(&entries);
        assert_eq!(problems, []);
    }
}
