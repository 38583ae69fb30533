//! The sample shop and its products.

use std::collections::BTreeMap;

use domain::{
    Attention, AttentionCode, Availability, CategorySlug, Condition, Confidence, Currency,
    Delivery, DominantColor, FieldNote, Handle, Market, Money, Ownership, PhoneNumber, Picture,
    PictureFile, PictureFormat, PictureRole, PictureSource, PostId, Price, PriceKind, Product,
    ProductField, ProductState, Shop, Sync, TenantId,
};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

/// A title that tries to become markup and to turn the direction of what follows.
pub const HOSTILE_TITLE: &str = "</title><script>alert(1)</script>\u{202E}\" onerror=\"x";
/// A caption that tries to end every context it may stand in.
pub const HOSTILE_CAPTION: &str = "</script><script>alert(2)</script> --> ]]> </style>\
     <img src=x onerror=alert(3)> {\"a\":\"b\"} 'single' \"double\" \u{2028}\u{202E}evil #TRACK";

fn handle() -> Handle {
    Handle::parse("nakato.styles").expect("a handle")
}

fn posted_at() -> Timestamp {
    Timestamp::from_second(1_791_970_205).expect("a time")
}

/// `@nakato.styles` of Kampala, proved, with a WhatsApp number.
pub fn shop() -> Shop {
    Shop {
        tenant: TenantId::default(),
        handle: handle(),
        name: "Nakato Styles".to_owned(),
        market: Market::Ug,
        whatsapp: Some(PhoneNumber::parse("+256772000111").expect("a number")),
        ownership: Ownership::Proved,
        created_at: posted_at(),
        sync: Sync::Off,
    }
}

/// The id of the sample product.
pub fn post_id() -> PostId {
    PostId::parse("7696453428469059346").expect("an id")
}

/// A published dress with everything known.
pub fn product() -> Product {
    let found = |percent, reason: &str| FieldNote::Found {
        confidence: Confidence::from_percent(percent),
        reason: reason.to_owned(),
    };
    Product {
        tenant: TenantId::default(),
        handle: handle(),
        post_id: post_id(),
        import_id: uuid::Uuid::nil(),
        version: 1,
        state: ProductState::Published,
        title: Some("Kitenge Wrap Dress".to_owned()),
        price: Some(Price {
            amount: Money::from_minor(85_000, Currency::Ugx),
            kind: PriceKind::Exact,
        }),
        compare_at: None,
        unit: None,
        negotiable: None,
        sizes: ["S", "M", "L", "XL"].map(str::to_owned).to_vec(),
        colors: vec!["orange".to_owned(), "blue".to_owned()],
        condition: Some(Condition::New),
        availability: Availability::InStock,
        phone: None,
        location: Some("Kikuubo, Kampala".to_owned()),
        delivery: Some(Delivery::Offered),
        category: CategorySlug::parse("clothing").ok(),
        google_product_category: Some(1604),
        tags: vec!["kitenge dress".to_owned()],
        hashtags: vec!["kitenge".to_owned()],
        synonyms: vec!["gown".to_owned()],
        pictures: (0..3).map(|index| picture("dress", index)).collect(),
        share: vec![
            file(
                "dress-square",
                PictureFormat::Jpeg,
                PictureRole::Square,
                1080,
                1080,
            ),
            file(
                "dress-share",
                PictureFormat::Jpeg,
                PictureRole::Share,
                1200,
                630,
            ),
        ],
        picture_colors: vec![DominantColor {
            name: "orange".to_owned(),
            hex: "#e07020".to_owned(),
            percent: 41,
        }],
        caption: "New kitenge wrap dress 🔥 85k only!\nSizes S to XL, delivery all over Kampala.\n\
                  Find us in Kikuubo #TRACK #kitenge"
            .to_owned(),
        url: Some("https://www.tiktok.com/@nakato.styles/video/7696453428469059346".to_owned()),
        posted_at: posted_at(),
        created_at: posted_at(),
        changed_at: posted_at(),
        notes: BTreeMap::from([
            (ProductField::Title, found(96, "noun-phrase")),
            (ProductField::Price, found(98, "thousands-suffix")),
            (
                ProductField::Unit,
                FieldNote::Unknown {
                    reason: "the caption does not say".to_owned(),
                },
            ),
        ]),
    }
}

