//! From where a request comes.

use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use jobboard_core::config::IpNet;
use jobboard_core::network::Network;
use jobboard_services::Caller;

use crate::door::request_id::RequestId;
use crate::error::ApiError;
use crate::site::Site;
use crate::visit::Visit;

/// Where a proxy writes who called it.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// From where a request comes, as an argument of a handler.
#[derive(Debug, Clone)]
pub(crate) struct CalledFrom(pub(crate) Caller);

impl FromRequest for CalledFrom {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(caller(request))))
    }
}

/// From where a request comes.
pub(crate) fn caller(request: &HttpRequest) -> Caller {
    let proxies = request
        .app_data::<web::Data<Site>>()
        .map(|site| site.config().trusted_proxies.as_slice())
        .unwrap_or_default();
    let user_agent = request
        .headers()
        .get(header::USER_AGENT)
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .unwrap_or_default();
    let request_id = request.extensions().get::<RequestId>().cloned();
    Caller {
        network: request
            .peer_addr()
            .map(|peer| client_address(request, peer.ip(), proxies))
            .map(Network::of),
        user_agent,
        language: Visit::of(request).language,
        request_id: request_id.map(|id| id.to_string()).unwrap_or_default(),
    }
}

/// The right-most hop that is no proxy of ours. What stands left of it anybody may have written.
fn client_address(request: &HttpRequest, peer: IpAddr, proxies: &[IpNet]) -> IpAddr {
    let trusted = |address: IpAddr| {
        let address = address.to_canonical();
        proxies.iter().any(|proxy| proxy.contains(&address))
    };
    let forwarded: Vec<&str> = request
        .headers()
        .get_all(FORWARDED_FOR)
        .flat_map(|value| value.to_str().unwrap_or_default().split(','))
        .collect();
    let mut client = peer;
    for hop in forwarded.into_iter().rev() {
        if !trusted(client) {
            break;
        }
        match parse_hop(hop.trim()) {
            Some(address) => client = address,
            None => break,
        }
    }
    client
}

/// An address, perhaps with a port, as proxies write it: `192.0.2.1:80`, `[2001:db8::1]:80`.
fn parse_hop(hop: &str) -> Option<IpAddr> {
    let plain = hop.parse::<IpAddr>().ok();
    let with_port = || hop.parse::<std::net::SocketAddr>().ok().map(|a| a.ip());
    let in_brackets = || hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    plain.or_else(with_port).or_else(in_brackets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn client(peer: &str, forwarded: &[&str], proxies: &[&str]) -> String {
        let proxies: Vec<IpNet> = proxies
            .iter()
            .map(|proxy| proxy.parse().expect("a network"))
            .collect();
        let request = forwarded
            .iter()
            .fold(TestRequest::default(), |request, value| {
                request.append_header((FORWARDED_FOR, *value))
            })
            .to_http_request();
        let peer = peer.parse().expect("an address");
        client_address(&request, peer, &proxies).to_string()
    }

    #[test]
    fn m19_nobody_is_believed_without_a_configured_proxy() {
        assert_eq!(client("192.0.2.1", &["203.0.113.7"], &[]), "192.0.2.1");
        assert_eq!(
            client("192.0.2.1", &["203.0.113.7"], &["10.0.0.0/8"]),
            "192.0.2.1"
        );
    }

    #[test]
    fn m19_the_right_most_untrusted_hop_counts() {
        let proxies = ["10.0.0.0/8", "::1/128"];
        for (forwarded, found) in [
            (&["203.0.113.7"][..], "203.0.113.7"),
            (&["198.51.100.1, 203.0.113.7"], "203.0.113.7"),
            (&["198.51.100.1, 203.0.113.7, 10.1.1.1"], "203.0.113.7"),
            (&["198.51.100.1", "203.0.113.7"], "203.0.113.7"),
            (&["203.0.113.7:4711"], "203.0.113.7"),
            (&["[2001:db8::1]:80"], "2001:db8::1"),
            (&["2001:db8::1"], "2001:db8::1"),
            (&["198.51.100.1, garbage"], "10.0.0.1"),
            (&["203.0.113.7,, "], "10.0.0.1"),
            (&[], "10.0.0.1"),
            (&["10.3.3.3, 10.2.2.2"], "10.3.3.3"),
        ] {
            assert_eq!(
                client("10.0.0.1", forwarded, &proxies),
                found,
                "{forwarded:?}"
            );
        }
        assert_eq!(client("::1", &["203.0.113.7"], &proxies), "203.0.113.7");
        assert_eq!(
            client("::ffff:10.0.0.1", &["203.0.113.7"], &proxies),
            "203.0.113.7"
        );
    }
}
