use proptest::prelude::*;

use super::*;

const ID: &str = "7696453428469059346";

#[track_caller]
fn check(text: &str, expected: &str) {
    let seen = match parse(text) {
        Ok(Link::Post(post)) => post.canonical_url().to_string(),
        Ok(Link::Short(short)) => format!("short {short}"),
        Err(error) => format!("{error:?}"),
    };
    assert_eq!(seen, expected, "{text}");
}

#[track_caller]
fn check_all(expected: &str, texts: &[&str]) {
    for text in texts {
        check(&text.replace("{ID}", ID), &expected.replace("{ID}", ID));
    }
}

#[test]
fn videos_in_every_form() {
    check_all(
        "https://www.tiktok.com/@nakato.styles/video/{ID}",
        &[
            "https://www.tiktok.com/@nakato.styles/video/{ID}",
            "http://www.tiktok.com/@nakato.styles/video/{ID}",
            "https://tiktok.com/@nakato.styles/video/{ID}",
            "https://m.tiktok.com/@nakato.styles/video/{ID}",
            "https://www.tiktok.com/@nakato.styles/video/{ID}/",
            "HTTPS://WWW.TikTok.COM/@Nakato.Styles/video/{ID}",
            "www.tiktok.com/@nakato.styles/video/{ID}",
            "tiktok.com/@nakato.styles/video/{ID}",
            "//www.tiktok.com/@nakato.styles/video/{ID}",
            "  https://www.tiktok.com/@nakato.styles/video/{ID}\n",
            "https://www.tiktok.com/@nakato.styles/video/{ID}?is_from_webapp=1&sender_device=pc",
            "https://www.tiktok.com/@nakato.styles/video/{ID}?_r=1&_t=ZM-8demo#comments",
            "https://www.tiktok.com/en/@nakato.styles/video/{ID}?lang=en",
            "https://www.tiktok.com/pt-BR/@nakato.styles/video/{ID}",
            "https://www.tiktok.com/%40nakato.styles/video/{ID}",
            "https://www.tiktok.com:443/@nakato.styles/video/{ID}",
            "https://www.tiktok.com//@nakato.styles//video/{ID}",
            "https://www.tiktok.com/link/v2?aid=1988&lang=en&target=https%3A%2F%2Fwww.tiktok.com%2F%40nakato.styles%2Fvideo%2F{ID}%3Fx%3D1",
            "https://www.tiktok.com/login?redirect_url=https%3A%2F%2Fwww.tiktok.com%2F%40nakato.styles%2Fvideo%2F{ID}&lang=en",
            "https://www.tiktok.com/login/phone-or-email?redirect_url=%2F%40nakato.styles%2Fvideo%2F{ID}",
            "Look at https://www.tiktok.com/@nakato.styles/video/{ID}.",
            "(https://www.tiktok.com/@nakato.styles/video/{ID})",
            "See:https://www.tiktok.com/@nakato.styles/video/{ID}",
            "<https://www.tiktok.com/@nakato.styles/video/{ID}>",
            "新しい服https://www.tiktok.com/@nakato.styles/video/{ID}、見て",
            "https://example.com/ and https://www.tiktok.com/@nakato.styles/video/{ID}",
            "My shop https://www.tiktok.com/@nakato.styles new: https://www.tiktok.com/@nakato.styles/video/{ID}",
            "dress.Order now www.tiktok.com/@nakato.styles/video/{ID}",
        ],
    );
}

#[test]
fn videos_without_a_handle() {
    check_all(
        "https://www.tiktok.com/@/video/{ID}",
        &[
            "https://www.tiktok.com/@/video/{ID}?_r=1&share_app_id=1233",
            "https://www.tiktok.com/@MS4wLjABAAAAv7iSuuXDJGDvJkmH_vz1qkDZYo1apxgzaxdBSeIuPiM/video/{ID}",
            "https://www.tiktok.com/@6820838815978423302/video/{ID}",
            "https://www.tiktok.com/@na-lu/video/{ID}",
            "https://www.tiktok.com/share/video/{ID}/",
            "https://www.tiktokv.com/share/video/{ID}/",
            "https://m.tiktok.com/v/{ID}.html?_d=secCgYIASAHKAES",
            "https://www.tiktok.com/embed/{ID}",
            "https://www.tiktok.com/embed/v2/{ID}",
            "https://www.tiktok.com/player/v1/{ID}?autoplay=1",
        ],
    );
}

