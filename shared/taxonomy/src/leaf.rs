//! The 47 leaves of the taxonomy: what each is called and where Google puts it.
//!
//! Keywords are in the data files; this is the table of names and ids. The Google ids are those of
//! Google's product taxonomy of 2021-09-21.

use domain::CategorySlug;

use crate::Department;

/// A leaf of the taxonomy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the slugs")]
pub enum Leaf {
    Clothing,
    Shoes,
    Bags,
    Jewelry,
    Watches,
    FashionAccessories,
    Makeup,
    Skincare,
    Hair,
    Fragrance,
    Phones,
    Computers,
    TvAudio,
    Gaming,
    Cameras,
    ElectronicsAccessories,
    Furniture,
    Appliances,
    Kitchen,
    Decor,
    Bedding,
    Tools,
    Groceries,
    Drinks,
    Meals,
    Livestock,
    FarmInputs,
    Cars,
    Motorcycles,
    VehicleParts,
    PropertyRent,
    PropertySale,
    Land,
    BeautyServices,
    Repairs,
    Events,
    Training,
    Transport,
    DigitalServices,
    Baby,
    Toys,
    Sports,
    Books,
    Tickets,
    Pets,
    Health,
    Other,
}

/// What is known about one leaf.
struct Facts {
    slug: &'static str,
    department: Department,
    name: &'static str,
    google: Option<u32>,
}

const fn facts(
    slug: &'static str,
    department: Department,
    name: &'static str,
    google: Option<u32>,
) -> Facts {
    Facts {
        slug,
        department,
        name,
        google,
    }
}

impl Leaf {
    /// Every leaf, department by department.
    pub const ALL: [Self; 47] = [
        Self::Clothing,
        Self::Shoes,
        Self::Bags,
        Self::Jewelry,
        Self::Watches,
        Self::FashionAccessories,
        Self::Makeup,
        Self::Skincare,
        Self::Hair,
        Self::Fragrance,
        Self::Phones,
        Self::Computers,
        Self::TvAudio,
        Self::Gaming,
        Self::Cameras,
        Self::ElectronicsAccessories,
        Self::Furniture,
        Self::Appliances,
        Self::Kitchen,
        Self::Decor,
        Self::Bedding,
        Self::Tools,
        Self::Groceries,
        Self::Drinks,
        Self::Meals,
        Self::Livestock,
        Self::FarmInputs,
        Self::Cars,
        Self::Motorcycles,
        Self::VehicleParts,
        Self::PropertyRent,
        Self::PropertySale,
        Self::Land,
        Self::BeautyServices,
        Self::Repairs,
        Self::Events,
        Self::Training,
        Self::Transport,
        Self::DigitalServices,
        Self::Baby,
        Self::Toys,
        Self::Sports,
        Self::Books,
        Self::Tickets,
        Self::Pets,
        Self::Health,
        Self::Other,
    ];

