-- Contacts have numbers, and which of them a sweep has seen are bits, so that a sweep without changes writes no contact.
ALTER TABLE routes_account ADD COLUMN contacts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE routes_contact RENAME TO routes_contact_before;
ALTER TABLE routes_contact_before DROP CONSTRAINT routes_contact_pkey;
-- An id is UTF-8 or, where it is a UUID or 16 and more hexadecimal digits, fe or ff and then two digits in each byte.
ALTER TABLE routes_contact_before ALTER COLUMN id TYPE BYTEA USING
  CASE WHEN id ~ '^([0-9a-f]{2}){8,}$' THEN '\xff' || decode(id, 'hex')
    WHEN id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN '\xfe' || decode(replace(id, '-', ''), 'hex')
    ELSE convert_to(id, 'UTF8') END;
-- The order of the columns leaves no gaps between them. A hash of 16 bytes, and then 16 of the source where it is known.
CREATE TABLE routes_contact (
  number INTEGER NOT NULL,
  account SMALLINT NOT NULL,
  content BYTEA,
  id BYTEA NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.02);
INSERT INTO routes_contact (number, account, content, id)
SELECT row_number() OVER (PARTITION BY account ORDER BY place) - 1, account, hash || COALESCE(source, ''), id
FROM (SELECT *, ctid AS place FROM routes_contact_before) AS before ORDER BY account, place;
ALTER TABLE routes_contact ADD PRIMARY KEY (account, id);
UPDATE routes_account SET contacts = (SELECT COUNT(*) FROM routes_contact WHERE account = routes_account.id);
-- Of 1,024 contacts with consecutive numbers: which of them this sweep has seen last. -1: what the sink has of them is uncertain.
CREATE TABLE routes_chunk (
  account SMALLINT NOT NULL,
  chunk INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  contacts BIT(1024) NOT NULL,
  PRIMARY KEY (account, chunk, sequence)
) WITH (fillfactor = 50);
INSERT INTO routes_chunk (account, chunk, sequence, contacts)
SELECT account, number >> 10, GREATEST(seen, 0), bit_or('1'::bit(1024) >> (number & 1023))
FROM routes_contact JOIN routes_contact_before USING (account, id) GROUP BY 1, 2, 3;
DROP TABLE routes_contact_before;
