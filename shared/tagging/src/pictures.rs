//! What the pictures add: dominant colours, and labels of an image recognition service.
//!
//! Pictures only ever add search tags. They never change the category of a caption that names its
//! thing: a shoe seller's floor is not for sale.

use domain::{
    CategorySlug, Confidence, DominantColor, Finding, ImageLabel, TagAnalysis, TagOrigin,
};
use taxonomy::{Gap, Leaf, Query, Word, WordKind, classify, fold, split};

use crate::tags::TagList;

/// A colour with less of the picture is a detail.
const LEAST_PERCENT: u8 = 12;
/// Colours worth a tag.
const COLORS: usize = 2;
/// A label below this is a guess.
const SURE: Confidence = Confidence::from_percent(80);
/// Labels worth a tag.
const LABELS: usize = 4;
/// What a leaf found by labels alone is worth at most.
const BY_LABELS: u8 = 55;

/// Adds the pictures' dominant colours to the tags.
///
/// Only where the caption names no colour, and only for things that are bought by colour; the
/// colour goes before the first tag: `black chelsea boots`. Adding the same colours again changes
/// nothing.
pub fn add_picture_colors(analysis: &mut TagAnalysis, colors: &[DominantColor]) {
    let leaf = analysis
        .category
        .as_ref()
        .and_then(|found| Leaf::from_slug(found.value.as_str()));
    let Some(thing) = analysis.tags.first().map(|tag| tag.text.clone()) else {
        return;
    };
    if !leaf.is_some_and(bought_by_color) {
        return;
    }
    let named = |name: &str| {
        analysis
            .tags
            .iter()
            .any(|tag| split(&tag.text).any(|word| word == name))
    };
    let mut names: Vec<&str> = Vec::new();
    for color in colors.iter().filter(|color| color.percent >= LEAST_PERCENT) {
        let worth = color.name != "multicolor" && !names.contains(&color.name.as_str());
        if worth && !named(&color.name) {
            names.push(&color.name);
        }
    }
    let texts: Vec<String> = names
        .into_iter()
        .take(COLORS)
        .map(|name| format!("{name} {thing}"))
        .collect();
    let stated = analysis
        .tags
        .iter()
        .any(|tag| tag.origin == TagOrigin::Picture);
    if !stated {
        let mut tags = TagList::of(std::mem::take(&mut analysis.tags));
        for text in texts {
            tags.push(&text, TagOrigin::Picture);
        }
        analysis.tags = tags.tags;
    }
}

/// Things a buyer searches by colour.
const fn bought_by_color(leaf: Leaf) -> bool {
    matches!(
        leaf,
        Leaf::Clothing
            | Leaf::Shoes
            | Leaf::Bags
            | Leaf::Jewelry
            | Leaf::Watches
            | Leaf::FashionAccessories
            | Leaf::Hair
            | Leaf::Furniture
            | Leaf::Decor
            | Leaf::Bedding
            | Leaf::Cars
            | Leaf::Baby
            | Leaf::Toys
    )
}

/// Puts a thing that is in no category into the one that somebody else named.
pub fn add_category(analysis: &mut TagAnalysis, named: &Finding<CategorySlug>) {
    if analysis.category.is_none()
        && let Some(leaf) = Leaf::from_slug(named.value.as_str())
    {
        analysis.google_product_category = leaf.google_product_category();
        analysis.category = Some(named.clone());
    }
}

/// Adds image labels to the tags, and a category where the caption gave none.
///
/// A label counts where the service is sure of it and it names something of the caption's own
/// category: a person in the picture is not for sale.
pub fn add_labels(analysis: &mut TagAnalysis, labels: &[ImageLabel]) {
    let sure = || labels.iter().filter(|label| label.confidence >= SURE);
    let named = sure().find_map(|label| Some((leaf_of(label)?.category()?, label)));
    if let Some((value, label)) = named {
        let confidence = label.confidence.percent().min(BY_LABELS);
        let named = Finding {
            value,
            confidence: Confidence::from_percent(confidence),
            spans: Vec::new(),
            reason: String::from("image-label"),
        };
        add_category(analysis, &named);
    }
    let leaf = analysis
        .category
        .as_ref()
        .and_then(|found| Leaf::from_slug(found.value.as_str()));
    let mut tags = TagList::of(std::mem::take(&mut analysis.tags));
    for label in sure()
        .filter(|label| leaf.is_some() && leaf_of(label) == leaf)
        .take(LABELS)
    {
        tags.push(&label.name, TagOrigin::ImageLabel);
    }
    analysis.tags = tags.tags;
}

