//! What becomes of a post, case by case.

use super::*;
use crate::testing::{
    self, analysed_post, caption_analysis, done, failed, finding, no_offer, price, product_of,
    seconds_later,
};
use crate::{
    FieldNote, Money, PictureSource, Price, PriceKind, ProductField, Refusal, RefusalCode,
};

/// The sample post with what its caption says changed.
fn post_with(change: impl FnOnce(&mut CaptionAnalysis)) -> Post {
    let mut analysis = caption_analysis();
    change(&mut analysis);
    let mut post = analysed_post();
    post.parts.caption = Some(done(analysis));
    post
}

fn decide(post: &Post, previous: Option<&Product>) -> Decision {
    assemble(post, previous, AssemblyRules::default(), seconds_later(99))
}

#[track_caller]
fn check(post: &Post, expected: &str) {
    let outcome = match decide(post, None) {
        Decision::Wait => "wait".to_owned(),
        Decision::Unchanged => "unchanged".to_owned(),
        Decision::NothingForSale { .. } => "nothing for sale".to_owned(),
        Decision::Save(product) => match product.state {
            ProductState::Published => "published".to_owned(),
            ProductState::NeedsAttention { attention } => format!("{:?}", attention.code),
        },
    };
    assert_eq!(outcome, expected);
}

#[track_caller]
fn check_note(post: &Post, field: ProductField, expected: &str) {
    let product = product_of(post);
    let note = match product.notes.get(&field) {
        Some(FieldNote::Found { reason, confidence }) => {
            format!("found {} {reason}", confidence.percent())
        }
        Some(FieldNote::Unknown { reason }) => format!("unknown {reason}"),
        None => "none".to_owned(),
    };
    assert_eq!(note, expected, "{field:?}");
}

#[test]
fn a_post_waits_for_its_facts_and_all_its_parts() {
    check(&testing::requested_post(), "wait");
    check(&testing::refused_post(), "wait");
    check(&testing::received_post(), "wait");
    for part in ["caption", "thumbnails", "tags"] {
        let mut post = analysed_post();
        match part {
            "caption" => post.parts.caption = None,
            "thumbnails" => post.parts.thumbnails = None,
            _ => post.parts.tags = None,
        }
        check(&post, "wait");
    }
    check(&analysed_post(), "published");
}

#[test]
fn a_refused_post_is_no_product_even_with_parts() {
    let refusal = Refusal {
        code: RefusalCode::Unavailable,
        detail: String::new(),
    };
    let mut post = analysed_post();
    post.stage = Stage::Refused { refusal };
    check(&post, "wait");
}

#[test]
fn an_offer_is_published_unless_a_buyer_could_be_misled() {
    let title = |percent| Some(finding("Dress".to_owned(), percent));
    let cost = |percent| Some(finding(price(85_000), percent));
    check(
        &post_with(|caption| caption.verdict.confidence = Confidence::from_percent(49)),
        "OfferUnsure",
    );
    check(
        &post_with(|caption| caption.verdict.confidence = Confidence::from_percent(50)),
        "published",
    );
    check(&post_with(|caption| caption.title = None), "TitleUnsure");
    check(
        &post_with(|caption| caption.title = title(49)),
        "TitleUnsure",
    );
    check(&post_with(|caption| caption.title = title(50)), "published");
    check(
        &post_with(|caption| caption.price = cost(49)),
        "PriceUnsure",
    );
    check(&post_with(|caption| caption.price = cost(50)), "published");
    check(&post_with(|caption| caption.price = None), "published");
    check(
        &post_with(|caption| caption.price_candidates = cost(40).into_iter().collect()),
        "published",
    );
    check(
        &post_with(|caption| {
            caption.price_candidates = caption.price.take().into_iter().collect();
        }),
        "PriceUnsure",
    );
}

#[test]
fn a_post_that_sells_nothing_is_no_product_where_that_is_sure() {
    let post = |percent| {
        let mut post = analysed_post();
        post.parts.caption = Some(done(no_offer(percent)));
        post
    };
    check(&post(95), "nothing for sale");
    check(&post(50), "nothing for sale");
    check(&post(49), "OfferUnsure");
    let earlier = testing::product();
    assert_eq!(
        decide(&post(95), Some(&earlier)),
        Decision::NothingForSale {
            reason: "sample".to_owned()
        },
        "whatever was made of it before"
    );
}

#[test]
fn a_failed_part_never_holds_a_product_back() {
    let mut post = analysed_post();
    post.parts.thumbnails = Some(failed("The video is broken."));
    check(&post, "published");
    check_note(
        &post,
        ProductField::Pictures,
        "unknown The video is broken.",
    );
    assert_eq!(product_of(&post).pictures, []);

    let mut post = analysed_post();
    post.parts.tags = Some(failed("It took too long."));
    check(&post, "published");
    check_note(&post, ProductField::Category, "unknown It took too long.");
    assert_eq!(product_of(&post).category, None);

    let mut post = analysed_post();
    post.parts.caption = Some(failed("It took too long."));
    check(&post, "CaptionUnread");
    for field in [
        ProductField::Title,
        ProductField::Price,
        ProductField::Sizes,
        ProductField::Phone,
    ] {
        check_note(&post, field, "unknown It took too long.");
    }
    let product = product_of(&post);
    assert_eq!((product.title, product.price), (None, None));
    assert_eq!(product.caption, testing::CAPTION);
}

