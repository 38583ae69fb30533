//! For tests only: one post, its parts, its product and its shop, as most tests want them.
//!
//! A test takes a sample and changes what it is about. Everything is fixed: no clock, no
//! randomness.
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "test support: a sample that can't be made is a failed test"
)]

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    AssemblyRules, Availability, CaptionAnalysis, CategorySlug, Condition, Confidence, Currency,
    Decision, Delivery, DominantColor, Finding, Handle, Import, ImportRow, Market, Money, Origin,
    Part, PartFailure, PartFailureCode, Parts, PhoneNumber, Picture, PictureFile, PictureFormat,
    PictureRole, PictureSource, Post, PostFacts, PostId, PostRequest, Price, PriceKind, Product,
    Refusal, RefusalCode, RemoteMedia, Shop, Stage, StoredMedia, Tag, TagAnalysis, TagOrigin,
    TenantId, ThumbnailAnalysis, Tracking, Verdict, assemble,
};

/// The sample caption.
pub const CAPTION: &str = "New kitenge wrap dress 🔥 was 120k now 85k only!\nSizes S to XL, \
     delivery all over Kampala. Find us in Kikuubo #TRACK #kitenge";

/// A moment so many seconds after the sample post was made.
pub fn seconds_later(seconds: i64) -> Timestamp {
    let start = Timestamp::from_second(1_795_428_672).expect("a time");
    start + SignedDuration::from_secs(seconds)
}

/// The shop's handle, `nakato.styles`.
pub fn handle() -> Handle {
    Handle::parse("nakato.styles").expect("a handle")
}

/// The post's id.
pub fn post_id() -> PostId {
    PostId::parse("7711027552000786642").expect("an id")
}

/// The shop, met with the post and nobody's yet.
pub fn shop() -> Shop {
    Shop::first_seen(TenantId::default(), handle(), Market::Ug, seconds_later(2))
}

/// The import that brought the post.
pub fn import() -> Import {
    Import {
        tenant: TenantId::default(),
        id: Uuid::from_u128(0x019a_b0c4_7d10_7c3a_9f41_2b7e_5d60_8a11),
        requested_at: seconds_later(1),
        rows: vec![ImportRow::Accepted { post_id: post_id() }],
    }
}

/// The post as it is known by its link.
pub fn requested_post() -> Post {
    let request = PostRequest {
        origin: Origin::Link,
        tracking: Tracking::Required,
        handle: Some(handle()),
        url: Some(format!(
            "https://www.tiktok.com/@nakato.styles/video/{}",
            post_id()
        )),
        caption: None,
        market: None,
        posted_at: None,
        media: RemoteMedia::default(),
    };
    Post::new(&import(), post_id(), request, Stage::Requested)
}

/// The post when its caption and cover are there, before any part is.
pub fn received_post() -> Post {
    Post {
        stage: Stage::Received(facts()),
        ..requested_post()
    }
}

/// The post after it was refused.
pub fn refused_post() -> Post {
    let refusal = Refusal {
        code: RefusalCode::SourceUnreachable,
        detail: "TikTok did not answer. Send the link again later.".to_owned(),
    };
    Post {
        stage: Stage::Refused { refusal },
        ..requested_post()
    }
}

/// The post with all its parts done.
pub fn analysed_post() -> Post {
    Post {
        parts: parts(),
        ..received_post()
    }
}

/// Caption, shop and media of the post.
pub fn facts() -> PostFacts {
    PostFacts {
        handle: handle(),
        market: Market::Ug,
        caption: CAPTION.to_owned(),
        posted_at: seconds_later(0),
        media: StoredMedia {
            cover: Some(format!("posts/main/{}/cover", post_id())),
            ..StoredMedia::default()
        },
    }
}

/// A finding over nothing in particular.
pub fn finding<T>(value: T, percent: u8) -> Finding<T> {
    Finding {
        value,
        confidence: Confidence::from_percent(percent),
        spans: Vec::new(),
        reason: "sample".to_owned(),
    }
}

/// Uganda shillings, so many exactly.
pub const fn price(shillings: i64) -> Price {
    Price {
        amount: Money::from_minor(shillings, Currency::Ugx),
        kind: PriceKind::Exact,
    }
}

