-- epoch: raised whenever a process takes the account. holder: that process, until it releases it. turn_at: its last turn (ms).
-- SQLite, which belongs to one process, does not use them.
ALTER TABLE routes_account ADD COLUMN epoch BIGINT NOT NULL DEFAULT 0;
ALTER TABLE routes_account ADD COLUMN holder TEXT;
ALTER TABLE routes_account ADD COLUMN turn_at BIGINT;
-- Times in milliseconds since 1970.
CREATE TABLE routes_process (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  since BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  alive_until BIGINT NOT NULL,
  takes_turns BOOLEAN NOT NULL
);
-- In microseconds since 1970.
CREATE TABLE routes_host (
  origin TEXT PRIMARY KEY,
  free_at BIGINT NOT NULL,
  paused_until BIGINT NOT NULL
);
