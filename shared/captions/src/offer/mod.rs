//! Whether a post offers something.
//!
//! Signs of an offer and signs of other posts are weighed twice: by hand, since some are too seldom
//! to be learned (a warning of a swindler), and with what labelled captions taught. All weights of
//! a caption add up to the logarithm of the odds that it is an offer.

mod verdict;

pub(crate) use verdict::features;

use domain::{Delivery, Finding, Verdict};

use crate::finding::{finding, spans_of};
use crate::lexicon::{Class, Marks, one_of};
use crate::money::{Amount, Role, Strength};
use crate::normal::TokenKind;

/// What else was found in the caption.
pub(crate) struct Evidence<'e> {
    pub(crate) amounts: &'e [Amount],
    pub(crate) roles: &'e [Role],
    pub(crate) priced: bool,
    /// Whether a higher, former price stands beside the price.
    pub(crate) discounted: bool,
    pub(crate) titled: bool,
    pub(crate) sizes: usize,
    pub(crate) colors: usize,
    pub(crate) located: bool,
    /// Whether it says new, used or refurbished.
    pub(crate) conditioned: bool,
    /// Whether the price is stated per piece, kilo, month and so on.
    pub(crate) per_unit: bool,
    pub(crate) delivery: Option<Delivery>,
}

/// One sign, with the weight a person gives it, in hundredths.
pub(crate) type Sign = (i32, &'static str);

/// The verdict with its reason.
pub(crate) fn judge(marks: &Marks<'_, '_>, evidence: &Evidence<'_>) -> Finding<Verdict> {
    let judgement = verdict::judge(marks, &signs(marks, evidence));
    let verdict = if judgement.is_offer {
        Verdict::Offer
    } else {
        Verdict::NotAnOffer
    };
    let class = if judgement.is_offer {
        Class::Sale
    } else {
        Class::Giveaway
    };
    let spans = marks
        .hits(class)
        .take(1)
        .flat_map(|hit| spans_of(marks, hit))
        .collect();
    finding(verdict, judgement.confidence, spans, judgement.reason)
}

/// What holds for the caption as a whole, each with the weight a person gives it, in hundredths.
/// Those weights make the prior; what they leave out is learned.
pub(crate) fn signs(marks: &Marks<'_, '_>, evidence: &Evidence<'_>) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::with_capacity(24);
    let mut sign = |holds: bool, weight: i32, name: &'static str| {
        if holds {
            signs.push((weight, name));
        }
    };
    let reading = marks.reading;
    let strong_price = evidence
        .amounts
        .iter()
        .zip(evidence.roles)
        .any(|(amount, role)| {
            matches!(role, Role::Price | Role::Bundle) && amount.strength > Strength::Round
        });
    let phone = reading
        .tokens()
        .iter()
        .any(|t| matches!(t.kind, TokenKind::Phone(_)));
    let tagged = reading.hashtags().any(|hashtag| hashtag == "track");
    let orders = marks.count(Class::Order);
    let sales = marks.count(Class::Sale);
    sign(evidence.priced && strong_price, 230, "price");
    sign(evidence.priced && !strong_price, 120, "weak-price");
    sign(evidence.discounted, 120, "was-and-now");
    let cheaper = evidence.roles.contains(&Role::Elsewhere);
    sign(evidence.priced && cheaper, 120, "cheaper-than-others");
    sign(phone, 230, "phone");
    sign(orders > 0, 70, "how-to-order");
    sign(orders > 1, 70, "how-to-order-twice");
    sign(sales > 0, 60, "says-for-sale");
    sign(sales > 1, 60, "says-for-sale-twice");
    sign(evidence.titled, 70, "names-thing");
    sign(tagged, 0, "tagged");
    let tagged_to_order = tagged && orders > 0 && evidence.titled && !evidence.priced;
    sign(tagged_to_order, 50, "tagged-to-order");
    sign(evidence.sizes > 0, 60, "sizes");
    sign(evidence.colors > 1, 40, "colors");
    sign(evidence.located, 60, "location");
    sign(evidence.conditioned, 90, "condition");
    let delivery = |value: Delivery| evidence.delivery == Some(value);
    sign(delivery(Delivery::Offered), 110, "delivery");
    sign(delivery(Delivery::Refused), 110, "delivery-refused");

    let asks = reading.tokens().iter().any(|token| token.is_symbol('?'));
    let unreachable_question = asks && !phone && orders == 0;
    let opens = opens_with_question(marks);
    sign(unreachable_question, -140, "asks");
    sign(
        unreachable_question && !tagged && opens,
        -200,
        "opens-with-question",
    );
    sign(
        !phone && !tagged && opens && asks_behind(marks, evidence.amounts),
        -300,
        "asks-about-price",
    );
    // Whoever tags a post for the hub gets a way to buy from it.
    let reachable = phone
        || tagged
        || orders > 0
        || evidence.located
        || evidence.delivery.is_some()
        || marks.any(Class::Deposit)
        || evidence
            .roles
            .iter()
            .any(|role| matches!(role, Role::Instalment | Role::Fee | Role::Extra));
    sign(reachable, 0, "reachable");
    let silent = !phone && !tagged && orders == 0 && sales == 0;
    sign(silent && wonders(marks), -150, "wonders");
    let described =
        evidence.sizes > 0 || evidence.colors > 0 || evidence.conditioned || evidence.per_unit;
    let words = reading
        .tokens()
        .iter()
        .filter(|token| token.is_word())
        .count();
    sign(words < 6, 0, "few-words");
    sign(words > 20, 0, "many-words");
    // "Handbag 60k" says all there is to say; a whole sentence that names no way to buy tells.
    let tells = words > 6;
    sign(!reachable && tells && sales == 0, -90, "no-way-to-buy");
    sign(
        !reachable && tells && !described && sales < 2,
        -60,
        "nothing-described",
    );

    // "Bought it last year at 900k, selling at 500k, DM": the story is about what is sold.
    let sole_offer = evidence.priced && (phone || sales > 0 && orders > 0);
    let weigh = |weight: i32| if sole_offer { weight / 2 } else { weight };
    sign(sole_offer, 0, "sells-beyond-doubt");
    let story = is_story(marks);
    let engagement = is_engagement(marks);
    sign(marks.any(Class::Giveaway), -450, "giveaway");
    sign(is_job(marks, evidence), -600, "job");
    sign(is_wanted(marks), -480, "wanted");
    sign(story, weigh(-330), "story");
    sign(is_meme(marks), weigh(-230), "meme");
    sign(is_warning(marks), -700, "warning");
    sign(engagement, weigh(-230), "engagement");
    let mut other_purpose = engagement || story;
    for (class, weight, name) in [
        (Class::Notice, -330, "notice"),
        (Class::Review, -260, "review"),
        (Class::Thanks, -220, "thanks"),
        (Class::Greeting, -200, "greeting"),
        (Class::Teaser, -230, "teaser"),
        (Class::Tutorial, -230, "tutorial"),
        (Class::News, -230, "news"),
    ] {
        sign(marks.any(class), weigh(weight), name);
        other_purpose |= marks.any(class);
    }
    sign(other_purpose && !evidence.priced, -120, "other-purpose");
    sign(other_purpose && sole_offer, 0, "other-purpose-of-an-offer");
    sign(
        other_purpose && !reachable,
        0,
        "other-purpose-and-no-way-to-buy",
    );
    sign(
        other_purpose && !phone && orders == 0,
        0,
        "other-purpose-and-no-contact",
    );
    let spent = evidence
        .roles
        .iter()
        .any(|role| matches!(role, Role::Spent | Role::Salary));
    sign(spent && !evidence.priced, -330, "spent-or-earned");
    // "I paid 80k in a boutique, here it is 45k": what others paid praises the price.
    sign(spent && evidence.priced, weigh(-230), "spent-beside-price");
    signs
}

