use super::*;
use crate::address::Address;
use proptest::prelude::*;

/// A site with one other note and one image.
struct Site;

impl Links for Site {
    fn resolve(&self, target: &str) -> Option<Target> {
        match target.split_once('#').unwrap_or((target, "")) {
            ("other.md", "") => Some(Target::Page("other.html".to_owned())),
            ("other.md", part) => Some(Target::Page(format!("other.html#{part}"))),
            ("graph.png", _) => Some(Target::File("this/graph.png".to_owned())),
            ("", part) => Some(Target::Page(format!("#{part}"))),
            _ if target.contains("://") || target.starts_with("mailto:") => Some(Target::Web(target.to_owned())),
            _ => None,
        }
    }
}

fn html(text: &str) -> String {
    Document::read(text).whole(&Options::default(), &Site).0
}

fn inline(text: &str) -> String {
    fragment(text, &Options::default(), &Site).0
}

#[test]
fn links_lead_to_pages_and_broken_or_hostile_ones_keep_their_text() {
    assert_eq!(inline("[a](other.md#x) [b](nothing.md)"), "<a href=\"other.html#x\">a</a> b");
    assert_eq!(inline("[*c*](javascript&colon;alert(1)) [d](<JaVa\tScript:x>)"), "<em>c</em> d");
    assert_eq!(inline("<a@b.example> [x](data:text/html,y)"), "<a href=\"mailto:a@b.example\">a@b.example</a> x");
}

#[test]
fn bare_addresses_become_links_except_in_code_and_links() {
    assert_eq!(inline("https://a.example/b_c."), "<a href=\"https://a.example/b_c\">https://a.example/b_c</a>.");
    assert_eq!(inline("`https://a.example`"), "<code>https://a.example</code>");
    assert_eq!(inline("[https://a.example](other.md)"), "<a href=\"other.html\">https://a.example</a>");
}

#[test]
fn patterns_of_the_team_become_links() {
    let autolinks = [Autolink { pattern: regex::Regex::new(r"PAY-\d+").unwrap(), url: "https://t.example/$0".to_owned() }];
    let options = Options { autolinks: &autolinks, ..Options::default() };
    assert_eq!(
        fragment("see PAY-1 & `PAY-2`", &options, &Site).0,
        "see <a href=\"https://t.example/PAY-1\">PAY-1</a> &amp; <code>PAY-2</code>"
    );
}

#[test]
fn images_of_other_hosts_become_links() {
    assert_eq!(inline("![A graph](graph.png)"), "<img src=\"this/graph.png\" alt=\"A graph\" loading=\"lazy\">");
    assert_eq!(inline("![A graph](https://c.example/g.png)"), "<a href=\"https://c.example/g.png\">A graph</a>");
    assert_eq!(inline("![](//nowhere.example/g.png)"), "<a href=\"https://nowhere.example/g.png\">g.png</a>");
    assert_eq!(inline("[![b](https://c.example/b.svg)](https://d.example)"), "<a href=\"https://d.example\">b</a>");
}

#[test]
fn tables_scroll_and_align_by_class() {
    let table = html("| a | b |\n|---|--:|\n| 1 | **2** |\n");
    assert_eq!(
        table,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>\n<thead><tr><th>a</th>\
         <th class=\"align-right\">b</th></tr></thead>\n<tbody>\n<tr><td>1</td><td class=\"align-right\"><strong>2</strong></td></tr>\n\
         </tbody></table></div>\n"
    );
}

#[test]
fn headings_go_below_those_of_the_page_and_take_the_anchors_they_are_given() {
    let text = "## A\n\n#### B\n";
    let options = Options { heading_level: 3, anchors: &[(6, "b")], ..Options::default() };
    assert_eq!(Document::read(text).whole(&options, &Site).0, "<h3>A</h3>\n<h5 id=\"b\">B</h5>\n");
}

#[test]
fn code_is_shown_as_written_and_can_be_scrolled_by_keyboard() {
    assert_eq!(
        html("```rust,no_run\na < b\n```\n"),
        "<pre tabindex=\"0\"><code class=\"language-rust\">a &lt; b\n</code></pre>\n"
    );
}

