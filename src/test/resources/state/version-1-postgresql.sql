CREATE TABLE routes_version (version INTEGER NOT NULL);
CREATE TABLE routes_account (
  id SMALLINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alias TEXT NOT NULL UNIQUE
);
CREATE TABLE routes_sweep (
  account SMALLINT NOT NULL REFERENCES routes_account,
  sequence INTEGER NOT NULL,
  id TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  status TEXT NOT NULL,
  stop_reason TEXT,
  ended_at BIGINT,
  next_page INTEGER NOT NULL,
  progress TEXT,
  PRIMARY KEY (account, sequence)
);
CREATE UNIQUE INDEX routes_sweep_open ON routes_sweep (account) WHERE ended_at IS NULL;
CREATE TABLE routes_contact (
  account SMALLINT NOT NULL,
  seen INTEGER NOT NULL,
  hash BYTEA,
  id TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (account, id)
) WITH (fillfactor = 50);
INSERT INTO routes_version (version) VALUES (1);
INSERT INTO routes_account (alias) VALUES ('islash');
INSERT INTO routes_sweep (account, sequence, id, started_at, status, stop_reason, ended_at, next_page, progress)
VALUES (1, 1, 'first', 1000, 'complete', 'empty-page', 2000, 3, '{"pages":2}');
INSERT INTO routes_sweep (account, sequence, id, started_at, status, next_page) VALUES (1, 2, 'second', 3000, 'running', 7);
INSERT INTO routes_contact (account, id, hash, seen) VALUES (1, 'anna', NULL, 2);
