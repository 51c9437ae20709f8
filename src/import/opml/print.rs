//! Printing a list of subscriptions.

use super::{NAMESPACE, Subscription, escaped_tag};

/// The list as OPML 2.0: folders as outlines, each where it first comes.
pub fn print(subscriptions: &[Subscription]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\" xmlns:newsdesk=\"{NAMESPACE}\">\n\
         <head><title>newsdesk</title></head>\n<body>\n"
    );
    let mut top = Folder::default();
    for subscription in subscriptions {
        top.at(&subscription.folder).subscriptions.push(subscription);
    }
    top.print(1, &mut out);
    out.push_str("</body>\n</opml>\n");
    out
}

/// Subscriptions and folders in a folder, as they came.
#[derive(Debug, Default)]
struct Folder<'s> {
    subscriptions: Vec<&'s Subscription>,
    folders: Vec<(&'s str, Folder<'s>)>,
}

impl<'s> Folder<'s> {
    fn at(&mut self, path: &'s str) -> &mut Self {
        let names = path.split('/').filter(|name| !name.is_empty());
        names.fold(self, |folder, name| {
            let known = folder.folders.iter().position(|(known, _)| *known == name);
            let at = known.unwrap_or(folder.folders.len());
            if known.is_none() {
                folder.folders.push((name, Folder::default()));
            }
            &mut folder.folders[at].1
        })
    }

    fn print(&self, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        for subscription in &self.subscriptions {
            out.push_str(&format!("{indent}<outline{}/>\n", attributes(subscription)));
        }
        for (name, folder) in &self.folders {
            out.push_str(&format!("{indent}<outline text=\"{}\">\n", escaped(name)));
            folder.print(depth + 1, out);
            out.push_str(&format!("{indent}</outline>\n"));
        }
    }
}

fn attributes(subscription: &Subscription) -> String {
    let Subscription { address, is_page, name, title, site, tags, interval, full_text, user_agent, folder: _ } =
        subscription;
    let text = if name.is_empty() { title } else { name };
    let title = if title == name { "" } else { title };
    let tags: Vec<String> = tags.iter().map(|tag| escaped_tag(tag)).collect();
    let given = [
        ("type", if *is_page { "page".to_owned() } else { "rss".to_owned() }),
        ("text", text.clone()),
        ("title", title.to_owned()),
        ("xmlUrl", address.to_string()),
        ("htmlUrl", site.clone()),
        ("category", tags.join(",")),
        ("newsdesk:interval", interval.map(|minutes| minutes.to_string()).unwrap_or_default()),
        ("newsdesk:fullText", full_text.map(|wanted| wanted.to_string()).unwrap_or_default()),
        ("newsdesk:userAgent", user_agent.clone().unwrap_or_default()),
    ];
    // the standard wants a text of every outline
    let given = given.iter().filter(|(key, value)| !value.is_empty() || *key == "text");
    given.map(|(key, value)| format!(" {key}=\"{}\"", escaped(value))).collect()
}

/// Text as it may stand in an attribute. What XML has no place for is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", u32::from(c))),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Address;

    #[test]
    fn a_list_has_its_folders() {
        let of = |name: &str, folder: &str| Subscription {
            name: name.to_owned(),
            folder: folder.to_owned(),
            ..Subscription::new(Address::new("https://a.example/?x&y").unwrap())
        };
        let mut last = of("", "Labs");
        last.tags = vec!["chips".to_owned(), "a, b".to_owned()];
        last.interval = Some(30);
        let printed = print(&[of("A \"b\"", "Labs/Europe"), of("C\u{1b}\n", ""), last]);
        let body: Vec<&str> = printed.lines().skip(4).collect();
        let expected = [
            "  <outline type=\"rss\" text=\"C&#10;\" xmlUrl=\"https://a.example/?x&amp;y\"/>",
            "  <outline text=\"Labs\">",
            "    <outline type=\"rss\" text=\"\" xmlUrl=\"https://a.example/?x&amp;y\" category=\"chips,a%2C b\" \
             newsdesk:interval=\"30\"/>",
            "    <outline text=\"Europe\">",
            "      <outline type=\"rss\" text=\"A &quot;b&quot;\" xmlUrl=\"https://a.example/?x&amp;y\"/>",
            "    </outline>",
            "  </outline>",
            "</body>",
            "</opml>",
        ];
        assert_eq!(body, expected);
    }
}
