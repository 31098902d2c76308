//! The elements of SVG that the drawings are made of. Everything that is written is escaped here.

use super::{Page, State};
use crate::site::html::{attribute, escape};

/// From which point a text runs.
#[derive(Debug, Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// What a drawing says to those who do not see it, and what makes its ids its own.
pub(super) struct Caption<'a> {
    /// Unique on the page.
    pub(super) id: &'a str,
    /// The kind of drawing, as a class.
    pub(super) class: &'a str,
    pub(super) title: &'a str,
    pub(super) description: &'a str,
}

/// A drawing in the making.
pub(super) struct Canvas<'a> {
    caption: Caption<'a>,
    page: Page,
    out: String,
    hatched: bool,
    linked: bool,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(page: Page, caption: Caption<'a>) -> Self {
        Self { caption, page, out: String::new(), hatched: false, linked: false }
    }

    pub(super) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        self.open("line", class);
        self.numbers(&[("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)]);
        self.out.push_str("/>");
    }

    pub(super) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        self.open("rect", class);
        self.numbers(&[("x", x), ("y", y), ("width", width.max(0.0)), ("height", height)]);
        self.out.push_str("/>");
    }

    /// A rectangle in the colour and the pattern of a state.
    pub(super) fn state(&mut self, state: State, (x, y): (f64, f64), (width, height): (f64, f64)) {
        self.rect(state.class(), (x, y), (width, height));
        if state == State::Recovering {
            self.hatched = true;
            self.out.push_str("<rect");
            self.numbers(&[("x", x), ("y", y), ("width", width.max(0.0)), ("height", height)]);
            self.out.push_str(" fill=\"url(#");
            self.id("hatch");
            self.out.push_str(")\"/>");
        }
    }

    /// `d` holds commands and numbers only.
    pub(super) fn path(&mut self, class: &str, d: &str) {
        self.open("path", class);
        attribute("d", d, &mut self.out);
        self.out.push_str("/>");
    }

    pub(super) fn text(&mut self, class: &str, anchor: Anchor, (x, y): (f64, f64), text: &str) {
        self.open("text", class);
        self.numbers(&[("x", x), ("y", y)]);
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => attribute("text-anchor", "middle", &mut self.out),
            Anchor::End => attribute("text-anchor", "end", &mut self.out),
        }
        self.out.push('>');
        escape(text, &mut self.out);
        self.out.push_str("</text>");
    }

    /// What `draw` draws leads to `href` and says `title`.
    pub(super) fn link(&mut self, href: &str, title: &str, draw: impl FnOnce(&mut Self)) {
        self.linked = true;
        self.out.push_str("<a");
        attribute("href", href, &mut self.out);
        self.out.push_str("><title>");
        escape(title, &mut self.out);
        self.out.push_str("</title>");
        draw(self);
        self.out.push_str("</a>");
    }

    /// The drawing, as high as it turned out to be.
    pub(super) fn finish(self, height: f64) -> String {
        let (width, height) = (number(self.page.width()), number(height.ceil()));
        let Caption { class, title, description, .. } = self.caption;
        // What holds links is no image: a screen reader has to reach them.
        let role = if self.linked { "group" } else { "img" };
        let mut svg = Self { out: String::new(), ..self };
        svg.out.push_str(&format!("<svg class=\"chart {class} {}\"", svg.page.class()));
        svg.out.push_str(&format!(" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"{role}\""));
        svg.out.push_str(" aria-labelledby=\"");
        svg.id("title");
        svg.out.push_str("\" aria-describedby=\"");
        svg.id("desc");
        svg.out.push_str("\"><title id=\"");
        svg.id("title");
        svg.out.push_str("\">");
        escape(title, &mut svg.out);
        svg.out.push_str("</title><desc id=\"");
        svg.id("desc");
        svg.out.push_str("\">");
        escape(description, &mut svg.out);
        svg.out.push_str("</desc>");
        if svg.hatched {
            svg.out.push_str("<defs><pattern id=\"");
            svg.id("hatch");
            svg.out.push_str(
                "\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
                 <line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\"/></pattern></defs>",
            );
        }
        svg.out.push_str(&self.out);
        svg.out.push_str("</svg>\n");
        svg.out
    }

    fn open(&mut self, element: &str, class: &str) {
        self.out.push_str(&format!("<{element} class=\"{class}\""));
    }

    fn numbers(&mut self, values: &[(&str, f64)]) {
        for (name, value) in values {
            self.out.push_str(&format!(" {name}=\"{}\"", number(*value)));
        }
    }

    /// An id that is unique on the page.
    fn id(&mut self, part: &str) {
        escape(self.caption.id, &mut self.out);
        self.out.push_str(match self.page {
            Page::Wide => "-wide-",
            Page::Narrow => "-narrow-",
        });
        self.out.push_str(part);
    }
}

/// Where the pieces of a key go: side by side, and on a further line where there is no more room.
pub(super) struct Key {
    width: f64,
    x: f64,
    y: f64,
}

impl Key {
    /// A key whose first line stands at `y`.
    pub(super) fn at(page: Page, y: f64) -> Self {
        Self { width: page.width(), x: 0.0, y }
    }

    /// The place of the next piece, which is so wide.
    pub(super) fn place(&mut self, width: f64) -> (f64, f64) {
        if self.x > 0.0 && self.x + width > self.width {
            (self.x, self.y) = (0.0, self.y + 18.0);
        }
        let place = (self.x, self.y);
        self.x += width + 16.0;
        place
    }

    /// How far down it reaches.
    pub(super) fn bottom(&self) -> f64 {
        self.y + 6.0
    }
}

/// A number as SVG writes it, to a tenth: finer is not seen, and costs bytes.
pub(super) fn number(value: f64) -> String {
    let tenths = (value * 10.0).round();
    let tenths = if tenths.is_finite() { tenths } else { 0.0 };
    // Adding nothing makes -0 a 0.
    format!("{}", tenths / 10.0 + 0.0)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_short_and_always_numbers() {
        assert_eq!([0.04, -0.01, 12.0, 12.34, f64::NAN].map(number), ["0", "0", "12", "12.3", "0"]);
    }
}
