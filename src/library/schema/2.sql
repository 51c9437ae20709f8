-- Schema 2: what a list, its facets and most queries need of each article, apart from its body and read in one go. The
-- rows that are missing are made from the bodies.
CREATE TABLE heads (
  article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  content BLOB NOT NULL               -- `article::Head` as bytes
);
