//! One line of caption, one rule: tables of what must be read, and of what must not.

use captions::parse;
use domain::{Availability, Condition, Delivery, Market, PriceKind, Verdict};

/// The price as `amount`, `amount+` for "from" and `low-high` for a range; empty where none is.
fn price(caption: &str, market: Market) -> String {
    let Some(found) = parse(caption, market).price else {
        return String::new();
    };
    let amount = found.value.amount;
    let shown = format!("{} {}", amount.currency, amount.decimal());
    match found.value.kind {
        PriceKind::Exact => shown,
        PriceKind::From => format!("{shown}+"),
        PriceKind::Range { max } => format!("{shown}-{}", max.decimal()),
    }
}

#[track_caller]
fn check_price(market: Market, caption: &str, expected: &str) {
    let caption = format!("{caption} DM to order");
    assert_eq!(price(&caption, market), expected, "{caption}");
}

#[test]
fn every_price_form_is_read() {
    use Market::{Fr, Gb, Gh, Id, Ke, Ng, Rw, Tz, Ug, Us, Za, Zm};
    let cases = [
        (Ug, "Handbags 55k.", "UGX 55000"),
        (Ug, "Handbags 55,000/=.", "UGX 55000"),
        (Ug, "Handbags UGX 55 000.", "UGX 55000"),
        (Ug, "Handbags Shs.55,000 only.", "UGX 55000"),
        (Ug, "Handbags 55,000 shs.", "UGX 55000"),
        (Ug, "Handbags @55,000.", "UGX 55000"),
        (Ug, "Handbags 55thousand.", "UGX 55000"),
        (Ug, "Handbags fifty thousand shillings.", "UGX 50000"),
        (Ug, "Handbags emitwalo ebiri.", "UGX 20000"),
        (Ug, "Sofa 1.15m.", "UGX 1150000"),
        (Ug, "Sofa 1.150m.", "UGX 1150000"),
        (Ug, "Sofa obukadde 2.", "UGX 2000000"),
        (Ug, "Handbags 𝟓𝟓𝐤.", "UGX 55000"),
        (Ug, "Handbags 5️⃣5️⃣k.", "UGX 55000"),
        (Ug, "Apartment $900 per month.", "USD 900"),
        (Ke, "Handbags Ksh 1,500.", "KES 1500"),
        (Ke, "Handbags 1500 bob.", "KES 1500"),
        (Ke, "Handbags 1,500/-.", "KES 1500"),
        (Tz, "Mikoba elfu 35.", "TZS 35000"),
        (Tz, "Mikoba laki 1 na 20.", "TZS 120000"),
        (Tz, "Mikoba elfu ishirini na tano.", "TZS 25000"),
        (Ng, "Brow kit, seven thousand five hundred.", "NGN 7500"),
        (Ke, "Jordan 4 ngiri tatu na soo tano.", "KES 3500"),
        (Ug, "Handbags one sixty thousand.", "UGX 160000"),
        (Ug, "Handbags emitwalo esatu mu enkumi ttaano.", "UGX 35000"),
        (Ug, "Handbags emitwalo kkumi n'etaano.", "UGX 150000"),
        (Tz, "Mikoba laki mbili na nusu.", "TZS 250000"),
        (Tz, "Gari milioni 9 na laki 5.", "TZS 9500000"),
        (Ng, "Handbags ₦15k.", "NGN 15000"),
        (Ng, "Handbags #70k within Warri.", "NGN 70000"),
        (Ng, "Handbags N15,000.", "NGN 15000"),
        (Gh, "Handbags GH₵ 350.", "GHS 350"),
        (Gh, "Handbags ¢350.", "GHS 350"),
        (Gh, "Handbags, 350 last price.", "GHS 350"),
        (Gh, "Table 180, chair 110.", "GHS 180"),
        (Ng, "Shawarma 3k5.", "NGN 3500"),
        (Za, "Handbags R1 850.", "ZAR 1850"),
        (Za, "Handbags R3.5k.", "ZAR 3500"),
        (Rw, "Sac 35.000 Frw.", "RWF 35000"),
        (Id, "Tas 149rb.", "IDR 149000"),
        (Id, "Motor 12jt.", "IDR 12000000"),
        (Fr, "Sac 39,90 €.", "EUR 39.9"),
        (Gb, "Handbags £12.50.", "GBP 12.5"),
        (Us, "Handbags $1,250.", "USD 1250"),
        (Zm, "Handbags K350.", "ZMW 350"),
        (Zm, "Handbags 350 kwacha.", "ZMW 350"),
        (Zm, "Chitenge K 85.", "ZMW 85"),
        (Ug, "TV 1,150k.", "UGX 1150000"),
        (Ug, "Diapers forty two k.", "UGX 42000"),
        (Ug, "Sweater mutwalo gumu n'enkumi ttaano.", "UGX 15000"),
        (Ug, "Handbags emitwalo ataano mu etaano.", "UGX 550000"),
        (
            Ke,
            "Car one million four hundred and fifty thousand.",
            "KES 1450000",
        ),
        (Ke, "Wallet elfu tatu mia tano.", "KES 3500"),
        (Ke, "Shirts soo saba.", "KES 700"),
        (Ke, "Braids mia mbili na hamsini per piece.", "KES 250"),
        (Ke, "Nduma 120/kg.", "KES 120"),
        (Ke, "Eggs tray 550.", "KES 550"),
        (Ke, "Pot 800, pan 1100.", "KES 800"),
        (Ke, "Shirts 480 each, Ksh 100 delivery.", "KES 480"),
        (
            Ke,
            "Vitabu vya CBC 450 @. Parcel to other towns 200bob.",
            "KES 450",
        ),
        (Ke, "Kuku 650 kwa kila mmoja, majogoo 1,200.", "KES 650"),
        (Za, "Nissan 1400 bakkie, R68k neg.", "ZAR 68000"),
        (Tz, "Mchele kilo moja tsh 3,200.", "TZS 3200"),
        (Ng, "Corolla nine point two million.", "NGN 9200000"),
        (Ng, "Torch, naira dubu goma sha uku.", "NGN 13000"),
        (Tz, "Gari milioni saba na laki tano.", "TZS 7500000"),
        (Tz, "Viwanja kuanzia mil 4.", "TZS 4000000+"),
        (Tz, "Riwaya buku nane.", "TZS 8000"),
        (Gh, "Chamber and hall, 600 a month.", "GHS 600"),
        (Gh, "Braids one-fifty.", "GHS 150"),
        (Us, "Jeans thirty eight bucks.", "USD 38"),
        (Gb, "Caps thirty five pound each.", "GBP 35"),
        (Fr, "Robot quatre cent cinquante euros.", "EUR 450"),
        (Id, "Undangan empat puluh sembilan ribu.", "IDR 49000"),
        (Id, "Mobil 13,5 jt nego.", "IDR 13500000"),
    ];
    for (market, caption, expected) in cases {
        check_price(market, caption, expected);
    }
}

