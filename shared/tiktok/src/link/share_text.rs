//! Links inside the text that apps share and people paste.

use url::Url;

use super::address::site_of;

/// The web addresses in a text, in order; those with a scheme first.
pub(super) fn addresses(text: &str) -> Vec<Url> {
    let mut found: Vec<Url> = with_scheme(text).collect();
    found.extend(without_scheme(text));
    found
}

fn with_scheme(text: &str) -> impl Iterator<Item = Url> {
    text.match_indices("://").filter_map(|(position, _)| {
        let (before, after) = text.split_at_checked(position)?;
        let scheme = ["https", "http"].into_iter().find(|scheme| {
            // Text may be glued to the link: `Look:https://…`.
            let tail = before
                .len()
                .checked_sub(scheme.len())
                .and_then(|at| before.get(at..));
            tail.is_some_and(|tail| tail.eq_ignore_ascii_case(scheme))
        })?;
        let after = after.strip_prefix("://")?;
        Url::parse(&format!("{scheme}://{}", until_end(after))).ok()
    })
}

/// Words that name a host without a scheme, as browsers' address bars show links.
fn without_scheme(text: &str) -> impl Iterator<Item = Url> {
    let is_only_word = text.split_whitespace().nth(1).is_none();
    text.split_whitespace()
        .filter(|word| !word.contains("://"))
        .filter_map(move |word| {
            let word = until_end(word.trim_start_matches(['(', '[', '<', '"', '\'', '/', '*']));
            let end = word.find(['/', '?', '#', '\\']).unwrap_or(word.len());
            let (host, rest) = word.split_at_checked(end)?;
            let is_host = host.contains('.') && !host.contains('@') && !host.starts_with('.');
            let url = Url::parse(&format!("https://{word}"))
                .ok()
                .filter(|_| is_host)?;
            // "dress.Order now" is prose; a lone word, a path or TikTok's own name is a link.
            let is_meant = is_only_word || !rest.is_empty() || site_of(&url).is_ok();
            is_meant.then_some(url)
        })
}

/// A link's text from its start to where prose or punctuation goes on.
fn until_end(text: &str) -> &str {
    let text = text
        .split(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`'))
        .next()
        .unwrap_or_default();
    // The host may hold letters of any script (a look-alike must be seen whole); what follows on
    // TikTok is ASCII, so another script there is prose without a space.
    let path = text.find('/').unwrap_or(text.len());
    let end = text
        .char_indices()
        .find(|(at, c)| *at > path && !c.is_ascii())
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text).trim_end_matches([
        '.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', '*', '…', '。', '，', '！', '）', '»',
        '”',
    ])
}
