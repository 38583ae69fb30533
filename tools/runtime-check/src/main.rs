//! Asks the release binary of every function each of its sample events.
//!
//! The binaries run as on AWS: under Lambda's own runtime interface emulator, configured by the
//! environment that `template.yaml` gives them. What they call is a local hub in memory. This
//! proves that a binary starts, speaks the runtime's protocol and answers; whether the answer is
//! the right one is what the functions' own tests prove.
//!
//! Usage: `runtime-check <emulator> <folder with the binaries>`, at the root of the repository.
#![expect(clippy::print_stdout, reason = "a command-line tool")]

mod answer;
mod emulator;
mod stage;

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

type Error = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            println!("runtime-check: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints a line per event and gives the number of failed ones.
async fn run() -> Result<usize, Error> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(emulator), Some(binaries)) = (arguments.next(), arguments.next()) else {
        return Err("usage: runtime-check <emulator> <folder with the binaries>".into());
    };
    // The HTTP client is built without a choice of its own.
    let _ = rustls::crypto::ring::default_provider().install_default();

    let root = std::env::current_dir()?;
    let stage = stage::Stage::open(&root).await?;
    let (mut passed, mut failed) = (0, 0);
    for function in stage.functions()? {
        let binary = Path::new(&binaries).join(&function.binary);
        let running = emulator::Emulator::start(Path::new(&emulator), &binary, &function).await?;
        let mut first_answer = None;
        for sample in samples(&root.join("events").join(&function.binary))? {
            let case = sample
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let asked = Instant::now();
            let verdict = match running.invoke(std::fs::read(&sample)?).await {
                Ok(answer) => answer::check(&answer),
                Err(error) => Err(error.to_string()),
            };
            first_answer.get_or_insert_with(|| asked.elapsed());
            let verdict = match verdict {
                Ok(()) => {
                    passed += 1;
                    "ok".to_owned()
                }
                Err(problem) => {
                    failed += 1;
                    format!("FAILED: {problem}")
                }
            };
            println!("{} {case}: {verdict}", function.binary);
        }
        running.stop().await?;
        // The emulator starts the binary for the first event: this is start and first answer.
        let first_answer = first_answer.unwrap_or_default().as_millis();
        println!(
            "{}: first answer {first_answer} ms after the start",
            function.binary
        );
    }
    stage.close().await;
    println!("test result: runtime. {passed} passed; {failed} failed");
    Ok(failed)
}

/// The sample events in a folder, by name.
fn samples(folder: &Path) -> Result<Vec<std::path::PathBuf>, Error> {
    let files: Result<Vec<_>, _> = std::fs::read_dir(folder)?
        .map(|file| file.map(|file| file.path()))
        .collect();
    let mut files = files?;
    files.sort();
    if files.is_empty() {
        return Err(format!("{} is empty", folder.display()).into());
    }
    Ok(files)
}
