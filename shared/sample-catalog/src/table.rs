//! Tables in memory, behind DynamoDB's wire protocol.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType,
    ScalarAttributeType,
};
use catalog_store::{CatalogStore, PRODUCT_SORT_KEY_PREFIX};
use domain::{Handle, Product, Shop, TenantId};
use dynoxide::Database;
use function::{Aws, Environment};
use insights_store::InsightsStore;
use serde::Serialize;

const TABLE: &str = "Catalog";
const INSIGHTS_TABLE: &str = "Insights";

/// A store with these shops and products. It lives as long as the runtime of the test.
pub async fn store(shops: &[Shop], products: &[Product]) -> CatalogStore {
    let client = client().await;
    create_table(&client, TABLE).await;
    let store = CatalogStore::new(client.clone(), TABLE.to_owned());
    for shop in shops {
        store.put_new_shop(shop).await.expect("the shop is saved");
    }
    for product in products {
        let sort_key = format!("{PRODUCT_SORT_KEY_PREFIX}{}", product.post_id.sortable());
        put(&client, &product.tenant, &product.handle, sort_key, product).await;
    }
    store
}

/// A store whose table does not exist: every request fails.
pub async fn broken_store() -> CatalogStore {
    CatalogStore::new(client().await, "NoSuchTable".to_owned())
}

/// A store of insights without any.
pub async fn insights() -> InsightsStore {
    let client = client().await;
    create_table(&client, INSIGHTS_TABLE).await;
    InsightsStore::new(client, INSIGHTS_TABLE.to_owned())
}

/// A store of insights whose table does not exist: every request fails.
pub async fn broken_insights() -> InsightsStore {
    InsightsStore::new(client().await, "NoSuchTable".to_owned())
}

async fn client() -> Client {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    let address = listener.local_addr().expect("its address");
    let database = Database::memory().expect("a database in memory");
    tokio::spawn(dynoxide::server::serve_on(listener, database));
    let variables = [
        ("AWS_REGION", "eu-west-1".to_owned()),
        ("AWS_ACCESS_KEY_ID", "test".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
        ("AWS_ENDPOINT_URL_DYNAMODB", format!("http://{address}")),
    ];
    let variables: BTreeMap<String, String> = variables
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    Aws::new(&Environment::from_map(variables)).dynamodb()
}

/// A table's key, without the index and stream that reading pages does not need.
async fn create_table(client: &Client, name: &str) {
    let mut request = client
        .create_table()
        .table_name(name)
        .billing_mode(BillingMode::PayPerRequest);
    for (name, kind) in [("pk", KeyType::Hash), ("sk", KeyType::Range)] {
        let key = KeySchemaElement::builder()
            .attribute_name(name)
            .key_type(kind);
        let attribute = AttributeDefinition::builder()
            .attribute_name(name)
            .attribute_type(ScalarAttributeType::S);
        request = request
            .key_schema(key.build().expect("a key"))
            .attribute_definitions(attribute.build().expect("an attribute"));
    }
    request.send().await.expect("the table is created");
}

async fn put(
    client: &Client,
    tenant: &TenantId,
    handle: &Handle,
    sort_key: String,
    value: &impl Serialize,
) {
    let mut item: HashMap<String, AttributeValue> = serde_dynamo::to_item(value).expect("an item");
    let partition = format!("T#{tenant}#SHOP#{handle}");
    item.insert("pk".to_owned(), AttributeValue::S(partition));
    item.insert("sk".to_owned(), AttributeValue::S(sort_key));
    client
        .put_item()
        .table_name(TABLE)
        .set_item(Some(item))
        .send()
        .await
        .expect("the item is put");
}
