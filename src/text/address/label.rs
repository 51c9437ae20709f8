//! What a link's text says of where it leads, if it says so at all.

/// Ends of hosts that words without anything else of an address are read as one by. Names of files and programs
/// (`Node.js`, `README.md`, `main.rs`) have other ends.
const ENDS: [&str; 42] = [
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "news", "blog", "app", "dev", "example", "test",
    "online", "site", "shop", "cloud", "tech", "xyz", "uk", "us", "de", "fr", "it", "es", "nl", "pl", "ru", "ua", "cn",
    "jp", "kr", "in", "br", "au", "ca", "ch", "at", "eu", "tv",
];

/// Ends that names of companies have as well (`Character.AI`): hosts in small letters only.
const ENDS_OF_NAMES: [&str; 4] = ["ai", "io", "co", "me"];

/// The host that a link's text names, if the text is an address or the start of one.
pub fn host(label: &str) -> Option<&str> {
    let label = label.trim().trim_matches(|c: char| matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '"' | '“' | '”'));
    let rest = strip_scheme(label);
    let has_scheme = rest.len() < label.len();
    let end = rest.find(['/', '?', '#', '\\', '…']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let host = authority.split_once(':').map_or(authority, |(host, _)| host).trim_end_matches('.');
    let is_one_word = !host.is_empty() && !label.contains(char::is_whitespace) && !authority.contains('@');
    let (name, last) = host.rsplit_once('.')?;
    let is_clear = has_scheme || (!tail.is_empty() && last.len() > 1) || is_www(host);
    let named = ENDS.iter().any(|end| end.eq_ignore_ascii_case(last)) || ENDS_OF_NAMES.contains(&last);
    let is_host = !name.is_empty() && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    (is_one_word && is_host && last.chars().all(char::is_alphanumeric) && (is_clear || named)).then_some(host)
}

fn strip_scheme(label: &str) -> &str {
    ["https://", "http://"]
        .iter()
        .find(|scheme| label.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
        .map_or(label, |scheme| &label[scheme.len()..])
}

fn is_www(host: &str) -> bool {
    host.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_name_a_host() {
        for (label, expected) in [
            ("https://bank.example/login", Some("bank.example")),
            ("HTTPS://Bank.Example:443", Some("Bank.Example")),
            (" <www.bank.xx> ", Some("www.bank.xx")),
            ("bank.example/…", Some("bank.example")),
            ("bank.com", Some("bank.com")),
            ("the bank", None),
            ("Node.js", None),
            ("README.md", None),
            ("Character.AI", None),
            ("joe@bank.example", None),
            ("e.g.", None),
            ("and/or", None),
            ("3.5", None),
            ("bank.com is down", None),
        ] {
            assert_eq!(host(label), expected, "{label}");
        }
    }
}
