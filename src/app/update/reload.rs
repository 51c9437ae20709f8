//! New settings while the program runs.

use super::{Notice, State};
use crate::app::event::{Loaded, Reloaded};
use crate::text::counted;

/// Takes settings over; says what is another than before, and how much is wrong.
pub fn take(state: &mut State, reloaded: Reloaded) {
    let Reloaded { settings, bindings, changed, complaints, files } = reloaded;
    let n_wrong: usize = complaints.iter().map(|loaded| loaded.document.problems.len()).sum();
    let what =
        if changed.is_empty() { "nothing has changed".to_owned() } else { format!("new: {}", changed.join(", ")) };
    let text = match first(&complaints).filter(|_| n_wrong == 1) {
        Some(first) if changed.is_empty() => first,
        Some(first) => format!("{what}; {first}"),
        None if n_wrong > 0 => {
            format!("{what}; {} among the problems", counted(n_wrong, "complaint is", "complaints are"))
        }
        None => format!("settings read again: {what}"),
    };
    state.notice = Some(if n_wrong > 0 { Notice::error(text) } else { Notice::done(text) });
    state.news.problems.retain(|(path, _)| !files.contains(path));
    for Loaded { path, document } in complaints {
        state.news.problems.extend(document.problems.into_iter().map(|problem| (path.clone(), problem)));
    }
    if state.settings.sidebars != settings.sidebars {
        state.screen.sidebars = settings.sidebars;
    }
    (state.screen.shape, state.screen.text_width) = (settings.shape, settings.text_width);
    (state.settings, state.bindings) = (settings, bindings);
}

fn first(complaints: &[Loaded]) -> Option<String> {
    let loaded = complaints.first()?;
    let problem = loaded.document.problems.first()?;
    Some(format!("{}, {}: {}", loaded.path, problem.place, problem.what))
}
