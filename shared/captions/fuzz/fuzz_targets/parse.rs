//! Any text of any market: a parse never panics and its spans lie inside the caption.
#![no_main]

use domain::Market;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (market, caption) = input;
    let Some(market) = Market::ALL.get(usize::from(market) % Market::ALL.len()).copied() else {
        return;
    };
    let analysis = captions::parse(caption, market);
    let spans = analysis
        .price
        .iter()
        .flat_map(|finding| &finding.spans)
        .chain(analysis.title.iter().flat_map(|finding| &finding.spans))
        .chain(analysis.phone.iter().flat_map(|finding| &finding.spans))
        .chain(analysis.sizes.iter().flat_map(|finding| &finding.spans))
        .chain(analysis.colors.iter().flat_map(|finding| &finding.spans))
        .chain(analysis.location.iter().flat_map(|finding| &finding.spans));
    for span in spans {
        assert!(span.text(caption).is_some(), "{span:?} is not in {caption:?}");
    }
});
