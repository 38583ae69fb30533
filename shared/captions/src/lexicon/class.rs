//! The kinds of words the rules know.

/// What a word or phrase of a lexicon stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Class {
    /// A thing or service that can be sold.
    Noun,
    /// A maker or product line.
    Brand,
    /// A word that belongs into a title before or behind its noun: material, kind, wearer.
    Modifier,
    /// Praise and noise.
    Hype,
    /// Function words of any language.
    Stop,
    /// A colour; the value is its canonical English name.
    Color,
    /// A phrase in which a colour word is no colour.
    NotColor,
    New,
    Used,
    Refurbished,
    SoldOut,
    InStock,
    DeliveryYes,
    DeliveryNo,
    /// Who or what brings things: rider, night bus, courier.
    Carrier,
    /// Verbs of bringing and sending.
    Brings,
    /// Where things are brought to: your door, upcountry.
    Destination,
    /// No, not, without.
    Negation,
    Negotiable,
    Fixed,
    /// Before a former price.
    Was,
    /// Behind a former price.
    WasBehind,
    /// Before a price that replaced another.
    Now,
    /// Before the lowest of several prices.
    From,
    /// Behind the lowest of several prices.
    FromBehind,
    Deposit,
    Instalment,
    /// Before or behind an amount that is a fee beside the price: delivery, viewing, booking.
    Fee,
    /// Before an amount a buyer saves or wins, or what something is worth.
    Saving,
    /// Behind an amount a buyer saves.
    SavingBehind,
    Salary,
    Budget,
    /// Before a price that others ask, or that somebody once paid.
    Others,
    /// Before the seller's own price beside that of others.
    Ours,
    PriceCue,
    /// Before an amount for something added to the product.
    Extra,
    /// Several pieces for one price: dozen, carton, wholesale.
    Bulk,
    /// What a price can be stated for; the value is the English singular.
    Unit,
    /// A whole phrase that states the unit: each, per month; the value is the unit.
    PerUnit,
    /// Before a unit: per, a, buli.
    Per,
    /// The value is the ISO 4217 code.
    Currency,
    /// Behind a number; the value is the power of ten.
    Magnitude,
    /// Before a number; the value is the power of ten.
    MagnitudeBefore,
    /// The value is the number.
    NumberWord,
    /// Behind a number that counts or measures something that is no price and no size.
    NotMoney,
    /// Before a number that names something: shop 12, order 1043.
    NumberLabel,
    SizeCue,
    /// A size in words or letters; the value is as a buyer reads it.
    SizeName,
    /// A unit of measure; the value is its canonical form.
    Measure,
    /// Behind or before a figure that is a memory or power specification.
    Specification,
    Month,
    Weekday,
    Place,
    /// A word that ends the name of a place: road, plaza.
    PlaceType,
    /// Before a place where the shop is.
    PlaceCue,
    /// Before a place that is served or came from.
    AreaCue,
    /// How to order.
    Order,
    /// Says that something is offered.
    Sale,
    Giveaway,
    Job,
    Wanted,
    Tutorial,
    Story,
    Review,
    News,
    Greeting,
    Thanks,
    Meme,
    Notice,
    Teaser,
    Engagement,
    /// Names one of several kinds of one thing: VIP, male, small.
    Variant,
    /// A container or portion: jerrycan, bowl.
    Container,
    /// The thing's market or wearer decides how sizes are read: shoes.
    Shoes,
    Clothes,
    Vehicle,
    Land,
    HairPiece,
    /// Sold by length, so that `3m` is three metres.
    ByLength,
    Device,
    /// A thing the taxonomy lists.
    Thing,
    /// A make or model the taxonomy lists.
    Make,
}

