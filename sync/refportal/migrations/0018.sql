-- The event by which staff took a notice back, NULL = it stands.
ALTER TABLE missing ADD COLUMN withdrawn INTEGER;