/// A job advert, not a place to work out or "serious buyers needed".
fn is_job(marks: &Marks<'_, '_>, evidence: &Evidence<'_>) -> bool {
    let strong = marks.hits(Class::Job).any(|hit| {
        hit.end - hit.start > 1
            || !one_of(
                marks.reading.folded_at(hit.start),
                "needed required apply poste kazi omulimu akazi job jobs cv interviews is \
                are interns intern internship emploi wages",
            )
    });
    let count = marks.count(Class::Job);
    // "Sales girl needed" hires, whatever it pays; "cash urgently needed" sells.
    let hires = marks.hits(Class::Job).any(|hit| {
        hit.end - hit.start > 1
            && one_of(
                marks.reading.folded_at(hit.end - 1),
                "needed wanted hiring recruiting",
            )
            && !one_of(
                marks.reading.folded_at(hit.start),
                "urgently needed wanted is are",
            )
    });
    // "CV and cover letter 7,500": who prices the papers of a job hires nobody.
    hires || strong && (count > 1 || !evidence.priced) || count >= 2 && !evidence.priced
}

/// Tells of something. "Save 15% when you order two" sells.
fn is_story(marks: &Marks<'_, '_>) -> bool {
    marks.hits(Class::Story).any(|hit| {
        let buys = one_of(
            marks.reading.folded_at(hit.end),
            "buy order book spend shop purchase get pay bring refer",
        );
        !(buys && matches!(marks.reading.folded_at(hit.start), "when" | "if"))
    })
}