impl Class {
    pub(crate) const ALL: &'static [(&'static str, Self)] = &[
        ("noun", Self::Noun),
        ("brand", Self::Brand),
        ("modifier", Self::Modifier),
        ("hype", Self::Hype),
        ("stop", Self::Stop),
        ("color", Self::Color),
        ("not-color", Self::NotColor),
        ("new", Self::New),
        ("used", Self::Used),
        ("refurbished", Self::Refurbished),
        ("sold-out", Self::SoldOut),
        ("in-stock", Self::InStock),
        ("delivery-yes", Self::DeliveryYes),
        ("delivery-no", Self::DeliveryNo),
        ("carrier", Self::Carrier),
        ("brings", Self::Brings),
        ("destination", Self::Destination),
        ("negation", Self::Negation),
        ("negotiable", Self::Negotiable),
        ("fixed", Self::Fixed),
        ("was", Self::Was),
        ("was-behind", Self::WasBehind),
        ("now", Self::Now),
        ("from", Self::From),
        ("from-behind", Self::FromBehind),
        ("deposit", Self::Deposit),
        ("instalment", Self::Instalment),
        ("fee", Self::Fee),
        ("saving", Self::Saving),
        ("saving-behind", Self::SavingBehind),
        ("salary", Self::Salary),
        ("budget", Self::Budget),
        ("others", Self::Others),
        ("ours", Self::Ours),
        ("price-cue", Self::PriceCue),
        ("extra", Self::Extra),
        ("bulk", Self::Bulk),
        ("unit", Self::Unit),
        ("per-unit", Self::PerUnit),
        ("per", Self::Per),
        ("currency", Self::Currency),
        ("magnitude", Self::Magnitude),
        ("magnitude-before", Self::MagnitudeBefore),
        ("number-word", Self::NumberWord),
        ("not-money", Self::NotMoney),
        ("number-label", Self::NumberLabel),
        ("size-cue", Self::SizeCue),
        ("size-name", Self::SizeName),
        ("measure", Self::Measure),
        ("specification", Self::Specification),
        ("month", Self::Month),
        ("weekday", Self::Weekday),
        ("place", Self::Place),
        ("place-type", Self::PlaceType),
        ("place-cue", Self::PlaceCue),
        ("area-cue", Self::AreaCue),
        ("order", Self::Order),
        ("sale", Self::Sale),
        ("giveaway", Self::Giveaway),
        ("job", Self::Job),
        ("wanted", Self::Wanted),
        ("tutorial", Self::Tutorial),
        ("story", Self::Story),
        ("review", Self::Review),
        ("news", Self::News),
        ("greeting", Self::Greeting),
        ("thanks", Self::Thanks),
        ("meme", Self::Meme),
        ("notice", Self::Notice),
        ("teaser", Self::Teaser),
        ("engagement", Self::Engagement),
        ("variant", Self::Variant),
        ("container", Self::Container),
        ("shoes", Self::Shoes),
        ("clothes", Self::Clothes),
        ("vehicle", Self::Vehicle),
        ("land", Self::Land),
        ("hair-piece", Self::HairPiece),
        ("by-length", Self::ByLength),
        ("device", Self::Device),
        ("thing", Self::Thing),
        ("make", Self::Make),
    ];

    fn bit(self) -> u128 {
        1 << (self as u8)
    }
}

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Classes(u128);

impl Classes {
    pub(crate) const fn none() -> Self {
        Self(0)
    }

    pub(crate) fn of(classes: &[Class]) -> Self {
        Self(classes.iter().fold(0, |bits, class| bits | class.bit()))
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The numbers of the classes, in order.
    pub(crate) fn numbers(self) -> impl Iterator<Item = u8> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let number = u8::try_from(rest.trailing_zeros())
                .ok()
                .filter(|_| rest != 0)?;
            rest &= rest - 1;
            Some(number)
        })
    }

    pub(crate) fn has(self, class: Class) -> bool {
        self.0 & class.bit() != 0
    }

    pub(crate) fn has_any(self, classes: Self) -> bool {
        self.0 & classes.0 != 0
    }

    pub(crate) fn add(&mut self, class: Class) {
        self.0 |= class.bit();
    }
}
