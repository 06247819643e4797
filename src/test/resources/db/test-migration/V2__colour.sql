alter table fruit add column colour text;
create table basket (id bigint primary key);
