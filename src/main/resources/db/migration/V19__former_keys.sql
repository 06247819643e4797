-- By their SHA-256, the opaque keys that somebody brought along: one that was ended here does not
-- come back with the next import.
alter table former_id add column keys text;
