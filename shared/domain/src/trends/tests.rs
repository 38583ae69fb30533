//! What is counted, how it fades, and what is dropped.

use proptest::prelude::*;

use super::*;

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

/// So many minutes after the begin of a tick.
fn at(minute: i64) -> Timestamp {
    let tick = i64::try_from(TICK_SECONDS).unwrap();
    Timestamp::from_second(1_795_428_672 / tick * tick + minute * 60).unwrap()
}

fn tagged(tags: &[&str], origin: TagOrigin) -> TagAnalysis {
    let tag = |text: &&str| Tag {
        text: (*text).to_owned(),
        origin,
    };
    TagAnalysis {
        category: None,
        google_product_category: None,
        tags: tags.iter().map(tag).collect(),
        hashtags: Vec::new(),
        synonyms: Vec::new(),
    }
}

fn post(tags: &[&str]) -> TagAnalysis {
    tagged(tags, TagOrigin::Caption)
}

fn thousandths(trends: &Trends, tag: &str, when: Timestamp) -> u64 {
    trends
        .top(MOST_TAGS, when)
        .into_iter()
        .find(|one| one.text == tag)
        .map_or(0, |one| one.thousandths)
}

#[test]
fn counts_halve_every_half_life() {
    let mut trends = Trends::default();
    assert!(trends.record(&post(&["gomesi"]), at(0)));
    for (name, minute, expected) in [
        ("at once", 0, 1_000),
        ("before the first tick", 10 * HOUR, 1_000),
        ("after half of it", WEEK / 2, 707),
        ("after one", WEEK, 500),
        ("after two", 2 * WEEK, 250),
        ("after twelve", 12 * WEEK, 0),
        ("a clock behind", -DAY, 1_000),
    ] {
        assert_eq!(
            thousandths(&trends, "gomesi", at(minute)),
            expected,
            "{name}"
        );
    }
}

#[test]
fn a_tag_posted_all_the_time_fades_like_any_other() {
    let mut trends = Trends::default();
    for hour in 0..20 * 7 * 24 {
        trends.record(&post(&["gomesi"]), at(hour * HOUR));
    }
    // One an hour, halved weekly, levels off at 168 / ln 2, about 242.
    let level = thousandths(&trends, "gomesi", at(20 * WEEK));
    assert!((230_000..260_000).contains(&level), "{level}");
}

#[test]
fn what_is_posted_now_comes_before_what_was() {
    let mut trends = Trends::default();
    for _ in 0..3 {
        trends.record(&post(&["gomesi"]), at(0));
    }
    trends.record(&post(&["sneakers"]), at(3 * WEEK));
    let names = |trends: &Trends, when| -> Vec<String> {
        let top = trends.top(2, when).into_iter();
        top.map(|tag| tag.text).collect()
    };
    assert_eq!(names(&trends, at(3 * WEEK)), ["sneakers", "gomesi"]);
    trends.record(&post(&["sandals"]), at(6 * WEEK));
    assert_eq!(trends.counts.len(), 2, "gomesi is forgotten");
    assert_eq!(names(&trends, at(6 * WEEK)), ["sandals", "sneakers"]);
}

#[test]
fn a_late_post_counts_as_if_it_had_come_in_time() {
    let posts = [("gomesi", 0), ("sneakers", DAY), ("gomesi", 5 * DAY)];
    let counted = |order: [usize; 3]| {
        let mut trends = Trends::default();
        for (tag, minute) in order.map(|index| posts[index]) {
            assert!(trends.record(&post(&[tag]), at(minute)));
        }
        trends.top(9, at(WEEK))
    };
    let in_time = counted([0, 1, 2]);
    assert_eq!(in_time.len(), 2);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        for (late, timely) in counted(order).iter().zip(&in_time) {
            assert_eq!(late.text, timely.text, "{order:?}");
            assert!(
                late.thousandths.abs_diff(timely.thousandths) <= 1,
                "{order:?}"
            );
        }
    }
}

