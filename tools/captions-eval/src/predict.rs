//! Parser and tagger to the fields of a caption file.

use domain::{CaptionAnalysis, CaptionFields, Market, TagAnalysis};

/// What was read from one caption.
pub(crate) struct Prediction {
    pub(crate) analysis: CaptionAnalysis,
    pub(crate) tags: TagAnalysis,
    pub(crate) fields: CaptionFields,
}

/// Reads a caption as the hub does.
pub(crate) fn predict(caption: &str, market: Market) -> Prediction {
    let analysis = captions::parse(caption, market);
    let tags = tagging::tag(caption, market, &analysis);
    let fields = CaptionFields::read(&analysis, Some(&tags));
    Prediction {
        analysis,
        tags,
        fields,
    }
}
