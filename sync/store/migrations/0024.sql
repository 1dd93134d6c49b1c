-- The portal's receipts are a chain: chain is the hash of the last one that was read of its log
-- ('' = none was), broken the first entry whose receipt did not follow on the one before (0 = all did).
ALTER TABLE identity ADD COLUMN chain TEXT NOT NULL DEFAULT '';
ALTER TABLE identity ADD COLUMN broken INTEGER NOT NULL DEFAULT 0;
