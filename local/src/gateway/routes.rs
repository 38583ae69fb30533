//! Route keys and which one a request belongs to.
//!
//! The most specific route wins: literal before parameter before greedy parameter, read from the
//! left; an exact method before `ANY`; `$default` last. Source: API Gateway developer guide,
//! "Routing API requests".

use http::Method;
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;

use super::GatewayError;
use crate::host::Hosted;
use crate::template::Route;

/// All routes.
#[derive(Debug, Default)]
pub(super) struct Routes(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    key: String,
    method: Option<Method>,
    /// `None` for `$default`.
    segments: Option<Vec<Segment>>,
    function: Hosted,
    authorizer: Option<String>,
}

/// Ordered by how specific it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Literal(String),
    Parameter(String),
    Greedy(String),
}

/// The route of a request.
#[derive(Debug)]
pub(super) struct Match<'a> {
    /// Such as `GET /v1/imports/{id}`.
    pub(super) key: &'a str,
    pub(super) function: &'a Hosted,
    pub(super) authorizer: Option<&'a str>,
    pub(super) parameters: BTreeMap<&'a str, String>,
}

impl Routes {
    pub(super) fn add(&mut self, route: &Route, function: Hosted) -> Result<(), GatewayError> {
        let is_default = route.path == "$default";
        let key = if is_default {
            route.path.clone()
        } else {
            format!("{} {}", route.method, route.path)
        };
        if self.0.iter().any(|entry| entry.key == key) {
            return Err(GatewayError::Twice(key));
        }
        self.0.push(Entry {
            key,
            method: route.method.parse().ok().filter(|_| route.method != "ANY"),
            segments: (!is_default).then(|| parse(&route.path)),
            function,
            authorizer: route.authorizer.clone(),
        });
        // Most specific first, so that the first match is the right one.
        self.0.sort_by(|left, right| {
            let rank = |entry: &Entry| {
                (
                    entry.segments.is_none(),
                    entry.segments.clone(),
                    entry.method.is_none(),
                )
            };
            rank(left).cmp(&rank(right))
        });
        Ok(())
    }

    /// Route key and authorizer of every route that has one.
    pub(super) fn authorizers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter_map(|entry| Some((entry.key.as_str(), entry.authorizer.as_deref()?)))
    }

    pub(super) fn find(&self, method: &Method, path: &str) -> Option<Match<'_>> {
        let parts: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
        self.0.iter().find_map(|entry| {
            if entry.method.as_ref().is_some_and(|wanted| wanted != method) {
                return None;
            }
            let parameters = match &entry.segments {
                None => BTreeMap::new(),
                Some(segments) => parameters(segments, &parts)?,
            };
            Some(Match {
                key: &entry.key,
                function: &entry.function,
                authorizer: entry.authorizer.as_deref(),
                parameters,
            })
        })
    }
}

/// Says what is wrong with a route's path, to be put after "must be".
pub(crate) fn check_path(path: &str) -> Result<(), &'static str> {
    let inside = path.strip_prefix('/').ok_or("a path that begins with /")?;
    let segments: Vec<&str> = inside.split('/').collect();
    for (index, segment) in segments.iter().enumerate() {
        let name = segment
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        let is_last = index + 1 == segments.len();
        match name {
            Some(name) if name.ends_with('+') && !is_last => {
                return Err("a path whose greedy parameter comes last");
            }
            None if segment.contains(['{', '}']) => {
                return Err("a path whose parameters are whole segments");
            }
            _ => {}
        }
    }
    Ok(())
}

fn parse(path: &str) -> Vec<Segment> {
    let segment = |text: &str| match text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    {
        Some(name) => match name.strip_suffix('+') {
            Some(name) => Segment::Greedy(name.to_owned()),
            None => Segment::Parameter(name.to_owned()),
        },
        None => Segment::Literal(text.to_owned()),
    };
    path.strip_prefix('/')
        .unwrap_or(path)
        .split('/')
        .map(segment)
        .collect()
}

