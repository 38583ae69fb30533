//! A chain of labels: the likeliest one, and how likely each label is.
//!
//! Everything is a product of factors, scaled to a sum of one token by token, so that it stays in
//! range over a long caption.

/// One number for each label.
pub(super) type Scores = [f32; 3];

/// The first token has no label before it: "further word" can't be its label.
const START: Scores = [1.0, 1.0, 0.0];

/// The likeliest label of each token together, by number. `factors` are those of the tokens,
/// `steps` those of a label (the row) before another.
pub(super) fn likeliest(factors: &[Scores], steps: &[Scores; 3]) -> Vec<usize> {
    let mut reached: Vec<[(f32, usize); 3]> = Vec::with_capacity(factors.len());
    for factor in factors {
        let mut best: [(f32, usize); 3] = match reached.last() {
            None => START.map(|score| (score, 0)),
            Some(before) => {
                let mut best = [(0.0, 0); 3];
                for (label, ((score, _), row)) in before.iter().zip(steps).enumerate() {
                    for (best, step) in best.iter_mut().zip(row) {
                        if score * step > best.0 {
                            *best = (score * step, label);
                        }
                    }
                }
                best
            }
        };
        for ((score, _), factor) in best.iter_mut().zip(factor) {
            *score *= factor;
        }
        let sum: f32 = best.iter().map(|(score, _)| score).sum();
        if sum > 0.0 {
            best.iter_mut().for_each(|(score, _)| *score /= sum);
        }
        reached.push(best);
    }
    let last = reached.last().map_or(0, |best| {
        let most = best.iter().enumerate().max_by(|one, other| {
            let scores = (one.1.0, other.1.0);
            scores.0.total_cmp(&scores.1)
        });
        most.map_or(0, |(label, _)| label)
    });
    let mut labels = vec![last; factors.len()];
    let mut label = last;
    for (slot, best) in labels.iter_mut().zip(&reached).rev() {
        *slot = label;
        label = best.get(label).map_or(0, |(_, before)| *before);
    }
    labels
}

/// How probable each label of each token is.
pub(super) fn probabilities(factors: &[Scores], steps: &[Scores; 3]) -> Vec<Scores> {
    let mut found: Vec<Scores> = Vec::with_capacity(factors.len());
    for factor in factors {
        let mut scores = START;
        if let Some(before) = found.last() {
            scores = [0.0; 3];
            for (score, row) in before.iter().zip(steps) {
                for (sum, step) in scores.iter_mut().zip(row) {
                    *sum += score * step;
                }
            }
        }
        found.push(scaled(multiplied(scores, factor)));
    }
    let mut behind = [1.0; 3];
    for (scores, factor) in found.iter_mut().zip(factors).rev() {
        *scores = scaled(multiplied(*scores, &behind));
        let next = multiplied(*factor, &behind);
        behind = scaled(steps.map(|row| {
            let products = row.iter().zip(next).map(|(step, next)| step * next);
            products.sum()
        }));
    }
    found
}

fn multiplied(mut scores: Scores, factors: &Scores) -> Scores {
    for (score, factor) in scores.iter_mut().zip(factors) {
        *score *= factor;
    }
    scores
}

fn scaled(scores: Scores) -> Scores {
    let sum: f32 = scores.iter().sum();
    if sum > 0.0 {
        scores.map(|score| score / sum)
    } else {
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Scores; 3] = [[2.0, 1.0, 0.0], [1.0, 0.5, 3.0], [1.0, 0.5, 2.0]];
    const FACTORS: [Scores; 4] = [
        [1.0, 0.2, 9.0],
        [0.3, 1.0, 0.5],
        [0.4, 0.1, 1.0],
        [1.0, 0.2, 0.3],
    ];

    /// Every chain with its product.
    fn chains() -> Vec<([usize; 4], f32)> {
        let mut chains = Vec::new();
        for number in 0..81 {
            let labels = [number / 27, number / 9 % 3, number / 3 % 3, number % 3];
            let mut product = START[labels[0]];
            for (at, label) in labels.iter().enumerate() {
                product *= FACTORS[at][*label];
                if at > 0 {
                    product *= STEPS[labels[at - 1]][*label];
                }
            }
            chains.push((labels, product));
        }
        chains
    }

    #[test]
    fn the_likeliest_chain_is_that_of_the_greatest_product() {
        let best = chains()
            .into_iter()
            .max_by(|one, other| one.1.total_cmp(&other.1))
            .unwrap();
        assert_eq!(likeliest(&FACTORS, &STEPS), best.0);
        assert!(likeliest(&[], &STEPS).is_empty());
    }

    #[test]
    fn probabilities_are_shares_of_all_chains() {
        let total: f32 = chains().iter().map(|(_, product)| product).sum();
        for (at, scores) in probabilities(&FACTORS, &STEPS).iter().enumerate() {
            for (label, score) in scores.iter().enumerate() {
                let with: f32 = chains()
                    .iter()
                    .filter(|(labels, _)| labels[at] == label)
                    .map(|(_, product)| product)
                    .sum();
                assert!((score - with / total).abs() < 1e-5, "{at} {label}");
            }
        }
    }

    #[test]
    fn a_long_caption_stays_in_range() {
        let factors = vec![[1e-20, 1e-20, 1e-20]; 1_600];
        for scores in probabilities(&factors, &STEPS) {
            assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-3);
        }
        assert_eq!(likeliest(&factors, &STEPS).len(), 1_600);
    }
}
