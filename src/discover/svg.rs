//! Whether an SVG only draws.
//!
//! An SVG is a document: opened by itself it may run scripts and load whatever it names. This module refuses all that could and
//! mends nothing, since what was taken out of a picture might be what it was made to show.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// What an SVG must not be or hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not well formed, or in another encoding.
    #[error("cannot be read as XML in UTF-8")]
    NotXml,
    /// Another document under the name of an SVG.
    #[error("does not begin with an `svg` element")]
    NotSvg,
    /// Entities can hide anything; a processing instruction can load a style sheet.
    #[error("declares entities or processing instructions")]
    Declares,
    /// Elements that run, load, or change what others load.
    #[error("holds an element that does more than draw (a script, HTML, an animation)")]
    Element,
    /// `onclick` and the like.
    #[error("holds an attribute that runs a script")]
    Handler,
    /// Anything but `#a-part-of-itself` and embedded pixels.
    #[error("refers to something outside itself")]
    Outside,
}

/// Elements that do more than draw, in lower case.
const REFUSED: &[&[u8]] = &[
    b"script",
    b"handler",
    b"listener",
    b"foreignobject",
    b"iframe",
    b"object",
    b"embed",
    b"audio",
    b"video",
    b"set",
    b"animate",
    b"animatetransform",
    b"animatemotion",
    b"animatecolor",
    b"discard",
];

/// Languages whose elements could run or load something inside an SVG.
const FOREIGN: &[&str] = &["http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"];

/// Pixels that stand in the file itself.
const PIXELS: &[&str] =
    &["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,", "data:image/webp;base64,"];

/// Finds the first thing in an SVG that does more than draw.
pub fn check(bytes: &[u8]) -> Result<(), Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::NotXml)?;
    let mut reader = Reader::from_str(text);
    let (mut begun, mut depth) = (false, 0_usize);
    // The text of a style sheet may be cut by comments and CDATA; a browser reads it in one.
    let mut style: Option<String> = None;
    loop {
        match reader.read_event().map_err(|_| Fault::NotXml)? {
            Event::Start(start) => {
                element(&start, &mut begun)?;
                depth += 1;
                if is(start.local_name().as_ref(), b"style") {
                    style.get_or_insert_default();
                }
            }
            Event::Empty(start) => element(&start, &mut begun)?,
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                if is(end.local_name().as_ref(), b"style") {
                    css(&style.take().unwrap_or_default())?;
                }
            }
            Event::Text(text) => {
                if let Some(style) = &mut style {
                    style.push_str(&text.decode().map_err(|_| Fault::NotXml)?);
                }
            }
            Event::CData(text) => {
                if let Some(style) = &mut style {
                    style.push_str(&text.decode().map_err(|_| Fault::NotXml)?);
                }
            }
            Event::GeneralRef(_) if style.is_some() => return Err(Fault::Declares),
            Event::GeneralRef(_) | Event::Comment(_) => {}
            Event::Decl(decl) => match decl.encoding() {
                None => {}
                Some(Ok(encoding)) if is(&encoding, b"utf-8") || is(&encoding, b"us-ascii") => {}
                Some(_) => return Err(Fault::NotXml),
            },
            // The usual DOCTYPE only names the standard, and no browser fetches it.
            Event::DocType(doctype) if !doctype.contains(&b'[') => {}
            Event::DocType(_) | Event::PI(_) => return Err(Fault::Declares),
            Event::Eof if !begun => return Err(Fault::NotSvg),
            Event::Eof if depth > 0 => return Err(Fault::NotXml),
            Event::Eof => return Ok(()),
        }
    }
}

fn is(name: &[u8], lower: &[u8]) -> bool {
    name.eq_ignore_ascii_case(lower)
}

fn element(start: &BytesStart<'_>, begun: &mut bool) -> Result<(), Fault> {
    let name = start.local_name();
    if !*begun && name.as_ref() != b"svg" {
        return Err(Fault::NotSvg);
    }
    *begun = true;
    if REFUSED.iter().any(|refused| is(name.as_ref(), refused)) {
        return Err(Fault::Element);
    }
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| Fault::NotXml)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| Fault::NotXml)?;
        let (name, prefix) = attribute.key.decompose();
        let name = name.as_ref().to_ascii_lowercase();
        if attribute.key.as_namespace_binding().is_some() {
            if FOREIGN.contains(&value.trim()) {
                return Err(Fault::Element);
            }
        } else if name.starts_with(b"on") {
            return Err(Fault::Handler);
        } else if name == b"href" || name == b"src" {
            if !value.starts_with('#') && !PIXELS.iter().any(|pixels| value.starts_with(pixels)) {
                return Err(Fault::Outside);
            }
        } else if name == b"base" {
            return Err(Fault::Outside);
        } else if prefix.is_none() {
            // Many attributes are CSS; those of drawing programs have a prefix, and browsers know none of them.
            css(&value)?;
        }
    }
    Ok(())
}

