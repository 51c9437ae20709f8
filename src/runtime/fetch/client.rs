//! The client: hop by hop from an address to its document.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use ureq::http::header::{HeaderMap, HeaderName};
use ureq::http::{Response as Answer, StatusCode, header};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Proxy};
use url::Url;

use super::body::{Body, BodyError, Taking};
use super::decode::{ACCEPTED, packings};
use super::guard::{Gate, Guarded, Refused};
use super::limits::{HEAD_BYTES, Limits, MAX_KEPT, MAX_REDIRECTS};
use super::proxy::{Proxies, may_be_told};
use super::retry::retry_after;
use super::seats::Seats;
use super::secret;
use super::{Asker, FetchError, Request, Response, Stage, Validators};
use crate::text::Address;

/// Says who asks, so that a server's owner can tell and look it up.
const USER_AGENT: &str = concat!("newsdesk/", env!("CARGO_PKG_VERSION"), " (a feed reader in a terminal)");

/// Feeds first; pages, too, since addresses of pages are given to find their feeds.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json;q=0.9, application/xml;q=0.8, \
                      text/xml;q=0.8, text/html;q=0.6, */*;q=0.5";

/// What the library says of a certificate that nobody has signed whom this machine trusts.
const UNKNOWN_ISSUER: &str = "UnknownIssuer";

/// Why a machine trusts nobody.
const NO_ROOTS: &str = "this machine has no certificates to check others by";

/// What is wrong with secure connections: signs in what the library says, and in words.
const TLS_WORDS: [(&str, &str); 7] = [
    ("expired", "the certificate has expired"),
    ("not valid yet", "the certificate is not valid yet"),
    (UNKNOWN_ISSUER, "nobody this machine trusts has signed the certificate"),
    ("not valid for name", "the certificate is of another host"),
    ("Revoked", "the certificate was taken back"),
    ("corrupt message", "the server speaks no TLS at this port"),
    ("HandshakeFailure", "the server and newsdesk have no cipher in common"),
];

/// What the clients of a process have in common.
#[derive(Clone, Debug)]
pub struct Supplies {
    /// What a request may cost.
    pub limits: Limits,
    /// Ends all of them.
    pub stop: Stop,
    tls: TlsConfig,
    is_trusting: bool,
    proxies: Proxies,
    seats: Seats,
}

/// Ends requests that are under way, and all that would follow.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    is_asked: Arc<AtomicBool>,
    agents: Arc<Mutex<Vec<Agent>>>,
}

/// Asks for documents, one at a time.
#[derive(Debug)]
pub struct Client {
    /// By the proxy that stands before them.
    agents: Vec<(Option<Proxy>, Agent)>,
    gate: Arc<Gate>,
    supplies: Supplies,
}

/// How far a request has come.
struct Way<'r> {
    request: &'r Request,
    address: Address,
    before: Vec<Address>,
    moved: Option<Address>,
    is_permanent: bool,
    may_be_private: bool,
    secret: Option<(String, String)>,
    deadline: Instant,
}

impl Supplies {
    /// With the environment's proxies and the system's certificates, or those that `SSL_CERT_FILE` and `SSL_CERT_DIR`
    /// name. None come with us: whom this machine trusts is for its owner to say.
    pub fn new(limits: Limits) -> Self {
        let found = rustls_native_certs::load_native_certs().certs;
        let certificates: Vec<_> = found.iter().map(|der| Certificate::from_der(der).to_owned()).collect();
        let is_trusting = !certificates.is_empty();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::from(certificates))
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let (seats, stop) = (Seats::default(), Stop::default());
        let proxies = Proxies::new(|name| std::env::var(name).ok());
        Self { limits, stop, tls, is_trusting, proxies, seats }
    }
}

impl Stop {
    /// Ends them.
    pub fn ask(&self) {
        self.is_asked.store(true, Ordering::SeqCst);
        let agents = std::mem::take(&mut *self.agents.lock().unwrap_or_else(PoisonError::into_inner));
        agents.into_iter().for_each(Agent::shutdown);
    }

    /// Whether it was asked for.
    pub fn is_asked(&self) -> bool {
        self.is_asked.load(Ordering::SeqCst)
    }

    fn reaches(&self, agent: &Agent) {
        self.agents.lock().unwrap_or_else(PoisonError::into_inner).push(agent.clone());
        if self.is_asked() {
            agent.clone().shutdown();
        }
    }
}

impl Client {
    /// A client. It keeps no connections: each is checked when it is made, and few hosts are asked twice.
    pub fn new(supplies: Supplies) -> Self {
        Self { agents: Vec::new(), gate: Arc::default(), supplies }
    }

    /// What dials through a proxy, or without one.
    fn agent(&mut self, proxy: Option<&Proxy>) -> Agent {
        let known = self.agents.iter().find(|(own, _)| own.as_ref() == proxy);
        if let Some((_, agent)) = known {
            return agent.clone();
        }
        let Supplies { limits, stop, tls, .. } = &self.supplies;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(HEAD_BYTES)
            .max_idle_connections(0)
            .proxy(proxy.cloned())
            .tls_config(tls.clone())
            .timeout_global(Some(limits.whole))
            .timeout_resolve(Some(limits.connect))
            .timeout_connect(Some(limits.connect))
            .timeout_send_request(Some(limits.connect))
            .timeout_recv_response(Some(limits.answer))
            .build();
        let connector = ureq::unversioned::transport::DefaultConnector::default();
        let agent = Agent::with_parts(config, connector, Guarded { gate: Arc::clone(&self.gate) });
        stop.reaches(&agent);
        self.agents.push((proxy.cloned(), agent.clone()));
        agent
    }

    /// Asks for a document.
    ///
    /// # Errors
    /// See [`FetchError`]: within the limits, whatever the server does.
    pub fn get(&mut self, request: &Request) -> Result<Response, FetchError> {
        let result = self.follow(request);
        if self.supplies.stop.is_asked() { Err(FetchError::Stopped) } else { result }
    }

    fn follow(&mut self, request: &Request) -> Result<Response, FetchError> {
        let stop = self.supplies.stop.clone();
        let is_wanted = || !stop.is_asked();
        let mut way = Way {
            request,
            address: request.address.clone(),
            before: Vec::new(),
            moved: None,
            is_permanent: true,
            may_be_private: request.asker == Asker::User,
            secret: request.secret.as_ref().map(|secret| secret::header(secret, &is_wanted)).transpose()?,
            deadline: Instant::now() + self.supplies.limits.whole,
        };
        loop {
            let answer = self.hop(&way)?;
            if !is_redirect(answer.status()) {
                return self.response(way, answer);
            }
            let was_private = self.gate.was_private() || !may_be_told(way.address.host());
            way.turn(answer.status(), answer.headers(), was_private)?;
        }
    }

    /// One request and the head of its answer.
    fn hop(&mut self, way: &Way) -> Result<Answer<ureq::Body>, FetchError> {
        let url = Url::parse(&way.address).map_err(|error| FetchError::Protocol(error.to_string()))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(FetchError::Login);
        }
        let proxy = self.supplies.proxies.before(&url)?.cloned();
        if proxy.is_some() && !way.may_be_private && !may_be_told(way.address.host()) {
            return Err(FetchError::Private(way.address.host().to_owned()));
        }
        self.gate.set(way.may_be_private);
        let mut call = self.agent(proxy.as_ref()).get(url.as_str()).header(header::ACCEPT_ENCODING, ACCEPTED);
        let agent = way.request.user_agent.as_deref().unwrap_or(USER_AGENT);
        call = call.header(header::USER_AGENT, agent).header(header::ACCEPT, ACCEPT);
        for (name, value) in way.conditions() {
            call = call.header(name, value);
        }
        if let Some((name, value)) = way.secret.as_ref().filter(|_| way.is_at_home()) {
            call = call.header(name, value);
        }
        let answer = if way.before.is_empty() {
            call.call()
        } else {
            let left = way.deadline.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
            call.config().timeout_global(Some(left)).build().call()
        };
        answer.map_err(|error| self.error(error, &way.address))
    }

    /// What came at the end of the way.
    fn response(&self, way: Way, answer: Answer<ureq::Body>) -> Result<Response, FetchError> {
        let (status, headers) = (answer.status(), answer.headers().clone());
        let text = |name: HeaderName| text(&headers, name).map(str::to_owned);
        let is_unchanged = status == StatusCode::NOT_MODIFIED && way.conditions().next().is_some();
        if !is_unchanged && !has_document(status) {
            let retry_after = text(header::RETRY_AFTER).and_then(|header| retry_after(&header, Timestamp::now()));
            return Err(FetchError::Status { code: status.as_u16(), retry_after });
        }
        let short = |name| text(name).filter(|value| value.len() <= MAX_KEPT);
        let validators = Validators { etag: short(header::ETAG), last_modified: short(header::LAST_MODIFIED) };
        let body = if is_unchanged { None } else { Some(self.body(answer, &way)?) };
        Ok(Response {
            validators: if is_unchanged { way.request.validators.clone() } else { validators },
            moved: way.moved,
            content_type: text(header::CONTENT_TYPE),
            content_location: text(header::CONTENT_LOCATION),
            content_language: text(header::CONTENT_LANGUAGE),
            address: way.address,
            is_unchanged,
            body,
        })
    }

    fn body(&self, answer: Answer<ureq::Body>, way: &Way) -> Result<Body, FetchError> {
        let Limits { bytes: limit, whole, .. } = self.supplies.limits;
        let encoding = text(answer.headers(), header::CONTENT_ENCODING).unwrap_or_default();
        let taking =
            Taking { packings: packings(encoding)?, limit, seats: &self.supplies.seats, deadline: way.deadline };
        let promised = text(answer.headers(), header::CONTENT_LENGTH).and_then(|length| length.parse().ok());
        if promised.is_some_and(|promised: usize| promised > limit) {
            return Err(FetchError::TooLarge(limit));
        }
        Body::read(answer.into_body().into_reader(), taking).map_err(|error| match error {
            BodyError::TooLarge => FetchError::TooLarge(limit),
            BodyError::NoRoom => FetchError::Timeout(Stage::Whole, whole),
            BodyError::Io(error) => self.error(error.into(), &way.address),
        })
    }

    fn error(&self, error: ureq::Error, address: &Address) -> FetchError {
        use ureq::Error;
        let Limits { connect, answer, whole, .. } = self.supplies.limits;
        match error {
            Error::Timeout(stage) => match stage {
                ureq::Timeout::Resolve | ureq::Timeout::Connect | ureq::Timeout::SendRequest => {
                    FetchError::Timeout(Stage::Connect, connect)
                }
                ureq::Timeout::RecvResponse => FetchError::Timeout(Stage::Answer, answer),
                _ => FetchError::Timeout(Stage::Whole, whole),
            },
            Error::HostNotFound => FetchError::NoHost(address.host().to_owned()),
            Error::Other(inner) if inner.is::<Refused>() => FetchError::Private(address.host().to_owned()),
            Error::LargeResponseHeader(..) => FetchError::Headers,
            Error::BodyStalled => FetchError::Protocol("its body does not go on".to_owned()),
            Error::Protocol(why) => protocol(&why.to_string()),
            Error::Tls(why) => self.tls(why),
            Error::Rustls(why) => self.tls(&why.to_string()),
            Error::Io(error) if is_of_tls(&error, address) => self.tls(&error.to_string()),
            Error::Io(error) => of_io(&error, address),
            Error::ConnectProxyFailed(why) if why.contains("407") => {
                FetchError::Status { code: 407, retry_after: None }
            }
            Error::ConnectProxyFailed(why) => FetchError::Connect(format!("the proxy does not connect us: {why}")),
            other => FetchError::Connect(other.to_string()),
        }
    }

    /// What is wrong with a secure connection. `why` is what the library says.
    fn tls(&self, why: &str) -> FetchError {
        let known = TLS_WORDS.iter().find(|(sign, _)| why.contains(sign));
        FetchError::Tls(match known {
            Some((UNKNOWN_ISSUER, _)) if !self.supplies.is_trusting => NO_ROOTS.to_owned(),
            Some((_, words)) => (*words).to_owned(),
            None => why.to_owned(),
        })
    }
}

impl Way<'_> {
    /// Goes on to where a redirect leads: away from a private network, or within its host, but never into one.
    fn turn(&mut self, status: StatusCode, headers: &HeaderMap, was_private: bool) -> Result<(), FetchError> {
        // some servers write other letters than those of ASCII as they are
        let to = headers.get(header::LOCATION).map(|to| String::from_utf8_lossy(to.as_bytes())).unwrap_or_default();
        let next = self.address.join(to.split('#').next().unwrap_or_default());
        let next = next.filter(|_| !to.is_empty()).ok_or_else(|| FetchError::NotTheWeb(shown(&to)))?;
        let is_downgrade = self.address.starts_with("https:") && next.starts_with("http:");
        let is_permanent = matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
        self.is_permanent &= is_permanent && !is_downgrade;
        if self.is_permanent {
            self.moved = Some(next.clone());
        }
        self.may_be_private &= was_private && is_same_host(&self.address, &next);
        self.before.push(std::mem::replace(&mut self.address, next));
        match () {
            () if self.before.contains(&self.address) => Err(FetchError::Circle),
            () if self.before.len() > MAX_REDIRECTS => Err(FetchError::Redirects),
            () => Ok(()),
        }
    }

    /// Headers that ask for the document only where it is another than before.
    fn conditions(&self) -> impl Iterator<Item = (HeaderName, &str)> {
        let Validators { etag, last_modified } = &self.request.validators;
        let pairs = [(header::IF_NONE_MATCH, etag), (header::IF_MODIFIED_SINCE, last_modified)];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }

    /// Whether the address is of the place that the secret is for.
    fn is_at_home(&self) -> bool {
        let origin = |address: &Address| Url::parse(address).ok().map(|url| url.origin());
        origin(&self.address) == origin(&self.request.address)
    }
}

/// Whether two addresses are of one host and port; the one may be that of http, the other that of https.
fn is_same_host(from: &Address, to: &Address) -> bool {
    let (Ok(from), Ok(to)) = (Url::parse(from), Url::parse(to)) else { return false };
    let ports = (from.port_or_known_default(), to.port_or_known_default());
    from.host_str() == to.host_str() && (ports.0 == ports.1 || ports == (Some(80), Some(443)))
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Whether the answer is to hold a document, and all of it.
fn has_document(status: StatusCode) -> bool {
    let is_none = matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::PARTIAL_CONTENT);
    status.is_success() && !is_none
}

/// A header that is text.
fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// The beginning of where a redirect leads, for a message.
fn shown(to: &str) -> String {
    to.chars().take(80).collect()
}

/// The library says so where the bytes of a secure connection are wrong.
fn is_of_tls(error: &io::Error, address: &Address) -> bool {
    error.kind() == io::ErrorKind::InvalidData && address.starts_with("https:")
}

fn of_io(error: &io::Error, address: &Address) -> FetchError {
    let why = error.to_string();
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe => FetchError::Cut,
        io::ErrorKind::ConnectionRefused => FetchError::Connect("nobody answers at this port".to_owned()),
        _ if why.contains("lookup address") => FetchError::NoHost(address.host().to_owned()),
        _ => FetchError::Connect(why),
    }
}

/// What is wrong with the head of an answer. `why` is what the library says.
fn protocol(why: &str) -> FetchError {
    if why.contains("too many headers") { FetchError::Headers } else { FetchError::Protocol(why.to_owned()) }
}
