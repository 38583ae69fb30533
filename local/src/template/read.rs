//! Walks over the resources and hands each to the reader of its kind.

use super::error::TemplateError;
use super::node::{Node, Value};
use super::resources::Resources;
use super::scope::Scope;
use super::{read_api, read_function, read_storage};

/// One resource with its intrinsics evaluated.
pub(super) struct Resource<'a> {
    pub(super) id: &'a str,
    pub(super) name: String,
    pub(super) metadata: Option<&'a Node>,
    pub(super) properties: Node,
}

/// Reads everything that the hub runs.
pub(super) fn resources(scope: &Scope<'_>) -> Result<Resources, TemplateError> {
    let mut found = Resources::default();
    let globals = scope.section("Globals");
    let api_globals = globals.and_then(|globals| globals.get("HttpApi"));
    if let Some(node) = api_globals
        .map(|node| scope.resolve(node))
        .transpose()?
        .flatten()
    {
        found.api = read_api::api(&node).map_err(|error| error.within("Globals"))?;
    }
    let declared = scope.resources()?;
    // The API first: its default authorizer decides what a function's routes mean.
    let (apis, others): (Vec<_>, Vec<_>) = declared
        .into_iter()
        .partition(|(_, node)| kind(node) == "AWS::Serverless::HttpApi");
    let mut default_authorizer = read_api::default_authorizer(scope, api_globals)?;
    for (id, node) in apis {
        let resource = prepare(scope, id, node).map_err(|error| error.within(id))?;
        let api = read_api::api(&resource.properties).map_err(|error| error.within(id))?;
        default_authorizer = read_api::default_authorizer(scope, node.get("Properties"))?;
        found.api = api;
    }
    let settings = globals.and_then(|globals| globals.get("Function"));
    let settings = settings
        .map(|node| scope.resolve(node))
        .transpose()?
        .flatten();
    let context = read_function::Context {
        globals: settings.as_ref(),
        default_authorizer,
    };
    for (id, node) in others {
        read_one(scope, &context, id, node, &mut found).map_err(|error| error.within(id))?;
    }
    Ok(found)
}

fn read_one(
    scope: &Scope<'_>,
    context: &read_function::Context<'_>,
    id: &str,
    node: &Node,
    found: &mut Resources,
) -> Result<(), TemplateError> {
    let resource = || prepare(scope, id, node);
    match kind(node) {
        "AWS::Serverless::Function" => {
            found
                .functions
                .push(read_function::function(context, &resource()?)?);
        }
        "AWS::DynamoDB::Table" => found.tables.push(read_storage::table(&resource()?)?),
        "AWS::SQS::Queue" => found.queues.push(read_storage::queue(&resource()?)?),
        "AWS::SNS::Topic" => {
            let resource = resource()?;
            found
                .subscriptions
                .extend(read_storage::inline_subscriptions(&resource)?);
            found.topics.push(resource.name);
        }
        "AWS::SNS::Subscription" => {
            found
                .subscriptions
                .extend(read_storage::subscription(&resource()?.properties)?);
        }
        "AWS::S3::Bucket" => found.buckets.push(resource()?.name),
        "AWS::SecretsManager::Secret" => found.secrets.push(read_storage::secret(&resource()?)?),
        "AWS::CloudFront::Distribution" => {
            found
                .bucket_paths
                .extend(read_api::bucket_paths(&resource()?.properties)?);
        }
        // Roles, policies, alarms, log groups, keys: nothing to run here.
        _ => {}
    }
    Ok(())
}

fn kind(node: &Node) -> &str {
    node.get("Type").and_then(Node::scalar).unwrap_or_default()
}

fn prepare<'a>(
    scope: &Scope<'_>,
    id: &'a str,
    node: &'a Node,
) -> Result<Resource<'a>, TemplateError> {
    let empty = Node {
        line: node.line,
        value: Value::Map(Vec::new()),
    };
    let properties = match node.get("Properties") {
        Some(properties) => scope.resolve(properties)?.unwrap_or(empty),
        None => empty,
    };
    let name = scope.physical_name(id, kind(node), node)?;
    Ok(Resource {
        id,
        name,
        metadata: node.get("Metadata"),
        properties,
    })
}
