//! `linkhub invoke`: one function, one event.
//!
//! Asks the hub that runs on the data directory, or starts one that does nothing else.

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::CommandError;
use super::arguments::{HubArguments, InvokeArguments};
use super::console::Console;
use super::setup;
use crate::host::Registry;
use crate::hub::{DataDirectory, Hub, Sources};

/// Invokes the function and prints its answer.
pub(super) async fn run(
    mut hub: HubArguments,
    arguments: InvokeArguments,
    registry: Registry,
    console: &Console,
) -> Result<(), CommandError> {
    let file = &arguments.event;
    let text =
        std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let event: Value =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let answer = match DataDirectory::running(&hub.data) {
        Some(running) => ask(&running.lambda, &arguments.function, &event).await?,
        None => {
            hub.port = 0;
            let hub = Hub::start(setup::config(&hub, registry, Sources::Off)?).await?;
            let answer = match hub.functions().find(&arguments.function) {
                Some(function) => function.invoke(event).await.map_err(CommandError::from),
                None => Err(unknown(&arguments.function, hub.functions().binaries())),
            };
            hub.stop().await;
            answer?
        }
    };
    console.say(&serde_json::to_string_pretty(&answer)?);
    Ok(())
}

fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> CommandError {
    let known: Vec<&str> = known.collect();
    format!(
        "there is no function {name}; there are: {}",
        known.join(", ")
    )
    .into()
}

/// Lambda's Invoke on the running hub: one plain HTTP/1.0 request, so the answer ends with the
/// connection.
async fn ask(lambda: &str, function: &str, event: &Value) -> Result<Value, CommandError> {
    let address = lambda.strip_prefix("http://").unwrap_or(lambda);
    let mut stream = TcpStream::connect(address).await?;
    let body = event.to_string();
    let request = format!(
        "POST /2015-03-31/functions/{function}/invocations HTTP/1.0\r\nHost: {address}\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let (head, body) = answer
        .split_once("\r\n\r\n")
        .ok_or("the hub broke off its answer")?;
    let body: Value = serde_json::from_str(body)?;
    let failed = !head.contains(" 200 ") || head.to_lowercase().contains("x-amz-function-error");
    if failed {
        let message = body.get("errorMessage").or_else(|| body.get("message"));
        let message = message.and_then(Value::as_str);
        return Err(message.unwrap_or("the function failed").to_owned().into());
    }
    Ok(body)
}
