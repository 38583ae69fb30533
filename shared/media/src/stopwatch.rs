//! CPU time of the calling thread, by stage, held against the limit.

use std::time::Duration;

use cpu_time::ThreadTime;

use crate::report::Timings;

/// Does some work and tells its CPU time. A thread's clock must not be held across an await.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let started = ThreadTime::now();
    let done = work();
    (done, started.elapsed())
}

/// Measures stages one after another.
pub(crate) struct Stopwatch {
    started: ThreadTime,
    lap: ThreadTime,
    limit: Duration,
    pub(crate) timings: Timings,
}

impl Stopwatch {
    pub(crate) fn start(limit: Duration) -> Self {
        let now = ThreadTime::now();
        Self {
            started: now,
            lap: now,
            limit,
            timings: Timings::default(),
        }
    }

    /// Adds the time since the last lap to a stage.
    pub(crate) fn lap(&mut self, stage: impl FnOnce(&mut Timings) -> &mut Duration) {
        let now = ThreadTime::now();
        *stage(&mut self.timings) += now.duration_since(self.lap);
        self.lap = now;
    }

    /// Drops the time since the last lap: work done only for a report.
    pub(crate) fn forget_lap(&mut self) {
        self.lap = ThreadTime::now();
    }

    /// Whether a share of the limit, in percent, is used up.
    pub(crate) fn spent(&self, percent: u32) -> bool {
        self.started.elapsed() * 100 >= self.limit * percent
    }
}
