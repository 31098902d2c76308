//! What stands in a table that was checked.
//!
//! Never reports: a field that is of another kind than its description has been reported by `check`, and reads as absent.

use super::{Key, Kind, count};
use crate::source::Span;
use crate::words::Word;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What stands under a [`Kind::Moment`] key.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// A TOML date or date-time.
    Stamp(toml::value::Datetime),
    /// A string, for what TOML cannot say.
    Text(String),
}

/// The fields of a checked table. A field of the wrong type has been reported and reads as absent.
#[derive(Debug, Clone)]
pub struct Fields<'a> {
    table: &'a DeTable<'a>,
    keys: &'static [Key],
    base: usize,
    /// Where the table stands in the file.
    pub span: Span,
}

impl<'a> Fields<'a> {
    pub(super) fn new(table: &'a DeTable<'a>, keys: &'static [Key], base: usize, span: Span) -> Self {
        Self { table, keys, base, span }
    }

    fn get(&self, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        debug_assert!(self.keys.iter().any(|key| key.name == name), "`{name}` is read but not described");
        self.table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value)
    }

    fn placed(&self, span: Span) -> Span {
        self.base + span.start..self.base + span.end
    }

    /// Where the value of a key stands; where the table stands, if the key is absent.
    pub fn span_of(&self, name: &str) -> Span {
        self.get(name).map_or_else(|| self.span.clone(), |value| self.placed(value.span()))
    }

    /// A string.
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.get_ref().as_str().map(str::to_owned)
    }

    /// `true` or `false`.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.get(name)?.get_ref().as_bool()
    }

    /// A whole number from 0.
    pub fn count(&self, name: &str) -> Option<u64> {
        count(self.get(name)?.get_ref().as_integer()?)
    }

    /// One of a list of words.
    pub fn word<W: Word>(&self, name: &str) -> Option<W> {
        W::parse(self.get(name)?.get_ref().as_str()?)
    }

    /// A day.
    pub fn day(&self, name: &str) -> Option<jiff::civil::Date> {
        civil_date(self.get(name)?.get_ref().as_datetime()?.date?)
    }

    /// A date-time, a date or a string, with its place.
    pub fn moment(&self, name: &str) -> Option<(Written, Span)> {
        let value = self.get(name)?;
        let written = match value.get_ref() {
            DeValue::String(text) => Written::Text(text.as_ref().to_owned()),
            DeValue::Datetime(stamp) if stamp.date.is_some() => Written::Stamp(*stamp),
            _ => return None,
        };
        Some((written, self.placed(value.span())))
    }

    /// The strings of an array, each with its place.
    pub fn texts(&self, name: &str) -> Vec<(String, Span)> {
        let Some(items) = self.get(name).and_then(|value| value.get_ref().as_array()) else { return Vec::new() };
        items.iter().filter_map(|item| Some((item.get_ref().as_str()?.to_owned(), self.placed(item.span())))).collect()
    }

    /// A table; `None` if it is absent.
    pub fn table(&self, name: &str) -> Option<Fields<'a>> {
        let Kind::Table(keys) = self.kind(name)? else { return None };
        self.fields(self.get(name)?, keys)
    }

    /// The tables of an array.
    pub fn tables(&self, name: &str) -> Vec<Fields<'a>> {
        let Some(Kind::Tables(keys)) = self.kind(name) else { return Vec::new() };
        let Some(items) = self.get(name).and_then(|value| value.get_ref().as_array()) else { return Vec::new() };
        items.iter().filter_map(|item| self.fields(item, keys)).collect()
    }

    /// The tables under names that people chose, in the order of the names, each with the place of its name.
    pub fn map(&self, name: &str) -> Vec<(String, Span, Fields<'a>)> {
        let Some(Kind::Map(keys)) = self.kind(name) else { return Vec::new() };
        let Some(table) = self.get(name).and_then(|value| value.get_ref().as_table()) else { return Vec::new() };
        table
            .iter()
            .filter_map(|(name, item)| Some((name.get_ref().to_string(), self.placed(name.span()), self.fields(item, keys)?)))
            .collect()
    }

    /// The strings under names that people chose, in the order of the names, each with the place of the string.
    pub fn renames(&self, name: &str) -> Vec<(String, String, Span)> {
        let Some(table) = self.get(name).and_then(|value| value.get_ref().as_table()) else { return Vec::new() };
        table
            .iter()
            .filter_map(|(name, item)| {
                Some((name.get_ref().to_string(), item.get_ref().as_str()?.to_owned(), self.placed(item.span())))
            })
            .collect()
    }

    /// A table of anything.
    pub fn anything(&self, name: &str) -> toml::Table {
        self.get(name).and_then(|value| plain(value.get_ref()).as_table().cloned()).unwrap_or_default()
    }

    /// Where the table and those in it hold Markdown, in the order of the file: each string as it is written, with its quotes.
    pub fn markdown(&self) -> Vec<Span> {
        let mut found = Vec::new();
        self.collect_markdown(&mut found);
        found.sort_by_key(|span| span.start);
        found
    }

    fn collect_markdown(&self, found: &mut Vec<Span>) {
        for key in self.keys {
            match key.kind {
                Kind::Markdown => found
                    .extend(self.get(key.name).filter(|value| value.get_ref().is_str()).map(|value| self.placed(value.span()))),
                Kind::Table(_) => self.table(key.name).iter().for_each(|inner| inner.collect_markdown(found)),
                Kind::Tables(_) => self.tables(key.name).iter().for_each(|inner| inner.collect_markdown(found)),
                Kind::Map(_) => self.map(key.name).iter().for_each(|(_, _, inner)| inner.collect_markdown(found)),
                _ => {}
            }
        }
    }

    fn kind(&self, name: &str) -> Option<Kind> {
        self.keys.iter().find(|key| key.name == name).map(|key| key.kind)
    }

    fn fields(&self, value: &'a Spanned<DeValue<'a>>, keys: &'static [Key]) -> Option<Fields<'a>> {
        let table = value.get_ref().as_table()?;
        Some(Fields { table, keys, base: self.base, span: self.placed(value.span()) })
    }
}

/// A date of TOML as a date of the calendar; TOML's own parser lets through no other.
pub fn civil_date(date: toml::value::Date) -> Option<jiff::civil::Date> {
    jiff::civil::Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}

/// A value without its places.
fn plain(value: &DeValue<'_>) -> toml::Value {
    match value {
        DeValue::String(text) => toml::Value::String(text.as_ref().to_owned()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| toml::Value::String(number.as_str().to_owned()), toml::Value::Integer),
        DeValue::Float(number) => {
            number.as_str().parse().map_or_else(|_| toml::Value::String(number.as_str().to_owned()), toml::Value::Float)
        }
        DeValue::Boolean(flag) => toml::Value::Boolean(*flag),
        DeValue::Datetime(stamp) => toml::Value::Datetime(*stamp),
        DeValue::Array(items) => toml::Value::Array(items.iter().map(|item| plain(item.get_ref())).collect()),
        DeValue::Table(table) => {
            toml::Value::Table(table.iter().map(|(name, item)| (name.get_ref().to_string(), plain(item.get_ref()))).collect())
        }
    }
}
