//! What was typed after `newsdesk entities`.

use clap::{Args as Group, Subcommand};

use crate::article::EntityKind;

/// Arguments of `entities`.
#[derive(Debug, Group)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_precedence_over_arg = true,
    after_help = "\
Examples:
  newsdesk entities --kind company after:1m
  newsdesk entities --format tsv topic:chips
  newsdesk entities show openai                 the page of one of them
  newsdesk entities --novel                     names that no lexicon has, each with its sentence
  newsdesk entities --novel --take Corvanta     take one over into your own lexicon
  newsdesk entities add company Corvanta        or add any name to it
  newsdesk entities add model Lyrebird --maker Corvanta --alias \"Lyre Bird\"
Your own names are in entities.toml in the folder of your settings (~/.config/newsdesk):
  newsdesk entities example > ~/.config/newsdesk/entities.toml
`newsdesk list --help` has the words of queries."
)]
pub struct Entities {
    /// Something else than listing.
    #[command(subcommand)]
    pub command: Option<EntityCommand>,
    /// Only of this kind: company, model, person, organization or policy
    #[arg(long, value_name = "KIND", value_parser = entity_kind)]
    pub kind: Option<EntityKind>,
    /// Only names that no lexicon has, each with a sentence that shows it
    #[arg(long)]
    pub novel: bool,
    /// Take this novel name over into your own lexicon
    #[arg(long, value_name = "NAME", requires = "novel")]
    pub take: Option<String>,
    /// In which stories
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
}

/// What else can be done with entities.
#[derive(Debug, Subcommand)]
pub enum EntityCommand {
    /// Print the page of an entity: what it is, how often and when it was named, with whom, in which stories
    Show(EntityName),
    /// Add a name to your own lexicon
    Add(AddEntity),
    /// Print an example of your own lexicon
    Example,
}

/// Arguments of `entities show`.
#[derive(Debug, Group)]
#[command(after_help = "\
Examples:
  newsdesk entities show openai
  newsdesk entities show company:mistral --format json
  newsdesk entities show --kind policy ai act
Where several go by the name, there is a page for each: in JSON a list of them, else one object.
--limit is of models, companions and stories. Exit status: 1 if nobody goes by the name.")]
pub struct EntityName {
    /// Only of this kind: company, model, person, organization or policy
    #[arg(long, value_name = "KIND", value_parser = entity_kind)]
    pub kind: Option<EntityKind>,
    /// Any of its names, in any case; company:NAME says of which kind
    #[arg(value_name = "NAME", required = true)]
    pub name: Vec<String>,
}

/// Arguments of `entities add`.
#[derive(Debug, Group)]
#[command(after_help = "\
Examples:
  newsdesk entities add company Corvanta --alias \"Corvanta AI\"
  newsdesk entities add model Lyrebird --maker Corvanta
The maker of a model must be known: add the company first. The file is entities.toml in the folder of your settings;
`newsdesk entities example` shows all that it may say, as what tells a name from a word or another name.")]
pub struct AddEntity {
    /// company, model, person, organization or policy
    #[arg(value_name = "KIND", value_parser = entity_kind)]
    pub kind: EntityKind,
    /// The canonical name; of a model that of its family
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Of a model: the company that makes it
    #[arg(long, value_name = "COMPANY")]
    pub maker: Option<String>,
    /// Another name; may be given again
    #[arg(long = "alias", value_name = "NAME")]
    pub aliases: Vec<String>,
}

fn entity_kind(name: &str) -> Result<EntityKind, String> {
    let known = EntityKind::ALL.into_iter().find(|kind| kind.name() == name.trim_end_matches('s'));
    let known = known.or(match name {
        "org" | "orgs" => Some(EntityKind::Organization),
        "companies" => Some(EntityKind::Company),
        "people" => Some(EntityKind::Person),
        "policies" => Some(EntityKind::Policy),
        _ => None,
    });
    known.ok_or_else(|| "expected company, model, person, organization or policy".to_owned())
}
