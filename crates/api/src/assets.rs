//! Style, script, typeface and icons, compiled in, and what an operator put beside them. Their
//! addresses hold a fingerprint of their content, so a browser may keep them for ever.

use std::sync::{LazyLock, OnceLock};

use actix_web::http::{Method, header};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use jobboard_core::brand::{Accent, Brand, FooterLink};

use crate::conditional::fingerprint;
use crate::encoding::{Coding, Effort};
use crate::error::ApiError;
use crate::route::{Access, Route};
use crate::site::SiteData;

/// The components of the style sheet, in the order in which they come.
const STYLES: [&str; 15] = [
    include_str!("../assets/css/tokens.css"),
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/button.css"),
    include_str!("../assets/css/header.css"),
    include_str!("../assets/css/notice.css"),
    include_str!("../assets/css/card.css"),
    include_str!("../assets/css/filter.css"),
    include_str!("../assets/css/job.css"),
    include_str!("../assets/css/field.css"),
    include_str!("../assets/css/settings.css"),
    include_str!("../assets/css/table.css"),
    include_str!("../assets/css/desk.css"),
    include_str!("../assets/css/reference.css"),
    include_str!("../assets/css/guide.css"),
    include_str!("../assets/css/print.css"),
];

/// The parts of the script, each of which stands by itself.
const SCRIPTS: [&str; 5] = [
    include_str!("../assets/js/suggestions.js"),
    include_str!("../assets/js/filters.js"),
    include_str!("../assets/js/confirm.js"),
    include_str!("../assets/js/times.js"),
    include_str!("../assets/js/copy_link.js"),
];

/// The typeface of headings, and the letters that each of its files has.
const TYPEFACE: [(&[u8], &str); 2] = [
    (
        include_bytes!("../assets/fonts/headings-latin.woff2"),
        "U+0020-007E, U+00A0-00FF, U+0131, U+0152-0153, U+2013-2014, U+2018-201E, U+2026, U+20AC, U+2190, U+2192",
    ),
    (
        include_bytes!("../assets/fonts/headings-latin-ext.woff2"),
        "U+0100-0130, U+0132-0151, U+0154-017F, U+0218-021B, U+1E9E",
    ),
];

const ICON: &str = include_str!("../assets/icon.svg");
const ICONS: &str = include_str!("../assets/icons.svg");

/// The board's own accent, as its icon has it.
const ICON_ACCENT: &str = "#0f6b4f";

/// A file that browsers keep.
#[derive(Debug)]
pub(crate) struct Asset {
    path: String,
    media_type: &'static str,
    content: Bytes,
    /// In fewer bytes, once somebody asks for that.
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
}

impl Asset {
    fn new(
        name: &str,
        extension: &str,
        media_type: &'static str,
        content: impl Into<Bytes>,
    ) -> Self {
        let content = content.into();
        Self {
            path: format!("/assets/{name}.{}.{extension}", fingerprint(&content)),
            media_type,
            content,
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
        }
    }

    /// Its address.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    fn is_text(&self) -> bool {
        self.media_type.starts_with("text/") || self.media_type == "image/svg+xml"
    }

    fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let coding = match self.is_text() {
            true => Coding::for_reader(request, self.content.len()),
            false => Coding::Plain,
        };
        let kept = match coding {
            Coding::Plain => None,
            Coding::Gzip => Some(&self.gzip),
            Coding::Brotli => Some(&self.brotli),
        };
        let written = kept.map(|kept| {
            kept.get_or_init(|| {
                let written = coding.write(self.content.to_vec(), Effort::Often);
                written.map(Bytes::from).unwrap_or_default()
            })
        });
        // What could not be written so is sent as it is.
        let written = written.filter(|written| !written.is_empty());
        let mut answer = HttpResponse::Ok();
        answer
            .content_type(self.media_type)
            .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"));
        if self.is_text() {
            answer.insert_header((header::VARY, "Accept-Encoding"));
        }
        if let Some(name) = coding.name().filter(|_| written.is_some()) {
            answer.insert_header((header::CONTENT_ENCODING, name));
        }
        answer.body(written.unwrap_or(&self.content).clone())
    }
}

