//! When to ask an upstream again: exponential backoff with full jitter.

use std::time::Duration;

/// Whether asking again may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// The same request will get the same answer.
    Never,
    /// The upstream is busy or broken for now.
    Soon,
    /// The upstream wants at least this long a pause.
    After(Duration),
}

/// A failure that knows whether asking again may help.
pub(crate) trait Failure {
    fn retry(&self) -> Retry;
}

/// How often and how long to keep asking within one call.
///
/// A call that fails for longer than this returns its error; the queue behind it has the longer
/// patience.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How often to ask in all, at least once.
    pub attempts: u32,
    /// Longest pause after the first failure; it doubles with each further one.
    pub base: Duration,
    /// Longest pause of all. An upstream that wants a longer one ends the call.
    pub cap: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(8),
        }
    }
}

impl RetryPolicy {
    /// Runs `operation` until it succeeds, fails for good or has had its attempts.
    pub(crate) async fn run<T, E, Attempt>(
        &self,
        mut operation: impl FnMut() -> Attempt,
    ) -> Result<T, E>
    where
        E: Failure,
        Attempt: Future<Output = Result<T, E>>,
    {
        let mut failures = 0;
        loop {
            let error = match operation().await {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            failures += 1;
            let at_least = match error.retry() {
                Retry::Soon => Duration::ZERO,
                Retry::After(pause) if pause <= self.cap => pause,
                Retry::Never | Retry::After(_) => return Err(error),
            };
            if failures >= self.attempts {
                return Err(error);
            }
            tokio::time::sleep(at_least).await;
            self.pause(failures).await;
        }
    }

    /// Waits as long as is right after so many failures.
    pub(crate) async fn pause(&self, failures: u32) {
        tokio::time::sleep(self.pause_length(failures, fastrand::f64())).await;
    }

    /// `share`, 0 to 1, is the random part.
    fn pause_length(&self, failures: u32, share: f64) -> Duration {
        let doublings = failures.saturating_sub(1).min(30);
        self.base
            .saturating_mul(1 << doublings)
            .min(self.cap)
            .mul_f64(share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Failed(Retry);

    impl Failure for Failed {
        fn retry(&self) -> Retry {
            self.0
        }
    }

    const POLICY: RetryPolicy = RetryPolicy {
        attempts: 3,
        base: Duration::from_secs(1),
        cap: Duration::from_secs(5),
    };

    /// Runs against a list of answers; returns the outcome, the calls made and the time waited.
    async fn run(answers: &[Result<u8, Retry>]) -> (Result<u8, Failed>, usize, Duration) {
        let started = tokio::time::Instant::now();
        let mut calls = 0;
        let outcome = POLICY
            .run(|| {
                let answer = answers[calls];
                calls += 1;
                async move { answer.map_err(Failed) }
            })
            .await;
        (outcome, calls, started.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn busy_upstreams_are_asked_again() {
        let (outcome, calls, waited) = run(&[Err(Retry::Soon), Err(Retry::Soon), Ok(7)]).await;
        assert_eq!((outcome, calls), (Ok(7), 3));
        assert!(waited <= Duration::from_secs(3), "{waited:?}");
        let (outcome, calls, _) = run(&[Err(Retry::Soon); 4]).await;
        assert_eq!((outcome, calls), (Err(Failed(Retry::Soon)), 3));
    }

    #[tokio::test(start_paused = true)]
    async fn final_answers_are_final() {
        let (outcome, calls, waited) = run(&[Err(Retry::Never), Ok(1)]).await;
        assert_eq!(
            (outcome, calls, waited),
            (Err(Failed(Retry::Never)), 1, Duration::ZERO)
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_wanted_pause_is_kept_or_left_to_the_queue() {
        let (outcome, _, waited) = run(&[Err(Retry::After(Duration::from_secs(4))), Ok(1)]).await;
        assert_eq!(outcome, Ok(1));
        assert!(waited >= Duration::from_secs(4), "{waited:?}");
        let minute = Retry::After(Duration::from_secs(60));
        assert_eq!(run(&[Err(minute), Ok(1)]).await.0, Err(Failed(minute)));
    }

    #[test]
    fn pauses_double_up_to_the_cap() {
        let pauses: Vec<u64> = (1..6)
            .map(|n| POLICY.pause_length(n, 1.0).as_secs())
            .collect();
        assert_eq!(pauses, [1, 2, 4, 5, 5]);
        assert_eq!(POLICY.pause_length(100, 0.5), Duration::from_millis(2500));
    }
}