#[test]
fn kinds_of_price_are_told_apart() {
    let cases = [
        ("Wigs 450k - 620k.", "UGX 450000-620000"),
        ("Wigs 45-60k.", "UGX 45000-60000"),
        ("Wigs from 450k.", "UGX 450000+"),
        ("Wigs starting at 450k.", "UGX 450000+"),
        (
            "Raincoats and umbrellas. Raincoat 40k umbrella 20k.",
            "UGX 40000",
        ),
        ("Baking class, fees 600k in two installments.", "UGX 600000"),
        ("Wigs 450k and above.", "UGX 450000+"),
        ("Bedsheets 4x6 45k | 5x6 55k.", "UGX 45000-55000"),
        ("Tickets ordinary 30k, VIP 100k.", "UGX 30000-100000"),
        ("Belts 35k each or 2 for 60k.", "UGX 35000"),
        ("Soap 10k each, 3 @ 25k.", "UGX 10000"),
        ("Tees 45k one, 80k two.", "UGX 45000"),
        ("Rolex 8k a plate, extra egg na 2k.", "UGX 8000"),
        ("Website 900k one-off, hosting renewal 150k.", "UGX 900000"),
        (
            "Rentals fetching 1.8m monthly. Asking 185m.",
            "UGX 185000000",
        ),
        ("Fishing rod 2.1m folded. 130k.", "UGX 130000"),
        ("Dresses 3 for 50k.", "UGX 50000"),
        ("Goats 350k, bulls 2.8m.", "UGX 350000"),
        (
            "Piglets 180k each or 170k each if you take 5.",
            "UGX 180000",
        ),
        ("Seedlings 1,500 each (100 and above 1,200).", "UGX 1500"),
        ("Small chops 50 pcs 12k, 100 pcs 22k.", "UGX 12000-22000"),
        ("Sandals 18,500 a pair. Two pairs 35k.", "UGX 18500"),
        ("Studio 400k per month, 35k per night.", "UGX 400000"),
        ("Wigs 85k a set, sizing kit 3k.", "UGX 85000"),
        ("Tickets early bird 5k sold out, regular 10k.", "UGX 10000"),
        ("Boxer 13k per day, cash 5.4m.", "UGX 5400000"),
        ("Class. Registration 50k. Tuition 650k.", "UGX 650000"),
        ("Plot cash 650k, installment 750k.", "UGX 650000"),
        ("Tickets table of 8 - 800k.", "UGX 800000"),
    ];
    for (caption, expected) in cases {
        check_price(Market::Ug, caption, expected);
    }
}