#[test]
fn photo_posts_stay_photo_posts() {
    check_all(
        "https://www.tiktok.com/@akinyi_shoes/photo/{ID}",
        &[
            "https://www.tiktok.com/@akinyi_shoes/photo/{ID}",
            "https://www.tiktok.com/@akinyi_shoes/photo/{ID}?_t=8&_r=1",
        ],
    );
}

#[test]
fn short_links_keep_host_and_code_only() {
    let vm = "short https://vm.tiktok.com/ZMx7kQ2pR/";
    check("https://vm.tiktok.com/ZMx7kQ2pR/", vm);
    check("http://VM.tiktok.com/ZMx7kQ2pR?k=1#x", vm);
    check("vm.tiktok.com/ZMx7kQ2pR", vm);
    check(
        "Check out Nakato's video! #kitenge https://vm.tiktok.com/ZMx7kQ2pR/",
        vm,
    );
    check("Check out Nakato's video! vm.tiktok.com/ZMx7kQ2pR/ now", vm);
    check("看https://vm.tiktok.com/ZMx7kQ2pR/，快来", vm);
    check(
        "https://vt.tiktok.com/ZSe4FqkKd",
        "short https://vt.tiktok.com/ZSe4FqkKd/",
    );
    check(
        "https://www.tiktok.com/t/ZTRC5xgJp",
        "short https://www.tiktok.com/t/ZTRC5xgJp/",
    );
    check(
        "tiktok.com/t/ZTRC5xgJp/",
        "short https://tiktok.com/t/ZTRC5xgJp/",
    );
}

#[test]
fn other_pages_of_tiktok_say_what_they_are() {
    let profile = r#"Profile { handle: Some(Handle("nakato.styles")) }"#;
    check("https://www.tiktok.com/@nakato.styles", profile);
    check("tiktok.com/@Nakato.Styles/?lang=en", profile);
    check(
        "https://www.tiktok.com/@6820838815978423302",
        "Profile { handle: None }",
    );
    check_all(
        "LiveStream",
        &[
            "https://www.tiktok.com/@nakato.styles/live",
            "https://m.tiktok.com/share/live/{ID}/",
            "https://www.tiktok.com/live/event",
        ],
    );
    check_all(
        "NotAPost",
        &[
            "https://www.tiktok.com/",
            "tiktok.com",
            "https://vm.tiktok.com/",
            "https://vm.tiktok.com/a-b/",
            "https://vm.tiktok.com/%2e%2e%2fx/",
            "https://www.tiktok.com/music/original-sound-{ID}",
            "https://www.tiktok.com/tag/kitenge",
            "https://www.tiktok.com/@nakato.styles/playlist/new-{ID}",
            "https://www.tiktok.com/@nakato.styles/collection/new-{ID}",
            "https://www.tiktok.com/embed/@nakato.styles/x/y",
            "https://www.tiktok.com/link/v2?aid=1988",
            "https://www.tiktok.com/login",
            "https://www.tiktok.com/en/",
        ],
    );
    check_all(
        "BadId",
        &[
            "https://www.tiktok.com/@nakato.styles/video/",
            "https://www.tiktok.com/@nakato.styles/video/123",
            "https://www.tiktok.com/@nakato.styles/video/{ID}99",
            "https://www.tiktok.com/@nakato.styles/video/99999999999999999999",
            "https://www.tiktok.com/@nakato.styles/video/{ID}x",
            "https://www.tiktok.com/@nakato.styles/photo/-69645342846905934",
            "https://www.tiktok.com/embed/@nakato.styles",
        ],
    );
}

