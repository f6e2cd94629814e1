ALTER TABLE routes_account ADD COLUMN deletes_approved_at BIGINT;
CREATE TABLE routes_note (
  account INTEGER NOT NULL REFERENCES routes_account,
  key TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (account, key)
);