#[test]
fn other_amounts_are_no_price() {
    let cases = [
        "Handbags. Delivery 5k.",
        "Room to let. Viewing fee 20k.",
        "Fridge repair. Call-out fee 20k.",
        "Blenders, sold 1000 of these already.",
        "Subaru SH5 headlights.",
        "Boxer motorcycle. Deposit 1.2m.",
        "Power bank 20,000mah.",
        "Toyota Harrier 98,000km.",
        "Handbags. We hit 10k followers.",
        "Foundation shades 220, 228, 310.",
        "Smart TV 4K.",
        "Handbags. Save 20k.",
        "Handbags. 20k cash back this week.",
        "Handbags shop 1200.",
        "Past papers 2015-2024.",
        "Handbags 0772 100 843.",
        "Handbags 50% off.",
        "Curtains 3m wide.",
        "Plots 50x100, 800m from tarmac.",
        "House on 30x40m.",
        "Braids, colours 1B and 27.",
        "Gold 18k chain.",
        "Premio, km 31,000.",
        "Canon, shutter count 8k.",
        "Fridge repair, 3,200+ fridges fixed.",
        "Fridge repair. Diagnosis 30k.",
    ];
    for caption in cases {
        check_price(Market::Ug, caption, "");
    }
}

#[test]
fn former_prices_are_not_the_price() {
    let cases = [
        "Handbags 85k was 120k.",
        "Handbags 85k from 120k.",
        "Handbags was 120k now 85k.",
        "Handbags 85k instead of 120k.",
        "Handbags 120k → 85k.",
        "Handbags reduced from 120k to 85k.",
        "Handbags ❌120k ✅85k.",
        "Handbags 1̶2̶0̶k̶ 85k.",
        "Handbags 85k (b4 120k).",
        "Handbags 85k okuva ku 120k.",
        "Handbags 85k punguzo kutoka 120k.",
        "Handbags 120k was the price, carry am 85k.",
    ];
    for caption in cases {
        let caption = format!("{caption} DM to order");
        let found = parse(&caption, Market::Ug);
        assert_eq!(price(&caption, Market::Ug), "UGX 85000", "{caption}");
        assert_eq!(
            found.compare_at.unwrap().value.decimal(),
            "120000",
            "{caption}"
        );
    }
}

