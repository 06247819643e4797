create table fruit (id bigint primary key, name text not null);
