//! The forms on the wire, apart from the domain's so that each can change by itself.
//!
//! Times are UTC after RFC 3339, money is in whole minor units beside its decimal form, ids of
//! posts are strings, and addresses are relative to the host that answered. A field that nobody
//! stated is `null`, and `notes` says why.

mod money;
mod note;
mod picture;
mod problem;
mod product;
mod shop;
mod trends;

pub(crate) use money::{MoneyResource, PriceResource};
pub(crate) use note::NoteResource;
pub(crate) use picture::{PictureFileResource, PictureResource};
pub(crate) use problem::ProblemDocument;
pub(crate) use product::{ProductList, ProductResource};
pub(crate) use shop::ShopResource;
pub(crate) use trends::TrendList;
