//! Raw HTML of a note, made harmless.
//!
//! ammonia takes off whatever could run; then every `href`, `src` and `id` that the writer did not put there itself is treated
//! like those of Markdown: links of notes lead to pages, images of other hosts become links, ids are dropped (a note could
//! otherwise take the place of a part of the page). ammonia parses everything once more, so this runs only where raw HTML is.

use super::writer::{Written, image_words, resolve};
use super::{Links, Target};
use crate::address::Address;
use crate::site::html::escape;
use ammonia::Builder;
use std::collections::HashSet;
use std::sync::LazyLock;

static HARMLESS: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .link_rel(None)
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .rm_tags(["area", "map", "center"])
        .add_generic_attributes(["id"])
        .add_tag_attributes("a", ["aria-label"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("pre", ["tabindex"])
        .add_tag_attributes("code", ["class"])
        .add_tag_attributes("span", ["role", "aria-label"])
        .add_tag_attributes("div", ["tabindex", "role", "aria-label"])
        .add_allowed_classes("div", ["scroll"])
        .add_allowed_classes("ol", ["footnotes"])
        .add_allowed_classes("span", ["task"])
        .add_allowed_classes("th", ALIGNMENTS)
        .add_allowed_classes("td", ALIGNMENTS);
    for tag in ["blockquote", "del", "ins", "q"] {
        builder.rm_tag_attributes(tag, ["cite"]);
    }
    builder
});
static TAGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| HARMLESS.clone_tags());
const ALIGNMENTS: [&str; 3] = ["align-left", "align-center", "align-right"];

/// Whether a piece of raw HTML begins with a tag of HTML. `<hostname>` does not: its writer meant it to be read.
pub(super) fn is_html(raw: &str) -> bool {
    let raw = raw.trim_start();
    let name = raw.strip_prefix("</").or_else(|| raw.strip_prefix('<')).unwrap_or_default();
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
    let name = name[..end].to_ascii_lowercase();
    // Comments and declarations have no name.
    name.is_empty() || TAGS.contains(name.as_str())
}

/// HTML in which some came from a note, without anything that could run, ask another host, or pass for a part of the page.
pub(super) fn sanitise(html: &str, written: &Written, links: &impl Links) -> String {
    let clean = HARMLESS.clean(html).to_string();
    let mut out = String::with_capacity(clean.len());
    let mut rest = clean.as_str();
    // ammonia writes `<` only where a tag begins, and every value between double quotes.
    let mut in_link = false;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tag = Tag::read(&rest[at + 1..]);
        rest = &rest[at + 1 + tag.length..];
        match tag.name {
            "a" => in_link = true,
            "/a" => in_link = false,
            "img" => {
                tag.write_image(in_link, written, links, &mut out);
                continue;
            }
            _ => {}
        }
        tag.write(written, links, None, &mut out);
    }
    out.push_str(rest);
    out
}

/// The text of a block of raw HTML.
pub(super) fn text(html: &str) -> String {
    if !is_html(html) && !runs(html) {
        return html.to_owned();
    }
    let clean = Builder::empty().clean_content_tags(HashSet::from(["script", "style"])).clean(html).to_string();
    unescaped(&clean)
}

/// Whether a block of raw HTML is a script or a style, which nobody reads.
pub(super) fn runs(block: &str) -> bool {
    let block = block.trim_start().as_bytes();
    ["<script", "<style"].iter().any(|tag| block.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes())))
}

fn unescaped(text: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{a0}"), ("&amp;", "&")];
    named.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

/// A tag as ammonia writes it.
struct Tag<'a> {
    /// With the slash of a closing tag.
    name: &'a str,
    attributes: Vec<(&'a str, String)>,
    /// Up to and with the `>`, from after the `<`.
    length: usize,
}

impl<'a> Tag<'a> {
    fn read(source: &'a str) -> Self {
        let end = source.find([' ', '>']).unwrap_or(source.len());
        let mut tag = Self { name: &source[..end], attributes: Vec::new(), length: end };
        while let Some((name, value)) = source[tag.length..].strip_prefix(' ').and_then(|rest| rest.split_once("=\"")) {
            let Some((value, _)) = value.split_once('"') else { break };
            tag.attributes.push((name, unescaped(value)));
            tag.length += 1 + name.len() + 2 + value.len() + 1;
        }
        tag.length += source[tag.length..].find('>').map_or(source.len() - tag.length, |at| at + 1);
        tag
    }

    fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|(other, _)| *other == name).map_or("", |(_, value)| value)
    }

    /// An image of the site stays; one of another host becomes a link, or only its words where a link is open already.
    fn write_image(&self, in_link: bool, written: &Written, links: &impl Links, out: &mut String) {
        let source = self.get("src");
        // A link of the note may hold the same address: only those of the site are images.
        if written.addresses.contains(source) && Address::of(source) == Address::Relative {
            return self.write(written, links, None, out);
        }
        let words = image_words(self.get("alt"), source);
        match resolve(links, source) {
            Some(Target::File(address)) => self.write(written, links, Some(&address), out),
            Some(Target::Page(address) | Target::Web(address)) if !in_link => {
                out.push_str("<a href=\"");
                escape(&address, out);
                out.push_str("\">");
                escape(words, out);
                out.push_str("</a>");
            }
            _ => escape(words, out),
        }
    }

    /// `source` takes the place of `src`.
    fn write(&self, written: &Written, links: &impl Links, source: Option<&str>, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            let kept = match *name {
                "id" => written.ids.contains(value).then(|| value.clone()),
                "src" => Some(source.unwrap_or(value).to_owned()),
                "href" if written.addresses.contains(value) => Some(value.clone()),
                "href" => resolve(links, value).map(|(Target::Page(to) | Target::File(to) | Target::Web(to))| to),
                "class" if self.name == "code" && !value.starts_with("language-") => None,
                _ => Some(value.clone()),
            };
            if let Some(value) = kept {
                out.push_str(&format!(" {name}=\""));
                escape(&value, out);
                out.push('"');
            }
        }
        out.push('>');
    }
}
