//! What is the operator's own: `BRAND_LOGO`, `BRAND_ACCENT`, `BRAND_CSS` and `FOOTER_LINKS`.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::reader::Reader;
use crate::brand::{Brand, FILE_MAX, FooterLink, LINKS_MAX, Logo, LogoFormat};

/// Reads the settings and the files that they name.
pub(super) fn resolve(read: &mut Reader) -> Brand {
    let accent = read.parsed("brand_accent", "a colour such as #0f6b4f", |raw| {
        raw.parse().ok()
    });
    let links = format!(
        "at most {LINKS_MAX} links such as Imprint=https://example.org/imprint; Privacy=/privacy"
    );
    let links = read.parsed("footer_links", &links, FooterLink::parse_all);
    Brand {
        logo: file(read, "brand_logo").and_then(|bytes| logo(read, bytes)),
        accent: accent.unwrap_or_default(),
        style: file(read, "brand_css").and_then(|bytes| style(read, bytes)),
        links: links.unwrap_or_default(),
    }
}

/// The content of a file that a setting names. A relative path starts where the program does.
fn file(read: &mut Reader, name: &'static str) -> Option<Vec<u8>> {
    let path = read.text(name)?;
    let path = Path::new(&path);
    let mut bytes = Vec::new();
    let upper = name.to_uppercase();
    let file = File::open(path);
    match file.and_then(|file| file.take(FILE_MAX + 1).read_to_end(&mut bytes)) {
        Ok(size) if size as u64 > FILE_MAX => {
            read.problem(format!("{upper} is larger than {} KiB", FILE_MAX / 1024));
            None
        }
        Ok(_) => Some(bytes),
        Err(error) => {
            read.problem(format!("{upper} cannot be read: {error}"));
            None
        }
    }
}

fn logo(read: &mut Reader, bytes: Vec<u8>) -> Option<Logo> {
    match LogoFormat::of(&bytes) {
        Some(format) => Some(Logo { format, bytes }),
        None => {
            read.problem("BRAND_LOGO must be an SVG, PNG or WebP picture");
            None
        }
    }
}

fn style(read: &mut Reader, bytes: Vec<u8>) -> Option<String> {
    let style = String::from_utf8(bytes);
    if style.is_err() {
        read.problem("BRAND_CSS must be text in UTF-8");
    }
    style.ok()
}
