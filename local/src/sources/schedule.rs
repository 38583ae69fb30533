//! Schedules: EventBridge rules with a rate or a cron expression.

use jiff::Timestamp;
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

use super::Feed;
use crate::aws::names;
use crate::flow::Happening;
use crate::host::Hosted;
use crate::template::ScheduleTrigger;

/// Fires a function by the clock until the hub stops. As on AWS a rate first fires after one period.
pub(super) async fn run(feed: Feed, function: Hosted, trigger: ScheduleTrigger) {
    let mut last = Timestamp::now();
    while let Some(next) = trigger.rhythm.after(last) {
        let wait = Duration::try_from(next.duration_since(Timestamp::now())).unwrap_or_default();
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = feed.stop.wait() => return,
        }
        feed.flow.tell(Happening::Fired {
            schedule: trigger.name.clone(),
        });
        // The outcome is in the flow already.
        let _outcome = function.invoke_when_free(event(&trigger, next)).await;
        // Firings that a long run or a sleeping machine swallowed are not made up for.
        last = next.max(Timestamp::now() - Duration::from_secs(1));
    }
}

fn event(trigger: &ScheduleTrigger, time: Timestamp) -> Value {
    trigger.input.clone().unwrap_or_else(|| {
        json!({
            "version": "0",
            "id": Uuid::new_v4().to_string(),
            "detail-type": "Scheduled Event",
            "source": "aws.events",
            "account": names::ACCOUNT,
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            "region": names::REGION,
            "resources": [names::arn("events", &format!("rule/{}", trigger.name))],
            "detail": {},
        })
    })
}
