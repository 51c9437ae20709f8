//! `newsdesk entities add` and `example`: the user's own names.

use crate::article::EntityKind;
use crate::cli::args::AddEntity;
use crate::cli::failure::Failure;
use crate::cli::output::{Output, notice};
use crate::entity::own::{EXAMPLE, NewName};
use crate::runtime::lexicon::take_over;

/// Adds a name to the user's file.
///
/// # Errors
/// [`Failure::Usage`] with what speaks against it.
pub fn add(new: &AddEntity) -> Result<(), Failure> {
    let AddEntity { kind, name, maker, aliases } = new;
    if maker.is_some() && *kind != EntityKind::Model {
        return Err(Failure::usage("only a model has a maker", "newsdesk entities add model NAME --maker COMPANY"));
    }
    let (maker, aliases) = (maker.clone(), aliases.clone());
    take(&[NewName { kind: *kind, name: name.clone(), joiner: Some('-'), maker, aliases }])
}

/// Adds names to the user's file, one after the other.
///
/// # Errors
/// [`Failure::Usage`] with what speaks against one.
pub fn take(names: &[NewName]) -> Result<(), Failure> {
    for new in names {
        let (kind, name) = (new.kind.name(), &new.name);
        let path = take_over(new)
            .map_err(|what| Failure::usage(format!("`{name}` is not added: {what}"), "newsdesk entities add --help"))?;
        notice(&format!("{kind} `{name}` added to {}", path.display()));
    }
    Ok(())
}

/// Prints a file that shows all that there is.
///
/// # Errors
/// Where it cannot be written.
pub fn example(out: &mut Output) -> Result<(), Failure> {
    Ok(out.write(EXAMPLE)?)
}
