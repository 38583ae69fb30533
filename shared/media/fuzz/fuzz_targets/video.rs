//! Any bytes as an MP4 file, all the way to pictures, within tight limits.
#![no_main]

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use media::{Limits, Previews, pictures_of_video, read_video};

fuzz_target!(|data: &[u8]| {
    let source = Bytes::copy_from_slice(data);
    let limits = Limits {
        pixels: 640 * 640,
        side: 1280,
        memory: 64 << 20,
        cpu_time: Duration::from_secs(5),
        forward_pixels: 4_000_000,
        ..Limits::default()
    };
    let fetched = pin!(read_video(&source, &limits)).poll(&mut Context::from_waker(Waker::noop()));
    if let Poll::Ready(Ok(video)) = fetched
        && let Ok(set) = pictures_of_video(&video, &limits, Previews::Omit)
    {
        assert!((1..=5).contains(&set.pictures.len()));
    }
});
