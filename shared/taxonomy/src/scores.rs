//! One number per leaf.

use crate::Leaf;

/// How much speaks for each leaf.
#[derive(Debug, Clone)]
pub(crate) struct Scores([f32; Leaf::ALL.len()]);

impl Scores {
    /// Nothing for any leaf.
    pub(crate) const fn new() -> Self {
        Self([0.0; Leaf::ALL.len()])
    }

    /// What speaks for a leaf.
    pub(crate) fn of(&self, leaf: Leaf) -> f32 {
        self.0.get(leaf.index()).copied().unwrap_or(0.0)
    }

    /// Adds to a leaf; less than nothing takes away.
    pub(crate) fn add(&mut self, leaf: Leaf, points: f32) {
        if let Some(score) = self.0.get_mut(leaf.index()) {
            *score += points;
        }
    }

    /// Moves a share (0 to 1) of one leaf's score to another.
    pub(crate) fn shift(&mut self, from: Leaf, to: Leaf, share: f32) {
        let moved = self.of(from).max(0.0) * share;
        self.add(from, -moved);
        self.add(to, moved);
    }

    /// The leaves something speaks for, best first.
    pub(crate) fn ranked(&self) -> Vec<(Leaf, f32)> {
        let scored = Leaf::ALL.into_iter().map(|leaf| (leaf, self.of(leaf)));
        let mut ranked: Vec<_> = scored.filter(|(_, score)| *score > 0.0).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked
    }
}
