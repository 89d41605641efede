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

#[test]
fn headings_leave_no_level_out_however_they_were_written() {
    let levels = |markdown| {
        let html = render(markdown).to_string();
        let mut levels: Vec<_> = html.match_indices("<h").collect();
        levels.dedup();
        levels
            .iter()
            .map(|(at, _)| html[at + 2..at + 3].to_owned())
            .collect::<String>()
    };
    assert_eq!(levels("## A\n\n## B\n\n#### C\n\n## D"), "3343");
    assert_eq!(levels("# A\n\n### B\n\n### C\n\n# D"), "3443");
    assert_eq!(levels("### A\n\n# B\n\n###### C"), "334");
}
