//! Categories of captions: ambiguous words told apart, and how many of the labelled ones are
//! right.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use domain::Market;
use taxonomy::Leaf;

fn leaf(market: Market, caption: &str) -> Option<Leaf> {
    let analysis = captions::parse(caption, market);
    // The verdict is the parser's own matter; here every caption is an offer.
    let mut analysis = analysis;
    analysis.verdict.value = domain::Verdict::Offer;
    let found = tagging::tag(caption, market, &analysis).category?;
    Leaf::from_slug(found.value.as_str())
}

#[test]
fn the_head_counts_more_than_what_is_mentioned() {
    use Leaf::*;
    for (market, caption, expected) in [
        (
            Market::Ug,
            "Phone case for iPhone 13",
            ElectronicsAccessories,
        ),
        (Market::Ug, "iPhone 13 with free case and charger", Phones),
        (Market::Ug, "Car seat cover set", VehicleParts),
        (Market::Ug, "Fridge repair at your home", Repairs),
        (Market::Ug, "Salon chair 350k", Furniture),
        (Market::Ug, "Baby shoes 25k", Baby),
        (Market::Ug, "Hair food 400g 15k", Hair),
        (Market::Ug, "Wedding cake 3 tiers 450k", Meals),
        (Market::Ug, "Makeup classes 2 months 300k", Training),
        (Market::Ug, "Kitenge tote bags", Bags),
        (Market::Ke, "Kava la simu 300", ElectronicsAccessories),
        (Market::Ke, "Chakula cha mbwa 20kg 3,000", Pets),
        (
            Market::Fr,
            "Coque de téléphone 10 €",
            ElectronicsAccessories,
        ),
    ] {
        assert_eq!(leaf(market, caption), Some(expected), "{caption}");
    }
}

#[test]
fn ambiguous_words_go_by_market_and_company() {
    use Leaf::*;
    for (market, caption, expected) in [
        (Market::Ug, "Rolex with 2 eggs and chapati 4,000", Meals),
        (Market::Ug, "Rolex datejust gold 150k", Watches),
        (Market::Ng, "Rolex master quality N45k", Watches),
        (Market::Ng, "Neat moto, buy and drive 3.2m", Cars),
        (Market::Rw, "Moto nshya 1.9M Frw", Motorcycles),
        (Market::Ke, "Toner cartridge 85A 1,800", Computers),
        (Market::Ke, "Face toner for oily skin 800", Skincare),
        (Market::Ug, "Iron nails 4 inch per kg 6,000", Tools),
        (Market::Ug, "Gel nails and pedicure 60k", BeautyServices),
        (Market::Ug, "Press on nails 30k", Makeup),
        (Market::Fr, "Four électrique encastrable 120 €", Appliances),
        (Market::Us, "Four chairs $80", Furniture),
    ] {
        assert_eq!(leaf(market, caption), Some(expected), "{caption}");
    }
}

#[test]
fn rent_hire_and_sale_choose_the_service() {
    use Leaf::*;
    for (caption, expected) in [
        (
            "3 bedroom house for rent in Ntinda 1.5m per month",
            PropertyRent,
        ),
        (
            "3 bedroom house for sale in Ntinda 350m ready title",
            PropertySale,
        ),
        ("Plots for sale in Mukono 50x100 15m", Land),
        ("Toyota Noah for hire 150k per day", Transport),
        ("Toyota Noah 2003 28m neg", Cars),
        ("Tents and chairs for hire", Events),
        ("Canon EOS 80D for hire 80k per day", Cameras),
        (
            "House moving within Kampala, truck and loaders 250k",
            Transport,
        ),
    ] {
        assert_eq!(leaf(Market::Ug, caption), Some(expected), "{caption}");
    }
}

#[test]
fn hashtags_and_typos_are_read() {
    use Leaf::*;
    for (caption, expected) in [
        ("Available 85k inbox #3in1handbagset #slayqueens", Bags),
        ("New in 😍 120k #shoesuganda", Shoes),
        ("Mattrezz 5x6 heavy duty 250k", Bedding),
        ("Quality refrigirator 120 litres", Appliances),
        ("𝗦𝗻𝗲𝗮𝗸𝗲𝗿𝘀 80k", Shoes),
    ] {
        assert_eq!(leaf(Market::Ug, caption), Some(expected), "{caption}");
    }
}

/// Leaf and department right, in thousandths.
fn score(table: &str) -> (usize, usize) {
    let (mut lines, mut leaves, mut departments) = (0, 0, 0);
    for line in table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let columns: Vec<&str> = line.splitn(3, '\t').collect();
        let market = Market::parse(columns[0]).unwrap();
        let expected = Leaf::from_slug(columns[1]).unwrap();
        let found = leaf(market, &columns[2].replace(" / ", "\n"));
        lines += 1;
        leaves += usize::from(found == Some(expected));
        departments += usize::from(found.map(Leaf::department) == Some(expected.department()));
    }
    (leaves * 1000 / lines, departments * 1000 / lines)
}

#[test]
fn the_held_out_captions_stay_above_the_targets() {
    let (leaves, departments) = score(include_str!("data/held-out.tsv"));
    assert!(
        leaves >= 900 && departments >= 950,
        "{leaves} {departments}"
    );
}

#[test]
fn the_tuned_captions_stay_right() {
    let (leaves, departments) = score(include_str!("data/tune.tsv"));
    assert!(
        leaves >= 960 && departments >= 970,
        "{leaves} {departments}"
    );
}
