//! The pages: pure functions from what is to be shown to HTML.

mod card;
mod document;
mod facts;
mod landing;
mod notice;
mod product;
mod shop;

pub(crate) use document::{Document, PRODUCT_NAME};
pub(crate) use landing::landing;
pub(crate) use notice::{missing, trouble};
pub(crate) use product::{ProductView, product};
pub(crate) use shop::{Place, ShopView, shop};

#[cfg(test)]
mod tests;
