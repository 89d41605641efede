//! What a program calls itself, in words that people know.

use jobboard_core::language::Phrase;
use jobboard_core::phrase;
/// Programs by a word of theirs. The first that fits wins: browsers name those they descend from.
const PROGRAMS: [(&str, &str); 14] = [
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("python-requests/", "Python"),
    ("Python-urllib/", "Python"),
];

/// Systems by a word of theirs; the first that fits wins.
const SYSTEMS: [(&str, &str); 8] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("FreeBSD", "FreeBSD"),
    ("Linux", "Linux"),
];

/// The characters shown of a name that is none of a browser's.
const UNKNOWN_MAX: usize = 40;

/// A `User-Agent` in words: "Firefox on Linux".
pub(crate) fn describe(user_agent: &str) -> Phrase {
    let find = |table: &[(&str, &'static str)]| {
        let mut rows = table.iter();
        rows.find(|(word, _)| user_agent.contains(word))
            .map(|(_, name)| *name)
    };
    match (find(&PROGRAMS), find(&SYSTEMS)) {
        (Some(program), Some(system)) => phrase!("device-on", program = program, system = system),
        (Some(program), None) => phrase!("verbatim", text = program),
        (None, _) => {
            let first = user_agent.split([' ', '/', '(']).next().unwrap_or_default();
            let shown: String = first
                .chars()
                .filter(|c| !c.is_control())
                .take(UNKNOWN_MAX)
                .collect();
            match shown.as_str() {
                "" => phrase!("device-unknown"),
                _ => phrase!("verbatim", text = shown),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::describe;

    #[test]
    fn programs_are_called_what_people_call_them() {
        for (user_agent, name) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
                "Safari on macOS",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0 Mobile/15E148 Safari/604.1",
                "Chrome on iPhone",
            ),
            ("curl/8.5.0", "curl"),
            ("MyTool/1.0 (x)", "MyTool"),
            ("", "Unknown program"),
            ("<script>alert(1)</script>", "<script>alert"),
        ] {
            assert_eq!(describe(user_agent).to_string(), name, "{user_agent}");
        }
    }
}
