-- The generation of Kontrollnummern that a report came with: before a change of keys is through,
-- it was not compared with those of an older one.
ALTER TABLE bericht ADD COLUMN kam INTEGER NOT NULL DEFAULT 1;
