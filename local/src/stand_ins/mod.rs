//! Servers on loopback that answer as outside services do, so that the hub needs no internet.

pub mod tiktok;
