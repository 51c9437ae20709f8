//! Lists of subscriptions as readers exchange them: OPML 1.0 and 2.0, read whatever is wrong with it, and printed.
//!
//! An outline gives an address of the web, names and tags, and nothing else: where other readers take a command or a file
//! from one, whoever wrote the list runs what they like. Folders are outlines around others, tags the `category`. What
//! newsdesk knows beyond that stands in attributes of a namespace of its own, which others ignore.

mod parse;
mod print;

pub use parse::parse;
pub use print::print;

use crate::text::Address;

use super::Problem;

/// Our namespace in lists.
const NAMESPACE: &str = "urn:newsdesk:opml";

/// A list of subscriptions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opml {
    /// What is subscribed to, in the list's order.
    pub subscriptions: Vec<Subscription>,
    /// What was left out or repaired.
    pub problems: Vec<Problem>,
}

/// Something that is subscribed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Where it is.
    pub address: Address,
    /// It is a page rather than a feed.
    pub is_page: bool,
    /// What the list's owner calls it; empty: as it calls itself.
    pub name: String,
    /// What it calls itself; empty: nothing is known.
    pub title: String,
    /// The page that a feed belongs to; empty: none.
    pub site: String,
    /// The folders that it is in, `Labs/Europe`; empty: none.
    pub folder: String,
    /// Topics.
    pub tags: Vec<String>,
    /// Minutes between two times.
    pub interval: Option<u32>,
    /// Whether articles that are cut off are fetched whole.
    pub full_text: Option<bool>,
    /// What newsdesk calls itself there.
    pub user_agent: Option<String>,
}

impl Subscription {
    /// A subscription of which no more than the address is known.
    pub fn new(address: Address) -> Self {
        Self {
            address,
            is_page: false,
            name: String::new(),
            title: String::new(),
            site: String::new(),
            folder: String::new(),
            tags: Vec::new(),
            interval: None,
            full_text: None,
            user_agent: None,
        }
    }
}

/// A tag in a list of tags with commas between them.
fn escaped_tag(tag: &str) -> String {
    tag.replace('%', "%25").replace(',', "%2C")
}

fn unescaped_tag(tag: &str) -> String {
    tag.replace("%2C", ",").replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Clean;
    use proptest::prelude::*;

    fn words() -> impl Strategy<Value = String> {
        "[ a-zA-Zéü<>&\"'%,;开]{0,12}".prop_map(|text| Clean::from(text).to_string())
    }

    fn name() -> impl Strategy<Value = String> {
        "[a-zé&<\"]{1,6}"
    }

    prop_compose! {
        fn subscription()(
            number in 0..1000u32,
            names in (words(), words(), any::<bool>(), any::<bool>()),
            folder in prop::collection::vec(name(), 0..4),
            tags in prop::collection::btree_set("[a-z,%]{1,5}", 0..4),
            asked in (any::<Option<u32>>(), any::<Option<bool>>(), prop::option::of(name())),
        ) -> Subscription {
            let address = Address::new(&format!("https://example.org/{number}?a=1&b='2'")).unwrap();
            let (name, title, is_page, has_site) = names;
            // a title that is the name is learnt again
            let title = if title == name { String::new() } else { title };
            let site = if has_site { "https://example.org/".to_owned() } else { String::new() };
            let (interval, full_text, user_agent) = asked;
            let (folder, tags) = (folder.join("/"), tags.into_iter().collect());
            Subscription { address, is_page, name, title, site, folder, tags, interval, full_text, user_agent }
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_again(mut all in prop::collection::vec(subscription(), 0..20)) {
            all.sort_by(|a, b| a.address.cmp(&b.address));
            all.dedup_by(|a, b| a.address == b.address);
            let read = parse(print(&all).as_bytes());
            prop_assert_eq!(&read.problems, &[]);
            let mut found = read.subscriptions.clone();
            found.sort_by(|a, b| a.address.cmp(&b.address));
            prop_assert_eq!(found, all);
            // and the same in the same order
            prop_assert_eq!(parse(print(&read.subscriptions).as_bytes()), read);
        }

        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            parse(&bytes);
        }

        #[test]
        fn any_list_is_read(text in "(<outline( (text|xmlUrl|type|category)=\"[a-z:/.,]{0,12}\")*/?>|</outline>|<body>|x){0,30}") {
            parse(text.as_bytes());
        }
    }
}
