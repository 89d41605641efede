//! Answers in fewer bytes (RFC 9110 § 8.4): brotli or gzip, as the reader takes them.

use std::io::{self, Write};

use actix_web::HttpRequest;
use actix_web::http::header::{self, AcceptEncoding, ContentEncoding, Encoding, HeaderMap};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Below this many bytes there is nothing to win.
const LEAST: usize = 512;

/// The window of brotli, in powers of two.
const BROTLI_WINDOW: u32 = 20;

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coding {
    /// As it is.
    Plain,
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
}

/// How long is thought about fewer bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// For an answer that is sent once.
    Once,
    /// For what is sent again and again.
    Often,
}

impl Coding {
    /// The shortest way to write a text of so many bytes that whoever asks can read.
    pub(crate) fn for_reader(request: &HttpRequest, bytes: usize) -> Self {
        match bytes < LEAST {
            true => Self::Plain,
            false => Self::of_headers(request.headers()),
        }
    }

    /// Whether there is something to win with so many bytes.
    pub(crate) fn is_worth(self, bytes: usize) -> bool {
        self != Self::Plain && bytes >= LEAST
    }

    /// The shortest way to write a text that whoever asks can read.
    pub(crate) fn of_headers(headers: &HeaderMap) -> Self {
        let mut accepted = headers.get_all(header::ACCEPT_ENCODING).peekable();
        if accepted.peek().is_none() {
            return Self::Plain;
        }
        let Ok(accepted) = header::from_comma_delimited(accepted).map(AcceptEncoding) else {
            return Self::Plain;
        };
        let known = [Encoding::brotli(), Encoding::gzip(), Encoding::identity()];
        match accepted.negotiate(known.iter()) {
            Some(Encoding::Known(ContentEncoding::Brotli)) => Self::Brotli,
            Some(Encoding::Known(ContentEncoding::Gzip)) => Self::Gzip,
            _ => Self::Plain,
        }
    }

    /// What it is called in `Content-Encoding`.
    pub(crate) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }

    /// A text, written so.
    pub(crate) fn write(self, text: Vec<u8>, effort: Effort) -> io::Result<Vec<u8>> {
        match self {
            Self::Plain => Ok(text),
            Self::Gzip => {
                let level = match effort {
                    Effort::Once => Compression::new(5),
                    Effort::Often => Compression::best(),
                };
                let mut encoder = GzEncoder::new(Vec::new(), level);
                encoder.write_all(&text)?;
                encoder.finish()
            }
            Self::Brotli => {
                let quality = match effort {
                    Effort::Once => 4,
                    Effort::Often => 11,
                };
                let mut written = Vec::new();
                let mut encoder =
                    brotli::CompressorWriter::new(&mut written, 4096, quality, BROTLI_WINDOW);
                encoder.write_all(&text)?;
                drop(encoder);
                Ok(written)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header;
    use actix_web::test::TestRequest;

    use super::*;

    fn chosen(accepted: &str) -> Coding {
        let request = TestRequest::default().insert_header((header::ACCEPT_ENCODING, accepted));
        Coding::for_reader(&request.to_http_request(), 10_000)
    }

    #[test]
    fn the_shortest_way_that_the_reader_knows_is_taken() {
        assert_eq!(chosen("gzip, deflate, br, zstd"), Coding::Brotli);
        assert_eq!(chosen("gzip"), Coding::Gzip);
        assert_eq!(chosen("br;q=0, gzip;q=0.5"), Coding::Gzip);
        assert_eq!(chosen("identity"), Coding::Plain);
        assert_eq!(chosen("zstd"), Coding::Plain);
        let silent = TestRequest::default().to_http_request();
        assert_eq!(Coding::for_reader(&silent, 10_000), Coding::Plain);
        let request = TestRequest::default().insert_header((header::ACCEPT_ENCODING, "br"));
        assert_eq!(
            Coding::for_reader(&request.to_http_request(), 100),
            Coding::Plain
        );
    }

    #[test]
    fn what_is_written_in_fewer_bytes_reads_as_before() {
        let text = "Head gardener in Ghent. ".repeat(400).into_bytes();
        for effort in [Effort::Once, Effort::Often] {
            let gzip = Coding::Gzip.write(text.clone(), effort).expect("gzip");
            let brotli = Coding::Brotli.write(text.clone(), effort).expect("brotli");
            assert!(gzip.len() < 500 && brotli.len() < 500);
            let mut read = Vec::new();
            let mut decoder = flate2::write::GzDecoder::new(&mut read);
            decoder.write_all(&gzip).expect("to read");
            decoder.finish().expect("to end");
            assert_eq!(read, text);
            let mut read = Vec::new();
            brotli::BrotliDecompress(&mut &brotli[..], &mut read).expect("to read");
            assert_eq!(read, text);
        }
    }
}
