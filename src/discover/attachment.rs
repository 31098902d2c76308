//! The files beside a note, and which of them may be published.
//!
//! Notes come through pull requests, and whatever is published runs in a reader's browser: pictures, PDF and plain text pass, if
//! they are what their name says. Which files a note refers to is not known here.

use super::svg;
use crate::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The folder of a note of its own.
#[derive(Debug)]
pub struct Bundle {
    folder: PathBuf,
    /// The other files in it, by path from the folder, with forward slashes.
    pub files: Vec<String>,
}

/// Why a file is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No picture, PDF or text.
    #[error("only pictures (PNG, JPEG, GIF, WebP, AVIF, SVG), PDF and text (.txt, .log, .csv) are published")]
    Kind,
    /// A name that not every system can hold.
    #[error("its name holds a backslash, a colon or a control character")]
    Name,
    /// Something else under the name of a picture or a PDF.
    #[error("it is not what its name says; a pointer of Git LFS, perhaps, that was never fetched")]
    Content,
    /// An SVG that does more than draw.
    #[error("the SVG {0}")]
    Svg(#[from] svg::Fault),
}

impl Bundle {
    /// The folder of a note, and the files in it.
    pub fn new(folder: &Path, files: Vec<String>) -> Self {
        Self { folder: folder.to_owned(), files }
    }

    /// The bytes of one of its files.
    pub fn read(&self, file: &str) -> Result<Vec<u8>, Error> {
        let path = self.folder.join(file);
        fs::read(&path).map_err(Error::read(path))
    }

    /// Why one of its files is not published, if so. Reads no more of it than that takes.
    pub fn refusal(&self, file: &str) -> Result<Option<Refusal>, Error> {
        if file.chars().any(|c| c.is_control() || matches!(c, '\\' | ':')) {
            return Ok(Some(Refusal::Name));
        }
        let Some(kind) = kind(file) else { return Ok(Some(Refusal::Kind)) };
        let fits = match kind {
            Kind::Text => true,
            Kind::Svg => return Ok(svg::check(&self.read(file)?).err().map(Refusal::Svg)),
            Kind::Begins(at, magic) => {
                let mut start = Vec::new();
                let path = self.folder.join(file);
                let opened = File::open(&path).and_then(|file| file.take((at + magic.len()) as u64).read_to_end(&mut start));
                opened.map_err(Error::read(path))?;
                start.get(at..) == Some(magic)
            }
        };
        Ok((!fits).then_some(Refusal::Content))
    }
}

/// How a kind of file is told.
enum Kind {
    /// By these bytes at this place.
    Begins(usize, &'static [u8]),
    /// By reading it.
    Svg,
    /// Any bytes are text.
    Text,
}

fn kind(file: &str) -> Option<Kind> {
    let (_, extension) = file.rsplit_once('.')?;
    Some(match extension.to_ascii_lowercase().as_str() {
        "png" => Kind::Begins(0, b"\x89PNG\r\n\x1a\n"),
        "jpg" | "jpeg" => Kind::Begins(0, b"\xff\xd8\xff"),
        "gif" => Kind::Begins(0, b"GIF8"),
        "webp" => Kind::Begins(8, b"WEBP"),
        "avif" => Kind::Begins(4, b"ftyp"),
        "pdf" => Kind::Begins(0, b"%PDF-"),
        "svg" => Kind::Svg,
        "txt" | "log" | "csv" => Kind::Text,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(name: &str, bytes: &[u8]) -> Option<Refusal> {
        let temp = tempfile::TempDir::new().unwrap();
        let bundle = Bundle::new(temp.path(), vec![name.to_owned()]);
        if !name.contains('\0') {
            fs::write(temp.path().join(name), bytes).unwrap();
        }
        bundle.refusal(name).unwrap()
    }

    #[test]
    fn pictures_pdf_and_text_pass() {
        for (name, bytes) in [
            ("a.png", b"\x89PNG\r\n\x1a\n....".as_slice()),
            ("b.JPG", b"\xff\xd8\xff\xe0"),
            ("c.gif", b"GIF89a"),
            ("d.webp", b"RIFF....WEBPVP8 "),
            ("e.avif", b"\0\0\0\x20ftypavif"),
            ("f.pdf", b"%PDF-1.7"),
            ("g.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("h.log", b"\xff anything"),
        ] {
            assert_eq!(refusal(name, bytes), None, "{name}");
        }
    }

    #[test]
    fn whatever_could_run_is_refused() {
        for name in ["a.html", "a.js", "a.png.html", "a.svgz", "a.xml", "png", "a.md"] {
            assert_eq!(refusal(name, b"\x89PNG\r\n\x1a\n"), Some(Refusal::Kind), "{name}");
        }
        assert!(matches!(refusal("a.svg", b"<script/>"), Some(Refusal::Svg(_))));
    }

    #[test]
    fn what_is_not_what_its_name_says_is_refused() {
        for name in ["a.png", "a.webp", "a.pdf"] {
            assert_eq!(refusal(name, b"version https://git-lfs.github.com/spec/v1"), Some(Refusal::Content), "{name}");
            assert_eq!(refusal(name, b""), Some(Refusal::Content), "{name}");
        }
        assert_eq!(refusal("a\0.png", b""), Some(Refusal::Name));
    }
}
