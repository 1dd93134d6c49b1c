-- Which later version took the place of a report the register took, as its envelope says: number in the log.
ALTER TABLE register_memory ADD COLUMN superseded INTEGER REFERENCES report (log_index);
