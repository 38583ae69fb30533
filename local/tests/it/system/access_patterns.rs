//! The access-pattern table of `docs/architecture/data-model.md`, row by row against the embedded
//! DynamoDB: every row is run, does the operations it names, and none of them is a Scan.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use accounts_store::{AccountsStore, TikTokConnection};
use aws_credential_types::Credentials;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{BehaviorVersion, ConfigBag, Intercept, Region, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use catalog_store::{CatalogStore, Claim, ProductQuery, Reschedule};
use domain::testing as samples;
use domain::{
    CaptionField, Correction, CorrectionRow, Decision, Market, Outcome, PartName, Product, Shop,
    Sync, TenantId,
};
use insights_store::{Counted, DailyBudget, InsightsStore, PublishedPost};
use local::Sources;
use local::aws::names;

use super::stack::{Stack, root};

/// Notes the operations a client does.
#[derive(Debug, Clone, Default)]
struct Operations(Arc<Mutex<BTreeSet<String>>>);

impl Intercept for Operations {
    fn name(&self) -> &'static str {
        "operations"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let target = context
            .request()
            .headers()
            .get("x-amz-target")
            .unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default();
        self.0.lock().unwrap().insert(operation.to_owned());
        Ok(())
    }
}

/// The rows of the table: id to the operations named.
fn rows() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(root().join("docs/architecture/data-model.md")).unwrap();
    let (_, table) = text
        .split_once("| id | what is wanted |")
        .expect("the table");
    table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let operations = cells[3].split(", ").map(str::to_owned).collect();
            (cells[1].trim_matches('`').to_owned(), operations)
        })
        .collect()
}

fn product() -> Product {
    let post = samples::analysed_post();
    let now = samples::seconds_later(5);
    match domain::assemble(&post, None, domain::AssemblyRules::default(), now) {
        Decision::Save(product) => *product,
        other => panic!("{other:?}"),
    }
}

fn query() -> ProductQuery {
    ProductQuery {
        tenant: TenantId::default(),
        handle: samples::handle(),
        limit: 10,
        after: None,
        since: None,
        category: None,
    }
}

fn synced_shop() -> Shop {
    let due_at = samples::seconds_later(1);
    let sync = Sync::On {
        due_at,
        newest_post_at: None,
        answered_at: None,
    };
    Shop {
        sync,
        ..samples::shop()
    }
}

/// A price with cents: numbers must come back from the table as they went in.
fn correction(second: i64) -> Correction {
    let row = CorrectionRow {
        post_id: samples::post_id(),
        market: domain::Market::Ug,
        field: CaptionField::Price,
        was: Some(serde_json::json!({"amount": 85_000, "currency": "UGX"})),
        is: serde_json::json!({"amount": 39.9, "currency": "EUR"}),
        span: Some(domain::Span { start: 0, end: 3 }),
        caption: samples::CAPTION.to_owned(),
        by: "operator".to_owned(),
        at: samples::seconds_later(second),
    };
    Correction::new(row).unwrap()
}

