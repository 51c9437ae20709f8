//! The full text of stories that their feeds cut off: the wish for it.

use super::mark::concerned;
use super::{Effect, Notice, State};
use crate::article::ArticleId;
use crate::text::counted;

/// Stories at a time: as many as somebody may read, and few enough not to bother a site.
const MOST: usize = 100;

/// The wish for the other text of the stories concerned: that of their pages, or of their feed again.
pub fn ask(state: &mut State) -> Vec<Effect> {
    let stories = concerned(state);
    let told = match stories.len() {
        0 => Err("there is no story here".to_owned()),
        n if n > MOST => Err(format!("the full text of at most {MOST} stories at a time")),
        n => Ok(format!("asking for the full text of {}", counted(n, "story", "stories"))),
    };
    let ids = stories.into_iter().map(|story| ArticleId(state.news.store.id(story).to_owned()));
    let effect = told.is_ok().then(|| Effect::FullText(ids.collect()));
    state.notice = Some(told.map_or_else(Notice::error, Notice::done));
    effect.into_iter().collect()
}
