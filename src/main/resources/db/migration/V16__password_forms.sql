-- (b) In what forms the hashes of other systems were ever kept: the scheme and the name of the key
-- in the settings. So a start looks at a few rows, and not at all passwords.
create table password_form (
  form text not null primary key
);