/// The sample product as it is before a person has looked at it.
pub fn waiting() -> Product {
    let mut product = product();
    product.post_id = PostId::mint(posted_at() - SignedDuration::from_hours(999), 9);
    product.state = ProductState::NeedsAttention {
        attention: Attention {
            code: AttentionCode::PriceUnsure,
            detail: "There is a price, but not clear enough to show.".to_owned(),
        },
    };
    product
}

/// `count` published products, newest first, of several categories and kinds.
pub fn many(count: u32) -> Vec<Product> {
    const NAMES: [(&str, &str); 8] = [
        ("Ankara Two Piece Set", "clothing"),
        ("Leather Block Heels", "shoes"),
        ("iPhone 13 Pro 256GB", "phones"),
        ("Shea Butter Body Cream", "skincare"),
        ("Beaded Maasai Necklace", "jewelry"),
        (
            "Men's Oxford Shoes, hand stitched in Katwe from real cow leather",
            "shoes",
        ),
        ("Gas Cooker 4 Burners", "appliances"),
        ("Human Hair Bob Wig 12\"", "hair"),
    ];
    (0..count)
        .map(|index| {
            let (name, category) = NAMES
                .get(index as usize % NAMES.len())
                .copied()
                .unwrap_or(("Item", "other"));
            let at = posted_at() - SignedDuration::from_hours(i64::from(index));
            let mut product = product();
            product.post_id = PostId::mint(at, index);
            product.posted_at = at;
            product.title = Some(format!("{name} no. {index}"));
            product.category = CategorySlug::parse(category).ok();
            product.price = price(index);
            product.compare_at =
                (index % 6 == 1).then(|| Money::from_minor(950_000, Currency::Ugx));
            product.availability = if index % 7 == 3 {
                Availability::SoldOut
            } else {
                Availability::InStock
            };
            product.pictures = (0..3)
                .map(|number| picture(&format!("item-{index}"), number))
                .collect();
            product
        })
        .collect()
}

fn price(index: u32) -> Option<Price> {
    let amount = Money::from_minor(i64::from(index) * 3_500 + 12_000, Currency::Ugx);
    let kind = match index % 5 {
        0 => PriceKind::From,
        1 => PriceKind::Range {
            max: Money::from_minor(amount.amount_minor + 60_000, Currency::Ugx),
        },
        2 => return None,
        _ => PriceKind::Exact,
    };
    Some(Price { amount, kind })
}

/// A frame in three widths and both formats, named after `name` as if that were its content.
fn picture(name: &str, index: u32) -> Picture {
    let files = [(360, 640), (540, 960), (720, 1280)]
        .into_iter()
        .flat_map(|(width, height)| {
            [PictureFormat::Webp, PictureFormat::Jpeg].map(|format| {
                let name = format!("{name} {index} {width}");
                file(&name, format, PictureRole::Portrait, width, height)
            })
        })
        .collect();
    Picture {
        source: PictureSource::Frame {
            at_ms: u64::from(index) * 1_000,
        },
        files,
        thumbhash: "1QcSHQRnh493V4dIh4eXh1h4kJUI".to_owned(),
        score: None,
    }
}

fn file(
    name: &str,
    format: PictureFormat,
    role: PictureRole,
    width: u32,
    height: u32,
) -> PictureFile {
    let digest = Sha256::digest(format!("{name} {}", format.extension()));
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    PictureFile {
        key: format!("pictures/main/samples/{hex}.{}", format.extension()),
        format,
        role,
        width,
        height,
        bytes: 24_000,
    }
}