#[test]
fn a_part_shows_what_stands_in_it_and_knows_what_the_whole_defines() {
    let text = "- row one\n- prose [x][ref] and[^n]\n\nrest\n\n[ref]: other.md\n[^n]: A note.\n";
    let document = Document::read(text);
    let item = text.find("- prose").unwrap()..text.find("rest").unwrap();
    let shown = document.html(std::slice::from_ref(&item), &Options::default(), &Site).0;
    assert!(shown.starts_with("<ul>\n<li>prose <a href=\"other.html\">x</a> and<sup>"), "{shown}");
    assert!(shown.contains("<li id=\"note-10-1\" value=\"1\"><p>A note.</p>"), "{shown}");
    assert!(!shown.contains("row one") && !shown.contains("rest"), "{shown}");
    assert_eq!(document.plain(&[item]), "prose x and");
    assert_eq!(document.piece("see [X][REF]").fragment(&Options::default(), &Site).0, "see <a href=\"other.html\">X</a>");
}

#[test]
fn a_part_may_begin_in_the_middle_of_a_line() {
    let text = "14:02 it *broke* here";
    let part = 6..text.len();
    let shown = Document::read(text).html(std::slice::from_ref(&part), &Options::default(), &Site).0;
    assert_eq!(shown, "<p>it <em>broke</em> here</p>\n");
}

#[test]
fn raw_html_is_made_harmless() {
    assert_eq!(inline("a <kbd>b</kbd> <!-- lookback: allow LB301: c --> d"), "a <kbd>b</kbd>  d");
    assert_eq!(html("<!-- lookback: allow LB301\nsecret -->\n\nx"), "<p>x</p>\n");
    assert_eq!(html("<p style=\"color:red\" onclick=\"x()\" id=\"search\" class=\"c\">a</p>").trim(), "<p>a</p>");
    assert_eq!(html("<script>alert(1)</script>b").trim(), "b");
    assert_eq!(
        html("<a href='other.md'>a</a> <a href='javascript:x'>b</a> <img alt=\"c\" src=https://c.example/i.png> <img src=graph.png>\n").trim(),
        "<p><a href=\"other.html\">a</a> <a>b</a> <a href=\"https://c.example/i.png\">c</a> <img src=\"this/graph.png\"></p>"
    );
    // A link of Markdown to the same address does not make it one of the site's own images.
    assert_eq!(
        html("[a](https://c.example/i.png) <img src=https://c.example/i.png>\n").trim(),
        "<p><a href=\"https://c.example/i.png\">a</a> <a href=\"https://c.example/i.png\">i.png</a></p>"
    );
    assert_eq!(html("<details>\n\n[a](other.md)\n\n").trim(), "<details>\n<p><a href=\"other.html\">a</a></p>\n</details>");
}

#[test]
fn what_only_looks_like_html_is_shown_as_written() {
    assert_eq!(inline("ssh to <hostname> and <script> more"), "ssh to &lt;hostname&gt; and &lt;script&gt; more");
    assert_eq!(html("<your-name>\nsaid\n"), "<p>&lt;your-name&gt;\nsaid\n</p>\n");
    assert_eq!(plain("Vec<T> and <b>c</b>\n\n<your-name>\n"), "Vec<T> and c <your-name>");
}

#[test]
fn more_tags_than_anybody_writes_are_shown_as_written() {
    let text = "<kbd>".repeat(10_000);
    let shown = html(&text);
    assert_eq!((shown.matches("<kbd>").count(), shown.matches("&lt;kbd&gt;").count()), (4000, 6000));
    assert_eq!(html(&"https://".repeat(10_000)).matches("<a ").count(), 1);
}

#[test]
fn plain_text_is_one_line() {
    assert_eq!(plain("a<br>b"), "a b");
    let text = "# A *b*\n\n- [x] c `d` [e](f)\n- g &amp; ![h](i)\n\n<!-- gone\nhere -->\n<div>j &lt; k</div>\n";
    assert_eq!(plain(text), "A b c d e g & h j < k");
}

