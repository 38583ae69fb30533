//! How a buyer reaches the seller about one product, and what the message says.

use domain::{Availability, PhoneNumber, Product, Shop};

use crate::reader::component;
use crate::texts::{Texts, fill};
use crate::{price, readable};

/// Kept short so that the whole address stays under 2,000 characters even when every character of
/// a title is an emoji of twelve escaped characters.
const LONGEST_ITEM: usize = 80;
const LONGEST_SHOP: usize = 30;

/// The best way to reach the seller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Contact<'a> {
    /// The shop's WhatsApp number, else the phone number of the caption.
    WhatsApp(&'a PhoneNumber),
    /// The post on TikTok, where nobody gave a number.
    TikTok(&'a str),
    /// None at all.
    Nobody,
}

impl<'a> Contact<'a> {
    /// The way for this product.
    pub(crate) fn of(shop: &'a Shop, product: &'a Product) -> Self {
        shop.whatsapp
            .as_ref()
            .or(product.phone.as_ref())
            .map(Self::WhatsApp)
            .or_else(|| tiktok_post(product).map(Self::TikTok))
            .unwrap_or(Self::Nobody)
    }
}

/// The post's address, where it is one of TikTok's: an address from elsewhere is never linked.
pub(crate) fn tiktok_post(product: &Product) -> Option<&str> {
    let url = product.url.as_deref()?;
    let host = url
        .strip_prefix("https://")?
        .split(['/', '?', '#'])
        .next()?;
    let ours = host == "tiktok.com" || host.ends_with(".tiktok.com");
    ours.then_some(url)
}

/// The message a buyer begins with; a draft that they may change.
pub(crate) fn message(
    texts: &Texts,
    shop: &Shop,
    product: &Product,
    size: Option<&str>,
    product_url: &str,
) -> String {
    let opening = match product.availability {
        Availability::InStock => texts.message_buy,
        Availability::SoldOut => texts.message_again,
    };
    let shop_name = readable::line(&shop.name, LONGEST_SHOP);
    let mut lines = vec![
        fill(opening, &[("shop", &shop_name)]),
        product
            .title
            .as_deref()
            .map(|title| readable::line(title, LONGEST_ITEM))
            .unwrap_or_else(|| texts.untitled.to_owned()),
    ];
    if let Some(price) = &product.price {
        let price = price::plain(texts, price);
        lines.push(fill(texts.message_price, &[("price", &price)]));
    }
    if let Some(size) = size {
        let size = readable::size(size);
        lines.push(fill(texts.message_size, &[("size", &size)]));
    }
    format!("{}\n\n{product_url}", lines.join("\n"))
}

/// A `wa.me` link that opens a chat with `text` as its draft.
///
/// Digits without `+`, text as `encodeURIComponent` writes it.
pub(crate) fn whatsapp_url(number: &PhoneNumber, text: &str) -> String {
    format!("https://wa.me/{}?text={}", number.digits(), component(text))
}

/// A `wa.me` link that opens an empty chat.
pub(crate) fn chat_url(number: &PhoneNumber) -> String {
    format!("https://wa.me/{}", number.digits())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;
    use sample_catalog as samples;

    const URL: &str = "https://hub.example/@nakato.styles/p/7696453428469059346";

    #[test]
    fn the_message_names_item_price_size_and_link() {
        let (shop, product) = (samples::shop(), samples::product());
        let english = Language::English.texts();
        assert_eq!(
            message(english, &shop, &product, Some("M"), URL),
            "Hello Nakato Styles, I would like to buy:\nKitenge Wrap Dress\nPrice: UGX 85,000\n\
             Size: M\n\nhttps://hub.example/@nakato.styles/p/7696453428469059346"
        );
    }

    #[test]
    fn wa_me_links_are_escaped_like_encode_uri_component() {
        let number = PhoneNumber::parse("+256772000111").unwrap();
        assert_eq!(
            whatsapp_url(&number, "Hi & 50% off #1+\n👗"),
            "https://wa.me/256772000111?text=Hi%20%26%2050%25%20off%20%231%2B%0A%F0%9F%91%97"
        );
    }

    #[test]
    fn the_longest_message_fits_a_link() {
        let mut shop = samples::shop();
        let mut product = samples::product();
        shop.name = "👗".repeat(300);
        product.title = Some("👗".repeat(300));
        let url = format!(
            "https://{}.example/@{}/p/{}",
            "a".repeat(60),
            "b".repeat(24),
            u64::MAX
        );
        let number = PhoneNumber::parse("+256772000111").unwrap();
        for language in Language::ALL {
            let size = "9".repeat(300);
            let text = message(language.texts(), &shop, &product, Some(&size), &url);
            assert!(whatsapp_url(&number, &text).len() < 2_000, "{language:?}");
        }
    }

    #[test]
    fn a_number_is_better_than_a_video_is_better_than_nothing() {
        let mut shop = samples::shop();
        let mut product = samples::product();
        let own = shop.whatsapp.clone().unwrap();
        assert_eq!(Contact::of(&shop, &product), Contact::WhatsApp(&own));
        shop.whatsapp = None;
        let from_caption = PhoneNumber::parse("+256701222333").unwrap();
        product.phone = Some(from_caption.clone());
        assert_eq!(
            Contact::of(&shop, &product),
            Contact::WhatsApp(&from_caption)
        );
        product.phone = None;
        assert!(matches!(Contact::of(&shop, &product), Contact::TikTok(_)));
        for url in [
            "https://tiktok.com.evil.example/@a/video/1",
            "javascript:alert(1)",
            "http://tiktok.com/",
        ] {
            product.url = Some(url.to_owned());
            assert_eq!(Contact::of(&shop, &product), Contact::Nobody, "{url}");
        }
    }
}
