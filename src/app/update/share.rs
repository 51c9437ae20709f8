//! Links and text for other programs: asked for as effects.

use super::{Effect, Notice, Pane, State, mark, overlays, take_over};
use crate::app::action::Share;
use crate::app::layer::{Hints, Layer, Purpose};
use crate::app::texts::{self, Receiver};
use crate::article::Article;

/// Does one of the sharing actions.
pub fn act(state: &mut State, share: Share) -> Vec<Effect> {
    match share {
        Share::Open => with_link(state, Effect::OpenUrl),
        Share::CopyLink => with_link(state, |text| Effect::Copy { text, what: "the link".to_owned() }),
        Share::CopyStory => give(state, Receiver::Clipboard),
        Share::Hints => hints(state),
        Share::Export => prompt(state, Purpose::Export),
        Share::Pipe => prompt(state, Purpose::Pipe),
        Share::TakeOver => take_over::take_over(state),
    }
}

/// Gives the stories concerned to somebody, as one Markdown text.
pub fn give(state: &mut State, to: Receiver) -> Vec<Effect> {
    let stories = mark::concerned(state);
    texts::give(state, stories, to)
}

/// The story's own address, else the first one in its text.
fn with_link(state: &mut State, effect: impl FnOnce(String) -> Effect) -> Vec<Effect> {
    let Some(story) = state.selected() else { return Vec::new() };
    let article: &Article = &state.news.store.story(story).article;
    let url = article.origin.url.as_ref().or(article.links.first().map(|link| &link.url));
    if let Some(url) = url {
        return vec![effect(url.to_string())];
    }
    let is_whole = state.news.store.is_whole(story);
    state.notice = Some(Notice::done(if is_whole { "this story gives no link" } else { "its text is being read" }));
    Vec::new()
}

fn hints(state: &mut State) -> Vec<Effect> {
    let height = state.height(Pane::Reader);
    let view = state.reader.top..state.reader.top + height;
    let mut links: Vec<_> = state.reader.page.links.iter().filter(|link| view.contains(&link.line)).cloned().collect();
    links.dedup_by_key(|link| link.number);
    let hints = Hints::new(links);
    if hints.links.is_empty() {
        state.notice = Some(Notice::done("no link in view"));
    } else {
        state.layers.push(Layer::Hints(hints));
        state.notice = Some(Notice::done("a letter opens its link"));
    }
    Vec::new()
}

/// Asks for a file or a command; there must be a story to give.
fn prompt(state: &mut State, purpose: Purpose) -> Vec<Effect> {
    let stories = mark::concerned(state);
    if stories.is_empty() {
        state.notice = Some(Notice::done("there is no story here"));
        return Vec::new();
    }
    let text = match purpose {
        Purpose::Export => match stories.as_slice() {
            [story] => file_name(&state.news.store.story(*story).article),
            _ => format!("{}-{}-stories.md", state.results.today, stories.len()),
        },
        _ => String::new(),
    };
    overlays::open_prompt(state, purpose, &text);
    Vec::new()
}

/// A file name from date and title: lower case, hyphens, ASCII; the id where nothing of the title is left.
fn file_name(article: &Article) -> String {
    let title = article.title.to_lowercase();
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.take(8).collect::<Vec<_>>().join("-");
    let slug = if slug.is_empty() { article.id.0.clone() } else { slug };
    match article.origin.published {
        Some(published) => format!("{}-{slug}.md", published.date()),
        None => format!("{slug}.md"),
    }
}
