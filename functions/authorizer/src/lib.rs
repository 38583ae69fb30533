//! Authorizer: may this caller send posts in?
//!
//! API Gateway asks it before every route that changes something or hands out what is private.
//! Until sellers have accounts there is one key, the operator's, sent as `Authorization: Bearer
//! <key>`. An installation on one machine may be open instead (`IMPORT_ACCESS=open`). Answers in
//! the simple form of payload 2.0.

use function::{Aws, Environment, Function, StartError};
use lambda_runtime::LambdaEvent;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "authorizer";

/// Who may send posts in.
#[derive(Debug, Clone)]
enum Access {
    /// Everybody who can reach the hub.
    Open,
    /// Whoever has the key.
    Key(SecretString),
}

/// Builds the function.
pub async fn build(environment: &Environment) -> Result<Function, StartError> {
    let settings = environment.settings();
    let open = settings.parsed_or("IMPORT_ACCESS", false, |text| match text {
        "open" => Ok(true),
        "key" => Ok(false),
        _ => Err("is `open` or `key`"),
    });
    settings.finish()?;
    let access = if open {
        Access::Open
    } else {
        Access::Key(Aws::new(environment).secret("OPERATOR_KEY_SECRET").await?)
    };
    Ok(function(access))
}

fn function(access: Access) -> Function {
    Function::new(NAME, move |event: LambdaEvent<Value>| {
        let allowed = access.allows(authorization(&event.payload));
        if !allowed {
            function::count(NAME, "CallsRefused", 1);
        }
        tracing::info!(function = NAME, allowed, "decided");
        let answer = json!({
            "isAuthorized": allowed,
            "context": { "actor": if allowed { "operator" } else { "nobody" } },
        });
        async move { Ok(answer) }
    })
}

impl Access {
    fn allows(&self, authorization: Option<&str>) -> bool {
        let key = match self {
            Self::Open => return true,
            Self::Key(key) => key,
        };
        let given = authorization
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, key)| key.trim());
        // Digests are compared instead of the texts: the time it takes says nothing of the key.
        given.is_some_and(|given| {
            Sha256::digest(given) == Sha256::digest(key.expose_secret().as_bytes())
        })
    }
}

fn authorization(event: &Value) -> Option<&str> {
    event.get("headers")?.get("authorization")?.as_str()
}

#[cfg(test)]
mod tests {
    use function::testing::{invoke, sample_events};

    use super::*;

    #[test]
    fn only_the_key_opens() {
        let access = Access::Key(SecretString::from("correct horse"));
        for (header, allowed) in [
            (Some("Bearer correct horse"), true),
            (Some("Bearer  correct horse "), true),
            (Some("bearer correct horse"), true),
            (Some("Bearer wrong"), false),
            (Some("Bearer "), false),
            (Some("correct horse"), false),
            (Some("Basic correct horse"), false),
            (None, false),
        ] {
            assert_eq!(access.allows(header), allowed, "{header:?}");
        }
        assert!(Access::Open.allows(None));
    }

    #[tokio::test]
    async fn every_sample_event_is_decided() {
        let key = SecretString::from("correct-horse-battery-staple");
        for (access, allowed) in [
            (Access::Key(key), ["with-key"].as_slice()),
            (Access::Open, &["with-key", "with-wrong-key", "without-key"]),
        ] {
            let function = function(access);
            for (case, event) in sample_events(NAME) {
                let answer = invoke(&function, event).await;
                let expected = allowed.contains(&case.as_str());
                assert_eq!(answer["isAuthorized"], expected, "{case}");
            }
        }
    }
}
