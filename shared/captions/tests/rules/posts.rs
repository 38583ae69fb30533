//! What a post offers, if anything.

use captions::parse;
use domain::{Market, Verdict};

#[test]
fn posts_that_sell_nothing_are_known() {
    let cases = [
        "Good morning Kampala ☀️ may your business prosper",
        "GIVEAWAY 🎁 win sneakers worth 150k, tag 3 friends",
        "We are hiring a shop attendant, salary 350k. Send CV 0772 100 843",
        "Am looking for a Toyota Wish to buy, budget is 15m",
        "Seeking a partner with 20m capital for a poultry business. Inbox",
        "Kodi ya chumba Sinza sasa ni laki mbili na nusu?? mnaishije jamani",
        "Si fundi wa nguo, nimelipa 3,500 na hii ndo dera nimepata",
        "Lagos landlord: 3 bedroom 7m, agreement 10%, caution 500k. Person wan die",
        "Needed: someone to share a 600k apartment in Bukoto. Inbox me",
        "Is 1.2m rent for a two bedroom in Najjera fair? Comment below 👇",
        "I sold 3 cows at 1.8m each and started this salon",
        "I bought this dress at 120k and this is what I received 😭",
        "How to tell an original charger from a fake one 🔌",
        "Thank you Kampala, 10k followers 🙏",
        "We are closed on Monday. Sorry for the inconvenience",
        "POV: customer asks last price again 😂",
        "We have relocated to Cooper Complex room C14. 0772 100 843",
        "Our shop moved! Call 0772 100 843 for directions",
        "I spent 200k on this wig, was it worth it?",
        "Found this jacket in a charity shop for 40k 🤩",
        "My tailor charged me 120k for this gomesi. Rate it out of 10",
        "Sales girl needed at our perfume shop, 60k monthly. 0772 100 843",
        "Lost: brown wallet near Wandegeya. Reward 50k. Call 0772 100 843",
        "",
        "🔥🔥🔥",
        "#fyp #viral #TRACK",
    ];
    for caption in cases {
        let found = parse(caption, Market::Ug);
        assert_eq!(found.verdict.value, Verdict::NotAnOffer, "{caption}");
        assert_eq!(found.price, None, "{caption}");
    }
}

#[test]
fn several_things_are_items_with_their_prices() {
    let found = parse(
        "Robusta seedlings 1,000/= each, avocado seedlings 5k. 0772 100 843",
        Market::Ug,
    );
    let items: Vec<(String, String)> = found
        .items
        .iter()
        .map(|item| {
            let price = item.price.as_ref().unwrap().value.amount.decimal();
            (item.title.value.clone(), price)
        })
        .collect();
    let expected = [("Robusta Seedlings", "1000"), ("Avocado Seedlings", "5000")];
    assert_eq!(
        items,
        expected.map(|(title, price)| (title.to_owned(), price.to_owned()))
    );
}

#[test]
fn short_captions_can_be_offers() {
    for caption in [
        "Handbag 60k",
        "JBL bluetooth speaker 250k",
        "iPhone 12 1.2m 🔥 #TRACK",
        "Gold watch for men 85k, comes in a gift box #TRACK",
        "Selling my PS4 slim, bought it last year. 850k. Dm me",
        "Nike slides 35k only. Deposit 10k secures yours",
        "Nasco 1.5HP split AC 🥶 3.4m only instead of 3.95m. Free installation Accra & Tema",
        "Bone straight wig cap 150k, installation 80k extra",
        "Baby shoes retail 35k wholesale 28k from 6 pieces",
        "Chest of drawers, good condition, 90k ono. Collection only",
    ] {
        let found = parse(caption, Market::Ug);
        assert_eq!(found.verdict.value, Verdict::Offer, "{caption}");
        assert!(found.price.is_some(), "{caption}");
    }
}

#[test]
fn offers_need_no_price() {
    for caption in [
        "Yamaha keyboard PSR-E373, 61 keys, with adapter. Inbox #TRACK",
        "Website design for schools, packages to suit your budget. 0772 100 843 #TRACK",
        "Save 15% when you order two or more cakes. 0772 100 843 #TRACK",
    ] {
        let found = parse(caption, Market::Ug);
        assert_eq!(found.verdict.value, Verdict::Offer, "{caption}");
        assert_eq!(found.price, None, "{caption}");
    }
}
