//! Products of a shop, newest first, and saving them together with their post's outcome.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{AttributeValue, Delete, Put, TransactWriteItem, Update};
use domain::{CategorySlug, Handle, Outcome, PostId, Product, TenantId};
use jiff::Timestamp;

use crate::{CatalogStore, Item, StoreError, error, keys};

/// Which products of a shop.
#[derive(Debug, Clone)]
pub struct ProductQuery {
    /// Whose installation.
    pub tenant: TenantId,
    /// The shop.
    pub handle: Handle,
    /// At most so many.
    pub limit: usize,
    /// Only older ones than this.
    pub after: Option<PostId>,
    /// Only posts made at this time or later.
    pub since: Option<Timestamp>,
    /// Only this leaf of the taxonomy.
    pub category: Option<CategorySlug>,
}

/// One page of a shop's published products, newest first.
#[derive(Debug, Clone)]
pub struct ProductPage {
    /// The products.
    pub products: Vec<Product>,
    /// Where the next page begins, if there is one: pass it as [`ProductQuery::after`].
    pub next: Option<PostId>,
}

impl CatalogStore {
    /// A product, published or not.
    pub async fn product(
        &self,
        tenant: &TenantId,
        handle: &Handle,
        post_id: PostId,
    ) -> Result<Option<Product>, StoreError> {
        self.get(keys::product(tenant, handle, post_id)).await
    }

    /// A page of a shop's published products.
    pub async fn products(&self, query: &ProductQuery) -> Result<ProductPage, StoreError> {
        // DynamoDB refuses a query that is to start outside its own range.
        if let (Some(after), Some(since)) = (query.after, query.since)
            && after < PostId::mint(since, 0)
        {
            return Ok(ProductPage {
                products: Vec::new(),
                next: None,
            });
        }
        let mut products = Vec::with_capacity(query.limit);
        let mut start: Option<Item> = query
            .after
            .map(|id| keys::product(&query.tenant, &query.handle, id));
        loop {
            let (found, end) = self.some_products(query, start).await?;
            for item in found {
                let product: Product = error::read(item)?;
                products.push(product);
                if products.len() > query.limit {
                    products.truncate(query.limit);
                    let next = products.last().map(|last| last.post_id);
                    return Ok(ProductPage { products, next });
                }
            }
            match end {
                Some(end) => start = Some(end),
                None => {
                    return Ok(ProductPage {
                        products,
                        next: None,
                    });
                }
            }
        }
    }

    /// One `Query`: what it found and where the next one begins.
    async fn some_products(
        &self,
        query: &ProductQuery,
        start: Option<Item>,
    ) -> Result<(Vec<Item>, Option<Item>), StoreError> {
        let oldest = query.since.map_or_else(
            || keys::PRODUCT_SORT_KEY_PREFIX.to_owned(),
            |since| keys::product_sort_key(PostId::mint(since, 0)),
        );
        let newest = format!("{}~", keys::PRODUCT_SORT_KEY_PREFIX);
        let category = query.category.as_ref().map(CategorySlug::as_str);
        let mut filter = "#state.#name = :published".to_owned();
        if category.is_some() {
            filter.push_str(" AND category = :category");
        }
        let limit = i32::try_from(query.limit.saturating_add(1)).unwrap_or(i32::MAX);
        let partition = keys::shop_partition(&query.tenant, &query.handle);
        let mut request = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("pk = :shop AND sk BETWEEN :oldest AND :newest")
            .filter_expression(filter)
            .expression_attribute_names("#state", "state")
            .expression_attribute_names("#name", "name")
            .expression_attribute_values(":shop", AttributeValue::S(partition))
            .expression_attribute_values(":oldest", AttributeValue::S(oldest))
            .expression_attribute_values(":newest", AttributeValue::S(newest))
            .expression_attribute_values(":published", AttributeValue::S("published".to_owned()))
            .scan_index_forward(false)
            .limit(limit)
            .set_exclusive_start_key(start);
        if let Some(category) = category {
            let value = AttributeValue::S(category.to_owned());
            request = request.expression_attribute_values(":category", value);
        }
        let answer = request.send().await.map_err(StoreError::failed("Query"))?;
        Ok((answer.items.unwrap_or_default(), answer.last_evaluated_key))
    }

    /// Saves a product over `previous` and its post's outcome, both or neither.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the stored product is no longer `previous`.
    pub async fn save_product(
        &self,
        product: &Product,
        previous: Option<&Product>,
        outcome: &Outcome,
    ) -> Result<(), StoreError> {
        let key = keys::product(&product.tenant, &product.handle, product.post_id);
        let mut put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(error::write(product, key)?));
        put = match previous {
            None => put.condition_expression("attribute_not_exists(pk)"),
            Some(previous) => put
                .condition_expression("#version = :previous")
                .expression_attribute_names("#version", "version")
                .expression_attribute_values(":previous", version(previous)),
        };
        let put = put.build().map_err(built)?;
        let settle = self.settle(&product.tenant, product.post_id, outcome)?;
        self.write(vec![TransactWriteItem::builder().put(put).build(), settle])
            .await
    }

    /// Saves that a post sells nothing, and takes back the product made from it before.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the stored product is no longer `previous`.
    pub async fn save_nothing_for_sale(
        &self,
        tenant: &TenantId,
        post_id: PostId,
        previous: Option<&Product>,
        outcome: &Outcome,
    ) -> Result<(), StoreError> {
        let mut writes = vec![self.settle(tenant, post_id, outcome)?];
        if let Some(previous) = previous {
            let delete = Delete::builder()
                .table_name(&self.table)
                .set_key(Some(keys::product(tenant, &previous.handle, post_id)))
                .condition_expression("#version = :previous")
                .expression_attribute_names("#version", "version")
                .expression_attribute_values(":previous", version(previous))
                .build()
                .map_err(built)?;
            writes.push(TransactWriteItem::builder().delete(delete).build());
        }
        self.write(writes).await
    }

    /// The write that gives a post its outcome and takes it off the index of unsettled posts.
    fn settle(
        &self,
        tenant: &TenantId,
        post_id: PostId,
        outcome: &Outcome,
    ) -> Result<TransactWriteItem, StoreError> {
        let update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(keys::post(tenant, post_id)))
            .update_expression("SET #outcome = :outcome REMOVE due, due_at")
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_names("#outcome", "outcome")
            .expression_attribute_values(":outcome", error::attribute(outcome)?)
            .build()
            .map_err(built)?;
        Ok(TransactWriteItem::builder().update(update).build())
    }

    async fn write(&self, writes: Vec<TransactWriteItem>) -> Result<(), StoreError> {
        let answer = self
            .client
            .transact_write_items()
            .set_transact_items(Some(writes))
            .send()
            .await;
        match answer {
            Ok(_) => Ok(()),
            Err(error) => match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(_)) => {
                    Err(StoreError::Conflict)
                }
                _ => Err(StoreError::failed("TransactWriteItems")(error)),
            },
        }
    }
}

fn version(product: &Product) -> AttributeValue {
    AttributeValue::N(product.version.to_string())
}

fn built(source: aws_sdk_dynamodb::error::BuildError) -> StoreError {
    StoreError::Failed {
        operation: "TransactWriteItems",
        source: Box::new(source),
    }
}
