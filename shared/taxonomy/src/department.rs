//! The departments above the leaves.

/// A department: the first level of the taxonomy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the slugs")]
pub enum Department {
    Fashion,
    Beauty,
    Electronics,
    Home,
    Food,
    Agriculture,
    Vehicles,
    Property,
    Services,
    Kids,
    Leisure,
    Health,
    Other,
}

impl Department {
    /// The slug, such as `home`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Fashion => "fashion",
            Self::Beauty => "beauty",
            Self::Electronics => "electronics",
            Self::Home => "home",
            Self::Food => "food",
            Self::Agriculture => "agriculture",
            Self::Vehicles => "vehicles",
            Self::Property => "property",
            Self::Services => "services",
            Self::Kids => "kids",
            Self::Leisure => "leisure",
            Self::Health => "health",
            Self::Other => "other",
        }
    }
}