#[test]
fn prices_of_others_are_not_the_price() {
    let cases = [
        (
            Market::Ug,
            "In town they ask 80k for this linen two piece, here 45k.",
            "UGX 45000",
        ),
        (
            Market::Ug,
            "Linen two piece 45k with us, in town they ask 80k.",
            "UGX 45000",
        ),
        (
            Market::Ke,
            "Sneakers: CBD wanakuuzia 4,500, mimi 2,800.",
            "KES 2800",
        ),
        (
            Market::Ng,
            "Dem sell this power bank 30k for Ikeja, I dey sell am 18k.",
            "NGN 18000",
        ),
        (
            Market::Za,
            "Speaker. Takealot R1 299. Makro R1 199. My garage: R750.",
            "ZAR 750",
        ),
        (
            Market::Ug,
            "Don't pay 80k for a blazer, get it at 45k.",
            "UGX 45000",
        ),
        // A higher price of one's own is no one else's.
        (Market::Ug, "Shoes 45k here, boots 80k here.", "UGX 45000"),
    ];
    for (market, caption, expected) in cases {
        let caption = format!("{caption} Call 0772 100 843 to order");
        check_price(market, &caption, expected);
        assert_eq!(parse(&caption, market).compare_at, None, "{caption}");
    }
}

#[test]
fn units_are_english_singulars() {
    let cases = [
        ("Belts 35k each.", Some("piece")),
        ("Shoes 45k a pair.", Some("pair")),
        ("Pork 20k/kg.", Some("kg")),
        ("Room 450k per month.", Some("month")),
        ("Ettaka obukadde 6 buli yiika.", Some("acre")),
        ("Books 15k per copy.", Some("copy")),
        ("Tents 150k per canopy.", Some("canopy")),
        ("Layers mash 50kg bag 128,000.", Some("bag")),
        ("Whisky 115k btl.", Some("bottle")),
        ("Granite pans, 10pc set 235k.", Some("set")),
        ("Baby bath set 60k.", None),
        ("Piglets UGX 180,000/piglet.", Some("piglet")),
        ("Sandals 20k per strap.", Some("strap")),
        ("Office $12 per sqm.", Some("square metre")),
        ("Belts, one is 35,000.", Some("piece")),
        ("Pork plate 15k, kilo 32k.", Some("plate")),
        ("Two bottles, 2 bottles 9k.", None),
        ("Ibirayi 650 kuri kilo.", Some("kg")),
        ("Perfume oil 2k/ml.", Some("ml")),
        ("Ettaka 8m buri acre.", Some("acre")),
        ("Perfume 165k, last month we had others.", None),
        ("Handbags 85k.", None),
    ];
    for (caption, expected) in cases {
        let found = parse(&format!("{caption} DM to order"), Market::Ug).unit;
        assert_eq!(
            found.map(|unit| unit.value).as_deref(),
            expected,
            "{caption}"
        );
    }
}

#[test]
fn sizes_are_expanded() {
    let cases: &[(&str, &[&str])] = &[
        ("Sneakers sizes 37-41", &["37", "38", "39", "40", "41"]),
        ("Boots size 40-43 (42 finished)", &["40", "41", "43"]),
        ("Dresses size 8-14", &["8", "10", "12", "14"]),
        ("Hoodies S-XL", &["S", "M", "L", "XL"]),
        ("Samsung A15 8/256GB", &["256GB"]),
        ("Infinix Smart 8 128+4", &["128GB"]),
        ("HP laptop 8GB RAM 512GB SSD", &["512GB"]),
        ("Wig 16/18/20 inches", &["16 inch", "18 inch", "20 inch"]),
        ("Wig 4x4 closure 16 inches", &["16 inch"]),
        ("Mattress 5x6", &["5x6"]),
        ("Toyota Wish 2005 1800cc", &["2005"]),
        ("Power bank 20000mah 65W", &[]),
        ("7 seater sofa", &[]),
        ("Yiika 5 ez'ettaka", &["5 acres"]),
        ("Sneakers EU 38.5, 40, 42.5", &["38.5", "40", "42.5"]),
        ("Sneakers size 40.5-43", &["40.5", "41", "42", "43"]),
        ("Viatu namba 40-42", &["40", "41", "42"]),
        ("Jeans W30 L32, w34/l30", &["W30 L32", "W34 L30"]),
        ("Fresh tilapia, minimum 5kg", &[]),
    ];
    for (caption, expected) in cases {
        let found = parse(&format!("{caption}. Price 900k. DM to order"), Market::Ug).sizes;
        let found: Vec<&str> = found.iter().map(|size| size.value.as_str()).collect();
        assert_eq!(found, *expected, "{caption}");
    }
}

