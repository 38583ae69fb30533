use super::*;

fn read(caption: &str) -> Reading<'_> {
    Reading::new(caption, Market::Ug)
}

/// Tokens as `kind:folded`, joined by spaces.
fn shown(reading: &Reading<'_>) -> String {
    let shown: Vec<String> = reading
        .tokens()
        .iter()
        .map(|token| {
            let kind = match token.kind {
                TokenKind::Word => "w",
                TokenKind::Number(_) => "n",
                TokenKind::Phone(_) => "p",
                TokenKind::Hashtag => "h",
                TokenKind::Mention => "m",
                TokenKind::Link => "l",
                TokenKind::Symbol(_) => "s",
                TokenKind::Emoji(_) => "e",
            };
            format!("{kind}:{}", reading.folded(token))
        })
        .collect();
    shown.join(" ")
}

#[track_caller]
fn check(caption: &str, expected: &str) {
    assert_eq!(shown(&read(caption)), expected, "{caption}");
}

#[test]
fn styled_text_reads_as_plain_text() {
    check("𝟕𝟓𝟎𝐤 last", "n:750 w:k w:last");
    check("4️⃣8️⃣0️⃣k", "n:480 w:k");
    check("＃ＴＲＡＣＫ", "h:track");
    check("𝗗𝗲𝘀𝗶𝗴𝗻𝗲𝗿", "w:designer");
    check("Ⓢⓗⓞⓔ 🅂🄰🄻🄴 🆂🅰🅻🅴", "w:shoe w:sale w:sale");
    check("ꜱʜᴏᴇꜱ", "w:shoes");
    check("sh\u{200b}oes\u{200d}", "w:shoes");
    check("e\u{301}le\u{301}gant", "w:elegant");
    check("🔟k", "n:10 w:k");
}

#[test]
fn figures_and_letters_are_told_apart() {
    check("85k A15 T480s 4x6", "n:85 w:k w:a15 w:t480s n:4 w:x n:6");
    check("UGX350000 Ush.5,000", "w:ugx n:350000 w:ush s:. n:5,000");
    check("size40 8wks", "w:size n:40 n:8 w:wks");
    check("85konly", "n:85 w:k w:only");
    check("38,39,40", "n:38 s:, n:39 s:, n:40");
    check("@45,000", "s:@ n:45,000");
    check("men's", "w:mens");
}

#[test]
fn phones_links_and_tags_are_single_tokens() {
    check("Call 0772 100 843.", "w:call p:0772 100 843 s:.");
    check(
        "wa.me/256782330415 #wigsug",
        "p:wa.me/256782330415 h:wigsug",
    );
    check("0701‑774‑209", "p:0701-774-209");
    check("call 772305118", "w:call p:772305118");
    check(
        "visit www.shop.ug/x @the.shop",
        "w:visit l:www.shop.ug/x m:the.shop",
    );
    check(
        "0754 277 690 / 0786 110 245",
        "p:0754 277 690 s:/ p:0786 110 245",
    );
}

#[test]
fn spans_point_at_the_original_bytes() {
    let caption = "💥 𝟕𝟓𝟎𝐤 é #TRACK";
    let reading = read(caption);
    let texts: Vec<&str> = reading
        .tokens()
        .iter()
        .map(|token| token.span.text(caption).unwrap())
        .collect();
    assert_eq!(texts, ["💥", "𝟕𝟓𝟎", "𝐤", "é", "#TRACK"]);
}

#[test]
fn struck_out_text_is_marked() {
    let reading = read("1̶2̶0̶k̶ 85k");
    let struck: Vec<bool> = reading.tokens().iter().map(|token| token.struck).collect();
    assert_eq!(struck, [true, true, false, false]);
}