#[test]
fn a_missing_price_is_no_price_and_says_why() {
    let post = post_with(|caption| caption.price = None);
    assert_eq!(product_of(&post).price, None);
    check_note(
        &post,
        ProductField::Price,
        "unknown the caption does not say",
    );
}

#[test]
fn what_is_known_carries_its_evidence() {
    let post = post_with(|caption| {
        caption.sizes.first_mut().unwrap().confidence = Confidence::from_percent(71);
    });
    for (field, expected) in [
        (ProductField::Title, "found 92 sample"),
        (ProductField::Price, "found 96 sample"),
        (ProductField::CompareAt, "found 94 sample"),
        (ProductField::Sizes, "found 71 sample"),
        (ProductField::Colors, "unknown the caption does not say"),
        (ProductField::Unit, "unknown the caption does not say"),
        (
            ProductField::Availability,
            "unknown the caption does not say",
        ),
        (ProductField::Phone, "found 98 sample"),
        (ProductField::Category, "found 81 sample"),
        (ProductField::Pictures, "found 100 post-cover"),
    ] {
        check_note(&post, field, expected);
    }
    assert_eq!(product_of(&post).availability, Availability::InStock);
}

#[test]
fn what_the_caption_says_unclearly_is_left_out() {
    let post = post_with(|caption| {
        caption.location = Some(finding("Kikuubo".to_owned(), 30));
        caption.availability = Some(finding(Availability::SoldOut, 20));
        caption.sizes = vec![finding("40".to_owned(), 80), finding("2026".to_owned(), 10)];
        caption.colors = vec![finding("red".to_owned(), 10)];
    });
    let product = product_of(&post);
    assert_eq!(product.location, None);
    assert_eq!(product.availability, Availability::InStock);
    assert_eq!(product.sizes, ["40"]);
    assert_eq!(product.colors, [""; 0]);
    check_note(
        &post,
        ProductField::Location,
        "unknown the caption is not clear enough (sample, 30 %)",
    );
    check_note(&post, ProductField::Sizes, "found 80 sample");
    check_note(
        &post,
        ProductField::Colors,
        "unknown the caption is not clear enough (sample, 10 %)",
    );
}

#[test]
fn an_unsure_title_or_price_is_kept_for_the_person_who_decides() {
    let post = post_with(|caption| {
        caption.price = Some(finding(price(85), 20));
        caption.compare_at = None;
    });
    let product = product_of(&post);
    assert_eq!(product.price, Some(price(85)));
    assert!(!product.is_published());
}

#[test]
fn a_former_price_stands_only_above_the_price() {
    let former = |shillings| Some(finding(price(shillings).amount, 90));
    let range = Price {
        kind: PriceKind::Range {
            max: price(150_000).amount,
        },
        ..price(85_000)
    };
    let other_currency = Money::from_minor(12_000_000, crate::Currency::Usd);
    for (cost, former, stands) in [
        (Some(price(85_000)), former(120_000), true),
        (Some(price(85_000)), former(85_000), false),
        (Some(price(85_000)), former(60_000), false),
        (Some(range), former(120_000), false),
        (Some(range), former(180_000), true),
        (None, former(120_000), false),
        (
            Some(price(85_000)),
            Some(finding(other_currency, 90)),
            false,
        ),
    ] {
        let post = post_with(|caption| {
            caption.price = cost.map(|cost| finding(cost, 96));
            caption.compare_at = former.clone();
        });
        let product = product_of(&post);
        assert_eq!(product.compare_at.is_some(), stands, "{cost:?} {former:?}");
    }
}

#[test]
fn pictures_say_where_they_come_from() {
    let check = |source, fallback: Option<&str>, expected| {
        let mut analysis = testing::thumbnail_analysis();
        analysis.pictures.first_mut().unwrap().source = source;
        analysis.fallback_reason = fallback.map(str::to_owned);
        let mut post = analysed_post();
        post.parts.thumbnails = Some(done(analysis));
        check_note(&post, ProductField::Pictures, expected);
    };
    let frame = PictureSource::Frame { at_ms: 1200 };
    check(frame, None, "found 100 video-frames");
    check(
        PictureSource::Photo { index: 0 },
        None,
        "found 100 post-photos",
    );
    check(
        PictureSource::Cover,
        Some("The video is broken."),
        "found 100 The video is broken.",
    );
}

#[test]
fn the_same_findings_change_nothing() {
    let post = analysed_post();
    let product = product_of(&post);
    assert_eq!(decide(&post, Some(&product)), Decision::Unchanged);
}

#[test]
fn a_change_is_the_next_version_of_the_same_product() {
    let mut late = analysed_post();
    late.parts.tags = Some(failed("It took too long."));
    let mut first = product_of(&late);
    first.version = 7;
    let Decision::Save(second) = decide(&analysed_post(), Some(&first)) else {
        panic!("the tags are new");
    };
    assert_eq!(second.version, 8);
    assert_eq!(second.created_at, first.created_at);
    assert_eq!(second.changed_at, seconds_later(99));
    assert!(second.category.is_some());
    let Decision::Save(first) = decide(&analysed_post(), None) else {
        panic!("there was none");
    };
    assert_eq!(first.version, 1);
    assert_eq!(first.created_at, first.changed_at);
}

#[test]
fn the_threshold_is_the_operators() {
    let strict = AssemblyRules {
        least_confidence: Confidence::from_percent(93),
    };
    let decision = assemble(&analysed_post(), None, strict, seconds_later(99));
    let Decision::Save(product) = decision else {
        panic!("it is still a product");
    };
    assert!(!product.is_published(), "the title is 92 % sure");
}