/// Nothing in a style sheet or an attribute leads outside: no address, no escape that could spell one, `url(…)` only to a part of
/// the picture itself.
fn css(text: &str) -> Result<(), Fault> {
    let text = text.to_ascii_lowercase();
    let leads_out = ["\\", "@import", "//", "http", "image-set"].iter().any(|sign| text.contains(sign));
    let is_own = |rest: &str| rest.trim_start().trim_start_matches(['"', '\'']).starts_with('#');
    if leads_out || !text.split("url(").skip(1).all(is_own) { Err(Fault::Outside) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn inside(content: &str) -> Result<(), Fault> {
        let svg =
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">{content}</svg>");
        check(svg.as_bytes())
    }

    #[test]
    fn what_drawing_programs_write_passes() {
        for content in [
            "<title>Error ratio</title><path d=\"M0 0h9\" style=\"fill:none;stroke:#000\"/>",
            "<defs><linearGradient id=\"g\"/></defs><rect fill=\"url(#g)\" clip-path=\"url('#c')\"/><use xlink:href=\"#g\"/>",
            "<style type=\"text/css\"><![CDATA[ path { marker-end: url(#arrow) } ]]></style>",
            "<image href=\"data:image/png;base64,iVBORw0KGgo//8=\"/>",
            "<text>A &amp; B &#8594; https://example.org</text><!-- <script> -->",
            "<metadata xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:li rdf:resource=\"http://example.org\"/></metadata>",
        ] {
            assert_eq!(inside(content), Ok(()), "{content}");
        }
        let doctype =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"svg11.dtd\">\n<svg/>";
        assert_eq!(check(doctype.as_bytes()), Ok(()));
    }

    #[test]
    fn whatever_runs_is_refused() {
        for content in ["<script>1</script>", "<g><SCRIPT/></g>", "<x:script/>", "<foreignObject/>", "<set to=\"javascript:1\"/>"]
        {
            assert_eq!(inside(content), Err(Fault::Element), "{content}");
        }
        assert_eq!(inside("<b xmlns=\"http://www.w3.org/1999/xhtml\"/>"), Err(Fault::Element));
        assert_eq!(inside("<b:b xmlns:b=\"http://www.w3.org/1999/&#120;html\"/>"), Err(Fault::Element));
        for content in ["<g onload=\"1\"/>", "<g ONCLICK=\"1\"/>", "<g x:onclick=\"1\"/>"] {
            assert_eq!(inside(content), Err(Fault::Handler), "{content}");
        }
    }

    #[test]
    fn whatever_loads_is_refused() {
        for content in [
            "<a href=\"https://example.org\"/>",
            "<a xlink:href=\"javascript:1\"/>",
            "<a y:href=\" #a\"/>",
            "<image href=\"data:image/svg+xml;base64,AA\"/>",
            "<use href=\"other.svg#a\"/>",
            "<g xml:base=\"https://example.org\"/>",
            "<rect fill=\"url(https://example.org/#a)\"/>",
            "<rect fill=\"&#117;rl( 'other.svg#a')\"/>",
            "<rect style=\"fill:u\\72l(x)\"/>",
            "<style>@import 'a.css';</style>",
            "<style>a{fill:u<!-- -->rl(a.svg)}</style>",
            "<style>a{fill:u<![CDATA[RL(a.svg)]]>}</style>",
            "<rect cursor=\"image-set('a.png' 1x)\"/>",
        ] {
            assert_eq!(inside(content), Err(Fault::Outside), "{content}");
        }
        assert_eq!(inside("<style>a{fill:u&#114;l(x)}</style>"), Err(Fault::Declares));
    }

    #[test]
    fn another_document_is_refused() {
        assert_eq!(check(b""), Err(Fault::NotSvg));
        assert_eq!(check(b"version https://git-lfs"), Err(Fault::NotSvg));
        assert_eq!(check(b"<html/>"), Err(Fault::NotSvg));
        assert_eq!(check(b"<svg>"), Err(Fault::NotXml));
        assert_eq!(check(b"<svg a='1' a='2'/>"), Err(Fault::NotXml));
        assert_eq!(check(b"\xff\xfe<\0s\0"), Err(Fault::NotXml));
        assert_eq!(check(b"<?xml version='1.0' encoding='utf-7'?><svg/>"), Err(Fault::NotXml));
        assert_eq!(check(b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>"), Err(Fault::Declares));
        assert_eq!(check(b"<?xml-stylesheet href='a.css'?><svg/>"), Err(Fault::Declares));
    }

    proptest! {
        #[test]
        fn no_input_panics(text in "(<|>|/|svg|style|[a-z\"'=&;!?\\[\\] -]|é){0,40}") {
            let _ = check(text.as_bytes());
            let _ = inside(&text);
        }
    }
}
