//! The one place that writes to the terminal. Colours are left out where nobody sees them.

use anstyle::{AnsiColor, Style};
use std::io::Write as _;

/// Writes for people.
#[derive(Debug)]
pub(crate) struct Console;

/// How a piece of text stands out.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Tone {
    Good,
    Bad,
    Quiet,
    Strong,
}

impl Console {
    /// Writes one line. A terminal that is gone is no reason to stop.
    pub(crate) fn say(&self, line: &str) {
        let _gone = writeln!(anstream::stdout().lock(), "{line}");
    }

    /// Writes one line about a failure.
    pub(crate) fn complain(&self, line: &str) {
        let label = paint(Tone::Bad, "error:");
        let _gone = writeln!(anstream::stderr().lock(), "{label} {line}");
    }
}

/// Text in a tone.
pub(crate) fn paint(tone: Tone, text: &str) -> String {
    let style = match tone {
        Tone::Good => Style::new().fg_color(Some(AnsiColor::Green.into())),
        Tone::Bad => Style::new().fg_color(Some(AnsiColor::Red.into())).bold(),
        Tone::Quiet => Style::new().dimmed(),
        Tone::Strong => Style::new().bold(),
    };
    format!("{style}{text}{style:#}")
}
