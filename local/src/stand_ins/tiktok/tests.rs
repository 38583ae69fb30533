//! The hub's own client against the stand-in, on the sample shops.

use std::path::Path;
use std::time::Duration;

use axum::http::StatusCode;
use domain::{Handle, PostId};
use secrecy::{ExposeSecret, SecretString};
use tiktok::apify::{Scrape, ScrapeMedia, ScrapeTarget};
use tiktok::link::{self, Link, PostKind, PostLink};
use tiktok::media::MediaKind;
use tiktok::{ApifyAccess, ClientConfig, DisplayApp, FoundPost, Listing, TikTokClient};

use super::*;

struct World {
    catalog: StandInCatalog,
    client: TikTokClient,
}

impl World {
    async fn new() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
        let catalog = StandInCatalog::load(&folder).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(serve(listener, catalog.clone(), std::future::pending()));
        let client = TikTokClient::new(ClientConfig {
            endpoint: Some(endpoint.parse().unwrap()),
            display_app: Some(DisplayApp {
                client_key: "stand-in".into(),
                client_secret: SecretString::from("stand-in"),
            }),
            apify: Some(ApifyAccess::new(SecretString::from("stand-in"))),
            ..ClientConfig::default()
        });
        Self {
            catalog,
            client: client.unwrap(),
        }
    }

    fn shop(&self, handle: &str) -> &StandInShop {
        self.catalog.shop(handle).unwrap()
    }

    fn posts(&self) -> impl Iterator<Item = (&StandInShop, &StandInPost)> {
        self.catalog
            .shops()
            .iter()
            .flat_map(|shop| shop.posts.iter().map(move |post| (shop, post)))
    }

    async fn resolve(&self, code: &str) -> String {
        let Ok(Link::Short(short)) = link::parse(&format!("https://vm.tiktok.com/{code}/")) else {
            panic!("{code} is no code")
        };
        match self.client.resolve(&short).await {
            Ok(post) => post.canonical_url().to_string(),
            Err(error) => format!("{error:?}"),
        }
    }

    /// What the upstream's addresses lead to.
    async fn kind_of(&self, url: Option<&url::Url>) -> Result<MediaKind, String> {
        let download = self.client.download(url.unwrap(), 10_000_000).await;
        let download = download.map_err(|error| format!("{error:?}"))?;
        let kind = download.kind();
        assert!(!download.bytes().await.unwrap().is_empty());
        Ok(kind)
    }
}

fn post_link(shop: &StandInShop, post: &StandInPost) -> PostLink {
    match link::parse(&post.url(shop)) {
        Ok(Link::Post(link)) => link,
        other => panic!("{other:?}"),
    }
}

fn profile(handle: &str, newest: u32) -> Scrape {
    Scrape {
        target: ScrapeTarget::Profile {
            handle: Handle::parse(handle).unwrap(),
            newest,
            since: None,
        },
        media: ScrapeMedia::Copy,
    }
}

fn shown(listing: Listing) -> Vec<FoundPost> {
    match listing {
        Listing::Posts(posts) => posts,
        Listing::Unknown => panic!("unknown"),
    }
}

#[test]
fn sample_posts_are_made_as_tiktok_makes_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let catalog = StandInCatalog::load(&folder).unwrap();
    let mut ids: Vec<PostId> = Vec::new();
    for shop in catalog.shops() {
        for post in &shop.posts {
            let late = post.created.as_second() - post.id.approximate_time().as_second();
            assert!((1..=11).contains(&late), "{}: {late} s", post.id);
            ids.push(post.id);
        }
    }
    ids.sort();
    ids.dedup();
    assert_eq!((catalog.shops().len(), ids.len()), (4, 14));
}

#[tokio::test]
async fn every_sample_is_found_by_its_link_and_its_cover_is_there() {
    let world = World::new().await;
    for (shop, post) in world.posts() {
        let found = world.client.oembed(&post_link(shop, post)).await.unwrap();
        assert_eq!(found.post.handle.as_ref(), Some(&shop.handle));
        assert_eq!(found.post.caption, post.caption);
        let cover = world.kind_of(found.post.cover_url.as_ref()).await;
        assert_eq!(cover, Ok(MediaKind::Jpeg), "{}", post.id);
        let code = post.short_code.as_deref().unwrap();
        assert_eq!(world.resolve(code).await, post.url(shop));
    }
}

#[tokio::test]
async fn links_to_nothing_lead_nowhere() {
    let world = World::new().await;
    assert_eq!(world.resolve("ZMnobody1").await, "Dead");
    let elsewhere = r#"LeftTikTok { host: "elsewhere.example" }"#;
    assert_eq!(world.resolve(ELSEWHERE_CODE).await, elsewhere);
    let unknown = PostLink {
        id: PostId::parse("7696453428469059346").unwrap(),
        handle: None,
        kind: PostKind::Video,
    };
    let refused = world.client.oembed(&unknown).await.unwrap_err();
    assert_eq!(format!("{refused:?}"), "Unavailable");
}

