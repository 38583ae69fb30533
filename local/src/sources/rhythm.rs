//! Schedule expressions: `rate(5 minutes)` and six-field `cron(…)`, both in UTC.
//!
//! Left out, and refused: `L`, `W` and `#` in cron fields, and names of months and days.
//! Source: Amazon EventBridge "Cron expressions and rate expressions".

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::time::Duration;

/// When a schedule fires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rhythm {
    /// Every so often, counted from the start.
    Every(Duration),
    /// At the minutes that match.
    At(Cron),
}

/// The fields of a cron expression, each as the list of its allowed values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cron {
    minutes: Vec<i16>,
    hours: Vec<i16>,
    days: Vec<i16>,
    months: Vec<i16>,
    /// 1 is Sunday.
    weekdays: Vec<i16>,
    years: Vec<i16>,
}

impl Rhythm {
    /// Parses an expression; the error is to be put after "must be".
    ///
    /// # Errors
    /// Fails on anything but `rate(…)` and the supported part of `cron(…)`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let inside = |name: &str| {
            text.strip_prefix(name)?
                .strip_prefix('(')?
                .strip_suffix(')')
                .map(str::trim)
        };
        if let Some(rate) = inside("rate") {
            return every(rate).ok_or_else(|| "rate(number minutes|hours|days)".to_owned());
        }
        if let Some(fields) = inside("cron") {
            return Cron::parse(fields).map(Self::At).ok_or_else(|| {
                "cron(…) with six fields of numbers, *, ?, lists and ranges".to_owned()
            });
        }
        Err("rate(…) or cron(…)".to_owned())
    }

    /// The first time after `now` at which it fires; `None` if there is none within four years.
    #[must_use]
    pub fn after(&self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Every(period) => now.checked_add(*period).ok(),
            Self::At(cron) => cron.after(now),
        }
    }
}

fn every(text: &str) -> Option<Rhythm> {
    let (number, unit) = text.split_once(' ')?;
    let number: u64 = number.parse().ok().filter(|number| *number > 0)?;
    let seconds = match unit.trim() {
        "minute" | "minutes" => 60,
        "hour" | "hours" => 3_600,
        "day" | "days" => 86_400,
        _ => return None,
    };
    Some(Rhythm::Every(Duration::from_secs(
        number.checked_mul(seconds)?,
    )))
}

impl Cron {
    fn parse(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minutes, hours, days, months, weekdays, years] = fields.as_slice() else {
            return None;
        };
        Some(Self {
            minutes: values(minutes, 0, 59)?,
            hours: values(hours, 0, 23)?,
            days: values(days, 1, 31)?,
            months: values(months, 1, 12)?,
            weekdays: values(weekdays, 1, 7)?,
            years: values(years, 1970, 2199)?,
        })
    }

    fn after(&self, now: Timestamp) -> Option<Timestamp> {
        let start = TimeZone::UTC.to_datetime(now);
        let mut at = start.with().second(0).subsec_nanosecond(0).build().ok()?;
        at = at.checked_add(1.minute()).ok()?;
        let end = start.checked_add(4.years()).ok()?;
        while at < end {
            at = if !self.day_matches(at) {
                at.date()
                    .tomorrow()
                    .ok()?
                    .to_datetime(jiff::civil::Time::midnight())
            } else if !self.hours.contains(&i16::from(at.hour())) {
                at.with()
                    .minute(0)
                    .build()
                    .ok()?
                    .checked_add(1.hour())
                    .ok()?
            } else if !self.minutes.contains(&i16::from(at.minute())) {
                at.checked_add(1.minute()).ok()?
            } else {
                return TimeZone::UTC.to_timestamp(at).ok();
            };
        }
        None
    }

    fn day_matches(&self, at: DateTime) -> bool {
        self.days.contains(&i16::from(at.day()))
            && self.months.contains(&i16::from(at.month()))
            && self.years.contains(&at.year())
            && self
                .weekdays
                .contains(&i16::from(at.weekday().to_sunday_one_offset()))
    }
}

fn values(field: &str, lowest: i16, highest: i16) -> Option<Vec<i16>> {
    let mut found = Vec::new();
    for part in field.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, step.parse::<usize>().ok().filter(|step| *step > 0)?),
            None => (part, 1),
        };
        let (first, last) = match range {
            "*" | "?" => (lowest, highest),
            range => match range.split_once('-') {
                Some((first, last)) => (first.parse().ok()?, last.parse().ok()?),
                None if step > 1 => (range.parse().ok()?, highest),
                None => (range.parse().ok()?, range.parse().ok()?),
            },
        };
        if first < lowest || last > highest || first > last {
            return None;
        }
        found.extend((first..=last).step_by(step));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expression: &str, now: &str, expected: &str) {
        let rhythm = Rhythm::parse(expression).unwrap();
        let next = rhythm.after(now.parse().unwrap()).unwrap();
        assert_eq!(next.to_string(), expected, "{expression} after {now}");
    }

    #[test]
    fn the_next_time_is_found() {
        check(
            "rate(5 minutes)",
            "2026-11-23T10:00:30Z",
            "2026-11-23T10:05:30Z",
        );
        check(
            "rate(1 day)",
            "2026-11-23T10:00:00Z",
            "2026-11-24T10:00:00Z",
        );
        check(
            "cron(0/15 * * * ? *)",
            "2026-11-23T10:00:00Z",
            "2026-11-23T10:15:00Z",
        );
        check(
            "cron(30 3 * * ? *)",
            "2026-11-23T10:00:00Z",
            "2026-11-24T03:30:00Z",
        );
        check(
            "cron(0 0 1 1 ? *)",
            "2026-11-23T10:00:00Z",
            "2027-01-01T00:00:00Z",
        );
        check(
            "cron(0 8 ? * 2-6 *)",
            "2026-11-21T10:00:00Z",
            "2026-11-23T08:00:00Z",
        );
        check(
            "cron(5,10 8 * * ? *)",
            "2026-11-23T08:05:00Z",
            "2026-11-23T08:10:00Z",
        );
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for text in [
            "rate(0 minutes)",
            "rate(5)",
            "cron(* * * *)",
            "cron(0 0 L * ? *)",
            "at(…)",
            "cron(61 * * * ? *)",
        ] {
            assert!(Rhythm::parse(text).is_err(), "{text}");
        }
    }
}
