//! One HTML page that shows every candidate, its score and what became of it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use media::{CandidateReport, Outcome, PictureSet};

use crate::record::describe;

const HEAD: &str =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Contact sheet</title>
<style>
body{font:14px/1.35 system-ui,sans-serif;margin:16px;background:#f4f4f2;color:#222}
h2{font-size:16px;margin:20px 0 6px}p{margin:0 0 8px;color:#555}
.row{display:flex;flex-wrap:wrap;gap:8px}
figure{margin:0;width:132px;background:#fff;border:3px solid #ddd;border-radius:6px;overflow:hidden}
figure.chosen{border-color:#1a8f4a}figure.like{border-color:#e0b020}
img{width:132px;display:block}figcaption{padding:4px 6px;font-size:11px}
b{font-size:12px}
</style>
";

/// Collects the page.
pub(crate) struct ContactSheet {
    html: String,
}

impl ContactSheet {
    pub(crate) fn new() -> Self {
        Self {
            html: HEAD.to_owned(),
        }
    }

    /// Adds a video: chosen frames first, then the rest in time order.
    pub(crate) fn video(&mut self, name: &str, set: &PictureSet) {
        let report = &set.report;
        let colors: Vec<String> = set
            .colors
            .iter()
            .map(|color| {
                format!(
                    "<span style=\"background:{0}\">&emsp;</span> {1} {2} %",
                    color.hex, color.name, color.percent
                )
            })
            .collect();
        self.html += &format!(
            "<h2>{}</h2><p>{} candidates, {} of {} bytes read, {:.0} ms CPU. {}</p><div class=\"row\">",
            escaped(name),
            report.candidates.len(),
            report.reads.bytes,
            report.reads.size,
            report.timings.total().as_secs_f64() * 1000.0,
            colors.join(" "),
        );
        let mut ordered: Vec<&CandidateReport> = report.candidates.iter().collect();
        ordered.sort_by_key(|candidate| match candidate.outcome {
            Outcome::Chosen { rank } => (0, rank as u64),
            _ => (1, candidate.at_ms),
        });
        for candidate in ordered {
            self.figure(candidate);
        }
        self.html += "</div>\n";
    }

    /// Adds a video that gave no pictures.
    pub(crate) fn refused(&mut self, name: &str, reason: &str) {
        self.html += &format!("<h2>{}</h2><p>{}</p>\n", escaped(name), escaped(reason));
    }

    pub(crate) fn finish(self) -> String {
        self.html
    }

    fn figure(&mut self, candidate: &CandidateReport) {
        let class = match candidate.outcome {
            Outcome::Chosen { .. } => "chosen",
            Outcome::TooSimilar { .. } => "like",
            Outcome::Outscored => "",
        };
        let image = candidate.preview.as_deref().unwrap_or_default();
        let score = &candidate.score;
        self.html += &format!(
            "<figure class=\"{class}\"><img alt=\"\" src=\"data:image/jpeg;base64,{}\"><figcaption><b>{:.2} s · {} · {}</b><br>\
             sharp {} · light {} · contrast {} · colour {} · subject {} · clean {}</figcaption></figure>",
            STANDARD.encode(image),
            candidate.at_ms as f64 / 1000.0,
            describe(candidate.outcome),
            score.total,
            score.sharpness,
            score.exposure,
            score.contrast,
            score.colorfulness,
            score.subject,
            score.clean,
        );
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
