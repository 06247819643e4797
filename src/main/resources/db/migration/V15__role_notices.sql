-- (b) Permissions that were given to roles, while those who have the role are told of it, in the
-- order of their ids.
create table role_grant (
  role          bigint not null,
  permission    bigint not null,
  granted_at    bigint not null,
  after_account bigint not null,
  primary key (role, permission)
);