/// Does what one row is about. Rows run in the order of a post's life, on the same tables.
async fn run(id: &str, store: &CatalogStore, accounts: &AccountsStore, insights: &InsightsStore) {
    let tenant = TenantId::default();
    let (handle, post_id) = (samples::handle(), samples::post_id());
    let (later, import) = (samples::seconds_later(1000), samples::import());
    match id {
        "new-shop" => assert!(store.put_new_shop(&synced_shop()).await.unwrap()),
        "shop-by-handle" => assert!(store.shop(&tenant, &handle).await.unwrap().is_some()),
        "shop-or-new" => {
            let mut other = samples::shop();
            other.handle = domain::Handle::parse("another.shop").unwrap();
            store.shop_or_new(other).await.unwrap();
        }
        "overdue-shops" => {
            let due = store.overdue_shops(&tenant, later, 10).await.unwrap().due;
            assert_eq!(due, [(handle, samples::seconds_later(1))]);
        }
        "reschedule-shop" => {
            let reschedule = Reschedule {
                from: samples::seconds_later(1),
                to: later,
            };
            assert!(
                store
                    .reschedule_shop(&tenant, &handle, reschedule)
                    .await
                    .unwrap()
            );
            assert!(
                !store
                    .reschedule_shop(&tenant, &handle, reschedule)
                    .await
                    .unwrap()
            );
        }
        "record-sync" => {
            assert!(
                store
                    .record_sync(&tenant, &handle, &synced_shop().sync)
                    .await
                    .unwrap()
            );
        }
        "new-import" => store.put_import(&import).await.unwrap(),
        "import-by-id" => {
            assert_eq!(
                store.import(&tenant, import.id).await.unwrap(),
                Some(import)
            );
        }
        "claim-request" => {
            let claim = Claim {
                import_id: import.id,
                requested_at: import.requested_at,
            };
            let other = Claim {
                import_id: uuid::Uuid::nil(),
                requested_at: later,
            };
            assert_eq!(store.claim(&tenant, "post/1", claim).await.unwrap(), claim);
            assert_eq!(store.claim(&tenant, "post/1", other).await.unwrap(), claim);
        }
        "new-post" => {
            assert!(store.put_post(&samples::requested_post()).await.unwrap());
            assert!(!store.put_post(&samples::requested_post()).await.unwrap());
        }
        "post-by-id" => assert!(store.post(&tenant, post_id).await.unwrap().is_some()),
        "posts-by-id" => {
            assert_eq!(
                store
                    .posts(&tenant, &[post_id, post_id])
                    .await
                    .unwrap()
                    .len(),
                1
            );
        }
        "overdue-posts" => {
            let due = store.overdue_posts(&tenant, later, 10).await.unwrap().due;
            assert_eq!(due, [post_id]);
        }
        "nudge-post" => {
            store.nudge_post(&tenant, post_id, later).await.unwrap();
            assert_eq!(
                store.post(&tenant, post_id).await.unwrap().unwrap().nudges,
                1
            );
        }
        "refuse-post" => {
            let domain::Stage::Refused { refusal } = samples::refused_post().stage else {
                panic!("a refused sample")
            };
            store.refuse_post(&tenant, post_id, refusal).await.unwrap();
        }
        "reopen-post" => {
            let request = samples::requested_post().request;
            store
                .reopen_post(&tenant, post_id, &request, later)
                .await
                .unwrap();
        }
        "receive-post" => {
            store
                .receive_post(&tenant, post_id, samples::facts())
                .await
                .unwrap();
        }
        "save-part" => {
            let parts = samples::analysed_post().parts;
            let caption = parts.caption.unwrap();
            let saved = store
                .save_part(&tenant, post_id, PartName::Caption, &caption)
                .await;
            assert_eq!(saved.unwrap(), catalog_store::Saved::Now);
            let again = store
                .save_part(&tenant, post_id, PartName::Caption, &caption)
                .await;
            assert_eq!(again.unwrap(), catalog_store::Saved::Before);
        }
        "save-product" => {
            let outcome = Outcome::Published { at: later };
            store
                .save_product(&product(), None, &outcome)
                .await
                .unwrap();
            assert!(
                store
                    .save_product(&product(), None, &outcome)
                    .await
                    .is_err()
            );
        }
        "product-by-post" => {
            assert!(
                store
                    .product(&tenant, &handle, post_id)
                    .await
                    .unwrap()
                    .is_some()
            );
        }
        "products-of-shop" => {
            assert_eq!(store.products(&query()).await.unwrap().products.len(), 1);
        }
        "products-since" => {
            let later = ProductQuery {
                since: Some(later),
                ..query()
            };
            assert!(store.products(&later).await.unwrap().products.is_empty());
        }
        "products-of-category" => {
            let category = product().category;
            let same = ProductQuery {
                category,
                ..query()
            };
            assert_eq!(store.products(&same).await.unwrap().products.len(), 1);
            let category = Some(domain::CategorySlug::parse("livestock").unwrap());
            let other = ProductQuery {
                category,
                ..query()
            };
            assert!(store.products(&other).await.unwrap().products.is_empty());
        }
        "withdraw-product" => {
            let outcome = Outcome::NothingForSale {
                reason: "wanted".to_owned(),
                at: later,
            };
            let previous = product();
            let withdrawn = store
                .save_nothing_for_sale(&tenant, post_id, Some(&previous), &outcome)
                .await;
            withdrawn.unwrap();
            assert!(store.products(&query()).await.unwrap().products.is_empty());
        }
        "new-correction" => {
            for (saved, second) in [
                (catalog_store::Saved::Now, 1),
                (catalog_store::Saved::Before, 2),
            ] {
                let put = store.put_correction(&tenant, &correction(second)).await;
                assert_eq!(put.unwrap(), (saved, correction(1)));
            }
        }
        "corrections-of-tenant" => {
            let page = store.corrections(&tenant, 10, None).await.unwrap();
            assert_eq!(page.corrections, [correction(1)]);
            assert_eq!(page.next, None);
            let other = TenantId::parse("other").unwrap();
            let page = store.corrections(&other, 10, None).await.unwrap();
            assert!(page.corrections.is_empty());
        }
        "save-tiktok-connection" => {
            let connection = TikTokConnection {
                open_id: "o".to_owned(),
                access_token: "a".to_owned().into(),
                refresh_token: "r".to_owned().into(),
                expires_at: later,
                version: 1,
            };
            assert!(
                accounts
                    .save_tiktok_connection(&tenant, &handle, &connection)
                    .await
                    .unwrap()
            );
            assert!(
                !accounts
                    .save_tiktok_connection(&tenant, &handle, &connection)
                    .await
                    .unwrap()
            );
        }
        "tiktok-connection" => {
            assert!(
                accounts
                    .tiktok_connection(&tenant, &handle)
                    .await
                    .unwrap()
                    .is_some()
            );
        }
        "count-post" => {
            let published = PublishedPost {
                tenant: &tenant,
                id: post_id,
                market: Market::Ug,
                tags: &samples::tag_analysis(),
                at: later,
            };
            for expected in [Counted::Now, Counted::Before] {
                let counted = insights.count_post(&published, later).await;
                assert_eq!(counted.unwrap(), expected);
            }
        }
        "collector-position" => {
            let position = store.collector_position(&tenant).await.unwrap();
            assert_eq!(position.as_deref(), Some("pictures/main/9"));
        }
        "save-collector-position" => {
            assert_eq!(store.collector_position(&tenant).await.unwrap(), None);
            let after = Some("pictures/main/9".to_owned());
            store.save_collector_position(&tenant, after).await.unwrap();
        }
        "take-from-budget" => {
            let day = jiff::civil::date(2026, 11, 26);
            let budget = DailyBudget::new(insights.clone(), "TEST", 2);
            for expected in [true, true, false] {
                assert_eq!(budget.take(&tenant, day).await.unwrap(), expected);
            }
            assert!(budget.take(&tenant, day.tomorrow().unwrap()).await.unwrap());
            let none = DailyBudget::new(insights.clone(), "TEST", 0);
            assert!(!none.take(&tenant, day).await.unwrap());
        }
        "trends-of-market" => {
            let trends = insights.trends(&tenant, Market::Ug).await.unwrap();
            assert_eq!(trends.top(9, later).len(), 2);
            let others = insights.trends(&tenant, Market::Ke).await.unwrap();
            assert!(others.top(9, later).is_empty());
        }
        other => panic!("no test for the access pattern {other}"),
    }
}

