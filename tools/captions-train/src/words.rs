//! Words that say more about one seller than about sellers.

use std::collections::{HashMap, HashSet};

/// Words in fewer captions than this are not learned.
const FEWEST: usize = 4;

/// The words that too few captions have. `captions` gives the words of each.
pub(crate) fn seldom<'w, W>(captions: impl Iterator<Item = W>) -> HashSet<&'w str>
where
    W: Iterator<Item = &'w str>,
{
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for words in captions {
        for word in words.collect::<HashSet<&str>>() {
            *counts.entry(word).or_default() += 1;
        }
    }
    let seldom = counts.into_iter().filter(|(_, count)| *count < FEWEST);
    seldom.map(|(word, _)| word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_counts_once_for_each_caption() {
        let captions = ["boots boots boots boots shop", "shop", "shop", "shop sofa"];
        let seldom = seldom(captions.iter().map(|caption| caption.split(' ')));
        assert_eq!(seldom, HashSet::from(["boots", "sofa"]));
    }
}
