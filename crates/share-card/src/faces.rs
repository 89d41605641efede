//! The typefaces, compiled in. They stay where the program has them: nothing copies them, and
//! nothing of them is kept between two cards. `fonts/README.md` says where they are from.
//!
//! The machine's own fonts are not asked: the same card would look different on each, and loading
//! them would cost more memory and time than everything else here.

use std::borrow::Cow;
use std::sync::Arc;

use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::{FontContext, FontFamily, FontFamilyName};
use skrifa::charmap::Charmap;
use skrifa::{FontRef, MetadataProvider};

use crate::text::is_east_asian;

/// A typeface, under the name of its file.
struct Face {
    name: &'static str,
    data: &'static [u8],
}

/// The faces by the names of their files, and the list of all of them.
macro_rules! faces {
    ($($id:ident = $file:literal,)*) => {
        $(const $id: &Face = &Face {
            name: $file,
            data: include_bytes!(concat!("../fonts/", $file)),
        };)*
        const ALL: &[&Face] = &[$($id),*];
    };
}

faces! {
    HEADINGS = "BricolageGrotesque-Bold-latin.ttf",
    HEADINGS_MORE = "BricolageGrotesque-Bold-latin-ext.ttf",
    SANS = "NotoSans-Regular.ttf",
    SANS_STRONG = "NotoSans-SemiBold.ttf",
    HEBREW = "NotoSansHebrew-Medium.ttf",
    ARABIC = "NotoSansArabic-Medium.ttf",
    ARABIC_NASKH = "NotoNaskhArabic-SemiBold.ttf",
    ARMENIAN = "NotoSansArmenian-SemiBold.ttf",
    DEVANAGARI = "NotoSansDevanagari-SemiBold.ttf",
    GEORGIAN = "NotoSansGeorgian-SemiBold.ttf",
    THAI = "NotoSansThai-SemiBold.ttf",
    CHINESE = "NotoSansCJKsc-Medium.otf",
    JAPANESE = "NotoSansCJKjp-Medium.otf",
    KOREAN = "NotoSansCJKkr-Medium.otf",
}

/// How something is said: the faces to take, the first that has a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    /// Headlines in letters that the typeface of the site's headings has.
    Heading,
    /// What stands out in running text, and all other headlines.
    Strong,
    /// Running text.
    Plain,
}

impl Voice {
    /// The voice of a headline: one typeface for all letters of a word, and so for the Latin ones
    /// of a headline.
    pub(crate) fn of_headline(text: &str) -> Self {
        let own = Coverage::of(&[HEADINGS, HEADINGS_MORE]);
        let is_latin = |c: &char| matches!(c, 'A'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
        let all = text.chars().filter(is_latin).all(|c| own.has(c));
        match all && !is_east_asian(text) {
            true => Self::Heading,
            false => Self::Strong,
        }
    }

    /// The families of this voice, with Japan's shapes of Chinese characters first or not at all.
    pub(crate) fn families(self, japanese: bool) -> FontFamily<'static> {
        let (own, latin, arabic): (&[&Face], _, _) = match self {
            Self::Heading => (&[HEADINGS, HEADINGS_MORE], SANS_STRONG, ARABIC_NASKH),
            Self::Strong => (&[], SANS_STRONG, ARABIC),
            Self::Plain => (&[], SANS, ARABIC),
        };
        let first = [latin, HEBREW, arabic, ARMENIAN, DEVANAGARI, GEORGIAN, THAI];
        let east = [JAPANESE, CHINESE, KOREAN];
        let faces = own
            .iter()
            .chain(&first)
            .chain(&east[usize::from(!japanese)..]);
        let names = faces.map(|face| FontFamilyName::named(face.name)).collect();
        FontFamily::List(Cow::Owned(names))
    }
}

/// The faces as the typesetter takes them.
pub(crate) fn context() -> FontContext {
    let mut collection = Collection::new(CollectionOptions {
        shared: false,
        system_fonts: false,
    });
    for face in ALL {
        let named = FontInfoOverride {
            family_name: Some(face.name),
            ..FontInfoOverride::default()
        };
        collection.register_fonts(Blob::new(Arc::new(face.data)), Some(named));
    }
    FontContext {
        collection,
        source_cache: SourceCache::default(),
    }
}

/// Which characters the faces have.
pub(crate) struct Coverage(Vec<Charmap<'static>>);

impl Coverage {
    /// That of all faces.
    pub(crate) fn new() -> Self {
        Self::of(ALL)
    }

    fn of(faces: &[&Face]) -> Self {
        let fonts = faces.iter().filter_map(|face| FontRef::new(face.data).ok());
        Self(fonts.map(|font| font.charmap()).collect())
    }

    /// Whether some face has a character.
    pub(crate) fn has(&self, c: char) -> bool {
        self.0.iter().any(|map| map.map(c).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_can_be_read_and_found_by_its_name() {
        assert_eq!(Coverage::new().0.len(), ALL.len());
        let mut context = context();
        for face in ALL {
            assert!(
                context.collection.family_by_name(face.name).is_some(),
                "{}",
                face.name
            );
        }
    }

    #[test]
    fn the_faces_have_the_letters_of_the_promised_scripts() {
        let coverage = Coverage::new();
        let samples = [
            "Zażółć gęślą jaźń ÅÉÎØÜ ẞß Tiếng Việt",
            "Ελληνικά Кириллица Її Ђђ Ғғ",
            "عربي فارسی اردو پچژگ",
            "עִבְרִית",
            "हिन्दी",
            "ภาษาไทย",
            "Հայերեն",
            "ქართული",
            "简体中文繁體中文",
            "日本語ひらがなカタカナ",
            "한국어",
            "€£¥₹₩ –—…·“”«»№",
        ];
        for c in samples.concat().chars() {
            assert!(coverage.has(c), "{c}");
        }
        assert!(!coverage.has('🚀'));
    }
}