fn parameters<'a>(segments: &'a [Segment], parts: &[&str]) -> Option<BTreeMap<&'a str, String>> {
    let mut found = BTreeMap::new();
    for (index, segment) in segments.iter().enumerate() {
        let part = parts.get(index)?;
        match segment {
            Segment::Literal(text) if text == part => {}
            Segment::Literal(_) => return None,
            Segment::Parameter(_) if part.is_empty() => return None,
            Segment::Parameter(name) => {
                found.insert(name.as_str(), decode(part));
            }
            Segment::Greedy(name) => {
                let rest = parts.get(index..)?.join("/");
                if rest.is_empty() {
                    return None;
                }
                found.insert(name.as_str(), decode(&rest));
                return Some(found);
            }
        }
    }
    (segments.len() == parts.len()).then_some(found)
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Flow;
    use function::Environment;
    use std::time::Duration;

    fn routes(keys: &[&str]) -> Routes {
        let mut routes = Routes::default();
        for key in keys {
            let (method, path) = key.split_once(' ').unwrap_or(("ANY", key));
            let route = Route {
                method: method.to_owned(),
                path: path.to_owned(),
                authorizer: None,
            };
            let function =
                function::Function::new("test", |event| async move { Ok(event.payload) });
            let hosted = Hosted::new(
                "test",
                function,
                Environment::from_map(BTreeMap::new()),
                Duration::from_secs(1),
                None,
                Flow::default(),
            );
            routes.add(&route, hosted).unwrap();
        }
        routes
    }

    #[test]
    fn the_most_specific_route_wins() {
        let all = routes(&[
            "$default",
            "GET /{proxy+}",
            "GET /{shop}",
            "GET /robots.txt",
            "GET /{shop}/p/{id}",
            "GET /",
            "ANY /robots.txt",
            "POST /v1/imports",
            "GET /v1/imports/{id}",
        ]);
        let check = |method: Method, path: &str, expected: &str, parameters: &[(&str, &str)]| {
            let found = all.find(&method, path).unwrap();
            assert_eq!(found.key, expected, "{method} {path}");
            let expected: Vec<_> = parameters
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect();
            assert_eq!(
                found.parameters.into_iter().collect::<Vec<_>>(),
                expected,
                "{path}"
            );
        };
        check(Method::GET, "/", "GET /", &[]);
        check(Method::GET, "/robots.txt", "GET /robots.txt", &[]);
        check(Method::PUT, "/robots.txt", "ANY /robots.txt", &[]);
        check(Method::GET, "/@nalu", "GET /{shop}", &[("shop", "@nalu")]);
        check(Method::GET, "/%40nalu", "GET /{shop}", &[("shop", "@nalu")]);
        check(
            Method::GET,
            "/@n/p/7",
            "GET /{shop}/p/{id}",
            &[("id", "7"), ("shop", "@n")],
        );
        check(Method::GET, "/a/b", "GET /{proxy+}", &[("proxy", "a/b")]);
        check(
            Method::GET,
            "/v1/imports/9",
            "GET /v1/imports/{id}",
            &[("id", "9")],
        );
        check(Method::DELETE, "/a/b", "$default", &[]);
    }

    #[test]
    fn a_path_must_fit_exactly() {
        let all = routes(&["GET /v1/imports/{id}"]);
        for path in [
            "/v1/imports",
            "/v1/imports/",
            "/v1/imports/1/2",
            "/V1/imports/1",
        ] {
            assert!(all.find(&Method::GET, path).is_none(), "{path}");
        }
        assert!(all.find(&Method::POST, "/v1/imports/1").is_none());
    }

    #[test]
    fn paths_that_api_gateway_refuses_are_refused() {
        for path in ["v1", "/@{handle}", "/{a+}/b", "/a/{b"] {
            assert!(check_path(path).is_err(), "{path}");
        }
        for path in ["/", "/{a}/b/{c+}"] {
            assert!(check_path(path).is_ok(), "{path}");
        }
    }
}
