//! What is shown: a query, parsed from text and printed back to the same text.
