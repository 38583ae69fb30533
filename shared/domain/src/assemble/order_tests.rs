//! Any order, repetition or lateness of a post's parts ends in the same product, saved first once.

use proptest::prelude::*;

use super::*;
use crate::PartName;
use crate::testing::{
    caption_analysis, done, failed, no_offer, received_post, seconds_later, tag_analysis,
    thumbnail_analysis,
};

/// What a worker, or the sweeper in its stead, brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrival {
    Done(PartName),
    Failed(PartName),
}

/// The rows of one post: the post, its product, and how often a product was new.
struct Table {
    post: Post,
    caption: CaptionAnalysis,
    product: Option<Product>,
    first_saves: u32,
}

impl Table {
    fn new(caption: CaptionAnalysis) -> Self {
        Self {
            post: received_post(),
            caption,
            product: None,
            first_saves: 0,
        }
    }

    /// The store's rule: done stays; failed gives way to done; what fails later changes nothing.
    fn save_part(&mut self, arrival: Arrival) {
        fn save<T>(stored: &mut Option<Part<T>>, new: Part<T>) {
            let keep = match (&stored, &new) {
                (None, _) => false,
                (Some(Part::Done { .. }), _) => true,
                (Some(Part::Failed { .. }), Part::Failed { .. }) => true,
                (Some(Part::Failed { .. }), Part::Done { .. }) => false,
            };
            if !keep {
                *stored = Some(new);
            }
        }
        let parts = &mut self.post.parts;
        match arrival {
            Arrival::Done(PartName::Caption) => {
                save(&mut parts.caption, done(self.caption.clone()))
            }
            Arrival::Done(PartName::Thumbnails) => {
                save(&mut parts.thumbnails, done(thumbnail_analysis()));
            }
            Arrival::Done(PartName::Tags) => save(&mut parts.tags, done(tag_analysis())),
            Arrival::Failed(PartName::Caption) => save(&mut parts.caption, failed("late")),
            Arrival::Failed(PartName::Thumbnails) => save(&mut parts.thumbnails, failed("late")),
            Arrival::Failed(PartName::Tags) => save(&mut parts.tags, failed("late")),
        }
    }

    /// What the assembler does with a stream record: decides on the post as it is now and saves
    /// over the version it read.
    fn assemble(&mut self, at: i64) {
        let rules = AssemblyRules::default();
        match assemble(&self.post, self.product.as_ref(), rules, seconds_later(at)) {
            Decision::Wait | Decision::Unchanged => {}
            Decision::Save(product) => {
                self.first_saves += u32::from(self.product.is_none());
                self.product = Some(*product);
            }
            Decision::NothingForSale { .. } => self.product = None,
        }
    }

    /// Saves every arrival; a record for it comes at once, or with a later one, or several times.
    fn run(mut self, arrivals: &[(Arrival, usize)]) -> (Option<Product>, u32) {
        for (at, (arrival, records)) in (10..).zip(arrivals) {
            self.save_part(*arrival);
            for _ in 0..*records {
                self.assemble(at);
            }
        }
        self.assemble(1000);
        (self.product.map(without_history), self.first_saves)
    }
}

/// A product without what tells how it came about.
fn without_history(mut product: Product) -> Product {
    product.version = 0;
    product.created_at = seconds_later(0);
    product.changed_at = seconds_later(0);
    product
}

fn captions() -> impl Strategy<Value = CaptionAnalysis> {
    let unnamed = CaptionAnalysis {
        title: None,
        ..caption_analysis()
    };
    prop_oneof![
        Just(caption_analysis()),
        Just(unnamed),
        Just(no_offer(95)),
        Just(no_offer(20)),
    ]
}

/// Every part done at least once and repeated at will among failures, in any order.
fn arrivals() -> impl Strategy<Value = Vec<(Arrival, usize)>> {
    let name = prop::sample::select(PartName::ALL.to_vec());
    let extra = (name, any::<bool>()).prop_map(|(name, is_done)| {
        if is_done {
            Arrival::Done(name)
        } else {
            Arrival::Failed(name)
        }
    });
    prop::collection::vec(extra, 0..6)
        .prop_map(|mut arrivals| {
            arrivals.extend(PartName::ALL.map(Arrival::Done));
            arrivals
        })
        .prop_shuffle()
        .prop_flat_map(|arrivals| {
            let records = prop::collection::vec(0_usize..3, arrivals.len());
            (Just(arrivals), records)
        })
        .prop_map(|(arrivals, records)| arrivals.into_iter().zip(records).collect())
}

proptest! {
    #[test]
    fn parts_in_any_order_and_number_give_one_product(
        caption in captions(),
        arrivals in arrivals(),
    ) {
        let in_order = PartName::ALL.map(|name| (Arrival::Done(name), 1));
        let (expected, first_saves) = Table::new(caption.clone()).run(&in_order);
        prop_assert_eq!(first_saves, u32::from(expected.is_some()));

        let gave_up_on_caption = arrivals
            .iter()
            .any(|(arrival, _)| *arrival == Arrival::Failed(PartName::Caption));
        let (product, first_saves) = Table::new(caption).run(&arrivals);
        prop_assert_eq!(&product, &expected);
        // Where the caption was given up on first, a post may have been a product for a while
        // before it turned out to sell nothing.
        if product.is_some() || !gave_up_on_caption {
            prop_assert_eq!(first_saves, u32::from(product.is_some()));
        }
    }
}
