//! The colours of a card: those of the site's style sheet in the light.

/// A colour: red, green and blue, as in `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

impl Rgb {
    /// The board's own green.
    pub const GREEN: Self = Self([0x0f, 0x6b, 0x4f]);

    pub(crate) const PAPER: Self = Self([0xfa, 0xf8, 0xf4]);
    pub(crate) const INK: Self = Self([0x1f, 0x1d, 0x1a]);
    pub(crate) const SOFT: Self = Self([0x5f, 0x5a, 0x53]);
    pub(crate) const WHITE: Self = Self([0xff, 0xff, 0xff]);
    pub(crate) const GOLD: Self = Self([0xf2, 0xb3, 0x3d]);

    /// This colour with `part` of `whole` of another one in it.
    pub(crate) fn mixed(self, other: Self, part: u16, whole: u16) -> Self {
        let mix = |from: u8, to: u8| {
            let sum = u32::from(from) * u32::from(whole - part) + u32::from(to) * u32::from(part);
            u8::try_from((sum + u32::from(whole) / 2) / u32::from(whole)).unwrap_or(to)
        };
        let (a, b) = (self.0, other.0);
        Self([mix(a[0], b[0]), mix(a[1], b[1]), mix(a[2], b[2])])
    }

    /// This colour if it can be read on a ground, else the ink.
    pub(crate) fn readable_on(self, ground: Self) -> Self {
        if self.contrast(ground) >= 4.5 {
            self
        } else {
            Self::INK
        }
    }

    /// White or ink, whichever is easier to read on this ground.
    pub(crate) fn opposite(self) -> Self {
        if Self::WHITE.contrast(self) >= Self::INK.contrast(self) {
            Self::WHITE
        } else {
            Self::INK
        }
    }

    /// The contrast of two colours, from 1 to 21, after WCAG 2.2.
    fn contrast(self, other: Self) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// How light it is, from 0 to 1, after WCAG 2.2.
    fn luminance(self) -> f32 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f32::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pale_accent_is_not_written_with() {
        assert_eq!(Rgb::GREEN.readable_on(Rgb::PAPER), Rgb::GREEN);
        assert_eq!(Rgb([0xff, 0xe0, 0x00]).readable_on(Rgb::PAPER), Rgb::INK);
        assert_eq!(Rgb::GREEN.opposite(), Rgb::WHITE);
        assert_eq!(Rgb([0xff, 0xe0, 0x00]).opposite(), Rgb::INK);
    }
}
