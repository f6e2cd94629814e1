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
ALTER TABLE routes_account ADD COLUMN deletes_approved_at BIGINT;
CREATE TABLE routes_note (
  account INTEGER NOT NULL REFERENCES routes_account,
  key TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (account, key)
);
INSERT INTO routes_version (version) VALUES (2);
INSERT INTO routes_account (alias, deletes_approved_at) VALUES ('islash', 6000);
INSERT INTO routes_account (alias, deletes_approved_at) VALUES ('99digital', NULL);
INSERT INTO routes_sweep (account, sequence, id, started_at, status, stop_reason, ended_at, next_page, progress) VALUES (1, 1, 'first', 1000, 'complete', 'empty-page', 2000, 2, '{"pages":2}');
INSERT INTO routes_sweep (account, sequence, id, started_at, status, stop_reason, ended_at, next_page, progress) VALUES (1, 2, 'second', 3000, 'complete', 'empty-page', 4000, 2, '{"pages":2}');
INSERT INTO routes_sweep (account, sequence, id, started_at, status, stop_reason, ended_at, next_page, progress) VALUES (1, 3, 'third', 5000, 'running', NULL, NULL, 2, '{"pages":1}');
INSERT INTO routes_sweep (account, sequence, id, started_at, status, stop_reason, ended_at, next_page, progress) VALUES (2, 1, 'fourth', 7000, 'failed', 'error', 8000, 2, NULL);
INSERT INTO routes_contact (account, seen, hash, id) VALUES (1, 1, '\x00000003000000000000000000000000', 'gone');
INSERT INTO routes_contact (account, seen, hash, id) VALUES (1, 2, NULL, 'dead');
INSERT INTO routes_contact (account, seen, hash, id) VALUES (1, 2, '\x00', 'berta');
INSERT INTO routes_contact (account, seen, hash, id) VALUES (1, 2, '\x00', 'clara');
INSERT INTO routes_contact (account, seen, hash, id) VALUES (1, 3, '\x00000004000000000000000000000000', 'anna');
INSERT INTO routes_contact (account, seen, hash, id) VALUES (2, 1, '\x00000005000000000000000000000000', '1');
INSERT INTO routes_note (account, key, text) VALUES (1, 'held-deletes', '1');
