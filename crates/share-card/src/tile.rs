//! A company's tile, which stands for a picture of it: on a card, and on the site's pages.

use crate::colour::Rgb;

/// The tones of companies' tiles, each with its ink, as in the site's style sheet.
const TONES: [[Rgb; 2]; 6] = [
    [Rgb([0xdc, 0xeb, 0xe3]), Rgb([0x14, 0x55, 0x3f])],
    [Rgb([0xe3, 0xe6, 0xf5]), Rgb([0x34, 0x3f, 0x86])],
    [Rgb([0xf6, 0xe5, 0xd3]), Rgb([0x7a, 0x43, 0x10])],
    [Rgb([0xf3, 0xdf, 0xe6]), Rgb([0x83, 0x2b, 0x4d])],
    [Rgb([0xdc, 0xeb, 0xf2]), Rgb([0x16, 0x53, 0x6d])],
    [Rgb([0xec, 0xe6, 0xd2]), Rgb([0x5d, 0x4d, 0x0b])],
];

/// The colours of a company's tile, and of the initial on it.
pub(crate) fn colours(company: &str) -> [Rgb; 2] {
    let tones = TONES.iter().cycle().skip(tone(company));
    tones.copied().next().unwrap_or([Rgb::PAPER, Rgb::INK])
}

/// The first letter or digit of a name, or a dot.
pub fn initial(name: &str) -> String {
    name.chars()
        .find(|c| c.is_alphanumeric())
        .map_or_else(|| "·".to_owned(), |c| c.to_uppercase().to_string())
}

/// The tone of a name, from 0 to 5: always the same for the same name.
pub fn tone(name: &str) -> usize {
    let sum = name
        .chars()
        .fold(0_u32, |sum, c| sum.wrapping_mul(31).wrapping_add(c as u32));
    (sum % 6) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_always_has_the_same_tile() {
        assert_eq!(initial("  ékol"), "É");
        assert_eq!(initial("…"), "·");
        assert_eq!(colours("Parks"), colours("Parks"));
        assert_ne!(colours("Parks"), colours("Ékol"));
    }
}
