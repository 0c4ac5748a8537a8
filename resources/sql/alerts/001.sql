-- What people are told of, and what is still to be sent. Statements are separated by empty lines.
CREATE TABLE incidents (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    ended INTEGER NOT NULL
);

CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    message TEXT NOT NULL,
    not_before INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    sent INTEGER NOT NULL,
    given_up INTEGER NOT NULL,
    error TEXT NOT NULL
);

CREATE INDEX outbox_waiting ON outbox (sent, given_up);
