//! Style, script and icon, compiled in. Their addresses hold a fingerprint of their content, so a
//! browser may keep them for ever.

use std::sync::LazyLock;

use actix_web::http::{Method, header};
use actix_web::{HttpRequest, HttpResponse};

use crate::conditional::fingerprint;
use crate::error::ApiError;
use crate::route::{Access, Route};

const STYLE: &[u8] = include_bytes!("../assets/site.css");
const SCRIPT: &[u8] = include_bytes!("../assets/site.js");
const ICON: &[u8] = include_bytes!("../assets/icon.svg");
const ICONS: &[u8] = include_bytes!("../assets/icons.svg");

/// Where the assets are.
pub(crate) struct AssetPaths {
    /// The style sheet.
    pub(crate) style: String,
    /// The script.
    pub(crate) script: String,
    /// The board's icon.
    pub(crate) icon: String,
    /// The icons on buttons, a symbol each.
    pub(crate) icons: String,
}

static PATHS: LazyLock<AssetPaths> = LazyLock::new(|| AssetPaths {
    style: format!("/assets/site.{}.css", fingerprint(STYLE)),
    script: format!("/assets/site.{}.js", fingerprint(SCRIPT)),
    icon: format!("/assets/icon.{}.svg", fingerprint(ICON)),
    icons: format!("/assets/icons.{}.svg", fingerprint(ICONS)),
});

/// Where the assets are.
pub(crate) fn paths() -> &'static AssetPaths {
    &PATHS
}

/// The routes of this module.
pub(crate) fn routes() -> Vec<Route> {
    vec![Route::new(
        Method::GET,
        "/assets/{name}",
        Access::Anyone,
        asset,
    )]
}

async fn asset(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let path = request.path();
    let (content_type, content) = if path == PATHS.style {
        ("text/css; charset=utf-8", STYLE)
    } else if path == PATHS.script {
        ("text/javascript; charset=utf-8", SCRIPT)
    } else if path == PATHS.icon {
        ("image/svg+xml", ICON)
    } else if path == PATHS.icons {
        ("image/svg+xml", ICONS)
    } else {
        return Err(ApiError::not_found());
    };
    Ok(HttpResponse::Ok()
        .content_type(content_type)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(content))
}
