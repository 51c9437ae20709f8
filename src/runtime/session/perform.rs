//! What the state asks of the outside, done. The outcome is an event again.

use std::io;

use super::super::library::{Keeper, Writer};
use super::super::pipe::{self, PipeError};
use super::super::preferences::{Preferences, save_view};
use super::super::signals::{Signals, has_shell};
use super::super::terminal;
use super::super::{ExitReason, browse, clipboard, editor, export, hints, lexicon};
use super::{End, Session};
use crate::app::refresh::Ask;
use crate::app::{Effect, Event, Notice};
use crate::article::ArticleId;
use crate::entity::own::NewName;

impl Session {
    /// Does it; what came of it.
    pub(super) fn perform(&mut self, effect: Effect) -> Result<Option<Event>, End> {
        Ok(match effect {
            Effect::Quit => return Err(End::Left(ExitReason::Quit)),
            Effect::Suspend => {
                self.suspend(Signals::stop)?;
                None
            }
            Effect::Redraw => {
                self.terminal.forget();
                Some(Event::Resized(terminal::size()))
            }
            Effect::OpenUrl(url) => Some(Event::Told(self.open(&url)?)),
            Effect::Copy { text, what } => Some(Event::Told(self.copy(&text, &what)?)),
            Effect::Export { path, text } => Some(Event::Told(export::export(&path, &text, &self.around))),
            Effect::TakeOver(names) => Some(take_over(names)),
            Effect::Keep(deed) => self.writer(|writer| writer.keep(deed)),
            Effect::KeepReading(article, change) => self.writer(|writer| writer.keep_reading(article, change)),
            Effect::ReadTexts(wanted) => {
                self.workers
                    .keeper
                    .as_ref()
                    .and_then(Keeper::reader)
                    .into_iter()
                    .for_each(|reader| reader.ask(wanted.clone()));
                None
            }
            Effect::Refresh(ask) => self.refresh(ask).map(Event::Told),
            Effect::FullText(ids) => self.full_text(&ids).map(Event::Told),
            Effect::Hinted(hint) => {
                hints::told(hint, &self.around);
                None
            }
            Effect::Reload => Some(self.reload()?),
            Effect::SaveView(view) => Some(match save_view(&view, &self.around) {
                Ok(path) => Event::ViewSaved(view, self.around.shorten(&path)),
                Err(what) => Event::Told(Notice::error(format!("{} is not kept: {what}", view.name))),
            }),
            Effect::Pipe { command, text } => self.pipe(&command, text)?.map(Event::Told),
            Effect::EditNote { article, text } => self.edit(article, &text)?,
        })
    }

    /// Asks for something to be kept, where there is a place for it.
    fn writer(&self, ask: impl FnOnce(&Writer)) -> Option<Event> {
        self.workers.keeper.as_ref().map(Keeper::writer).map(ask);
        None
    }

    /// Asks sources, or stops that; what speaks against it.
    fn refresh(&mut self, ask: Ask) -> Option<Notice> {
        let Some(refresher) = self.workers.keeper.as_mut().and_then(Keeper::refresher) else {
            return Some(Notice::error("only the library's sources are asked; newsdesk add ADDRESS adds one"));
        };
        refresher.ask(ask).err().map(|error| Notice::error(format!("not refreshed: {error}")))
    }

    /// Asks for the other text of stories; what speaks against it.
    fn full_text(&mut self, ids: &[ArticleId]) -> Option<Notice> {
        let store = &self.state.news.store;
        let stories = ids.iter().filter_map(|id| store.find(id)).map(|story| (*store.story(story).article).clone());
        let stories = stories.collect();
        self.workers.full_texts.ask(stories).err().map(|error| Notice::error(format!("no full text: {error}")))
    }

    /// To the shell, and back when it says so.
    pub(super) fn suspend(&mut self, stop: fn(&mut Signals)) -> Result<(), End> {
        terminal::restore();
        if !has_shell() {
            let pid = std::process::id();
            let how =
                format!("newsdesk has stopped, and no shell waits for it here; it goes on after: kill -CONT {pid}\n");
            self.terminal.send(how.as_bytes())?;
        }
        stop(&mut self.signals);
        self.come_back()
    }