/// What the caption says, everything surely.
pub fn caption_analysis() -> CaptionAnalysis {
    CaptionAnalysis {
        verdict: finding(Verdict::Offer, 97),
        title: Some(finding("Kitenge Wrap Dress".to_owned(), 92)),
        price: Some(finding(price(85_000), 96)),
        price_candidates: Vec::new(),
        compare_at: Some(finding(Money::from_minor(120_000, Currency::Ugx), 94)),
        unit: None,
        negotiable: None,
        sizes: ["S", "M", "L", "XL"]
            .map(|size| finding(size.to_owned(), 93))
            .to_vec(),
        colors: Vec::new(),
        condition: Some(finding(Condition::New, 88)),
        availability: None,
        phone: PhoneNumber::parse("+256772000101")
            .ok()
            .map(|phone| finding(phone, 98)),
        location: Some(finding("Kikuubo".to_owned(), 86)),
        delivery: Some(finding(Delivery::Offered, 90)),
        items: Vec::new(),
        category: None,
    }
}

/// The caption of a post that sells nothing.
pub fn no_offer(percent: u8) -> CaptionAnalysis {
    CaptionAnalysis {
        verdict: finding(Verdict::NotAnOffer, percent),
        title: None,
        price: None,
        compare_at: None,
        sizes: Vec::new(),
        condition: None,
        phone: None,
        location: None,
        delivery: None,
        ..caption_analysis()
    }
}

/// The caption of something that is sold out.
pub fn sold_out() -> CaptionAnalysis {
    CaptionAnalysis {
        availability: Some(finding(Availability::SoldOut, 95)),
        ..caption_analysis()
    }
}

/// One picture made from the cover.
pub fn thumbnail_analysis() -> ThumbnailAnalysis {
    let file = |name: &str, role, width, height| PictureFile {
        key: format!("pictures/{name}.jpg"),
        format: PictureFormat::Jpeg,
        role,
        width,
        height,
        bytes: 24_310,
    };
    ThumbnailAnalysis {
        pictures: vec![Picture {
            source: PictureSource::Cover,
            files: vec![file("9f2c51", PictureRole::Portrait, 540, 960)],
            thumbhash: "1QcSHQRnh493V4dIh4eXh1h4kJUI".to_owned(),
            score: None,
        }],
        share: vec![file("0b77e4", PictureRole::Share, 1200, 630)],
        colors: vec![DominantColor {
            name: "orange".to_owned(),
            hex: "#e07020".to_owned(),
            percent: 41,
        }],
        labels: Vec::new(),
        fallback_reason: None,
    }
}

/// Clothing, with one tag of each of two origins.
pub fn tag_analysis() -> TagAnalysis {
    let tag = |text: &str, origin| Tag {
        text: text.to_owned(),
        origin,
    };
    TagAnalysis {
        category: CategorySlug::parse("clothing")
            .ok()
            .map(|slug| finding(slug, 81)),
        google_product_category: Some(1604),
        tags: vec![
            tag("kitenge dress", TagOrigin::Caption),
            tag("kitenge", TagOrigin::Hashtag),
        ],
        hashtags: vec!["kitenge".to_owned()],
        synonyms: vec!["gown".to_owned()],
    }
}

/// A part that is done.
pub fn done<T>(analysis: T) -> Part<T> {
    Part::Done {
        analysis,
        at: seconds_later(3),
    }
}

/// A part that failed for good.
pub fn failed<T>(detail: &str) -> Part<T> {
    Part::Failed {
        failure: PartFailure {
            code: PartFailureCode::Internal,
            detail: detail.to_owned(),
        },
        at: seconds_later(600),
    }
}

/// All three parts, done.
pub fn parts() -> Parts {
    Parts {
        caption: Some(done(caption_analysis())),
        thumbnails: Some(done(thumbnail_analysis())),
        tags: Some(done(tag_analysis())),
    }
}

/// The product of the post, version 1.
pub fn product() -> Product {
    product_of(&analysed_post())
}

/// What a post is assembled into where there was no product before.
pub fn product_of(post: &Post) -> Product {
    match assemble(post, None, AssemblyRules::default(), seconds_later(4)) {
        Decision::Save(product) => Some(*product),
        _ => None,
    }
    .expect("a sample that becomes a product")
}
