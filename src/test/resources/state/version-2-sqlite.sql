CREATE TABLE routes_version (version INTEGER NOT NULL);
CREATE TABLE routes_account (
  id INTEGER PRIMARY KEY,
  alias TEXT NOT NULL UNIQUE
);
CREATE TABLE routes_sweep (
  account INTEGER NOT NULL REFERENCES routes_account,
  sequence INTEGER NOT NULL,
  id TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  status TEXT NOT NULL,
  stop_reason TEXT,
  ended_at INTEGER,
  next_page INTEGER NOT NULL,
  progress TEXT,
  PRIMARY KEY (account, sequence)
) WITHOUT ROWID;
CREATE UNIQUE INDEX routes_sweep_open ON routes_sweep (account) WHERE ended_at IS NULL;
CREATE TABLE routes_contact (
  account INTEGER NOT NULL,
  id TEXT NOT NULL,
  hash BLOB,
  seen INTEGER NOT NULL,
  PRIMARY KEY (account, id)
) WITHOUT ROWID;
ALTER TABLE routes_account ADD COLUMN deletes_approved_at BIGINT;
CREATE TABLE routes_note (
  account INTEGER NOT NULL REFERENCES routes_account,
  key TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (account, key)
);
INSERT INTO routes_version (version) VALUES (2);
INSERT INTO routes_account (id, alias, deletes_approved_at) VALUES (1, 'islash', 6000);
INSERT INTO routes_account (id, alias, deletes_approved_at) VALUES (2, '99digital', NULL);
INSERT INTO routes_sweep (account, sequence, id, started_at, status, stop_reason, ended_at, next_page, progress) VALUES (1, 1, 'first', 1000, 'complete', 'empty-page', 2000, 2, '{"pages":2}');
INSERT INTO routes_sweep (account, sequence, id, started_at, status, stop_reason, ended_at, next_page, progress) VALUES (1, 2, 'second', 3000, 'complete', 'empty-page', 4000, 2, '{"pages":2}');
INSERT INTO routes_sweep (account, sequence, id, started_at, status, stop_reason, ended_at, next_page, progress) VALUES (1, 3, 'third', 5000, 'running', NULL, NULL, 2, '{"pages":1}');
INSERT INTO routes_sweep (account, sequence, id, started_at, status, stop_reason, ended_at, next_page, progress) VALUES (2, 1, 'fourth', 7000, 'failed', 'error', 8000, 2, NULL);
INSERT INTO routes_contact (account, id, hash, seen) VALUES (1, 'anna', x'00000004000000000000000000000000', 3);
INSERT INTO routes_contact (account, id, hash, seen) VALUES (1, 'berta', x'00', 2);
INSERT INTO routes_contact (account, id, hash, seen) VALUES (1, 'clara', x'00', 2);
INSERT INTO routes_contact (account, id, hash, seen) VALUES (1, 'dead', NULL, 2);
INSERT INTO routes_contact (account, id, hash, seen) VALUES (1, 'gone', x'00000003000000000000000000000000', 1);
INSERT INTO routes_contact (account, id, hash, seen) VALUES (2, '1', x'00000005000000000000000000000000', 1);
INSERT INTO routes_note (account, key, text) VALUES (1, 'held-deletes', '1');
