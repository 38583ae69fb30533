//! Prices, what is no price, and what a price is for.

use captions::parse;
use domain::{Market, PriceKind};

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
