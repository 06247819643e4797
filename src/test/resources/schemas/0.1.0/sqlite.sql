CREATE TABLE "flyway_schema_history" (
    "installed_rank" INT NOT NULL PRIMARY KEY,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INT,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
    "execution_time" INT NOT NULL,
    "success" BOOLEAN NOT NULL
);
CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success");
CREATE TABLE signing_key (
  name    text   not null primary key,
  sealed  text   not null,
  made_at bigint not null
, signs_from bigint, ends_at bigint, longest_life bigint, origin text);
CREATE TABLE id_block (
  name text   not null primary key,
  next bigint not null
);
CREATE TABLE outbox (
  slot        smallint not null,
  id          bigint   not null,
  account     bigint   not null,
  purpose     text     not null,
  email       bigint   not null,
  address     text     not null,
  language    text     not null,
  door        text     not null,
  created_at  bigint   not null,
  failed      integer  not null,
  due_at      bigint   not null,
  lease       text,
  lease_until bigint,
  dead_at     bigint,
  dead_reason text, refused_reason text,
  primary key (slot, id)
);
CREATE INDEX outbox_by_due on outbox (due_at, id) where dead_at is null;
CREATE INDEX outbox_by_account on outbox (slot, account);
CREATE TABLE change (
  slot    smallint not null,
  at      bigint   not null,
  id      bigint   not null,
  account bigint   not null,
  what    text     not null,
  primary key (slot, at, id)
);
CREATE TABLE audit (
  slot            smallint not null,
  account         bigint   not null,
  at              bigint   not null,
  id              bigint   not null,
  kind            text     not null,
  door            text     not null,
  network_address text     not null,
  detail          text     not null, actor text not null default '', browser text not null default '', seal bigint not null default 0, salt text not null default '', traces text not null default '',
  primary key (slot, account, at, id)
);
CREATE TABLE named_right (
  kind text   not null,
  id   bigint not null,
  name text   not null,
  primary key (kind, id),
  unique (kind, name)
);
CREATE TABLE role_permission (
  role       bigint not null,
  permission bigint not null,
  primary key (role, permission)
);
CREATE TABLE chore (
  name       text   not null primary key,
  holder     text   not null,
  held_until bigint not null
);
CREATE TABLE transfer (
  name   text   not null primary key,
  source text   not null,
  done   bigint not null
);
CREATE TABLE "account" (
  id               integer  not null primary key,
  username         text,
  full_name        text,
  first_name       text,
  last_name        text,
  patronymic       text,
  phone            text,
  contacts         text,
  description      text,
  background_color text,
  birthday         text,
  avatar           text,
  status           text     not null,
  created_at       bigint   not null,
  primary_email    bigint,
  version          bigint   not null
, trial_ends_at bigint);
CREATE TABLE "email" (
  account    bigint   not null,
  id         bigint   not null,
  address    text     not null,
  key        text     not null,
  verified   smallint not null,
  door       text     not null,
  family     text     not null,
  claimed_at bigint   not null,
  mailed_at  bigint,
  decoy      smallint not null, bounced_at bigint,
  primary key (account, id)
) without rowid;
CREATE INDEX email_by_key on email (key);
CREATE TABLE "password" (
  account    integer not null primary key,
  hash       text    not null,
  version    bigint  not null,
  changed_at bigint  not null
);
CREATE TABLE "code" (
  account    bigint not null,
  id         bigint not null,
  purpose    text   not null,
  family     text   not null,
  email      bigint not null,
  hash       text   not null,
  created_at bigint not null,
  expires_at bigint not null,
  spent_at   bigint,
  primary key (account, id)
) without rowid;
CREATE INDEX code_by_end on code (expires_at);
CREATE TABLE "session" (
  account         bigint   not null,
  id              bigint   not null,
  door            text     not null,
  token_life      integer,
  remembered      smallint not null,
  idle            bigint   not null,
  created_at      bigint   not null,
  last_used_at    bigint   not null,
  expires_at      bigint   not null,
  ended_at        bigint,
  secret          text,
  browser         text     not null,
  network_address text     not null,
  language        text     not null, proofs text,
  primary key (account, id)
) without rowid;
CREATE INDEX session_open on session (account, created_at, id) where ended_at is null;
CREATE INDEX session_by_end on session (ended_at) where ended_at is not null;
CREATE INDEX session_by_expiry on session (expires_at);
CREATE TABLE "account_right" (
  account bigint not null,
  kind    text   not null,
  id      bigint not null,
  primary key (account, kind, id)
) without rowid;
CREATE TABLE "identifier" (
  key        text     not null primary key,
  account    bigint   not null,
  kind       text     not null,
  proven     smallint not null,
  held_until bigint
) without rowid;
CREATE TABLE "secret" (
  hash    text   not null primary key,
  kind    text   not null,
  account bigint not null,
  id      bigint not null
) without rowid;
CREATE TABLE mail_request (
  slot            smallint not null,
  id              bigint   not null,
  kind            text     not null,
  login           text     not null,
  door            text     not null,
  network_address text     not null,
  language        text,
  primary key (slot, id)
);
CREATE INDEX mail_request_by_id on mail_request (id);
CREATE INDEX account_on_trial on account (trial_ends_at) where trial_ends_at is not null;
CREATE TABLE sign_in_ticket (
  hash             text     not null primary key,
  account          bigint   not null,
  password_version bigint   not null,
  door             text     not null,
  token_life       integer,
  remembered       smallint not null,
  idle             bigint   not null,
  proved_at        bigint   not null,
  expires_at       bigint   not null,
  tries            integer  not null
);
CREATE INDEX sign_in_ticket_by_expiry on sign_in_ticket (expires_at);
CREATE TABLE limit_use (
  slot      smallint not null,
  limit_key bigint   not null,
  node      text     not null,
  kind      text     not null,
  level     bigint   not null,
  used_at   bigint   not null,
  told_at   bigint   not null,
  primary key (slot, limit_key, node)
);
CREATE INDEX limit_use_told on limit_use (slot, told_at);
CREATE INDEX audit_by_time on audit (at, id);
CREATE INDEX audit_unsealed on audit (at, id) where seal = 0;
CREATE TABLE audit_seal (
  number     bigint  not null primary key,
  previous   text    not null,
  made_at    bigint  not null,
  entries    integer not null,
  oldest     bigint  not null,
  newest     bigint  not null,
  root       text    not null,
  kept_from  bigint  not null,
  public_key text    not null,
  signature  text    not null
);
CREATE INDEX identifier_former on identifier (held_until) where proven = 0 and kind = 'NAME';
CREATE INDEX identifier_former_by_account on identifier (account) where proven = 0 and kind = 'NAME';
CREATE TABLE refresh_token (
  account    bigint not null,
  session    bigint not null,
  mark       bigint not null,
  used_at    bigint,
  expires_at bigint not null,
  primary key (account, session, mark)
);
CREATE INDEX refresh_token_by_expiry on refresh_token (expires_at);
CREATE TABLE known_device (
  account  bigint   not null,
  device   text     not null,
  seen_at  bigint   not null,
  told     smallint not null,
  primary key (account, device)
);
CREATE INDEX known_device_by_time on known_device (seen_at);
CREATE TABLE address_change (
  account    bigint   not null,
  id         bigint   not null,
  kind       text     not null,
  at         bigint   not null,
  email      bigint   not null,
  former     bigint,
  address    text,
  door       text,
  family     text,
  claimed_at bigint,
  primary key (account, id)
);
CREATE INDEX address_change_by_time on address_change (at);
CREATE TABLE held_address (
  key        text   not null primary key,
  account    bigint not null,
  held_until bigint not null
);
CREATE INDEX held_address_by_end on held_address (held_until);
CREATE TABLE spent_answer (
  answer     text   not null primary key,
  expires_at bigint not null
);
CREATE INDEX spent_answer_by_end on spent_answer (expires_at);
CREATE TABLE role_grant (
  role          bigint not null,
  permission    bigint not null,
  granted_at    bigint not null,
  after_account bigint not null,
  primary key (role, permission)
);
CREATE TABLE password_form (
  form text not null primary key
);
CREATE TABLE former_id (
  old_id   text   not null,
  source   text   not null,
  account  bigint not null,
  password text,
  version  bigint not null, keys text, sessions_ended_at bigint,
  primary key (old_id, source)
);
CREATE INDEX former_id_by_source on former_id (source, old_id);
CREATE INDEX former_id_by_account on former_id (account);
CREATE TABLE import_run (
  source text   not null primary key,
  done   bigint not null
);
CREATE TABLE kept_ids (
  low  bigint not null primary key,
  high bigint not null
);
CREATE TABLE kept_answer (
  request    text   not null primary key,
  content    text   not null,
  holder     text   not null,
  answer     text,
  expires_at bigint not null
);
CREATE INDEX kept_answer_by_end on kept_answer (expires_at);
CREATE TABLE former_token (
  hash       text   not null primary key,
  account    bigint not null,
  session    bigint not null,
  expires_at bigint not null
);
CREATE INDEX former_token_by_account on former_token (account);
CREATE INDEX former_token_by_end on former_token (expires_at);
CREATE TABLE service (
  id           bigint not null primary key,
  name         text   not null,
  scopes       text   not null,
  made_at      bigint not null,
  secret       text   not null,
  secret_since bigint not null,
  former       text,
  former_until bigint,
  unique (name)
);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (1,'1','schema','SQL','V1__schema.sql',-1311687982,'','2026-11-29 12:07:29.567',3,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (2,'2','chore','SQL','V2__chore.sql',959971745,'','2026-11-29 12:07:29.637',0,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (3,'3','transfer','SQL','V3__transfer.sql',-1834890953,'','2026-11-29 12:07:29.649',0,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (4,'4','clustered','SQL','V4__clustered.sql',-1717797121,'','2026-11-29 12:07:29.688',7,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (5,'6','privacy','SQL','V6__privacy.sql',1895734118,'','2026-11-29 12:07:29.710',1,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (6,'7','bounces','SQL','V7__bounces.sql',227889622,'','2026-11-29 12:07:29.750',1,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (7,'8','factors','SQL','V8__factors.sql',569765626,'','2026-11-29 12:07:29.765',1,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (8,'9','limits','SQL','V9__limits.sql',292878409,'','2026-11-29 12:07:29.805',26,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (9,'10','keys','SQL','V10__keys.sql',974311689,'','2026-11-29 12:07:29.821',2,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (10,'11','audit','SQL','V11__audit.sql',1775008145,'','2026-11-29 12:07:29.843',1,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (11,'12','former names','SQL','V12__former_names.sql',-201459920,'','2026-11-29 12:07:29.860',0,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (12,'13','sessions','SQL','V13__sessions.sql',-1638617307,'','2026-11-29 12:07:29.895',1,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (13,'14','challenges','SQL','V14__challenges.sql',-260680688,'','2026-11-29 12:07:29.958',0,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (14,'15','role notices','SQL','V15__role_notices.sql',996881319,'','2026-11-29 12:07:29.970',0,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (15,'16','password forms','SQL','V16__password_forms.sql',1543650436,'','2026-11-29 12:07:30.021',17,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (16,'17','arrivals','SQL','V17__arrivals.sql',-1165813892,'','2026-11-29 12:07:30.074',1,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (17,'18','kept answers','SQL','V18__kept_answers.sql',-1376952918,'','2026-11-29 12:07:30.113',0,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (18,'19','former keys','SQL','V19__former_keys.sql',1192085465,'','2026-11-29 12:07:30.129',0,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (19,'20','former tokens','SQL','V20__former_tokens.sql',583252806,'','2026-11-29 12:07:30.139',1,1);
insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on", "execution_time", "success") values (20,'21','services','SQL','V21__services.sql',-897155707,'','2026-11-29 12:07:30.154',1,1);
insert into "signing_key" ("name", "sealed", "made_at", "signs_from", "ends_at", "longest_life", "origin") values ('master-key-check','37663763623535353838303436323134636235363366316439653135323763333236333937333735643638643231336165316137626431633065313838623333',1795954050191188,NULL,NULL,0,NULL);
insert into "signing_key" ("name", "sealed", "made_at", "signs_from", "ends_at", "longest_life", "origin") values ('signing-key/chat','016c3711d45b1581820f53b556a7ecbaf9bfe8fc0cabb05957a293720ae18cabd28c0d53802f9e050da5106c7f40b12851e10cc89d99cd10384e3abaa5',1795954050397801,1795954050397801,NULL,864000000000,NULL);
insert into "signing_key" ("name", "sealed", "made_at", "signs_from", "ends_at", "longest_life", "origin") values ('signing-key/useraccount','01b2ed1268894653de037ec7a83cb8af34adf35273e1f8c93bee04cde81a74a05a9627c084bfe380d38e9d2367de1f289941bf5e474fac445c228ee5a0',1795954050397801,1795954050397801,NULL,2592000000000,NULL);
insert into "signing_key" ("name", "sealed", "made_at", "signs_from", "ends_at", "longest_life", "origin") values ('csrf-key/useraccount','0199d1e9a8b5afb0d90d189c79985e725075370065289f4d0690dbcaa97539c04a83e8da8ef0e9ae2f9d3ee651d92df27e4a368ff9dc5173235d672766',1795954050397801,NULL,NULL,0,NULL);
insert into "signing_key" ("name", "sealed", "made_at", "signs_from", "ends_at", "longest_life", "origin") values ('signing-key/v1/es256-3fc449368d64d486','010d772c9205e72f1cfb7bfa350a18a03c8055b91c0b19c5ebbb7228b3204aadf5c5e489d6baed75b7e44c566fc216f1ce54da284f49b581db196cee36214956230e856ca5899455eed0096e94f0162156cbac34f5e56c9cc4cc3f6002b14f86a71ded999812ae297a1f614f920872b59efe38ab0799644edc12bf79df91c682e818e60212f3cc20a49df1dab9b4d3fc40155af942b16b11e22333288c930d90a6363c77dc77c6d80ee940ff3908fec53a2a10177f1bee356fceb1e1db',1795954050397801,1795954050397801,NULL,900000000,NULL);
insert into "id_block" ("name", "next") values ('audit',1006);
insert into "id_block" ("name", "next") values ('account',4);
insert into "id_block" ("name", "next") values ('email',4);
insert into "id_block" ("name", "next") values ('mail',5);
insert into "id_block" ("name", "next") values ('session',6);
insert into "id_block" ("name", "next") values ('group',2);
insert into "id_block" ("name", "next") values ('role',2);
insert into "id_block" ("name", "next") values ('permission',2);
insert into "id_block" ("name", "next") values ('service',2);
insert into "outbox" ("slot", "id", "account", "purpose", "email", "address", "language", "door", "created_at", "failed", "due_at", "lease", "lease_until", "dead_at", "dead_reason", "refused_reason") values (1,1,1,'CONFIRM',1,'ada@example.org','en','v1',1795954051760406,0,1795954051760406,NULL,NULL,NULL,NULL,NULL);
insert into "outbox" ("slot", "id", "account", "purpose", "email", "address", "language", "door", "created_at", "failed", "due_at", "lease", "lease_until", "dead_at", "dead_reason", "refused_reason") values (2,2,2,'CONFIRM',2,'grace@example.org','en','v1',1795954052336746,0,1795954052336746,NULL,NULL,NULL,NULL,NULL);
insert into "outbox" ("slot", "id", "account", "purpose", "email", "address", "language", "door", "created_at", "failed", "due_at", "lease", "lease_until", "dead_at", "dead_reason", "refused_reason") values (3,3,3,'CONFIRM',3,'edsger@example.org','en','v1',1795954052868003,0,1795954052868003,NULL,NULL,NULL,NULL,NULL);
insert into "outbox" ("slot", "id", "account", "purpose", "email", "address", "language", "door", "created_at", "failed", "due_at", "lease", "lease_until", "dead_at", "dead_reason", "refused_reason") values (1,4,1,'CONFIRM',1,'ada@example.org','en','knowme',1795954054196227,0,1795954054196227,NULL,NULL,NULL,NULL,NULL);
insert into "change" ("slot", "at", "id", "account", "what") values (63,1795954050862546,5300981155204444,-1,'account');
insert into "change" ("slot", "at", "id", "account", "what") values (1,1795954057614187,8454117958764375,1,'account');
insert into "change" ("slot", "at", "id", "account", "what") values (1,1795954060338157,3800231715259534,1,'account');
insert into "change" ("slot", "at", "id", "account", "what") values (0,1795954063680646,7701320749217848,0,'account');
insert into "change" ("slot", "at", "id", "account", "what") values (62,1795954065185170,1545628566765949,-2,'account');
insert into "change" ("slot", "at", "id", "account", "what") values (3,1795954067467662,5864406687262986,3,'account');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (0,0,1795954050840199,1,'KEY_MADE','system','','chat','SYSTEM','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (0,0,1795954050840241,2,'KEY_MADE','system','','useraccount','SYSTEM','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (0,0,1795954050840245,3,'KEY_MADE','system','','v1-es256-3fc449368d64d486','SYSTEM','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (0,0,1795954050967219,4,'SERVER_STARTED','system','','http.port=59015; data-dir=/tmp/vestibule-schema-lwi6uvyl/data; smtp-url=(hidden)','SYSTEM','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (1,1,1795954051747299,5,'REGISTERED','v1','127.0.0.1','','PERSON','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (1,1,1795954052055222,6,'SIGNED_IN','v1','127.0.0.1','','PERSON','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (2,2,1795954052336709,7,'REGISTERED','v1','127.0.0.1','','PERSON','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (2,2,1795954052756635,8,'SIGNED_IN','v1','127.0.0.1','','PERSON','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (3,3,1795954052867917,9,'REGISTERED','v1','127.0.0.1','','PERSON','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (3,3,1795954053002218,10,'SIGNED_IN','v1','127.0.0.1','','PERSON','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (1,1,1795954053332308,11,'SIGNED_IN','useraccount','127.0.0.1','','PERSON','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (1,1,1795954053446246,12,'SIGN_IN_REFUSED','useraccount','127.0.0.1','wrong_password','PERSON','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (1,1,1795954053695254,13,'SIGNED_IN','chat','127.0.0.1','','PERSON','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (1,1,1795954054214373,14,'SIGN_IN_REFUSED','knowme','127.0.0.1','unverified_address','PERSON','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (0,0,1795954054352511,15,'SIGN_IN_REFUSED','v1','127.0.0.1','unknown_name','PERSON','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (1,1,1795954057608686,1001,'RIGHT_GRANTED','operator','','group staff','OPERATOR','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (1,1,1795954060330932,1002,'RIGHT_GRANTED','operator','','role editor','OPERATOR','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (0,0,1795954063669104,1003,'RIGHT_GRANTED','operator','','publish to editor','OPERATOR','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (0,0,1795954065177957,1004,'SERVICE_MADE','operator','','service 1: introspect','OPERATOR','',0,'','');
insert into "audit" ("slot", "account", "at", "id", "kind", "door", "network_address", "detail", "actor", "browser", "seal", "salt", "traces") values (3,3,1795954067448815,1005,'DISABLED','operator','','','OPERATOR','',0,'','');
insert into "named_right" ("kind", "id", "name") values ('GROUP',1,'staff');
insert into "named_right" ("kind", "id", "name") values ('ROLE',1,'editor');
insert into "named_right" ("kind", "id", "name") values ('PERMISSION',1,'publish');
insert into "role_permission" ("role", "permission") values (1,1);
insert into "account" ("id", "username", "full_name", "first_name", "last_name", "patronymic", "phone", "contacts", "description", "background_color", "birthday", "avatar", "status", "created_at", "primary_email", "version", "trial_ends_at") values (1,'ada','ada',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'ACTIVE',1795954051747203,1,9,NULL);
insert into "account" ("id", "username", "full_name", "first_name", "last_name", "patronymic", "phone", "contacts", "description", "background_color", "birthday", "avatar", "status", "created_at", "primary_email", "version", "trial_ends_at") values (2,'grace','grace',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'ACTIVE',1795954052336679,2,2,NULL);
insert into "account" ("id", "username", "full_name", "first_name", "last_name", "patronymic", "phone", "contacts", "description", "background_color", "birthday", "avatar", "status", "created_at", "primary_email", "version", "trial_ends_at") values (3,'edsger','edsger',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'DISABLED',1795954052867870,3,3,NULL);
insert into "email" ("account", "id", "address", "key", "verified", "door", "family", "claimed_at", "mailed_at", "decoy", "bounced_at") values (1,1,'ada@example.org','ada@example.org',0,'v1','V1',1795954051747203,1795954054196227,0,NULL);
insert into "email" ("account", "id", "address", "key", "verified", "door", "family", "claimed_at", "mailed_at", "decoy", "bounced_at") values (2,2,'grace@example.org','grace@example.org',0,'v1','V1',1795954052336679,NULL,0,NULL);
insert into "email" ("account", "id", "address", "key", "verified", "door", "family", "claimed_at", "mailed_at", "decoy", "bounced_at") values (3,3,'edsger@example.org','edsger@example.org',0,'v1','V1',1795954052867870,NULL,0,NULL);
insert into "password" ("account", "hash", "version", "changed_at") values (1,'$argon2id$v=19$m=19456,t=2,p=1$0Plv9lDD0AaO5gWqI8cz/w$LEf+vSS+hfhT84isPYmbwqLsuSfSWZWr8RIk3TG2ig4',1,1795954051747299);
insert into "password" ("account", "hash", "version", "changed_at") values (2,'$argon2id$v=19$m=19456,t=2,p=1$rxmmWZLDjKAvnF6w+Os5tQ$QTftzw7iQfLU7n759qWFF9tk5hMP0iiKeH9Z2Z16ePs',1,1795954052336709);
insert into "password" ("account", "hash", "version", "changed_at") values (3,'$argon2id$v=19$m=19456,t=2,p=1$pTve60xzPxRLF1TSELLelA$aFxhDarP2l2IHRTeXkrfQQXBxPYRxhnmIBnHfjEt9R0',1,1795954052867917);
insert into "session" ("account", "id", "door", "token_life", "remembered", "idle", "created_at", "last_used_at", "expires_at", "ended_at", "secret", "browser", "network_address", "language", "proofs") values (1,1,'v1',900,0,2592000000000,1795954052036270,1795954052036270,1798549652036270,NULL,NULL,'','127.0.0.1','en',NULL);
insert into "session" ("account", "id", "door", "token_life", "remembered", "idle", "created_at", "last_used_at", "expires_at", "ended_at", "secret", "browser", "network_address", "language", "proofs") values (1,4,'useraccount',3600,0,3600000000,1795954053332186,1795954053332186,1795961253332186,NULL,NULL,'','127.0.0.1','en',NULL);
insert into "session" ("account", "id", "door", "token_life", "remembered", "idle", "created_at", "last_used_at", "expires_at", "ended_at", "secret", "browser", "network_address", "language", "proofs") values (1,5,'chat',864000,0,950400000000,1795954053695127,1795954053695127,1796908053695127,NULL,NULL,'','127.0.0.1','en',NULL);
insert into "session" ("account", "id", "door", "token_life", "remembered", "idle", "created_at", "last_used_at", "expires_at", "ended_at", "secret", "browser", "network_address", "language", "proofs") values (2,2,'v1',900,0,2592000000000,1795954052756516,1795954052756516,1798549652756516,NULL,NULL,'','127.0.0.1','en',NULL);
insert into "session" ("account", "id", "door", "token_life", "remembered", "idle", "created_at", "last_used_at", "expires_at", "ended_at", "secret", "browser", "network_address", "language", "proofs") values (3,3,'v1',900,0,2592000000000,1795954053002071,1795954053002071,1798549653002071,1795954067448815,NULL,'','127.0.0.1','en',NULL);
insert into "account_right" ("account", "kind", "id") values (1,'GROUP',1);
insert into "account_right" ("account", "kind", "id") values (1,'ROLE',1);
insert into "identifier" ("key", "account", "kind", "proven", "held_until") values ('ada',1,'NAME',1,NULL);
insert into "identifier" ("key", "account", "kind", "proven", "held_until") values ('ada@example.org',1,'ADDRESS',0,1796040451747299);
insert into "identifier" ("key", "account", "kind", "proven", "held_until") values ('edsger',3,'NAME',1,NULL);
insert into "identifier" ("key", "account", "kind", "proven", "held_until") values ('edsger@example.org',3,'ADDRESS',0,1796040452867917);
insert into "identifier" ("key", "account", "kind", "proven", "held_until") values ('grace',2,'NAME',1,NULL);
insert into "identifier" ("key", "account", "kind", "proven", "held_until") values ('grace@example.org',2,'ADDRESS',0,1796040452336709);
insert into "known_device" ("account", "device", "seen_at", "told") values (1,'04f77cef639bd4e79e6678903cc793850231b54ded498a1d4c2e459a4db376a1',1795954052055222,0);
insert into "known_device" ("account", "device", "seen_at", "told") values (2,'04f77cef639bd4e79e6678903cc793850231b54ded498a1d4c2e459a4db376a1',1795954052756635,0);
insert into "known_device" ("account", "device", "seen_at", "told") values (3,'04f77cef639bd4e79e6678903cc793850231b54ded498a1d4c2e459a4db376a1',1795954053002218,0);
insert into "role_grant" ("role", "permission", "granted_at", "after_account") values (1,1,1795954063669104,0);
insert into "service" ("id", "name", "scopes", "made_at", "secret", "secret_since", "former", "former_until") values (1,'billing','introspect',1795954065133611,'02758022ecb2d350b5a197a40fd0a092ebd2e71a87ad117b7959331955441dd3',1795954065133611,NULL,NULL);
