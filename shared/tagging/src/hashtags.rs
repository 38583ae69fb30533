//! Which of a caption's hashtags mean something to a buyer.

use captions::normal::{Reading, TokenKind};
use taxonomy::hashtag_names_a_thing;

/// Hashtags that name a thing although they only ask to be shown to people.
const REACH: [&str; 6] = ["track", "shop", "live", "new", "sale", "deal"];

/// Posts with more hashtags than this are after reach, not buyers.
const MOST: usize = 30;

/// The hashtags that name a thing, without `#`, as written, each once.
pub(crate) fn hashtags(reading: &Reading<'_>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let tags = reading
        .tokens()
        .iter()
        .filter(|token| token.kind == TokenKind::Hashtag);
    for token in tags.take(MOST) {
        let folded = reading.folded(token);
        let written = reading.text(token);
        let meant = !REACH.contains(&folded) && hashtag_names_a_thing(folded);
        if meant && !kept.iter().any(|other| other.eq_ignore_ascii_case(written)) {
            kept.push(written.to_owned());
        }
    }
    kept
}