#[test]
fn colours_are_canonical() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Handbags in royal blue, maroon and rose gold",
            &["blue", "maroon", "rose gold"],
        ),
        ("Mikoba rangi nyeusi na kahawia", &["black", "brown"]),
        ("African black soap", &[]),
        ("Sterling silver rings", &[]),
        ("Red wine", &[]),
        ("Handbags all colours", &[]),
        (
            "Handbags in black and maroon. Sold out in grey",
            &["black", "maroon"],
        ),
    ];
    for (caption, expected) in cases {
        let found = parse(&format!("{caption}. 85k. DM to order"), Market::Ug).colors;
        let found: Vec<&str> = found.iter().map(|color| color.value.as_str()).collect();
        assert_eq!(found, *expected, "{caption}");
    }
}

#[test]
fn statements_are_read() {
    let read = |text: &str| {
        parse(
            &format!("Samsung A15. 850k. {text}. DM to order"),
            Market::Ug,
        )
    };
    let condition = |text| read(text).condition.map(|found| found.value);
    assert_eq!(condition("Brand new sealed"), Some(Condition::New));
    assert_eq!(condition("UK used"), Some(Condition::Used));
    assert_eq!(condition("Refurbished"), Some(Condition::Refurbished));
    assert_eq!(condition("Not refurbished"), None);
    assert_eq!(condition("New arrivals"), None);
    assert_eq!(condition("Can be used abroad"), None);
    let stock = |text| read(text).availability.map(|found| found.value);
    assert_eq!(stock("SOLD OUT"), Some(Availability::SoldOut));
    assert_eq!(stock("Zimeisha"), Some(Availability::SoldOut));
    assert_eq!(stock("Get yours before they are sold"), None);
    assert_eq!(stock("Pink is finished, only blue"), None);
    let delivery = |text| read(text).delivery.map(|found| found.value);
    assert_eq!(delivery("We deliver countrywide"), Some(Delivery::Offered));
    assert_eq!(delivery("No delivery"), Some(Delivery::Refused));
    assert_eq!(delivery("Collection only"), Some(Delivery::Refused));
    assert_eq!(delivery("We don't do deliveries"), Some(Delivery::Refused));
    assert_eq!(delivery("No delivery fee"), Some(Delivery::Offered));
    assert_eq!(delivery("Free transport to site every Saturday"), None);
    assert_eq!(delivery(""), None);
    // One word says who brings, when, what and to whom.
    let verbs = [
        (
            Market::Ug,
            "Akatambaala 20k. Tukakutuusiza awaka. 0772 100 843",
        ),
        (
            Market::Tz,
            "Nguo elfu 20. Tutazileta mlangoni. 0754 100 843",
        ),
        (
            Market::Rw,
            "Inkweto 20,000 frw. Turazikuzanira. 0788 100 843",
        ),
        (
            Market::Zm,
            "Nsapato K250. Tidzakubweretserani kunyumba. 0977 100 843",
        ),
        (
            Market::Zm,
            "Chitenge K150. Tukamuletela ku ng'anda. 0977 100 843",
        ),
        (
            Market::Za,
            "Izicathulo R350. Siyakuthumelela ekhaya. 071 100 8430",
        ),
    ];
    for (market, caption) in verbs {
        let found = parse(caption, market).delivery.map(|found| found.reason);
        assert_eq!(found.as_deref(), Some("verb-of-bringing"), "{caption}");
    }
    // What no list has is learned from who brings what to whom.
    let learned = [
        "Our lorry leaves for Kapeeka every Tuesday and drops yours",
        "Parcels leave on the night bus to Gulu and Arua",
    ];
    for text in learned {
        let found = read(text).delivery.unwrap();
        assert_eq!(
            (found.value, &*found.reason),
            (Delivery::Offered, "speaks-of-bringing"),
            "{text}"
        );
        assert_eq!(found.spans.len(), 1, "{text}");
    }
    for text in [
        "A school bus for 30 children",
        "Come and see it at our office",
    ] {
        assert_eq!(delivery(text), None, "{text}");
    }
    let negotiable = |text| read(text).negotiable.map(|found| found.value);
    assert_eq!(negotiable("slightly negotiable"), Some(true));
    assert_eq!(negotiable("maongezi yapo"), Some(true));
    assert_eq!(negotiable("not negotiable"), Some(false));
    assert_eq!(negotiable("last price"), Some(false));
}

