//! What the other parts say of the thing, added to the tags before assembly.
//!
//! Only here are all parts together, and `domain` knows no word lists. Pure: the same parts give
//! the same tags, and the stored parts stay as their workers left them.

use domain::{Part, Parts, Post};

/// The post with its tags completed, where they are done: a category named by the caption's
/// second opinion or by image labels where the words gave none, the labels themselves, and the
/// primary picture's colours.
pub(crate) fn with_joined_tags(mut post: Post) -> Post {
    let Parts {
        caption,
        thumbnails,
        tags: Some(Part::Done { analysis: tags, .. }),
    } = &mut post.parts
    else {
        return post;
    };
    let caption = caption.as_ref().and_then(Part::analysis);
    if let Some(named) = caption.and_then(|caption| caption.category.as_ref()) {
        tagging::add_category(tags, named);
    }
    if let Some(pictures) = thumbnails.as_ref().and_then(Part::analysis) {
        tagging::add_labels(tags, &pictures.labels);
        tagging::add_picture_colors(tags, &pictures.colors);
    }
    post
}

#[cfg(test)]
mod tests {
    use domain::testing::{analysed_post, done, failed, product_of, tag_analysis};
    use domain::{CategorySlug, Confidence, DominantColor, Finding, ImageLabel, TagAnalysis};

    use super::*;

    fn tags(post: &Post) -> Vec<String> {
        product_of(&with_joined_tags(post.clone())).tags
    }

    fn post_with(tags: Part<TagAnalysis>, color: Option<&str>) -> Post {
        let mut post = analysed_post();
        post.parts.tags = Some(tags);
        if let Some(Part::Done { analysis, .. }) = &mut post.parts.thumbnails {
            let color = color.map(|name| DominantColor {
                name: name.to_owned(),
                hex: "#e07020".to_owned(),
                percent: 41,
            });
            analysis.colors = color.into_iter().collect();
        }
        post
    }

    #[test]
    fn colors_become_tags_only_of_parts_that_are_done() {
        let plain = ["kitenge dress", "kitenge"];
        let tagged = ["kitenge dress", "kitenge", "orange kitenge dress"];
        let mut unpictured = post_with(done(tag_analysis()), None);
        unpictured.parts.thumbnails = Some(failed("late"));
        let untagged = post_with(failed("late"), Some("orange"));
        for (story, post, expected) in [
            (
                "color",
                post_with(done(tag_analysis()), Some("orange")),
                &tagged[..],
            ),
            (
                "no color",
                post_with(done(tag_analysis()), None),
                &plain[..],
            ),
            ("pictures failed", unpictured, &plain[..]),
            ("tags failed", untagged, &[][..]),
        ] {
            assert_eq!(tags(&post), expected, "{story}");
        }
    }

    #[test]
    fn labels_become_tags_and_a_named_category_fills_a_gap() {
        let mut untold = tag_analysis();
        untold.category = None;
        let mut post = post_with(done(untold), None);
        if let Some(Part::Done { analysis, .. }) = &mut post.parts.thumbnails {
            analysis.labels = vec![ImageLabel {
                name: "Dress".to_owned(),
                confidence: Confidence::from_percent(97),
                parents: vec!["Clothing".to_owned()],
            }];
        }
        let by_label = product_of(&with_joined_tags(post.clone()));
        assert_eq!(by_label.category.unwrap().as_str(), "clothing");
        assert!(by_label.tags.contains(&"dress".to_owned()));

        if let Some(Part::Done { analysis, .. }) = &mut post.parts.caption {
            analysis.category = Some(Finding {
                value: CategorySlug::parse("shoes").unwrap(),
                confidence: Confidence::from_percent(75),
                spans: Vec::new(),
                reason: "language-model".to_owned(),
            });
        }
        let by_model = product_of(&with_joined_tags(post));
        assert_eq!(by_model.category.unwrap().as_str(), "shoes");
        assert!(
            !by_model.tags.contains(&"dress".to_owned()),
            "another thing"
        );
    }

    #[test]
    fn adding_them_again_changes_nothing() {
        let once = with_joined_tags(analysed_post());
        assert_eq!(with_joined_tags(once.clone()), once);
    }
}
