//! The code of every function, by the name of its binary.

use futures::FutureExt as _;

use crate::host::Registry;

/// Every function of the workspace.
#[must_use]
pub fn registry() -> Registry {
    Registry::default()
        .with(
            authorizer::NAME,
            Box::new(|env| authorizer::build(env).boxed()),
        )
        .with(
            auto_tagger::NAME,
            Box::new(|env| auto_tagger::build(env).boxed()),
        )
        .with(
            caption_parser::NAME,
            Box::new(|env| caption_parser::build(env).boxed()),
        )
        .with(
            corrections::NAME,
            Box::new(|env| corrections::build(env).boxed()),
        )
        .with(
            event_publisher::NAME,
            Box::new(|env| event_publisher::build(env).boxed()),
        )
        .with(
            ingestion::NAME,
            Box::new(|env| ingestion::build(env).boxed()),
        )
        .with(
            picture_collector::NAME,
            Box::new(|env| picture_collector::build(env).boxed()),
        )
        .with(
            post_fetcher::NAME,
            Box::new(|env| post_fetcher::build(env).boxed()),
        )
        .with(
            post_sweeper::NAME,
            Box::new(|env| post_sweeper::build(env).boxed()),
        )
        .with(
            product_assembler::NAME,
            Box::new(|env| product_assembler::build(env).boxed()),
        )
        .with(products::NAME, Box::new(|env| products::build(env).boxed()))
        .with(
            shop_sync::NAME,
            Box::new(|env| shop_sync::build(env).boxed()),
        )
        .with(
            storefront::NAME,
            Box::new(|env| storefront::build(env).boxed()),
        )
        .with(
            sync_scheduler::NAME,
            Box::new(|env| sync_scheduler::build(env).boxed()),
        )
        .with(
            thumbnail_generator::NAME,
            Box::new(|env| thumbnail_generator::build(env).boxed()),
        )
        .with(
            trend_counter::NAME,
            Box::new(|env| trend_counter::build(env).boxed()),
        )
}
