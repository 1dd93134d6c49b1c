-- What the queue costs must not depend on how much waits in it or was ever sent.
-- Triggers keep it, so that it is right whoever writes.

-- How many deliveries there are in each state.
CREATE TABLE delivery_count (
	state TEXT PRIMARY KEY,
	n     INTEGER NOT NULL
) STRICT;
INSERT INTO delivery_count SELECT state, count(*) FROM delivery GROUP BY state;

CREATE TRIGGER delivery_counted AFTER INSERT ON delivery
BEGIN
	INSERT INTO delivery_count VALUES (NEW.state, 1) ON CONFLICT (state) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER delivery_recounted AFTER UPDATE OF state ON delivery WHEN NEW.state != OLD.state
BEGIN
	UPDATE delivery_count SET n = n - 1 WHERE state = OLD.state;
	INSERT INTO delivery_count VALUES (NEW.state, 1) ON CONFLICT (state) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER delivery_uncounted AFTER DELETE ON delivery
BEGIN
	UPDATE delivery_count SET n = n - 1 WHERE state = OLD.state;
END;

-- move_at: when something can be done with a delivery, to claim it or to end the
-- lease of its sender. NULL: never, it has its answer; or not before another one of
-- its case that was completed earlier. One that is held back keeps nothing waiting
-- until its day but later versions of its own report. Whether that day has come no
-- trigger knows: who claims looks again (earlierOpen in lease.go).
ALTER TABLE delivery ADD COLUMN move_at INTEGER;
CREATE INDEX delivery_move ON delivery (move_at, seq) WHERE move_at IS NOT NULL;
CREATE INDEX delivery_open ON delivery (case_id, seq) WHERE state IN ('queued', 'sending');
CREATE INDEX delivery_held ON delivery (held) WHERE held > 0 AND state = 'queued';

CREATE TRIGGER delivery_moved AFTER UPDATE OF state, next_at, held, lease_until, meldung ON delivery
BEGIN
	UPDATE delivery SET move_at = NULL WHERE tnr = NEW.tnr AND move_at IS NOT NULL AND state NOT IN ('queued', 'sending');
	UPDATE delivery SET move_at = CASE WHEN NOT EXISTS (
			SELECT 1 FROM delivery AS earlier WHERE earlier.case_id = delivery.case_id AND earlier.seq < delivery.seq
				AND earlier.state IN ('queued', 'sending')
				AND (earlier.held <= max(delivery.next_at, delivery.held) OR earlier.meldung = delivery.meldung))
		THEN CASE state WHEN 'sending' THEN coalesce(lease_until, next_at) ELSE max(next_at, held) END END
	WHERE case_id = NEW.case_id AND state IN ('queued', 'sending');
END;
CREATE TRIGGER delivery_queued AFTER INSERT ON delivery WHEN NEW.state IN ('queued', 'sending')
BEGIN
	UPDATE delivery SET state = state WHERE tnr = NEW.tnr;
END;
UPDATE delivery SET state = state WHERE state IN ('queued', 'sending');
