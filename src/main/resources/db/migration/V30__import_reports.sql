-- What became of the rows of a run is one text: a reason or a warning and how often there was it, with
-- blanks between, a line each.
--
-- (b) by name of a source: what each run of its import came to, counted with every batch.
create table import_report (
  source      text   not null,
  began_at    bigint not null,
  noted_at    bigint not null,
  ended_at    bigint,
  rows_before bigint not null,
  imported    bigint not null,
  updated     bigint not null,
  unchanged   bigint not null,
  refused     bigint not null,
  reasons     text   not null,
  warnings    text   not null,
  primary key (source, began_at)
);
