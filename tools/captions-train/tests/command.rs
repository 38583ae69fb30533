//! The command from its words to its files.

use std::fs;
use std::path::Path;

use captions_train::{TrainError, run};

const OFFERS: &str = r#"{"id":"1","caption":"Gents boots 85k. Kikuubo","market":"UG","expect":{"is_offer":true,"title":["Gents Boots"],"location":"Kikuubo"}}
{"id":"2","caption":"Sofa set 900k, call 0772 100 843","market":"UG","expect":{"is_offer":true,"title":["Sofa Set"],"location":null}}
"#;
const OTHER: &str = r#"{"id":"3","caption":"Good morning Kampala","market":"UG","expect":{"is_offer":false}}
"#;

fn learn(directory: &Path, captions: &str) -> Result<captions_train::Learned, TrainError> {
    let file = directory.join("captions.jsonl");
    assert!(fs::write(&file, captions).is_ok());
    let words = [
        file.display().to_string(),
        "--out".to_owned(),
        directory.display().to_string(),
    ];
    run(words.into_iter())
}

#[test]
fn labelled_captions_become_two_files_of_weights() {
    let directory = tempfile::tempdir().unwrap();
    let learned = learn(directory.path(), &format!("{OFFERS}{OTHER}")).unwrap();
    assert_eq!((learned.verdicts, learned.names), (3, 2));
    let read = |name| fs::read_to_string(directory.path().join(name)).unwrap();
    let (names, verdict) = (read("names-model.txt"), read("verdict-model.txt"));
    assert!(names.contains("\n0 begins-clause "), "{names}");
    assert!(verdict.contains("\nprice "), "{verdict}");
    let lines = |text: &str| text.lines().filter(|line| !line.starts_with("//")).count();
    assert_eq!(lines(&names) + lines(&verdict), learned.weights);

    learn(directory.path(), &format!("{OFFERS}{OTHER}")).unwrap();
    assert_eq!(
        (read("names-model.txt"), read("verdict-model.txt")),
        (names, verdict)
    );
}

#[test]
fn captions_of_one_side_teach_nothing() {
    let directory = tempfile::tempdir().unwrap();
    for captions in [OFFERS, OTHER] {
        let failed = learn(directory.path(), captions);
        assert!(matches!(failed, Err(TrainError::NothingToLearn)));
        assert!(!directory.path().join("names-model.txt").exists());
    }
    assert!(matches!(
        learn(directory.path(), "{"),
        Err(TrainError::Captions(_))
    ));
}
