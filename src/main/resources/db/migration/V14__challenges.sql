-- (b) Solutions of challenges that were used, so that each is good once, at all nodes together.
create table spent_answer (
  answer     text   not null primary key,
  expires_at bigint not null
);

-- Housekeeping.
create index spent_answer_by_end on spent_answer (expires_at);
