-- What stands plain in a row is proven by a MAC in it (rowproof.go), entries is what its
-- drafts and deliveries were at the last change of a case. proven: all rows have theirs,
-- which the sealed part of identity says, too; migrated is since when programs that make
-- none have been leaving.
ALTER TABLE draft ADD COLUMN mac BLOB;
ALTER TABLE basket ADD COLUMN mac BLOB;
ALTER TABLE delivery ADD COLUMN mac BLOB;
ALTER TABLE patient_case ADD COLUMN mac BLOB;
ALTER TABLE patient_case ADD COLUMN entries BLOB;
ALTER TABLE identity ADD COLUMN proven INTEGER NOT NULL DEFAULT 0;
ALTER TABLE identity ADD COLUMN migrated INTEGER NOT NULL DEFAULT 0;
