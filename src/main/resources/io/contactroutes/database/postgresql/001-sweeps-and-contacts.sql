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
-- Every sweep updates every row: half a page left free keeps an update on its page and out of the index.
CREATE TABLE routes_contact (
  account SMALLINT NOT NULL,
  seen INTEGER NOT NULL,
  hash BYTEA,
  id TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (account, id)
) WITH (fillfactor = 50);
