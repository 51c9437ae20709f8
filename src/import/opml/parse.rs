//! Reading a list of subscriptions.

use std::collections::HashMap;

use super::super::feed::decode::decode;
use super::super::feed::entities::Entities;
use super::super::feed::markup::{Scanner, Tag, Token};
use super::super::feed::place::Lines;
use super::super::{Problem, Severity};
use super::{Opml, Subscription, unescaped_tag};
use crate::text::{Address, Clean};

/// Folders inside folders. What is deeper is in the last one.
const MAX_DEPTH: usize = 16;

/// Subscriptions of a list. The longest that are known have some ten thousand.
const MAX_SUBSCRIPTIONS: usize = 100_000;

/// Problems that are told.
const MAX_PROBLEMS: usize = 200;

/// Characters of what is left out that are shown.
const MAX_SHOWN: usize = 60;

/// What stands for a slash in the name of a single folder.
const SLASH: &str = "\u{2215}";

/// Reads a list. What is no address of the web in it is left out and told.
pub fn parse(bytes: &[u8]) -> Opml {
    let decoded = decode(bytes, None);
    let mut reading = Reading {
        entities: Entities::default(),
        lines: Lines::new(&decoded.text),
        folders: Vec::new(),
        known: HashMap::new(),
        opml: Opml::default(),
    };
    let mut scanner = Scanner::new(&decoded.text);
    let (mut is_list, mut is_whole) = (false, true);
    while let Some(token) = scanner.next("") {
        match token {
            Token::Doctype(doctype) => _ = reading.entities.define(doctype),
            Token::Start(tag) if is_outline(tag.name) => {
                is_list = true;
                reading.outline(&tag);
            }
            Token::Start(tag) if is_opml(tag.name) => (is_list, is_whole) = (true, tag.empty),
            Token::End(name) if is_opml(name) => is_whole = true,
            Token::End(name) if is_outline(name) => _ = reading.folders.pop(),
            _ => {}
        }
        if reading.opml.subscriptions.len() >= MAX_SUBSCRIPTIONS {
            reading.tell(scanner.at(), format!("more than {MAX_SUBSCRIPTIONS} subscriptions; the rest is left out"));
            is_whole = true;
            break;
        }
    }
    if !is_whole {
        reading.tell(decoded.text.len(), "the list stops in the middle; what it had until here is read".to_owned());
    }
    if !is_list {
        reading.tell(0, "this is no list of subscriptions: no element of OPML is in it".to_owned());
        reading.opml.problems.iter_mut().for_each(|problem| problem.severity = Severity::Error);
    }
    reading.opml
}

fn is_opml(name: &str) -> bool {
    name.eq_ignore_ascii_case("opml")
}

fn is_outline(name: &str) -> bool {
    name.eq_ignore_ascii_case("outline")
}

struct Reading<'t> {
    entities: Entities,
    lines: Lines<'t>,
    /// The name of each outline that is open: of a folder its own, of a subscription nothing.
    folders: Vec<Option<String>>,
    /// Where the subscription of an address is.
    known: HashMap<Address, usize>,
    opml: Opml,
}

impl Reading<'_> {
    fn outline(&mut self, tag: &Tag) {
        let get = |name: &str| tag.attributes.get(name, &self.entities).unwrap_or_default().into_owned();
        let first = |names: &[&str]| names.iter().map(|name| get(name)).find(|value| !value.is_empty());
        let kind = get("type").to_ascii_lowercase();
        let is_feed = ["rss", "atom", "rdf", "feed"].contains(&kind.as_str());
        let place = first(&["xmlUrl"]).or_else(|| first(&["url"]).filter(|_| is_feed || kind == "page"));
        let clean = |name: &str| Clean::from(get(name)).to_string();
        let (text, title) = (clean("text"), clean("title"));
        let name = if text == title { String::new() } else { text };
        let is_folder = place.is_none();
        match place.as_deref().map(|place| (address(place), place)) {
            Some((Some(address), _)) => {
                let subscription =
                    Subscription { name, title, is_page: kind == "page", ..self.subscription(tag, address) };
                self.subscribe(subscription);
            }
            Some((None, place)) => {
                let place: String = place.chars().take(MAX_SHOWN).collect();
                self.tell(tag.at, format!("left out, since it is no address of the web: {place}"));
            }
            None if kind == "include" => self.tell(tag.at, "left out: another list, which is not followed".to_owned()),
            None => {}
        }
        if !tag.empty {
            let name = Clean::from(first_of(tag, &self.entities)).replace('/', SLASH);
            self.folders.push(Some(name).filter(|name| is_folder && !name.is_empty()));
        }
    }

    fn subscription(&self, tag: &Tag, address: Address) -> Subscription {
        let get = |name: &str| tag.attributes.get(name, &self.entities).filter(|value| !value.is_empty());
        let clean = |name: &str| get(name).map(|value| Clean::from(&*value).to_string());
        let category = get("category").unwrap_or_default();
        let tags = category.split(',').map(|tag| Clean::from(unescaped_tag(tag.trim())).to_string());
        let folders: Vec<&str> = self.folders.iter().flatten().map(String::as_str).take(MAX_DEPTH).collect();
        Subscription {
            site: get("htmlUrl").and_then(|site| Address::new(&site)).map(String::from).unwrap_or_default(),
            folder: folders.join("/"),
            tags: tags.filter(|tag| !tag.is_empty()).collect(),
            interval: get("newsdesk:interval").and_then(|minutes| minutes.parse().ok()),
            full_text: get("newsdesk:fullText").and_then(|wanted| wanted.parse().ok()),
            user_agent: clean("newsdesk:userAgent"),
            ..Subscription::new(address)
        }
    }

    /// Adds a subscription. One that is there already gets the tags, and the folder as one more tag: a source is in one
    /// folder here.
    fn subscribe(&mut self, new: Subscription) {
        let Some(known) = self.known.get(&new.address) else {
            self.known.insert(new.address.clone(), self.opml.subscriptions.len());
            self.opml.subscriptions.push(new);
            return;
        };
        let known = &mut self.opml.subscriptions[*known];
        let folder = Some(new.folder).filter(|folder| !folder.is_empty() && *folder != known.folder);
        for tag in new.tags.into_iter().chain(folder) {
            if !known.tags.contains(&tag) {
                known.tags.push(tag);
            }
        }
    }

    fn tell(&mut self, at: usize, what: String) {
        if self.opml.problems.len() < MAX_PROBLEMS {
            let place = Clean::from(format!("line {}", self.lines.line(at)));
            self.opml.problems.push(Problem { severity: Severity::Warning, place, what: Clean::from(what) });
        }
    }
}

