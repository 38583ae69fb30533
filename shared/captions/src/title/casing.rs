//! Proper case for titles.

use crate::lexicon::Marks;

/// Words that stay as they are spelled here.
const SPELLED: &[&str] = &[
    "iPhone",
    "iPad",
    "iMac",
    "iOS",
    "MacBook",
    "AirPods",
    "AirPod",
    "PlayStation",
    "eSIM",
    "TV",
    "LED",
    "OLED",
    "QLED",
    "USB",
    "HD",
    "UHD",
    "HP",
    "LG",
    "JBL",
    "TCL",
    "DSLR",
    "CCTV",
    "DVR",
    "PS2",
    "PS3",
    "PS4",
    "PS5",
    "SSD",
    "HDD",
    "RAM",
    "GB",
    "TB",
    "BMW",
    "VW",
    "SUV",
    "TVS",
    "BM",
    "BP",
    "AC",
    "DJ",
    "MC",
    "CV",
    "UK",
    "US",
    "MDF",
    "PVC",
    "WiFi",
    "GPS",
    "HDMI",
    "CD",
    "DVD",
    "UNEB",
    "KCSE",
    "NPK",
    "DAP",
    "POS",
    "SMS",
    "SEO",
    "GTA",
    "FIFA",
    "XL",
    "XXL",
    "AF1",
    "BMX",
    "NIV",
    "KJV",
    "3D",
    "4K",
    "UPS",
    "ATV",
    "DAP",
    "FM",
    "UV",
    "PC",
    "RC",
    "IELTS",
    "UI",
    "UX",
    "EDP",
    "EDT",
    "OTG",
    "LCD",
    "MTN",
    "KTM",
    "FAW",
    "DSTV",
    "GOtv",
    "TikTok",
    "YouTube",
    "WhatsApp",
    "ThinkPad",
    "EliteBook",
    "ProBook",
    "IdeaPad",
    "GoPro",
    "PowerBank",
    "RAV4",
    "CRV",
    "CX-5",
    "CeraVe",
    "OnePlus",
    "SMA",
    "NAN",
    "VIP",
    "BBQ",
    "SPF",
    "AHA",
    "BHA",
    "DEWALT",
    "INGCO",
    "BYD",
    "MG",
    "XR",
    "XS",
    "SE",
    "FE",
];

/// Small words that stay small inside a title.
const SMALL: &[&str] = &[
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "ya",
    "wa", "la", "za", "vya", "na", "de", "du", "des", "le", "les", "et", "cha", "mu", "ku", "kwa",
    "à", "y", "n",
];

/// A phrase in title case: `GENTS chelsea boots` is `Gents Chelsea Boots`.
pub(crate) fn title_case(text: &str) -> String {
    let words = || {
        text.split(' ')
            .filter(|word| word.chars().any(char::is_alphabetic))
    };
    let shouted = words()
        .filter(|word| !word.chars().any(char::is_lowercase))
        .count();
    // In a shouted phrase capitals say nothing, elsewhere they are an abbreviation.
    let shouting = shouted * 2 > words().count();
    let mut titled = String::with_capacity(text.len());
    for (index, word) in text.split(' ').filter(|word| !word.is_empty()).enumerate() {
        if index > 0 {
            titled.push(' ');
        }
        let short = word.chars().filter(|c| c.is_alphabetic()).count() <= 4;
        if !shouting && short && word.len() > 1 && word.chars().all(|c| c.is_uppercase()) {
            titled.push_str(word);
            continue;
        }
        push_word(word, index > 0, &mut titled);
    }
    titled
}

fn push_word(word: &str, inside: bool, out: &mut String) {
    if let Some(spelled) = SPELLED
        .iter()
        .find(|spelled| spelled.eq_ignore_ascii_case(word))
    {
        out.push_str(spelled);
        return;
    }
    if inside && SMALL.iter().any(|small| small.eq_ignore_ascii_case(word)) {
        out.push_str(&word.to_lowercase());
        return;
    }
    let has_digit = word.chars().any(|c| c.is_ascii_digit());
    let all_upper = !word.chars().any(char::is_lowercase);
    let all_lower = !word.chars().any(char::is_uppercase);
    if has_digit && all_lower && word.chars().next().is_some_and(char::is_alphabetic) {
        out.push_str(&word.to_uppercase());
    } else if has_digit || !(all_upper || all_lower) {
        out.push_str(word);
    } else {
        // Each part of a hyphenated word begins large.
        let mut begin = true;
        for c in word.chars() {
            if begin {
                out.extend(c.to_uppercase());
            } else {
                out.extend(c.to_lowercase());
            }
            begin = matches!(c, '-' | '/' | '(' | '&');
        }
    }
}

/// The tokens as one title, glued as they were in the caption.
pub(super) fn join(marks: &Marks<'_, '_>, tokens: &[usize]) -> String {
    let mut raw = String::with_capacity(48);
    let mut previous: Option<usize> = None;
    for &at in tokens {
        let Some(token) = marks.reading.token(at) else {
            continue;
        };
        let adjoins = previous.is_some_and(|before| before + 1 == at);
        if previous.is_some() && !(adjoins && token.is_glued()) {
            raw.push(' ');
        }
        match spelling(marks.reading.folded(token)) {
            Some(corrected) => raw.push_str(corrected),
            None => raw.push_str(marks.reading.text(token)),
        }
        previous = Some(at);
    }
    title_case(raw.trim())
}

/// Frequent misspellings and short forms in titles.
pub(super) fn spelling(word: &str) -> Option<&'static str> {
    Some(match word {
        "lether" | "leater" | "leathr" | "lethr" => "leather",
        "dble" | "dbl" => "double",
        "blck" | "blk" => "black",
        "snickers" | "snekers" | "sneekers" => "sneakers",
        "jewellry" | "jewelery" => "jewelry",
        "parfume" | "perfum" | "perfurme" => "perfume",
        "matress" | "mattres" | "matresses" => "mattress",
        "fridg" | "frige" => "fridge",
        "curtians" | "cutains" => "curtains",
        "handbg" => "handbag",
        "trouzers" | "trowsers" => "trousers",
        "sandles" => "sandals",
        "jens" => "jeans",
        "dres" => "dress",
        "shrt" => "shirt",
        "shooes" | "shoos" => "shoes",
        "lotin" => "lotion",
        "samsumg" | "samsang" => "Samsung",
        "iphon" | "iphne" => "iPhone",
        "tecnos" => "Tecno",
        "airpord" | "airpords" => "AirPods",
        "earpod" => "earpods",
        "blutooth" | "bluethooth" => "bluetooth",
        "wirless" => "wireless",
        "grls" => "girls",
        "qlty" => "quality",
        _ => return None,
    })
}