#[test]
fn hostile_and_foreign_links_are_refused() {
    let evil = r#"OtherSite { host: "evil.example" }"#;
    let path = "@nakato.styles/video/7696453428469059346";
    for text in [
        format!("https://www.tiktok.com@evil.example/{path}"),
        format!("https://www.tiktok.com:pass@evil.example/{path}"),
        format!("https://evil.example\\@www.tiktok.com/{path}"),
        format!("https://evil.example/https://www.tiktok.com/{path}").replace("/https://", "/?u="),
        format!("https://evil.example#@www.tiktok.com/{path}"),
        "https://www.tiktok.com/link/v2?target=https%3A%2F%2Fevil.example%2F".to_owned(),
        "https://www.tiktok.com/login?redirect_url=%2F%2Fevil.example%2F@a/video/1".to_owned(),
    ] {
        check(&text, evil);
    }
    check(
        &format!("https://tiktok.com.evil.example/{path}"),
        r#"OtherSite { host: "tiktok.com.evil.example" }"#,
    );
    check(
        &format!("https://nottiktok.com/{path}"),
        r#"OtherSite { host: "nottiktok.com" }"#,
    );
    check(
        &format!("https://ads.tiktok.com/{path}"),
        r#"OtherSite { host: "ads.tiktok.com" }"#,
    );
    check(
        &format!("https://www.tіktok.com/{path}"),
        r#"OtherSite { host: "www.xn--tktok-n2e.com" }"#,
    );
    check(
        "https://www.youtube.com/watch?v=x",
        r#"OtherSite { host: "www.youtube.com" }"#,
    );
    check("instagram.com", r#"OtherSite { host: "instagram.com" }"#);
    check("http://8.8.8.8/", r#"OtherSite { host: "8.8.8.8" }"#);
    check(
        &format!("https://seller:secret@www.tiktok.com/{path}"),
        "UserInfo",
    );
    check(
        &format!("https://www.tiktok.com:8443/{path}"),
        "Port { port: 8443 }",
    );
    check("https://vm.tiktok.com:22/ZMx7kQ2pR", "Port { port: 22 }");
    check_all(
        "PrivateAddress",
        &[
            "http://127.0.0.1/@a/video/{ID}",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://127.0.0.1:4566/x",
            "http://10.0.0.8/",
            "192.168.1.1/admin",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::1]/",
            "http://[::ffff:169.254.169.254]/",
            "http://[fd00:ec2::254]/latest/",
            "http://localhost:3000/@a/video/{ID}",
            "http://metadata.google.internal/",
            "http://printer.local/",
            "http://intranet/",
        ],
    );
}

#[test]
fn text_without_a_link_is_no_link() {
    check_all(
        "NotAUrl",
        &[
            "",
            "   ",
            "hello",
            "@nakato.styles",
            "{ID}",
            "Kitenge dress. Order now",
            "dress.Order now",
            "85.000 only today",
            "ftp://www.tiktok.com/@a/video/{ID}",
            "file:///etc/passwd",
            "javascript:alert(1)//www.tiktok.com/@a/video/{ID}",
            "data:text/html,www.tiktok.com",
            "mailto:seller@tiktok.com",
            "https://",
            "https://.",
            "😀😀😀",
        ],
    );
    check(
        &format!("https://www.tiktok.com/@a/video/1?{}", "x".repeat(5000)),
        "TooLong",
    );
}

#[test]
fn wrapping_ends() {
    let mut link = format!("https://www.tiktok.com/@nalu/video/{ID}");
    for _ in 0..5 {
        let target: String = url::form_urlencoded::byte_serialize(link.as_bytes()).collect();
        link = format!("https://www.tiktok.com/link/v2?target={target}");
    }
    check(&link, "NotAPost");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = parse(&text);
    }

    #[test]
    fn no_link_makes_it_panic_or_leaves_tiktok(
        host in "[a-zA-Z0-9.@:\\\\%-]{0,24}",
        path in "[a-z0-9/@%._?=&#-]{0,40}",
        around in "[ a-zé!.(]{0,6}",
    ) {
        if let Ok(link) = parse(&format!("{around}https://{host}/{path}{around}")) {
            let url = match link {
                Link::Post(post) => post.canonical_url(),
                Link::Short(short) => short.url().clone(),
            };
            prop_assert_eq!(read(&url).is_ok(), true);
        }
    }

    #[test]
    fn canonical_links_read_back(id in 100_000_000_000_000_u64.., handle in "[a-z0-9_]{2,14}") {
        let link = PostLink {
            id: PostId::parse(&id.to_string()).unwrap(),
            handle: Some(Handle::parse(&handle).unwrap()),
            kind: PostKind::Photo,
        };
        prop_assert_eq!(parse(link.canonical_url().as_str()), Ok(Link::Post(link)));
    }
}
