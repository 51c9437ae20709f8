-- Schema 3: the text of an article's own page, where its feed cuts it off. `bodies` has the text that is shown, this has
-- the other one.
CREATE TABLE full_texts (
  article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  other BLOB,                         -- the article as JSON with the text that is not shown; null: its page was not read
  shown INTEGER NOT NULL DEFAULT 0,   -- the page's text is the one that is shown
  wanted INTEGER NOT NULL DEFAULT 0,  -- the next refresh of its source asks for the page
  n_tries INTEGER NOT NULL DEFAULT 0  -- how often that was in vain
);
CREATE INDEX full_texts_wanted ON full_texts (wanted) WHERE wanted;