    /// The leaf with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|leaf| leaf.slug() == slug)
    }

    /// The slug, such as `tv-audio`.
    pub const fn slug(self) -> &'static str {
        self.facts().slug
    }

    /// The slug as the domain knows it.
    pub fn category(self) -> Option<CategorySlug> {
        CategorySlug::parse(self.slug()).ok()
    }

    /// The department it belongs to.
    pub const fn department(self) -> Department {
        self.facts().department
    }

    /// The English name.
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// The Google product category of most things in the leaf. Services, property and `other`
    /// have none.
    pub const fn google_product_category(self) -> Option<u32> {
        self.facts().google
    }

    /// Its place in [`Leaf::ALL`].
    pub(crate) const fn index(self) -> usize {
        self as usize
    }

    const fn facts(self) -> Facts {
        use Department as D;
        match self {
            Self::Clothing => facts("clothing", D::Fashion, "Clothing", Some(1604)),
            Self::Shoes => facts("shoes", D::Fashion, "Shoes", Some(187)),
            Self::Bags => facts("bags", D::Fashion, "Bags & Luggage", Some(6551)),
            Self::Jewelry => facts("jewelry", D::Fashion, "Jewelry", Some(188)),
            Self::Watches => facts("watches", D::Fashion, "Watches", Some(201)),
            Self::FashionAccessories => facts(
                "fashion-accessories",
                D::Fashion,
                "Fashion Accessories",
                Some(167),
            ),
            Self::Makeup => facts("makeup", D::Beauty, "Makeup & Nails", Some(477)),
            Self::Skincare => facts("skincare", D::Beauty, "Skincare & Body Care", Some(567)),
            Self::Hair => facts("hair", D::Beauty, "Hair & Wigs", Some(486)),
            Self::Fragrance => facts("fragrance", D::Beauty, "Fragrance", Some(479)),
            Self::Phones => facts("phones", D::Electronics, "Phones & Tablets", Some(267)),
            Self::Computers => facts(
                "computers",
                D::Electronics,
                "Computers & Office Tech",
                Some(278),
            ),
            Self::TvAudio => facts("tv-audio", D::Electronics, "TV & Audio", Some(222)),
            Self::Gaming => facts("gaming", D::Electronics, "Gaming", Some(1294)),
            Self::Cameras => facts("cameras", D::Electronics, "Cameras & CCTV", Some(141)),
            Self::ElectronicsAccessories => facts(
                "electronics-accessories",
                D::Electronics,
                "Phone & Electronics Accessories",
                Some(2082),
            ),
            Self::Furniture => facts("furniture", D::Home, "Furniture", Some(436)),
            Self::Appliances => facts("appliances", D::Home, "Home Appliances", Some(604)),
            Self::Kitchen => facts("kitchen", D::Home, "Kitchen & Dining", Some(638)),
            Self::Decor => facts("decor", D::Home, "Home Decor", Some(696)),
            Self::Bedding => facts("bedding", D::Home, "Bedding & Linens", Some(4171)),
            Self::Tools => facts("tools", D::Home, "Tools & Hardware", Some(1167)),
            Self::Groceries => facts("groceries", D::Food, "Groceries & Fresh Food", Some(422)),
            Self::Drinks => facts("drinks", D::Food, "Drinks", Some(413)),
            Self::Meals => facts("meals", D::Food, "Meals & Catering", Some(5814)),
            Self::Livestock => facts(
                "livestock",
                D::Agriculture,
                "Livestock & Poultry",
                Some(3237),
            ),
            Self::FarmInputs => facts(
                "farm-inputs",
                D::Agriculture,
                "Farm Inputs & Equipment",
                Some(112),
            ),
            Self::Cars => facts("cars", D::Vehicles, "Cars, Trucks & Vans", Some(916)),
            Self::Motorcycles => {
                facts("motorcycles", D::Vehicles, "Motorcycles & Bikes", Some(919))
            }
            Self::VehicleParts => facts(
                "vehicle-parts",
                D::Vehicles,
                "Vehicle Parts & Accessories",
                Some(5613),
            ),
            Self::PropertyRent => facts("property-rent", D::Property, "Property for Rent", None),
            Self::PropertySale => facts(
                "property-sale",
                D::Property,
                "Houses & Buildings for Sale",
                None,
            ),
            Self::Land => facts("land", D::Property, "Land & Plots", None),
            Self::BeautyServices => facts(
                "beauty-services",
                D::Services,
                "Beauty & Salon Services",
                None,
            ),
            Self::Repairs => facts("repairs", D::Services, "Repairs & Technicians", None),
            Self::Events => facts("events", D::Services, "Events & Photography", None),
            Self::Training => facts("training", D::Services, "Training & Classes", None),
            Self::Transport => facts(
                "transport",
                D::Services,
                "Transport, Delivery & Travel",
                None,
            ),
            Self::DigitalServices => facts(
                "digital-services",
                D::Services,
                "Digital & Business Services",
                None,
            ),
            Self::Baby => facts("baby", D::Kids, "Baby & Maternity", Some(537)),
            Self::Toys => facts("toys", D::Kids, "Toys & Games", Some(1239)),
            Self::Sports => facts("sports", D::Leisure, "Sports & Fitness", Some(988)),
            Self::Books => facts("books", D::Leisure, "Books & Stationery", Some(784)),
            Self::Tickets => facts("tickets", D::Leisure, "Tickets & Shows", Some(499969)),
            Self::Pets => facts("pets", D::Leisure, "Pets & Pet Supplies", Some(1)),
            Self::Health => facts("health", D::Health, "Health & Medical", Some(491)),
            Self::Other => facts("other", D::Other, "Other", None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaf_is_found_by_its_slug_and_place() {
        for (index, leaf) in Leaf::ALL.into_iter().enumerate() {
            assert_eq!(Leaf::from_slug(leaf.slug()), Some(leaf));
            assert_eq!(leaf.index(), index);
            assert!(leaf.category().is_some(), "{}", leaf.slug());
        }
        assert_eq!(Leaf::from_slug("cheese"), None);
    }

    #[test]
    fn services_property_and_the_rest_have_no_google_category() {
        for leaf in Leaf::ALL {
            let none = matches!(
                leaf.department(),
                Department::Services | Department::Property | Department::Other
            );
            assert_eq!(
                leaf.google_product_category().is_none(),
                none,
                "{}",
                leaf.slug()
            );
        }
    }
}
