//! Peak memory of this process, as Linux counts it.

use std::fs;

/// Starts a new peak, where the system allows it.
pub(crate) fn reset_peak() {
    // Documented in proc(5): 5 resets the peak resident set size. Elsewhere the peak just adds up.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// Resident bytes now and at their peak; `None` where the system does not tell.
pub(crate) fn resident() -> Option<Resident> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kilobytes * 1024)
    };
    Some(Resident {
        now: field("VmRSS:")?,
        peak: field("VmHWM:")?,
    })
}

/// Resident set sizes in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resident {
    pub(crate) now: u64,
    pub(crate) peak: u64,
}
