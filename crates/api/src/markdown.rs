//! Descriptions, written in Markdown (CommonMark with tables and strikethrough), as HTML that is
//! safe to show. HTML in them is text. What the renderer makes is cleaned once more, by a list of
//! what may be there.

use std::fmt;
use std::sync::LazyLock;

use ammonia::Builder;
use jobboard_core::apply::ApplyTo;
use pulldown_cmark::{
    CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream, html,
};

/// How deep quotations and lists are nested; what lies deeper is shown at this depth.
const DEPTH: usize = 12;

/// How many times as long as a text its HTML may be.
const GROWTH: usize = 12;

/// HTML that is safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SafeHtml(String);

impl fmt::Display for SafeHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .add_tags([
            "a",
            "blockquote",
            "br",
            "code",
            "del",
            "em",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "ol",
            "p",
            "pre",
            "strong",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "ul",
        ])
        .add_tag_attributes("a", ["href"])
        .add_tag_attributes("ol", ["start"])
        .add_url_schemes(["http", "https", "mailto"])
        .link_rel(Some("nofollow ugc noopener"));
    builder
});

/// A text in Markdown as HTML. Line ends stay line ends, as in text that people just type.
pub(crate) fn render(markdown: &str) -> SafeHtml {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut page = Page::default();
    for event in TextMergeStream::new(Parser::new_ext(markdown, options)) {
        page.take(event);
    }
    let mut rendered = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut rendered, page.events.into_iter());
    if rendered.len() > GROWTH * markdown.len() + 10_000 {
        // A table of thousands of empty cells, say: such a text is shown as it was written.
        let text = Event::Text(markdown.into());
        let paragraph = [
            Event::Start(Tag::Paragraph),
            text,
            Event::End(TagEnd::Paragraph),
        ];
        rendered.clear();
        html::push_html(&mut rendered, paragraph.into_iter());
    }
    SafeHtml(CLEANER.clean(&rendered).to_string())
}

/// The beginning of a text in Markdown without its signs, in one line, cut at a word.
pub(crate) fn excerpt(markdown: &str, characters: usize) -> String {
    let mut words = String::new();
    for event in TextMergeStream::new(Parser::new(markdown)) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link) => {}
            _ => words.push(' '),
        }
        if words.len() > characters * 8 {
            break;
        }
    }
    let mut line = String::new();
    let mut length = 0;
    for word in words.split_whitespace() {
        let more = word.chars().count() + usize::from(length > 0);
        if length + more > characters {
            line.push('…');
            break;
        }
        if length > 0 {
            line.push(' ');
        }
        line.push_str(word);
        length += more;
    }
    line
}

/// What is shown of a text, piece by piece.
#[derive(Default)]
struct Page<'a> {
    events: Vec<Event<'a>>,
    /// How deep quotations and lists are nested.
    depth: usize,
    /// Of the links around the current piece, whether each is shown as one.
    links: Vec<bool>,
    in_code: bool,
    /// The levels of the headings above the current piece, the highest first.
    headings: Vec<HeadingLevel>,
}

impl<'a> Page<'a> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Html(text) | Event::InlineHtml(text) => self.events.push(Event::Text(text)),
            Event::Start(Tag::HtmlBlock) => self.events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => self.events.push(Event::End(TagEnd::Paragraph)),
            Event::SoftBreak => self.events.push(Event::HardBreak),
            Event::Text(text) if !self.in_code && self.links.is_empty() => self.linked(&text),
            Event::Start(tag) => self.begin(tag),
            Event::End(tag) => self.end(tag),
            other => self.events.push(other),
        }
    }

    fn begin(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::BlockQuote(_) | Tag::List(_) | Tag::Item => {
                self.depth += 1;
                if self.depth <= DEPTH * 2 {
                    self.events.push(Event::Start(tag));
                }
            }
            Tag::CodeBlock(_) => {
                self.in_code = true;
                let block = Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Indented);
                self.events.push(Event::Start(block));
            }
            Tag::Heading { level, .. } => {
                self.headings.retain(|above| *above < level);
                self.headings.push(level);
                let heading = Tag::Heading {
                    level: self.heading(),
                    id: None,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                };
                self.events.push(Event::Start(heading));
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                let to = destination(&dest_url).filter(|_| self.links.iter().all(|shown| !shown));
                self.links.push(to.is_some());
                self.events.extend(to.map(|to| Event::Start(link(to))));
            }
            other => self.events.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                if self.depth <= DEPTH * 2 {
                    self.events.push(Event::End(tag));
                }
                self.depth -= 1;
            }
            TagEnd::Heading(_) => {
                let level = self.heading();
                self.events.push(Event::End(TagEnd::Heading(level)));
            }
            TagEnd::Link | TagEnd::Image => {
                if self.links.pop() == Some(true) {
                    self.events.push(Event::End(TagEnd::Link));
                }
            }
            other => {
                self.in_code &= other != TagEnd::CodeBlock;
                self.events.push(Event::End(other));
            }
        }
    }

    /// The level of the current heading. The page has one of the first level, and the board those
    /// of the second; the text's begin below them, and none is left out (WCAG technique G141).
    fn heading(&self) -> HeadingLevel {
        match self.headings.len() {
            0 | 1 => HeadingLevel::H3,
            2 => HeadingLevel::H4,
            3 => HeadingLevel::H5,
            _ => HeadingLevel::H6,
        }
    }

    /// Text in which web addresses become links.
    fn linked(&mut self, text: &str) {
        let mut plain = String::new();
        for word in text.split_inclusive(char::is_whitespace) {
            let start = word.find("https://").or_else(|| word.find("http://"));
            let before = start.unwrap_or(word.len());
            let address = word[before..]
                .trim_end()
                .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '"', '\'']);
            plain.push_str(&word[..before]);
            match destination(address).filter(|_| start.is_some()) {
                Some(to) => {
                    self.push_text(std::mem::take(&mut plain));
                    self.events.push(Event::Start(link(to)));
                    self.push_text(address.to_owned());
                    self.events.push(Event::End(TagEnd::Link));
                    plain.push_str(&word[before + address.len()..]);
                }
                None => plain.push_str(&word[before..]),
            }
        }
        self.push_text(plain);
    }

    fn push_text(&mut self, text: String) {
        if !text.is_empty() {
            self.events.push(Event::Text(text.into()));
        }
    }
}

/// Where a link may lead: to the web, with a scheme, or to an e-mail address.
fn destination(raw: &str) -> Option<String> {
    let known = ["http://", "https://", "mailto:"];
    let begins = known.iter().any(|scheme| raw.starts_with(scheme));
    let to = ApplyTo::parse("description", raw).ok().filter(|_| begins)?;
    Some(to.href())
}

fn link<'a>(to: String) -> Tag<'a> {
    Tag::Link {
        link_type: LinkType::Inline,
        dest_url: to.into(),
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    }
}

#[cfg(test)]
mod tests;
