//! Picking the best frames that differ.

use crate::report::Outcome;
use crate::score::Likeness;

/// Pictures of one post.
pub(crate) const PICTURES: usize = 5;

/// What is known of a candidate when choosing.
pub(crate) struct Choice<'a> {
    pub(crate) score: f32,
    pub(crate) likeness: &'a Likeness,
    pub(crate) at_ms: u64,
}

/// Frames at least this alike are taken for the same shot. Measured on quality videos of 25
/// photographs: 99 in 100 pairs of one shot are 0.59 alike or more, 99 in 100 pairs of different
/// shots 0.37 or less; the extremes are 0.50 and 0.52.
pub(crate) const SAME_SHOT: f32 = 0.50;

/// How alike chosen frames may be and how far below the best one, tried in this order: different
/// shots first, then a second look at a good shot, and only then a poor frame of another.
const ROUNDS: [Round; 4] = [
    Round {
        alike: SAME_SHOT,
        score: 0.45,
    },
    Round {
        alike: 0.85,
        score: 0.45,
    },
    Round {
        alike: 0.85,
        score: 0.25,
    },
    Round {
        alike: 0.985,
        score: 0.12, // rather four pictures than a black one
    },
];

struct Round {
    /// Frames at least this alike are refused.
    alike: f32,
    /// Frames below this share of the best score are refused.
    score: f32,
}

/// A frame that scores less is no good, however poor the others are.
const GOOD: f32 = 0.35;

/// Whether there are enough good frames of different shots, so that looking for more is a waste.
pub(crate) fn suffices(candidates: &[Choice<'_>]) -> bool {
    let [different_shots, ..] = &ROUNDS;
    let good = |index: &usize| {
        candidates
            .get(*index)
            .is_some_and(|found| found.score >= GOOD)
    };
    let mut chosen = Vec::new();
    pick(candidates, different_shots, &mut chosen);
    chosen.iter().filter(|index| good(index)).count() >= PICTURES
}

/// What likeness costs within a round, so that of two good frames the more different one wins.
const LIKENESS_COST: f32 = 0.25;

/// Says for every candidate what becomes of it. Ties go to the earlier one.
pub(crate) fn choose(candidates: &[Choice<'_>]) -> Vec<Outcome> {
    let mut chosen: Vec<usize> = Vec::new();
    for round in &ROUNDS {
        pick(candidates, round, &mut chosen);
    }
    // Best first: distinctness decided who is in, score alone decides the order.
    let score = |index: &usize| {
        candidates
            .get(*index)
            .map_or(0.0, |candidate| candidate.score)
    };
    chosen.sort_by(|a, b| score(b).total_cmp(&score(a)).then(a.cmp(b)));
    let outcome = |(index, candidate): (usize, &Choice<'_>)| {
        if let Some(rank) = chosen.iter().position(|other| *other == index) {
            return Outcome::Chosen { rank };
        }
        match closest(candidates, &chosen, candidate) {
            (alike, rank) if alike >= SAME_SHOT => Outcome::TooSimilar { to_rank: rank },
            _ => Outcome::Outscored,
        }
    };
    candidates.iter().enumerate().map(outcome).collect()
}

/// Adds what a round allows, one by one.
fn pick(candidates: &[Choice<'_>], round: &Round, chosen: &mut Vec<usize>) {
    let scores = candidates.iter().map(|candidate| candidate.score);
    let least = scores.fold(0.0, f32::max) * round.score;
    while chosen.len() < PICTURES {
        let mut winner: Option<(usize, f32)> = None;
        for (index, candidate) in candidates.iter().enumerate() {
            if chosen.contains(&index) || candidate.score < least {
                continue;
            }
            let (alike, _) = closest(candidates, chosen, candidate);
            let value = candidate.score - LIKENESS_COST * alike;
            if alike < round.alike && winner.is_none_or(|(_, best)| value > best) {
                winner = Some((index, value));
            }
        }
        match winner {
            Some((index, _)) => chosen.push(index),
            None => break,
        }
    }
}

/// The likeness to the most alike chosen frame, and its place among the chosen.
fn closest(candidates: &[Choice<'_>], chosen: &[usize], candidate: &Choice<'_>) -> (f32, usize) {
    let others = chosen.iter().enumerate().filter_map(|(rank, index)| {
        let other = candidates.get(*index)?;
        // Frames far apart in time are less likely to be the same shot.
        let apart = other.at_ms.abs_diff(candidate.at_ms) as f32 / 1000.0;
        let alike = candidate.likeness.with(other.likeness) - 0.04 * (apart / 20.0).min(1.0);
        Some((alike, rank))
    });
    others.fold(
        (0.0, 0),
        |most, this| if this.0 > most.0 { this } else { most },
    )
}
