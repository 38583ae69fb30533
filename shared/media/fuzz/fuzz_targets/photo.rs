//! Any bytes as a photograph.
#![no_main]

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use media::{Limits, pictures_of_cover};

fuzz_target!(|data: &[u8]| {
    let limits = Limits {
        pixels: 200 * 200,
        ..Limits::default()
    };
    let _ = pictures_of_cover(&Bytes::copy_from_slice(data), &limits);
});
