//! The command from its words to its files.

use std::fs;
use std::path::Path;

use captions_train::{TrainError, run};

const OFFERS: &str = r#"{"id":"1","caption":"Gents boots 85k. Kikuubo","market":"UG","expect":{"is_offer":true,"title":["Gents Boots"],"location":"Kikuubo","category":"shoes"}}
{"id":"2","caption":"Sofa set 900k, we deliver, 0772 100 843","market":"UG","expect":{"is_offer":true,"title":["Sofa Set"],"location":null,"delivery":true,"category":"furniture"}}
"#;
const OTHER: &str = r#"{"id":"3","caption":"Good morning Kampala","market":"UG","expect":{"is_offer":false}}
"#;

fn learn(directory: &Path, captions: &str) -> Result<captions_train::Learned, TrainError> {
    for models in ["captions/data", "taxonomy/data"] {
        assert!(fs::create_dir_all(directory.join(models)).is_ok());
    }
    let file = directory.join("captions.jsonl");
    assert!(fs::write(&file, captions).is_ok());
    let words = [
        file.display().to_string(),
        "--out".to_owned(),
        directory.display().to_string(),
    ];
    run(words.into_iter())
}

const FILES: [&str; 4] = [
    "captions/data/names-model.txt",
    "captions/data/verdict-model.txt",
    "captions/data/delivery-model.txt",
    "taxonomy/data/leaf-model.txt",
];

#[test]
fn labelled_captions_become_files_of_weights() {
    let directory = tempfile::tempdir().unwrap();
    let learned = learn(directory.path(), &format!("{OFFERS}{OTHER}")).unwrap();
    assert_eq!((learned.verdicts, learned.names, learned.leaves), (3, 2, 2));
    let read = || FILES.map(|name| fs::read_to_string(directory.path().join(name)).unwrap());
    let files = read();
    let weights = [
        "\n0 begins-clause ",
        "\nprice ",
        "\nbrings ",
        "\nbest:shoes shoes ",
    ];
    for (file, weight) in files.iter().zip(weights) {
        assert!(file.contains(weight), "{weight} in {file}");
    }
    let comment = |line: &&str| line.starts_with("//") || line.starts_with('#');
    let lines = |text: &String| text.lines().filter(|line| !comment(line)).count();
    assert_eq!(files.iter().map(lines).sum::<usize>(), learned.weights);

    learn(directory.path(), &format!("{OFFERS}{OTHER}")).unwrap();
    assert_eq!(read(), files);
}

#[test]
fn captions_of_one_side_teach_nothing() {
    let directory = tempfile::tempdir().unwrap();
    for captions in [OFFERS, OTHER] {
        let failed = learn(directory.path(), captions);
        assert!(matches!(failed, Err(TrainError::NothingToLearn)));
        assert!(
            !FILES
                .iter()
                .any(|name| directory.path().join(name).exists())
        );
    }
    assert!(matches!(
        learn(directory.path(), "{"),
        Err(TrainError::Captions(_))
    ));
}
