-- next is the key pair sealed with the password that is about to be hers: as long as it is
-- not known whether the portal took it, her row opens with both.
ALTER TABLE keywrap ADD COLUMN next BLOB;