    /// Takes the terminal over again, whoever had it and whatever its size is now.
    pub(super) fn come_back(&mut self) -> Result<(), End> {
        self.terminal.resume()?;
        self.tell(Event::Resized(terminal::size()))
    }

    fn open(&mut self, url: &str) -> io::Result<Notice> {
        if !browse::is_web(url) {
            return Ok(Notice::error(format!("only links of the web are opened, not {url}")));
        }
        if let Some(command) = &self.preferences.config.open {
            return Ok(match browse::open(command, url, self.post.clone()) {
                Ok(()) => Notice::done("opening").with_url(url),
                Err(error) => Notice::error(PipeError::Start(command.join(" "), error).to_string()),
            });
        }
        if browse::opens_here(&self.around) && browse::open(&browse::usual(), url, self.post.clone()).is_ok() {
            return Ok(Notice::done("opening").with_url(url));
        }
        self.copy(url, "the link")
    }

    /// Reads the user's files again. What the command line asked for goes over them, as at the start.
    fn reload(&mut self) -> io::Result<Event> {
        let mut preferences = match Preferences::read(&self.options, &self.around) {
            Ok(preferences) => preferences,
            Err(error) => return Ok(Event::Told(Notice::error(error.to_string()))),
        };
        let names = lexicon::complaints(&self.around);
        let reloaded = preferences.reloaded(&self.preferences, names, &self.around);
        self.preferences = preferences;
        self.terminal.set_manners(self.preferences.manners(&self.around))?;
        Ok(Event::Reloaded(Box::new(reloaded)))
    }

    /// Nobody says whether it arrived: an address is shown whole, so that it can be taken by hand as well.
    fn copy(&mut self, text: &str, what: &str) -> io::Result<Notice> {
        if !self.preferences.config.clipboard {
            return Ok(told("your settings keep the clipboard off", text, what));
        }
        let Ok(bytes) = clipboard::sequence(text, self.around.multiplexer) else {
            let most = clipboard::MOST_BASE64 / 4 * 3 / 1000;
            return Ok(Notice::error(format!("{what} is longer than the {most} kB that a terminal's clipboard takes")));
        };
        self.terminal.send(&bytes)?;
        Ok(told("sent to the terminal", text, what))
    }

    fn pipe(&mut self, command: &str, text: String) -> Result<Option<Notice>, End> {
        let words = match pipe::words(command) {
            Ok(words) => words,
            Err(error) => return Ok(Some(Notice::error(error.to_string()))),
        };
        let ran = terminal::lend(&mut self.keys.source, |keys| pipe::run(&words, text, keys, &mut self.signals));
        self.come_back()?;
        Ok(ran.err().map(|error| Notice::error(error.to_string())))
    }

    /// A note in the user's editor; nothing comes of it if we have to leave.
    fn edit(&mut self, article: ArticleId, text: &str) -> Result<Option<Event>, End> {
        let editor = self.around.editor.as_deref();
        let edited = terminal::lend(&mut self.keys.source, |keys| editor::edit(text, editor, keys, &mut self.signals));
        self.come_back()?;
        Ok(match edited {
            Ok(left) => left.map(|text| Event::Noted(article, text)),
            Err(why) => Some(Event::Told(Notice::error(why))),
        })
    }
}

/// What became of a text: an address is named whole, anything else by what it is.
fn told(became: &str, text: &str, what: &str) -> Notice {
    match browse::is_web(text) && !text.contains(char::is_whitespace) {
        true => Notice::done(format!("{became}:")).with_url(text),
        false => Notice::done(format!("{became}: {what}")),
    }
}

/// Adds names to the user's lexicon, up to the first that cannot be added.
fn take_over(names: Vec<NewName>) -> Event {
    let mut place = String::new();
    for new in &names {
        match lexicon::take_over(new) {
            Ok(path) => place = path.display().to_string(),
            Err(what) => return Event::Told(Notice::error(format!("{} is not added: {what}", new.name))),
        }
    }
    Event::TakenOver(names, place)
}
