//! Money: which figures are money, what each amount is for, and which of them is the price.

mod amount;
mod choose;
mod context;
mod label;
mod others;
mod role;
mod unit;
mod words;

pub(crate) use self::amount::{Amount, Strength, find};
pub(crate) use self::choose::{Chosen, Kind, choose};
pub(crate) use self::role::{Role, assign};
pub(crate) use self::unit::find as find_unit;
