//! One line of caption, one rule: tables of what must be read, and of what must not.

mod fields;
mod money;
mod posts;
