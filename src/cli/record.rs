//! Records in the formats that scripts read: JSON, JSON Lines and TSV, whole or some fields of them.

use std::io;

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::args::{Format, Shape};
use super::columns;
use super::failure::Failure;
use super::list::escaped;
use super::output::Output;
use crate::store::query::nearest;

/// What records of a kind have.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// All fields.
    pub known: &'static [&'static str],
    /// Those of a line of text.
    pub usual: &'static [&'static str],
}

/// Some fields of a record, in the order that was asked for.
#[derive(Debug)]
pub struct Picked(Vec<(String, Value)>);

impl Serialize for Picked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl Fields {
    /// Refuses fields that the records do not have.
    ///
    /// # Errors
    /// [`Failure::Usage`] with the nearest name.
    pub fn check(&self, shape: &Shape) -> Result<(), Failure> {
        let Some(unknown) = shape.fields.iter().find(|field| !self.known.contains(&field.as_str())) else {
            return Ok(());
        };
        let hint = match nearest(unknown, self.known.iter().copied()) {
            Some(name) => format!("--fields {name}"),
            None => format!("one of {}", self.known.join(",")),
        };
        Err(Failure::usage(format!("there is no field `{unknown}`"), hint))
    }

    /// The fields that were asked for, or those of a line of text.
    pub fn chosen(&self, shape: &Shape) -> Vec<String> {
        if shape.fields.is_empty() {
            self.usual.iter().map(|field| (*field).to_owned()).collect()
        } else {
            shape.fields.clone()
        }
    }

    /// Writes records in any format; in Markdown they are a table.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write<T: Serialize>(
        &self,
        records: impl Iterator<Item = T>,
        format: Format,
        shape: &Shape,
        out: &mut Output,
    ) -> io::Result<()> {
        let whole = shape.fields.is_empty();
        match format {
            Format::Json if whole => write_json(&records.collect::<Vec<_>>(), out),
            Format::Json => write_json(&records.map(|record| pick(record, &shape.fields)).collect::<Vec<_>>(), out),
            Format::Jsonl => {
                for record in records {
                    let line = if whole {
                        serde_json::to_string(&record)
                    } else {
                        serde_json::to_string(&pick(record, &shape.fields))
                    };
                    out.write(&line?)?;
                    out.write(record_end(shape))?;
                }
                Ok(())
            }
            Format::Tsv => {
                let fields = self.chosen(shape);
                out.write(&fields.join("\t"))?;
                out.write(record_end(shape))?;
                columns::write_tabbed(records.map(|record| cells(record, &fields)), record_end(shape), out)
            }
            Format::Md => {
                let fields = self.chosen(shape);
                write_row(&fields, out)?;
                write_row(&vec!["---".to_owned(); fields.len()], out)?;
                records.map(|record| markdown_cells(record, &fields)).try_for_each(|row| write_row(&row, out))
            }
            Format::Text => {
                let fields = self.chosen(shape);
                let rows = records.map(|record| cells(record, &fields)).collect();
                columns::write(rows, &[], shape, out)
            }
        }
    }
}

/// Writes one JSON value, for people to read as well.
///
/// # Errors
/// Where it cannot be written.
pub fn write_json<T: Serialize + ?Sized>(value: &T, out: &mut Output) -> io::Result<()> {
    out.write(&serde_json::to_string_pretty(value)?)?;
    out.write("\n")
}

/// What ends a record.
pub fn record_end(shape: &Shape) -> &'static str {
    if shape.null { "\0" } else { "\n" }
}

/// Some fields of a record; one that it has not is null.
pub fn pick(record: impl Serialize, fields: &[String]) -> Picked {
    let mut value = serde_json::to_value(record).unwrap_or_default();
    let mut take = |field: &String| value.get_mut(field).map(Value::take).unwrap_or_default();
    // A field may be asked for twice: the first time it is taken, so that a whole text is not copied.
    Picked(fields.iter().map(|field| (field.clone(), take(field))).collect())
}

fn cells(record: impl Serialize, fields: &[String]) -> Vec<String> {
    pick(record, fields).0.iter().map(|(_, value)| cell(value)).collect()
}

fn markdown_cells(record: impl Serialize, fields: &[String]) -> Vec<String> {
    cells(record, fields).iter().map(|cell| escaped(&cell.replace('\n', " "))).collect()
}

/// A row of a Markdown table.
fn write_row(cells: &[String], out: &mut Output) -> io::Result<()> {
    out.write(&format!("| {} |\n", cells.join(" | ")))
}

/// A value in one cell: of a list its members' names, of an object its JSON.
fn cell(value: &Value) -> String {
    let name = |value: &Value| {
        let named = ["name", "title", "url", "caption", "kind"].iter().find_map(|key| value.get(key)?.as_str());
        named.map_or_else(|| cell(value), str::to_owned)
    };
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(name).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_cell_holds_any_value() {
        for (value, expected) in [
            (json!(null), ""),
            (json!("a"), "a"),
            (json!(3), "3"),
            (json!(["a", "b"]), "a, b"),
            (json!([{"name": "OpenAI", "count": 2}, {"text": "x", "url": "y"}]), "OpenAI, y"),
            (json!({"read": false}), "{\"read\":false}"),
        ] {
            assert_eq!(cell(&value), expected);
        }
    }

    #[test]
    fn picked_fields_keep_the_order_that_was_asked_for() {
        let fields = ["b", "a", "x"].map(String::from);
        let picked = pick(json!({"a": 1, "b": [2], "c": 3}), &fields);
        assert_eq!(serde_json::to_string(&picked).unwrap(), r#"{"b":[2],"a":1,"x":null}"#);
    }
}
