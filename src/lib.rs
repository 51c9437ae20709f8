//! newsdesk: a terminal reader for news briefings. This page is the map.
//!
//! # From bytes to the screen
//!
//! ```text
//! bytes ─ import::detect ─ parse ─ text::repair ─ text::sanitize ─▶ Article ─ entity::recognize ─▶ store::Store ─┐
//!                                                                                                               │
//! key ─ config::keymap ─▶ Action ─▶ app::update(&mut State, Event) ─▶ Effect ─▶ runtime ─▶ Event …              │
//!                                          │                                                                    │
//!                                          └───────── store::Query ─▶ rows, facets ◀────────────────────────────┘
//!                                                          │
//!                                 ui::draw(&State, &Theme, &mut Buffer) ─▶ terminal
//! ```
//!
//! Where a key becomes an action: `config::keymap` by the table in `assets/keymap.toml`. What the action does:
//! [`app::update`]. Where a section is laid out as lines: `app::reader::Page`; where lines become cells: `ui::reader`.
//!
//! # The screen
//!
//! ```text
//!  newsdesk  company:openai                                          query line or prompt     ui::query_line
//! ─ Who and what ──┬─ Stories ──── 1/22 ─┬─ Story ─────── 40 % ─┬─ In this story ──
//!  Companies       │▌● Title, whole where │ Headline             │ Companies
//! + OpenAI   9 ███ │   selected           │ Source · date · min  │  OpenAI     4      facets, cast: ui::sidebar
//!   Meta     4 █▌  │   date · source      │                      │  Meta       1      list: ui::list, app::list
//!                  │ ● Next title         │ TL;DR                │                    reader: ui::reader, app::reader
//!  Models          │                      │ • point              │ Models
//!   GPT-5.6  2 █   │                      │                      │  GPT-5.6    2
//!  22 stories · 18 unread                        ? help  Enter open  / filter         ui::status
//! ```
//!
//! # The modules, in reading order
//!
//! Each uses only those above it; `tests/architecture.rs` checks this.
//!
//! | module | holds |
//! |---|---|
//! | [`text`] | every rule about characters: repair, sanitize, width, wrap |
//! | [`article`] | Article, Section, Block, Mention, dates: plain data |
//! | [`import`] | bytes to articles and problems, one file per format; lists of subscriptions |
//! | [`entity`] | lexicon, scan, canonical names |
//! | [`store`] | the articles in memory; query, fuzzy, facets |
//! | [`insight`] | what is computed over many stories: profiles of entities |
//! | [`library`] | what is kept on disk: sources, articles, states |
//! | [`app`] | State, Action, Event, Effect, update; layout; one file per pane |
//! | [`config`] | settings, views, chords, keymap, themes: user data over defaults |
//! | [`ui`] | State in, cells out: one widget per file |
//! | [`runtime`] | the only module that waits, spawns, opens, fetches: event loop, terminal, loading, refresh |
//! | [`cli`] | arguments, one file per subcommand, failure to exit code |
//!
//! # Invariants
//!
//! 1. Importing never fails and never panics: it returns articles and problems.
//! 2. All text in an [`article::Article`] is [`text::Clean`].
//! 3. [`app::update`] reads no clock, spawns nothing, blocks on nothing, prints nothing. Time arrives in events.
//! 4. [`ui::draw`] takes `&State`. Drawing twice gives the same cells; nothing learned while drawing flows back.
//! 5. Every rectangle comes from [`app::layout::layout`].
//! 6. Only [`runtime`] spawns. A worker's panic becomes a notice, never a dead screen.
//! 7. Each action has a name, a description and a key: one table, [`app::action::ACTIONS`].
//! 8. The terminal is restored on return, error, panic and signals.
//! 9. Same input, same ids, same order: ids come from content, never from time or chance.
//! 10. Nothing is deleted without a word, and what cannot be kept is said.

pub mod app;
pub mod article;
pub mod cli;
pub mod config;
pub mod entity;
pub mod import;
pub mod insight;
pub mod library;
pub mod runtime;
pub mod store;
pub mod text;
pub mod ui;
