//! Proxies, as the environment names them: `http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`, in small or capital
//! letters.
//!
//! A proxy finds hosts itself, so that no address can be looked at here before it is dialled: what a document names is
//! handed to it only where its name is not private by itself. A proxy that cannot be understood is an error and no
//! reason to go without: whoever names one may want not to be seen.

use std::net::IpAddr;

use ureq::Proxy;
use url::Url;

use super::FetchError;

/// Names of hosts that end so are of this machine or of somebody's own network (RFC 6761, 6762, 8375, and what ICANN
/// has set aside or found in wide use).
const PRIVATE: [&str; 9] =
    ["localhost", "local", "internal", "intranet", "lan", "home.arpa", "home", "corp", "private"];

/// Which proxy stands before which host.
#[derive(Clone, Debug)]
pub struct Proxies {
    http: Route,
    https: Route,
    exempt: Vec<String>,
}

/// How a host is reached: through a proxy or not, or nobody can say; why.
type Route = Result<Option<Proxy>, String>;

impl Proxies {
    /// Those of the environment, of which `variable` gives one by its name.
    pub fn new(variable: impl Fn(&str) -> Option<String>) -> Self {
        let either = |name: &str| {
            let value = |name: String| variable(&name).filter(|value| !value.is_empty()).map(|value| (name, value));
            value(name.to_owned()).or_else(|| value(name.to_uppercase()))
        };
        let of =
            |name| either(name).or_else(|| either("all_proxy")).map_or(Ok(None), |(name, value)| proxy(&name, &value));
        let exempt = either("no_proxy").map_or(String::new(), |(_, value)| value.to_ascii_lowercase());
        let exempt = exempt.split([',', ' ']).filter(|entry| !entry.is_empty()).map(str::to_owned);
        Self { http: of("http_proxy"), https: of("https_proxy"), exempt: exempt.collect() }
    }

    /// The proxy before an address, if there is one.
    ///
    /// # Errors
    /// [`FetchError::Connect`] where the environment names something that is no proxy.
    pub fn before(&self, url: &Url) -> Result<Option<&Proxy>, FetchError> {
        let route = if url.scheme() == "https" { &self.https } else { &self.http };
        let port = url.port_or_known_default();
        if url.host_str().is_some_and(|host| self.exempt.iter().any(|entry| is_meant(entry, bare(host), port))) {
            return Ok(None);
        }
        route.as_ref().map(Option::as_ref).map_err(|why| FetchError::Connect(why.clone()))
    }
}

fn proxy(name: &str, value: &str) -> Route {
    // the address may have a password in it
    Proxy::new(value.trim()).map(Some).map_err(|_| format!("{name} in the environment is no address of a proxy"))
}

/// Whether an entry of `no_proxy` means a host: all, this one, all below a domain, an address or a range of them.
fn is_meant(entry: &str, host: &str, port: Option<u16>) -> bool {
    let (entry, of_port) = match entry.rsplit_once(':') {
        Some((before, digits)) if !before.contains(':') && digits.parse::<u16>().is_ok() => {
            (before, digits.parse().ok())
        }
        _ => (entry, None),
    };
    if of_port.is_some() && of_port != port {
        return false;
    }
    let entry = bare(entry);
    if let Ok(address) = host.parse() {
        return entry == "*" || is_in_range(entry, address);
    }
    let domain = entry.trim_start_matches('*').trim_start_matches('.');
    entry == "*" || !domain.is_empty() && is_below(host, domain)
}

/// `10.0.0.0/8`, or one address.
fn is_in_range(range: &str, address: IpAddr) -> bool {
    let (first, bits) = range.split_once('/').unwrap_or((range, "128"));
    let (Ok(first), Ok(bits)) = (first.parse::<IpAddr>(), bits.parse::<u32>()) else { return false };
    let number = |address: IpAddr| match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()) << 96, 32),
        IpAddr::V6(address) => (address.to_bits(), 128),
    };
    let ((first, width), (address, own_width)) = (number(first), number(address));
    let rest = 128 - bits.min(width);
    width == own_width && (first ^ address).checked_shr(rest).unwrap_or(0) == 0
}

/// Whether a proxy may be asked for a host that a document named: what is private by its very name is not, nor is a name
/// without a domain, which means something in a network of somebody's own alone.
pub fn may_be_told(host: &str) -> bool {
    let host = bare(host).to_ascii_lowercase();
    match host.parse() {
        Ok(address) => super::net::is_open(address),
        Err(_) => host.contains('.') && !PRIVATE.iter().any(|domain| is_below(&host, domain)),
    }
}

/// Whether a host is a domain, or within it.
fn is_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// A host without the brackets of an address, and without the dot of the root.
fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']').trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scheme_has_its_proxy_and_some_hosts_have_none() {
        let variables = [
            ("HTTPS_PROXY", "http://secure.example:3128"),
            ("all_proxy", "socks5h://127.0.0.1:9050"),
            ("no_proxy", "localhost, .example.org,10.0.0.0/8 one.example:8080,[::1]"),
        ];
        let proxies =
            Proxies::new(|name| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned()));
        for (url, expected) in [
            ("https://a.example/", Some("secure.example")),
            ("http://a.example/", Some("127.0.0.1")),
            ("http://localhost:81/", None),
            ("https://example.org/", None),
            ("https://www.example.org/", None),
            ("https://notexample.org/", Some("secure.example")),
            ("http://10.200.1.1/", None),
            ("http://11.0.0.1/", Some("127.0.0.1")),
            ("http://one.example:8080/", None),
            ("http://one.example/", Some("127.0.0.1")),
            ("http://[::1]/", None),
        ] {
            let found = proxies.before(&Url::parse(url).unwrap()).unwrap();
            assert_eq!(found.map(Proxy::host), expected, "{url}");
        }
    }

    #[test]
    fn a_proxy_that_is_none_is_an_error() {
        let proxies = Proxies::new(|name| (name == "http_proxy").then(|| "gopher://ada:secret@x".to_owned()));
        let before = |url: &str| proxies.before(&Url::parse(url).unwrap()).map(|proxy| proxy.is_some());
        let why = before("http://a.example/").unwrap_err().to_string();
        assert!(why.contains("http_proxy") && !why.contains("secret"), "{why}");
        assert_eq!(before("https://a.example/"), Ok(false));
    }

    #[test]
    fn private_names_are_not_for_a_proxy() {
        for (host, expected) in [
            ("example.org", true),
            ("1.1.1.1", true),
            ("notlocalhost.example", true),
            ("localhost", false),
            ("a.LOCALHOST.", false),
            ("wiki", false),
            ("printer.local", false),
            ("wiki.corp", false),
            ("10.0.0.1", false),
            ("[::1]", false),
            ("[::ffff:10.0.0.1]", false),
        ] {
            assert_eq!(may_be_told(host), expected, "{host}");
        }
    }
}
