//! The command on files as people hand them over: empty, broken, doubled, not files at all.
#![expect(
    clippy::unwrap_used,
    reason = "Clippy spares only functions marked as tests; everything here serves them"
)]

use std::path::PathBuf;
use std::process::{Command, Output};

const CORRECTION: &str = r#"{"post_id":"7711027552000786642","market":"UG","field":"price","was":null,"is":{"amount":130000,"currency":"UGX"},"span":{"start":6,"end":10},"caption":"Boots 130k","by":"operator","at":"2026-11-26T10:00:00Z"}"#;
const CAPTION: &str =
    r#"{"id":"a","caption":"Boots 130k DM","market":"UG","expect":{"is_offer":true}}"#;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

fn run(words: &[&std::ffi::OsStr]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_captions-eval"))
        .args(words)
        .output()
        .unwrap()
}

#[track_caller]
fn refuses(option: &str, path: &std::path::Path, expected: &str) {
    let words: Vec<&std::ffi::OsStr> = [option.as_ref(), path.as_os_str()]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect();
    let output = run(&words);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{expected}: {said}");
    assert!(said.contains(expected), "{expected}: {said}");
    assert!(output.stdout.is_empty(), "{expected}");
}

#[test]
fn a_file_that_can_not_be_used_says_why_and_where() {
    let folder = Folder::new();
    let doubled = format!("{CAPTION}\n\n{CAPTION}\n");
    let changed = |old: &str, new: &str| CORRECTION.replace(old, new);
    for (option, text, expected) in [
        ("", String::new(), "is empty"),
        ("", "\n \n".to_owned(), "is empty"),
        (
            "",
            format!("{CAPTION}\n{{\"id\": "),
            ":2: EOF while parsing",
        ),
        ("", "not json".to_owned(), ":1: expected"),
        ("", "[]".to_owned(), ":1: invalid length 0"),
        ("", CAPTION.replace("UG", "XX"), ":1: unknown variant `XX`"),
        ("", doubled, ":3: the id `a` is on line 1 already"),
        (
            "",
            r#"{"id":"a","caption":"Boots","market":"UG"}"#.to_owned(),
            "nothing to score",
        ),
        ("--corrections", String::new(), "is empty"),
        (
            "--corrections",
            format!("{CORRECTION}\n{}", changed("price", "colour")),
            ":2: unknown variant `colour`, expected one of `is_offer`",
        ),
        (
            "--corrections",
            changed("130000", "-5"),
            ":1: `price` has an amount that is not above zero",
        ),
        (
            "--corrections",
            changed("\"end\":10", "\"end\":99"),
            ":1: the span 6..99 is not a part of the caption",
        ),
        (
            "--corrections",
            CAPTION.to_owned(),
            ":1: missing field `post_id`",
        ),
    ] {
        let path = folder.file("in.jsonl", text);
        refuses(option, &path, expected);
    }
    for option in ["", "--corrections"] {
        refuses(option, folder.0.path(), "cannot read");
        refuses(option, &folder.path("nowhere"), "No such file");
        refuses(option, &folder.file("latin", b"\xe9t\xe9"), "UTF-8");
    }
}

#[test]
fn corrections_are_scored_by_field_and_misses_show_their_words() {
    let folder = Folder::new();
    let wrong = CORRECTION
        .replace("130000", "13000")
        .replace("786642", "786643");
    // As a page by page export may end up: a mark first, a page twice, a blank line.
    let text = format!("\u{feff}{CORRECTION}\r\n\n{wrong}\n{CORRECTION}\n");
    let path = folder.file("corrections.jsonl", text);
    let output = run(&["--corrections".as_ref(), path.as_os_str()]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    for expected in [
        "3 corrections of 2 posts, 1 replaced by later ones",
        "price             1      1\nall               1      1\n",
        "7711027552000786643 price: {\"amount\":130000,\"currency\":\"UGX\"} instead of \
         {\"amount\":13000,\"currency\":\"UGX\"}, was null — 6..10 \"130k\"",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

#[test]
fn predictions_do_not_need_labels() {
    let folder = Folder::new();
    let captions = folder.file(
        "in",
        r#"{"id":"a","caption":"Boots 130k DM","market":"UG"}"#,
    );
    let out = folder.path("out");
    let output = run(&[
        captions.as_os_str(),
        "--predictions".as_ref(),
        out.as_os_str(),
    ]);
    assert!(output.status.success());
    let written: serde_json::Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    assert_eq!(written["id"], "a");
    assert_eq!(written["expect"]["price"]["amount"], 130_000);
    let elsewhere = folder.path("no/such/folder");
    let output = run(&[
        captions.as_os_str(),
        "--predictions".as_ref(),
        elsewhere.as_os_str(),
    ]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn bad_arguments_are_told_from_bad_files() {
    for words in [&[][..], &["--mises"], &["--corrections"]] {
        let words: Vec<&std::ffi::OsStr> = words.iter().map(std::convert::AsRef::as_ref).collect();
        let output = run(&words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("usage: captions-eval"), "{said}");
    }
}
