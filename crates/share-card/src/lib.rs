//! The picture of a job that stands beside a link to it in a chat or a feed: Open Graph's
//! `og:image`, Twitter's `summary_large_image`.

mod canvas;
mod colour;
mod drawing;
mod faces;
mod outline;
mod setting;
mod shapes;
mod text;
pub mod tile;
mod words;

#[cfg(test)]
mod tests;

pub use colour::Rgb;

/// How wide a card is, in pixels.
pub const WIDTH: u16 = 1200;

/// How high a card is, in pixels.
pub const HEIGHT: u16 = 630;

/// A job as its card tells it. Any text will do: what cannot be shown is left out, and what is too
/// long is cut.
#[derive(Debug, Clone, Copy)]
pub struct ShareCard<'a> {
    /// The board's name.
    pub site_name: &'a str,
    /// What the work is.
    pub title: &'a str,
    /// Who offers it.
    pub company: &'a str,
    /// Where and how: `Ghent, Belgium · Full time`.
    pub line: &'a str,
    /// What is paid, if it is disclosed.
    pub salary: Option<&'a str>,
    /// The board's colour.
    pub accent: Rgb,
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum ShareCardError {
    /// It could not be written as a PNG.
    #[error("a share card could not be written")]
    Png(#[from] png::EncodingError),
}

impl ShareCard<'_> {
    /// The card as a PNG. The same card gives the same bytes. It is work of some milliseconds,
    /// which belongs on a thread that may block.
    ///
    /// # Errors
    ///
    /// Only if the PNG cannot be written, which no text brings about.
    pub fn render(&self) -> Result<Vec<u8>, ShareCardError> {
        drawing::draw(self)
    }
}
