//! The thing, its sizes and colours, what is stated of it, and the place.

use captions::parse;
use domain::{Availability, Condition, Delivery, Market};

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
fn the_colours_of_the_lexicon_are_those_of_the_corpus() {
    let names: Vec<&str> = include_str!("../../data/colors.txt")
        .lines()
        .filter_map(|line| line.strip_prefix("[color ")?.strip_suffix(']'))
        .collect();
    assert_eq!(names, domain::COLORS);
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
    let denied = "Bring your own van, we do not send any";
    assert_eq!(delivery(denied), Some(Delivery::Refused));
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