/// The files that every board has.
#[derive(Debug)]
pub(crate) struct Assets {
    /// The style sheet.
    pub(crate) style: Asset,
    /// The script.
    pub(crate) script: Asset,
    /// The icons on buttons, a symbol each.
    pub(crate) icons: Asset,
    /// The typeface of headings, the usual letters first.
    pub(crate) typeface: [Asset; 2],
}

/// The files that every board has.
pub(crate) fn all() -> &'static Assets {
    static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
        let typeface =
            TYPEFACE.map(|(file, _)| Asset::new("headings", "woff2", "font/woff2", file));
        let faces = typeface.iter().zip(TYPEFACE).map(|(file, (_, letters))| {
            format!(
                "@font-face {{ font-family: \"Board Headings\"; src: url(\"{}\") format(\"woff2\"); \
                 font-weight: 700; font-display: optional; unicode-range: {letters}; }}\n",
                file.path()
            )
        });
        let style = faces.collect::<String>() + &STYLES.concat();
        // Each part keeps its names to itself.
        let script = SCRIPTS.map(|part| format!("{{\n{part}}}\n")).concat();
        Assets {
            style: Asset::new("site", "css", "text/css; charset=utf-8", style),
            script: Asset::new("site", "js", "text/javascript; charset=utf-8", script),
            icons: Asset::new("icons", "svg", "image/svg+xml", ICONS),
            typeface,
        }
    });
    &ASSETS
}

impl Assets {
    fn find(&self, path: &str) -> Option<&Asset> {
        let first = [&self.style, &self.script, &self.icons];
        let mut all = first.into_iter().chain(&self.typeface);
        all.find(|asset| asset.path == path)
    }
}

/// What an operator has made their own.
#[derive(Debug)]
pub(crate) struct BrandAssets {
    /// The logo, or the board's own sign in the accent.
    pub(crate) icon: Asset,
    /// The accent, when it is not the board's own, and the operator's style sheet.
    pub(crate) style: Option<Asset>,
    /// Links at the foot of every page.
    pub(crate) links: Vec<FooterLink>,
    /// The accent.
    pub(crate) accent: Accent,
}

impl BrandAssets {
    /// The files of a brand.
    pub(crate) fn new(brand: &Brand) -> Self {
        let icon = match &brand.logo {
            Some(logo) => Asset::new(
                "logo",
                logo.format.extension(),
                logo.format.media_type(),
                logo.bytes.clone(),
            ),
            None => {
                let drawn = ICON.replace(ICON_ACCENT, &brand.accent.on_light());
                Asset::new("icon", "svg", "image/svg+xml", drawn)
            }
        };
        let mut style = match brand.accent == Accent::default() {
            true => String::new(),
            false => accent_style(brand.accent),
        };
        style.push_str(brand.style.as_deref().unwrap_or_default());
        Self {
            icon,
            style: (!style.is_empty())
                .then(|| Asset::new("brand", "css", "text/css; charset=utf-8", style)),
            links: brand.links.clone(),
            accent: brand.accent,
        }
    }

    fn find(&self, path: &str) -> Option<&Asset> {
        let mut all = std::iter::once(&self.icon).chain(&self.style);
        all.find(|asset| asset.path == path)
    }
}

fn accent_style(accent: Accent) -> String {
    format!(
        ":root {{ --accent: {}; --accent-ink: #ffffff; }}\n\
         @media (prefers-color-scheme: dark) {{ :root {{ --accent: {}; --accent-ink: #14130f; }} }}\n",
        accent.on_light(),
        accent.on_dark()
    )
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

async fn asset(site: SiteData, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let path = request.path();
    let found = all().find(path).or_else(|| site.brand().find(path));
    let asset = found.ok_or_else(ApiError::not_found)?;
    Ok(asset.answer(&request))
}
