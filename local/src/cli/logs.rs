//! What functions log, for the person at the terminal.

use function::log_levels;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

/// Shows warnings and errors; `RUST_LOG` asks for more. A condition that fails is an everyday answer,
/// but dynoxide warns of each.
const USUALLY: &str = "warn,dynoxide=off";

/// Sends logs to standard error. Does nothing where logs already go somewhere.
pub(super) fn show() {
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_filter(log_levels(USUALLY));
    let _already_shown = tracing_subscriber::registry().with(lines).try_init();
}
