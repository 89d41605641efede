//! What an operator changes of the board's look without building it anew: logo, accent, links, and
//! a style sheet of their own.

use std::fmt;
use std::str::FromStr;

use palette::color_difference::Wcag21RelativeContrast;
use palette::{FromColor, Mix, Oklch, Srgb};
use url::Url;

/// The board's own accent.
const GREEN: Srgb<u8> = Srgb::new(0x0f, 0x6b, 0x4f);

/// The contrast that text needs with what is behind it (WCAG 2.2 § 1.4.3, level AA), and a little
/// more, since what is behind it may be tinted.
const READABLE: f32 = 4.6;

/// What text stands on in light and in dark, as in the style sheet's `--sheet` and `--paper`.
const LIGHT: [Srgb<u8>; 2] = [Srgb::new(0xff, 0xff, 0xff), Srgb::new(0xfa, 0xf8, 0xf4)];
const DARK: [Srgb<u8>; 2] = [Srgb::new(0x1e, 0x1d, 0x1a), Srgb::new(0x15, 0x14, 0x12)];

/// How much of the accent is in the wash behind chosen things.
const WASH: [f32; 2] = [0.10, 0.14];

/// How far a colour is moved in one try, in the lightness of Oklab.
const STEP: f32 = 0.01;

/// The largest file of a brand, in bytes.
pub const FILE_MAX: u64 = 256 * 1024;

/// The most links in the footer.
pub const LINKS_MAX: usize = 12;

/// What makes a board somebody's own.
#[derive(Debug, Clone, Default)]
pub struct Brand {
    /// In place of the board's own sign.
    pub logo: Option<Logo>,
    /// The one colour of links, buttons and chosen things.
    pub accent: Accent,
    /// A style sheet that comes after the board's own.
    pub style: Option<String>,
    /// Links at the foot of every page.
    pub links: Vec<FooterLink>,
}

/// A picture that stands for the board.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    /// What kind of picture.
    pub format: LogoFormat,
    /// The file.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Logo({:?}, {} bytes)", self.format, self.bytes.len())
    }
}

/// The pictures that a logo may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogoFormat {
    /// Scalable Vector Graphics.
    Svg,
    /// Portable Network Graphics.
    Png,
    /// WebP.
    Webp,
}

impl LogoFormat {
    /// What a file's first bytes say that it is.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Some(Self::Webp),
            _ if text.contains("<svg") => Some(Self::Svg),
            _ => None,
        }
    }

    /// How its file's name ends.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }
}

/// A colour, and what it becomes to be read in light and in dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent {
    light: Srgb<u8>,
    dark: Srgb<u8>,
}

impl Default for Accent {
    fn default() -> Self {
        Self {
            light: GREEN,
            dark: Srgb::new(0x6f, 0xcf, 0xa8),
        }
    }
}

impl Accent {
    /// A colour that was asked for, no lighter in light and no darker in dark than it can be read.
    pub fn new(asked: Srgb<u8>) -> Self {
        Self {
            light: readable(asked, LIGHT, WASH[0], -STEP),
            dark: readable(asked, DARK, WASH[1], STEP),
        }
    }

    /// As text and behind white, on light: `#0f6b4f`.
    pub fn on_light(self) -> String {
        hex(self.light)
    }

    /// As text and behind near black, on dark.
    pub fn on_dark(self) -> String {
        hex(self.dark)
    }

    /// Red, green and blue on light.
    pub fn rgb(self) -> [u8; 3] {
        [self.light.red, self.light.green, self.light.blue]
    }
}

impl FromStr for Accent {
    type Err = ();

    /// Reads `#rrggbb` or `#rgb`.
    fn from_str(raw: &str) -> Result<Self, ()> {
        let digits = raw.strip_prefix('#').ok_or(())?;
        digits.parse().map(Self::new).map_err(|_| ())
    }
}

impl fmt::Display for Accent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} in light, {} in dark",
            self.on_light(),
            self.on_dark()
        )
    }
}

fn hex(colour: Srgb<u8>) -> String {
    format!("#{colour:02x}")
}

/// The first colour from `asked` on, by steps of lightness, that is read on these and on their
/// washes.
fn readable(asked: Srgb<u8>, behind: [Srgb<u8>; 2], wash: f32, step: f32) -> Srgb<u8> {
    let mut tried = Oklch::from_color(asked.into_format::<f32>());
    loop {
        let colour = Srgb::from_color(tried).into_format::<u8>();
        let text = colour.into_format::<f32>();
        let is_read = behind.iter().all(|behind| {
            let plain = behind.into_format::<f32>();
            let washed = plain.mix(text, wash);
            [plain, washed]
                .iter()
                .all(|behind| text.relative_contrast(*behind) >= READABLE)
        });
        if is_read || !(0.0..=1.0).contains(&tried.l) {
            return colour;
        }
        tried.l += step;
    }
}

