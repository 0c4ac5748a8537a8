-- 1 where a witness on the host saw it, and it was read back later.
ALTER TABLE samples ADD COLUMN filled INTEGER NOT NULL DEFAULT 0;