#[tokio::test]
async fn a_connected_shop_is_listed_page_by_page() {
    let world = World::new().await;
    let shop = world.shop("mbarara.pantry");
    let old = SecretString::from(shop.refresh_token(0));
    let tokens = world.client.refresh_token(&old).await.unwrap();
    assert_eq!(tokens.refresh_token.expose_secret(), shop.refresh_token(1));
    let listing = world
        .client
        .list_posts(&tokens.access_token, None, 100)
        .await
        .unwrap();
    let ids: Vec<PostId> = shown(listing).iter().map(|post| post.id).collect();
    let expected: Vec<PostId> = shop.newest_first().iter().map(|post| post.id).collect();
    assert_eq!(ids, expected);
    let other = world.shop("nakato.styles").posts[0].id;
    let own = world
        .client
        .query_posts(&tokens.access_token, &[ids[1], other])
        .await
        .unwrap();
    assert_eq!(own.iter().map(|post| post.id).collect::<Vec<_>>(), [ids[1]]);
    assert_eq!(
        world.kind_of(own[0].cover_url.as_ref()).await,
        Ok(MediaKind::Jpeg)
    );
}

#[tokio::test]
async fn a_shop_without_a_token_has_no_display_api() {
    let world = World::new().await;
    let shop = world.shop("lekki_living");
    let token = SecretString::from(shop.access_token(0));
    let refused = world
        .client
        .list_posts(&token, None, 100)
        .await
        .unwrap_err();
    assert!(
        format!("{refused:?}").starts_with("TokenInvalid"),
        "{refused:?}"
    );
    let refused = world
        .client
        .refresh_token(&SecretString::from(shop.refresh_token(0)))
        .await;
    assert_eq!(format!("{:?}", refused.unwrap_err()), "Ended");
}

#[tokio::test]
async fn the_scraper_brings_videos_and_photos() {
    let world = World::new().await;
    let posts = shown(
        world
            .client
            .scrape(&profile("mbarara.pantry", 20))
            .await
            .unwrap(),
    );
    assert_eq!(posts.len(), 4);
    for post in &posts {
        match post.kind {
            PostKind::Video => {
                assert_eq!(
                    world.kind_of(post.video_url.as_ref()).await,
                    Ok(MediaKind::Mp4)
                );
            }
            PostKind::Photo => {
                assert_eq!(post.photo_urls.len(), 3);
                for photo in &post.photo_urls {
                    assert_eq!(world.kind_of(Some(photo)).await, Ok(MediaKind::Jpeg));
                }
            }
        }
    }
    let newest = shown(
        world
            .client
            .scrape(&profile("mbarara.pantry", 1))
            .await
            .unwrap(),
    );
    assert_eq!(newest, [posts[0].clone()]);
    let nobody = world
        .client
        .scrape(&profile("nobody.here", 20))
        .await
        .unwrap();
    assert_eq!(nobody, Listing::Unknown);
}

#[tokio::test]
async fn samples_include_a_post_without_a_video_and_one_that_is_no_video() {
    let world = World::new().await;
    let posts = shown(
        world
            .client
            .scrape(&profile("lekki_living", 20))
            .await
            .unwrap(),
    );
    assert_eq!(posts[1].video_url, None);
    let refused = world.kind_of(posts[2].video_url.as_ref()).await;
    assert_eq!(refused, Err("NotMedia".to_owned()));
}

#[tokio::test]
async fn a_long_run_gives_the_same_as_a_short_one() {
    let world = World::new().await;
    let (shop, post) = world.posts().nth(3).unwrap();
    let scrape = Scrape {
        target: ScrapeTarget::Posts(vec![post_link(shop, post)]),
        media: ScrapeMedia::Copy,
    };
    let run = world.client.start_scrape(&scrape).await.unwrap();
    let within = Duration::from_secs(10);
    let long = shown(
        world
            .client
            .scrape_outcome(&run, &scrape, within)
            .await
            .unwrap(),
    );
    assert_eq!(long, shown(world.client.scrape(&scrape).await.unwrap()));
    assert_eq!(long[0].id, post.id);
}

#[tokio::test]
async fn files_are_served_in_parts_and_expire() {
    let world = World::new().await;
    let name = world.shop("nakato.styles").posts[0].cover.clone().unwrap();
    let file = world.catalog.file(&name).unwrap();
    let url = files::cdn_url(&name, files::COVER_LIFETIME);
    let get = async |url: &str, headers: &[(&str, &str)]| {
        let mut request = Request::builder()
            .uri(url)
            .header("host", "p16.tiktokcdn.com");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let asked = Asked::read(request.body(axum::body::Body::empty()).unwrap())
            .await
            .unwrap();
        let response = files::cdn(&world.catalog, &asked);
        let (parts, body) = response.into_parts();
        (parts, axum::body::to_bytes(body, usize::MAX).await.unwrap())
    };
    let (head, body) = get(&url, &[("range", "bytes=10-19")]).await;
    assert_eq!(head.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(
        head.headers["content-range"],
        format!("bytes 10-19/{}", file.len())
    );
    assert_eq!(body, file.slice(10..20));
    let (head, body) = get(&url, &[("range", "bytes=10-"), ("if-range", "\"other\"")]).await;
    assert_eq!((head.status, body.len()), (StatusCode::OK, file.len()));
    let (head, _) = get(&url, &[("range", "bytes=9999999-")]).await;
    assert_eq!(head.status, StatusCode::RANGE_NOT_SATISFIABLE);
    let expired = files::cdn_url(&name, -files::COVER_LIFETIME);
    assert_eq!(get(&expired, &[]).await.0.status, StatusCode::FORBIDDEN);
}