/// A link at the foot of every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FooterLink {
    /// What is read.
    pub label: String,
    /// Where it leads: an address of the web, of mail, or a path of this site.
    pub href: String,
}

impl FooterLink {
    /// Reads `Imprint=https://example.org/imprint; Privacy=/privacy`, in that order.
    pub fn parse_all(raw: &str) -> Option<Vec<Self>> {
        let parts = raw
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let links: Option<Vec<_>> = parts.map(Self::parse).collect();
        links.filter(|links| links.len() <= LINKS_MAX)
    }

    fn parse(raw: &str) -> Option<Self> {
        let (label, href) = raw.split_once('=')?;
        let (label, href) = (label.trim(), href.trim());
        let is_path = href.starts_with('/') && !href.starts_with("//") && !href.contains('\\');
        let scheme = Url::parse(href).ok().map(|url| url.scheme().to_owned());
        let is_known = scheme.is_some_and(|known| matches!(&*known, "https" | "http" | "mailto"));
        let is_text = |text: &str| !text.is_empty() && !text.contains(char::is_control);
        (is_text(label) && is_text(href) && (is_path || is_known)).then(|| Self {
            label: label.to_owned(),
            href: href.to_owned(),
        })
    }
}

impl fmt::Display for FooterLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.label, self.href)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(one: &str, other: &str) -> f32 {
        let read = |hex: &str| -> Srgb<f32> {
            let colour: Srgb<u8> = hex.trim_start_matches('#').parse().expect("a colour");
            colour.into_format()
        };
        read(one).relative_contrast(read(other))
    }

    #[test]
    fn any_accent_can_be_read_in_light_and_in_dark() {
        for asked in [
            "#ffcc00", "#ffffff", "#000000", "#ff0000", "#00ff00", "#0000ff", "#0f6b4f", "#7f7f7f",
            "#f0f", "#e6f7ff",
        ] {
            let accent: Accent = asked.parse().expect("a colour");
            assert!(
                contrast(&accent.on_light(), "#ffffff") >= 4.5,
                "{asked}: {accent}"
            );
            assert!(
                contrast(&accent.on_light(), "#faf8f4") >= 4.5,
                "{asked}: {accent}"
            );
            assert!(
                contrast(&accent.on_dark(), "#1e1d1a") >= 4.5,
                "{asked}: {accent}"
            );
        }
    }

    #[test]
    fn an_accent_that_can_be_read_stays_as_it_is() {
        assert_eq!(Accent::new(GREEN).on_light(), "#0f6b4f");
        assert_eq!(
            "#1a4fd6".parse::<Accent>().expect("a colour").on_light(),
            "#1a4fd6"
        );
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for raw in ["", "green", "0f6b4f", "#12345", "#gggggg", "#0f6b4f;}"] {
            assert_eq!(raw.parse::<Accent>(), Err(()), "{raw:?}");
        }
    }

    #[test]
    fn links_lead_to_the_web_to_mail_or_into_the_site() {
        let links = FooterLink::parse_all("Imprint = https://example.org/a?b=c; Us=/companies/ ;");
        let links = links.expect("links");
        assert_eq!(links[0].href, "https://example.org/a?b=c");
        assert_eq!((&*links[1].label, &*links[1].href), ("Us", "/companies/"));
        assert!(FooterLink::parse_all("").expect("none").is_empty());
        for raw in [
            "Imprint",
            "=https://example.org",
            "A=javascript:alert(1)",
            "A=//example.org",
            "A=x",
        ] {
            assert_eq!(FooterLink::parse_all(raw), None, "{raw:?}");
        }
    }

    #[test]
    fn a_logo_is_what_its_bytes_say() {
        assert_eq!(LogoFormat::of(b"\x89PNG\r\n"), Some(LogoFormat::Png));
        assert_eq!(LogoFormat::of(b"RIFF1234WEBPVP8 "), Some(LogoFormat::Webp));
        assert_eq!(
            LogoFormat::of(b"<?xml?><svg xmlns=''/>"),
            Some(LogoFormat::Svg)
        );
        assert_eq!(LogoFormat::of(b"GIF89a"), None);
    }
}
