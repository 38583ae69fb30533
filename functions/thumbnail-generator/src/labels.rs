//! Image labels: what Amazon Rekognition says the primary picture shows. Asked only where that is
//! configured, within a budget and a timeout, and never needed: without an answer there are none.

use std::time::Duration;

use aws_sdk_rekognition::error::{DisplayErrorContext, SdkError};
use aws_sdk_rekognition::operation::detect_labels::DetectLabelsError;
use aws_sdk_rekognition::primitives::Blob;
use aws_sdk_rekognition::types::{DetectLabelsFeatureName, Image, Label};
use domain::{Confidence, ImageLabel, PictureFormat, TenantId};
use function::{Aws, Environment, StartError};
use insights_store::{DailyBudget, InsightsError, InsightsStore};
use jiff::Timestamp;
use jiff::tz::Offset;
use media::PictureSet;

use crate::NAME;

/// What a tenant's pictures are counted as.
const BUDGET: &str = "IMAGE_LABELS";
/// An answer takes about half a second. Pictures go on without labels rather than wait longer.
const TIMEOUT: Duration = Duration::from_secs(3);
/// Labels are the same from here on up, and the request stays small.
const WIDE_ENOUGH: u32 = 640;
/// Labels asked for, and how sure the service has to be of them, in percent.
const MOST: i32 = 15;
const SURE: f32 = 75.0;

/// Asks what a picture shows.
#[derive(Debug)]
pub(crate) struct Labeler {
    client: aws_sdk_rekognition::Client,
    budget: DailyBudget,
}

/// Why a picture has no labels.
#[derive(Debug, thiserror::Error)]
enum Unlabeled {
    #[error("the day's pictures are used up")]
    BudgetExhausted,
    #[error("the counter of pictures can't be reached")]
    Budget(#[from] InsightsError),
    #[error("no labels: {}", DisplayErrorContext(.0))]
    Service(#[source] Box<SdkError<DetectLabelsError>>),
}

impl Labeler {
    /// The labeler that `IMAGE_LABELS` asks for; none where it is not set.
    ///
    /// # Errors
    /// When variables are missing or wrong.
    pub(crate) fn from_environment(
        environment: &Environment,
        aws: &Aws,
    ) -> Result<Option<Self>, StartError> {
        let settings = environment.settings();
        let asked = settings.parsed_or("IMAGE_LABELS", false, |name| match name {
            "rekognition" => Ok(true),
            _ => Err("it is `rekognition`"),
        });
        if !asked {
            return settings.finish().map(|()| None);
        }
        let region = environment.get("IMAGE_LABELS_REGION").map(str::to_owned);
        let limit = settings.parsed_or("IMAGE_LABELS_DAILY_LIMIT", 500, str::parse);
        let table = settings.required("INSIGHTS_TABLE");
        settings.finish()?;
        let store = InsightsStore::new(aws.dynamodb(), table);
        Ok(Some(Self {
            client: aws.rekognition(region, TIMEOUT),
            budget: DailyBudget::new(store, BUDGET, limit),
        }))
    }

    /// What the primary picture shows; nothing where it can't be found out.
    pub(crate) async fn labels(&self, tenant: &TenantId, set: &PictureSet) -> Vec<ImageLabel> {
        let Some(picture) = primary(set) else {
            return Vec::new();
        };
        match self.ask(tenant, picture).await {
            Ok(labels) => {
                function::count(NAME, "PicturesLabeled", 1);
                labels
            }
            Err(error) => {
                tracing::warn!(function = NAME, %error, "a picture has no labels");
                function::count(NAME, "PicturesUnlabeled", 1);
                Vec::new()
            }
        }
    }

    async fn ask(&self, tenant: &TenantId, picture: &[u8]) -> Result<Vec<ImageLabel>, Unlabeled> {
        let day = Offset::UTC.to_datetime(Timestamp::now()).date();
        if !self.budget.take(tenant, day).await? {
            return Err(Unlabeled::BudgetExhausted);
        }
        let answer = self
            .client
            .detect_labels()
            .image(Image::builder().bytes(Blob::new(picture)).build())
            .max_labels(MOST)
            .min_confidence(SURE)
            .features(DetectLabelsFeatureName::GeneralLabels)
            .send()
            .await
            .map_err(|error| Unlabeled::Service(Box::new(error)))?;
        let labels = answer.labels.unwrap_or_default().into_iter();
        Ok(labels.filter_map(read).collect())
    }
}

/// The primary picture as a JPEG, the only format that both sides know: the smallest that is wide
/// enough, else the widest.
fn primary(set: &PictureSet) -> Option<&[u8]> {
    let files = set.pictures.first()?.files.iter();
    let pictures = files.filter(|file| file.format == PictureFormat::Jpeg);
    let best = pictures.min_by_key(|file| match file.width.checked_sub(WIDE_ENOUGH) {
        Some(over) => (false, over),
        None => (true, WIDE_ENOUGH - file.width),
    });
    best.map(|file| file.bytes.as_slice())
}

/// A label, unless its name is of no use as a word.
fn read(label: Label) -> Option<ImageLabel> {
    let name = label.name.filter(|name| is_word(name))?;
    // Whole percent are enough; the cast saturates whatever the service sends.
    let percent = label.confidence.unwrap_or(0.0) as u8;
    let parents = label.parents.unwrap_or_default().into_iter();
    Some(ImageLabel {
        name,
        confidence: Confidence::from_percent(percent),
        parents: parents
            .filter_map(|parent| parent.name)
            .filter(|name| is_word(name))
            .collect(),
    })
}

fn is_word(name: &str) -> bool {
    let in_words = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'');
    (2..=40).contains(&name.len()) && name.chars().all(in_words)
}

#[cfg(test)]
mod tests {
    use aws_sdk_rekognition::types::Parent;

    use super::*;

    #[test]
    fn labels_that_are_no_words_are_left_out() {
        let label = |name: &str, confidence: f32| {
            let parents = ["Clothing", "<b>"].map(|name| Parent::builder().name(name).build());
            Label::builder()
                .name(name)
                .confidence(confidence)
                .set_parents(Some(parents.to_vec()))
                .build()
        };
        let found = read(label("Dress", 98.72)).unwrap();
        assert_eq!(
            (found.name.as_str(), found.confidence.percent()),
            ("Dress", 98)
        );
        assert_eq!(found.parents, ["Clothing"]);
        assert_eq!(read(label("<script>", 99.0)), None);
        assert_eq!(read(label("", 99.0)), None);
        let wild = read(label("Shoe", f32::NAN)).unwrap();
        assert_eq!(wild.confidence.percent(), 0);
        assert_eq!(read(Label::builder().build()), None);
    }
}
