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
                let heading = Tag::Heading {
                    level: below(level),
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
            TagEnd::Heading(level) => {
                self.events.push(Event::End(TagEnd::Heading(below(level))));
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

/// The page has a heading of the first level, and the board those of the second.
fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
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
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(markdown: &str) -> String {
        render(markdown).to_string().trim().to_owned()
    }

    #[test]
    fn markdown_is_rendered_below_the_headings_of_the_page() {
        assert_eq!(
            shown("# Tasks\n\nTrees *and* **leaves**\nand ~~snow~~ `code`\n\n1. one\n2. two"),
            "<h3>Tasks</h3>\n<p>Trees <em>and</em> <strong>leaves</strong><br>\nand \
             <del>snow</del> <code>code</code></p>\n<ol>\n<li>one</li>\n<li>two</li>\n</ol>"
        );
        let table = shown("| a | b |\n|---|:-:|\n| 1 | 2 |");
        assert!(table.starts_with("<table><thead><tr><th>a</th>"), "{table}");
        assert!(!table.contains("style"), "{table}");
    }

    #[test]
    fn web_addresses_become_links_and_nothing_else_does() {
        let rel = "rel=\"nofollow ugc noopener\"";
        assert_eq!(
            shown("See (https://a.example.org/x_y?y=1&z=2).\nOr javascript:alert(1)"),
            format!(
                "<p>See (<a href=\"https://a.example.org/x_y?y=1&amp;z=2\" {rel}>\
                 https://a.example.org/x_y?y=1&amp;z=2</a>).<br>\nOr javascript:alert(1)</p>"
            )
        );
        assert_eq!(
            shown("[mail](mailto:a@b.example) <https://c.example/> `https://d.example`"),
            format!(
                "<p><a href=\"mailto:a@b.example\" {rel}>mail</a> <a href=\"https://c.example/\" \
                 {rel}>https://c.example/</a> <code>https://d.example</code></p>"
            )
        );
        assert_eq!(
            shown("![a picture](https://a.example/x.png)"),
            format!("<p><a href=\"https://a.example/x.png\" {rel}>a picture</a></p>")
        );
    }

    #[test]
    fn m24_nothing_hostile_gets_through() {
        for hostile in [
            "<script>alert(1)</script>",
            "<SCRIPT SRC=//x.example/x.js></SCRIPT>",
            "<img src=x onerror=alert(1)>",
            "text <b onmouseover=alert(1)>bold</b>",
            "<svg/onload=alert(1)>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
            "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
            "<style>@import 'x'</style>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<!-- <script>alert(1)</script> -->",
            "<![CDATA[<script>alert(1)</script>]]>",
            "<?php alert(1) ?>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](javascript&colon;alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](<javascript:alert(1)>)",
            "[x](data:text/html,<script>alert(1)</script>)",
            "[x](vbscript:x)",
            "[x](//evil.example/)",
            "[x](/logout/)",
            "[x](https://user:password@evil.example/)",
            "[x](https://a.example/\" onmouseover=\"alert(1))",
            "[x](https://a.example/ \"t\" onmouseover=alert(1))",
            "![x](javascript:alert(1))",
            "![x\"onerror=\"alert(1)](x)",
            "<javascript:alert(1)>",
            "[x]\n\n[x]: javascript:alert(1)",
            "```html\" onmouseover=\"alert(1)\n<script>\n```",
            "    <script>alert(1)</script>",
            "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
            "https://a.example/\"><script>alert(1)</script>",
            "https://a.example/'onmouseover='alert(1)",
        ] {
            let html = shown(hostile);
            check(&html);
            assert!(!html.contains("href=\"/"), "{hostile}: {html}");
            assert!(!html.contains("evil.example/\""), "{hostile}: {html}");
        }
    }

    /// Looks at every tag: known names, and no attributes but those of links and lists.
    fn check(html: &str) {
        for tag in html.split('<').skip(1) {
            let (tag, _) = tag.split_once('>').expect("a tag ends");
            let name = tag
                .trim_start_matches('/')
                .split(' ')
                .next()
                .expect("a name");
            let known = "a blockquote br code del em h3 h4 h5 h6 hr li ol p pre strong table tbody \
                         td th thead tr ul";
            assert!(
                known.split_whitespace().any(|known| known == name),
                "{name}: {html}"
            );
            let rest = tag
                .trim_start_matches('/')
                .strip_prefix(name)
                .expect("the name");
            match name {
                "a" if !tag.starts_with('/') => {
                    let href = rest.strip_prefix(" href=\"").unwrap_or(rest);
                    let schemes = ["http://", "https://", "mailto:", " rel="];
                    assert!(
                        schemes.iter().any(|known| href.starts_with(known)),
                        "{html}"
                    );
                    assert!(rest.ends_with(" rel=\"nofollow ugc noopener\""), "{html}");
                    assert_eq!(rest.matches('"').count() % 2, 0, "{html}");
                }
                "ol" => assert!(rest.is_empty() || rest.starts_with(" start=\""), "{html}"),
                _ => assert_eq!(rest, "", "{html}"),
            }
        }
    }

    #[test]
    fn hostile_nesting_is_flat_and_bounded() {
        for (unit, times) in [
            (">", 20_000),
            ("[", 20_000),
            ("*a ", 6_000),
            ("`", 20_000),
            ("- ", 10_000),
            ("![", 10_000),
            ("_", 20_000),
            ("<a ", 6_000),
            ("[x](", 5_000),
        ] {
            let hostile = unit.repeat(times);
            let html = shown(&hostile);
            assert!(
                html.len() < hostile.len() * 12 + 10_000,
                "{unit}: {}",
                html.len()
            );
            assert!(html.matches("<blockquote>").count() <= DEPTH * 2, "{unit}");
        }
        let table = format!(
            "{}|\n{}|\n{}",
            "|a".repeat(2_000),
            "|-".repeat(2_000),
            "|\n".repeat(4_000)
        );
        let html = shown(&table);
        assert!(html.len() < table.len() * GROWTH + 10_000, "{}", html.len());
        let list: String = (0..500)
            .map(|n| format!("{}- {n}\n", " ".repeat(n)))
            .collect();
        assert!(shown(&list).matches("<ul>").count() <= DEPTH * 2);
    }

    #[test]
    fn an_excerpt_is_plain_and_ends_at_a_word() {
        assert_eq!(
            excerpt("# Tasks\n\nTrees **and** `leaves`", 100),
            "Tasks Trees and leaves"
        );
        assert_eq!(excerpt("one two three", 9), "one two…");
        assert_eq!(excerpt("", 9), "");
    }

    proptest! {
        #[test]
        fn m24_any_text_becomes_known_tags_only(text in "([<>\\[\\]()`*_#|\\\\!\"'&;:/=a-z0-9 \n-]|script|javascript:|https://|onerror=){0,60}") {
            let html = shown(&text);
            check(&html);
            prop_assert_eq!(CLEANER.clean(&html).to_string(), html);
        }
    }
}
