ALTER TABLE routes_contact ADD COLUMN source BLOB;
