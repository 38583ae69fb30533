//! Percentiles.

use std::time::Duration;

/// The duration that `percent` of all are not longer than.
pub(crate) fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let index = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(index).copied().unwrap_or_default()
}

/// As milliseconds with two decimals.
pub(crate) fn ms(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_sorted_list() {
        let list: Vec<Duration> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(percentile(&list, 50), Duration::from_millis(50));
        assert_eq!(percentile(&list, 95), Duration::from_millis(95));
        assert_eq!(percentile(&[], 50), Duration::ZERO);
    }
}
