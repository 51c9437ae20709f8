-- What a damaged library has left of rows whose other half is lost.
DELETE FROM validators WHERE source NOT IN (SELECT id FROM sources);
DELETE FROM documents WHERE source NOT IN (SELECT id FROM sources);
DELETE FROM bodies WHERE article NOT IN (SELECT id FROM articles);
DELETE FROM articles WHERE id NOT IN (SELECT article FROM bodies);
DELETE FROM heads WHERE article NOT IN (SELECT id FROM articles);
DELETE FROM full_texts WHERE article NOT IN (SELECT id FROM articles);
DELETE FROM appearances
  WHERE article NOT IN (SELECT id FROM articles) OR source NOT IN (SELECT id FROM sources);
UPDATE appearances SET document = NULL WHERE document NOT IN (SELECT id FROM documents);
