//! A circuit breaker: after several failures in a row nothing is asked for a while.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// When the circuit opens and for how long.
#[derive(Debug, Clone, Copy)]
pub struct CircuitSettings {
    /// Failures in a row that open it.
    pub failures: u32,
    /// How long it stays open; then one question is let through to try.
    pub pause: SignedDuration,
}

impl Default for CircuitSettings {
    fn default() -> Self {
        Self {
            failures: 5,
            pause: SignedDuration::from_secs(60),
        }
    }
}

/// Counts failures in a row. One per process: a service that is down is found out by each.
#[derive(Debug)]
pub struct CircuitBreaker {
    settings: CircuitSettings,
    state: Mutex<State>,
}

#[derive(Debug, Clone, Copy)]
enum State {
    Closed {
        failures: u32,
    },
    Open {
        until: Timestamp,
    },
    /// One question is under way; the others wait for its outcome, until a time.
    Trying {
        until: Timestamp,
    },
}

impl CircuitBreaker {
    /// A closed circuit.
    pub const fn new(settings: CircuitSettings) -> Self {
        Self {
            settings,
            state: Mutex::new(State::Closed { failures: 0 }),
        }
    }

    /// Whether a question may be asked now. After a pause only one may, until it is reported.
    pub fn admits(&self, now: Timestamp) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match *state {
            State::Closed { .. } => true,
            State::Open { until } | State::Trying { until } if now < until => false,
            State::Open { .. } | State::Trying { .. } => {
                *state = State::Trying {
                    until: self.after_pause(now),
                };
                true
            }
        }
    }

    /// The service answered, whatever the answer.
    pub fn succeeded(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state = State::Closed { failures: 0 };
    }

    /// The service did not answer.
    pub fn failed(&self, now: Timestamp) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state = match *state {
            State::Closed { failures } if failures + 1 < self.settings.failures => State::Closed {
                failures: failures + 1,
            },
            _ => State::Open {
                until: self.after_pause(now),
            },
        };
    }

    fn after_pause(&self, now: Timestamp) -> Timestamp {
        now.checked_add(self.settings.pause)
            .unwrap_or(Timestamp::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn it_opens_pauses_tries_once_and_closes() {
        let breaker = CircuitBreaker::new(CircuitSettings {
            failures: 2,
            pause: SignedDuration::from_secs(60),
        });
        breaker.failed(at(0));
        assert!(breaker.admits(at(1)), "one failure is no pattern");
        breaker.failed(at(1));
        assert!(!breaker.admits(at(60)));
        assert!(breaker.admits(at(61)), "one may try");
        assert!(!breaker.admits(at(61)), "but only one");
        breaker.failed(at(62));
        assert!(!breaker.admits(at(121)));
        assert!(breaker.admits(at(122)));
        breaker.succeeded();
        assert!(breaker.admits(at(122)) && breaker.admits(at(122)));
    }

    #[test]
    fn a_success_forgets_failures() {
        let breaker = CircuitBreaker::new(CircuitSettings::default());
        for _ in 0..20 {
            for _ in 0..4 {
                breaker.failed(at(0));
            }
            breaker.succeeded();
        }
        assert!(breaker.admits(at(0)));
    }

    #[test]
    fn a_trial_that_never_reports_does_not_close_it_for_good() {
        let breaker = CircuitBreaker::new(CircuitSettings {
            failures: 1,
            pause: SignedDuration::from_secs(10),
        });
        breaker.failed(at(0));
        assert!(breaker.admits(at(10)));
        assert!(!breaker.admits(at(19)));
        assert!(breaker.admits(at(20)));
    }
}
