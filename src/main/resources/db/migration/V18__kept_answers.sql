-- (b) What was answered to requests that may be sent once more, sealed, by a keyed hash of caller
-- and key. The answer is missing while a request is being done.
create table kept_answer (
  request    text   not null primary key,
  content    text   not null,
  holder     text   not null,
  answer     text,
  expires_at bigint not null
);

-- Housekeeping.
create index kept_answer_by_end on kept_answer (expires_at);