/// "Is 1.2m too much for two bedrooms?" wants an opinion.
fn opens_with_question(marks: &Marks<'_, '_>) -> bool {
    one_of(
        marks.reading.folded_at(0),
        "is are am do does did why should how what which mbona je pourquoi kenapa lwaki",
    )
}

/// Wonders at something: "laki mbili na nusu??".
fn wonders(marks: &Marks<'_, '_>) -> bool {
    let tokens = marks.reading.tokens();
    tokens
        .windows(2)
        .any(|pair| pair.iter().all(|token| token.is_symbol('?')))
}

/// Whether the question is about an amount: it ends behind one, in its clause.
fn asks_behind(marks: &Marks<'_, '_>, amounts: &[Amount]) -> bool {
    amounts
        .iter()
        .any(|amount| marks.same_clause(amount.end, amount.start) && marks.asks_from(amount.end))
}

/// Somebody is warned of, whatever numbers and prices the warning quotes.
fn is_warning(marks: &Marks<'_, '_>) -> bool {
    let denies = |at: usize| {
        one_of(
            marks.reading.folded_at(at),
            "no not dont zero never anti avoid",
        )
    };
    marks.hits(Class::Notice).any(|hit| {
        one_of(
            marks.reading.folded_at(hit.start),
            "scam scammer scammers fraud fraudster beware impersonating",
        ) && !hit.start.checked_sub(1).is_some_and(denies)
    })
}

/// Asks for comments, votes and shares. "Price in the comments" sells.
fn is_engagement(marks: &Marks<'_, '_>) -> bool {
    marks.hits(Class::Engagement).any(|hit| {
        !marks
            .hits(Class::Order)
            .any(|order| order.start <= hit.start && hit.end <= order.end)
    })
}

fn is_wanted(marks: &Marks<'_, '_>) -> bool {
    marks.hits(Class::Wanted).any(|hit| {
        let behind = marks.reading.folded_at(hit.end);
        let question = marks.asks_from(hit.start);
        let word = marks.reading.folded_at(hit.start);
        // "Packages to suit your budget" sells.
        if word == "budget" && marks.reading.folded_at(hit.start.wrapping_sub(1)) == "your" {
            return false;
        }
        // "Looking for a sofa? We make them" sells.
        let rhetorical = question
            && one_of(
                word,
                "looking searching in want are need recherche cari mencari tired",
            )
            && marks.reading.folded_at(hit.start.wrapping_sub(1)) != "am";
        !rhetorical && !matches!(behind, "?")
    })
}

fn is_meme(marks: &Marks<'_, '_>) -> bool {
    marks.hits(Class::Meme).any(|hit| {
        // Laughing and crying alone is what sellers do too.
        !one_of(
            marks.reading.folded_at(hit.start),
            "😂 🤣 💀 😭 mood vibes vibe imagine kwani trend dance nani ati sha bana omo \
                filter",
        )
    }) || marks.count(Class::Meme) >= 2
}