/// What a folder is called.
fn first_of(tag: &Tag, entities: &Entities) -> String {
    let get = |name| tag.attributes.get(name, entities).filter(|value| !value.is_empty());
    get("text").or_else(|| get("title")).unwrap_or_default().into_owned()
}

/// The address of the web that an outline gives; `feed:` is what browsers once called feeds.
fn address(place: &str) -> Option<Address> {
    let rest = place.strip_prefix("feed:");
    let rest =
        rest.map(|rest| rest.strip_prefix("//").map_or_else(|| rest.to_owned(), |rest| format!("http://{rest}")));
    Address::new(rest.as_deref().unwrap_or(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Address, name, folder and tags of each subscription, and what was wrong.
    fn check(list: &str, expected: &[(&str, &str, &str, &str)], problems: &[&str]) {
        let opml = parse(list.as_bytes());
        let found: Vec<_> =
            opml.subscriptions.iter().map(|s| (&*s.address, &*s.name, &*s.folder, s.tags.join("|"))).collect();
        let found: Vec<_> =
            found.iter().map(|(address, name, folder, tags)| (*address, *name, *folder, &**tags)).collect();
        assert_eq!(found, expected);
        let told: Vec<_> = opml.problems.iter().map(|problem| format!("{}: {}", problem.place, problem.what)).collect();
        assert_eq!(told, problems);
    }

    #[test]
    fn folders_and_tags_are_read() {
        check(
            "<?xml version='1.0' encoding='UTF-8'?><opml version='2.0'><head><title>Mine</title></head><body>\
             <outline text='Labs'><outline text='Europe &amp; more'>\
             <outline type='rss' text='a' title='A &lt;b&gt;' xmlUrl='https://a.example/f?x&amp;y' category='chips, /x/y'/>\
             </outline><outline text='B' xmlUrl='http://b.example/'></outline></outline>\
             <outline text='TCP/IP'><outline XMLURL='feed://c.example/' text='C'/></outline>\
             <outline text='D' type='rss' url='https://d.example/'/></body></opml>",
            &[
                ("https://a.example/f?x&y", "a", "Labs/Europe & more", "chips|/x/y"),
                ("http://b.example/", "B", "Labs", ""),
                ("http://c.example/", "C", "TCP\u{2215}IP", ""),
                ("https://d.example/", "D", "", ""),
            ],
            &[],
        );
    }

    #[test]
    fn commands_and_files_are_left_out() {
        check(
            "<opml><body>\n<outline text='x' xmlUrl='exec:rm -rf ~'/>\n<outline text='y' xmlUrl='|touch /tmp/x'/>\n\
             <outline xmlUrl='file:///etc/passwd'/><outline xmlUrl='javascript:alert(1)'/>\
             <outline type='include' url='https://evil.example/list.opml'/><outline type='link' url='https://x.example'/>\
             <outline xmlUrl='https://a.example/'/></body></opml>",
            &[("https://a.example/", "", "", "")],
            &[
                "line 2: left out, since it is no address of the web: exec:rm -rf ~",
                "line 3: left out, since it is no address of the web: |touch /tmp/x",
                "line 4: left out, since it is no address of the web: file:///etc/passwd",
                "line 4: left out, since it is no address of the web: javascript:alert(1)",
                "line 4: left out: another list, which is not followed",
            ],
        );
    }

    #[test]
    fn a_feed_that_stands_twice_is_one() {
        check(
            "<opml><outline text='A'><outline xmlUrl='https://a.example/' category='x'/></outline>\
             <outline text='B'><outline xmlUrl='https://a.example/' category='x,y'/></outline></opml>",
            &[("https://a.example/", "", "A", "x|y|B")],
            &[],
        );
    }

    #[test]
    fn what_is_no_list_is_told() {
        check("<rss><channel/></rss>", &[], &["line 1: this is no list of subscriptions: no element of OPML is in it"]);
        check("", &[], &["line 1: this is no list of subscriptions: no element of OPML is in it"]);
        check(
            "<opml><outline text='A'><outline xmlUrl='https://a.example/'>",
            &[("https://a.example/", "", "A", "")],
            &["line 1: the list stops in the middle; what it had until here is read"],
        );
    }
}
