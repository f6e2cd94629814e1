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