/// Every tag of a page, as a browser would find them: the writers escape `<` wherever it is text.
fn tags(html: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let mut quoted = false;
        let inside = |c: char| {
            quoted ^= c == '"';
            c == '>' && !quoted
        };
        let end = rest[at..].find(inside).map_or(rest.len(), |end| at + end);
        tags.push(rest[at..end].to_lowercase());
        rest = &rest[end..];
    }
    tags
}

/// The names and values of a tag's attributes.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut parts = tag.split('"');
    let mut found = Vec::new();
    while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
        let name = name.trim_end_matches('=').rsplit(' ').next().unwrap_or_default();
        found.push((name.to_owned(), value.to_owned()));
    }
    found
}

/// Follows every relative address, so that nothing is dropped for leading nowhere.
struct Anywhere;

impl Links for Anywhere {
    fn resolve(&self, target: &str) -> Option<Target> {
        Some(Target::File(target.to_owned()))
    }
}

fn is_harmless(text: &str) {
    let document = Document::read(text);
    let shown = document.whole(&Options::default(), &Anywhere).0;
    for tag in tags(&shown) {
        let name = tag.trim_start_matches(['<', '/']).split([' ', '>']).next().unwrap_or_default().to_owned();
        assert!(
            !["script", "style", "iframe", "object", "embed", "form", "svg", "math", "link", "meta", "base"]
                .contains(&name.as_str()),
            "{tag}"
        );
        for (attribute, value) in attributes(&tag) {
            assert!(attribute != "style" && !attribute.starts_with("on"), "{tag} in {shown}");
            if ["href", "src"].contains(&attribute.as_str()) {
                let value = value.replace("&amp;", "&");
                assert_ne!(Address::of(&value), Address::Refused, "{tag}");
                assert!(attribute != "src" || Address::of(&value) == Address::Relative, "{tag}");
            }
        }
    }
}

#[test]
fn known_tricks_are_harmless() {
    for text in [
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<IMG SRC=\"jav&#x09;ascript:alert('XSS');\">",
        "<img src=\"//evil.example/x.png\"><img src=\"\\\\evil.example/x.png\"><img srcset=\"https://e.example/a 2x\">",
        "[a](<java\nscript:x>) [b](&#x6A;avascript:x) ![c](data:image/svg+xml,x)",
        "<a href=\"javascript:x\" <b>y</a>",
        "<!--><script>alert(1)</script>-->",
        "`<script>` <scr<script>ipt>",
        "| <style> |\n|--|\n| <td style='x'> |",
        "[x]: <javascript:y>\n\n[x] <a title='\"><script>x</script>' href=a>",
    ] {
        is_harmless(text);
    }
}

fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "<script>",
            "</script>",
            "<img src=",
            "https://e.example/a.png",
            "javascript:",
            "data:",
            " style=\"x\"",
            " onload=x",
            ">",
            "<",
            "\"",
            "'",
            "<!--",
            "-->",
            "<a href=",
            "</a>",
            "<svg>",
            "<style>",
            "</style>",
            "[a](",
            ")",
            "![b](",
            "[^1]",
            "[^1]: c",
            "\n",
            "\n\n",
            "- ",
            "| a | b |\n|--|:-:|\n| c | d |\n",
            "```",
            "`",
            "# ",
            "> ",
            "&#106;",
            "&colon;",
            "\\",
            "\t",
            "<details>",
            "<table><td>",
            "é€",
            "//e.example",
            "- [ ] ",
            "**",
            "<b",
            "/>",
            "<textarea>",
            "<title>",
            "<noscript>",
            "<![CDATA[",
            "<?x",
        ])
        .prop_map(str::to_owned),
        ".{0,6}",
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_a_note_holds_is_harmless(text in nasty()) {
        is_harmless(&text);
        plain(&text);
        inline(&text);
    }

    #[test]
    fn any_parts_can_be_shown(text in nasty(), a in 0usize..200, b in 0usize..200, c in 0usize..200) {
        let mut cuts = [a, b, c];
        cuts.sort_unstable();
        let document = Document::read(&text);
        document.html(&[cuts[0]..cuts[1], cuts[1]..cuts[2]], &Options::default(), &Anywhere);
        document.plain(&[cuts[0]..cuts[1], cuts[2]..text.len()]);
    }
}
