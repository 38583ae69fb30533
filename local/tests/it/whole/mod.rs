//! The hub as a whole, with stand-ins for the functions.

mod gateway;
mod queues;
mod restart;
mod streams;
