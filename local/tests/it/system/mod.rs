//! The whole system as its users meet it: the real template, every function, over HTTP.

mod access_patterns;
mod aged_bucket;
mod any_order;
mod bad_input;
mod collecting;
mod corrections;
mod crash;
mod journeys;
mod second_opinion;
mod stack;
mod sweeping;
mod trends;
