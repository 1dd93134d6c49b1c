-- What a row is: a report of a site, a death or a round of screening. All of them are linked alike.
ALTER TABLE bericht ADD COLUMN art TEXT NOT NULL DEFAULT 'meldung';
