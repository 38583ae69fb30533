//! Prices as buyers read them.

use domain::{Price, PriceKind, Product};
use maud::{Markup, html};

use crate::readable;
use crate::reader::Reader;
use crate::texts::{Texts, fill, unit_name};

/// A price in plain text: `UGX 85,000`, `from UGX 85,000`, `UGX 85,000 – 120,000`.
pub(crate) fn plain(texts: &Texts, price: &Price) -> String {
    let amount = price.amount.to_string();
    match price.kind {
        PriceKind::Exact => amount,
        PriceKind::From => fill(texts.price_from, &[("price", &amount)]),
        PriceKind::Range { max } => {
            let upper = max.to_string();
            let code = max.currency.code();
            // The currency once is enough where both ends share it.
            let upper = match upper.strip_prefix(code) {
                Some(number) if max.currency == price.amount.currency => number.trim_start(),
                _ => &upper,
            };
            format!("{amount} – {upper}")
        }
    }
}

/// The price of a product on its card or page: with the former one struck through, or
/// *Ask for price*.
pub(crate) fn markup(reader: Reader, product: &Product) -> Markup {
    let texts = reader.texts();
    let Some(price) = &product.price else {
        return html! { span .ask { (texts.ask_price) } };
    };
    let before = product
        .compare_at
        .filter(|before| before.currency == price.amount.currency)
        .filter(|before| before.amount_minor > price.amount.amount_minor);
    html! {
        @if before.is_some() { span .sr { (texts.price_now) " " } }
        b { (plain(texts, price)) }
        @if let Some(unit) = &product.unit {
            " " span .soft {
                (fill(texts.price_per, &[("unit", unit_name(reader.language, &readable::size(unit)))]))
            }
        }
        @if let Some(before) = before {
            " " s { span .sr { (texts.price_before) " " } (before) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;
    use domain::{Currency, Money};
    use sample_catalog as samples;

    fn ugx(amount: i64) -> Money {
        Money::from_minor(amount, Currency::Ugx)
    }

    #[track_caller]
    fn check(language: Language, kind: PriceKind, expected: &str) {
        let price = Price {
            amount: ugx(85_000),
            kind,
        };
        assert_eq!(plain(language.texts(), &price), expected);
    }

    #[test]
    fn kinds_of_price_read_differently() {
        check(Language::English, PriceKind::Exact, "UGX 85,000");
        check(Language::English, PriceKind::From, "from UGX 85,000");
        check(Language::French, PriceKind::From, "à partir de UGX 85,000");
        let max = ugx(120_000);
        check(
            Language::English,
            PriceKind::Range { max },
            "UGX 85,000 – 120,000",
        );
    }

    #[test]
    fn a_former_price_is_struck_through_and_named_for_screen_readers() {
        let mut product = samples::product();
        let reader = Reader::new(None, None);
        product.compare_at = Some(ugx(100_000));
        product.unit = Some("pair".to_owned());
        let markup = markup(reader, &product).into_string();
        assert_eq!(
            markup,
            "<span class=\"sr\">Price now: </span><b>UGX 85,000</b> <span class=\"soft\">per pair</span> \
             <s><span class=\"sr\">Price before: </span>UGX 100,000</s>"
        );
    }

    #[test]
    fn a_former_price_that_is_no_discount_is_left_out() {
        let mut product = samples::product();
        for before in [
            ugx(85_000),
            ugx(10),
            Money::from_minor(9_000_000, Currency::Usd),
        ] {
            product.compare_at = Some(before);
            let markup = markup(Reader::new(None, None), &product).into_string();
            assert!(!markup.contains("<s>"), "{markup}");
        }
    }

    #[test]
    fn no_price_is_asked_for() {
        let mut product = samples::product();
        product.price = None;
        let markup = markup(Reader::new(None, None), &product).into_string();
        assert_eq!(markup, "<span class=\"ask\">Ask for price</span>");
    }
}
