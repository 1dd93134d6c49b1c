-- The work list is read a part at a time: slots are the places in it (worklist.Slot), with
-- how many questions stand in each. blind tells equal ones, name is the slot, sealed: in
-- which order they come only who opens them sees, and it is another one each day.
CREATE TABLE slot (
	n     INTEGER PRIMARY KEY,
	blind BLOB NOT NULL UNIQUE,
	name  BLOB NOT NULL,
	tasks INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A row for each question of a case (open_case); settled is when the registry's answer
-- came, 0 for what is none.
CREATE TABLE task (
	slot    INTEGER NOT NULL,
	settled INTEGER NOT NULL,
	case_id TEXT NOT NULL REFERENCES open_case (case_id) ON DELETE CASCADE
) STRICT;
CREATE INDEX task_slot ON task (slot, settled, case_id);
CREATE INDEX task_case ON task (case_id);

CREATE TRIGGER task_counted AFTER INSERT ON task
BEGIN
	UPDATE slot SET tasks = tasks + 1 WHERE n = NEW.slot;
END;
CREATE TRIGGER task_uncounted AFTER DELETE ON task
BEGIN
	UPDATE slot SET tasks = tasks - 1 WHERE n = OLD.slot;
	DELETE FROM slot WHERE n = OLD.slot AND tasks <= 0;
END;

-- Cases of which something is asked get theirs, some at a time (CatchUp).
UPDATE patient_case SET kept = NULL WHERE id IN (SELECT case_id FROM open_case);
