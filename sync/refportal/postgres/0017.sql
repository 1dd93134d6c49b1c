ALTER TABLE register_memory ADD COLUMN superseded BIGINT REFERENCES report (log_index);
