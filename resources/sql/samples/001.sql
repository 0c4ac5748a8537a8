-- What probes saw, one raw row per answer. Statements are separated by empty lines.
CREATE TABLE samples (
    environment TEXT NOT NULL,
    probe TEXT NOT NULL,
    host TEXT NOT NULL,
    time INTEGER NOT NULL,
    boot INTEGER NOT NULL,
    took INTEGER NOT NULL,
    every INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL
);

CREATE INDEX samples_by_time ON samples (environment, time);
