-- generation: of the store its newest key, by which whoever writes sees that somebody
-- has made a new one; of a case the key that seals all its rows, which older ones are
-- looked for by. What a key of a generation above 0 sealed begins with its mark.
ALTER TABLE identity ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
UPDATE identity SET generation = 1 WHERE substr(sealed, 1, 8) = x'4d50670100000001';

ALTER TABLE patient_case ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
UPDATE patient_case SET generation = 1 WHERE substr(header, 1, 8) = x'4d50670100000001';
CREATE INDEX patient_case_generation ON patient_case (generation);

-- An open program that knows no generations must not seal with a key that is about to
-- go: what it wrote would be lost.
CREATE TRIGGER patient_case_made BEFORE INSERT ON patient_case
WHEN (SELECT generation FROM identity) > 0 AND hex(substr(NEW.header, 1, 8)) != printf('4D506701%08X', (SELECT generation FROM identity))
BEGIN
	SELECT RAISE(ABORT, 'sealed with an old key');
END;
CREATE TRIGGER patient_case_sealed BEFORE UPDATE OF header ON patient_case
WHEN (SELECT generation FROM identity) > 0 AND hex(substr(NEW.header, 1, 8)) != printf('4D506701%08X', (SELECT generation FROM identity))
BEGIN
	SELECT RAISE(ABORT, 'sealed with an old key');
END;
CREATE TRIGGER draft_made BEFORE INSERT ON draft
WHEN (SELECT generation FROM identity) > 0 AND hex(substr(NEW.header, 1, 8)) != printf('4D506701%08X', (SELECT generation FROM identity))
BEGIN
	SELECT RAISE(ABORT, 'sealed with an old key');
END;
CREATE TRIGGER draft_sealed BEFORE UPDATE OF header ON draft
WHEN (SELECT generation FROM identity) > 0 AND hex(substr(NEW.header, 1, 8)) != printf('4D506701%08X', (SELECT generation FROM identity))
BEGIN
	SELECT RAISE(ABORT, 'sealed with an old key');
END;
CREATE TRIGGER delivery_made BEFORE INSERT ON delivery
WHEN (SELECT generation FROM identity) > 0 AND hex(substr(NEW.header, 1, 8)) != printf('4D506701%08X', (SELECT generation FROM identity))
BEGIN
	SELECT RAISE(ABORT, 'sealed with an old key');
END;
CREATE TRIGGER delivery_sealed BEFORE UPDATE OF header ON delivery
WHEN (SELECT generation FROM identity) > 0 AND hex(substr(NEW.header, 1, 8)) != printf('4D506701%08X', (SELECT generation FROM identity))
BEGIN
	SELECT RAISE(ABORT, 'sealed with an old key');
END;
