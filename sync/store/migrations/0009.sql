-- paper: reports that went on paper, which the registry's count leaves out. What a case
-- counts are reports now, not deliveries, and each report tells its sub-occasion: both
-- are derived anew.
ALTER TABLE patient_case ADD COLUMN paper INTEGER NOT NULL DEFAULT 0;
UPDATE patient_case SET derived = NULL;
UPDATE delivery SET derived = NULL;
UPDATE draft SET derived = NULL;
