create table half (id bigint not null primary key);
insert into nowhere (id) values (1);
