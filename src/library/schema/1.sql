-- The library, schema 1. Times are seconds since 1970 in UTC. Paths, addresses and texts are UTF-8 (a path that is not,
-- is a blob).

-- Numbers and words about the library itself. `changes` counts the transactions that changed something; what they
-- changed bears their number, so that others see what is new to them.
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT INTO meta VALUES ('changes', 0);

CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('page', 'feed', 'file', 'folder', 'exec')),
  place NOT NULL,                     -- address or path; of exec the words of the command as a JSON list
  name TEXT NOT NULL DEFAULT '',      -- given by the user; empty: the title
  title TEXT NOT NULL DEFAULT '',     -- given by the source
  site TEXT NOT NULL DEFAULT '',      -- the page that a feed belongs to
  folder TEXT NOT NULL DEFAULT '',    -- "Labs/Europe"; empty: none
  tags TEXT NOT NULL DEFAULT '[]',    -- a JSON list
  settings TEXT NOT NULL DEFAULT '{}',-- a JSON object
  hidden INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  UNIQUE (kind, place)
);

-- When a source is asked again, and how.
CREATE TABLE validators (
  source INTEGER PRIMARY KEY REFERENCES sources ON DELETE CASCADE,
  etag TEXT NOT NULL DEFAULT '',
  modified TEXT NOT NULL DEFAULT '',  -- Last-Modified, as it was sent
  asked INTEGER NOT NULL DEFAULT 0,
  succeeded INTEGER NOT NULL DEFAULT 0,
  due INTEGER NOT NULL DEFAULT 0,
  n_failures INTEGER NOT NULL DEFAULT 0,
  error TEXT NOT NULL DEFAULT ''      -- of the last time; empty: there was none
);

CREATE TABLE problems (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
  severity TEXT NOT NULL CHECK (severity IN ('warning', 'error')),
  place TEXT NOT NULL,
  what TEXT NOT NULL
);
CREATE INDEX problems_of_source ON problems (source);

-- Bytes as they came, for as long as an article is from them or they are the latest of their source.
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
  place NOT NULL,                     -- the address after all redirects, or the path
  transfer TEXT NOT NULL DEFAULT '{}',-- what the transfer said, a JSON object
  fetched INTEGER NOT NULL,
  n_bytes INTEGER NOT NULL,           -- before compression
  bytes BLOB NOT NULL                 -- zlib
);
CREATE INDEX documents_of_source ON documents (source, place);

-- What a list shows of each article, apart from the bodies, so that a list is read without them.
CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,           -- the article's id, from its content
  time INTEGER NOT NULL,              -- what sorts: microseconds of publication, undated least
  title TEXT NOT NULL,
  publisher TEXT NOT NULL DEFAULT '',
  published TEXT NOT NULL DEFAULT '', -- ISO 8601 as far as it is known
  url TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL,              -- the url without what differs from reader to reader; empty: none of its own
  likeness TEXT NOT NULL,             -- the title's letters and digits, in lower case
  arrived INTEGER NOT NULL,
  edited INTEGER NOT NULL DEFAULT 0,  -- when its text became another one; 0: never
  lexicon INTEGER NOT NULL,           -- the version that its names were recognized with
  changed INTEGER NOT NULL
);
CREATE INDEX articles_newest ON articles (time DESC, title, key);
CREATE INDEX articles_changed ON articles (changed);
CREATE INDEX articles_address ON articles (address) WHERE address <> '';
CREATE INDEX articles_likeness ON articles (likeness) WHERE likeness <> '';

CREATE TABLE bodies (
  article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  content BLOB NOT NULL               -- the article as JSON
);

-- Which sources have an article, in which document and under which id there. One that several sources have, or one
-- source under several ids, has a row for each.
CREATE TABLE appearances (
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  source INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
  key TEXT NOT NULL,
  url TEXT NOT NULL,
  content INTEGER NOT NULL,           -- a hash of what was read, to tell when it is another
  document INTEGER REFERENCES documents ON DELETE SET NULL,
  PRIMARY KEY (article, source, key)
) WITHOUT ROWID;
CREATE INDEX appearances_key ON appearances (key);
CREATE INDEX appearances_of_source ON appearances (source);
CREATE INDEX appearances_of_document ON appearances (document);

-- What the reader did. By the article's id and not by its row: articles that are read from a path have states, too.
CREATE TABLE states (
  article TEXT PRIMARY KEY,
  read INTEGER NOT NULL DEFAULT 0,
  starred INTEGER NOT NULL DEFAULT 0,
  later INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL DEFAULT 0,-- how far it was read, in ten-thousandths
  tags TEXT NOT NULL DEFAULT '[]',    -- a JSON list
  note TEXT NOT NULL DEFAULT '',
  changed INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX states_changed ON states (changed);

-- Articles that were taken out, so that others take them out too and none comes back as new.
CREATE TABLE erased (article TEXT PRIMARY KEY, changed INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX erased_changed ON erased (changed);

-- Changes of states that can be undone, latest last.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  what TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0,
  marks TEXT NOT NULL                 -- lines: article, marks before, marks after
);