#[test]
fn places_of_sale_are_found_and_areas_are_not() {
    let cases = [
        ("📍Kiyembe lane, Kampala", Some("Kiyembe lane, Kampala")),
        ("Shop 5, Pioneer Mall", Some("Pioneer Mall")),
        ("Tuli Katwe", Some("Katwe")),
        ("Pickup Yaba", Some("Yaba")),
        ("Free delivery in Kampala", None),
        ("We deliver to Gulu", None),
        ("Fresh from Mbarara", None),
        ("#kampala", None),
    ];
    for (caption, expected) in cases {
        let found = parse(&format!("Handbags 85k. {caption}. DM to order"), Market::Ug).location;
        assert_eq!(
            found.map(|place| place.value).as_deref(),
            expected,
            "{caption}"
        );
    }
}

#[test]
fn titles_name_the_thing() {
    let cases = [
        (
            "Gents Chelsea boots restocked 🔥 85k",
            "Gents Chelsea Boots",
        ),
        ("BRAND NEW SAMSUNG A15 8/256GB 690K", "Samsung A15"),
        (
            "690k only 🔥 Hisense 43\" smart TV",
            "Hisense 43\" Smart TV",
        ),
        ("HURRY!! Ladies handbags 60k", "Ladies Handbags"),
        ("Available 85k #handbags", "Handbags"),
        ("Toyota Harrier 2008 UBF 38m", "Toyota Harrier 2008"),
        ("3 seater sofa 450k", "3 Seater Sofa"),
        ("Lether belts 35k", "Leather Belts"),
        ("The same wig in 14 inch 220k", "Wig"),
        ("New men's sweatshirts 55k", "Men's Sweatshirts"),
        ("Dell latitude 7490 core i7 1.2m", "Dell Latitude 7490"),
        ("690k Samsung A15. Free screen guard", "Samsung A15"),
        (
            "Moving house? Fuso truck for hire 120k",
            "Fuso Truck for Hire",
        ),
        ("House on quick sale, 4 bedrooms, 420m", "4 Bedroom House"),
        ("Plots in Gayaza 18m", "Plots in Gayaza"),
        ("Kente blanket? No. Fleece blanket 85k", "Fleece Blanket"),
        ("2kg 120k, 3kg 170k #birthdaycakes", "Birthday Cakes"),
        ("3bedrooms 1.2m per month in Kira", "3bedrooms"),
    ];
    for (caption, expected) in cases {
        let found = parse(&format!("{caption}. DM to order"), Market::Ug).title;
        assert_eq!(
            found.map(|title| title.value).as_deref(),
            Some(expected),
            "{caption}"
        );
    }
}

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
fn several_pieces_at_once_are_a_bundle_in_swahili_too() {
    check_price(
        Market::Tz,
        "Hijab 12,500 kwa moja, 3 kwa 33,000.",
        "TZS 12500",
    );
    check_price(Market::Tz, "Viatu size 40 kwa 35,000.", "TZS 35000");
}

#[test]
fn retail_beside_wholesale_is_the_price() {
    check_price(
        Market::Ug,
        "Baby shoes retail 35k, wholesale 28k from 6 pieces.",
        "UGX 35000",
    );
    check_price(Market::Ug, "Baby shoes 28k, retail price 35k.", "UGX 28000");
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

#[test]
fn the_colours_of_the_lexicon_are_those_of_the_corpus() {
    let names: Vec<&str> = include_str!("../data/colors.txt")
        .lines()
        .filter_map(|line| line.strip_prefix("[color ")?.strip_suffix(']'))
        .collect();
    assert_eq!(names, domain::COLORS);
}
