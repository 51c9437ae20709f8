//! The articles in memory: what is shown for a query, and how often each entity, topic and source stands in it.

pub mod query;