/// The leaf a label's name means, or else that of its wider names.
fn leaf_of(label: &ImageLabel) -> Option<Leaf> {
    std::iter::once(&label.name)
        .chain(&label.parents)
        .find_map(|name| {
            let folded = fold(name);
            let words: Vec<Word<'_>> = split(&folded)
                .map(|text| Word {
                    text,
                    kind: WordKind::Letters,
                    gap: Gap::Space,
                })
                .collect();
            // Labels are English whatever the market.
            let query = Query {
                words: &words,
                market: domain::Market::Us,
                focus: &[],
                hints: &[],
            };
            classify(&query).candidates.first().map(|best| best.leaf)
        })
}

#[cfg(test)]
mod tests {
    use domain::Tag;

    use super::*;

    fn tagged(leaf: Option<Leaf>, tags: &[&str]) -> TagAnalysis {
        let tag = |text: &&str| Tag {
            text: (*text).to_owned(),
            origin: TagOrigin::Caption,
        };
        TagAnalysis {
            category: leaf.map(|leaf| Finding {
                value: CategorySlug::parse(leaf.slug()).unwrap(),
                confidence: Confidence::CERTAIN,
                spans: Vec::new(),
                reason: String::new(),
            }),
            google_product_category: None,
            tags: tags.iter().map(tag).collect(),
            hashtags: Vec::new(),
            synonyms: Vec::new(),
        }
    }

    fn texts(analysis: &TagAnalysis) -> Vec<&str> {
        analysis.tags.iter().map(|tag| &*tag.text).collect()
    }

    fn color(name: &str, percent: u8) -> DominantColor {
        DominantColor {
            name: name.to_owned(),
            hex: String::from("#000000"),
            percent,
        }
    }

    fn label(name: &str, percent: u8, parents: &[&str]) -> ImageLabel {
        ImageLabel {
            name: name.to_owned(),
            confidence: Confidence::from_percent(percent),
            parents: parents.iter().map(|parent| (*parent).to_owned()).collect(),
        }
    }

    #[test]
    fn colors_go_before_the_thing_once() {
        let colors = [color("black", 60), color("red", 20), color("green", 3)];
        let mut boots = tagged(Some(Leaf::Shoes), &["chelsea boots", "shoes"]);
        add_picture_colors(&mut boots, &colors);
        add_picture_colors(&mut boots, &colors);
        let expected = [
            "chelsea boots",
            "shoes",
            "black chelsea boots",
            "red chelsea boots",
        ];
        assert_eq!(texts(&boots), expected);
    }

    #[test]
    fn a_stated_color_and_colorless_things_gain_nothing() {
        let colors = [color("black", 60)];
        let mut boots = tagged(Some(Leaf::Shoes), &["black boots"]);
        add_picture_colors(&mut boots, &colors);
        assert_eq!(texts(&boots), ["black boots"]);
        let mut land = tagged(Some(Leaf::Land), &["plots in gayaza"]);
        add_picture_colors(&mut land, &colors);
        assert_eq!(texts(&land), ["plots in gayaza"]);
    }

    #[test]
    fn a_category_that_somebody_names_fills_a_gap_and_replaces_nothing() {
        let named = |slug: &str| Finding {
            value: CategorySlug::parse(slug).unwrap(),
            confidence: Confidence::from_percent(75),
            spans: Vec::new(),
            reason: String::from("language-model"),
        };
        let mut boots = tagged(None, &["chelsea boots"]);
        add_category(&mut boots, &named("no-such-thing"));
        assert_eq!(boots.category, None);
        add_category(&mut boots, &named("shoes"));
        add_category(&mut boots, &named("bags"));
        assert_eq!(boots.category, Some(named("shoes")));
        assert_eq!(boots.google_product_category, Some(187));
    }

    #[test]
    fn labels_of_the_same_leaf_become_tags() {
        let mut dress = tagged(Some(Leaf::Clothing), &["gomesi"]);
        let labels = [
            label("Dress", 98, &["Clothing"]),
            label("Person", 99, &[]),
            label("Shoe", 95, &["Footwear"]),
            label("Skirt", 60, &["Clothing"]),
        ];
        add_labels(&mut dress, &labels);
        assert_eq!(texts(&dress), ["gomesi", "dress"]);
    }

    #[test]
    fn a_post_without_words_gets_its_category_from_labels() {
        let mut silent = tagged(None, &[]);
        add_labels(
            &mut silent,
            &[label("Person", 99, &[]), label("Sneaker", 97, &["Shoe"])],
        );
        let found = silent.category.unwrap();
        assert_eq!(
            (found.value.as_str(), found.confidence.percent()),
            ("shoes", BY_LABELS)
        );
        assert_eq!(silent.google_product_category, Some(187));
    }
}
