//! What functions log, for the person at the terminal.

use tracing_subscriber::EnvFilter;

/// Shows warnings and errors; `RUST_LOG` asks for more. A condition that fails is an everyday answer,
/// but dynoxide warns of each.
const USUALLY: &str = "warn,dynoxide=off";

/// Sends logs to standard error. Does nothing where logs already go somewhere.
pub(super) fn show() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(USUALLY));
    let _already_shown = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}
