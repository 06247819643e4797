-- (b) by hash: which session a token of another system began here at its first use. It is kept for
-- longer than the token can be good, so that one whose session was ended begins no other.
create table former_token (
  hash       text   not null primary key,
  account    bigint not null,
  session    bigint not null,
  expires_at bigint not null
);

create index former_token_by_account on former_token (account);
create index former_token_by_end on former_token (expires_at);

-- When all sessions of an account were ended last: tokens from before then begin none any more.
alter table former_id add column sessions_ended_at bigint;
