//! What the pictures say in words, added to the tags before assembly.
//!
//! Only here are all parts together, and `domain` knows no word lists. Pure: the same parts give
//! the same tags, and the stored parts stay as their workers left them.

use domain::{Part, Parts, Post};

/// The post with its primary picture's colours among its tags, where both parts are done.
pub(crate) fn with_picture_colors(mut post: Post) -> Post {
    if let Parts {
        thumbnails: Some(Part::Done {
            analysis: pictures, ..
        }),
        tags: Some(Part::Done { analysis: tags, .. }),
        ..
    } = &mut post.parts
    {
        tagging::add_picture_colors(tags, &pictures.colors);
    }
    post
}

#[cfg(test)]
mod tests {
    use domain::testing::{analysed_post, done, failed, product_of, tag_analysis};
    use domain::{DominantColor, TagAnalysis};

    use super::*;

    fn tags(post: &Post) -> Vec<String> {
        product_of(&with_picture_colors(post.clone())).tags
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
    fn adding_them_again_changes_nothing() {
        let once = with_picture_colors(analysed_post());
        assert_eq!(with_picture_colors(once.clone()), once);
    }
}
