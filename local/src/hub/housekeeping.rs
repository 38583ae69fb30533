//! What AWS does by itself as time goes by: expired items and messages go away.

use std::time::{Duration, Instant};

use crate::aws::Aws;
use crate::flow::{Flow, Happening};
use crate::stop::Stop;

/// How often it cleans up, if that is quick.
const EVERY: Duration = Duration::from_secs(1);
/// Looking for expired items reads whole tables. It rests so many times as long as it took, so that
/// an idle hub stays idle however much it holds.
const REST: u32 = 100;

/// Cleans up until the hub stops.
pub(super) async fn run(aws: Aws, flow: Flow, stop: Stop) {
    let mut pause = EVERY;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = stop.wait() => return,
        }
        let aws = aws.clone();
        let round = tokio::task::spawn_blocking(move || {
            let started = Instant::now();
            let outcome = clean_up(&aws);
            (started.elapsed(), outcome)
        });
        // The task can only fail by the end of the runtime.
        let Ok((took, outcome)) = round.await else {
            return;
        };
        pause = EVERY.max(took.saturating_mul(REST));
        if let Err(trouble) = outcome {
            flow.tell(Happening::Trouble(trouble));
        }
    }
}

fn clean_up(aws: &Aws) -> Result<(), String> {
    aws.dynamodb
        .sweep_time_to_live()
        .map_err(|error| error.to_string())?;
    aws.sqs.expire().map_err(|error| error.to_string())
}
