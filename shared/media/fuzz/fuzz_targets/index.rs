//! Any bytes as an MP4 file: the index is walked and the planned samples are read.
#![no_main]

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use media::{Limits, read_video};

fuzz_target!(|data: &[u8]| {
    let source = Bytes::copy_from_slice(data);
    let limits = Limits::default();
    // A source in memory answers at once.
    let fetched = pin!(read_video(&source, &limits)).poll(&mut Context::from_waker(Waker::noop()));
    let Poll::Ready(fetched) = fetched else {
        unreachable!("memory never waits");
    };
    if let Ok(video) = fetched {
        assert!(video.reads().bytes <= limits.read_bytes);
        assert!(video.facts().samples <= limits.samples);
    }
});
