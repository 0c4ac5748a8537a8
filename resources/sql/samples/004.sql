-- What one probe was like in a minute or an hour: what stays when raw samples go. `latency` is a histogram
-- (app/domain/histogram.h).
CREATE TABLE points (
    environment TEXT NOT NULL,
    length INTEGER NOT NULL,
    start INTEGER NOT NULL,
    probe TEXT NOT NULL,
    host TEXT NOT NULL,
    up INTEGER NOT NULL,
    degraded INTEGER NOT NULL,
    down INTEGER NOT NULL,
    maintenance INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    latency BLOB NOT NULL,
    vals INTEGER NOT NULL,
    value_sum REAL NOT NULL,
    value_least REAL NOT NULL,
    value_most REAL NOT NULL,
    PRIMARY KEY (environment, length, start, probe, host)
) WITHOUT ROWID;

-- Until when an environment's samples were summed up.
CREATE TABLE summed (
    environment TEXT PRIMARY KEY,
    until INTEGER NOT NULL
) WITHOUT ROWID;
