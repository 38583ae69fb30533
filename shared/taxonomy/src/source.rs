//! The data files, compiled in.

use crate::Leaf;

/// Each leaf's keywords.
pub(crate) const LEAVES: [(Leaf, &str); 47] = [
    (Leaf::Clothing, include_str!("../data/clothing.txt")),
    (Leaf::Shoes, include_str!("../data/shoes.txt")),
    (Leaf::Bags, include_str!("../data/bags.txt")),
    (Leaf::Jewelry, include_str!("../data/jewelry.txt")),
    (Leaf::Watches, include_str!("../data/watches.txt")),
    (
        Leaf::FashionAccessories,
        include_str!("../data/fashion-accessories.txt"),
    ),
    (Leaf::Makeup, include_str!("../data/makeup.txt")),
    (Leaf::Skincare, include_str!("../data/skincare.txt")),
    (Leaf::Hair, include_str!("../data/hair.txt")),
    (Leaf::Fragrance, include_str!("../data/fragrance.txt")),
    (Leaf::Phones, include_str!("../data/phones.txt")),
    (Leaf::Computers, include_str!("../data/computers.txt")),
    (Leaf::TvAudio, include_str!("../data/tv-audio.txt")),
    (Leaf::Gaming, include_str!("../data/gaming.txt")),
    (Leaf::Cameras, include_str!("../data/cameras.txt")),
    (
        Leaf::ElectronicsAccessories,
        include_str!("../data/electronics-accessories.txt"),
    ),
    (Leaf::Furniture, include_str!("../data/furniture.txt")),
    (Leaf::Appliances, include_str!("../data/appliances.txt")),
    (Leaf::Kitchen, include_str!("../data/kitchen.txt")),
    (Leaf::Decor, include_str!("../data/decor.txt")),
    (Leaf::Bedding, include_str!("../data/bedding.txt")),
    (Leaf::Tools, include_str!("../data/tools.txt")),
    (Leaf::Groceries, include_str!("../data/groceries.txt")),
    (Leaf::Drinks, include_str!("../data/drinks.txt")),
    (Leaf::Meals, include_str!("../data/meals.txt")),
    (Leaf::Livestock, include_str!("../data/livestock.txt")),
    (Leaf::FarmInputs, include_str!("../data/farm-inputs.txt")),
    (Leaf::Cars, include_str!("../data/cars.txt")),
    (Leaf::Motorcycles, include_str!("../data/motorcycles.txt")),
    (
        Leaf::VehicleParts,
        include_str!("../data/vehicle-parts.txt"),
    ),
    (
        Leaf::PropertyRent,
        include_str!("../data/property-rent.txt"),
    ),
    (
        Leaf::PropertySale,
        include_str!("../data/property-sale.txt"),
    ),
    (Leaf::Land, include_str!("../data/land.txt")),
    (
        Leaf::BeautyServices,
        include_str!("../data/beauty-services.txt"),
    ),
    (Leaf::Repairs, include_str!("../data/repairs.txt")),
    (Leaf::Events, include_str!("../data/events.txt")),
    (Leaf::Training, include_str!("../data/training.txt")),
    (Leaf::Transport, include_str!("../data/transport.txt")),
    (
        Leaf::DigitalServices,
        include_str!("../data/digital-services.txt"),
    ),
    (Leaf::Baby, include_str!("../data/baby.txt")),
    (Leaf::Toys, include_str!("../data/toys.txt")),
    (Leaf::Sports, include_str!("../data/sports.txt")),
    (Leaf::Books, include_str!("../data/books.txt")),
    (Leaf::Tickets, include_str!("../data/tickets.txt")),
    (Leaf::Pets, include_str!("../data/pets.txt")),
    (Leaf::Health, include_str!("../data/health.txt")),
    (Leaf::Other, include_str!("../data/other.txt")),
];

/// Phrases that hold a keyword but say nothing about the thing: "book now", "Computer Village".
pub(crate) const IGNORED: &str = include_str!("../data/ignored.txt");

/// Words that turn a thing into a service: repair, hire, sale.
pub(crate) const CUES: &str = include_str!("../data/cues.txt");

/// Words after which only side matters follow: "for iPhone", "free cover", "opposite the bank".
pub(crate) const LINKS: &str = include_str!("../data/links.txt");

/// Words that sellers glue to a keyword in a hashtag: `#shoesuganda`, `#wigplug`.
pub(crate) const AFFIXES: &str = include_str!("../data/affixes.txt");
