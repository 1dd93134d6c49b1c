-- Each person has a key pair of her own: recipient is its public half, pair the secret
-- one, sealed with her password; wrap is the store's keys for that recipient, which a
-- colleague can make. proof says, sealed with the store's key, that the recipient is
-- hers. Rows without these are of an earlier program: her password opens the wrap itself.
ALTER TABLE keywrap ADD COLUMN recipient TEXT;
ALTER TABLE keywrap ADD COLUMN pair BLOB;
ALTER TABLE keywrap ADD COLUMN proof BLOB;
