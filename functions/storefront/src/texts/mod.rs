//! Every text a buyer reads, in each language, and which language a reader gets.
//!
//! A template names its gaps in braces, such as `{price}`; [`fill`] puts the values in. A test holds
//! every translation to the gaps of the English text. Texts for sellers are not here.

mod categories;
mod en;
mod fr;
mod lg;
mod sw;
mod words;

use domain::Market;

pub(crate) use categories::category_name;
pub(crate) use words::{color_name, unit_name};

/// A language the pages can be read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    English,
    /// Luganda.
    Luganda,
    /// Swahili.
    Swahili,
    /// French.
    French,
}

impl Language {
    /// Every language, in the order in which readers are offered them.
    pub(crate) const ALL: [Self; 4] = [Self::English, Self::Luganda, Self::Swahili, Self::French];

    /// The language tag of BCP 47.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Luganda => "lg",
            Self::Swahili => "sw",
            Self::French => "fr",
        }
    }

    /// The language's own name for itself.
    pub(crate) const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Luganda => "Luganda",
            Self::Swahili => "Kiswahili",
            Self::French => "Français",
        }
    }

    /// A language from its tag, as in `?lang=sw`.
    pub(crate) fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// What buyers of a market read when they ask for nothing else.
    pub(crate) const fn of_market(market: Market) -> Self {
        match market {
            Market::Tz => Self::Swahili,
            Market::Fr => Self::French,
            Market::Ug
            | Market::Ke
            | Market::Rw
            | Market::Ng
            | Market::Gh
            | Market::Za
            | Market::Us
            | Market::Gb
            | Market::Id
            | Market::Zm => Self::English,
        }
    }

    /// The texts in this language.
    pub(crate) const fn texts(self) -> &'static Texts {
        match self {
            Self::English => &en::TEXTS,
            Self::Luganda => &lg::TEXTS,
            Self::Swahili => &sw::TEXTS,
            Self::French => &fr::TEXTS,
        }
    }
}

/// The texts of one language.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct Texts {
    pub(crate) skip_to_content: &'static str,
    pub(crate) languages: &'static str,
    pub(crate) made_by: &'static str,

    pub(crate) shop_title: &'static str,
    pub(crate) shop_description: &'static str,
    pub(crate) unproved: &'static str,
    pub(crate) on_tiktok: &'static str,
    pub(crate) chat: &'static str,
    pub(crate) categories: &'static str,
    pub(crate) all_items: &'static str,
    pub(crate) older_items: &'static str,
    pub(crate) newest_items: &'static str,
    pub(crate) empty_shop: &'static str,
    pub(crate) empty_shop_hint: &'static str,
    pub(crate) empty_category: &'static str,

    pub(crate) untitled: &'static str,
    pub(crate) ask_price: &'static str,
    pub(crate) price_from: &'static str,
    pub(crate) price_per: &'static str,
    pub(crate) price_now: &'static str,
    pub(crate) price_before: &'static str,
    pub(crate) negotiable: &'static str,
    pub(crate) sold_out: &'static str,

    pub(crate) back_to_shop: &'static str,
    pub(crate) pictures: &'static str,
    pub(crate) picture_number: &'static str,
    pub(crate) no_picture: &'static str,
    pub(crate) details: &'static str,
    pub(crate) sizes: &'static str,
    pub(crate) choose_size: &'static str,
    pub(crate) colors: &'static str,
    pub(crate) condition: &'static str,
    pub(crate) condition_new: &'static str,
    pub(crate) condition_used: &'static str,
    pub(crate) condition_refurbished: &'static str,
    pub(crate) delivery: &'static str,
    pub(crate) delivery_offered: &'static str,
    pub(crate) delivery_refused: &'static str,
    pub(crate) location: &'static str,
    pub(crate) category: &'static str,
    pub(crate) posted: &'static str,
    pub(crate) seller_wrote: &'static str,
    pub(crate) watch_video: &'static str,

    pub(crate) buy: &'static str,
    pub(crate) ask_again: &'static str,
    pub(crate) ask_on_tiktok: &'static str,
    pub(crate) no_contact: &'static str,
    pub(crate) whatsapp_number: &'static str,
    pub(crate) copy_number: &'static str,
    pub(crate) copy_message: &'static str,
    pub(crate) copied: &'static str,

    pub(crate) message_buy: &'static str,
    pub(crate) message_again: &'static str,
    pub(crate) message_price: &'static str,
    pub(crate) message_size: &'static str,

    pub(crate) missing_title: &'static str,
    pub(crate) missing_text: &'static str,
    pub(crate) trouble_title: &'static str,
    pub(crate) trouble_text: &'static str,
    pub(crate) home: &'static str,

    pub(crate) landing_title: &'static str,
    pub(crate) landing_lead: &'static str,
    pub(crate) landing_find: &'static str,
    pub(crate) landing_handle: &'static str,
    pub(crate) landing_open: &'static str,
    pub(crate) landing_how: &'static str,
    pub(crate) landing_post: &'static str,
    pub(crate) landing_post_text: &'static str,
    pub(crate) landing_shop: &'static str,
    pub(crate) landing_shop_text: &'static str,
    pub(crate) landing_sell: &'static str,
    pub(crate) landing_sell_text: &'static str,
}

/// The template with each `{name}` replaced by its value. A name without a value stays as it is.
///
/// Values are put in as they are: what looks like a gap inside a value is not filled again.
pub(crate) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let gap = after.split_once('}').and_then(|(name, tail)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, tail))
        });
        match gap {
            Some((value, tail)) => {
                filled.push_str(value);
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests;
