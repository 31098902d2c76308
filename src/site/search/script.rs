//! One data file of the index: a script that hands its data over, because a script loads from disk as it does over HTTP.

use crate::site::html::json;
use serde::Serialize;

/// A data file while it is being written: `lookback.put("name",` data `);`.
pub struct Script(Vec<u8>);

impl Script {
    /// A file that registers its data under `name`.
    pub fn new(name: &str) -> Self {
        Self(format!("lookback.put(\"{name}\",").into_bytes())
    }

    /// Syntax, or text that is known to need no escape.
    pub fn raw(&mut self, text: &[u8]) -> &mut Self {
        self.0.extend_from_slice(text);
        self
    }

    /// A value, so escaped that neither a script nor a page around it can be ended from inside.
    pub fn value(&mut self, value: &(impl Serialize + ?Sized)) -> &mut Self {
        self.raw(json(value).as_bytes())
    }

    /// The whole file.
    pub fn finish(mut self) -> Vec<u8> {
        self.raw(b");\n");
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Script;

    #[test]
    fn data_cannot_end_the_script() {
        let mut script = Script::new("d-000");
        script.value(&["</script>&amp;\u{2028}\"é"]);
        let text = String::from_utf8(script.finish()).unwrap();
        assert_eq!(text, "lookback.put(\"d-000\",[\"\\u003c/script\\u003e\\u0026amp;\\u2028\\\"é\"]);\n");
    }
}