#[test]
fn only_what_a_seller_said_is_counted_and_once_a_post() {
    let long = "x".repeat(LONGEST_TAG + 1);
    for (name, analysis, expected) in [
        ("nothing", post(&[]), None),
        (
            "a picture's colour",
            tagged(&["red"], TagOrigin::Picture),
            None,
        ),
        ("the category", tagged(&["red"], TagOrigin::Category), None),
        ("a label", tagged(&["red"], TagOrigin::ImageLabel), None),
        ("no text", post(&[""]), None),
        ("a whole sentence", post(&[&long]), None),
        (
            "a hashtag",
            tagged(&["red"], TagOrigin::Hashtag),
            Some(1_000),
        ),
        ("twice", post(&["red", "red"]), Some(1_000)),
    ] {
        let mut trends = Trends::default();
        assert_eq!(
            trends.record(&analysis, at(0)),
            expected.is_some(),
            "{name}"
        );
        let top = trends.top(9, at(0));
        assert_eq!(top.first().map(|tag| tag.thousandths), expected, "{name}");
        assert!(top.len() <= 1, "{name}");
    }
}

#[test]
fn a_post_too_old_to_matter_is_passed_over() {
    let mut trends = Trends::default();
    let forget = TRENDS_FORGET_AFTER.as_mins();
    assert!(trends.record(&post(&["sneakers"]), at(forget)));
    assert!(trends.record(&post(&["gomesi"]), at(0)), "just in time");
    let before = trends.clone();
    assert!(!trends.record(&post(&["gomesi"]), at(-DAY)));
    assert_eq!(trends, before);
}

#[test]
fn a_newcomer_among_many_rises_all_the_same() {
    let mut trends = Trends::default();
    for index in 0..MOST_TAGS * 3 {
        trends.record(&post(&[&format!("tag {index}")]), at(0));
    }
    assert_eq!(trends.counts.len(), MOST_TAGS);
    for _ in 0..10 {
        trends.record(&post(&["gomesi"]), at(1));
    }
    let top = trends.top(1, at(1));
    assert_eq!((&*top[0].text, top[0].thousandths), ("gomesi", 10_000));
}

#[test]
fn state_survives_json() {
    let mut trends = Trends::default();
    trends.record(&post(&["gomesi"]), at(7));
    let json = serde_json::to_string(&trends).unwrap();
    assert!(
        json.ends_with(r#""counts":{"gomesi":[1048576,0]}}"#),
        "{json}"
    );
    assert_eq!(serde_json::from_str::<Trends>(&json).unwrap(), trends);
}

/// Posts of one tag: some tags come often, most of many once or twice; the minutes in any order.
fn posts() -> impl Strategy<Value = Vec<(u32, i64)>> {
    let tag = prop_oneof![1 => 0_u32..5, 3 => 5_u32..2_000];
    prop::collection::vec((tag, 0..5 * WEEK), 1..1_200)
}

/// What was really posted about each tag, in fixed point, faded to the latest of the posts.
fn truth(posts: &[(u32, i64)]) -> (Timestamp, BTreeMap<String, u64>) {
    let end = at(posts.iter().map(|(_, minute)| *minute).max().unwrap());
    let mut truth = BTreeMap::new();
    for (tag, minute) in posts {
        let count: &mut u64 = truth.entry(tag.to_string()).or_default();
        *count += faded(ONE, tick(end) - tick(at(*minute)));
    }
    (end, truth)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_posts_leave_few_tags_none_overstated_and_no_great_one_out(posts in posts()) {
        let mut trends = Trends::default();
        for (tag, minute) in &posts {
            trends.record(&post(&[&tag.to_string()]), at(*minute));
            prop_assert!(trends.counts.len() <= MOST_TAGS);
        }
        let (end, truth) = truth(&posts);
        for tag in trends.top(MOST_TAGS, end) {
            let really = truth.get(&tag.text).copied().unwrap_or(0) * 1_000 / ONE;
            prop_assert!(tag.thousandths <= really + 1, "{tag:?} of {really}");
        }
        let share = truth.values().sum::<u64>() / u64::try_from(MOST_TAGS).unwrap();
        for (tag, really) in truth {
            // What was dropped as forgotten may be missing too.
            if really > share + FORGOTTEN + ONE / 1_000 {
                prop_assert!(trends.counts.contains_key(&tag), "{tag}: {really} of {share}");
            }
        }
    }

    #[test]
    fn fading_in_steps_is_fading_at_once(weight in 0..ONE << 20, steps in prop::collection::vec(0_u64..40, 0..20)) {
        let at_once = faded(weight, steps.iter().sum());
        let in_steps = steps.iter().fold(weight, |left, ticks| faded(left, *ticks));
        // A rounding a step: one unit, and the last bit of a factor of 32.
        prop_assert!(in_steps.abs_diff(at_once) <= 2 * 20 + (weight >> 27), "{in_steps} {at_once}");
    }
}