/// The order in which rows make sense after one another.
const ORDER: [&str; 33] = [
    "new-shop",
    "shop-by-handle",
    "shop-or-new",
    "overdue-shops",
    "reschedule-shop",
    "record-sync",
    "new-import",
    "import-by-id",
    "claim-request",
    "new-post",
    "post-by-id",
    "posts-by-id",
    "overdue-posts",
    "nudge-post",
    "refuse-post",
    "reopen-post",
    "receive-post",
    "save-part",
    "save-product",
    "product-by-post",
    "products-of-shop",
    "products-since",
    "products-of-category",
    "withdraw-product",
    "new-correction",
    "corrections-of-tenant",
    "save-collector-position",
    "collector-position",
    "save-tiktok-connection",
    "tiktok-connection",
    "count-post",
    "trends-of-market",
    "take-from-budget",
];

#[tokio::test(flavor = "multi_thread")]
async fn every_row_does_what_it_says_without_a_scan() {
    let stack = Stack::with_sources(Sources::Off).await;
    let operations = Operations::default();
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(names::REGION))
        .credentials_provider(Credentials::new(
            names::ACCESS_KEY,
            names::SECRET_KEY,
            None,
            None,
            "test",
        ))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .endpoint_url(&stack.hub.endpoints().dynamodb)
        .interceptor(operations.clone());
    let client = Client::from_conf(config.build());
    let table = |function: &str, name: &str| {
        let function = stack.hub.functions().find(function).unwrap();
        function.environment().get(name).unwrap().to_owned()
    };
    let store = CatalogStore::new(client.clone(), table("shop-sync", "CATALOG_TABLE"));
    let accounts = AccountsStore::new(client.clone(), table("shop-sync", "ACCOUNTS_TABLE"));
    let insights = InsightsStore::new(client, table("trend-counter", "INSIGHTS_TABLE"));

    let rows = rows();
    let tested: BTreeSet<String> = ORDER.iter().map(|id| (*id).to_owned()).collect();
    let written: BTreeSet<String> = rows.keys().cloned().collect();
    assert_eq!(tested, written, "the table and its test name the same rows");
    for id in ORDER {
        // What a step checks for itself may read again; only what it is about counts.
        operations.0.lock().unwrap().clear();
        run(id, &store, &accounts, &insights).await;
        let done = operations.0.lock().unwrap().clone();
        assert!(rows[id].is_subset(&done), "{id}: {done:?}");
        assert!(!done.contains("Scan"), "{id}: {done:?}");
    }
}
