-- The number that a probe measured, in the unit of its kind; NULL where it measures none.
ALTER TABLE samples ADD COLUMN value REAL;
